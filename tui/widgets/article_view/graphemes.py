"""Characters as the reader sees them: their edges, and the cells each takes on the screen.

Widths agree with Rich's, which is what Textual measures strips by. A row's text is either *narrow*
(every code point is one grapheme of one cell; found by one regular expression) or is cut into
`Cell`s one by one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from tui.untrusted import HIDDEN_MARK, visible

NARROW_CLASS = (
    "\\t\\n\\x20-\\x7e\\xa0-\\xac\\xae-\u02ff\u0370-\u0482\u048a-\u0529\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf"
)
"""Inside of a character class: code points of one cell that never join their neighbours."""

_NOT_NARROW = re.compile(f"[^{NARROW_CLASS}]")
# A joiner with nothing to join on one side: Rich would swallow the blank or the row's end with it.
_STRAY_JOINER = re.compile("(?<![^\\s\u200d])\u200d|\u200d(?![^\\s\u200d])")
_BASE = "◌"
_LONGEST = 32
"""Code points in one grapheme; longer heaps of combining marks are cut, to keep rows small."""


class Cell(NamedTuple):
    """One grapheme of a row: its offsets, what is drawn for it, and how wide that is (≥ 1)."""

    start: int
    end: int
    drawn: str
    width: int


def first_wide(text: str, start: int, end: int) -> int:
    """The offset of the first code point in text[start:end] that isn't narrow, or *end*."""
    match = _NOT_NARROW.search(text, start, end)
    return end if match is None else match.start()


def is_narrow(text: str, start: int, end: int) -> bool:
    """Whether each code point of text[start:end] is one grapheme of one cell."""
    return _NOT_NARROW.search(text, start, end) is None


def drawn(text: str) -> str:
    """*text* as drawn on one row: visible, line feeds and tabs as blanks. One to one."""
    return visible(text).replace("\n", " ")


def cells(text: str, start: int, end: int, limit: int) -> list[Cell]:
    """The graphemes of text[start:end], which begins at a grapheme edge.

    No cell is wider than *limit*, no cell is zero cells wide: a combining mark with nothing to
    stand on is drawn on a dotted circle.
    """
    shown = _STRAY_JOINER.sub(HIDDEN_MARK, drawn(text[start:end]))
    found: list[Cell] = []
    for first, last in _spans(shown):
        piece = shown[first:last]
        width = cell_len(piece)
        if width == 0:
            piece = _BASE + piece
            width = cell_len(piece)
        if width > limit:
            piece, width = HIDDEN_MARK, 1
        found.append(Cell(start + first, start + last, piece, width))
    return found


def count(text: str) -> int:
    """How many graphemes *text* has, as the caret steps over them."""
    return len(text) if is_narrow(text, 0, len(text)) else len(_spans(drawn(text)))


def _spans(shown: str) -> list[tuple[int, int]]:
    """Grapheme edges as index pairs, with flags kept whole and heaps of marks cut."""
    found: list[tuple[int, int]] = []
    flag_open = False
    for first, last, _ in split_graphemes(shown)[0]:
        if "\U0001f1e6" <= shown[first] <= "\U0001f1ff":
            if flag_open and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
                flag_open = False
                continue
            flag_open = last - first == 1
        else:
            flag_open = False
        if last - first > _LONGEST:
            found.extend(_pieces(shown, first, last))
        else:
            found.append((first, last))
    return found


def _pieces(shown: str, first: int, last: int) -> list[tuple[int, int]]:
    """A heap of marks cut to a readable length, never behind a joiner."""
    found = []
    while first < last:
        cut = min(first + _LONGEST, last)
        while cut < last and shown[cut - 1] == "\u200d":
            cut += 1
        found.append((first, cut))
        first = cut
    return found
