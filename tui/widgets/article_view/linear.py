"""The article view for a screen reader: told in words, the terminal's own cursor as the caret."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import overload

from textual import events
from textual.geometry import Offset, Region

from store.model import Block
from tui.widgets.article_view import folding
from tui.widgets.article_view.choosing import Choice
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.marks import Mark, MarkIndex
from tui.widgets.article_view.overlay import Overlay
from tui.widgets.article_view.paint import Frame, RowState, Span
from tui.widgets.article_view.plan import Folds
from tui.widgets.article_view.telling import Telling, Told
from tui.widgets.article_view.view import ArticleView


class ToldLayout(Layout):
    """Rows of a told text; the caret passes over what is announced in it."""

    def __init__(self, telling: Telling, width: int) -> None:
        """Prepare rows of *width* cells."""
        super().__init__(telling.text, telling.blocks, width, Folds())
        self._telling = telling

    def stops(self, row: int) -> Sequence[int]:
        """The offsets where the caret may stand: on the article's own characters only."""
        is_own = self._telling.is_own
        return [stop for stop in super().stops(row) if not is_own(stop)]

    def offset_at(self, row: int, cell: int) -> int:
        """The grapheme of the article nearest to *cell* on *row*."""
        found = super().offset_at(row, cell)
        stops = self.stops(max(0, min(row, self.row_count - 1))) if self.row_count else ()
        if not stops:
            return found
        after = min(bisect_left(stops, found), len(stops) - 1)
        before = max(0, after - 1)
        return min(stops[before], stops[after], key=lambda stop: abs(stop - found))


class ToldOverlay(Overlay):
    """The caret is the terminal's cursor: no row is drawn again because it moved."""

    def states(self, choice: Choice, top: int, bottom: int) -> list[RowState]:
        """What each row shows besides its text and the caret."""
        return [state._replace(caret=-1) for state in super().states(choice, top, bottom)]


