"""Acronyms bound to their long forms, after Schwartz & Hearst, "A Simple Algorithm for
Identifying Abbreviation Definitions in Biomedical Text", PSB 2003.
"""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from dataclasses import dataclass

_SHORT = re.compile(r"[(\[](?:the )?([^\W_][\w&./-]{1,11})(?:[,;][^()\[\]\n]{0,40})?[)\]]")
_STEPPED_OVER = frozenset(
    "of the and for in on to a an de la le les des der die und für y e".split()
)
_LEADING = frozenset("the a an this its their our le la les die der das el los".split())
_WORD = re.compile(r"[^\s()\[\]\"“”„«»]+")
_MOST_CHARACTERS = 220


@dataclass(frozen=True, slots=True)
class Acronym:
    """text[short[0]:short[1]] abbreviates text[long[0]:long[1]]."""

    short: tuple[int, int]
    long: tuple[int, int]


def acronyms(text: str, start: int, end: int) -> tuple[Acronym, ...]:
    """The definitions "Long Form (LF)" of text[start:end], in order."""
    found: list[Acronym] = []
    floor = start
    for match in _SHORT.finditer(text, start, end):
        short = match.group(1)
        if sum(letter.isupper() for letter in short) * 2 < len(short.rstrip("s")):
            continue
        window = max(floor, match.start() - _MOST_CHARACTERS)
        words = [word.span() for word in _WORD.finditer(text, window, match.start())]
        first = _long_form(text, words, short)
        if first is not None:
            found.append(Acronym(match.span(1), (words[first][0], words[-1][1])))
            floor = match.end()
    return tuple(found)


def _long_form(text: str, words: list[tuple[int, int]], short: str) -> int | None:
    """The index of the long form's first word: letters matched from the right, as published.

    At most min(|A| + 5, 2|A|) words are tried, function words not counted. The first letter must
    begin a word; of several such words the nearest is taken.
    """
    letters = [letter.lower() for letter in short.rstrip("s") if letter.isalnum()]
    limit = min(len(letters) + 5, len(letters) * 2)
    if not letters or not words or text[words[-1][1] - 1] in ".,;:!?":
        return None
    left = len(letters) - 1
    counted = 0
    for index in range(len(words) - 1, -1, -1):
        start, end = words[index]
        word = text[start:end].lower()
        if counted and word[-1] in ".;:!?":
            return None
        skipped = word in _STEPPED_OVER
        counted += not skipped
        if counted > limit:
            return None
        left = _eat(word, letters, left, starts_only=skipped)
        if left < 0:
            return None if word in _LEADING else index
    return None


def _eat(word: str, letters: list[str], left: int, *, starts_only: bool) -> int:
    """Match letters[..left] from the right of *word*, letters[0] only where a part starts."""
    if starts_only:
        return left - (word[0] == letters[left])
    for at in range(len(word) - 1, -1, -1):
        if left >= 0 and word[at] == letters[left]:
            begins = at == 0 or not word[at - 1].isalnum()
            if begins or left > 0:
                left -= 1
    return left
