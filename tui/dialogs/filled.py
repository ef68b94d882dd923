"""Dialogs that are filled in: enter in any of their fields saves."""

from __future__ import annotations

from typing import Generic

from textual.widgets import Input

from tui.dialogs.base import Dialog, T
from tui.widgets.choice_field import ChoiceField


class Filled(Dialog[T], Generic[T]):
    """A dialog with fields to type into and to choose in."""

    def save(self) -> None:
        """Close with what is filled in, unless something is wrong with it."""
        raise NotImplementedError

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.save()

    def on_choice_field_submitted(self, event: ChoiceField.Submitted) -> None:
        """Enter saves."""
        event.stop()
        self.save()
