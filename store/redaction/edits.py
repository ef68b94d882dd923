"""A text with stretches replaced, and where each offset of the old one is in the new one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from store.model import Block, Span
from store.redaction.matching import Found

_REST = "…"


class Edited:
    """The new text. Offsets within a replaced stretch move to its edge."""

    def __init__(self, text: str, found: Iterable[Found]) -> None:
        """*text* with what was *found* replaced; stretches in order, not overlapping."""
        parts: list[str] = []
        self._starts: list[int] = []
        self._rows: list[tuple[int, int, int, int]] = []
        at = length = 0
        for one in found:
            kept = text[at : one.start]
            parts += [kept, one.instead]
            begin = length + len(kept)
            length = begin + len(one.instead)
            self._starts.append(one.start)
            self._rows.append((one.start, one.end, begin, length))
            at = one.end
        self.text = "".join([*parts, text[at:]])
        self.changed = bool(self._rows)

    def at(self, offset: int, *, end: bool) -> int:
        """Where *offset* is now; within a replaced stretch its begin, or its *end*."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        old_start, old_end, new_start, new_end = self._rows[index]
        if offset >= old_end:
            return offset - old_end + new_end
        if offset == old_start:
            return new_start
        return new_end if end else new_start

    def spans(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """*spans* over the new text; those that fall into one become one."""
        merged: list[tuple[int, int]] = []
        for span in spans:
            start, end = self.at(span.start, end=False), self.at(span.end, end=True)
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(Span.of(self.text, start, end) for start, end in merged)


def within_blocks(found: Iterable[Found], blocks: Sequence[Block]) -> list[Found]:
    """What was *found*, cut where blocks end: the rest of a name in the next block becomes `…`."""
    bounds = [block.start for block in blocks]
    cut: list[Found] = []
    for one in found:
        index = max(0, bisect_right(bounds, one.start) - 1)
        start, instead = one.start, one.instead
        for block in blocks[index:]:
            if block.start >= one.end:
                break
            begin, stop = max(start, block.start), min(one.end, block.end)
            if begin < stop:
                cut.append(Found(begin, stop, instead))
                start, instead = stop, _REST
        if start == one.start:  # between blocks there is only white space
            cut.append(one)
    return cut
