"""Whether a project's end positions are exclusive, as ours, or inclusive, as some programs have it.

The specification does not say. A selection's name often begins with its words, which decides;
else the reading wins that cuts fewer words in two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A selection's positions and name, in the text it stands in."""

    text: str
    start: int
    end: int
    name: str


def are_inclusive(stretches: Iterable[Stretch]) -> bool:
    """Whether the ends include the last character, by most of the selections that tell."""
    by_name = by_words = 0
    for one in stretches:
        shorter = _folded(one.text[one.start : one.end])
        longer = _folded(one.text[one.start : one.end + 1])
        named = _folded(one.name)
        if shorter == longer:
            continue
        by_name += (named == longer) - (named == shorter)
        by_words += _cuts(one.text, one.end) - _cuts(one.text, one.end + 1)
    return by_name > 0 if by_name else by_words > 0


def _folded(words: str) -> str:
    return " ".join(words.split())


def _cuts(text: str, at: int) -> bool:
    """Whether position *at* is within a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
