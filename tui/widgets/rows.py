"""A list of rows in columns, drawn line by line: thousands of rows cost what a screenful costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from tui.colours import HUES
from tui.widgets.columns import GAP, Column, Line, Row, RowPainter, RowsOnDemand, rooms
from tui.widgets.scrolled import ScrolledView

_KEPT_STRIPS = 512


class _OfList(Message):
    """Something that happened in a list, which is in control of it."""

    def __init__(self, rows: RowList) -> None:
        """In *rows*."""
        super().__init__()
        self.rows = rows

    @property
    def control(self) -> RowList:
        """The list."""
        return self.rows


class _OfRow(_OfList):
    """Something that happened to a row."""

    def __init__(self, rows: RowList, key: str) -> None:
        """In *rows* to the row of *key*."""
        super().__init__(rows)
        self.key = key


class RowList(ScrolledView, can_focus=True):
    """Shows rows and a cursor; says which row is highlighted and which was chosen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--title",
        "rows--cursor",
        "rows--cursor-blurred",
        "rows--dim",
        *(f"rows--hue-{name}" for name in HUES),
    }
    DEFAULT_CSS = """
    RowList {
        background: $surface;
        color: $foreground;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .rows--title { color: $text-muted; text-style: bold; }
        & > .rows--cursor { background: $primary; color: $text; text-style: bold; }
        & > .rows--cursor-blurred { text-style: underline; }
        & > .rows--dim { color: $text-muted; }
        & > .rows--hue-blue { color: $text-primary; }
        & > .rows--hue-green { color: $text-success; }
        & > .rows--hue-yellow { color: $text-warning; }
        & > .rows--hue-red { color: $text-error; }
        & > .rows--hue-cyan { color: $text-secondary; }
        & > .rows--hue-magenta { color: $text-accent; }
    }
    """

    class Highlighted(_OfRow):
        """The cursor came to a row."""

    class Chosen(_OfRow):
        """A row was clicked, when it was highlighted already or twice."""

    class Headed(_OfList):
        """The title of a column was clicked."""

        def __init__(self, rows: RowList, column: int) -> None:
            """In *rows* the *column*, counted from 0."""
            super().__init__(rows)
            self.column = column

    def __init__(
        self, columns: Sequence[Column], *, empty: str = "", id: str | None = None
    ) -> None:
        """A list with *columns*, headed where one has a title; *empty* stands in for no rows."""
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._headed = any(column.title for column in columns)
        self._rows: Sequence[Row] = ()
        self._keys: tuple[str, ...] = ()
        self._looks: dict[str, Style] = {}
        self._strips: LRUCache[Line, Strip] = LRUCache(_KEPT_STRIPS)
        """Strips as they are sent, and behind `_frame`; good for `_drawn_for` only."""
        self._in_view: dict[int, Line] = {}
        """What was drawn last, by line of the view."""
        self._painter = RowPainter(self._columns, 0, self._look)
        self._frame: list[Segment] = []
        self._drawn_for: object = None
        self._cursor = 0
        self._empty = empty

    @property
    def empty(self) -> str:
        """What stands in for no rows."""
        return self._empty

    @empty.setter
    def empty(self, words: str) -> None:
        if words != self._empty:
            self._empty = words
            self.refresh()

    @property
    def rows(self) -> Sequence[Row]:
        """What is listed."""
        return self._rows

    @property
    def keys(self) -> tuple[str, ...]:
        """What the rows stand for, in order."""
        return self._keys

    @property
    def key(self) -> str | None:
        """What the cursor's row stands for."""
        return self._keys[self._cursor] if self._keys else None

    def show(self, rows: Sequence[Row], key: str | None = None) -> None:
        """List *rows* with the cursor on *key*, or on the row it was on, as far as there is one."""
        wanted = self.key if key is None else key
        lazy = isinstance(rows, RowsOnDemand)
        self._rows = rows if lazy else tuple(rows)
        self._keys = rows.keys if isinstance(rows, RowsOnDemand) else tuple(r.key for r in rows)
        at = self._keys.index(wanted) if wanted in self._keys else None
        self._cursor = min(self._cursor, max(0, len(rows) - 1)) if at is None else at
        self._sync_size(self.size.width)
        self._follow()
        if self.is_mounted:
            self._refresh_changed()
            self.look_ahead()

    def _refresh_changed(self) -> None:
        """Draw those of the lines in view again that show something else than they did."""
        width, height = self.size
        changed = [y for y in range(height) if self._in_view.get(y) != self._line(y)]
        if changed:
            self.refresh(*[Region(0, y, width, 1) for y in changed])

    def _sync_size(self, width: int) -> None:
        """Tell the scroll bar how many rows there are.

        Only where that makes it come or go is the screen laid out anew.
        """
        size = Size(width, len(self._rows) + self._headed)
        fits = size.height <= self.size.height
        if fits != self.show_vertical_scrollbar and self.is_mounted:
            self.set_reactive(RowList.virtual_size, size)
            if not fits:
                self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def head(self, titles: Sequence[str]) -> None:
        """Change the columns' titles."""
        self._columns = tuple(
            Column(title, c.width, c.right, c.needs)
            for title, c in zip(titles, self._columns, strict=True)
        )
        self.refresh()

    def move(self, motion: str, count: int = 1) -> None:
        """Move the cursor: up, down, page_up, page_down, half_up, half_down, top, bottom."""
        page = max(1, self.size.height - 1 - self._headed)
        steps = {"up": -1, "down": 1, "page_up": -page, "page_down": page}
        steps |= {"half_up": -(page // 2 or 1), "half_down": page // 2 or 1}
        match motion:
            case "top":
                self.go_to(count - 1)
            case "bottom":
                self.go_to(len(self._rows) - 1 if count == 1 else count - 1)
            case _ if motion in steps:
                self.go_to(self._cursor + steps[motion] * count)

    def go_to(self, index: int) -> None:
        """Put the cursor on the row of this index, or the nearest there is."""
        index = max(0, min(index, len(self._rows) - 1))
        if self._rows and index != self._cursor:
            self._put_cursor(index)
            self.post_message(self.Highlighted(self, self._keys[index]))

    def highlight(self, key: str | None) -> None:
        """Put the cursor on *key* without a message; nothing happens when it isn't listed."""
        if key in self._keys and key != self.key:
            self._put_cursor(self._keys.index(key))

    def _put_cursor(self, index: int) -> None:
        """Move the cursor; only two lines change where nothing scrolls."""
        left, self._cursor = self._cursor, index
        self._follow()
        for line in (left, index):
            self.refresh_lines(line + self._headed, 1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows now in view, and later those next to them."""
        super().watch_scroll_y(old_value, new_value)
        self.look_ahead()

    def notify_style_update(self) -> None:
        """Take the styles anew: the theme or the style sheet has changed."""
        super().notify_style_update()
        self._drawn_for = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of the lines in *crop*, each drawn once; a frame on the left goes before."""
        gutter = self.styles.gutter
        if gutter.top or gutter.bottom or gutter.right or not self.size.width:
            return super().render_lines(crop)
        self._forget_unless_same()
        lines = {y: self._line(y) for y in range(crop.y, crop.bottom)}
        self._in_view.update(lines)
        strips = [self._kept(line) for line in lines.values()]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def drawn_ahead(self, first: int, last: int) -> Iterator[Strip]:
        """The rows of these lines that were not drawn yet."""
        if self._drawn_for is None:
            return
        top = self.scroll_offset.y
        for y in range(first, min(last, len(self._rows) + self._headed)):
            line = self._line(y - top)
            if line not in self._strips:
                yield self._kept(line)

    def _forget_unless_same(self) -> None:
        """Keep no strips of another width, in other colours or of other columns."""
        ground, filters = self.background_colors[1], tuple(self.get_line_filters())
        linear, seen = self.app.has_class("-linear"), self.scrollable_size.width
        base = self.visual_style.rich_style
        drawn_for = (self.size.width, seen, base, ground, filters, self._columns, linear)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._strips.clear()
            self._looks.clear()
            self._painter = RowPainter(self._columns, self.size.width, self._look, linear=linear)
            left = self.styles.gutter.left
            frame = Region(0, 0, self.region.width, 1)
            self._frame = list(super().render_lines(frame)[0].crop(0, left)) if left else []

    def _kept(self, line: Line) -> Strip:
        """What is seen of *line*, gone through the program's line filters."""
        strip = self._strips.get(line)
        if strip is None:
            segments, ground = list(self._painter.drawn(line)), self.background_colors[1]
            for each in self.get_line_filters():
                segments = each.apply(segments, ground)
            seen = self.styles.gutter.left + self.scrollable_size.width
            strip = self._strips[line] = Strip([*self._frame, *segments]).crop(0, seen)
        return strip

    def _look(self, name: str) -> Style:
        if name not in self._looks:
            found = self.get_component_rich_style(name) if name else self.visual_style.rich_style
            self._looks[name] = found
        return self._looks[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        self._forget_unless_same()
        return self._painter.drawn(self._line(y))

    def _line(self, y: int) -> Line:
        """What the line *y* of the view shows, and the look that it is drawn in."""
        if self._headed and y == 0:
            return Line(None, "rows--title", marked=False)
        index = y - self._headed + self.scroll_offset.y
        if not self._rows and y == self._headed and self._empty:
            return Line(self._empty, "rows--dim", marked=False)
        if index >= len(self._rows):
            return Line(None, "", marked=False)
        row = self._rows[index]
        if index != self._cursor:
            return Line(row, "rows--dim" if row.dim else "", marked=False)
        look = "rows--cursor" if self.has_focus else "rows--cursor-blurred"
        return Line(row, look, marked=True)

    def _follow(self) -> None:
        if not self.is_mounted:
            return
        if self._cursor == 0:
            self.scroll_to(y=0, animate=False)
            return
        region = Region(0, self._cursor, 1, 1 + self._headed)
        self.scroll_to_region(region, animate=False, force=True, x_axis=False)

    def terminal_cursor(self) -> Offset | None:
        """Where on the screen the cursor's row begins."""
        y = self._cursor + self._headed - self.scroll_offset.y
        if not self._rows or not 0 <= y < self.size.height:
            return None
        return self.content_region.offset + Offset(0, y)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view."""
        self._sync_size(event.size.width)
        self._follow()

    def on_focus(self) -> None:
        """The cursor is drawn otherwise with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn otherwise without the focus."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Highlight the row; choose it when it was highlighted, or on a double click."""
        if self._headed and event.y == 0:
            at = 1
            for column, room in rooms(self._columns, self.size.width):
                if at <= event.x < at + room + len(GAP):
                    self.post_message(self.Headed(self, column))
                at += room + len(GAP)
            return
        index = event.y - self._headed + self.scroll_offset.y
        if 0 <= index < len(self._rows) and event.y >= self._headed:
            again = index == self._cursor or event.chain > 1
            self.go_to(index)
            if again:
                self.post_message(self.Chosen(self, self._keys[index]))
