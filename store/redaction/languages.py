"""Whether texts are in languages that put endings behind names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.exporters.base import StoredArticle

_WITH_CASES = (
    *("be", "bg", "bs", "cs", "el", "et", "fi", "hr", "hu", "is", "la", "lt", "lv", "mk", "pl"),
    *("ro", "ru", "sk", "sl", "sq", "sr", "tr", "uk"),
)
_THEIRS = re.compile("[ąćęłńśźżčďěňřšťůžőűāēģīķļņūėįųđ]", re.IGNORECASE)
"""Letters of such languages that others have hardly."""
_SHARE = 0.004
"""The share of them in a text that is in one."""
_LOOKED_AT = 20_000


def has_cases(articles: Iterable[StoredArticle]) -> bool:
    """Whether some of *articles* is in a language with cases, by what it says of itself or by its
    letters.
    """
    return any(
        (stored.record.language or "").lower()[:2] in _WITH_CASES
        or _looks_so(stored.text[:_LOOKED_AT])
        for stored in articles
    )


def _looks_so(text: str) -> bool:
    return len(_THEIRS.findall(text)) > max(3, _SHARE * len(text))
