"""Tick what is wanted of a list."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.dialogs.base import Dialog
from tui.untrusted import content
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList


class Tick(Dialog[tuple[int, ...]]):
    """Rows that are all ticked at first; gives back the places of those still ticked."""

    DEFAULT_CSS = """
    Tick RowList { height: auto; max-height: 16; background: $surface; }
    """

    def __init__(self, title: str, rows: Sequence[str]) -> None:
        """Offer *rows* under *title*."""
        super().__init__()
        self._title, self._rows = title, tuple(rows)
        self._ticked = set(range(len(self._rows)))

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            box.border_subtitle = "space tick · a all or none · enter take · esc leave"
            yield RowList([Column("", 3), Column("", 0)])

    def on_mount(self) -> None:
        """Show them, all ticked."""
        self._show()
        self.query_one(RowList).focus()

    def _show(self) -> None:
        signs = ("[x]" if at in self._ticked else "[ ]" for at in range(len(self._rows)))
        rows = [
            Row(str(at), (sign, row))
            for at, (sign, row) in enumerate(zip(signs, self._rows, strict=True))
        ]
        listed = self.query_one(RowList)
        listed.show(rows, listed.key)

    def on_key(self, event: events.Key) -> None:
        """Tick, take, move."""
        listed = self.query_one(RowList)
        motions = {"j": "down", "k": "up", "down": "down", "up": "up"}
        motions |= {"pagedown": "page_down", "pageup": "page_up"}
        if event.key == "space" and listed.key is not None:
            self._ticked ^= {int(listed.key)}
            self._show()
            listed.move("down")
        elif event.key == "a":
            every = set(range(len(self._rows)))
            self._ticked = set() if self._ticked == every else every
            self._show()
        elif event.key == "enter":
            self.dismiss(tuple(sorted(self._ticked)))
        elif event.key in motions:
            listed.move(motions[event.key])
        else:
            return
        event.stop()
        event.prevent_default()
