"""The lines below the text: the status bar, and the footer with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.commands.base import Command, show_keys
from tui.saving import Saving
from tui.untrusted import one_line

_WHISPER_SECONDS = 5.0


class StatusBar(Widget):
    """One line: how saving stands, what is under the caret in words, counts and position."""

    DEFAULT_CSS = """
    StatusBar {
        height: 1;
        background: $panel;
        color: $foreground;
        &.refused { background: $error; color: $text; text-style: bold; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        """An empty bar."""
        super().__init__(id=id)
        self._saving, self._words, self._counts = "saved", "", ""
        self._whispered = ""
        self._hush: Timer | None = None

    def whisper(self, words: str) -> None:
        """Say *words* for a few seconds in the place of the counts."""
        self._whispered = words
        if self._hush is not None:
            self._hush.stop()
        self._hush = self.set_timer(_WHISPER_SECONDS, self._fall_silent)
        self.refresh()

    def _fall_silent(self) -> None:
        self._whispered = ""
        self.refresh()

    @property
    def words(self) -> str:
        """What the bar says, from left to right."""
        return " · ".join(
            part for part in (self._saving, self._words, self._whispered or self._counts) if part
        )

    def show_saving(self, saving: Saving, instead: str | None = None) -> None:
        """Say how saving stands, or *instead* where nothing can be saved at all."""
        self._saving = instead or saving.words
        self.set_class(saving.refused is not None, "refused")
        self.refresh()

    def show(self, words: str, counts: str) -> None:
        """Say what is under the caret, and on the right the counts and the position."""
        if (words, counts) != (self._words, self._counts):
            self._words, self._counts = words, counts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line; what is on the right goes first where there is no room."""
        width = self.size.width
        left = f" {one_line(self._saving)}" + (f" │ {one_line(self._words)}" if self._words else "")
        right = f"  {one_line(self._whispered or self._counts)} "
        room = width - cell_len(right)
        if room < min(cell_len(left), 30):
            right, room = "", width
        if cell_len(left) > room:
            left = set_cell_size(left, max(0, room - 1)) + "…"
        line = set_cell_size(left, room) + right
        return Strip([Segment(line, self.rich_style)]).adjust_cell_length(width, self.rich_style)


class CommandFooter(Widget):
    """One line with the keys that do something here; a click on one does it."""

    DEFAULT_CSS = "CommandFooter { height: 1; background: $surface; color: $text-muted; }"

    @dataclass
    class Asked(Message):
        """A command in the footer was clicked."""

        command: Command

    def __init__(self, id: str | None = None) -> None:
        """An empty footer."""
        super().__init__(id=id)
        self._commands: tuple[Command, ...] = ()
        self._pending = ""
        self._places: list[tuple[int, int, Command]] = []

    def show(self, commands: Iterable[Command], pending: str = "") -> None:
        """Offer *commands*; *pending* is a key sequence under way."""
        offered = tuple(commands)
        if (offered, pending) != (self._commands, self._pending):
            self._commands, self._pending = offered, pending
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw as many commands as there is room for."""
        key_style = self.rich_style + Style(bold=True)
        segments = [Segment(" ", self.rich_style)]
        if self._pending:
            segments.append(Segment(f"{self._pending} … ", key_style + Style(reverse=True)))
        self._places = []
        x = sum(segment.cell_length for segment in segments)
        for command in self._commands:
            key, label = show_keys(command.keys[0]), f" {command.footer}  "
            length = cell_len(key + label)
            if x + length - 2 > self.size.width:
                break
            self._places.append((x, x + length, command))
            segments += [Segment(key, key_style), Segment(label, self.rich_style)]
            x += length
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Do the command under the mouse."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.Asked(command))
