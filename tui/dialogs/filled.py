"""Dialogs that are filled in: enter in any of their fields saves, up and down lead through them."""

from __future__ import annotations

from typing import Generic

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.dialogs.base import Dialog, T
from tui.untrusted import content
from tui.widgets.choice_field import ChoiceField


class Filled(Dialog[T], Generic[T]):
    """A dialog with fields to type into and to choose in, each on a row behind its label."""

    DEFAULT_CSS = """
    Filled {
        & .filled--row { height: 1; }
        & .filled--label { width: 13; color: $text-muted; }
        & Input { width: 1fr; }
    }
    """

    def save(self) -> None:
        """Close with what is filled in, unless something is wrong with it."""
        raise NotImplementedError

    @staticmethod
    def row(label: str, field: Widget, classes: str = "") -> Horizontal:
        """*field* behind its *label*."""
        named = Static(content(label), classes="filled--label")
        return Horizontal(named, field, classes=f"filled--row {classes}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.save()

    def on_choice_field_submitted(self, event: ChoiceField.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.save()

    def on_key(self, event: events.Key) -> None:
        """Up and down go through the fields; ctrl+s saves. A subclass's own handler comes first."""
        match event.key:
            case "up":
                self.focus_previous()
            case "down":
                self.focus_next()
            case "ctrl+s":
                self.save()
            case _:
                return
        event.stop()
        event.prevent_default()
