"""The lines below the text: the status bar, and the footer with what can be done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.commands.base import Command, show_keys
from tui.saving import Saving
from tui.untrusted import one_line
from tui.widgets.typed_line import TypedLine

WHISPER_SECONDS = 5.0


class Bar(Widget):
    """One line without border or padding: drawn by itself, without Textual's cache of styles."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line, as far as it is in *crop*."""
        strip, ground = self.render_line(0), self.background_colors[1]
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, ground)
        return [strip.crop(*crop.column_span)] * crop.height


class StatusBar(Bar):
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
        self._is_beside = False
        self._hush: Timer | None = None

    def has_room(self, words: str) -> bool:
        """Whether *words* can be whispered whole."""
        return cell_len(one_line(words)) <= self._room - 3

    @property
    def _room(self) -> int:
        """The cells that a whisper may take, with the blanks round it."""
        width = self.size.width
        return max(10, width * 2 // 3, width - cell_len(self._left))

    @property
    def _left(self) -> str:
        """How saving stands, and what is under the caret."""
        return f" {one_line(self._saving)}" + (f" │ {one_line(self._words)}" if self._words else "")

    def whisper(
        self, words: str, seconds: float = WHISPER_SECONDS, *, beside: bool = False
    ) -> None:
        """Say *words* for some *seconds* in the place of the counts; *beside* what the reader's own
        step has just been answered with, if it was.
        """
        if beside and self._whispered and not self._is_beside:
            words = f"{self._whispered} · {words}"
        self._whispered, self._is_beside = words, beside
        if self._hush is not None:
            self._hush.stop()
        if not self.app.has_class("-linear"):
            self._hush = self.set_timer(seconds, self.fall_silent)
        self.refresh()

    def fall_silent(self) -> None:
        """Whisper no more. In linear mode this waits for a key, as every change is told."""
        if self._whispered:
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

    @property
    def sentence(self) -> str:
        """What the bar says, as one sentence that fits; what was just said comes first.

        Where saving is refused, that comes before all else.
        """
        parts = [self._whispered or self._words, self._counts, self._saving]
        if self.has_class("refused"):
            parts.reverse()
        head, *rest = [part.rstrip(".").replace(" · ", ", ") for part in parts if part]
        tail = "".join(f", {part}" for part in rest) + "."
        room = max(self.size.width // 2, self.size.width - cell_len(tail))
        if cell_len(head) > room:
            head = set_cell_size(head, max(0, room - 1)).rstrip() + "…"
        return f"{head[:1].upper()}{head[1:]}{tail}"

    def render_line(self, y: int) -> Strip:
        """Draw the line; what is on the right goes first where there is no room."""
        width, style = self.size.width, self.rich_style
        if self.app.has_class("-linear"):
            line = set_cell_size(one_line(self.sentence), width)
            return Strip([Segment(line, style)])
        left = self._left
        right = f"  {one_line(self._whispered or self._counts)} "
        if self._whispered and cell_len(right) > self._room:
            right = set_cell_size(right, self._room - 2).rstrip() + "… "
        room = width - cell_len(right)
        if room < min(cell_len(left), 30):
            right, room = "", width
        if cell_len(left) > room:
            left = set_cell_size(left, max(0, room - 1)) + "…"
        line = set_cell_size(left, room) + right
        return Strip([Segment(line, style)]).adjust_cell_length(width, style)


_ALWAYS = "keys"
"""The command that is offered even where not all fit."""
_DIMMED = Style(italic=True)


def _length(command: Command) -> int:
    return cell_len(f"{show_keys(command.keys[0])} {command.footer}  ")


class CommandFooter(Bar):
    """One line with the keys that do something here; a click on one does it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--typed"}
    DEFAULT_CSS = """
    CommandFooter {
        height: 1;
        background: $surface;
        color: $text-muted;
        & > .footer--typed { background: $panel; color: $foreground; }
    }
    """

    class Asked(Message):
        """A command in the footer was clicked."""

        def __init__(self, command: Command) -> None:
            """It was *command*."""
            super().__init__()
            self.command = command

    def __init__(self, id: str | None = None) -> None:
        """An empty footer."""
        super().__init__(id=id)
        self._shown: tuple[tuple[tuple[Command, bool], ...], str, str] = ((), "", "")
        self._places: list[tuple[int, int, Command]] = []
        self._line: TypedLine | None = None

    def take_line(self, line: TypedLine | None) -> None:
        """Show *line*, and what is typed in it, in the place of commands; None ends that."""
        self._line = line
        self.refresh()

    def terminal_cursor(self) -> Offset | None:
        """Where on the screen the cursor of the line is that is typed."""
        if self._line is None:
            return None
        return self.content_region.offset + Offset(self._line.cursor_cell(self.size.width), 0)

    def show(
        self, commands: Iterable[tuple[Command, bool]], pending: str = "", note: str = ""
    ) -> None:
        """Offer *commands*, each with whether it is dimmed.

        *pending* is a key sequence under way; a *note* says what to type in the place of commands.
        """
        shown = (tuple(commands), pending, note)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    @property
    def words(self) -> str:
        """What the footer says, as far as there is room for it."""
        return self.render_line(0).text.strip()

    def render_line(self, y: int) -> Strip:
        """Draw as many commands as there is room for, or the line that is typed."""
        width, style = self.size.width, self.rich_style
        if self._line is not None:
            self._places = []
            typed = self.get_component_rich_style("footer--typed")
            quiet = typed + Style(color=style.color)
            return Strip(self._line.drawn(width, typed, quiet)).adjust_cell_length(width, typed)
        offered, pending, note = self._shown
        key_style = style + Style(bold=True)
        segments = [Segment(f" {note}", style)]
        if pending:
            segments.append(Segment(f"{pending} … ", key_style + Style(reverse=True)))
        self._places = []
        x = sum(segment.cell_length for segment in segments)
        # The way to all keys is there on the narrowest screen.
        last = [one for one in offered if one[0].id == _ALWAYS]
        room = width - sum(_length(command) for command, _ in last)
        for command, dimmed in [one for one in offered if one not in last] + last:
            length = _length(command)
            if x + length - 2 > (width if command.id == _ALWAYS else room):
                continue
            label = Segment(f" {command.footer}  ", style)
            if dimmed:
                dim = style + _DIMMED
                segments += [Segment(show_keys(command.keys[0]), dim), Segment(label.text, dim)]
            else:
                self._places.append((x, x + length, command))
                segments += [Segment(show_keys(command.keys[0]), key_style), label]
            x += length
        return Strip(segments).adjust_cell_length(width, style)

    def on_click(self, event: events.Click) -> None:
        """Do the command under the mouse."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.Asked(command))
