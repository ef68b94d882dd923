"""Two versions of an annotation, changed in two windows at once: which is to stay?"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from store.conflicts import Clash
from tui.dialogs.prompts import Answered
from tui.untrusted import content
from tui.words import field_of

_ANSWERS = {"m": "keep mine", "t": "keep theirs", "b": "keep both (esc)"}


class Conflict(Answered):
    """Shows both versions, which are both stored: `m` keeps mine, `t` theirs, `b` both."""

    DEFAULT_CSS = """
    Conflict VerticalScroll { height: auto; max-height: 70vh; }
    """

    def __init__(self, clash: Clash) -> None:
        """Ask which version of *clash* is to stay."""
        super().__init__("Changed in two windows", _ANSWERS)
        self._clash = clash

    def compose(self) -> ComposeResult:
        """The fields, one below the other, and the keys."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = self._asked
            with VerticalScroll():
                for name in self._clash.fields:
                    yield Static(content(name.capitalize(), "bold"))
                    yield Static(content(f"  theirs: {field_of(self._clash.theirs, name)}"))
                    yield Static(content(f"  mine:   {field_of(self._clash.mine, name)}"))
            yield self.keys("Both are saved. ")
