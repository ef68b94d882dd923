"""On which line of a TOML file something stands: `tomllib` does not say. Pure."""

from __future__ import annotations

import re

_TABLE = re.compile(r"[ \t]*\[\[?\s*([^\[\]]+?)\s*\]\]?[ \t]*(?:#.*)?$")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_KEY = re.compile(rf"[ \t]*((?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*)\s*=")


def line_of(toml: str, *path: str) -> int | None:
    """The number, from 1, of the line that sets *path* (a key, or a table and its key).

    The first line of the table itself where the key has none of its own; None where neither is
    found. A multi-line text may hide or fake a line: this only points, it decides nothing.
    """
    table: tuple[str, ...] = ()
    found_table: int | None = None
    for number, line in enumerate(toml.split("\n"), 1):
        if (head := _TABLE.match(line)) is not None:
            table = _parts(head[1])
            if table == path[: len(table)] and found_table is None:
                found_table = number
        elif (key := _KEY.match(line)) is not None:
            whole = (*table, *_parts(key[1]))
            if whole == path or whole == path[: len(whole)]:
                return number
    return found_table


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))
