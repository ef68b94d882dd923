"""The line in which a search or a filter is typed."""

from __future__ import annotations

from functools import cached_property

from textual import events
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.untrusted import content


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
        & > .find--found { width: auto; padding: 0 1; color: $text-muted; }
    }
    """

    class Typed(Message):
        """What is typed so far."""

        def __init__(self, query: str) -> None:
            """It is *query*."""
            super().__init__()
            self.query = query

    class Wanted(Message):
        """Enter: go there."""

        def __init__(self, query: str) -> None:
            """To *query*."""
            super().__init__()
            self.query = query

    class Left(Message):
        """Escape: never mind."""

    def __init__(self, label: str, id: str | None = None) -> None:
        """A closed bar called *label*."""
        super().__init__(id=id)
        self._label = label

    @cached_property
    def _input(self) -> Input:
        return Input(compact=True)

    @cached_property
    def _found(self) -> Static:
        return Static("", classes="find--found", markup=False)

    def open(self) -> None:
        """Show the bar and put the cursor in it, the old text selected."""
        if not self.children:
            label = Static(self._label, classes="find--label", markup=False)
            self.mount(label, self._input, self._found)
        self.add_class("open")
        self.screen.set_focus(self._input)
        self._input.action_select_all()

    def clear(self) -> None:
        """Forget what was typed, without a message."""
        with self.prevent(Input.Changed):
            self._input.value = ""
        self.say("")

    def close(self) -> None:
        """Hide the bar."""
        self.remove_class("open")

    def say(self, words: str) -> None:
        """Say how many were found."""
        self._found.update(content(words))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass on that it is wanted."""
        event.stop()
        self.post_message(self.Wanted(event.value))

    def on_key(self, event: events.Key) -> None:
        """Escape leaves."""
        if event.key == "escape":
            event.stop()
            self.post_message(self.Left())
