"""Runs of capitals in German, where every noun has one: names are told by what stands before them.

A noun behind an article, a possessive or an adjective is no name, but one that follows it may be:
ihre Kandidatin | Sarah Olm; die Hauptstadt | Lumen. Particles join only a given name, or a head
word, to what follows: Ida von Lumen, Verband der Fischer, but Teile | von Lumen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from store.suggest.evidence import is_article, is_qualifier, starts_sentence
from store.suggest.heads import by_heads
from store.suggest.lands import COUNTRIES
from store.suggest.lexicon import HONORIFICS, is_role
from store.suggest.namelists import GIVEN_NAMES
from store.suggest.runs import Run

_BEFORE = re.compile(r"\b([A-Za-zÄÖÜäöüß]+)\s+$")
_JOINED = re.compile(r"\s(?:der|des|für|von)\s")
_INFLECTED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:en|er|es|em|e)$")
_REACH = 28


def german(text: str, start: int, found: Iterable[Run]) -> Iterator[Run]:
    """The runs of a passage from *start* as German names need them."""
    head = -1
    for run in found:
        for part in _parted(text, run):
            goes_on = head >= 0 and _JOINED.fullmatch(text, head, part.start) is not None
            left = part if goes_on else _unqualified(text, start, part)
            head = -1
            if left is not None:
                yield left
                words = [text[slice(*token)] for token in left.tokens]
                head = left.end if by_heads(words) is not None else -1


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
    before = _BEFORE.search(text, max(start, run.start - _REACH), run.start)
    word = "" if before is None else before.group(1).lower()
    words = [text[slice(*token)] for token in run.tokens]
    if len(words) > 1 and is_article(words[0].lower()):
        word = words.pop(0).lower()
        run = Run(run.tokens[1:])
    if _is_known(words):
        return run
    if starts_sentence(text, start, run.start):
        plain = len(words) > 1 and _INFLECTED.fullmatch(words[0]) is not None
        return None if plain else run
    if not is_qualifier(word):
        return run
    if len(words) > 1 and words[1].removesuffix("s") in COUNTRIES | GIVEN_NAMES:
        return Run(run.tokens[1:])
    if len(words) > 1 and _INFLECTED.fullmatch(words[0]) is not None and is_article(word):
        return run  # an adjective with a capital: im Roten Meer
    return Run(run.tokens[1:]) if len(words) > 1 else None


def _is_known(words: Sequence[str]) -> bool:
    """Whether some words begin with what is no common noun, or have a head word."""
    first = words[0]
    return (
        first in GIVEN_NAMES
        or first in COUNTRIES
        or first in HONORIFICS
        or is_role(first.lower())
        or first.isupper()
        or by_heads(words) is not None
    )
