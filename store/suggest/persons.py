"""Personal names at the end of noun phrases: ROLE of ORGANIZATION and ROLE for PLACE Given Family.

A phrase is capitalised words and connectors. The name begins at an honorific, or behind the last
word that tells an office, its field, an organization, a place or a nation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.suggest.heads import LEADING_PLACES, is_acronym
from store.suggest.lands import COUNTRIES, DEMONYMS, PLACE_PHRASES
from store.suggest.lexicon import (
    CALENDAR,
    HONORIFICS,
    ORDINARY,
    ORGANIZATIONS,
    PLACES,
    SURNAMES,
    is_field,
    is_honorific,
    is_office,
    is_role,
)
from store.suggest.namelists import UNUSUAL_NAMES, is_given
from store.suggest.runs import Run, runs

Mention = tuple[int, int, str]
"""Start, end and the words themselves."""

CONNECTOR = (
    r"(?:of|for|and|on|in|to|at|from|with|&|de|del|du|des|d’|et|à|pour|aux?|von|vom|für|und|der|"
    r"im|in|am|zur|zum|y|para)"
)
_ARTICLE = r"(?:the|a|an|la|le|les|l’|el|los|las|den|dem|der|das|die|its|their)"
_LINK = re.compile(rf"[\s,]*(?:\b{CONNECTOR}\s+)+(?:{_ARTICLE}\s+)*")
_LINK_AT_END = re.compile(rf"(?<=\S\s){CONNECTOR}\s+(?:{_ARTICLE}\s+)*$|^(?!d)\b{CONNECTOR}\s+$")
_LEADING_ARTICLE = re.compile(r"\s*(?:der|die|das|des|den|dem)\s+$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w’'-]*)\s+$")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_COMPLEMENT = re.compile(
    r"\b(?:of|at|from|near|in|on|to|with|for|zur|zum|vor|aus|im|am|bei|über|von|vom|der|des|dem|den)\b"
)
_CAUSE = re.compile(r"\s+(?:for|without|against|the)(?:\s+the)?\s+")
_INITIAL = re.compile(r"\w\.(?:-?\w\.)*$")
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Split:
    """Where a run's personal name begins, in words; at its length if it has none.

    `sure` tells that an honorific or an office stands before the name.
    """

    at: int
    sure: bool


def split(words: Sequence[str], *, office: bool, linked: bool) -> Split:
    """Part a run's name from what stands before it.

    *office* tells that the phrase named an office before this run, *linked* that a connector stands
    right before it: its words then belong to the office, but for a name at their end.
    """
    count = len(words)
    for index, word in enumerate(words[:-1]):
        saint = word.rstrip(".") == "St"
        if (saint and not linked) or is_honorific(words, index):
            return Split(index, sure=True)
    cut, titled, weak = _labels(words, office=office)
    left = count - cut
    if not linked:
        alone = left == 1 and weak and not titled
        return Split(count if alone else cut, sure=titled or (cut > 0 and left > 1))
    if not titled or left == 0:
        return Split(count, sure=False)
    if cut:
        if left > 2 and words[cut - 1].lower() in LEADING_PLACES:
            return Split(cut + 1, sure=True)
        fits = 1 < left <= _LONGEST_NAME or (left == 1 and not weak)
        return Split(cut if fits else count, sure=True)
    if count < 3:
        return Split(count, sure=False)
    at = count - 2
    while at > 1 and (_INITIAL.match(words[at]) or _INITIAL.match(words[at - 1])):
        at -= 1
    return Split(at, sure=True)


def _labels(words: Sequence[str], *, office: bool) -> tuple[int, bool, bool]:
    """How many leading words are no name, if an office is among them, if a lone word may follow."""
    cut, titled, weak = 0, office, False
    last = len(words) - 1
    for index, word in enumerate(words):
        folded = word.lower()
        if index == last and index > cut and folded in SURNAMES:
            break
        if is_given(words, index) or (word in UNUSUAL_NAMES and index == last - 1):
            continue
        if is_role(folded):
            titled, weak = titled or is_office(folded), False
        elif word in COUNTRIES or word in DEMONYMS or (titled and is_field(folded)):
            weak = False
        elif folded in ORGANIZATIONS or _is_initials(word) or (office and folded in PLACES):
            weak = True
        elif folded in ORDINARY:
            weak = index > 0
        elif index and f"{words[index - 1]} {word}" in PLACE_PHRASES:
            weak = False
        else:
            continue
        cut = index + 1
    return cut, titled, weak


def _is_initials(word: str) -> bool:
    """Whether a word is an acronym, as UN or U.N., and no initial of a name."""
    return "." in word[2:-1] or (is_acronym(word) and "." not in word)


def person(text: str, start: int, end: int) -> Mention | None:
    """The personal name of a noun phrase, titles of office stripped; None without one.

    A name behind an office or an honorific wins, the last such; else the last capitalised run that
    no preposition makes a complement.
    """
    sure: tuple[int, int] | None = None
    plain: tuple[int, int] | None = None
    office = False
    floor = start
    for run in _pieces(text, runs(text, start, end)):
        lead = text[floor : run.start]
        linked = is_linked(lead) and not (floor == start and _LEADING_ARTICLE.match(lead))
        office = office or any(is_office(word) for word in _WORD.findall(lead))
        tokens = _without_days(text, run.tokens)
        words = [text[slice(*token)] for token in tokens]
        found = split(words, office=office, linked=linked)
        office = office or any(is_office(word.lower()) for word in words[: found.at])
        if plain is not None and plain[1] == floor and _CAUSE.fullmatch(lead):
            plain = plain if " " in text[slice(*plain)] else None
            floor = run.end
            continue
        floor = run.end
        rest = tokens[found.at :]
        if not rest:
            continue
        span = _particle_start(text, tokens, found.at), rest[-1][1]
        if linked and (sure or plain) and not found.at:
            continue
        if found.sure or (office and not linked and ends_in_office(lead)):
            if not (linked and (sure or plain) and not _names_office(words[: found.at])):
                sure = span
        elif plain is not None and _COMPLEMENT.search(text, plain[1], run.start):
            continue
        elif not linked:
            plain = span
    best = sure or plain
    return None if best is None else (*best, text[slice(*best)])


def _particle_start(text: str, tokens: tuple[tuple[int, int], ...], at: int) -> int:
    """Where a name starts whose first word follows a particle: Präsident | von Aue."""
    first = tokens[at][0]
    return first if at == 0 else first - len(text[tokens[at - 1][1] : first].lstrip())


def _names_office(words: Sequence[str]) -> bool:
    return any(is_office(word.lower()) or word.rstrip(".") in HONORIFICS for word in words)


def _without_days(text: str, tokens: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    while len(tokens) > 1 and text[slice(*tokens[-1])] in CALENDAR - {"April", "May", "June"}:
        tokens = tokens[:-1]
    return tokens


def is_linked(lead: str, *, cause: bool = False) -> bool:
    """Whether the words before a run end in a connector: "of the", "and for".

    *cause* takes the links of a name like Save the Rivers, Doctors without Borders too.
    """
    if cause and _CAUSE.fullmatch(lead):
        return True
    return _LINK.fullmatch(lead) is not None or _LINK_AT_END.search(lead) is not None


def ends_in_office(lead: str) -> bool:
    """Whether the word right before a run is an office in lower case: the director Ana Sol."""
    found = _WORD_BEFORE.search(lead)
    return found is not None and is_office(found.group(1).lower())


def _pieces(text: str, found: Iterator[Run]) -> Iterator[Run]:
    """Runs cut where a particle links a title to an organization: Leiterin von Haus Nord."""
    for run in found:
        begin = 0
        for index in range(1, len(run.tokens)):
            (at, left), (right, _) = run.tokens[index - 1], run.tokens[index]
            rest = len(run.tokens) - index
            if text[left:right].strip() and rest > 1 and is_role(text[at:left].lower()):
                yield Run(run.tokens[begin:index])
                begin = index
        yield Run(run.tokens[begin:])
