"""Patterns of many set words made quick: for words in lower case, and grouped by first letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLASS = re.compile(r"\[[^\]]*\]|\\.|.", re.DOTALL)


def for_lower(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """*pattern* for words in lower case: thrice as fast as one that has no regard to case."""
    return re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)


def for_lowered(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """*pattern* for what `lowered` gives of a text, where it stands at the same offsets."""
    return re.compile(pattern.pattern.replace("ı", "i"), pattern.flags & ~re.IGNORECASE)


def lowered(text: str) -> str:
    """*text* in lower case and of the same length; Turkish's two letters i are one."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i")


def grouped(names: Iterable[str]) -> str:
    """Alternatives of a pattern for *names*, those of one first letter behind that letter.

    Each begins with a letter or a class, which nothing quantifies. Those of one first letter keep
    their order.
    """
    rests: dict[str, list[str]] = {}
    for name in names:
        first = _CLASS.match(name)
        assert first is not None
        rests.setdefault(first[0], []).append(name[first.end() :])
    return "|".join(
        first + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
        for first, rest in rests.items()
    )
