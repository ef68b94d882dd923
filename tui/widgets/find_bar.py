"""The line in which a search is typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.untrusted import content

_GATHER = 0.002
"""Seconds without a further letter after which letters are put into the line: what comes in one
go, as from a paste or a slow connection, is one change and not as many as it has letters."""


class FindBar(Horizontal):
    """A line to type a search in; says what is typed, that it is wanted, or that it is over.

    What it consists of is mounted when it is first opened: most articles are read without it.
    """

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        display: none;
        background: $panel;
        &.open { display: block; }
        & > .find--label { width: auto; padding: 0 1; text-style: bold; }
        & > Input { width: 1fr; }
        & > .find--found { width: 24; padding: 0 1; text-align: right; color: $text-muted; }
    }
    """

    @dataclass
    class Typed(Message):
        """What is typed so far."""

        query: str

    @dataclass
    class Wanted(Message):
        """Enter: go there."""

        query: str

    class Left(Message):
        """Escape: never mind."""

    def __init__(self, label: str, id: str | None = None) -> None:
        """A closed bar called *label*."""
        super().__init__(id=id)
        self._label = label

    @cached_property
    def _input(self) -> FindLine:
        return FindLine()

    @cached_property
    def _found(self) -> Static:
        return Static("", classes="find--found", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether the bar is there to type in."""
        return self.has_class("open")

    def open(self) -> None:
        """Show the bar and put the cursor in it, the old text selected."""
        if not self.children:
            label = Static(self._label, classes="find--label", markup=False)
            self.mount(label, self._input, self._found)
        self.add_class("open")
        self._input.is_left = False
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    def close(self) -> None:
        """Hide the bar."""
        self.remove_class("open")

    def say(self, words: str) -> None:
        """Say how many were found."""
        # It has its room: nothing has to be laid out anew for what it says.
        self._found.update(content(words), layout=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if not self._input.is_left:
            self.post_message(self.Typed(event.value))


class FindLine(Input):
    """What is typed: letters are gathered, enter and escape are told to the screen.

    Keys that were pressed before the screen had done the one that led here, or after the one that
    leads away, may come by the screen: `take` gives them to the line in their order.
    """

    def __init__(self) -> None:
        """An empty line."""
        super().__init__(compact=True)
        self.is_left = False
        """Whether enter or escape was pressed: what is typed after it is for the screen."""
        self._gathered = ""
        self._gathering: Timer | None = None

    def take(self, event: events.Key) -> bool:
        """Take a key; False where it is none that the line itself answers to."""
        if event.character is not None and event.is_printable:
            self._gathered += event.character
            if self._gathering is None:
                self._gathering = self.set_timer(_GATHER, self._stand_still)
            else:
                self._gathering.reset()
            return True
        self._put_in()
        if event.key not in ("enter", "escape"):
            return False
        self.is_left = True
        wanted = event.key == "enter"
        # Straight to the screen: a key that is pressed next must not come there before it.
        self.screen.post_message(FindBar.Wanted(self.value) if wanted else FindBar.Left())
        return True

    def _stand_still(self) -> None:
        self._gathering = None
        self._put_in()

    def _put_in(self) -> None:
        """Put the letters into the line, in place of what is selected."""
        letters, self._gathered = self._gathered, ""
        if letters:
            self.replace(letters, *self.selection)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if self.is_left:
            self.screen.post_message(events.Key(event.key, event.character))
            taken = True
        else:
            taken = self.take(event)
        if taken:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        self._put_in()
