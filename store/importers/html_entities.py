"""Character references that HTML 5 names and the parser, which knows HTML 4, does not. Pure."""

from __future__ import annotations

import re
from html.entities import html5, name2codepoint

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")


def numbered(source: str) -> str:
    """*source* with names such as "&apos;" as numbers, which every parser knows."""
    return _NAMED.sub(_number, source) if "&" in source else source


def _number(match: re.Match[str]) -> str:
    name = match[1]
    if name in name2codepoint:
        return match[0]
    value = html5.get(f"{name};")
    return match[0] if value is None else "".join(f"&#{ord(letter)};" for letter in value)
