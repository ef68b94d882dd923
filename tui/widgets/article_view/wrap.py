"""Breaking a line of text into rows of cells. Pure and lazy: rows come one by one.

Narrow text is broken by one regular expression, the rest grapheme by grapheme. Both work through
the text window by window, so that a line of many megabytes costs nothing until it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tui.widgets.article_view.graphemes import Cell, cells, first_wide

_WINDOW = 16_384
_WIDE_WINDOW = 512
_BLANKS = " \t\n"
_UNBREAKABLE = "\xa0\u202f\u2007"
# Chinese and Japanese break between any two characters but these (JIS X 4051, the short form).
_NOT_FIRST = frozenset("、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】…‥")
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【")


def wrap(text: str, start: int, end: int, width: int, hang: int = 0) -> Iterator[tuple[int, int]]:
    """The rows of text[start:end], as offset pairs without the blanks around them.

    Line feeds count as blanks. Rows hold at most *width* cells, those after the first *hang*
    fewer. Words longer than a row are broken between graphemes.
    """
    position = _skip_blanks(text, start, end)
    limit, rest = width, max(1, width - hang)
    window = _WIDE_WINDOW
    while position < end:
        wide = first_wide(text, position, min(position + _WINDOW, end))
        if wide - position > limit or wide == end:
            rows = _narrow_rows(text, position, wide, limit, rest)
            reached = wide
        else:
            reached = min(position + window, end)
            rows = _wide_rows(text, position, reached, limit, rest)
        held: tuple[int, int] | None = None
        finished = False
        for row in rows:
            if held is not None:
                yield held
                finished, limit = True, rest
            held = row
        if held is None:
            position = _skip_blanks(text, reached, end)
        elif reached >= end:
            yield held
            return
        else:
            # The last row of a window may go on beyond it: begin the next window there.
            position = held[0]
            window = _WIDE_WINDOW if finished else window * 2
            if not finished and wide == reached:
                yield from _wide_rest(text, position, end, limit, rest)
                return


def _wide_rest(
    text: str, position: int, end: int, limit: int, rest: int
) -> Iterator[tuple[int, int]]:
    """One row the slow way, then the rest as usual."""
    window = _WIDE_WINDOW
    while True:
        reached = min(position + window, end)
        rows = list(_wide_rows(text, position, reached, limit, rest))
        if reached >= end:
            yield from rows
            return
        if len(rows) > 1:
            yield from rows[:-1]
            yield from wrap(text, rows[-1][0], end, rest)
            return
        window *= 2


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and text[position] in _BLANKS:
        position += 1
    return position


@lru_cache(maxsize=64)
def _row_pattern(width: int) -> re.Pattern[str]:
    """One row of narrow text: up to a blank, or a hyphen between letters, or *width* cells."""
    inner = f"(?:.{{0,{width - 2}}}[^{_BLANKS}])?" if width > 1 else ""
    hyphen = r"(?<=[^\W\d_][-–—])(?=[^\W\d_])"
    return re.compile(
        rf"[^{_BLANKS}]{inner}(?:(?=[{_BLANKS}]|\Z)|{hyphen})|[^{_BLANKS}]{{1,{width}}}", re.DOTALL
    )


def _narrow_rows(
    text: str, start: int, end: int, limit: int, rest: int
) -> Iterator[tuple[int, int]]:
    if limit != rest:
        first = _row_pattern(limit).search(text, start, end)
        if first is None:
            return
        yield first.span()
        start = first.end()
    for match in _row_pattern(rest).finditer(text, start, end):
        yield match.span()


def _is_blank(text: str, cell: Cell) -> bool:
    return cell.drawn.isspace() and text[cell.start] not in _UNBREAKABLE


def _may_break(before: Cell, after: Cell) -> bool:
    """Whether a row may end between two graphemes that are not blank."""
    if before.width < 2 and after.width < 2:
        return False
    return after.drawn[0] not in _NOT_FIRST and before.drawn[0] not in _NOT_LAST


def _wide_rows(text: str, start: int, end: int, limit: int, rest: int) -> Iterator[tuple[int, int]]:
    units = cells(text, start, end, min(limit, rest))
    index, count = 0, len(units)
    while index < count:
        if _is_blank(text, units[index]):
            index += 1
            continue
        stop, following = _fill(text, units, index, limit)
        yield units[index].start, units[stop - 1].end
        index, limit = following, rest


def _fill(text: str, units: list[Cell], first: int, limit: int) -> tuple[int, int]:
    """The row that begins with units[first]: the index behind its last unit, and the next row's."""
    used, best = 0, 0
    for index in range(first, len(units)):
        unit = units[index]
        blank = _is_blank(text, unit)
        if index > first and not blank:
            before = units[index - 1]
            if _is_blank(text, before) or _may_break(before, unit):
                best = index
        if used + unit.width > limit and not blank:
            stop = best or index
            return _trim_blanks(text, units, first, stop), stop
        used += unit.width
    return _trim_blanks(text, units, first, len(units)), len(units)


def _trim_blanks(text: str, units: list[Cell], first: int, stop: int) -> int:
    while stop > first + 1 and _is_blank(text, units[stop - 1]):
        stop -= 1
    return stop
