"""The reading screen: moving, selecting, jumping, folding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from store.model import BlockKind
from store.text import fold_space
from tui.commands.base import Command
from tui.commands.reading import READING
from tui.screens.article import much
from tui.screens.finding import FindingScreen
from tui.settings.values import NARROWEST, WIDEST
from tui.untrusted import pasteable
from tui.words import source_line

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening

_UNITS = 9
"""No selection grows more often."""
_STEP = 5
"""Cells by which the column is made narrower or wider."""


class ReadingScreen(FindingScreen):
    """Reads and tags one article."""

    commands = READING

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self._grown: list[tuple[int, int] | None] = []

    def can_do(self, command: Command) -> bool | None:
        """What works on folds or a selection needs one."""
        match command.id:
            case "fold":
                return self.view.has_fold_here
            case "shrink":
                return self.view.selection is not None
            case "copy":
                return self.view.selection is not None or self.current() is not None
            case "next-quotation" | "previous-quotation":
                return bool(self.quoting.found) or not self.quoting.ready.is_set()
            case "other":
                return self.view.selection is not None or len(self.here()) > 1
        return super().can_do(command)

    # -- moving

    def do_move(self, motion: str, count: int = 1) -> None:
        """Move the caret, or the panel's cursor when the panel has the focus."""
        if self.panel.has_focus:
            self.panel.move(motion, count)
        elif motion in ("top", "bottom") and count > 1:
            self._to_block(count)
        else:
            self.view.move(motion, count)

    def do_extend(self, motion: str, count: int = 1) -> None:
        """Move the caret and select on the way."""
        self.view.move(motion, count, extend=True)

    def _to_block(self, number: int) -> None:
        self.view.go_to(self.blocks[min(number, len(self.blocks)) - 1].start)

    def do_jump(self, which: str, way: str, count: int = 1) -> None:
        """Go to the next or previous comment, quotation or annotation."""
        caret = self.view.caret
        if which == "quotation":
            starts = [quotation.start for quotation in self.quoting.known()]
        elif which == "annotation":
            starts = [annotation.start for annotation in self.annotations]
        else:
            starts = [b.start for b in self.blocks if b.kind is BlockKind.COMMENT]
        selection = self.view.selection
        origin = selection[0] if selection is not None else caret
        ahead = way == "next"
        # A quotation under the caret that is not selected yet is the next one.
        inclusive = which == "quotation" and selection is None and ahead
        found = sorted(
            {s for s in starts if (s > origin or (inclusive and s == origin))}
            if ahead
            else {s for s in starts if s < origin},
            reverse=not ahead,
        )
        if not found:
            within = " in this part of a long article" * (
                which == "quotation" and self.quoting.is_part
            )
            self.say(f"There is no {'further' if ahead else 'earlier'} {which}{within}.")
            return
        start = found[min(count, len(found)) - 1]
        if which == "quotation":
            quotation = next(q for q in self.quoting.found if q.start == start)
            self.view.reveal(quotation.start, quotation.end)
            self.view.select(quotation.start, quotation.end, leap=True)
        elif which == "annotation":
            self.go_to_annotation(next(a.id for a in self.annotations if a.start == start))
        else:
            self.view.reveal(start, start + 1)
            self.view.go_to(start)

    def do_next_article(self) -> None:
        """Go to the next article that is not done."""
        articles = self.library.articles.all()
        at = next((i for i, a in enumerate(articles) if a.id == self.article.id), 0)
        for article in [*articles[at + 1 :], *articles[:at]]:
            if article.state != "done":
                self.leave_for(article.id)
                return
        self.say("Every other article is done.")

    # -- selecting

    def do_select(self) -> None:
        """Begin to select here, or stop."""
        self.view.start_selection()

    def do_grow(self, count: int = 1) -> None:
        """Select the next larger unit, *count* times."""
        for _ in range(min(count, _UNITS)):
            self._grow()

    def _grow(self) -> None:
        before = self.view.selection
        start, end = before or (self.view.caret, self.view.caret)
        if not self._grown or self._grown[-1] is None or before is None:
            self._grown = []
        from store.suggest.units import grow

        larger = grow(self.text, self.blocks, start, end)
        if larger != (start, end):
            self._grown.append(before)
            self.view.select(*larger)

    def do_shrink(self, count: int = 1) -> None:
        """Go back to the smaller unit, *count* times."""
        for _ in range(min(count, _UNITS)):
            self._shrink()

    def _shrink(self) -> None:
        if not self._grown:
            self.view.clear_selection()
            return
        smaller = self._grown.pop()
        if smaller is None:
            self.view.clear_selection()
        else:
            self.view.select(*smaller)

    def do_other(self) -> None:
        """The selection's other end; without one, the next of several annotations here."""
        if self.view.selection is not None:
            self.view.swap_ends()
            return
        here = self.here()
        current = self.current()
        if current is not None and here:
            at = here.index(current) if current in here else -1
            self._current = here[(at + 1) % len(here)].id
            self.panel.highlight(self._current)
            self.show_status()

    def do_copy(self) -> None:
        """Copy the selection, or the annotation here, with its source, to the clipboard."""
        selection, current = self.view.selection, self.current()
        if selection is not None:
            copied = self.text[slice(*selection)]
        elif current is not None:
            copied = current.exact
        else:
            self.say("Select something to copy.")
            return
        block = self.view.block_at(selection[0] if selection is not None else self.view.caret)
        source = fold_space(source_line(self.article, block))
        self.app.copy_to_clipboard(pasteable(f"{copied}\n— {source}"))
        self.say(f"Copied {much(copied, 0, len(copied))} and the source.")

    # -- looking

    def do_fold(self) -> None:
        """Fold or unfold what the caret is on."""
        if not self.view.toggle_fold():
            self.say("There is nothing to fold here.")

    def do_fold_all(self) -> None:
        """Fold or unfold everything."""
        self.view.toggle_all_folds()

    def do_measure(self, way: str) -> None:
        """Make the column of text narrower or wider."""
        step = _STEP if way == "+" else -_STEP
        self.app.column = max(NARROWEST, min(WIDEST, self.view.measure + step))
        self.view.measure = self.app.column

    # -- the article

    @work
    async def do_mend(self) -> None:
        """Put right what the block at the caret is, or where it begins and ends."""
        from tui.dialogs.mend import Mend

        caret = self.view.caret
        decision = await self.app.push_screen_wait(
            Mend(caret, self.view.block_at(caret), undo=self.key("undo"))
        )
        if decision is not None:
            self.hush()  # what the bar says of the step before is over
            self.save(lambda: self.library.correct(self.article.id, decision))

    def do_done(self) -> None:
        """Mark the article done, or begun again."""
        article, state = self.article.id, "begun" if self.article.state == "done" else "done"
        self.save(lambda: self.library.set_state(article, "done" if state == "done" else "begun"))
        self.say(f"Marked {state}.")

    def do_back(self) -> None:
        """Drop the selection, or the hits, or leave the panel, or go back to the list."""
        if self.panel.has_focus:
            self.view.focus()
        elif self._drop_stretches():
            pass
        elif self.view.selection is not None:
            self._grown = []
            self.view.clear_selection()
        elif self.has_hits:
            self.clear_hits()
        else:
            self.keep_place()
            self.app.back()
