"""A line that is typed in the footer's place: nothing else on the screen moves for it."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tui.untrusted import visible

_WORD = re.compile(r"\S+\s*\Z")
_NEXT_WORD = re.compile(r"^\s*\S+")
MOST_TYPED = 1_000
"""Code points of a line to find something by: more is pasted by mistake, and finds nothing."""
_CURSOR = Style(reverse=True)
_BOLD = Style(bold=True)
_CHOSEN = Style(underline=True)


class TypedLine:
    """What is typed after a label, with a cursor; `told` stands at the right end.

    It takes keys and draws itself, and knows no widget.
    """

    def __init__(self, label: str) -> None:
        """An empty line after *label*."""
        self._label = label
        self.text = ""
        self.told = ""
        self._cursor = 0
        self._chosen = False

    def begin(self) -> None:
        """Begin to type: the old text is chosen, and goes with the first letter."""
        self._cursor, self._chosen = len(self.text), bool(self.text)

    def put(self, letters: str) -> None:
        """Put *letters* in at the cursor, or in the place of what is chosen."""
        if self._chosen:
            self.text, self._cursor, self._chosen = "", 0, False
        before, after = self._halves()
        letters = letters[: max(0, MOST_TYPED - len(self.text))]
        self.text, self._cursor = before + letters + after, self._cursor + len(letters)

    def press(self, key: str) -> bool:
        """Move or delete as *key* says in any line of a terminal; False for another key."""
        before, after = self._halves()
        known = self._move(key, before, after) or self._delete(key, before, after)
        self._chosen = self._chosen and not known
        return known

    def _move(self, key: str, before: str, after: str) -> bool:
        match key:
            case "left":
                self._cursor = max(0, self._cursor - 1)
            case "right":
                self._cursor = min(len(self.text), self._cursor + 1)
            case "ctrl+left":
                self._cursor = len(_WORD.sub("", before))
            case "ctrl+right":
                self._cursor += len(after) - len(_NEXT_WORD.sub("", after))
            case "home" | "ctrl+a":
                self._cursor = 0
            case "end" | "ctrl+e":
                self._cursor = len(self.text)
            case _:
                return False
        return True

    def _delete(self, key: str, before: str, after: str) -> bool:
        match key:
            case "backspace":
                left = before[:-1], after
            case "delete" | "ctrl+d":
                left = before, after[1:]
            case "ctrl+w":
                left = _WORD.sub("", before), after
            case "ctrl+u":
                left = "", after
            case "ctrl+k":
                left = before, ""
            case _:
                return False
        self._keep(*(("", "") if self._chosen else left))
        return True

    def _keep(self, before: str, after: str) -> None:
        self.text, self._cursor = before + after, len(before)

    def _halves(self) -> tuple[str, str]:
        return self.text[: self._cursor], self.text[self._cursor :]

    def _shown(self, width: int) -> tuple[str, str]:
        """What stands before the cursor and from it on; the cursor is always in view."""
        before, after = (visible(half) for half in self._halves())
        room = max(1, width - cell_len(self._head) - 1)
        while before and cell_len(before) > room:
            before = before[1:]
        return before, after

    @property
    def _head(self) -> str:
        return f" {self._label} "

    def cursor_cell(self, width: int) -> int:
        """In which cell of a line of *width* cells the cursor is."""
        return cell_len(self._head) + cell_len(self._shown(width)[0])

    def drawn(self, width: int, style: Style, quiet: Style) -> list[Segment]:
        """The line, at least as wide as *width*; *quiet* is the style of what is told."""
        before, after = self._shown(width)
        chosen = style + _CHOSEN if self._chosen else style
        at, rest = after[:1] or " ", after[1:]
        segments = [
            Segment(self._head, style + _BOLD),
            Segment(before, chosen),
            Segment(at, style + _CURSOR),
            Segment(rest, style),
        ]
        told = f" {self.told} "
        left = width - sum(cell_len(segment.text) for segment in segments) - cell_len(told)
        if left >= 0:
            segments += [Segment(" " * left, style), Segment(told, quiet)]
        return segments
