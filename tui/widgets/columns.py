"""What a list shows: rows in columns, and how they are drawn in its width. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, overload

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.colours import hue_of, rgb
from tui.untrusted import one_line

GAP = "  "
"""What parts two columns."""
_SWATCH = 2
"""Cells in the colour that a row's tint names."""


class Column(Struct, frozen=True):
    """A column: `width` in cells, or 0 for what is left over; `right` aligns numbers.

    Below a list width of `needs` cells the column is left out.
    """

    title: str
    width: int = 0
    right: bool = False
    needs: int = 0


class Row(Struct, frozen=True):
    """A row: what it stands for, and its cells' plain text.

    `tint` names a column whose cell begins with a swatch of two cells, and the swatch's colour:
    a hue of the theme, else any colour. The cell says the same in words.
    """

    key: str
    cells: tuple[str, ...]
    dim: bool = False
    tint: tuple[int, str] | None = None


class RowsOnDemand(Sequence[Row]):
    """Rows of which only the keys are known: each is made when it is looked at."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], Row]) -> None:
        """Rows for *keys*, which *make* makes."""
        self.keys = tuple(keys)
        self._make = make

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.keys)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """The row of this index, or those of a slice."""
        if isinstance(index, slice):
            return tuple(map(self._make, self.keys[index]))
        return self._make(self.keys[index])


def rooms(columns: Sequence[Column], width: int) -> list[tuple[int, int]]:
    """The columns shown in a list so wide, by their number, each with its room in cells."""
    shown = [(at, column) for at, column in enumerate(columns) if width >= column.needs]
    fixed = sum(column.width for _, column in shown) + len(GAP) * (len(shown) - 1)
    left_over = max(4, width - fixed - 2)
    return [(at, column.width or left_over) for at, column in shown]


def fitted(text: str, width: int, *, right: bool) -> str:
    """*text* in one line of *width* cells, cut with a mark where it is longer."""
    text = one_line(text)
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, max(0, width - 1)) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


class Line(NamedTuple):
    """What a line of a list shows: a row, the words for an empty list, or, as None, the titles, or
    nothing where it has no look either; the name of its look; and whether the cursor is on it.
    """

    shown: Row | str | None
    look: str
    marked: bool


class RowPainter:
    """Draws the lines of a list that is *width* cells wide."""

    def __init__(
        self,
        columns: Sequence[Column],
        width: int,
        look: Callable[[str], Style],
        *,
        linear: bool = False,
    ) -> None:
        """With *look*, which gives the style of a name, and of "" the list's own; *linear* puts
        the cells of a row into one sentence, for a screen reader.
        """
        self._columns, self._width, self._linear = tuple(columns), width, linear
        self._rooms = rooms(self._columns, width)
        self._look = look

    def drawn(self, line: Line) -> Strip:
        """One line, exactly as wide as the list."""
        shown, style = line.shown, self._look(line.look)
        if isinstance(shown, Row):
            return self._row(shown.cells, style, marked=line.marked, tint=shown.tint)
        if shown is not None:
            told = Strip([Segment(" " + one_line(shown), style)])
            return told.adjust_cell_length(self._width, self._look(""))
        if line.look:
            return self._row(tuple(column.title for column in self._columns), style)
        return Strip.blank(self._width, style)

    def _row(
        self,
        cells: tuple[str, ...],
        style: Style,
        *,
        marked: bool = False,
        tint: tuple[int, str] | None = None,
    ) -> Strip:
        if self._linear:
            return Strip([Segment(fitted(self._told(cells), self._width, right=False), style)])
        parts = [fitted(cells[at], room, right=self._columns[at].right) for at, room in self._rooms]
        # A mark beside the colour: the cursor must be seen without any.
        sign = "›" if marked else " "
        columns = [at for at, _ in self._rooms]
        if tint is None or tint[0] not in columns:
            segments = [Segment(sign + GAP.join(parts), style)]
        else:
            at = columns.index(tint[0])
            before = sign + "".join(part + GAP for part in parts[:at])
            after = parts[at][_SWATCH:] + "".join(GAP + part for part in parts[at + 1 :])
            swatch = Segment(parts[at][:_SWATCH], style + self._tint(tint[1]))
            segments = [Segment(before, style), swatch, Segment(after, style)]
        return Strip(segments).adjust_cell_length(self._width, style)

    def _told(self, cells: tuple[str, ...]) -> str:
        """What a row says, for a listener: a number after its column's title."""
        told = (
            f"{column.title} {text}" if column.right and text != column.title else _plain(text)
            for column, text in zip(self._columns, cells, strict=True)
            if text
        )
        return ", ".join(told)

    def _tint(self, colour: str) -> Style:
        name = hue_of(colour)
        if name is not None:
            return Style(color=self._look(f"rows--hue-{name}").color)
        own = rgb(colour)
        return Style() if own is None else Style(color=Color.from_rgb(*own))


def _plain(text: str) -> str:
    """*text* without the sign before it, which says to the eye what the words say."""
    return text[2:] if text[1:2] == " " and not text[0].isalnum() else text
