"""Titles before a person's name: an office is told apart from the name, as in a quotation's role.

A form of address stays where it is all that goes with a surname (Professor Achieng, Ms Okafor): so
the text calls that person. Before a full name it goes, as other titles do: Dr. | Miriam Achieng.
"""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re

from store.suggest.lexicon import HONORIFICS, is_role
from store.suggest.namelists import GIVEN_NAMES, TITLES

_ADDRESSES = frozenset(
    "mr mrs ms mx miss dr prof professor doctor herr hr frau m mme mlle monsieur madame "
    "mademoiselle sr sra srta señor señora señorita don doña".split()
)
"""Forms of address, folded: no office, no rank."""

_LONGEST_TITLE = 24
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*\.?)\s+$")
_FIRST = re.compile(r"([^\W\d_][\w’'-]*)\.?\s+(?=\S)")


def is_title(word: str) -> bool:
    """Whether a word before a name is a title: an address, a rank, an office."""
    bare = word.rstrip(".")
    return (
        (bare in HONORIFICS and bare != "St")
        or bare.lower() in TITLES
        or bare.lower() in _ADDRESSES
    )


def untitled(text: str, start: int, end: int) -> tuple[int, int]:
    """A person's span without the titles before the name, but for an address before a surname."""
    kept = start
    while (word := _FIRST.match(text, start, end)) is not None:
        title = word.group(1)
        if not (is_title(title) or is_role(title.lower())):
            break
        if title in GIVEN_NAMES and " " not in text[word.end() : end]:
            break
        kept = start if title.lower() in _ADDRESSES else word.end()
        start = word.end()
    return (start if " " in text[start:end].strip() else kept), end


def title_at(text: str, start: int) -> str | None:
    """The title right before a name at *start*, or the one that the name begins with."""
    first = _FIRST.match(text, start)
    if first is not None and first.group(1).lower() in _ADDRESSES:
        return first.group().rstrip()
    before = _BEFORE.search(text, max(0, start - _LONGEST_TITLE), start)
    if before is None or not (is_title(before.group(1)) or is_role(before.group(1).lower())):
        return None
    return before.group(1)
