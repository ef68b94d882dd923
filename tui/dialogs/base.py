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
            overflow-y: auto;
            padding: 0 1;
            border: round $text-primary;
            background: $surface;
            border-title-color: $foreground;
            border-title-style: bold;
            border-subtitle-color: $text-muted;
        }
        Input { background: $panel; }
        &.-narrow > .dialog--box {
            width: 100%; max-width: 100%; padding: 0; border-left: none; border-right: none;
        }
        &.-short > .dialog--box { max-height: 100%; padding: 0; border: none; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-broad")]  # noqa: RUF012 (Textual's type)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (10, "-tall")]  # noqa: RUF012 (Textual's type)

    def on_resize(self) -> None:
        """Keep in sight what is typed into."""
        if self.focused is not None:
            self.call_after_refresh(self.focused.scroll_visible, animate=False)

    def on_key(self, event: events.Key) -> None:
        """Escape leaves. Textual calls this after a subclass's own handler, unless prevented."""
        if event.key == "escape":
            event.stop()
            self.leave()

    def leave(self) -> None:
        """Close without a value."""
        self.dismiss(None)
