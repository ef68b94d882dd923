"""An article's text cut where annotations begin and end, each on a lane of its own."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from store.exporters.base import StoredArticle
from store.model import Annotation

LANES = 4
"""As many overlapping annotations have a line of their own; further ones share the last."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of an annotation: `part` counts from 1, `of` is how many it has."""

    start: int
    end: int
    annotation: Annotation
    lane: int
    part: int
    of: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same annotations throughout; `ending` are those whose stretch ends with it."""

    start: int
    end: int
    under: tuple[Stretch, ...]
    ending: tuple[Stretch, ...]


class Marked:
    """An article with its annotations laid over it."""

    def __init__(self, stored: StoredArticle, own: Iterable[Annotation]) -> None:
        """For an article and its annotations."""
        self.text = stored.text
        self.blocks = stored.blocks
        spans = sorted(
            (
                (span.start, -span.end, one.id, part, one)
                for one in own
                for part, span in enumerate(one.spans, 1)
            ),
            key=lambda item: item[:4],
        )
        self.stretches = list(_laned(spans))
        self._furthest: list[int] = []
        furthest = 0
        for stretch in self.stretches:
            furthest = max(furthest, stretch.end)
            self._furthest.append(furthest)
        self._starts = [stretch.start for stretch in self.stretches]
        ends = [block.end for block in self.blocks]
        self._noted: dict[int, list[Annotation]] = {}
        for stretch in self.stretches:
            if stretch.part == 1:
                nth = min(bisect_right(ends, stretch.start), max(0, len(ends) - 1))
                self._noted.setdefault(nth, []).append(stretch.annotation)

    def noted(self, nth: int) -> list[Annotation]:
        """The annotations to be told beside block number *nth*: those that begin there."""
        return self._noted.get(nth, [])

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """The text from *start* to *end*, in pieces."""
        within = self._within(start, end)
        cuts = {start, end}
        for stretch in within:
            cuts |= {max(start, stretch.start), min(end, stretch.end)}
        edges = sorted(cuts)
        active: list[Stretch] = []
        pending = list(reversed(within))
        for left, right in pairwise(edges):
            while pending and pending[-1].start <= left:
                active.append(pending.pop())
            active = [one for one in active if one.end > left]
            under = tuple(sorted(active, key=lambda one: (one.lane, one.start)))
            ending = tuple(
                one for one in under if one.end == right or (right == end and self._last(one, end))
            )
            yield Piece(left, right, under, ending)

    def _last(self, stretch: Stretch, end: int) -> bool:
        """Whether nothing of a stretch that goes on is shown after a block's *end*."""
        nth = bisect_left([block.start for block in self.blocks], end)
        return nth >= len(self.blocks) or self.blocks[nth].start >= stretch.end

    def _within(self, start: int, end: int) -> list[Stretch]:
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return [one for one in self.stretches[first:last] if one.end > start]


def _laned(spans: Iterable[tuple[int, int, str, int, Annotation]]) -> Iterator[Stretch]:
    """The lowest lane that is free where a stretch begins."""
    free = list(range(LANES))
    busy: list[tuple[int, int]] = []
    for start, minus_end, _, part, one in spans:
        while busy and busy[0][0] <= start:
            heapq.heappush(free, heapq.heappop(busy)[1])
        lane = LANES - 1
        if free:
            lane = heapq.heappop(free)
            heapq.heappush(busy, (-minus_end, lane))
        yield Stretch(start, -minus_end, one, lane, part, len(one.spans))
