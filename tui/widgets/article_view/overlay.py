"""What lies over the text: marks, hits, hints, the caret and the selection, row by row. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from tui.widgets.article_view.choosing import Choice
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.marks import Mark, MarkIndex, Rails
from tui.widgets.article_view.paint import RowState, Span

_start_of, _end_of = itemgetter(0), itemgetter(1)


class Overlay:
    """Tells what a row of a layout shows besides its text.

    `hits` are in order and don't overlap; `hints` are labels by offset; `stretches` are selected
    beside the selection. All offsets are code points, ends exclusive.
    """

    def __init__(self) -> None:
        """Nothing lies over anything yet."""
        self.hits: Sequence[Span] = ()
        self.current: Span | None = None
        self.flash: Span | None = None
        self.hints: Sequence[tuple[int, str]] = ()
        self.stretches: Sequence[Span] = ()
        self._index = MarkIndex()
        self._layout: Layout | None = None
        self._rails: Rails | None = None
        self._plain: dict[int, RowState] = {}

    def put_on(self, layout: Layout | None) -> None:
        """Lie over the rows of *layout* from now on."""
        self._layout = layout
        self._rails = None if layout is None else Rails(layout, self._index)
        self._plain.clear()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks and no others."""
        self._index = MarkIndex(marks)
        self.put_on(self._layout)

    def add_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks too, and in the place of suggestions of their kind that they cover."""
        covered = {
            at
            for mark in marks
            for at in self._index.between(mark.start, mark.end)
            if self._index.marks[at].suggested and self._index.marks[at].kind == mark.kind
        }
        kept = [mark for at, mark in enumerate(self._index.marks) if at not in covered]
        self.set_marks([*kept, *marks])

    def ids_at(self, offset: int) -> list[str]:
        """The ids of the marks over *offset*, in the order of their starts."""
        return self._index.ids_at(offset)

    def states(self, choice: Choice, top: int, bottom: int) -> list[RowState]:
        """What each of the rows from *top* to before *bottom* shows with *choice* made."""
        layout = self._layout
        if layout is None:
            return []
        plain, count = self._plain, layout.row_count
        if top >= bottom:
            return []
        # The last row made so far may yet turn out to reach further: it is not remembered.
        found = [plain.get(row) or self._remember(layout, row, count) for row in range(top, bottom)]
        caret = layout.row_of(choice.caret)
        selection = choice.span(layout)
        lies = self.hits or self.flash or self.hints or self.stretches
        if not lies and selection is None:
            if top <= caret < bottom:
                found[caret - top] = found[caret - top]._replace(caret=choice.caret)
            return found
        for at, state in enumerate(found):
            here = choice.caret if state.row == caret else -1
            found[at] = self._with_all(layout, state, selection, here)
        return found

    def _remember(self, layout: Layout, row: int, count: int) -> RowState:
        start, end = layout.reach(row) if layout.is_fold(row) else layout.span(row)
        state = RowState(row, self._marks_on(start, end))
        if row + 1 < count:
            self._plain[row] = state
        return state

    def _with_all(
        self, layout: Layout, plain: RowState, selection: Span | None, caret: int
    ) -> RowState:
        start, end = layout.span(plain.row)
        fold = layout.is_fold(plain.row)
        reach = layout.reach(plain.row) if fold else (start, end)
        first = bisect_right(self.hits, start, key=_end_of)
        hits = tuple(self.hits[first : bisect_left(self.hits, end, key=_start_of)])
        return RowState(
            plain.row,
            plain.marks,
            _clip(selection, *((start, start + 1) if fold else reach)),
            caret,
            hits,
            self.current if self.current in hits else None,
            _clip(self.flash, *reach),
            tuple(hint for hint in self.hints if start <= hint[0] < end and not fold),
            tuple(part for one in self.stretches if (part := _clip(one, *reach)) is not None),
        )

    def _marks_on(self, start: int, end: int) -> tuple[tuple[Mark, int], ...]:
        """The marks to show on a row, with their rails; on an empty row, those that go on."""
        marks = self._index.marks
        if self._rails is None or not marks:
            return ()
        return tuple(
            (marks[index], self._rails.rail_of(index))
            for index in self._index.between(start, max(end, start + 1))
            if start < end or marks[index].start < start
        )


def _clip(span: Span | None, start: int, end: int) -> Span | None:
    """The part of *span* within [start, end), or None."""
    if span is None or span[1] <= start or span[0] >= end:
        return None
    return max(span[0], start), min(span[1], end)
