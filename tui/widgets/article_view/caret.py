"""Where a motion leads. Pure: a layout, the caret, the motion and how often.

Every motion ends on a grapheme edge that is drawn, or on a fold's row; text folded away is stepped
over. At the ends of the article the caret stays where it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from operator import attrgetter
from typing import Literal, get_args

from store.model import Block, BlockKind
from store.text import sentences, trim, whole_words, word_at, words
from tui.widgets.article_view.layout import Layout

Motion = Literal[
    "left", "right", "up", "down", "line_start", "line_end",
    "word_next", "word_prev", "sentence_next", "sentence_prev",
    "block_next", "block_prev", "comment_next", "comment_prev",
    "page_down", "page_up", "half_down", "half_up", "top", "bottom",
]  # fmt: skip
MOTIONS: tuple[str, ...] = get_args(Motion)

_VERTICAL = frozenset({"up", "down", "page_down", "page_up", "half_down", "half_up"})
_FORWARD = frozenset({"sentence_next", "block_next", "comment_next"})
_BY_WORD = frozenset({"word_next", "word_prev"})
_WORD_WINDOW = 2000
_start_of = attrgetter("start")


def is_vertical(motion: str) -> bool:
    """Whether *motion* goes by rows, keeping the goal column."""
    return motion in _VERTICAL


def moved(
    layout: Layout, caret: int, motion: str, *, count: int = 1, goal: int = 0, page: int = 20
) -> int:
    """The caret's offset after *motion*, *count* times.

    *goal* is the cell that motions by rows aim at, *page* the rows of a whole page. Raises
    ValueError for an unknown motion.
    """
    count = max(1, count)
    match motion:
        case "up" | "down":  # lines count, not the empty rows between them
            for _ in range(count):
                target = _by_rows(layout, caret, _rows(motion, page), goal)
                if target == caret:
                    break
                caret = target
            return caret
        case "page_up" | "page_down" | "half_up" | "half_down":
            return _by_rows(layout, caret, _rows(motion, page) * count, goal)
        case "line_start" | "line_end":
            row = layout.row_of(caret)
            stops = layout.stops(row) if layout.row_count else ()
            return caret if not stops else stops[0 if motion == "line_start" else -1]
        case "top":
            return layout.snap(0)
        case "bottom":
            layout.extend_all()
            return layout.snap(len(layout.text), back=True)
        case "left" | "right":
            return _by_graphemes(layout, caret, count if motion == "right" else -count)
    step = _STEPS.get(motion)
    if step is None:
        raise ValueError(f"There is no motion '{motion}'")
    for _ in range(count):
        target = step(layout, caret)
        if target == caret:
            break
        caret = target
    return caret


def end_before(layout: Layout, motion: str, anchor: int, start: int, caret: int) -> int | None:
    """Where a selection from *anchor* ends that *motion* extended from *start* to *caret*: with the
    last word, or what else the motion goes by, before the one it leads to; a comma is none. None
    where it ends with the caret.
    """
    text, end = layout.text, start
    if motion in _FORWARD:
        index = _block_index(layout, start)
        beyond = caret if caret > start or index < 0 else layout.blocks[index].end
        end = trim(text, start, beyond)[1]
    elif motion in _BY_WORD:
        stuck = motion == "word_next" and caret == start  # there is no word after this one
        end = start = max(anchor, caret - _WORD_WINDOW)
        before = caret + stuck
        for found in (words, whole_words):
            spans = found(text, start, min(len(text), before + _WORD_WINDOW))
            ends = (stop for _, stop in takewhile(lambda span: span[0] < before, spans))
            end = max(ends, default=end)
    return layout.grapheme_end(end - 1) if end > start else None


def _rows(motion: str, page: int) -> int:
    whole = max(1, page - 2)
    half = max(1, page // 2)
    return {
        "up": -1, "down": 1, "page_up": -whole, "page_down": whole, "half_up": -half,
        "half_down": half,
    }[motion]  # fmt: skip


def _by_rows(layout: Layout, caret: int, rows: int, goal: int) -> int:
    row = layout.row_of(caret)
    layout.extend_rows(row + rows + 1)
    if not layout.row_count:
        return caret
    step = 1 if rows > 0 else -1
    target = max(0, min(row + rows, layout.row_count - 1))
    # Beyond the target first, so that empty rows never hold the caret back.
    found = layout.stop_row(target, step)
    if found is None:
        found = layout.stop_row(target, -step)
    if found is None or (found - row) * step <= 0:
        return caret
    return layout.offset_at(found, goal)


def _by_graphemes(layout: Layout, caret: int, count: int) -> int:
    step = 1 if count > 0 else -1
    row: int | None = layout.row_of(caret)
    if not layout.row_count or row is None:
        return caret
    stops = layout.stops(row)
    index = bisect_right(stops, caret) - 1 + count
    while not 0 <= index < len(stops):
        following = layout.stop_row(row + step, step)
        if following is None:
            return stops[max(0, min(index, len(stops) - 1))] if stops else caret
        if step > 0:
            index -= len(stops)
        row, stops = following, layout.stops(following)
        if step < 0:
            index += len(stops)
    return stops[index]


def _first_after(layout: Layout, caret: int, offsets: Iterable[int]) -> int | None:
    """The first of *offsets* whose place lies after *caret*."""
    for offset in offsets:
        place = layout.snap(offset)
        if place > caret:
            return place
    return None


def _first_before(layout: Layout, caret: int, offsets: Iterable[int]) -> int | None:
    """The first of *offsets* whose place lies before *caret*: where going on would stop, too."""
    for offset in offsets:
        place = layout.snap(offset)
        if place < caret:
            return place
    return None


def _beyond(layout: Layout, caret: int) -> int:
    """From where to look ahead: *caret*, or the end of what is folded away there."""
    row = layout.row_of(caret)
    return layout.reach(row)[1] if layout.row_count and layout.is_fold(row) else caret


def _word_next(layout: Layout, caret: int) -> int:
    text, position = layout.text, _beyond(layout, caret)
    if position == caret:
        here = word_at(text, caret)
        if here is not None and here[0] <= caret:
            position = max(here[1], caret + 1)
    while position < len(text):
        stop = min(position + _WORD_WINDOW, len(text))
        found = _first_after(layout, caret, (start for start, _ in words(text, position, stop)))
        if found is not None:
            return found
        position = max(stop, _beyond(layout, layout.snap(stop)) if stop < len(text) else stop)
    return caret


def _word_prev(layout: Layout, caret: int) -> int:
    text, end = layout.text, caret
    while end > 0:
        start = max(0, end - _WORD_WINDOW)
        # Begin behind a blank, so that the first word is a whole one.
        blank = max(text.find(" ", start, end), text.find("\n", start, end)) if start else -1
        begin = blank + 1 if 0 <= blank < end - 1 else start
        starts = [offset for offset, _ in words(text, begin, end)]
        found = _first_before(layout, caret, reversed(starts))
        if found is not None:
            return found
        end = start if begin == start else begin
    return caret


def _block_index(layout: Layout, offset: int) -> int:
    """The index of the block at *offset*, or of the last one before; -1 before all."""
    return bisect_right(layout.blocks, offset, key=_start_of) - 1


def _sentences_of(layout: Layout, block: Block) -> list[int]:
    return [start for start, _ in sentences(layout.text, block.start, block.end)]


def _sentence_next(layout: Layout, caret: int) -> int:
    position = _beyond(layout, caret)
    for index in range(max(0, _block_index(layout, position)), len(layout.blocks)):
        block = layout.blocks[index]
        if position <= block.end and layout.is_visible(block.start):
            found = _first_after(layout, caret, _sentences_of(layout, block))
            if found is not None:
                return found
    return caret


def _sentence_prev(layout: Layout, caret: int) -> int:
    for index in range(_block_index(layout, caret), -1, -1):
        block = layout.blocks[index]
        if layout.is_visible(block.start):
            found = _first_before(layout, caret, reversed(_sentences_of(layout, block)))
            if found is not None:
                return found
    return caret


def _block_next(layout: Layout, caret: int) -> int:
    position = _beyond(layout, caret)
    index = bisect_right(layout.blocks, max(caret, position - 1), key=_start_of)
    starts = (block.start for block in layout.blocks[index:])
    return _or_stay(caret, _first_after(layout, caret, starts))


def _block_prev(layout: Layout, caret: int) -> int:
    return _or_stay(caret, _first_before(layout, caret, _starts_before(layout, caret)))


def _starts_before(layout: Layout, caret: int, kind: BlockKind | None = None) -> Iterator[int]:
    """Where the blocks (of a kind) before *caret* begin, the nearest first."""
    for index in range(bisect_left(layout.blocks, caret, key=_start_of) - 1, -1, -1):
        block = layout.blocks[index]
        if kind is None or block.kind is kind:
            yield block.start


def _comment_next(layout: Layout, caret: int) -> int:
    index = bisect_right(layout.blocks, caret, key=_start_of)
    starts = (b.start for b in layout.blocks[index:] if b.kind is BlockKind.COMMENT)
    return _or_stay(caret, _first_after(layout, caret, starts))


def _comment_prev(layout: Layout, caret: int) -> int:
    starts = _starts_before(layout, caret, BlockKind.COMMENT)
    return _or_stay(caret, _first_before(layout, caret, starts))


def _or_stay(caret: int, found: int | None) -> int:
    return caret if found is None else found


_STEPS: dict[str, Callable[[Layout, int], int]] = {
    "word_next": _word_next,
    "word_prev": _word_prev,
    "sentence_next": _sentence_next,
    "sentence_prev": _sentence_prev,
    "block_next": _block_next,
    "block_prev": _block_prev,
    "comment_next": _comment_next,
    "comment_prev": _comment_prev,
}
