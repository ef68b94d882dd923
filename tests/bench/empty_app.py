"""The peer of the screen's benchmarks: an empty Textual app that echoes a key."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Shows one word, and the last key that was pressed."""

    def __init__(self) -> None:
        """Count from nought."""
        super().__init__()
        self.presses = 0

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static("Ready.", id="echo")

    def on_key(self, event: events.Key) -> None:
        """Echo."""
        self.presses += 1
        self.query_one("#echo", Static).update(f"{event.key} {self.presses}")


Empty().run()
