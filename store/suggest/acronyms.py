"""Acronyms bound to their long forms, after Schwartz & Hearst, "A Simple Algorithm for
Identifying Abbreviation Definitions in Biomedical Text", PSB 2003.

Beyond it: either may stand in the brackets; "Long Form, or LF," and "LF = long form" bind too;
letters may stand in another order than the words they begin (Fast Organization: OF…); an X may
stand for ex-.
"""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHORT = re.compile(r"[(\[](?:the )?([^\W_][\w&./-]{1,11})(?:[,;][^()\[\]\n]{0,40})?[)\]]")
_BRACKETED = re.compile(
    r"(?<![\w-])([A-ZÀ-Þ][\w&./-]{1,11})\s?[(\[](?:the )?([^()\[\]\n]{4,160})[)\]]"
)
_APPOSED = re.compile(
    r",? (?:or|ou|oder|o|kurz|known as|abbreviated as|abbreviated|shortened to)(?: the)? "
    r"[“\"‘']?([A-ZÀ-Þ][A-ZÀ-Þ&.-]{1,9}s?)(?=[”\"’']?(?:[,.;)]|\s|$))"
)
_EQUATED = re.compile(
    r"(?<![\w-])([A-ZÀ-Þ][\w&./-]{1,11})"
    r"(?: ?= ?|,? (?:stands for|is short for|steht für) (?:the )?)([^()=\n.;]{4,120})"
)
_STEPPED_OVER = frozenset(
    "of the and for in on to a an de la le les des der die und für y e".split()
)
_LEADING = frozenset("the a an this its their our le la les die der das el los".split())
_WORD = re.compile(r"[^\s()\[\]\"“”„«»]+")
_ELIDED = re.compile(r"[LlDd][’'](?=\w)")
_MOST_CHARACTERS = 220


@dataclass(frozen=True, slots=True)
class Acronym:
    """text[short[0]:short[1]] abbreviates text[long[0]:long[1]]."""

    short: tuple[int, int]
    long: tuple[int, int]


def acronyms(text: str, start: int, end: int) -> tuple[Acronym, ...]:
    """The definitions of text[start:end] in order: "Long Form (LF)", "LF (Long Form)" and such."""
    found: list[Acronym] = []
    floor = start
    for match in sorted(
        (match for shape in (_SHORT, _APPOSED) for match in shape.finditer(text, start, end)),
        key=lambda match: match.start(),
    ):
        short = match.group(1)
        if match.start() < floor or not _is_short(short):
            continue
        window = max(floor, match.start() - _MOST_CHARACTERS)
        words = _words(text, window, match.start())
        while words and words[-1][1] - words[-1][0] == 1 and text[words[-1][0]] == ",":
            words.pop()
        first = _long_form(text, words, short)
        if first is not None:
            found.append(Acronym(match.span(1), (words[first][0], words[-1][1])))
            floor = match.end()
    taken = {bound.short[0] for bound in found}
    found += [
        bound
        for shape in (_BRACKETED, _EQUATED)
        for match in shape.finditer(text, start, end)
        if match.start(1) not in taken and (bound := _explained(text, match)) is not None
    ]
    return tuple(_apart(found))


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of text[start:end], without the elided article of L’Union, d’Union."""
    return [
        (word.start() + (2 if _ELIDED.match(text, word.start(), word.end()) else 0), word.end())
        for word in _WORD.finditer(text, start, end)
    ]


def _apart(found: list[Acronym]) -> Iterator[Acronym]:
    """Definitions in order, none that begins inside another."""
    end = -1
    for bound in sorted(found, key=lambda bound: min(bound.short[0], bound.long[0])):
        if min(bound.short[0], bound.long[0]) >= end:
            yield bound
            end = max(bound.short[1], bound.long[1])


def _is_short(short: str) -> bool:
    """Whether half of a word's letters or more are capitals."""
    return sum(letter.isupper() for letter in short) * 2 >= len(short.rstrip("s"))


def _explained(text: str, match: re.Match[str]) -> Acronym | None:
    """ "LF (Long Form)": the long form begins the brackets; what follows a comma is let go."""
    if not _is_short(match.group(1)):
        return None
    start, end = match.span(2)
    comma = text.find(",", start, end)
    words = _words(text, start, end if comma < 0 else comma)
    skipped = 1 if words and text[slice(*words[0])].lower() in _LEADING else 0
    bracketed = text[end : end + 1] in (")", "]")
    tries = [min(len(words), 16)] if bracketed else range(skipped + 2, min(len(words), 10) + 1)
    for last in tries:
        if _long_form(text, words[skipped:last], match.group(1)) == 0:
            return Acronym(match.span(1), (words[skipped][0], words[last - 1][1]))
    return None


def _long_form(text: str, words: list[tuple[int, int]], short: str) -> int | None:
    """The index of the long form's first word: letters matched from the right, as published.

    At most min(|A| + 5, 2|A|) words are tried, function words not counted. The first letter must
    begin a word; of several such words the nearest is taken.
    """
    letters = [letter.lower() for letter in short.rstrip("s") if letter.isalnum()]
    limit = min(len(letters) + 5, len(letters) * 2)
    if not letters or not words or text[words[-1][1] - 1] in ".;:!?":
        return None
    left = len(letters) - 1
    counted = 0
    loose: list[str] = []
    for index in range(len(words) - 1, -1, -1):
        start, end = words[index]
        word = text[start:end].lower()
        if counted and word[-1] in ".;:!?":
            break
        skipped = word in _STEPPED_OVER
        counted += not skipped
        if counted > limit:
            break
        before = left
        left = _eat(word, letters, left, starts_only=skipped)
        if skipped and left < before:
            loose.append(letters[before])
        if left < 0:
            return None if word in _LEADING else _widened(text, words, index, loose)
    return _by_initials(text, words, letters)


def _widened(text: str, words: list[tuple[int, int]], first: int, loose: list[str]) -> int:
    """Take in the capitalised word before, if it explains a letter that only "for" or "and" does:
    Fast Organization for Relief and Development (OFRD).
    """
    if first == 0:
        return first
    start, end = words[first - 1]
    word = text[start:end]
    fits = word[0].isupper() and word[0].lower() in loose and text[words[first][0]].isupper()
    return first - 1 if fits and word.lower() not in _LEADING and word[-1].isalnum() else first


def _by_initials(text: str, words: list[tuple[int, int]], letters: list[str]) -> int | None:
    """The last capitalised words whose initials are the letters, in whatever order."""
    wanted = sorted(letters)
    initials: list[str] = []
    if len(letters) < 3:
        return None
    for index in range(len(words) - 1, -1, -1):
        word = text[slice(*words[index])]
        if word.lower() in _STEPPED_OVER:
            continue
        if not word[0].isupper() or len(initials) == len(wanted):
            return None
        initials.append(word[0].lower())
        if sorted(initials) == wanted:
            return index
    return None


def _eat(word: str, letters: list[str], left: int, *, starts_only: bool) -> int:
    """Match letters[..left] from the right of *word*, letters[0] only where a part starts."""
    if starts_only:
        return left - (word[0] == letters[left])
    for at in range(len(word) - 1, -1, -1):
        if left >= 0 and word[at] == letters[left]:
            begins = at == 0 or not word[at - 1].isalnum() or (at == 1 and word[:2] == "ex")
            if begins or left > 0:
                left -= 1
    return left
