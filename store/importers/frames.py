"""Tables that only laid a page out, as html2text writes them: bars and dashes that say nothing.

Boards of old set each post in a table. A table of data has as many bars in each row as there are
in the dashes under its first; all other bars part what stood beside each other, as lines do.
"""

from __future__ import annotations

import re

_DASHES = re.compile(r"^[ \t]*---(?:\|---)*  $", re.MULTILINE)
"""html2text ends them with two blanks, as whoever writes a rule or a table himself does not."""
_FEWEST = 3
"""Where there are so many of these tables, all bars are theirs."""
_BAR = re.compile(r"[ \t]?\|(?=\s|$)")


def unframed(text: str, seen: str) -> str:
    """*seen*, the shadow of *text*, with a line for each cell of such a table and no dashes."""
    if _DASHES.search(text) is None:
        return seen
    lines = text.split("\n")
    shadows = seen.split("\n")
    rows = _data_rows(lines)
    dashes = [at for at, line in enumerate(lines) if at not in rows and _is_under(lines, at, line)]
    for at in dashes:
        shadows[at] = " " * len(lines[at])
    framed = len(dashes) >= _FEWEST
    beside = frozenset(at - 1 for at in dashes)
    for at, line in enumerate(lines):
        if "|" in line and at not in rows and (framed or at in beside or line.startswith("|")):
            shadows[at] = _BAR.sub(_parted, shadows[at])
    return "\n".join(shadows)


def _parted(bar: re.Match[str]) -> str:
    return "\n" * len(bar.group())


def _is_under(lines: list[str], at: int, line: str) -> bool:
    """Whether a line is the dashes under the first row of a table."""
    return at > 0 and _DASHES.match(line) is not None and bool(lines[at - 1].strip())


def _data_rows(lines: list[str]) -> set[int]:
    """The lines that are rows of data, and the dashes under the first of each table."""
    rows: set[int] = set()
    for at, line in enumerate(lines):
        bars = line.count("|")
        if not bars or not 0 < at < len(lines) - 1 or _DASHES.match(line) is None:
            continue
        below = at + 1
        while below < len(lines) and lines[below].count("|") == bars:
            below += 1
        if below > at + 1 and lines[at - 1].count("|") == bars:
            rows.update(range(at - 1, below))
    return rows
