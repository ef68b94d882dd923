"""An article that is seen before its library is open: what is done at once, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from store.errors import PostilError
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.reading.desk import Contents, contents_of

if TYPE_CHECKING:
    from store.glimpse import Glimpse

_AT_ONCE = frozenset({"move", "extend", "quit"})
_FAR = frozenset({"top", "bottom"})
_MOST = 20
"""Times that a motion is made at once."""
_REACH = 20_000
"""Code points for which there must be blocks behind the caret, to move by as much as `_MOST`."""


class Arrival:
    """Holds back what needs the library, until that is open.

    Whoever moves about in a glimpse is answered at once. The first command that needs more is
    held, and with it every key after it.
    """

    def __init__(self, glimpse: Glimpse | None) -> None:
        """Before the library is open there is a *glimpse* of the article; None where it is open."""
        self.glimpse = glimpse
        self._commands: list[tuple[Command, int]] = []
        self._keys: list[events.Key] = []

    def takes_key(self, event: events.Key) -> bool:
        """Hold a key behind the command that is held; whether one is."""
        if self._commands:
            self._keys.append(event)
        return bool(self._commands)

    def holds(self, command: Command, count: int, caret: int) -> bool:
        """Hold *command*, unless it can be done now."""
        if self.glimpse is None or (not self._commands and self._can_do(command, count, caret)):
            return False
        self._commands.append((command, count))
        return True

    def _can_do(self, command: Command, count: int, caret: int) -> bool:
        if command.action not in _AT_ONCE or count > _MOST or not _FAR.isdisjoint(command.args):
            return False
        assert self.glimpse is not None
        reach = self.glimpse.reach
        return caret + _REACH < reach or reach == len(self.glimpse.text)

    def open_library(
        self, screen: CommandScreen, article: str, arrive: Callable[[Contents], None]
    ) -> None:
        """Have the library opened in the saving lane, so that every change comes after that; and
        *arrive* with what it holds of *article* (an id).
        """

        def load() -> Contents | PostilError:
            try:
                return contents_of(screen.library, article)
            except PostilError as error:
                return error

        def loaded(found: Contents | PostilError) -> None:
            if isinstance(found, PostilError):
                screen.app.give_up(found)
            else:
                arrive(found)

        screen.lane.submit(load, loaded, screen.app.give_up, counted=False)

    def end(self) -> tuple[list[tuple[Command, int]], list[events.Key]]:
        """The library is open: the commands that were held, and the keys after them."""
        held = self._commands, self._keys
        self.glimpse, self._commands, self._keys = None, [], []
        return held
