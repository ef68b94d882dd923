"""Short questions: a line of text, yes or no, a word to read."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.dialogs.base import Dialog
from tui.untrusted import content


class Ask(Dialog[str]):
    """Asks for one line of text."""

    def __init__(self, title: str, value: str = "", *, help: str = "") -> None:
        """Ask for *title*, with *value* to begin from and a sentence of *help*."""
        super().__init__()
        self._title, self._value, self._help = title, value, help

    def compose(self) -> ComposeResult:
        """The help and the line."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            box.border_subtitle = "enter ok · esc leave"
            if self._help:
                yield Static(content(self._help))
            yield Input(self._value, compact=True, select_on_focus=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        event.stop()
        self.dismiss(event.value)


class Confirm(Dialog[str]):
    """Asks before something weighty; gives back the key of the answer."""

    def __init__(
        self, question: str, answers: dict[str, str], *, title: str = "Please confirm"
    ) -> None:
        """Ask *question*; *answers* maps a key to what it means."""
        super().__init__()
        self._question, self._answers, self._title = question, answers, title

    def compose(self) -> ComposeResult:
        """The question and the keys that answer it."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._title)
            yield Static(content(self._question))
            keys = "   ".join(f"{key}  {words}" for key, words in self._answers.items())
            yield Static(content(f"\n{keys}   esc  go back", "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take an answer."""
        for key in (event.key, event.character):
            if key is not None and key in self._answers:
                event.stop()
                event.prevent_default()
                self.dismiss(key)
                return
