"""Find many marked words of one text at once: their order says which of several places is whose.

Where a file of another program has only words with a little round them, a line of a menu that
stands twice can't be told from the other by itself. Those that are sure say by how much the text
has moved, and where the others ought to be: between the same neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from store.anchors.correspondence import longest
from store.anchors.finding import Finder
from store.anchors.weighing import Anchor, Pattern, Place
from store.model import Span

_FEW = 3
"""Fewer neighbours than this say nothing about order."""
_REACH = 400
"""Letters from where a place ought to be at which its nearness counts no more."""


@dataclass(frozen=True, slots=True)
class _Expected:
    """Where words ought to stand: between `least` and `most`, and about at `start`."""

    start: int
    least: int
    most: int

    def fits(self, place: Place | Anchor) -> bool:
        return self.least <= place.start <= self.most

    def nearness(self, place: Place) -> float:
        if not self.fits(place):
            return 0.0
        return max(0.1, 1.0 - abs(place.start - self.start) / _REACH)


class _Order:
    """The places of those that are sure and keep their order."""

    def __init__(self, spans: Sequence[Span], anchors: Sequence[Anchor]) -> None:
        sure = sorted(
            {
                (span.start, anchor.start)
                for span, anchor in zip(spans, anchors, strict=True)
                if anchor.outcome == "sure" and _has_offsets(span)
            }
        )
        kept = longest(sure)
        self._old = [old for old, _ in kept]
        self._new = [new for _, new in kept]

    def __len__(self) -> int:
        return len(self._old)

    def expected(self, start: int, length: int) -> _Expected:
        """Where what stood at *start* ought to stand in a text of *length*, itself not counted."""
        before = bisect_left(self._old, start) - 1
        after = bisect_right(self._old, start)
        least = self._new[before] if before >= 0 else 0
        most = self._new[after] if after < len(self._new) else length
        ways = [
            (abs(start - self._old[number]), start + self._new[number] - self._old[number])
            for number in (before, after)
            if 0 <= number < len(self._old)
        ]
        return _Expected(min(ways)[1] if ways else start, least, most)


def together(spans: Sequence[Span], finder: Finder) -> list[Anchor]:
    """The anchors of *spans*, which are of one text; where it is not known where in it they stood
    (all offsets 0), each by itself.
    """
    anchors = [finder.find(span) for span in spans]
    order = _Order(spans, anchors)
    if len(order) < _FEW:
        return anchors
    length = len(finder.text)
    for number, (span, anchor) in enumerate(zip(spans, anchors, strict=True)):
        if not _has_offsets(span) or not span.exact.strip():
            continue
        expected = order.expected(span.start, length)
        if anchor.outcome == "orphan" or (anchor.outcome == "sure" and expected.fits(anchor)):
            continue
        anchors[number] = _again(span, finder, expected)
    return anchors


def _again(span: Span, finder: Finder, expected: _Expected) -> Anchor:
    pattern = Pattern(span, len(finder.text))
    found = [
        replace(place, near=expected.nearness(place), ordered=True)
        for place in finder.candidates(pattern, thorough=True)
    ]
    return finder.settled(found, pattern)


def _has_offsets(span: Span) -> bool:
    return span.end > span.start
