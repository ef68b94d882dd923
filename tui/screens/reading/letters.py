"""Waiting for a letter: while somebody does, every key is one."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from tui.commands.keys import token
from tui.screens.base import CommandScreen


class Letters:
    """Hands the next letter to whoever waits for it."""

    def __init__(self, screen: CommandScreen) -> None:
        """Of the keys that are pressed on *screen*; nobody waits yet."""
        self._screen = screen
        self._take: Callable[[str], bool] | None = None
        self.prompt = ""
        """What the footer says instead of commands; empty while nobody waits."""

    def wait(self, prompt: str, take: Callable[[str], bool]) -> None:
        """Give *take* the next letter, and as long as it returns True those after that.

        A key that is no letter comes by its name. Who waited before is left as by escape.
        """
        if self._take is not None:
            self._take("escape")
        self.prompt, self._take = prompt, take

    def takes_key(self, event: events.Key) -> bool:
        """Take a key for the letter that is waited for; whether one was."""
        take = self._take
        if take is None or isinstance(self._screen.focused, Input):
            return False
        if not take(token(event.key, event.character)):
            self.prompt, self._take = "", None
        self._screen.refresh_footer()
        return True
