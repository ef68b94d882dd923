"""Paragraphs to read through: every change of an annotation, what an import kept aside, a check."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.untrusted import content


class Paragraphs(Dialog[None]):
    """Shows `(headline, lines)` pairs, in their order."""

    DEFAULT_CSS = """
    Paragraphs VerticalScroll { height: auto; max-height: 80vh; }
    """

    def __init__(self, title: str, paragraphs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """*paragraphs* under *title*."""
        super().__init__()
        self._title, self._paragraphs = title, paragraphs

    def compose(self) -> ComposeResult:
        """One below the other."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            box.border_subtitle = "↑ ↓ scroll · esc leave"
            with VerticalScroll():
                for headline, lines in self._paragraphs:
                    yield Static(content(headline, "bold"))
                    for line in lines:
                        yield Static(content(f"  {line}"))

    def on_key(self, event: events.Key) -> None:
        """Scroll by letters, too."""
        scroll = self.query_one(VerticalScroll)
        if event.key == "j":
            scroll.scroll_down()
        elif event.key == "k":
            scroll.scroll_up()
