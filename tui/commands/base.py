"""What a command is."""

from __future__ import annotations

from functools import partial

from msgspec import Struct


class Command(Struct, frozen=True):
    """Something a person can do on a screen.

    `keys` are key presses, or sequences written with blanks (`] c`). `action` names the screen's
    method `do_<action>`, which is called with `args` and, where `counts`, the count typed before
    the key. `footer` is the short label for the footer, if it is shown there. One that `leaps`
    goes to a place from which a reader may want to come back; one that `changes` stores something,
    and is not to be had in a library that is open for reading only.
    """

    id: str
    title: str
    group: str
    keys: tuple[str, ...]
    action: str
    args: tuple[str, ...] = ()
    footer: str = ""
    counts: bool = False
    leaps: bool = False
    changes: bool = False

    @property
    def shown_keys(self) -> str:
        """The keys as a person reads them."""
        return "  ".join(show_keys(keys) for keys in self.keys)


Change = partial(Command, changes=True)
"""A command that stores something."""

_NAMES = {
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "shift+left": "Shift+←",
    "shift+right": "Shift+→",
    "shift+up": "Shift+↑",
    "shift+down": "Shift+↓",
    "ctrl+left": "Ctrl+←",
    "ctrl+right": "Ctrl+→",
    "ctrl+home": "Ctrl+Home",
    "ctrl+end": "Ctrl+End",
}


def show_keys(keys: str) -> str:
    """One key sequence as a person reads it: `] c`, `PgDn`, `ctrl+r`."""
    return " ".join(_NAMES.get(key, key) for key in keys.split())
