"""Where html2text has broken a line that was none in the page. Pure, linear.

It fills lines up to a width and knows links by their addresses only as letters, so that a break
may fall inside a link, a name or a date. A line that the page broke itself ends with two blanks.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

WIDTH = 78
"""The width html2text fills lines up to unless it is told otherwise."""
_FEWEST_LINKS = 2
_LINK = re.compile(r"\]\((?:<?https?://|\.{0,2}/|[#?]\w|mailto:|javascript:|[\w-]{1,80}\.\w)")
_FIRST = re.compile(r"\S+?(?:(?<=[^\W\d]{2}-)(?=[^\W\d]-?[^\W\d])|(?=\s|$))")
"""What must have had room on the line above: a word, or a part of it up to a hyphen, as Python's
textwrap parts them.
"""
_BEGINS = re.compile(r"\s|#{1,6}\s|\||>|```|---")
"""How a line begins that no wrap has made: what a list holds is set in."""
_QUOTED = re.compile(r"(?:>\s?)+")
_TO_ADDRESS = r"\]\((?:[^()\[\]]++|\([^()\[\]]{0,200}+\))*+\)"
_MENU = re.compile(rf"(?:[\s|·•,/–-]{{0,4}}\[[^\[\]]{{0,100}}{_TO_ADDRESS}){{3,}}\s{{0,4}}")
"""Links and nothing else."""
_NEXT = re.compile(r"(?<=\))[\s|·•,/–-]{0,4}\[")


def unwrapped(text: str, seen: str) -> str:
    """*seen*, the shadow of *text*, with a blank for each line break that only a wrap has made.

    The links of a menu stand on a line each.
    """
    if sum(1 for _ in islice(_LINK.finditer(text), _FEWEST_LINKS)) < _FEWEST_LINKS:
        return seen
    parts: list[str] = []
    wraps: list[tuple[int, int]] = []
    row = at = 0
    for line, following in pairwise([*text.split("\n"), ""]):
        at += len(line)
        signs = _signs(line, following)
        if signs is None:
            parts.append(_joined(text, seen, row, at, wraps))
            row, wraps = at, []
        else:
            wraps.append((at, at + 1 + signs))
        at += 1
    return "".join(parts)


def _joined(text: str, seen: str, start: int, end: int, wraps: list[tuple[int, int]]) -> str:
    """seen[start:end], which is one row, with blanks for its *wraps*; links parted in a menu."""
    parts: list[str] = []
    at = start
    for begin, stop in wraps:
        parts += seen[at:begin], " " * (stop - begin)
        at = stop
    row = "".join((*parts, seen[at:end]))
    if text.find("](", start, end) >= 0 and _MENU.fullmatch(text, start, end) is not None:
        parted = list(row)
        for gap in _NEXT.finditer(text, start, end):
            parted[gap.end() - 1 - start] = "\n"
        return "".join(parted)
    return row


def _signs(line: str, following: str) -> int | None:
    """How many signs of quoting *following* begins with, if only a wrap has parted the two."""
    if not line.strip() or not following.strip() or line.endswith("  "):
        return None
    if len(line) > WIDTH and " " in line.strip():
        return None  # it would have been broken itself
    quoted = _QUOTED.match(following) if line.startswith(">") else None
    signs = 0 if quoted is None else quoted.end()
    if _BEGINS.match(following, signs) is not None:
        return None
    first = _FIRST.match(following, signs)
    if first is None:
        return None
    room = WIDTH - len(line) - signs - (not line.endswith("-"))
    return signs if first.end() - first.start() > room else None
