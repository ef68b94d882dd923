"""`postil config`: the settings file, what it says and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import DONE, PARTLY

if TYPE_CHECKING:
    from tui.settings import Loaded


@click.group("config")
def config_command() -> None:
    """The settings: keys, colours, reading aids, in one TOML file."""


@config_command.command("path")
def path() -> None:
    """Print where the settings file is, or would be (POSTIL_CONFIG names another)."""
    from tui.config import config_file

    say(str(config_file()))


@config_command.command("default")
def default() -> None:
    """Print a settings file with everything in it, commented out."""
    from tui.settings.default_file import default_file

    say(default_file().rstrip("\n"))


@config_command.command("check")
def check() -> int:
    """Check the settings file; exit with 1 where something in it is wrong."""
    loaded = _loaded()
    for problem in loaded.problems:
        say(problem)
    if not loaded.problems:
        say("The settings are in order.")
    return PARTLY if loaded.problems else DONE


@config_command.command("show")
@json_option
def show(as_json: bool) -> None:
    """Print the settings in force, with every command's keys."""
    from tui.commands.screens import SCREENS

    loaded = _loaded()
    values = {
        name: getattr(loaded.settings, name)
        for name in loaded.settings.__struct_fields__
        if name != "keymap"
    }
    screens = {name: loaded.settings.keymap.over(commands) for name, commands in SCREENS.items()}
    if as_json:
        keys = {
            name: {command.id: list(command.keys) for command in commands}
            for name, commands in screens.items()
        }
        emit({**values, "keys": keys, "problems": list(loaded.problems)})
        return
    for problem in loaded.problems:
        tell(problem)
    for name, value in values.items():
        say(f"{name} = {_told(value)}")
    for name, commands in screens.items():
        say(f"keys on the {name} screen")
        for command in commands:
            say(f"    {command.id:<22} {command.shown_keys or '-':<18} {command.title}")


def _loaded() -> Loaded:
    from tui.settings import load
    from tui.themes import theme_names

    return load(theme_names())


def _told(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value != "" else "-"
