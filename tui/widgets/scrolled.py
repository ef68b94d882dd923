"""A view on the line API that scrolls at little cost: its bar, and what is drawn beforehand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from tui.sgr import rendered
from tui.textual_private import mark_forwarded, start_widget

AHEAD_AFTER = 0.015
"""Seconds after a view was scrolled before what is next to it is drawn."""
_AHEAD_SLICE = 0.002
"""Seconds of that at a time: a key that comes meanwhile is not felt to wait."""


class ScrollMark(ScrollBar):
    """Textual's scroll bar, with its look and its mouse, drawn without laying out a renderable.

    Of a new position only the cells that it changes are drawn.
    """

    position: Reactive[float] = Reactive(0.0, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)

    _drawn: tuple[Segment, ...] = ()

    def watch_position(self) -> None:
        """Draw what the thumb moved over."""
        self._refresh_moved()

    def watch_window_size(self) -> None:
        """Draw the thumb as long as it is now."""
        self._refresh_moved()

    def watch_window_virtual_size(self) -> None:
        """Draw the thumb as long as it is now."""
        self._refresh_moved()

    def _refresh_moved(self) -> None:
        if not self.is_mounted or not self._drawn:
            return
        before, after = self._drawn, self._segments()
        if len(before) != len(after):
            self.refresh()
            return
        lines = [y for y, segment in enumerate(after) if segment != before[y]]
        if lines:
            width = self.size.width
            self.refresh(*[Region(0, y, width, 1) for y in lines])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines in *crop*."""
        self._drawn = self._segments()
        style, ground = self.visual_style.rich_style, self.background_colors[1]
        filters = self.get_line_filters()
        # A bar consists of five different cells at most.
        made: dict[Segment, Strip] = {}
        strips = []
        for segment in self._drawn[crop.y : crop.bottom]:
            strip = made.get(segment)
            if strip is None:
                segments = list(Segment.apply_style([segment], style))
                for each in filters:
                    segments = each.apply(segments, ground)
                strip = made[segment] = Strip(segments).crop(crop.x, crop.right)
            strips.append(strip)
        return strips

    def _segments(self) -> tuple[Segment, ...]:
        """A piece for each line of the bar."""
        bar = self.render()
        width, height = self.size
        assert isinstance(bar, ScrollBarRender)
        style = self.app.console.get_style(bar.style)
        assert style.color is not None and style.bgcolor is not None
        drawn = bar.render_bar(
            size=height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=width,
            vertical=True,
            back_color=style.bgcolor,
            bar_color=style.color,
        )
        return tuple(drawn.segments)[:height]


class ScrolledView(ScrollView):
    """A scroll view with such a bar on its right, without keys of its own.

    What is just out of view is drawn while there is nothing else to do, for the next key may
    scroll to it.
    """

    _ahead: asyncio.TimerHandle | None = None

    def look_ahead(self, seconds: float = AHEAD_AFTER) -> None:
        """After so many *seconds* draw the page below and the page above, to have them at hand."""
        if self._ahead is not None:
            self._ahead.cancel()
        self._ahead = asyncio.get_running_loop().call_later(seconds, self._draw_next)

    def _draw_next(self) -> None:
        if not self.is_running or not self.is_attached:
            return
        deadline = time.perf_counter() + _AHEAD_SLICE
        top, height = self.scroll_offset.y, self.size.height
        for first in (top + height, top - height):
            for strip in self.drawn_ahead(max(0, first), max(0, first + height)):
                rendered(strip, self.app.console)
                if time.perf_counter() > deadline:
                    self.look_ahead(_AHEAD_SLICE)
                    return

    def drawn_ahead(self, first: int, last: int) -> Iterable[Strip]:
        """The strips of the lines from *first* to before *last* that were not drawn yet, as far
        as there are lines, each drawn when it is asked for.
        """
        raise NotImplementedError

    def _forward_event(self, event: events.Event) -> None:
        # A key goes straight to who takes keys: passing it up costs a turn of the loop each.
        if isinstance(event, events.Key):
            mark_forwarded(event)
            takers = (node for node in self.ancestors if hasattr(node, "on_key"))
            next(takers, self.screen).post_message(event)
        else:
            super()._forward_event(event)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for."""
        bar = self._vertical_scrollbar
        if bar is None:
            bar = ScrollMark(vertical=True, name="vertical", thickness=self.scrollbar_size_vertical)
            self._vertical_scrollbar = bar
            bar.display = False
            start_widget(self.app, self, bar)
        return bar
