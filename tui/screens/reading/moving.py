"""Moving about in the article: by motions, by what there is of a kind, and on to the next one."""

from __future__ import annotations

from store.model import BlockKind
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.places import Places
from tui.screens.reading.quoting import Quoting
from tui.settings.values import NARROWEST, WIDEST

_STEP = 5
"""Cells by which the column is made narrower or wider."""


class Moving(Part):
    """Moves the caret, and changes how the text lies around it."""

    def __init__(
        self, screen: CommandScreen, desk: Desk, *, places: Places, quoting: Quoting
    ) -> None:
        """Of the article on *desk*."""
        self._screen, self._desk, self._places, self._quoting = screen, desk, places, quoting

    def can_do(self, command: Command) -> bool | None:
        """A fold must be there to be opened, a quotation to be gone to."""
        match command.id:
            case "fold":
                return self._desk.view.has_fold_here
            case "next-quotation" | "previous-quotation":
                return bool(self._quoting.found) or not self._quoting.ready.is_set()
        return True

    def do_move(self, motion: str, count: int = 1) -> None:
        """Move the caret, or the panel's cursor when the panel has the focus."""
        desk = self._desk
        if desk.panel.has_focus:
            desk.panel.move(motion, count)
        elif motion in ("top", "bottom") and count > 1:
            desk.view.go_to(desk.blocks[min(count, len(desk.blocks)) - 1].start)
        else:
            desk.view.move(motion, count)

    def do_extend(self, motion: str, count: int = 1) -> None:
        """Move the caret and select on the way."""
        self._desk.view.move(motion, count, extend=True)

    def do_jump(self, which: str, way: str, count: int = 1) -> None:
        """Go to the next or previous comment, quotation or annotation."""
        selection = self._desk.view.selection
        origin = selection[0] if selection is not None else self._desk.caret
        ahead = way == "next"
        # A quotation under the caret that is not selected yet is the next one.
        inclusive = which == "quotation" and selection is None and ahead
        starts = self._starts(which)
        found = sorted(
            {s for s in starts if (s > origin or (inclusive and s == origin))}
            if ahead
            else {s for s in starts if s < origin},
            reverse=not ahead,
        )
        if found:
            self._jump_to(which, found[min(count, len(found)) - 1])
            return
        is_part = which == "quotation" and self._quoting.is_part
        within = " in this part of a long article" * is_part
        self._screen.say(f"There is no {'further' if ahead else 'earlier'} {which}{within}.")

    def _starts(self, which: str) -> list[int]:
        if which == "quotation":
            return [quotation.start for quotation in self._quoting.known()]
        if which == "annotation":
            return [annotation.start for annotation in self._desk.annotations]
        return [b.start for b in self._desk.blocks if b.kind is BlockKind.COMMENT]

    def _jump_to(self, which: str, start: int) -> None:
        desk = self._desk
        if which == "quotation":
            quotation = next(q for q in self._quoting.found if q.start == start)
            desk.view.reveal(quotation.start, quotation.end)
            desk.view.select(quotation.start, quotation.end, leap=True)
        elif which == "annotation":
            desk.go_to_annotation(next(a.id for a in desk.annotations if a.start == start))
        else:
            desk.show_place(start)

    def do_next_article(self) -> None:
        """Go to the next article that is not done."""
        articles, here = self._screen.library.articles.all(), self._desk.article.id
        at = next((i for i, a in enumerate(articles) if a.id == here), 0)
        for article in [*articles[at + 1 :], *articles[:at]]:
            if article.state != "done":
                self._places.leave_for(article.id)
                return
        self._screen.say("Every other article is done.")

    # -- how the text lies

    def do_fold(self) -> None:
        """Fold or unfold what the caret is on."""
        if not self._desk.view.toggle_fold():
            self._screen.say("There is nothing to fold here.")

    def do_fold_all(self) -> None:
        """Fold or unfold everything."""
        self._desk.view.toggle_all_folds()

    def do_measure(self, way: str) -> None:
        """Make the column of text narrower or wider."""
        app, view = self._screen.app, self._desk.view
        step = _STEP if way == "+" else -_STEP
        app.column = max(NARROWEST, min(WIDEST, view.measure + step))
        view.measure = app.column
