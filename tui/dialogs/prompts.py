"""Short questions: a line of text, or what one key answers."""

from __future__ import annotations

from collections.abc import Mapping

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


class Answered(Dialog[str]):
    """Asks what one key answers; gives back that key."""

    def __init__(self, title: str, answers: Mapping[str, str], leaving: str = "") -> None:
        """Ask *title*; *answers* maps a key to what it means, *leaving* says what esc does."""
        super().__init__()
        self._asked = title
        self._answers = dict(answers)
        self._leaving = leaving

    def keys(self, before: str = "") -> Static:
        """The line of keys that answer, behind what is to be said *before* them."""
        meant = self._answers | ({"esc": self._leaving} if self._leaving else {})
        told = "   ".join(f"{key}  {words}" for key, words in meant.items())
        return Static(content(f"\n{before}{told}", "bold"))

    def on_key(self, event: events.Key) -> None:
        """Take an answer."""
        for key in (event.key, event.character):
            if key is not None and key in self._answers:
                event.stop()
                event.prevent_default()
                self.dismiss(key)
                return


class Confirm(Answered):
    """Asks before something weighty."""

    def __init__(
        self, question: str, answers: Mapping[str, str], *, title: str = "Please confirm"
    ) -> None:
        """Ask *question*; *answers* maps a key to what it means."""
        super().__init__(title, answers, "go back")
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and the keys that answer it."""
        with Vertical(classes="dialog--box") as box:
            box.border_title = content(self._asked)
            yield Static(content(self._question))
            yield self.keys()
