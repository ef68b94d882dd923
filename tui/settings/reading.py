"""From the settings file to settings; what is wrong is told by line, and the rest is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from store.errors import InputError
from tui.commands.keymap import Keys, settled
from tui.commands.screens import SCREENS
from tui.commands.spelling import SpellingError, spelled
from tui.config import config_file, settings_text
from tui.settings.values import OPTIONS, Settings
from tui.untrusted import one_line

_LONGEST = 300
_MOST_TOLD = 100
"""Problems that are told: to look for each one's line reads the file once more."""


class Loaded(Struct, frozen=True):
    """Settings, and what of the file is not in them and why: a line each, fit for a screen."""

    settings: Settings
    problems: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """All problems in one short line; empty without any."""
        if not self.problems:
            return ""
        more = len(self.problems) - 1
        first = self.problems[0].removesuffix(".")
        return first + (f" (+{more} more: postil config check)" if more else "")


def load(themes: Collection[str] = ()) -> Loaded:
    """Read the settings file; *themes* are the names there are (none: any name is taken)."""
    path = config_file()
    try:
        toml, document = settings_text(path)
    except InputError as error:
        return Loaded(Settings(), (one_line(error.message, _LONGEST),))
    return checked(path, toml, document, themes)


def checked(
    path: Path, toml: str, document: dict[str, Any], themes: Collection[str] = ()
) -> Loaded:
    """The settings in *document*, which is what *toml*, the text of the file at *path*, says."""
    problems: list[tuple[int, str]] = []

    def complain(what: str, *where: str) -> None:
        if len(problems) >= _MOST_TOLD:
            return
        from tui.settings.lines import line_of

        line = line_of(toml, *where)
        place = f"{path.name}, line {line}: " if line else f"{path.name}: "
        stop = "" if what.endswith("?") else "."
        problems.append((line or 0, one_line(f"{place}{what}{stop}", _LONGEST)))

    values: dict[str, Any] = {}
    options = {option.name: option for option in OPTIONS}
    held = set(Settings.__struct_fields__)
    for name, value in document.items():
        if name == "keys":
            continue
        option = options.get(name)
        if option is None:
            complain(f"there is no setting '{name}'{_nearest(name, [*options, 'keys'])}", name)
        elif (fault := option.fault(value)) is not None:
            complain(fault, name)
        elif name == "theme" and themes and value not in themes:
            complain(f"there is no theme '{value}'{_nearest(value, themes)}", name)
        elif name in held:
            values[name] = value
    wanted: dict[str, Keys] = {}
    table = document.get("keys", {})
    if not isinstance(table, dict):
        complain('keys must be a table: write [keys], below it lines such as undo = "u"', "keys")
        table = {}
    ids = {command.id for commands in SCREENS.values() for command in commands}
    for name, value in table.items():
        if name not in ids:
            complain(f"there is no command '{name}'{_nearest(name, ids)}", "keys", name)
            continue
        try:
            wanted[name] = _keys(value)
        except SpellingError as error:
            complain(f"{name}: {error}", "keys", name)
    keymap, clashes = settled(wanted, SCREENS)
    for clash in clashes:
        complain(f"{clash.id}: {clash.why}", "keys", clash.id)
    problems.sort(key=lambda problem: problem[0])
    return Loaded(Settings(keymap=keymap, **values), tuple(told for _, told in problems))


def _keys(value: object) -> Keys:
    """The keys of one command: a text, or a list of texts. Raises SpellingError."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SpellingError('write a key in quotation marks, or several like ["u", "ctrl+z"]')
    return tuple(dict.fromkeys(spelled(one) for one in value))


def _nearest(name: str, known: Iterable[str]) -> str:
    """A hint at the names that look like *name*."""
    from difflib import get_close_matches

    name = name[:_LONGEST]
    known = sorted(known)
    parts = [one for one in known if len(name) > 2 and (name in one or one in name)]
    near = [*get_close_matches(name, known, n=3, cutoff=0.7), *parts]
    names = list(dict.fromkeys(near))[:3]
    if not names:
        return "; `postil config default` lists all there are"
    return "; did you mean " + " or ".join(names) + "?"
