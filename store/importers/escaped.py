"""Text whose character references were escaped once more on their way: "it&#8217;s". Pure, linear.

Some sites and feeds escape what is escaped already, so that readers see the reference and not its
character. Markup stays what it is: references of "<" and ">" are left alone, and so is all in code.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_LEAST = 3
_REFERENCE = r"(#(?:[0-9]{2,6}|x[0-9a-f]{2,5})|[a-z]{1,8}[0-9]{0,2})"
_IN_TEXT = re.compile(rf"(?P<code>(?!))|&(?:amp;)*{_REFERENCE};", re.IGNORECASE)
_IN_MARKUP = re.compile(
    rf"(?P<code><(pre|code|script|style|textarea)\b.*?(?:</\2|\Z))|&amp;(?:amp;)*{_REFERENCE};",
    re.IGNORECASE | re.DOTALL,
)


def unescaped(source: str, markup: bool) -> str | None:
    """*source* with such references put right, or None where there are not several of them.

    In *markup* they become references again, in other text the characters themselves.
    """
    pattern = _IN_MARKUP if markup else _IN_TEXT
    if "&" not in source or sum(map(_is_telling, pattern.finditer(source))) < _LEAST:
        return None

    def right(found: re.Match[str]) -> str:
        if not (_is_telling(found) or (found[found.re.groups] or "").lower() == "amp"):
            return found[0]
        reference = f"&{found[found.re.groups]};"
        return reference if markup else unescape(reference)

    return pattern.sub(right, source)


def _is_telling(found: re.Match[str]) -> bool:
    """Whether it is the reference of a character that people write and nobody types as one."""
    name = found[found.re.groups]
    if found["code"] is not None or name is None:
        return False
    if not name.startswith("#") and f"{name};" not in html5:
        return False
    character = unescape(f"&{name};")
    return character > "\x9f" or (character in {"'", '"'} and name.startswith("#"))
