"""A page with a caret: what shows an article, moves through it, selects in it and folds it.

It has no keys of its own: the screen dispatches them to `move` and its fellows.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from store.blocks import block_at
from store.model import Block
from tui.widgets.article_view import folding
from tui.widgets.article_view.caret import end_before, is_vertical, moved
from tui.widgets.article_view.choosing import Choice
from tui.widgets.article_view.marks import Mark
from tui.widgets.article_view.overlay import Overlay
from tui.widgets.article_view.page import PageView
from tui.widgets.article_view.paint import Painter, Span
from tui.widgets.article_view.plan import Folds

_FLASH = 0.5
"""Seconds that a flash lasts."""


class OfView(Message):
    """Something that happened in a view, which is in control of it."""

    def __init__(self, view: CaretView) -> None:
        """In *view*."""
        super().__init__()
        self.view = view

    @property
    def control(self) -> CaretView:
        """The view that sent it."""
        return self.view


class CaretView(PageView, inherit_bindings=False):
    """An article's text, richly laid out, with marks, folds, a caret and a selection.

    Offsets are code points of the text, end exclusive.
    """

    class CaretMoved(OfView, namespace="article_view"):
        """The caret stands elsewhere."""

        def __init__(self, view: CaretView, offset: int) -> None:
            """It stands at *offset* of *view*."""
            super().__init__(view)
            self.offset = offset

    class SelectionChanged(OfView, namespace="article_view"):
        """Something else is selected, or nothing any more."""

        def __init__(self, view: CaretView, selection: Span | None) -> None:
            """In *view* this is selected now."""
            super().__init__(view)
            self.selection = selection

    # What is shown

    def show(
        self,
        text: str,
        blocks: Sequence[Block],
        *,
        quotations: Sequence[Span] = (),
        caret: int = 0,
    ) -> None:
        """Show an article from *caret*, with nothing selected, marked or found.

        *blocks* and *quotations* are in order and don't overlap.
        """
        self._text, self._blocks, self._quotations = text, blocks, quotations
        self._folds, self._choice = Folds(), Choice(caret=caret)
        self._overlay = Overlay()
        self._lay_out(top=None)
        self._announce()

    def exchange(self, text: str, blocks: Sequence[Block]) -> None:
        """Show the same article as it is now known; page, caret and folds stay as they are."""
        if blocks == self._blocks and text == self._text:
            return
        self._text, self._blocks = text, blocks
        self._lay_out_in_place()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks and no others; only the rows that change are drawn again."""
        self._overlay.set_marks(marks)
        self._refresh_changed()
        self.look_ahead()

    def add_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks too, at once; suggestions of their kind that they cover go."""
        self._overlay.add_marks(marks)
        self._refresh_changed()

    def marks_at(self, offset: int) -> list[str]:
        """The ids of the marks over *offset*."""
        return self._overlay.ids_at(offset)

    def set_quotations(self, quotations: Sequence[Span]) -> None:
        """Tell these stretches (in order, not overlapping) from prose."""
        self._quotations = quotations
        if self._layout is not None and self._painter is not None:
            frame, palette = self._painter.frame, self._painter.palette
            self._painter = Painter(self._layout, frame, palette, quotations)
            self._forget_strips()
            self.refresh()
            self.look_ahead()

    def set_hits(self, hits: Sequence[Span], current: Span | None = None) -> None:
        """Show what was found (in order, not overlapping), and which of it was gone to."""
        self._overlay.hits, self._overlay.current = hits, current
        self._refresh_changed()

    def flash(self, start: int, end: int) -> None:
        """Light text[start:end] up for a moment, unless nothing is to move or flash."""
        if self.app.animation_level == "none":
            return
        self._overlay.flash = (start, end)
        self._refresh_changed()
        self.set_timer(_FLASH, self._end_flash)

    def _end_flash(self) -> None:
        self._overlay.flash = None
        self._refresh_changed()

    # Caret and selection

    @property
    def caret(self) -> int:
        """The offset under the caret."""
        return self._choice.caret

    @property
    def selection(self) -> Span | None:
        """What is selected, with the whole grapheme under the caret; None when nothing is."""
        return self._choice.span(self._layout)

    def block_at(self, offset: int) -> Block | None:
        """The block that covers *offset*, or None between two."""
        return block_at(self._article_blocks, offset)

    def move(self, motion: str, count: int = 1, *, extend: bool = False) -> None:
        """Move the caret by a `caret.Motion`, *count* times; *extend* selects on the way.

        Raises ValueError for an unknown motion.
        """
        layout = self._layout
        if layout is None:
            return
        choice, height = self._choice, max(1, self.size.height)
        row, cell = layout.cell_of(choice.caret)
        goal = cell if choice.goal is None else choice.goal
        caret = moved(layout, choice.caret, motion, count=count, goal=goal, page=height)
        anchor = choice.caret if choice.anchor is None else choice.anchor
        until = end_before(layout, motion, anchor, choice.caret, caret)
        choice.place(caret, extend=extend, until=until)
        choice.goal = goal if is_vertical(motion) else None
        held = row - self.scroll_offset.y if motion.startswith(("page", "half")) else None
        self._follow(held=held)

    def go_to(self, offset: int, *, centre: bool = False) -> None:
        """Put the caret on *offset*, or the nearest drawn one after it; *centre* its row."""
        self._choice.clear()
        self._choice.place(self._snapped(offset), extend=False)
        self._choice.goal = None
        self._follow(held=self.size.height // 2 if centre else self._held_after_leap())

    def select(self, start: int, end: int, *, leap: bool = False) -> None:
        """Select exactly text[start:end], the caret on its last character.

        After a *leap* there is room to read what follows; else the page moves only as it must.
        """
        if not 0 <= start < end <= len(self._text):
            return
        last = end - 1 if self._layout is None else self._layout.snap(end - 1, back=True)
        self._choice.choose(start, max(start, last), (start, end))
        self._follow(held=self._held_after_leap(start) if leap else None)

    def clear_selection(self) -> None:
        """Select nothing; the caret stays."""
        self._choice.clear()
        self._follow(scroll=False)

    def start_selection(self) -> None:
        """Begin to select at the caret, plain motions extending; when so already, end it."""
        self._choice.toggle_visual(self._layout)
        self._follow(scroll=False)

    def swap_ends(self) -> None:
        """Put the caret at the selection's other end."""
        if self._layout is not None:
            self._choice.swap(self._layout)
            self._follow()

    # Folds

    @property
    def has_fold_here(self) -> bool:
        """Whether there is anything to fold or unfold at the caret."""
        return self._fold_here() is not None

    def toggle_fold(self) -> bool:
        """Fold or unfold what the caret is in; whether there was anything to fold."""
        fold = self._fold_here()
        if fold is None:
            return False
        folding.toggle(self._folds, fold.group, fold.kind)
        self._choice.clear()
        self._refold(fold.start)
        return True

    def _fold_here(self) -> folding.Fold | None:
        """The fold that the caret is in."""
        layout = self._layout
        if layout is None or not layout.row_count:
            return None
        section = layout.section(layout.row_of(self._choice.caret))
        if section is None or section.group is None:
            return None
        return folding.Fold(section.group, section.kind, section.start)

    def toggle_all_folds(self) -> None:
        """Unfold everything; when nothing is folded, fold the page furniture."""
        folding.toggle_all(self._folds, self._article_blocks)
        self._refold()

    def toggle_comments(self, ids: set[str]) -> bool:
        """Fold these comments to a line, or unfold them when all are folded; whether folded."""
        folded = folding.toggle_comments(self._folds, ids)
        self._choice.clear()
        self._refold()
        return folded

    def reveal(self, start: int, end: int) -> None:
        """Unfold whatever hides any of text[start:end]."""
        if folding.reveal(self._folds, self._article_blocks, start, end):
            self._refold()

    @property
    def _article_blocks(self) -> Sequence[Block]:
        """The article's own blocks, which folds are made of."""
        return self._blocks

    def _refold(self, caret: int | None = None) -> None:
        """Lay out anew with other folds, the caret where it is or at *caret*."""
        held = 0
        if caret is not None:
            self._choice.caret = caret
        if self._layout is not None and self._layout.row_count:
            held = self._layout.row_of(self._choice.caret) - self.scroll_offset.y
        self._lay_out(top=None)
        self._scroll_to_caret(held)
        self._announce()

    # Telling

    def _snapped(self, offset: int) -> int:
        offset = max(0, min(offset, len(self._text)))
        return offset if self._layout is None else self._layout.snap(offset)

    def _follow(self, *, held: int | None = None, scroll: bool = True) -> None:
        """After a change of caret or selection: scroll, draw what changed, tell the screen."""
        top = self.scroll_offset.y
        if scroll:
            self._scroll_to_caret(held)
        if self.scroll_offset.y == top:
            self._refresh_changed()
        else:
            self._drawn = None
        self._announce()

    def _announce(self) -> None:
        """Post what has changed since it was last told."""
        if not self.is_running:
            return
        now = (self.caret, self.selection)
        caret, selection = self._announced
        self._announced = now
        if now[0] != caret:
            self.post_message(self.CaretMoved(self, now[0]))
        if now[1] != selection:
            self.post_message(self.SelectionChanged(self, now[1]))
