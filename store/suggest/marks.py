"""Text between quotation marks, of any style; pairs are found in one pass over a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile("[“”„‟\"«»‹›「」『』‘’‚‛']")
_CLOSERS = {
    "“": "”",
    "‟": "”",
    "„": '“”"',
    "”": "”",
    '"': '"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
}
_SINGLE_CLOSERS = {"‘": "’", "‛": "’", "‚": "‘’", "'": "'"}
_ELISION = re.compile(r"(?:\d\ds?|tis|twas|em|til|cause|n|bout|round)\b", re.IGNORECASE)
_BEFORE_OPENER = frozenset("([{—–-/:\"“„«»‹‘'")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """text[start:end] with its marks, text[inner_start:inner_end] without them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def marked(text: str, start: int, end: int) -> tuple[MarkedSpan, ...]:
    """The outermost marked spans of one passage, in order.

    An opening mark that is never closed runs to the passage's end; a single one is then read as
    an apostrophe, except at the passage's start.
    """
    signs = [match.start() for match in _MARK.finditer(text, start, end)]
    found: list[MarkedSpan] = []
    index = 0
    while index < len(signs):
        at = signs[index]
        step, span = 1, None
        if text[at] in "‘‛‚'’":
            if _opens_single(text, at, start):
                step, span = _close_single(text, signs, index, (start, end))
        elif _opens(text, at, start, end):
            step, span = _close(text, signs, index, (start, end))
        if span is not None and text[span.inner_start : span.inner_end].strip():
            found.append(span)
        index += step
    return tuple(found)


def _free_before(text: str, at: int, start: int) -> bool:
    return at == start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENER


def _free_after(text: str, at: int, end: int) -> bool:
    return at + 1 >= end or text[at + 1].isspace()


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether a double mark outside any other opens: only some styles can be told by the sign."""
    sign = text[at]
    if sign in "“‟„«‹「『":
        return True
    if sign in "」』":
        return False
    if sign == '"':
        if at > start and text[at - 1].isdigit():
            return False
        return _free_before(text, at, start) or not _free_after(text, at, end)
    return _free_before(text, at, start) and not _free_after(text, at, end)


def _close(
    text: str, signs: list[int], index: int, limits: tuple[int, int]
) -> tuple[int, MarkedSpan]:
    """How many signs the span opened at signs[index] takes, and the span."""
    start, end = limits
    opener = text[signs[index]]
    closers = _CLOSERS[opener]
    depth, last = 1, -1
    for position in range(index + 1, len(signs)):
        at = signs[position]
        sign = text[at]
        if sign == opener and _reopens(text, at, start, end, closers):
            depth += 1
        elif sign in closers:
            depth -= 1
            last = position
            if depth == 0:
                break
    if last < 0:
        return len(signs) - index, MarkedSpan(signs[index], end, signs[index] + 1, end, False)
    stop = signs[last]
    return last - index + 1, MarkedSpan(signs[index], stop + 1, signs[index] + 1, stop, True)


def _reopens(text: str, at: int, start: int, end: int, closers: str) -> bool:
    """Whether the opener's own sign, met again inside, opens a nested quotation."""
    if text[at] not in closers:
        return True
    return _free_before(text, at, start) and not _free_after(text, at, end)


def _opens_single(text: str, at: int, start: int) -> bool:
    sign = text[at]
    if sign == "’" or not _free_before(text, at, start):
        return False
    following = text[at + 1 : at + 2]
    if not following or following.isspace():
        return False
    return sign == "‚" or _ELISION.match(text, at + 1) is None


def _close_single(
    text: str, signs: list[int], index: int, limits: tuple[int, int]
) -> tuple[int, MarkedSpan | None]:
    """As `_close`, for single marks: the apostrophe of a plural (workers’) closes only at need."""
    start, end = limits
    opener = text[signs[index]]
    closers = _SINGLE_CLOSERS[opener]
    weak = -1
    for position in range(index + 1, len(signs)):
        at = signs[position]
        sign = text[at]
        if sign == opener and _opens_single(text, at, start):
            break
        if sign not in closers or (at + 1 < end and text[at + 1].isalnum()):
            continue
        before = text[at - 1]
        if before.isspace():
            if sign == "'":
                break
            continue
        if before in "sxz" and at + 2 < end and text[at + 1] == " " and text[at + 2].islower():
            weak = position if weak < 0 else weak
            continue
        return _single(signs, index, position)
    if weak >= 0:
        return _single(signs, index, weak)
    if opener == "‘" and signs[index] == start:
        return len(signs) - index, MarkedSpan(start, end, start + 1, end, False)
    return 1, None


def _single(signs: list[int], index: int, position: int) -> tuple[int, MarkedSpan]:
    at, stop = signs[index], signs[position]
    return position - index + 1, MarkedSpan(at, stop + 1, at + 1, stop, True)
