"""The screen's commands in the command palette."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from functools import partial

from rich.markup import escape
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.untrusted import visible


class Palette(CommandPalette):
    """Textual's palette, which fails when a list that shows nothing is asked to page."""

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)


class CommandProvider(Provider):
    """Offers the commands of the screen in the command palette."""

    async def discover(self) -> Hits:
        """Every command on a line of its own; one that can't be done now says why."""
        for command in self._commands():
            yield DiscoveryHit(self._label(command), self._run(command))

    async def search(self, query: str) -> Hits:
        """The commands that fit *query*, best first."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(f"{command.title} {command.id}")
            if score > 0:
                label = matcher.highlight(self._label(command))
                yield Hit(score, label, self._run(command))

    def _commands(self) -> Iterable[Command]:
        screen = self.screen
        return screen.offered if isinstance(screen, CommandScreen) else ()

    @staticmethod
    def _label(command: Command) -> str:
        # The palette reads markup, and a kind may be called anything.
        label = f"{command.title}  ({command.shown_keys})" if command.keys else command.title
        return escape(visible(label))

    def _run(self, command: Command) -> Callable[[], None]:
        screen = self.screen
        assert isinstance(screen, CommandScreen)
        return partial(screen.run_command, command)
