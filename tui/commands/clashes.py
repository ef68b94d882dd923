"""Keys and letters of a codebook that mean two things at once. Pure."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable

from store.model import Codebook
from tui.commands.base import Command, show_keys

_Keyed = tuple[str | None, str]
_MOST_NAMED = 3

DISPUTED = "!"
"""The letter in the margin that stands for a disputed claim, whatever its kind."""


def key_clashes(codebook: Codebook, commands: Iterable[Command]) -> dict[tuple[str, str], str]:
    """What is wrong with keys, by ("kind" or "code", its name), in words.

    A kind's key tags while an article is read, so that it must be free among *commands*; a code's
    key is pressed after `t`, where the digits stand for recent codes.
    """
    taken = {keys.split()[0]: command for command in commands for keys in command.keys}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    kinds = _by_key((kind.key, kind.name) for kind in codebook.kinds)
    letters = _by_key((kind.letter, kind.name) for kind in codebook.kinds)
    codes = _by_key((code.key, code.name) for code in codebook.codes)
    for kind in codebook.kinds:
        mine = ("kind", kind.name)
        command = taken.get(kind.key) if kind.key else None
        if command is not None and command.id != f"tag-{kind.name}":
            found[mine].append(f"its key {show_keys(kind.key)} is also “{command.title}”")
        if kind.key.isdecimal():
            found[mine].append(f"its key {kind.key} is a digit, which counts")
        found[mine] += _others("its key", kind.key, kind.name, kinds)
        found[mine] += _others("its letter", kind.letter, kind.name, letters)
        if kind.letter == DISPUTED:
            found[mine].append(f"its letter {DISPUTED} marks a disputed claim")
    for code in codebook.codes:
        if code.key and code.key.isdecimal():
            found["code", code.name].append(f"its key {code.key} is a digit: a recent code")
        found["code", code.name] += _others("its key", code.key, code.name, codes)
    return {whose: "; ".join(words) for whose, words in found.items() if words}


def free_keys(commands: Iterable[Command]) -> str:
    """The letters that begin nothing among *commands*."""
    taken = {keys.split()[0] for command in commands for keys in command.keys}
    return " ".join(letter for letter in string.ascii_letters if letter not in taken)


def _by_key(held: Iterable[_Keyed]) -> dict[str, list[str]]:
    """The names that have each key."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, name in held:
        if key:
            found[key].append(name)
    return found


def _others(what: str, key: str | None, name: str, held: dict[str, list[str]]) -> list[str]:
    same = held.get(key or "", [])
    others = [other for other in same[: _MOST_NAMED + 1] if other != name][:_MOST_NAMED]
    if not others:
        return []
    more = len(same) - 1 - len(others)
    return [f"{what} {key} is also that of {', '.join(others)}" + f" and {more} more" * (more > 0)]
