"""The caret and what is selected, as one small state. Pure."""

from __future__ import annotations

from msgspec import Struct

from tui.widgets.article_view.layout import Layout


class Choice(Struct):
    """The caret, the selection's other end, and the column that motions by rows aim at.

    `visual` is on while plain motions extend the selection. `exact` is a selection made by
    offsets, kept to the code point until the caret moves.
    """

    caret: int = 0
    anchor: int | None = None
    visual: bool = False
    exact: tuple[int, int] | None = None
    goal: int | None = None

    def span(self, layout: Layout | None) -> tuple[int, int] | None:
        """The selection, end exclusive, with the grapheme under the caret; None without one."""
        if self.anchor is None:
            return None
        if self.exact is not None:
            return self.exact
        start, last = sorted((self.anchor, self.caret))
        end = last + 1 if layout is None else layout.grapheme_end(last)
        return (start, end) if start < end else None

    def place(self, caret: int, *, extend: bool, until: int | None = None) -> None:
        """Move the caret; a selection grows with it when extending, else it ends.

        One that began before *until* ends there, and not with the caret.
        """
        if not (extend or self.visual):
            self.anchor = None
        elif self.anchor is None:
            self.anchor = self.caret
        self.exact = None
        if self.anchor is not None and until is not None and self.anchor < until:
            self.exact = (self.anchor, until)
        self.caret = caret

    def choose(self, start: int, last: int, exact: tuple[int, int]) -> None:
        """Select *exact*, with the caret on its *last* grapheme."""
        self.anchor, self.caret, self.exact, self.goal = start, last, exact, None

    def clear(self) -> None:
        """Select nothing; the caret stays."""
        self.anchor, self.visual, self.exact = None, False, None

    def toggle_visual(self, layout: Layout | None) -> None:
        """Let plain motions extend the selection, or begin one at the caret; if so already, end."""
        if self.visual:
            self.clear()
            return
        if self.span(layout) is None:
            self.anchor = self.caret
        self.visual = True

    def swap(self, layout: Layout) -> None:
        """Put the caret at the selection's other end."""
        if self.anchor is not None:
            if self.exact is not None and self.caret >= self.exact[1]:
                self.caret = layout.snap(self.exact[1] - 1, back=True)
            self.anchor, self.caret = self.caret, self.anchor
            self.goal = None
