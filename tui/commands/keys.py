"""Key presses to commands: counts and sequences, as in vi. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tui.commands.base import Command

MOST = 9999
"""The largest count that is taken."""


class Press(Struct, frozen=True):
    """What a key press came to: a command with its count, or a sequence still under way."""

    command: Command | None = None
    count: int = 1
    pending: str = ""
    known: bool = True


def token(key: str, character: str | None) -> str:
    """The name of a key press as commands spell it: the character, or the key's name."""
    if character is not None and character.isprintable() and not character.isspace():
        return character
    return key


class KeyReader:
    """Follows the keys of one screen. A digit opens a count unless a sequence is under way."""

    def __init__(self, commands: Iterable[Command]) -> None:
        """Know the keys of *commands*."""
        self._by_keys = {tuple(keys.split()): c for c in commands for keys in c.keys}
        self._prefixes = {keys[:n] for keys in self._by_keys for n in range(1, len(keys))}
        self._digits = ""
        self._pressed: tuple[str, ...] = ()

    @property
    def pending(self) -> str:
        """What was typed and waits for more."""
        return self._digits + " ".join(self._pressed)

    def feed(self, pressed: str) -> Press:
        """Take one key press."""
        if not self._pressed and pressed.isdecimal() and pressed.isascii():
            if self._digits or pressed != "0":
                self._digits = str(min(MOST, int(self._digits + pressed)))
                return Press(pending=self.pending)
        elif pressed == "escape" and self.pending:
            self.reset()
            return Press()
        keys = (*self._pressed, pressed)
        if keys in self._prefixes:
            self._pressed = keys
            return Press(pending=self.pending)
        command = self._by_keys.get(keys)
        count = int(self._digits or 1)
        known = command is not None or bool(self._pressed)
        self.reset()
        return Press(command=command, count=count, known=known)

    def reset(self) -> None:
        """Forget what was typed."""
        self._digits, self._pressed = "", ()
