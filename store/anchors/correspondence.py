"""Which word of a newer text stands for which word of an older one.

Runs of words that stand once in either text come first, as in the patience diff (Bram Cohen); the
longest series of them that keeps its order is taken for true, and what lies between two of them is
gone through in the same way, with shorter runs, until it is small enough for an alignment.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.anchors.alignment import laid
from store.anchors.tokens import likeness

_SMALL = 900
"""Words of one times words of the other from which an alignment costs more than a look for runs."""
_LARGE = 160_000
"""The same, from which nothing is aligned; twice as wide as high it is two long paragraphs."""
_BUDGET = 1_600_000
"""What all alignments of two texts may come to: about a second."""
_RUNS = (4, 3, 2, 1)
"""Words of a run, the surest first."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """For each word of the older text its number in the newer one, or None, and how alike both
    are, from 0 (another word in its place) to 1.
    """

    at: list[int | None]
    like: list[float]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Words old[a:b] and new[c:d] between two that are known to stand for each other."""

    a: int
    b: int
    c: int
    d: int
    level: int = 0

    @property
    def area(self) -> int:
        return (self.b - self.a) * (self.d - self.c)


def correspond(old: Sequence[str], new: Sequence[str]) -> Correspondence:
    """Lay the words *new* beside *old*; a pair never crosses another."""
    at: list[int | None] = [None] * len(old)
    like = [0.0] * len(old)
    left = _BUDGET
    gaps = [_Gap(0, len(old), 0, len(new))]
    while gaps:
        gap = gaps.pop()
        gap = _narrowed(old, new, gap, at, like)
        if not gap.area:
            continue
        if gap.area > _SMALL and gap.level < len(_RUNS):
            gaps += _parted(old, new, gap, at, like)
        elif gap.area <= min(left, _LARGE):
            left -= gap.area
            pairs = laid(old[gap.a : gap.b], new[gap.c : gap.d])
            for number, other in enumerate(pairs, gap.a):
                if other is not None:
                    at[number] = gap.c + other
                    like[number] = likeness(old[number], new[gap.c + other])
    return Correspondence(at, like)


def _narrowed(
    old: Sequence[str], new: Sequence[str], gap: _Gap, at: list[int | None], like: list[float]
) -> _Gap:
    """What is left of *gap* when the same words at both its ends are paired."""
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and old[a] == new[c]:
        at[a], like[a] = c, 1.0
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        at[b], like[b] = d, 1.0
    return _Gap(a, b, c, d, gap.level)


def _parted(
    old: Sequence[str], new: Sequence[str], gap: _Gap, at: list[int | None], like: list[float]
) -> Iterator[_Gap]:
    """The gaps between the runs that stand once in either part of *gap*, which are paired."""
    size = _RUNS[gap.level]
    pairs = longest(_once(old, new, gap, size))
    a, c = gap.a, gap.c
    for one, other in pairs:
        if one >= a and other >= c:
            if one > a or other > c:
                yield _Gap(a, one, c, other, gap.level + 1)
            for number in range(size):
                at[one + number], like[one + number] = other + number, 1.0
        elif one - other != a - c:
            continue  # it overlaps the last run, and does not go on with it
        else:
            for number in range(a - one, size):
                at[one + number], like[one + number] = other + number, 1.0
        a, c = one + size, other + size
    yield _Gap(a, gap.b, c, gap.d, gap.level + 1)


def _once(old: Sequence[str], new: Sequence[str], gap: _Gap, size: int) -> list[tuple[int, int]]:
    """Where runs of *size* words begin that stand once in either part, in the order of *old*."""
    here = _single(old, gap.a, gap.b, size)
    there = _single(new, gap.c, gap.d, size)
    return [
        (one, other) for run, one in here.items() if one >= 0 and (other := there.get(run, -1)) >= 0
    ]


def _single(words: Sequence[str], first: int, last: int, size: int) -> dict[tuple[str, ...], int]:
    """Runs and where they begin; -1 for those that stand more than once."""
    found: dict[tuple[str, ...], int] = {}
    parts = [words[first + shift : last] for shift in range(size)]
    for number, run in enumerate(zip(*parts, strict=False), first):
        found[run] = -1 if run in found else number
    return found


def longest(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of *pairs* in which both numbers grow."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        place = bisect_left(ends, other)
        before.append(last[place - 1] if place else -1)
        if place == len(ends):
            ends.append(other)
            last.append(number)
        else:
            ends[place], last[place] = other, number
    found = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
