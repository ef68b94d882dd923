"""What a screen is put together from: parts, each of which does some of its commands."""

from __future__ import annotations

from tui.commands.base import Command


class Part:
    """Does commands: a method `do_<action>` for each; one that asks the reader is a coroutine.

    A part is given what it works with when it is made: the screen as far as all screens go
    together (`CommandScreen`: asking, telling, saving), and what else it needs by name.
    """

    def can_do(self, command: Command) -> bool | None:
        """Whether one of its commands does anything now: False hides it in the footer, None dims
        it.
        """
        del command
        return True
