"""Articles that say nearly the same: the same report from two sites, an excerpt, a later edit.

Bodies are compared by their shingles, runs of four words. Jaccard's measure (shared of all) finds
versions, containment (shared of the shorter) finds excerpts. An inverted index over a quarter of
the shingles names the few candidates; only these are compared in full. Pure, and in memory only:
hashes are those of one run of Python. See Broder, On the resemblance and containment of documents
(1997).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain

from store.model import Block, BlockKind

Content = tuple[str, tuple[Block, ...]]
"""A text and its blocks."""

_BODY = frozenset(
    {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.TABLE}
)
_WORD = re.compile(r"[㐀-䶿一-鿿豈-﫿぀-ヿ가-힯]|[^\W_㐀-䶿一-鿿豈-﫿぀-ヿ가-힯]+")
_SIZE = 4
_FEWEST = 12
_SAMPLED = 4
_SMALL = 160
_JACCARD = 0.4
_CONTAINMENT = 0.7
_MOST = 10
_COMPARED = 15
_REMEMBERED = 500


def body_shingles(text: str, blocks: Iterable[Block]) -> frozenset[int]:
    """The hashes of all runs of four words in the body; comments and furniture left out."""
    body = " ".join(text[block.start : block.end] for block in blocks if block.kind in _BODY)
    words = _WORD.findall(body.casefold())
    return frozenset(map(hash, zip(*(words[at:] for at in range(_SIZE)), strict=False)))


class SimilarArticles:
    """Finds stored articles much like a new one. *read* gives the content of one by its id."""

    def __init__(self, read: Callable[[str], Content]) -> None:
        """Empty; `add` each article that is there."""
        self._shingles = lru_cache(_REMEMBERED)(lambda article: body_shingles(*read(article)))
        self._small: dict[int, list[str]] = {}
        self._sampled: dict[int, list[str]] = {}

    def add(self, article: str, content: Content) -> None:
        """Take in an article."""
        shingles = body_shingles(*content)
        if len(shingles) < _FEWEST:
            return
        for shingle in _sample(shingles):
            self._sampled.setdefault(shingle, []).append(article)
        if len(shingles) < _SMALL:
            for shingle in shingles:
                self._small.setdefault(shingle, []).append(article)

    def find(self, content: Content) -> tuple[str, ...]:
        """The ids of articles much like this one, the likest first, at most ten."""
        shingles = body_shingles(*content)
        if len(shingles) < _FEWEST:
            return ()
        likeness: dict[str, float] = {}
        for candidate in self._candidates(shingles):
            other = self._shingles(candidate)
            shared = len(shingles & other)
            jaccard = shared / (len(shingles) + len(other) - shared)
            containment = shared / min(len(shingles), len(other))
            if jaccard >= _JACCARD or containment >= _CONTAINMENT:
                likeness[candidate] = max(jaccard, containment)
        return tuple(sorted(likeness, key=lambda name: -likeness[name])[:_MOST])

    def _candidates(self, shingles: frozenset[int]) -> list[str]:
        small = Counter(chain.from_iterable(self._small.get(s, ()) for s in shingles))
        large = Counter(chain.from_iterable(self._sampled.get(s, ()) for s in _sample(shingles)))
        hits = small + Counter({article: _SAMPLED * count for article, count in large.items()})
        return [article for article, count in hits.most_common(_COMPARED) if count >= _SAMPLED]


def _sample(shingles: frozenset[int]) -> Iterable[int]:
    return (shingle for shingle in shingles if shingle % _SAMPLED == 0)
