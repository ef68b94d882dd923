"""The quotations of an article on screen: found beside it, or at once where a key asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.near import Part, blocks_in, is_near_edge, part_around
from tui.screens.base import CommandScreen
from tui.screens.reading.desk import Desk

if TYPE_CHECKING:
    from store.model import Block
    from store.suggest.quotes import Quotation

QUOTATIONS_AFTER = 0.1
"""Seconds after the first paint: the rules take longer to load than to run."""


class Quoting:
    """Reads the article; of a long one the part around the caret."""

    def __init__(self, screen: CommandScreen, desk: Desk) -> None:
        """Nothing is read yet."""
        self._screen, self._desk = screen, desk
        self._part: Part = (0, len(desk.text))
        self.found: tuple[Quotation, ...] = ()
        self.ready = asyncio.Event()
        """Set once the quotations of the part are found."""

    @property
    def is_part(self) -> bool:
        """Whether only a part of the article is read."""
        return self._part != (0, len(self._desk.text))

    def blocks(self) -> Sequence[Block]:
        """The blocks that are read, for quotations and suggestions."""
        return blocks_in(self._desk.blocks, self._part)

    def read_around(self, caret: int) -> None:
        """Read what is around *caret* from now on."""
        self._part = part_around(len(self._desk.text), caret)

    def leads_on(self, caret: int) -> bool:
        """Whether *caret* came so near to an end of the part that another one is read now."""
        if not is_near_edge(self._part, len(self._desk.text), caret):
            return False
        self.read_around(caret)
        self.ready.clear()
        return True

    def find_soon(self) -> None:
        """Find them once what is on the screen is painted."""
        self._screen.set_timer(QUOTATIONS_AFTER, self.find)

    def find(self) -> None:
        """Find them, in a thread; what was found before holds until then."""
        self._screen.run_worker(self._find, thread=True, exclusive=True, group="quotations")

    def known(self) -> tuple[Quotation, ...]:
        """The quotations, found now if a key comes before the thread is done."""
        if not self.ready.is_set():
            self._take(self._look())
        return self.found

    def _find(self) -> None:
        found = self._look()
        self._screen.app.call_from_thread(self._take, found)

    def _look(self) -> tuple[Quotation, ...]:
        from store.suggest.quotes import quotations

        return quotations(self._desk.text, self.blocks())

    def _take(self, found: tuple[Quotation, ...]) -> None:
        self.found = found
        self.ready.set()
        self._desk.view.set_quotations([(quotation.start, quotation.end) for quotation in found])
