"""Rows for people: aligned columns that fit the terminal, measured in cells."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

from tui.untrusted import one_line

_GAP = 2
_NARROWEST = 8


def terminal_width() -> int | None:
    """The terminal's width in cells; None where output goes elsewhere and COLUMNS is not set."""
    return shutil.get_terminal_size((0, 0)).columns or None


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None,
    flexible: Sequence[int] = (),
    right: Sequence[int] = (),
) -> list[str]:
    """The lines of a table no wider than *width*: the *flexible* columns give way, widest first.

    Columns in *right* are aligned to the right.
    """
    cells = [[one_line(cell) for cell in row] for row in (headers, *rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(headers))]
    if width is not None:
        _shrink(widths, width - _GAP * (len(widths) - 1), flexible)
    return [_line(row, widths, right, width) for row in cells]


def fitted(text: str, width: int) -> str:
    """*text* in at most *width* cells, an ellipsis at the end of what was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """*text* in lines of at most *width* cells behind *indent*; its own line feeds stay."""
    room = max(20, width - cell_len(indent))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if cell_len(longer) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *full, line = chop_cells(word, room)
            lines += full
        lines.append(line)
    return [(indent + line).rstrip() for line in lines]


def _shrink(widths: list[int], room: int, flexible: Sequence[int]) -> None:
    while sum(widths) > room:
        widest = max(flexible, key=lambda column: widths[column], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1


def _line(row: list[str], widths: list[int], right: Sequence[int], width: int | None) -> str:
    parts = []
    for column, (cell, room) in enumerate(zip(row, widths, strict=True)):
        text = fitted(cell, room)
        blanks = " " * (room - cell_len(text))
        parts.append(blanks + text if column in right else text + blanks)
    line = (" " * _GAP).join(parts).rstrip()
    return line if width is None else fitted(line, width)
