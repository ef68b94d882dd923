"""Annotations and suggestions as the page shows them, found by offset and given rails. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from tui.widgets.article_view.layout import Layout

_CHUNK = 64


class Mark(Struct, frozen=True):
    """One tagged stretch text[start:end]; stretches of one annotation share their id.

    `letter` is the kind's own, `colour` a colour's name as in the codebook. One that is not
    `railed` shows in the text alone: names on every line would fill the margin.
    """

    id: str
    start: int
    end: int
    letter: str
    kind: str = ""
    colour: str = ""
    suggested: bool = False
    disputed: bool = False
    railed: bool = True

    @property
    def sign(self) -> str:
        """What stands on its rail: the kind's letter, small for a suggestion, ! if disputed."""
        if self.disputed:
            return "!"
        letter = self.letter[:1] or "?"
        return letter.lower() if self.suggested else letter.upper()


class MarkIndex:
    """Marks sorted by start, with the greatest end so far and of each chunk, for fast look-up."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        """Index *marks*; empty ones are left out."""
        kept = [mark for mark in marks if mark.start < mark.end]
        self.marks = sorted(kept, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self.marks]
        ends = [mark.end for mark in self.marks]
        self._reach = list(accumulate(ends, max))
        self._chunks = [max(ends[at : at + _CHUNK]) for at in range(0, len(ends), _CHUNK)]

    def between(self, start: int, end: int) -> list[int]:
        """The indices of the marks that share a character with [start, end), in order."""
        found = []
        index = bisect_left(self._starts, end) - 1
        while index >= 0 and self._reach[index] > start:
            if index % _CHUNK == _CHUNK - 1 and self._chunks[index // _CHUNK] <= start:
                index -= _CHUNK
                continue
            if self.marks[index].end > start:
                found.append(index)
            index -= 1
        found.reverse()
        return found

    def ids_at(self, offset: int) -> list[str]:
        """The ids of the marks over *offset*, in order."""
        return [self.marks[at].id for at in self.between(offset, offset + 1)]

    def ends_before(self, index: int) -> int:
        """The greatest end of the marks before *index*; -1 before the first."""
        return self._reach[index - 1] if index else -1


class Rails:
    """Which rail of the margin each mark runs on, so that no two share a row of one rail.

    Marks are given rails cluster by cluster (marks joined by shared rows), when first asked for.
    """

    def __init__(self, layout: Layout, index: MarkIndex) -> None:
        """Rails for the marks of *index* on the rows of *layout*."""
        self._layout = layout
        self._index = index
        self._rails: dict[int, int] = {}

    def rail_of(self, index: int) -> int:
        """The rail, counted from 0, of the mark at *index*; -1 for one without."""
        if not self._index.marks[index].railed:
            return -1
        if index not in self._rails:
            self._assign_cluster(index)
        return self._rails[index]

    def _rows(self, index: int) -> tuple[int, int]:
        mark = self._index.marks[index]
        first = self._layout.row_of(mark.start)
        return first, max(first, self._layout.row_of(mark.end - 1))

    def _begins_cluster(self, index: int) -> bool:
        if index == 0:
            return True
        before = self._layout.row_of(max(0, self._index.ends_before(index) - 1))
        return before < self._rows(index)[0]

    def _assign_cluster(self, index: int) -> None:
        first = index
        while not self._begins_cluster(first):
            first -= 1
        free_from: list[int] = []
        position = first
        while position < len(self._index.marks):
            if position > first and self._begins_cluster(position):
                break
            if not self._index.marks[position].railed:
                position += 1
                continue
            top, bottom = self._rows(position)
            rail = next((n for n, row in enumerate(free_from) if row <= top), len(free_from))
            if rail == len(free_from):
                free_from.append(0)
            free_from[rail] = bottom + 1
            self._rails[position] = rail
            position += 1
