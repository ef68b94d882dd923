"""What dialogs share: a framed box in the middle, escape to leave."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A box over the screen; None means that it was left."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        & > .dialog--box {
            width: 76;
            max-width: 96%;
            height: auto;
            max-height: 96%;
            padding: 0 1;
            border: round $text-primary;
            background: $surface;
            border-title-color: $foreground;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
        }
        Input { background: $panel; }
    }
    """

    def on_key(self, event: events.Key) -> None:
        """Escape leaves. Textual calls this after a subclass's own handler, unless prevented."""
        if event.key == "escape":
            event.stop()
            self.leave()

    def leave(self) -> None:
        """Close without a value."""
        self.dismiss(None)
