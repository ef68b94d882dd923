"""Where each character stands: rows of an article at a width, laid out as far as asked. Pure.

Rows live in arrays (about 20 bytes a row), so that ten megabytes cost a few more. Offsets are code
points of the text; rows count from 0; cells count from the content's left edge, indent included.
"""

from __future__ import annotations

import re
import time
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from store.model import Block, BlockKind
from tui.widgets.article_view.graphemes import Cell, cells, is_narrow
from tui.widgets.article_view.plan import KEPT_LINES, Folds, Form, Plan, Section
from tui.widgets.article_view.wrap import wrap

HARD_WRAPPED = 45
"""Code points a line must mostly exceed for its line breaks to be taken as mere wrapping."""

_PART_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"(?:[-*+•–·‣◦]|\w{1,3}[.)])[ \t]+")
_SAMPLED_LINES = 40
_CHECK_EVERY = 64
_NO_SECTION = -1


class Layout:
    """The rows of an article at one content width and one state of its folds."""

    def __init__(self, text: str, blocks: Sequence[Block], width: int, folds: Folds) -> None:
        """Prepare the rows of *text* for a column of *width* ≥ 1 cells; none is made yet."""
        self.text = text
        self.blocks = blocks
        self.width = max(1, width)
        self.complete = False
        self.sections: list[Section] = []
        self._starts = array("q")
        self._ends = array("q")
        self._section_of = array("l")
        self._indents = array("H")
        self._work = self._make_rows(Plan(text, blocks, folds, self.width))
        self._units = lru_cache(maxsize=512)(self._cut)

    # How far the rows are made

    @property
    def row_count(self) -> int:
        """Rows made so far."""
        return len(self._starts)

    def extend_rows(self, count: int) -> None:
        """Make rows until there are *count*, or no more."""
        while len(self._starts) < count and not self.complete:
            self._step()

    def extend_to(self, offset: int) -> None:
        """Make rows until *offset* is sure to have its own."""
        while not self.complete and (not self._starts or self._starts[-1] <= offset):
            self._step()

    def extend_for(self, seconds: float) -> None:
        """Make rows for about *seconds*."""
        deadline = time.perf_counter() + seconds
        while not self.complete and time.perf_counter() < deadline:
            for _ in range(_CHECK_EVERY):
                self._step()

    def extend_all(self) -> None:
        """Make all rows."""
        while not self.complete:
            self._step()

    def _step(self) -> None:
        if next(self._work, None) is None:
            self.complete = True

    # From offsets to places and back

    def row_of(self, offset: int) -> int:
        """The row that holds *offset*, or the nearest before it; 0 without rows."""
        self.extend_to(offset)
        return max(0, bisect_right(self._starts, offset) - 1)

    def cell_of(self, offset: int) -> tuple[int, int]:
        """The row and the cell of *offset*, or of the grapheme that holds it."""
        row = self.row_of(offset)
        if not self._starts:
            return 0, 0
        cell = self._indents[row]
        units = self.units(row)
        if units is None:
            return row, cell + max(0, min(offset, self._ends[row]) - self._starts[row])
        for unit in units:
            if unit.end > offset:
                break
            cell += unit.width
        return row, cell

    def offset_at(self, row: int, cell: int) -> int:
        """The grapheme nearest to *cell* on *row*; on a row without any, the row's own offset."""
        self.extend_rows(row + 1)
        if not self._starts:
            return 0
        row = max(0, min(row, len(self._starts) - 1))
        start, end = self._starts[row], self._ends[row]
        cell -= self._indents[row]
        units = self.units(row)
        if units is None:
            return start + max(0, min(cell, end - start - 1))
        for unit in units:
            cell -= unit.width
            if cell < 0:
                return unit.start
        return units[-1].start

    def stops(self, row: int) -> Sequence[int]:
        """The offsets on *row* where the caret may stand, in order; empty on a synthetic row."""
        start, end = self._starts[row], self._ends[row]
        if start == end:
            return (start,) if self.is_fold(row) else ()
        units = self.units(row)
        return range(start, end) if units is None else [unit.start for unit in units]

    def is_visible(self, offset: int) -> bool:
        """Whether *offset* is drawn (as a fold's row, for the first offset of a fold)."""
        row = self.row_of(offset)
        if not self._starts:
            return False
        if self._starts[row] == self._ends[row]:
            return offset in self.stops(row)
        return self._starts[row] <= offset < self._ends[row]

    def snap(self, offset: int, *, back: bool = False) -> int:
        """The caret's place nearest to *offset*: on it, else after it (*back*: before it)."""
        row = self.row_of(offset)
        if not self._starts:
            return 0
        stops = self.stops(row)
        if stops and (offset < self._ends[row] or self.is_fold(row)):
            return stops[max(0, bisect_right(stops, offset) - 1)]
        if back and stops:
            return stops[-1]
        order = (-1, 1) if back else (1, -1)
        for step in order:
            found = self.stop_row(row + step, step)
            if found is not None:
                near = self.stops(found)
                return near[0] if step > 0 else near[-1]
        return stops[-1] if stops else 0

    def stop_row(self, row: int, step: int) -> int | None:
        """The first row from *row* on, going by *step* (1 or -1), where the caret may stand."""
        self.extend_rows(row + 1)
        while 0 <= row < len(self._starts):
            if self.stops(row):
                return row
            row += step
            self.extend_rows(row + 1)
        return None

    def grapheme_end(self, offset: int) -> int:
        """The end of the grapheme at *offset*; *offset* itself on a fold's row."""
        row = self.row_of(offset)
        if not self._starts or self._starts[row] == self._ends[row]:
            return offset
        for unit in self.units(row) or ():
            if unit.start <= offset < unit.end:
                return unit.end
        return offset + 1

    # What a row is

    def span(self, row: int) -> tuple[int, int]:
        """The offsets drawn on *row*, end exclusive; empty on synthetic and blank rows."""
        return self._starts[row], self._ends[row]

    def reach(self, row: int) -> tuple[int, int]:
        """The offsets *row* stands for: its own, and the undrawn ones up to the next row."""
        self.extend_rows(row + 2)
        start = self._starts[row]
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self.text)
        return start, max(end, self._ends[row])

    def indent(self, row: int) -> int:
        """Cells before the text of *row*."""
        return self._indents[row]

    def section(self, row: int) -> Section | None:
        """The section that *row* is part of; None for a gap between two."""
        index = self._section_of[row]
        return None if index == _NO_SECTION else self.sections[index]

    def is_fold(self, row: int) -> bool:
        """Whether *row* stands for text folded away."""
        section = self.section(row)
        return section is not None and section.form is Form.FOLD

    def is_first(self, row: int) -> bool:
        """Whether *row* is its section's first."""
        return row == 0 or self._section_of[row - 1] != self._section_of[row]

    def units(self, row: int) -> list[Cell] | None:
        """The graphemes of *row*, or None where each code point is one of one cell."""
        return self._units(row)

    def _cut(self, row: int) -> list[Cell] | None:
        start, end = self._starts[row], self._ends[row]
        if is_narrow(self.text, start, end):
            return None
        return cells(self.text, start, end, max(1, self.width - self._indents[row]))

    # Making rows

    def _make_rows(self, plan: Plan) -> Iterator[bool]:
        for section in plan.sections():
            for _ in range(section.gap):
                self._add(section.start, section.start, _NO_SECTION, 0)
            index = len(self.sections)
            self.sections.append(section)
            if section.form is not Form.TEXT:
                self._add(section.start, section.start, index, 0)
                yield True
            else:
                yield from self._text_rows(section, index)

    def _add(self, start: int, end: int, section: int, indent: int) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._section_of.append(section)
        self._indents.append(indent)

    def _text_rows(self, section: Section, index: int) -> Iterator[bool]:
        indent = len(section.first)
        width = max(1, self.width - indent)
        blank_from: int | None = None
        for start, end in self._lines(section):
            lead = 0
            first = start
            while first < end and self.text[first] in " \t":
                first += 1
            if first == end:
                blank_from = start
                continue
            if section.kind in KEPT_LINES:
                lead = min(first - start, width // 2)
            if blank_from is not None:
                self._add(first, first, index, indent)
                blank_from = None
            hang = self._hang(section, first, end, width - lead)
            left = indent + lead
            for row_start, row_end in wrap(self.text, first, end, max(1, width - lead), hang):
                self._add(row_start, row_end, index, left)
                left = indent + lead + hang
                yield True
        # A section without a drawn row still says that work was done.
        yield True

    def _hang(self, section: Section, start: int, end: int, width: int) -> int:
        """How far the rows after a list item's first stand in."""
        if section.kind is not BlockKind.LIST:
            return 0
        bullet = _BULLET.match(self.text, start, end)
        return 0 if bullet is None else min(bullet.end() - start, max(0, width // 3))

    def _lines(self, section: Section) -> Iterator[tuple[int, int]]:
        """The lines that are kept, as offset pairs; an empty one stands for an empty row."""
        text, end = self.text, section.end
        if section.kind in KEPT_LINES:
            yield from _split(text, section.start, end)
            return
        start = section.start
        for gap in _PART_BREAK.finditer(text, start, end):
            yield from _unwrapped(text, start, gap.start())
            yield gap.start(), gap.start()
            start = gap.end()
        yield from _unwrapped(text, start, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A part without blank lines: whole when it was wrapped by machine, else line by line."""
    if start >= end:
        return
    if is_hard_wrapped(text, start, end):
        yield start, end
    else:
        yield from _split(text, start, end)


def is_hard_wrapped(text: str, start: int, end: int) -> bool:
    """Whether the lines of text[start:end], but for the last, are mostly long."""
    long = short = 0
    stop = text.find("\n", start, end)
    while stop >= 0 and long + short < _SAMPLED_LINES:
        if stop - start > HARD_WRAPPED:
            long += 1
        else:
            short += 1
        start = stop + 1
        stop = text.find("\n", start, end)
    return long > short
