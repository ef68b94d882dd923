"""Commands that tag with the kinds of a codebook's own."""

from __future__ import annotations

from collections.abc import Iterable

from store.defaults import DEFAULT_CODEBOOK
from store.model import Codebook
from tui.commands.base import Change, Command
from tui.untrusted import one_line

_BUILT_IN = frozenset(kind.name for kind in DEFAULT_CODEBOOK.kinds)
_LONGEST = 40


def own_commands(codebook: Codebook, commands: Iterable[Command]) -> tuple[Command, ...]:
    """A command for every kind of one's own, with its key where that is free among *commands*."""
    taken = {keys.split()[0] for command in commands for keys in command.keys}
    found = []
    for kind in codebook.kinds:
        if kind.name in _BUILT_IN:
            continue
        free = bool(kind.key) and kind.key not in taken and not kind.key.isdecimal()
        name = one_line(kind.name, _LONGEST)
        keys = (kind.key,) if free else ()
        title = f"Tag as: {name}"
        found.append(Change(f"tag-{kind.name}", title, "Tag", keys, "tag", (kind.name,)))
        taken.update(keys)
    return tuple(found)
