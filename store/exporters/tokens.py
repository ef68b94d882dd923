"""Texts cut into tokens, for formats that label tokens; stretches begin and end at their edges."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from store.exporters.base import StoredArticle
from store.text import sentences, words


def tokens(text: str, cuts: Iterable[int] = ()) -> list[tuple[int, int]]:
    """Words and marks of *text* as offset pairs, cut besides at *cuts*."""
    edges = sorted(set(cuts))
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in words(text):
        while at < len(edges) and edges[at] <= start:
            at += 1
        inner = at
        while inner < len(edges) and edges[inner] < end:
            inner += 1
        found += pairwise((start, *edges[at:inner], end))
    return found


def sentence_spans(stored: StoredArticle) -> list[tuple[int, int]]:
    """The sentences of an article's blocks, in order."""
    return [
        sentence
        for block in stored.blocks
        for sentence in sentences(stored.text, block.start, block.end)
    ]
