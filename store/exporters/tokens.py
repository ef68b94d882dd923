"""Texts cut into tokens, for formats that label tokens; stretches begin and end at their edges."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from store.exporters.base import StoredArticle
from store.text import sentences, words

_JOINER = "\u200d"
_TONES = ("\U0001f3fb", "\U0001f3ff")
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
"""What flags of regions are spelled with (Unicode Technical Standard 51, 3.4)."""


def tokens(text: str, cuts: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Words and marks of *text* as offset pairs, cut besides at *cuts*. What is drawn as one letter
    is in one token.
    """
    edges = sorted(set(cuts))
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in _whole(text):
        while at < len(edges) and edges[at] <= start:
            at += 1
        inner = at
        while inner < len(edges) and edges[inner] < end:
            inner += 1
        found += pairwise((start, *edges[at:inner], end))
    return found


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """The words of *text*, not parted from their accents, nor an emoji from what joins it."""
    held: tuple[int, int] | None = None
    for start, end in words(text):
        if held is not None and held[1] == start and _goes_on(text, held[0], start):
            held = held[0], end
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _goes_on(text: str, begin: int, at: int) -> bool:
    """Whether what begins at *at* belongs to the token from *begin* that ends there."""
    before, one = text[at - 1], text[at]
    if _JOINER in (before, one) or _is_mark(one):
        return True
    return one.isalnum() and text[begin].isalnum() and _is_mark(before)


def _is_mark(one: str) -> bool:
    return one > "\u02ff" and (
        unicodedata.category(one)[0] == "M" or _TONES[0] <= one <= _TONES[1] or one in _TAGS
    )


def sentence_spans(stored: StoredArticle) -> list[tuple[int, int]]:
    """The sentences of an article's blocks, in order."""
    return [
        sentence
        for block in stored.blocks
        for sentence in sentences(stored.text, block.start, block.end)
    ]
