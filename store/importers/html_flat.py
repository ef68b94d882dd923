"""Pages nested deeper than a parser follows: made flatter before they are parsed, no text lost.

libxml2 stops at 2,048 open elements and drops what is inside. Tags deeper than any page of people
has them are left out; where one began a line, a line break stands for it.
"""

from __future__ import annotations

import re
from collections import Counter

from store.importers.html_names import INLINE, word_set

_DEEPEST = 500
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*)(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*+>",
    re.IGNORECASE | re.DOTALL,
)
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_IMPLIED = word_set("p li dt dd td th tr option")


def flattened(source: str) -> str:
    """*source* with no more than 500 elements open at once, all its text kept."""
    parts: list[str] = []
    stack: list[tuple[str, bool]] = []
    open_names: Counter[str] = Counter()
    at = 0
    for token in _TOKEN.finditer(source):
        name = (token["name"] or "").lower()
        if not name or name in _VOID:
            continue
        between = source[at : token.start()]
        if between:
            parts.append(between)
        at = token.end()
        tag = token[0]
        if token["end"]:
            if not open_names[name]:
                continue
            kept = _close(name, stack, open_names)
        else:
            if name in _IMPLIED and stack and stack[-1][0] == name:
                _close(name, stack, open_names)
            kept = len(stack) < _DEEPEST
            stack.append((name, kept))
            open_names[name] += 1
        if kept:
            parts.append(tag)
        elif name not in INLINE and parts[-1:] != ["<br>"]:
            parts.append("<br>")
    parts.append(source[at:])
    return "".join(parts)


def _close(name: str, stack: list[tuple[str, bool]], open_names: Counter[str]) -> bool:
    """Close the innermost *name* and all inside it; whether its own tag was kept."""
    while True:
        closed, kept = stack.pop()
        open_names[closed] -= 1
        if closed == name:
            return kept
