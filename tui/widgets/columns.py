"""What a list shows: rows in columns, and how their cells are fitted into its width."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from tui.untrusted import one_line

GAP = "  "
"""What parts two columns."""


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

    `tint` names a column whose cell begins with a swatch two cells wide, and the swatch's colour:
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
