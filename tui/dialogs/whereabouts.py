"""Is this where the words stand now? Both texts, and a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tui.dialogs.prompts import Answered
from tui.untrusted import content


class Whereabouts(Answered):
    """Shows `(headline, before, words, after)` of both texts."""

    DEFAULT_CSS = """
    Whereabouts VerticalScroll { height: auto; max-height: 70vh; }
    """

    def __init__(
        self,
        title: str,
        texts: Sequence[tuple[str, str, str, str]],
        answers: Mapping[str, str],
    ) -> None:
        """Ask *title* about *texts*; *answers* maps a key to what it means."""
        super().__init__(title, answers, "later")
        self._texts = tuple(texts)

    def compose(self) -> ComposeResult:
        """One text below the other."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._asked)
            with VerticalScroll():
                for number, (headline, before, words, after) in enumerate(self._texts):
                    yield Static(content(f"\n{headline}" if number else headline, "bold"))
                    marked = content(before) + content(words, "underline bold") + content(after)
                    yield Static(marked)
            yield self.keys()
