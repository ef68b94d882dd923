"""The part of a long article that is read beforehand: what lies around the caret. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from msgspec.structs import replace

from store.model import Block

LONG = 150_000
"""Code points from which an article is no longer read whole for quotations and suggestions."""
_AROUND = 50_000
_start_of, _end_of = attrgetter("start"), attrgetter("end")

Part = tuple[int, int]


def part_around(length: int, caret: int) -> Part:
    """What to read of a text of *length* code points: all of it, or what is around *caret*."""
    if length <= LONG:
        return 0, length
    return max(0, caret - _AROUND), min(length, caret + _AROUND)


def is_near_edge(part: Part, length: int, caret: int) -> bool:
    """Whether *caret* comes so close to an end of *part* that another part should be read."""
    start, end = part
    return (start > 0 and caret < start + _AROUND // 5) or (
        end < length and caret > end - _AROUND // 5
    )


def blocks_in(blocks: Sequence[Block], part: Part) -> Sequence[Block]:
    """The blocks of *part*; one that reaches beyond it is cut there."""
    start, end = part
    if not blocks or (start <= blocks[0].start and blocks[-1].end <= end):
        return blocks
    first, last = bisect_right(blocks, start, key=_end_of), bisect_left(blocks, end, key=_start_of)
    return [
        replace(block, start=max(start, block.start), end=min(end, block.end))
        for block in blocks[first:last]
    ]
