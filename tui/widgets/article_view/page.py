"""The page behind the article view: laid out in slices, painted row by row, scrolled.

The first screenful is laid out before the first paint; the rest follows in short slices, so that
a long article is there as fast as a short one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model import Block
from tui.widgets.article_view.choosing import Choice
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.marks import Mark, MarkIndex, Rails
from tui.widgets.article_view.paint import Frame, Painter, RowState, Span
from tui.widgets.article_view.palette import PREFIX, ROLES, Palette
from tui.widgets.article_view.plan import Folds

_SLICE = 0.02
"""Seconds of layout at a time, and about the pause between two."""
_FIRST = 0.004
"""Seconds of layout before the first paint: all of an article of common length."""
_SLICES_PER_GROWTH = 8
_KEPT_STRIPS = 2048


class PageView(ScrollView, can_focus=True, inherit_bindings=False):
    """An article's rows on the screen, without any way to move through them but scrolling."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {PREFIX + role for role in ROLES}
    DEFAULT_CSS = """
    PageView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & .article-view--title { text-style: bold; color: $text-primary; }
        & .article-view--heading { text-style: bold; }
        & .article-view--meta { text-style: italic; color: $text-muted; }
        & .article-view--caption { text-style: italic; color: $text-muted; }
        & .article-view--quote { color: $text-secondary; }
        & .article-view--code { background: $surface; }
        & .article-view--boilerplate { color: $text-muted; }
        & .article-view--comments-heading { text-style: bold; }
        & .article-view--quotation { text-style: italic; }
        & .article-view--header { color: $text-secondary; text-style: bold; }
        & .article-view--fold { color: $text-muted; text-style: italic; }
        & .article-view--guide { color: $text-disabled; }
        & .article-view--rule { color: $text-disabled; }
        & .article-view--mark { text-style: underline; }
        & .article-view--suggestion { }
        & .article-view--disputed { color: $text-error; }
        & .article-view--rail { text-style: bold; }
        & .article-view--selection { color: $text-primary; text-style: reverse; }
        & .article-view--caret { text-style: reverse; }
        & .article-view--hit {
            background: $warning-muted; color: $foreground; text-style: bold;
        }
        & .article-view--hit-current {
            background: $warning; color: $background; text-style: bold underline;
        }
        & .article-view--flash {
            background: $accent-muted; color: $foreground; text-style: bold;
        }
        & .article-view--hint {
            background: $warning; color: $background; text-style: bold reverse;
        }
        & .article-view--hue-blue { color: $text-primary; }
        & .article-view--hue-green { color: $text-success; }
        & .article-view--hue-yellow { color: $text-warning; }
        & .article-view--hue-red { color: $text-error; }
        & .article-view--hue-cyan { color: $text-secondary; }
        & .article-view--hue-magenta { color: $text-accent; }
    }
    """

    measure: reactive[int] = reactive(80, init=False)
    """The longest line, in cells."""

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        """An empty page."""
        super().__init__(name=name, id=id, classes=classes)
        self._text = ""
        self._blocks: Sequence[Block] = ()
        self._quotations: Sequence[Span] = ()
        self._folds = Folds()
        self._choice = Choice()
        self._announced: tuple[int, Span | None] = (0, None)
        self._index = MarkIndex()
        self._hits: Sequence[Span] = ()
        self._current: Span | None = None
        self._flash: Span | None = None
        self._press: int | None = None
        self._hints: Sequence[tuple[int, str]] = ()
        self._stretches: Sequence[Span] = ()
        self._layout: Layout | None = None
        self._painter: Painter | None = None
        self._rails: Rails | None = None
        self._strips: LRUCache[RowState, Strip] = LRUCache(_KEPT_STRIPS)

    # Layout

    def _lay_out(self, *, top: int | None) -> None:
        """Begin the layout anew; scroll so that the offset *top* is in the first row."""
        self._strips.clear()
        width = self.size.width
        if width <= 0:
            self._layout = None
            return
        frame = self._make_frame(width)
        self._layout = layout = self._make_layout(frame)
        palette = Palette.of(self.rich_style, self._component)
        self._painter = Painter(layout, frame, palette, self._quotations)
        self._rails = Rails(layout, self._index)
        layout.extend_rows(self.size.height + 1)
        layout.extend_for(_FIRST)
        layout.extend_to(self._choice.caret)
        if self._choice.exact is None:
            self._choice.caret = layout.snap(self._choice.caret)
        self._grow(layout, 0)
        if top is not None:
            self._scroll_to_row(layout.row_of(top))
        self.refresh()

    def _make_frame(self, width: int) -> Frame:
        return Frame.of(width, max(1, self.measure))

    def _make_layout(self, frame: Frame) -> Layout:
        return Layout(self._text, self._blocks, frame.content, self._folds)

    def _component(self, name: str) -> Style:
        """A component's own rules; its colours as they come out over the background."""
        own = self.get_component_rich_style(name, partial=True)
        whole = self.get_component_rich_style(name)
        return (
            Style(
                color=whole.color if own.color is not None else None,
                bgcolor=whole.bgcolor if own.bgcolor is not None else None,
            )
            + own.without_color
        )

    def _grow(self, layout: Layout, slices: int) -> None:
        """Go on with *layout* for one slice, unless another has taken its place."""
        if layout is not self._layout:
            return
        if slices:
            layout.extend_for(_SLICE)
        if layout.complete or slices % _SLICES_PER_GROWTH == 0:
            self._sync_size()
        if not layout.complete:
            self.set_timer(_SLICE, lambda: self._grow(layout, slices + 1))

    def _sync_size(self) -> None:
        if self._layout is not None:
            self.virtual_size = Size(self.size.width, self._layout.row_count)

    def watch_measure(self) -> None:
        """Lay out anew for another length of line."""
        self._lay_out_in_place()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for another width, the top row and the caret staying in view."""
        del event
        if (
            self._painter is None
            or self._layout is None
            or (self._painter.frame.width != self.size.width)
        ):
            self._lay_out_in_place()
        else:
            self._layout.extend_rows(self.scroll_offset.y + self.size.height + 1)
            self._sync_size()
        self._scroll_to_caret()

    def notify_style_update(self) -> None:
        """Take the styles anew: the theme or the style sheet has changed."""
        super().notify_style_update()
        if self._layout is not None and self._painter is not None:
            self._strips.clear()
            palette = Palette.of(self.rich_style, self._component)
            self._painter = Painter(self._layout, self._painter.frame, palette, self._quotations)

    def _lay_out_in_place(self) -> None:
        top: int | None = None
        if self._layout is not None and self._layout.row_count:
            row = min(self.scroll_offset.y, self._layout.row_count - 1)
            top = self._layout.span(row)[0]
        self._lay_out(top=top)

    # Painting

    def render_line(self, y: int) -> Strip:
        """The strip of the view's line *y*."""
        width = self.size.width
        layout, painter = self._layout, self._painter
        if layout is None or painter is None or painter.frame.width != width:
            return Strip.blank(width, self.rich_style)
        row = self.scroll_offset.y + y
        layout.extend_rows(row + 1)
        if row >= layout.row_count:
            return Strip.blank(width, painter.palette.base)
        state = self._state(layout, row)
        strip = self._strips.get(state)
        if strip is None:
            strip = self._strips[state] = painter.paint(state)
        return strip

    def _state(self, layout: Layout, row: int) -> RowState:
        start, end = layout.span(row)
        fold = layout.is_fold(row)
        reach = layout.reach(row) if fold else (start, end)
        marks = self._marks_on(start, end) if not fold else self._marks_on(*reach)
        caret = self._choice.caret
        on_row = self._caret_row == row
        hits: tuple[Span, ...] = ()
        if self._hits:
            first = bisect_right(self._hits, start, key=_end_of)
            hits = tuple(self._hits[first : bisect_left(self._hits, end, key=_start_of)])
        return RowState(
            row,
            marks,
            _clip(self._choice.span(layout), *((start, start + 1) if fold else reach)),
            caret if on_row else -1,
            hits,
            self._current if self._current in hits else None,
            _clip(self._flash, *reach),
            tuple(hint for hint in self._hints if start <= hint[0] < end and not fold),
            tuple(part for one in self._stretches if (part := _clip(one, *reach)) is not None),
        )

    def _marks_on(self, start: int, end: int) -> tuple[tuple[Mark, int], ...]:
        """The marks to show on a row, with their rails; on an empty row, those that go on."""
        if self._rails is None or not self._index.marks:
            return ()
        found = self._index.between(start, max(end, start + 1))
        marks = self._index.marks
        return tuple(
            (marks[index], self._rails.rail_of(index))
            for index in found
            if start < end or marks[index].start < start
        )

    @property
    def _caret_row(self) -> int:
        return -1 if self._layout is None else self._layout.row_of(self._choice.caret)

    def set_hints(self, hints: Sequence[tuple[int, str]]) -> None:
        """Draw labels over the text at these offsets, and no others; nothing moves."""
        before = self._visible_states()
        self._hints = hints
        self._refresh_changed(before)

    def set_stretches(self, stretches: Sequence[Span]) -> None:
        """Show these as selected beside the selection, and no others."""
        before = self._visible_states()
        self._stretches = stretches
        self._refresh_changed(before)

    def shown(self) -> Span:
        """The stretch of the text that is in view, as offsets."""
        layout = self._layout
        if layout is None or not layout.row_count:
            return 0, 0
        top = min(self.scroll_offset.y, layout.row_count - 1)
        bottom = min(top + max(1, self.size.height), layout.row_count) - 1
        return layout.span(top)[0], layout.span(bottom)[1]

    def _visible_states(self) -> list[RowState]:
        """What the rows in view show; compared later by `_refresh_changed`."""
        layout = self._layout
        if layout is None or not self.is_mounted:
            return []
        top = self.scroll_offset.y
        layout.extend_rows(top + self.size.height)
        bottom = min(top + self.size.height, layout.row_count)
        return [self._state(layout, row) for row in range(top, bottom)]

    def _refresh_changed(self, before: list[RowState]) -> None:
        """Draw those of the rows in view again that show something else than *before*."""
        after = self._visible_states()
        if len(before) != len(after):
            self.refresh()
            return
        for old, new in zip(before, after, strict=True):
            if old != new:
                self.refresh_line(new.row)

    # Scrolling

    def _scroll_to_row(self, row: int) -> None:
        """Put *row* first in view, as far as the page is long enough."""
        if self._layout is not None:
            self._layout.extend_rows(row + self.size.height)
            self._sync_size()
        self.scroll_to(y=max(0, row), animate=False, force=True)

    def _scroll_to_caret(self, held: int | None = None) -> None:
        """Scroll just enough to show the caret, or so that its row is line *held* of the view."""
        layout = self._layout
        if layout is None or self.size.height <= 0:
            return
        row, height, top = self._caret_row, self.size.height, self.scroll_offset.y
        if held is not None:
            self._scroll_to_row(row - max(0, min(held, height - 1)))
        elif row < top:
            self._scroll_to_row(0 if layout.stop_row(row - 1, -1) is None else row)
        elif row >= top + height:
            self._scroll_to_row(row - height + 1)


def _start_of(span: Span) -> int:
    return span[0]


def _end_of(span: Span) -> int:
    return span[1]


def _clip(span: Span | None, start: int, end: int) -> Span | None:
    """The part of *span* within [start, end), or None."""
    if span is None or span[1] <= start or span[0] >= end:
        return None
    return max(span[0], start), min(span[1], end)
