"""Runs of capitals in German, where every noun has one: names are told by what stands before them.

A noun behind an article, a possessive or an adjective is no name, but one that follows it may be:
ihre Kandidatin | Sarah Olm; die Hauptstadt | Lumen. Particles join only a given name to what
follows: Ida von Lumen, but Teile | von Lumen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from store.suggest.evidence import is_article, is_qualifier, starts_sentence
from store.suggest.heads import by_heads
from store.suggest.lexicon import COUNTRIES, HONORIFICS, is_role
from store.suggest.namelists import GIVEN_NAMES
from store.suggest.runs import Run

_BEFORE = re.compile(r"\b([a-zäöüß]+)\s+$")
_INFLECTED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:en|er|es|em|e)$")
_REACH = 28


def german(text: str, start: int, found: Iterable[Run]) -> Iterator[Run]:
    """The runs of a passage from *start* as German names need them."""
    for run in found:
        for part in _parted(text, run):
            left = _unqualified(text, start, part)
            if left is not None:
                yield left


def _parted(text: str, run: Run) -> Iterator[Run]:
    """A run cut at its particles, but behind a given name."""
    begin = 0
    for index in range(1, len(run.tokens)):
        (at, left), (right, _) = run.tokens[index - 1], run.tokens[index]
        if text[left:right].strip() and text[at:left] not in GIVEN_NAMES:
            yield Run(run.tokens[begin:index])
            begin = index
    yield Run(run.tokens[begin:])


def _unqualified(text: str, start: int, run: Run) -> Run | None:
    """A run without the common noun that it begins with; None where nothing else is in it."""
    words = [text[slice(*token)] for token in run.tokens]
    first = words[0]
    if first in GIVEN_NAMES or first in COUNTRIES or is_role(first.lower()) or first in HONORIFICS:
        return run
    if first.isupper() or by_heads(words) is not None:
        return run
    if starts_sentence(text, start, run.start):
        plain = len(words) > 1 and _INFLECTED.fullmatch(first) is not None
        return None if plain else run
    before = _BEFORE.search(text, max(start, run.start - _REACH), run.start)
    word = "" if before is None else before.group(1)
    if not is_qualifier(word):
        return run
    if len(words) > 1 and words[1].removesuffix("s") in COUNTRIES | GIVEN_NAMES:
        return Run(run.tokens[1:])
    if len(words) > 1 and _INFLECTED.fullmatch(first) is not None and is_article(word):
        return run  # an adjective with a capital: im Roten Meer
    return Run(run.tokens[1:]) if len(words) > 1 else None
