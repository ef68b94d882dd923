"""Names of people, organizations, places, laws and events, and dates, by shape and head words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from store.model import AttributeValue, Block, BlockKind
from store.suggest.acronyms import acronyms
from store.suggest.base import Suggestion
from store.suggest.capitals import dateline, is_shouted, shouted
from store.suggest.chains import chains
from store.suggest.dates import dates
from store.suggest.evidence import Evidence, evidence
from store.suggest.folding import Name, aliases, folded
from store.suggest.gazetteer import EMPTY, Gazetteer
from store.suggest.german import german
from store.suggest.heads import by_heads
from store.suggest.lands import PLACE_PHRASES
from store.suggest.marks import MarkedSpan, marked
from store.suggest.namelists import GIVEN_NAMES
from store.suggest.parts import names_of
from store.suggest.passages import Passage, passages
from store.suggest.runs import Run, runs
from store.suggest.shorts import shorts
from store.suggest.surnames import surnames
from store.text import fold_space

ORIGIN = "rule:names/4"

_LONGEST_TITLE = 8
_JOINED_PLACES = re.compile(
    rf"\b(?:{'|'.join(sorted(place for place in PLACE_PHRASES if ' and ' in place))})\b"
)
"""Places whose names an "and" joins."""


def names(text: str, blocks: Sequence[Block], known: Gazetteer = EMPTY) -> tuple[Name, ...]:
    """The names in text order, not overlapping; later short forms carry the first full name.

    Names the library already holds come as *known*; they win over what the rules would make.
    """
    return read(text, passages(text, blocks), known)


def read(text: str, found: Sequence[Passage], known: Gazetteer = EMPTY) -> tuple[Name, ...]:
    """The names of some passages read in a row."""
    if not found:
        return ()
    whole = evidence(text, found[0].start, found[-1].end)
    raw: list[Name] = []
    titled: list[Passage] = []
    loud = [] if whole.german else [passage for passage in found if is_shouted(text, passage)]
    if len(loud) == len(found):
        loud = []
    in_capitals = {passage.start for passage in loud}
    for passage in found:
        if passage.start in in_capitals:
            raw.extend(_certain(text, passage, known))
            continue
        if _is_title_cased(text, passage):
            titled.append(passage)
        raw.extend(_passage_names(text, passage, whole, known))
    seen = Counter(name.canonical for name in raw if not any(_covers(t, name) for t in titled[:8]))
    kept = [
        name
        for name in raw
        if name.canonical in seen or not any(_covers(t, name) for t in titled[:8])
    ]
    if not whole.german:
        kept = list(_singular(kept))
        kept = sorted([*kept, *shorts(text, found, kept)], key=lambda name: name.start)
        kept += surnames(text, found, kept, whole)
        again = shouted(text, loud, kept, whole)
        kept = list(_apart(sorted([*kept, *again], key=lambda name: name.start)))
    return tuple(folded(text, kept))


def _singular(found: Sequence[Name]) -> Iterator[Name]:
    """The names without those that are more of what is named too: Polaroids, beside a Polaroid."""
    guesses = {name.canonical for name in found if name.type == "other"}
    for name in found:
        one = name.canonical.removesuffix("s")
        if name.type != "other" or one == name.canonical or one not in guesses:
            yield name


def _covers(passage: Passage, name: Name) -> bool:
    return passage.start <= name.start < passage.end


def _is_title_cased(text: str, passage: Passage) -> bool:
    if passage.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    long_words = [word for word in text[passage.start : passage.end].split() if len(word) > 3]
    capital = sum(word[0].isupper() for word in long_words)
    return len(long_words) > 3 and capital * 10 >= len(long_words) * 6


def _passage_names(
    text: str, passage: Passage, whole: Evidence, known: Gazetteer
) -> Iterator[Name]:
    """Known names first, then dates, then long forms, then runs that overlap none of them."""
    taken = _certain(text, passage, known)
    for bound in acronyms(text, passage.start, passage.end):
        long_form = text[slice(*bound.long)]
        if not long_form[0].isupper():
            continue
        kind = by_heads(long_form.split()) or "organization"
        taken.append(Name(*bound.long, kind, fold_space(long_form), 0.9))
        taken.append(Name(*bound.short, kind, fold_space(long_form), 0.9))
    taken.sort(key=lambda name: (name.start, -name.score))
    taken = list(_apart(taken))
    works = [span for span in marked(text, passage.start, passage.end) if _is_work(text, span)]
    starts = [name.start for name in taken]
    floor = passage.start
    result = list(taken)
    if (place := dateline(text, passage)) is not None and not _meets(place, taken):
        result.append(place)
        floor = place.end
    found = runs(text, passage.start, passage.end)
    if whole.german:
        found = german(text, passage.start, found)
    for chain in chains(text, found, passage.start, passage.end):
        near = bisect_right(starts, chain.start) - 1
        beside = taken[max(0, near) : near + 3]
        run = _undated(chain, beside)
        if run is None or run.start < floor or _meets(run, [*beside, *works]):
            continue
        for name in names_of(text, passage, run, whole):
            result.append(name)
            floor = name.end
    result.sort(key=lambda name: name.start)
    yield from _apart(result)


def _certain(text: str, passage: Passage, known: Gazetteer) -> list[Name]:
    """Known names, dates, and places whose names an "and" joins; they may overlap."""
    taken: list[Name] = list(known.find(text, passage.start, passage.end))
    taken += [
        Name(start, end, "date", fold_space(text[start:end]), 0.9)
        for start, end in dates(text, passage.start, passage.end)
    ]
    taken += [
        Name(*match.span(), "place", fold_space(match.group()), 0.9)
        for match in _JOINED_PLACES.finditer(text, passage.start, passage.end)
    ]
    return taken


def _meets(run: Run | Name, others: Sequence[Name | MarkedSpan]) -> bool:
    return any(other.start < run.end and run.start < other.end for other in others)


def _undated(run: Run, beside: Sequence[Name]) -> Run | None:
    """A run without the dates at its ends: Yesterday | Halima Odero."""
    dated = [(name.start, name.end) for name in beside if name.type == "date"]
    tokens = run.tokens
    while tokens and any(start < tokens[0][1] and tokens[0][0] < end for start, end in dated):
        tokens = tokens[1:]
    while tokens and any(start < tokens[-1][1] and tokens[-1][0] < end for start, end in dated):
        tokens = tokens[:-1]
    return replace(run, tokens=tokens) if tokens else None


def _is_work(text: str, span: MarkedSpan) -> bool:
    """Whether marked words are the title of a work, whose words name nothing by themselves."""
    words = text[span.inner_start : span.inner_end].split(maxsplit=_LONGEST_TITLE)
    long_words = [word for word in words if len(word) > 3]
    return (
        span.closed
        and 1 < len(words) < _LONGEST_TITLE
        and bool(long_words)
        and all(word[0].isupper() for word in long_words)
        and by_heads(words) is None
        and words[0] not in GIVEN_NAMES
    )


def _apart(ordered: Iterable[Name]) -> Iterator[Name]:
    end = -1
    for name in ordered:
        if name.start >= end:
            yield name
            end = name.end


class NameSuggester:
    """Proposes entities with their type, canonical name and other forms."""

    name = ORIGIN

    def __init__(self, known: Gazetteer = EMPTY) -> None:
        """With the names a library already holds."""
        self._known = known

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The names in text order."""
        return suggested(text, names(text, blocks, self._known))


def suggested(text: str, found: Sequence[Name]) -> tuple[Suggestion, ...]:
    """Names as suggestions; an entity's first mention carries its other forms."""
    others = aliases(text, found)
    return tuple(_suggestion(name, others.pop(name.canonical, ())) for name in found)


def _suggestion(name: Name, others: tuple[str, ...]) -> Suggestion:
    given: dict[str, AttributeValue] = {"type": name.type, "name": name.canonical}
    return Suggestion(
        kind="entity",
        start=name.start,
        end=name.end,
        origin=name.origin or ORIGIN,
        score=name.score,
        attributes=given | ({"aliases": list(others)} if others else {}),
    )
