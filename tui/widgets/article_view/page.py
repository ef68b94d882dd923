"""The page behind the article view: laid out in slices, painted row by row, scrolled.

The first screenful is laid out before the first paint; the rest follows in short slices, so that
a long article is there as fast as a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from store.model import Block
from tui.widgets.article_view.choosing import Choice
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.overlay import Overlay
from tui.widgets.article_view.paint import Frame, Painter, RowState, Span
from tui.widgets.article_view.palette import Palette
from tui.widgets.article_view.plan import Folds
from tui.widgets.scrolled import ScrolledView

_SLICE = 0.02
"""Seconds of layout at a time, and about the pause between two."""
_FIRST = 0.004
"""Seconds of layout before the first paint: all of an article of common length."""
_SLICES_PER_GROWTH = 8
_KEPT_STRIPS = 2048


class PageView(ScrolledView, can_focus=True, inherit_bindings=False):
    """An article's rows on the screen, without any way to move through them but scrolling."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PageView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
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
        self._overlay = Overlay()
        self._layout: Layout | None = None
        self._painter: Painter | None = None
        self._strips: LRUCache[RowState, Strip] = LRUCache(_KEPT_STRIPS)
        """Strips as they are sent, after the filters that were there then."""
        self._filters: tuple[tuple[LineFilter, ...], Color, int] = (), Color(0, 0, 0), 0
        """The filters, the ground they are for, and how many cells are not under the bar."""
        self._drawn: tuple[int, list[RowState]] | None = None
        """The first row in view and what its rows show, as far as that is known."""

    # Layout

    def _lay_out(self, *, top: int | None) -> None:
        """Begin the layout anew; scroll so that the offset *top* is in the first row."""
        self._make_layout()
        if self._layout is not None and top is not None:
            self._scroll_to_row(self._layout.row_of(top))
        self.refresh()

    def _make_layout(self) -> None:
        self._forget_strips()
        width = self.size.width
        if width <= 0:
            self._layout = None
            self._overlay.put_on(None)
            return
        frame = self._new_frame(width)
        self._layout = layout = self._new_layout(frame)
        self._painter = Painter(layout, frame, self._palette(), self._quotations)
        self._overlay.put_on(layout)
        layout.extend_rows(self.size.height + 1)
        layout.extend_for(_FIRST)
        layout.extend_to(self._choice.caret)
        if self._choice.exact is None:
            self._choice.caret = layout.snap(self._choice.caret)
        self._grow(layout, 0)
        self.look_ahead()

    def _new_frame(self, width: int) -> Frame:
        return Frame.of(width, max(1, self.measure))

    def _new_layout(self, frame: Frame) -> Layout:
        return Layout(self._text, self._blocks, frame.content, self._folds)

    def _palette(self) -> Palette:
        ground = self.background_colors[1]
        return Palette.themed(self.rich_style, ground, self.app.theme_variables)

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
        """Tell the scroll bar how many rows there are.

        Only that: a change of `virtual_size` would lay out and paint the whole screen anew.
        """
        if self._layout is None:
            return
        size = Size(self.size.width, self._layout.row_count)
        if size != self.virtual_size:
            self.set_reactive(PageView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height

    def watch_measure(self) -> None:
        """Lay out anew for another length of line."""
        self._lay_out_in_place()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for another width, the top row and the caret staying in view."""
        del event
        self._drawn = None
        if self._layout is None or self._is_stale:
            self._lay_out_in_place()
        else:
            self._layout.extend_rows(self.scroll_offset.y + self.size.height + 1)
            self._sync_size()
        self._scroll_to_caret()

    @property
    def _is_stale(self) -> bool:
        """Whether the rows are not those of the width there is now."""
        return self._painter is None or self._painter.frame.width != self.size.width

    def notify_style_update(self) -> None:
        """Take the styles anew: the theme or the style sheet has changed."""
        super().notify_style_update()
        if self._layout is not None and self._painter is not None:
            self._strips.clear()
            palette = self._palette()
            self._painter = Painter(self._layout, self._painter.frame, palette, self._quotations)
            self.look_ahead()

    def _lay_out_in_place(self) -> None:
        top: int | None = None
        if self._layout is not None and self._layout.row_count:
            row = min(self.scroll_offset.y, self._layout.row_count - 1)
            top = self._layout.span(row)[0]
        self._lay_out(top=top)

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines in *crop*: without border and padding, straight from the cache.

        An article that has never been laid out is so here: the first paint shows its text.
        """
        if self._layout is None and self._is_stale:
            self._make_layout()
            self._begin_at_caret()
        first = self.scroll_offset.y + crop.y
        strips = self._strips_of(first, first + crop.height)
        start, end = crop.column_span
        if start == 0 and end >= self._filters[2]:
            return strips
        return [strip.crop(start, end) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """The strip of the view's line *y*."""
        row = self.scroll_offset.y + y
        return self._strips_of(row, row + 1)[0]

    def _strips_of(self, first: int, last: int) -> list[Strip]:
        """The filtered strips of the rows from *first* to before *last*, blank below the text."""
        layout, painter, width = self._layout, self._painter, self.size.width
        seen, ground = self.scrollable_size.width, self.background_colors[1]
        if (filters := (tuple(self.get_line_filters()), ground, seen)) != self._filters:
            self._strips.clear()
            self._filters = filters
        if layout is None or painter is None or painter.frame.width != width:
            return [self._filtered([Segment(" " * width, self.rich_style)], width)] * (last - first)
        strips = [self._strip(painter, state) for state in self._states(first, last)]
        if short := last - first - len(strips):
            blank = self._filtered([Segment(" " * width, painter.palette.base)], width)
            strips += [blank] * short
        return strips

    def _strip(self, painter: Painter, state: RowState) -> Strip:
        strip = self._strips.get(state)
        if strip is None:
            segments = painter.segments(state)
            strip = self._strips[state] = self._filtered(segments, painter.frame.width)
        return strip

    def drawn_ahead(self, first: int, last: int) -> Iterator[Strip]:
        """The rows from *first* to before *last* that are not in the cache."""
        layout, painter = self._layout, self._painter
        if layout is None or painter is None or self._is_stale:
            return
        layout.extend_rows(last)
        for state in self._overlay.states(self._choice, first, min(last, layout.row_count)):
            if state not in self._strips:
                yield self._strip(painter, state)

    def _filtered(self, segments: list[Segment], width: int) -> Strip:
        """What is seen of *segments*, gone through the program's line filters."""
        filters, ground, seen = self._filters
        for each in filters:
            segments = each.apply(segments, ground)
        return Strip(segments, width).crop(0, seen)

    def _states(self, first: int, last: int) -> list[RowState]:
        """What the rows from *first* to before *last* show, as far as there are any."""
        if self._layout is None:
            return []
        top = self.scroll_offset.y
        if self._drawn is None or self._drawn[0] != top:
            self._layout.extend_rows(top + self.size.height + 1)
            bottom = min(top + self.size.height, self._layout.row_count)
            self._drawn = (top, self._overlay.states(self._choice, top, bottom))
        return self._drawn[1][first - top : last - top]

    def _forget_strips(self) -> None:
        self._strips.clear()
        self._drawn = None

    @property
    def _caret_row(self) -> int:
        return -1 if self._layout is None else self._layout.row_of(self._choice.caret)

    def set_hints(self, hints: Sequence[tuple[int, str]]) -> None:
        """Draw labels over the text at these offsets, and no others; nothing moves."""
        self._overlay.hints = hints
        self._refresh_changed()

    def set_stretches(self, stretches: Sequence[Span]) -> None:
        """Show these as selected beside the selection, and no others."""
        self._overlay.stretches = stretches
        self._refresh_changed()

    def shown(self) -> Span:
        """The stretch of the text that is in view, as offsets."""
        layout = self._layout
        if layout is None or not layout.row_count:
            return 0, 0
        top = min(self.scroll_offset.y, layout.row_count - 1)
        bottom = min(top + max(1, self.size.height), layout.row_count) - 1
        return layout.span(top)[0], layout.span(bottom)[1]

    def _refresh_changed(self) -> None:
        """Draw those of the rows in view again that show something else than they did."""
        before, self._drawn = self._drawn, None
        if self._layout is None or not self.is_mounted:
            return
        top = self.scroll_offset.y
        after = self._states(top, top + self.size.height)
        if before is None or before[0] != top or len(before[1]) != len(after):
            self.refresh()
            return
        for old, new in zip(before[1], after, strict=True):
            if old != new:
                self.refresh_line(new.row)

    # Scrolling

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows now in view; the scroll bar only where its thumb moves to be seen."""
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)
            self.look_ahead()
        bar, rows = self.vertical_scrollbar, max(1, self.virtual_size.height)
        steps = 8 * self.size.height / rows  # the thumb is drawn to an eighth of a cell
        if not new_value or int(bar.position * steps) != int(new_value * steps):
            bar.position = new_value

    def _scroll_to_row(self, row: int) -> None:
        """Put *row* first in view, as far as the page is long enough."""
        if self._layout is not None:
            self._layout.extend_rows(row + self.size.height)
            self._sync_size()
        self.scroll_to(y=max(0, row), animate=False, force=True)

    def _begin_at_caret(self) -> None:
        """Have the caret in view at the first paint, which is under way."""
        row, height = self._caret_row, self.size.height
        if self._layout is not None and row >= height:
            self._layout.extend_rows(row + height)
            self._sync_size()
            top = float(row - height // 3)
            self.set_reactive(PageView.scroll_y, top)
            self.set_reactive(PageView.scroll_target_y, top)
            self.vertical_scrollbar.position = top

    def _held_after_leap(self, start: int | None = None) -> int | None:
        """The line of the view for the caret after a leap; None where the page may stay.

        Who leaps to a comment or a quotation wants to read it, and what follows: unless a quarter
        of the view is left below it, it (from *start* on, or the caret) begins a third down.
        """
        layout, height, top = self._layout, self.size.height, self.scroll_offset.y
        if layout is None or height <= 0:
            return None
        row = self._caret_row
        first = row if start is None else min(row, layout.row_of(start))
        if first >= top and row < top + height - height // 4:
            return None
        return min(height - 1, height // 3 + row - first)

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
