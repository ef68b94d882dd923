"""The article view: a page with a caret that the mouse moves and selects with, too."""

from __future__ import annotations

from textual import events

from store.text import sentence_at, word_at
from tui.widgets.article_view.caret_view import CaretView, OfView
from tui.widgets.article_view.paint import Span


class ArticleView(CaretView, inherit_bindings=False):
    """What the caret does by keys, also by clicks and drags."""

    class MarkClicked(OfView):
        """A mark's sign in the margin was clicked."""

        def __init__(self, view: ArticleView, id: str) -> None:
            """In *view* the mark of this id."""
            super().__init__(view)
            self.id = id

    _press: int | None = None
    """The offset that a drag began at, None while there is none."""

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        """The drawn offset nearest to the mouse; None when nothing is drawn."""
        layout, painter = self._layout, self._painter
        if layout is None or painter is None or not layout.row_count:
            return None
        row = max(0, event.y - self.gutter.top + self.scroll_offset.y)
        layout.extend_rows(row + 1)
        found = layout.stop_row(min(row, layout.row_count - 1), 1)
        if found is None:
            return self._snapped(len(self._text))
        return layout.offset_at(found, event.x - self.gutter.left - painter.frame.left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret under the mouse and begin to drag; with shift, select up to there."""
        offset = self._offset_under(event)
        if offset is None or event.button != 1:
            return
        self.capture_mouse()
        self._press = offset
        self._point(offset, extend=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down, scrolling at the edges."""
        if self._press is None:
            return
        offset = self._offset_under(event)
        if offset is not None and offset != self._choice.caret:
            self._point(offset, extend=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a drag."""
        del event
        self._press = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Two clicks select the word, three the sentence; one opens a fold or names a mark."""
        offset = self._offset_under(event)
        if offset is None or event.shift:
            return
        match event.chain:
            case 1:
                self._click_once(event, offset)
            case 2:
                self._select_unit(word_at(self._text, offset))
            case 3 if (block := self.block_at(offset)) is not None:
                self._select_unit(sentence_at(self._text, block.start, block.end, offset))

    def _click_once(self, event: events.Click, offset: int) -> None:
        layout, painter = self._layout, self._painter
        if layout is None or painter is None:
            return
        row = event.y - self.gutter.top + self.scroll_offset.y
        if event.x - self.gutter.left < painter.frame.left and row < layout.row_count:
            cell = event.x - self.gutter.left
            mark = painter.mark_at(self._states(row, row + 1)[0], cell)
            if mark is not None:
                self.post_message(self.MarkClicked(self, mark.id))
        elif row < layout.row_count and layout.is_fold(row) and layout.row_of(offset) == row:
            self.toggle_fold()

    def _select_unit(self, unit: Span | None) -> None:
        if unit is not None:
            self.select(*unit)

    def _point(self, offset: int, *, extend: bool) -> None:
        if not extend:
            self._choice.clear()
        self._choice.place(offset, extend=extend)
        self._choice.goal = None
        self._follow()
