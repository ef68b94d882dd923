"""A view on the line API whose scroll bar costs only the cells of it that change."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


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
    """A scroll view with such a bar on its right, and without keys of its own."""

    def _forward_event(self, event: events.Event) -> None:
        # A key goes straight to who takes keys: passing it up costs a turn of the loop each.
        if isinstance(event, events.Key):
            event._set_forwarded()
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
            self.app._start_widget(self, bar)
        return bar
