"""Is this where the words stand now? Both texts, and a key."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.untrusted import content


class Whereabouts(Dialog[str]):
    """Shows `(headline, before, words, after)` of both texts; gives back the key of the answer."""

    DEFAULT_CSS = """
    Whereabouts VerticalScroll { height: auto; max-height: 70vh; }
    """

    def __init__(
        self,
        title: str,
        texts: Sequence[tuple[str, str, str, str]],
        answers: dict[str, str],
    ) -> None:
        """Ask *title* about *texts*; *answers* maps a key to what it means."""
        super().__init__()
        self._title, self._texts, self._answers = title, tuple(texts), answers

    def compose(self) -> ComposeResult:
        """One text below the other."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            with VerticalScroll():
                for number, (headline, before, words, after) in enumerate(self._texts):
                    yield Static(content(f"\n{headline}" if number else headline, "bold"))
                    marked = content(before) + content(words, "underline bold") + content(after)
                    yield Static(marked)
            keys = "   ".join(f"{key}  {words}" for key, words in self._answers.items())
            yield Static(content(f"\n{keys}   esc  later", "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take an answer."""
        if event.key in self._answers:
            event.stop()
            event.prevent_default()
            self.dismiss(event.key)