class LinearView(ArticleView, inherit_bindings=False):
    """Shows an article as plain rows. All offsets given and taken are the article's own."""

    DEFAULT_CSS = """
    LinearView { scrollbar-size-vertical: 0; }
    """

    def __init__(self, words_of: Callable[[Mark], str], id: str | None = None) -> None:
        """An empty page; *words_of* says in words what a mark is."""
        super().__init__(id=id)
        self._words_of = words_of
        self._article: tuple[str, Sequence[Block]] = ("", ())
        self._told: tuple[Told, ...] = ()
        self._telling = Telling("", (), Folds())
        self._marked = MarkIndex()

    # What is shown

    def show(
        self,
        text: str,
        blocks: Sequence[Block],
        *,
        quotations: Sequence[Span] = (),
        caret: int = 0,
    ) -> None:
        """Show an article from *caret*; quotations are plain from their marks."""
        del quotations
        self._article, self._folds, self._told = (text, blocks), Folds(), ()
        self._overlay, self._choice = ToldOverlay(), Choice()
        self._retell(caret)
        self._announce()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Announce these, and no others; suggestions are told in the bar alone."""
        told = tuple(
            Told(mark.start, mark.end, self._words_of(mark), mark.kind)
            for mark in marks
            if not mark.suggested and mark.start < mark.end
        )
        self._marked = MarkIndex(marks)
        if told != self._told:
            self._told = told
            self._retell(self.caret)

    def add_marks(self, marks: Sequence[Mark]) -> None:
        """New marks are told with all others."""

    def marks_at(self, offset: int) -> list[str]:
        """The ids of the marks over *offset* of the article."""
        return self._marked.ids_at(offset)

    def set_quotations(self, quotations: Sequence[Span]) -> None:
        """Quotations are plain from their marks."""

    def set_hits(self, hits: Sequence[Span], current: Span | None = None) -> None:
        """Show what was found."""
        told = None if current is None else self._to_told(current)
        super().set_hits(_Mapped(hits, self._to_told), told)

    def set_hints(self, hints: Sequence[tuple[int, str]]) -> None:
        """Draw labels over the text at these offsets."""
        super().set_hints([(self._telling.to_told(at), label) for at, label in hints])

    def set_stretches(self, stretches: Sequence[Span]) -> None:
        """Show these as selected beside the selection."""
        super().set_stretches([self._to_told(stretch) for stretch in stretches])

    def _retell(self, caret: int) -> None:
        """Tell the article anew, the caret and the selection where they are in it."""
        old, choice = self._telling, self._choice
        anchor = None if choice.anchor is None else old.to_article(choice.anchor)
        exact = None if choice.exact is None else self._to_article(choice.exact)
        held = 0
        if self._layout is not None and self._layout.row_count:
            held = self._layout.row_of(choice.caret) - self.scroll_offset.y
        self._telling = new = Telling(*self._article, self._folds, self._told)
        self._text, self._blocks = new.text, new.blocks
        choice.caret, choice.goal = new.to_told(caret), None
        choice.anchor = None if anchor is None else new.to_told(anchor)
        choice.exact = None if exact is None else self._to_told(exact)
        self._lay_out(top=None)
        self._scroll_to_caret(held)

    def _to_told(self, span: Span) -> Span:
        start = self._telling.to_told(span[0])
        return start, max(start, self._telling.to_told(max(span[0], span[1] - 1))) + 1

    def _to_article(self, span: Span) -> Span:
        start = self._telling.to_article(span[0])
        return start, max(start, self._telling.to_article(span[1] - 1, back=True)) + 1

    # Caret and selection

    @property
    def caret(self) -> int:
        """The article's offset under the caret."""
        return self._telling.to_article(self._choice.caret)

    @property
    def selection(self) -> Span | None:
        """What is selected of the article."""
        span = self._choice.span(self._layout)
        return None if span is None else self._to_article(span)

    def go_to(self, offset: int, *, centre: bool = False) -> None:
        """Put the caret on the article's *offset*."""
        super().go_to(self._telling.to_told(offset), centre=centre)

    def select(self, start: int, end: int, *, leap: bool = False) -> None:
        """Select exactly text[start:end] of the article."""
        if 0 <= start < end <= len(self._article[0]):
            super().select(*self._to_told((start, end)), leap=leap)

    def shown(self) -> Span:
        """The stretch of the article that is in view."""
        first, last = super().shown()
        return self._to_article((first, last)) if first < last else (0, 0)

    # Folds

    @property
    def _article_blocks(self) -> Sequence[Block]:
        return self._article[1]

    def _fold_here(self) -> folding.Fold | None:
        return folding.fold_at(self._article_blocks, self.caret)

    def _refold(self, caret: int | None = None) -> None:
        self._retell(self.caret if caret is None else caret)
        self._announce()

    # Drawing

    def terminal_cursor(self) -> Offset | None:
        """Where on the screen the caret is; None where it is out of sight."""
        if self._layout is None or not self._layout.row_count or self._painter is None:
            return None
        row, cell = self._layout.cell_of(self._choice.caret)
        place = Offset(self._painter.frame.left + cell, row - self.scroll_offset.y)
        if not 0 <= place.y < self.size.height:
            return None
        return self.content_region.offset + place

    def _new_frame(self, width: int) -> Frame:
        return Frame(width, 0, 0, 0, max(1, min(self.measure, width - 1)))

    def _new_layout(self, frame: Frame) -> Layout:
        return ToldLayout(self._telling, frame.content)

    def _announce(self) -> None:
        """Tell the screen, and have the terminal's cursor put where the caret is."""
        super()._announce()
        place = self.terminal_cursor() if self.is_mounted else None
        if place is not None:
            self.refresh(Region(*(place - self.region.offset), 1, 1))

    def on_click(self, event: events.Click) -> None:
        """A click puts the caret there, and no more."""
        event.prevent_default()


class _Mapped(Sequence[Span]):
    """Spans of the article as those of the told text, each when it is looked at."""

    def __init__(self, spans: Sequence[Span], to_told: Callable[[Span], Span]) -> None:
        self._spans, self._to_told = spans, to_told

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        if isinstance(index, slice):
            return [self._to_told(span) for span in self._spans[index]]
        return self._to_told(self._spans[index])
