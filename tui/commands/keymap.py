"""A person's own keys over the declared ones, checked so that no key means two things. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tui.commands.base import Command

Keys = tuple[str, ...]
KEPT = "palette"
"""The command that must have a key: through it all others can be reached."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of commands that have others than declared, by the commands' ids."""

    keys: Mapping[str, Keys] = field(default_factory=dict)

    def over(self, commands: tuple[Command, ...]) -> tuple[Command, ...]:
        """*commands* with their keys as they are here."""
        if not self.keys:
            return commands
        return tuple(replace(c, keys=self.keys[c.id]) if c.id in self.keys else c for c in commands)


@dataclass(frozen=True, slots=True)
class Clash:
    """Why the keys wanted for a command can't be had."""

    id: str
    why: str


def settled(
    wanted: Mapping[str, Keys], screens: Mapping[str, tuple[Command, ...]]
) -> tuple[Keymap, list[Clash]]:
    """What can be had of *wanted*, and what can't and why.

    Keys may be swapped; a command whose own keys clash keeps its declared ones. *wanted* is in
    the order of the file: of two that want one key, the first has it.
    """
    kept = dict(wanted)
    clashes: list[Clash] = []
    if kept.get(KEPT) == ():
        del kept[KEPT]
        clashes.append(Clash(KEPT, "it needs a key, for through it all commands can be reached"))
    while (clash := _first_clash(kept, screens)) is not None:
        del kept[clash.id]
        clashes.append(clash)
    return Keymap(kept), clashes


def _first_clash(
    wanted: Mapping[str, Keys], screens: Mapping[str, tuple[Command, ...]]
) -> Clash | None:
    for name, commands in screens.items():
        for one, other, clash in _pairs(Keymap(wanted).over(commands)):
            id_ = _later(wanted, one.id, other.id)
            if id_ is not None:
                rival = other if id_ == one.id else one
                return Clash(
                    id_,
                    f"{clash} “{rival.title}” ({rival.id}) on the {name} screen; "
                    "give one of the two another key",
                )
    return None


def _later(wanted: Mapping[str, Keys], one: str, other: str) -> str | None:
    """Which of two clashing commands gives way: the one with wanted keys, the later of two."""
    found = [id_ for id_ in wanted if id_ in (one, other)]
    return found[-1] if found else None


def _pairs(commands: Iterable[Command]) -> Iterator[tuple[Command, Command, str]]:
    """Commands of which one has the other's key, or its beginning, and what is the matter."""
    held: dict[Keys, Command] = {}
    for command in commands:
        for keys in command.keys:
            rival = held.setdefault(tuple(keys.split()), command)
            if rival is not command:
                yield rival, command, f"{keys} is already"
    for sequence, command in held.items():
        for length in range(1, len(sequence)):
            rival_ = held.get(sequence[:length])
            if rival_ is not None:
                keys, start = " ".join(sequence), " ".join(sequence[:length])
                yield rival_, command, f"{keys} begins with {start}, and that clashes with"
