"""Which of several places is whose, by the places of all other quotations of one file.

Between two neighbours a text has seldom grown or shrunk by much, and seldom changed its order. So
each way to give places to all of them has a probability, of which the forward-backward algorithm
(L. E. Baum et al., Ann. Math. Stat. 41, 1970) makes that of each single place. A quotation without
a place is passed over by its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p

_LEAST = 15.0
"""Letters by which a place drifts from its neighbour's wherever they are."""
_GROWTH = 0.05
"""The same, for each letter between them."""
_TAIL = 1.6
"""How fast it becomes unlikely that more was put in or left out: with this power of how much."""
_SAME = 0.2
"""How often nothing at all has changed before a place."""
_CROSSED = 2.5
"""What is taken for two that have changed their order, as a logarithm."""
_PASSED = 12
"""Neighbours without a place beyond which nobody is asked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that may be a quotation's: where it begins, and how much speaks for it by itself, as
    the logarithm of how much likelier that is than that the quotation is gone.
    """

    start: int
    weight: float


def drift(before: tuple[int, int], after: tuple[int, int], length: int) -> float:
    """How much likelier than anywhere in a text of *length* it is, as a logarithm, that what stood
    `before[0]` and `after[0]` stands `before[1]` and `after[1]` now.
    """
    was, now = after[0] - before[0], after[1] - before[1]
    scale = _LEAST + _GROWTH * was
    told = log(max(length, 2 * scale) / (2 * scale)) - _TAIL * log1p(abs(now - was) / scale)
    return told - _CROSSED if now < 0 < was else told


def _begun(start: int, choice: int, length: int) -> float:
    """The same of a first place, before which nothing at all may have changed."""
    if start == choice:
        return log(max(2.0, _SAME * length))
    return drift((0, 0), (start, choice), length)


def chances(
    starts: Sequence[int], choices: Sequence[Sequence[Choice]], length: int
) -> list[list[float]]:
    """The probability of each of the *choices* of each quotation, which stood at *starts*, in
    order, and stand in a text of *length* now; what is left to 1 is that it is gone.
    """
    count = len(starts)
    ahead = _summed(starts, choices, length)
    back = [
        row[::-1]
        for row in _summed(
            [-start for start in reversed(starts)],
            [[Choice(-c.start, c.weight) for c in reversed(row)] for row in reversed(choices)],
            length,
            begun=False,
        )[::-1]
    ]
    # Every way ends somewhere: what follows its last place is passed over.
    whole = _sum([0.0, *(value for row in ahead for value in row)])
    found = []
    for number in range(count):
        weights = (choice.weight for choice in choices[number])
        found.append(
            [
                exp(min(0.0, one + other - weight - whole))
                for one, other, weight in zip(ahead[number], back[number], weights, strict=True)
            ]
        )
    return found


def _summed(
    starts: Sequence[int],
    choices: Sequence[Sequence[Choice]],
    length: int,
    *,
    begun: bool = True,
) -> list[list[float]]:
    """For each choice the sum of all ways that lead to it, itself with them; they begin
    with the text where they have *begun* so, else anywhere.
    """
    found: list[list[float]] = []
    for number, (start, row) in enumerate(zip(starts, choices, strict=True)):
        sums = []
        for choice in row:
            ways = [_begun(start, choice.start, length) if begun else 0.0]
            for other in range(max(0, number - _PASSED), number):
                for known, summed in zip(choices[other], found[other], strict=True):
                    step = drift((starts[other], known.start), (start, choice.start), length)
                    ways.append(summed + step)
            sums.append(_sum(ways) + choice.weight)
        found.append(sums)
    return found


def _sum(logarithms: Sequence[float]) -> float:
    most = max(logarithms)
    return most + log(sum(exp(one - most) for one in logarithms))
