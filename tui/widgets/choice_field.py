"""A field that holds one of a few values."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.untrusted import content, one_line


class ChoiceField(Widget, can_focus=True):
    """One of a few values: arrows or a first letter choose, backspace empties."""

    DEFAULT_CSS = """
    ChoiceField { height: 1; width: 1fr; background: $panel; padding: 0 1; }
    ChoiceField:focus { background: $primary; color: $text; text-style: bold; }
    """
    value: reactive[str] = reactive("")

    class Submitted(Message):
        """Enter was pressed."""

    def __init__(self, choices: Sequence[str], value: str, id: str | None = None) -> None:
        """Choose among *choices*, or nothing."""
        super().__init__(id=id)
        self._choices = ("", *choices)
        self.set_reactive(ChoiceField.value, value)

    def render(self) -> Content:
        """The value between its arrows."""
        return content(f"‹ {one_line(self.value) or '—'} ›")

    def on_key(self, event: events.Key) -> None:
        """Choose."""
        at = self._choices.index(self.value) if self.value in self._choices else 0
        match event.key:
            case "right" | "space":
                self.value = self._choices[(at + 1) % len(self._choices)]
            case "left":
                self.value = self._choices[(at - 1) % len(self._choices)]
            case "backspace" | "delete":
                self.value = ""
            case "enter":
                self.post_message(self.Submitted())
            case _:
                after = self._choices[at + 1 :] + self._choices[: at + 1]
                named = [c for c in after if event.character and c.startswith(event.character)]
                if not named:
                    return
                self.value = named[0]
        event.stop()

    def on_click(self) -> None:
        """A click takes the next value."""
        at = self._choices.index(self.value) if self.value in self._choices else 0
        self.value = self._choices[(at + 1) % len(self._choices)]
