"""Lines in capitals: a dateline's place, and in a headline the names that stand elsewhere too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.model import BlockKind
from store.suggest.evidence import Evidence
from store.suggest.folding import Name
from store.suggest.lands import COUNTRIES, PLACE_PHRASES
from store.suggest.namelists import GIVEN_NAMES
from store.suggest.passages import Passage
from store.text import fold_space

_WORD = re.compile(r"[^\W\d_]+(?:[-.’'][^\W\d_]+)*(?:(?<=\.[A-Z])\.)?")
_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]+"
_DATELINE = re.compile(
    rf"((?:ST\. )?{_UPPER}(?:[ ]{_UPPER}){{0,2}})"
    r"(?P<country>, (?:[A-Z][\w.]+)(?: [A-Z][\w.]+)?)?"
    r"(?P<agency>[ ]\([A-Z][\w/ .-]{1,24}\))?"
    r"(?:(?P<told>[ ]?[—–]|,?[ ](?:1[89]|20)\d\d-\d\d-\d\d|, [A-Z][a-z]{2,8}\.? \d{1,2}\b)"
    r"|[ ]--?[ ]|$)"
)
_FEWEST = 4
_LONGEST = 5
_SCORE = 0.8
_PLACES = COUNTRIES | PLACE_PHRASES
_LOUD_PLACES = {place.upper(): Name(0, 0, "place", place, _SCORE) for place in _PLACES}


def is_shouted(text: str, passage: Passage) -> bool:
    """Whether a passage of some words is written in capitals."""
    words = _WORD.findall(text, passage.start, min(passage.end, passage.start + 400))
    long_words = [word for word in words if len(word) > 1]
    return len(long_words) >= _FEWEST and all(word.isupper() for word in long_words)


def dateline(text: str, passage: Passage) -> Name | None:
    """The place in capitals that opens a dispatch: OULE, Lowland (Press) — ; OULE 2024-05-03."""
    found = _DATELINE.match(text, passage.start, min(passage.end, passage.start + 120))
    if found is None:
        return None
    start, end = found.span(1)
    place = fold_space(text[start:end]).title()
    told = found["country"] or found["agency"] or found["told"]
    if not told and passage.kind is not BlockKind.DATELINE and place not in _PLACES:
        return None
    return Name(start, end, "place", fold_space(text[start:end]), _SCORE)


def shouted(
    text: str, passages: Iterable[Passage], known: Iterable[Name], whole: Evidence
) -> Iterator[Name]:
    """The names of *known* and the countries in passages that are written in capitals.

    A surname that the text has as a word too is none there.
    """
    found = tuple(passages)
    if not found:
        return
    forms: dict[str, Name] = {}
    for name in known:
        if name.type == "date":
            continue
        words = name.canonical.split()
        taken = [fold_space(text[name.start : name.end]), name.canonical]
        if name.type == "person" and words[-1].lower() not in whole.lower:
            taken.append(words[-1])
        for form in taken:
            if len(form) > 2:
                forms.setdefault(form.upper(), name)
    for capitals, place in _LOUD_PLACES.items():
        forms.setdefault(capitals, place)
    for passage in found:
        yield from _known(text, passage, forms)


def _known(text: str, passage: Passage, forms: dict[str, Name]) -> Iterator[Name]:
    words = [match.span() for match in _WORD.finditer(text, passage.start, passage.end)]
    index, floor = 0, 0
    while index < len(words):
        for count in range(min(_LONGEST, len(words) - index), 0, -1):
            start, end = words[index][0], words[index + count - 1][1]
            form = fold_space(text[start:end])
            if (name := forms.get(form)) is not None:
                given = words[index - 1] if index and name.type == "person" else (0, 0)
                if text[slice(*given)].title() in GIVEN_NAMES and given[1] > floor:
                    start = given[0]
                floor = words[index + count - 1][1]
                yield Name(start, floor, name.type, name.canonical, name.score)
                index += count - 1
                break
        index += 1
