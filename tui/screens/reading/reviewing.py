"""The article as a whole: how far it is read, and its blocks put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.model import BlockKind, State
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.arrival import Arrival
from tui.screens.reading.desk import Desk
from tui.words import told_mending

if TYPE_CHECKING:
    from store.history import Reversal

_HIDDEN = (BlockKind.BOILERPLATE, BlockKind.COMMENT_META)


class Reviewing(Part):
    """Keeps where the reader is, that the article was begun or is done, and what its blocks are."""

    def __init__(self, screen: CommandScreen, desk: Desk, arrival: Arrival) -> None:
        """Of the article on *desk*; its place is in the glimpse, until *arrival* is over."""
        self._screen, self._desk, self._arrival = screen, desk, arrival

    def first_place(self) -> int:
        """Where to begin: at the annotation asked for, or where the reader left off; at first,
        above the furniture at the top of the page.
        """
        desk = self._desk
        wanted = [found.start for found in desk.annotations if found.id == desk.chosen]
        position = wanted[0] if wanted else self.place_left()
        starts = (block.start for block in desk.blocks if block.kind not in _HIDDEN)
        return position or next(starts, 0)

    def place_left(self) -> int:
        """Where the reader left off."""
        if self._arrival.glimpse is not None:
            return self._arrival.glimpse.position
        return self._screen.library.articles.position(self._desk.article.id)

    def mark_begun(self) -> None:
        """An article that is looked at is new no more."""
        article, screen = self._desk.article, self._screen
        if article.state == "new" and screen.read_only is None:
            id_, place = article.id, self.place_left()
            screen.save(lambda: screen.library.keep_place(id_, place, begin=True), step=False)

    def keep_place(self) -> None:
        """Remember where the reader is, unless the library was not even opened."""
        screen = self._screen
        if screen.is_opening:
            return
        article, place = self._desk.article.id, self._desk.caret
        if screen.library.articles.position(article) != place and not screen.read_only:
            screen.save(lambda: screen.library.keep_place(article, place), step=False)

    def do_done(self) -> None:
        """Mark the article done, or begun again."""
        article, library = self._desk.article, self._screen.library
        state: State = "begun" if article.state == "done" else "done"
        self._screen.save(lambda: library.set_state(article.id, state))
        self._screen.say(f"Marked {state}.")

    async def do_mend(self) -> None:
        """Put right what the block at the caret is, or where it begins and ends."""
        from tui.dialogs.mend import Mend

        caret, view = self._desk.caret, self._desk.view
        decision = await self._screen.ask(
            Mend(caret, view.block_at(caret), undo=self._screen.key("undo"))
        )
        if decision is not None:
            self._screen.hush()  # what the bar says of the step before is over
            article, library = self._desk.article.id, self._screen.library
            self._screen.save(lambda: library.correct(article, decision))

    def told(self, reversal: Reversal) -> str | None:
        """What was undone or redone, if it is about the article's blocks."""
        desk = self._desk
        if reversal.ids != (desk.article.id,):
            return None
        blocks = self._screen.library.articles.blocks(desk.article.id)
        return told_mending(reversal.action, desk.text, desk.blocks, blocks)
