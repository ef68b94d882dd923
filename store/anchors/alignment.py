"""A few words laid over a stretch of text so that as little as possible differs.

Needleman and Wunsch's alignment (J. Mol. Biol. 48, 1970) over words, the pattern whole, both ends
of the text free (Sellers, 1980). A word left out or put in costs its length, another word in its
place the longer of the two, less what they share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from store.anchors.tokens import likeness

_DIAGONAL, _UP, _LEFT = 0, 1, 2
_NEVER = 1e9


@dataclass(frozen=True, slots=True)
class Fit:
    """Which token of the text (its number) stands for each of the pattern's, None for none, and
    what each of the pattern's costs, with what was put in behind it.
    """

    at: tuple[int | None, ...]
    costs: tuple[float, ...]


def laid(old: Sequence[str], new: Sequence[str]) -> tuple[int | None, ...]:
    """Which token of all of *new* stands for each of all of *old*, the cheapest way."""
    return fit(old, new, whole=True).at


def fit(
    pattern: Sequence[str],
    text: Sequence[str],
    band: int | None = None,
    *,
    lead: int = 0,
    whole: bool = False,
) -> Fit:
    """The cheapest way to lay all of *pattern* over a stretch of *text*, or over the *whole*.

    With *band*, a token stands no earlier in the text than its number in the pattern, less *lead*,
    and no more than that many tokens later.
    """
    width = len(text) + 1
    sizes = [float(len(key)) for key in text]
    above = [0.0, *accumulate(sizes)] if whole else [0.0] * width
    moves: list[bytearray] = []
    for number, key in enumerate(pattern):
        size = float(len(key))
        first, last = 1, width
        if band is not None:
            first = min(max(1, number + 1 - lead), width)
            last = min(max(1, number + band + 2 - lead), width)
        left = above[first - 1] + size
        row = [_NEVER] * first
        row[-1] = left
        move = bytearray(width)
        move[first - 1] = _UP
        previous = above[first - 1]
        append = row.append
        begin, end = key[0], key[-1]
        for column in range(first, last):
            other = text[column - 1]
            here = above[column]
            if other == key:
                append(previous)
                left = previous
                previous = here
                continue
            wide = sizes[column - 1]
            best = previous + (size if size > wide else wide)
            if other[0] == begin or other[-1] == end:
                best = previous + (size if size > wide else wide) * (1.0 - likeness(key, other))
            if here + size < best:
                best = here + size
                move[column] = _UP
            if left + wide < best:
                best = left + wide
                move[column] = _LEFT
            append(best)
            left = best
            previous = here
        row += [_NEVER] * (width - last)
        moves.append(move)
        above = row
    last = width - 1 if whole else min(range(width), key=above.__getitem__)
    return _traced(pattern, text, moves, last)


def _traced(
    pattern: Sequence[str], text: Sequence[str], moves: list[bytearray], column: int
) -> Fit:
    at: list[int | None] = [None] * len(pattern)
    costs = [0.0] * len(pattern)
    row = len(pattern) - 1
    while row >= 0:
        way = moves[row][column]
        if way == _LEFT:
            column -= 1
            costs[row] += len(text[column])
            continue
        key = pattern[row]
        if way == _DIAGONAL:
            column -= 1
            other = text[column]
            at[row] = column
            costs[row] += max(len(key), len(other)) * (1.0 - likeness(key, other))
        else:
            costs[row] += len(key)
        row -= 1
    return Fit(tuple(at), tuple(costs))
