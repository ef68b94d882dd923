"""Writes README's tables of keys and keystrokes from the code, so that they cannot go stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.keystrokes import keystroke_table  # noqa: E402 (the path comes first)
from tui.commands.base import Command  # noqa: E402
from tui.commands.screens import SCREENS  # noqa: E402


def key_table(commands: Iterable[Command]) -> str:
    """A Markdown table: keys, what they do, in the commands' order; commands without keys last."""
    rows = ["| keys | do |", "|---|---|"]
    for command in commands:
        keys = " · ".join(f"`{keys}`" for keys in command.shown_keys.split("  ") if keys)
        rows.append(f"| {keys.replace('|', chr(92) + '|') or 'ctrl+p only'} | {command.title} |")
    return "\n".join(rows)


def with_tables(readme: str) -> str:
    """*readme* with its tables of keys and keystrokes as they should be."""
    tables = {f"keys: {name}": key_table(commands) for name, commands in SCREENS.items()}
    tables["keystrokes"] = keystroke_table()
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->\n", "<!-- end -->"
        before, _, rest = readme.partition(begin)
        _, _, after = rest.partition(end)
        readme = f"{before}{begin}{table}\n{end}{after}"
    return readme


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
