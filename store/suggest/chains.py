"""Runs as names need them: joined over connectors, and parted before a personal name."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.suggest.heads import by_heads, is_acronym
from store.suggest.lands import COUNTRIES, COUNTRY_ACRONYMS
from store.suggest.lexicon import CALENDAR, ORGANIZATIONS, SURNAMES, is_field, is_office, is_role
from store.suggest.namelists import COMMON, THINGS, is_thing
from store.suggest.persons import ends_in_office, is_linked, split
from store.suggest.runs import Run

_HEADED = re.compile(r"\s(?:of|for|de|du|des|del|für|der)(?:\s(?:the|la|les|los))?\s")
_ON = re.compile(r"\son(?:\sthe)?\s")
_ALSO = re.compile(r"\s(?:and|&|et|und|y)\s")
_THE = re.compile(r"\b(?:[Tt]he|[Ll]a|[Ll]e|[Dd]er|[Dd]ie|[Dd]es)\s$")
_OFFICE_BEFORE = re.compile(r"([^\W\d_][\w-]*)\s+(?=(?:of|for|von|der|des|für|de|du)\s)")
_COMPANIES = frozenset("inc corp co cos ltd llc plc gmbh ag bros".split())
"""What ends a company's name, folded: Harwick Mills Inc | of Oule."""

_REACH = 40


def chains(text: str, found: Iterable[Run], start: int, stop: int) -> Iterator[Run]:
    """Runs joined over "of", "for": Network for Relief and Development.

    The name of a person at a chain's end, behind the office the chain began with, is a run of its
    own: Chief of Mission for the River States | Tomas Ekeland.
    """
    held: Run | None = None
    joined = office = False
    last = start
    for whole in found:
        lead = text[max(last, whole.start - _REACH) : whole.start]
        linked = is_linked(lead)
        office = (office and linked and not _ends_sentence(lead)) or _opens_office(lead)
        words = _words(text, whole)
        at = _person_at(words, lead, office=office, linked=linked)
        office = office or any(is_office(word.lower()) for word in words)
        last = whole.end
        if at == 0:
            if held is not None:
                yield held
            yield Run(whole.tokens, personal=True)
            held, joined, office = None, False, False
            continue
        run = whole if at == len(words) else Run(whole.tokens[: _before_office(words, at)])
        if held is not None and run.end <= stop and _joins(text, held, run, joined, office):
            held, joined = Run(held.tokens + run.tokens), True
        else:
            if held is not None:
                yield held
            held, joined = run, False
            if linked and office and all(is_field(word.lower()) for word in words[:at]):
                held = None
        if run is not whole:
            if held is not None:
                yield held
            yield Run(whole.tokens[at:], personal=linked)
            held, joined, office = None, False, not linked
    if held is not None:
        yield held


def _person_at(words: list[str], lead: str, *, office: bool, linked: bool) -> int:
    """Where a run is cut: before a person behind a connector, before an office behind a house."""
    if linked:
        found = split(words, office=office, linked=True)
        fits = found.sure and not is_thing(words[-1].lower())
        return found.at if fits else len(words)
    if office and ends_in_office(lead):
        return len(words)
    first = next((i for i, word in enumerate(words) if is_role(word.lower())), len(words))
    house = any(word.lower() in ORGANIZATIONS for word in words[:first])
    goes_on = any(word.lower() in ORGANIZATIONS for word in words[first:])
    return first if house and not goes_on else len(words)


def _before_office(words: list[str], at: int) -> int:
    """Where the office that ends words[:at] begins; one word is kept."""
    while at > 1 and is_role(words[at - 1].lower()):
        at -= 1
    return at


def _opens_office(lead: str) -> bool:
    """Whether an office in lower case stands before the connector: the director of the …"""
    found = list(_OFFICE_BEFORE.finditer(lead))
    return bool(found) and is_office(found[-1].group(1).lower())


def _ends_sentence(lead: str) -> bool:
    return any(mark in lead for mark in ".!?\n:;")


def _joins(text: str, held: Run, run: Run, joined: bool, office: bool) -> bool:
    """Whether a run goes on the name held: its head word is followed by "of", "for" or "on"."""
    gap = (text, held.end, run.start)
    if joined and _ALSO.fullmatch(*gap):
        return True
    if joined and _HEADED.fullmatch(*gap) and not is_role(_words(text, held)[-1].lower()):
        field = is_field(_words(text, held)[-1].lower())
        return field or text[slice(*run.tokens[0])] not in COUNTRIES | COUNTRY_ACRONYMS
    if _ALSO.fullmatch(*gap) and _shares_head(text, held, run):
        return True
    if by_heads(_words(text, held)[-1:]) is None:
        return False
    if (
        office
        and len(held.tokens) == 1
        and not _THE.search(text, max(0, held.start - 4), held.start)
    ):
        return False
    words = _words(text, held)
    if len(words) == 2 and words[1].lower() in SURNAMES and by_heads(_words(text, run)):
        return False  # Lucinda Park of the Harbour Workers Union
    if words[-1].lower() in _COMPANIES:
        return False
    if _ON.fullmatch(*gap):
        first = text[slice(*run.tokens[0])]
        return first not in CALENDAR and not is_acronym(first) and first.isalpha()
    return _HEADED.fullmatch(*gap) is not None


def _shares_head(text: str, held: Run, run: Run) -> bool:
    """Whether two fields share the head word behind them: the Film and Television Archive."""
    field = text[slice(*held.tokens[-1])].lower()
    words = _words(text, run)
    return (
        (is_field(field) or field in COMMON or field in THINGS)
        and len(words) > 1
        and by_heads(words) == "organization"
        and _THE.search(text, max(0, held.start - 4), held.start) is not None
    )


def _words(text: str, run: Run) -> list[str]:
    return [text[start:end] for start, end in run.tokens]
