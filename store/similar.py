"""Articles that say nearly the same: the same report from two sites, an excerpt, a later edit.

Bodies are compared by their shingles, runs of four words. Jaccard's measure (shared of all) finds
versions, containment (shared of the shorter) finds excerpts. An inverted index over an eighth of
the shingles names the few candidates; only these are compared in full. Pure. See Broder, On the
resemblance and containment of documents (1997).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from store.model import Block, BlockKind

Content = tuple[str, tuple[Block, ...]]
"""A text and its blocks."""

_BODY = frozenset(
    {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.TABLE}
)
_WORD = re.compile(r"[㐀-䶿一-鿿豈-﫿぀-ヿ가-힯]|[^\W_㐀-䶿一-鿿豈-﫿぀-ヿ가-힯]+")
_SIZE = 4
_FEWEST = 12
_LONGEST = 2_000_000
"""Characters of a body that are compared: a book is known by its first million and more."""
_SAMPLED = 8
_HITS = 4
_SMALL = 160
_JACCARD = 0.4
_CONTAINMENT = 0.7
_MOST = 10
_COMPARED = 15
_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the index keeps of an article: how many shingles it has, and a sample of them.

    The sample of a short one is all of them.
    """

    count: int
    sample: array[int]


class _Numbers(dict[str, int]):
    """A number for every word, the same in every run."""

    def __missing__(self, word: str) -> int:
        number = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return number


def body_shingles(text: str, blocks: Iterable[Block]) -> frozenset[int]:
    """The hashes of all runs of four words in the body; comments and furniture left out.

    They are the same in every run of one build of Python, for tuples of integers hash alike.
    """
    numbers = list(map(_Numbers().__getitem__, _WORD.findall(_body(text, blocks).casefold())))
    return frozenset(map(hash, zip(*(numbers[at:] for at in range(_SIZE)), strict=False)))


def _body(text: str, blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    left = _LONGEST
    for block in blocks:
        if block.kind in _BODY:
            parts.append(text[block.start : block.end])
            left -= block.end - block.start + 1
            if left < 0:
                break
    return " ".join(parts)[:_LONGEST]


def sketch_of(shingles: frozenset[int]) -> Sketch:
    """What is kept of an article with these shingles."""
    if len(shingles) < _FEWEST:
        return Sketch(len(shingles), array("q"))
    if len(shingles) < _SMALL:
        return Sketch(len(shingles), array("q", shingles))
    return Sketch(len(shingles), array("q", _sample(shingles)))


class SimilarArticles:
    """Finds stored articles much like a new one. *read* gives the content of one by its id."""

    def __init__(self, read: Callable[[str], Content]) -> None:
        """Empty; `add` each article that is there."""
        self._shingles = lru_cache(_REMEMBERED)(lambda article: body_shingles(*read(article)))
        self._small: dict[int, list[str]] = {}
        self._sampled: dict[int, list[str]] = {}

    def add(self, article: str, sketch: Sketch) -> None:
        """Take in an article."""
        if sketch.count < _SMALL:
            for shingle in sketch.sample:
                self._small.setdefault(shingle, []).append(article)
        for shingle in _sample(sketch.sample):
            self._sampled.setdefault(shingle, []).append(article)

    def find(self, shingles: frozenset[int]) -> tuple[str, ...]:
        """The ids of articles much like one with these shingles, the likest first, at most ten."""
        if len(shingles) < _FEWEST:
            return ()
        likeness: dict[str, float] = {}
        for candidate in self._candidates(shingles):
            other = self._shingles(candidate)
            shared = len(shingles & other)
            jaccard = shared / ((len(shingles) + len(other) - shared) or 1)
            containment = shared / (min(len(shingles), len(other)) or 1)
            if jaccard >= _JACCARD or containment >= _CONTAINMENT:
                likeness[candidate] = max(jaccard, containment)
        return tuple(sorted(likeness, key=lambda name: -likeness[name])[:_MOST])

    def _candidates(self, shingles: frozenset[int]) -> list[str]:
        hits = Counter(
            article
            for shingle in _shared(shingles, self._small)
            for article in self._small[shingle]
        )
        for shingle in _shared(shingles, self._sampled):
            for article in self._sampled[shingle]:
                hits[article] += _SAMPLED
        return [article for article, count in hits.most_common(_COMPARED) if count >= _HITS]


def _shared(shingles: frozenset[int], index: dict[int, list[str]]) -> Iterable[int]:
    """Which are in both; the smaller of the two is gone through."""
    if len(index) < len(shingles):
        return shingles.intersection(index)
    return shingles & index.keys()


def _sample(shingles: Iterable[int]) -> list[int]:
    return [shingle for shingle in shingles if not shingle % _SAMPLED]
