"""The settings file as it would be if everything in it were as it is without one."""

from __future__ import annotations

import json
from typing import Any

from tui.commands.screens import SCREENS
from tui.settings.values import OPTIONS

_HEAD = """\
# Settings of Postil. Save this as the file that `postil config path` names, take the # away
# before what you want to change, and leave the rest: what is not set is as it says here.
# `postil config check` says what is wrong in it, line by line.
"""
_KEYS = """\
[keys]
# Keys are written as a text, or several as a list: ["u", "ctrl+z"]; [] takes all keys away.
# A sequence has blanks between its keys: "g g". Names: enter escape tab space backspace delete
# home end pageup pagedown up down left right f1 to f24, with ctrl+ alt+ shift+ before them.
# What a terminal can't tell apart is refused (ctrl+i is tab), and so is a key that means two
# things on one screen.
"""


def default_file() -> str:
    """The text: every setting and every command's keys, commented out, with what they do."""
    parts = [_HEAD]
    for option in OPTIONS:
        choices = f" One of {', '.join(option.choices)}." if option.choices else ""
        span = f" From {option.low} to {option.high}." if option.high else ""
        setting = f"# {option.name} = {_toml(option.default)}\n"
        parts.append(f"# {option.comment}{choices}{span}\n{setting}")
    parts.append(_KEYS)
    seen: set[str] = set()
    for name, commands in SCREENS.items():
        lines = [f"# -- {name} screen" if seen else f"# -- {name} screen, and those on all screens"]
        for command in commands:
            if command.id not in seen:
                seen.add(command.id)
                setting = f"# {command.id} = {_toml(list(command.keys))}"
                lines.append(f"{setting:<44} # {command.title}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
