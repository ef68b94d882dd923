"""Something long is under way: how far it is, and escape to end it."""

from __future__ import annotations

from threading import Event

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.untrusted import content


class Working(Dialog[None]):
    """Shows *done* of *total*; escape sets `ended`, which whoever works looks at."""

    def __init__(self, title: str) -> None:
        """For what is called *title*."""
        super().__init__()
        self._title = title
        self.ended = Event()

    def compose(self) -> ComposeResult:
        """One line."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            box.border_subtitle = "esc end it"
            yield Static("…", markup=False)

    def show(self, done: int, total: int) -> None:
        """Say how far it is."""
        bar = "█" * (40 * done // max(1, total))
        for line in self.query(Static):  # none before it is mounted
            line.update(content(f"{bar:░<40}  {done} of {total}"))

    def leave(self) -> None:
        """End it; the one who works closes this."""
        self.ended.set()
