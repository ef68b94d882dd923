"""Pointing: letters on everything in view, of which one is pressed."""

from __future__ import annotations

import asyncio

from store.model import BlockKind
from store.text import sentences
from tui.hints import Span, hinted
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.letters import Letters
from tui.screens.reading.places import Places
from tui.screens.reading.quoting import Quoting
from tui.suggested import Suggested

_HIDDEN = (BlockKind.BOILERPLATE, BlockKind.COMMENT_META)


class Pointing(Part):
    """Selects what a letter stands on, or tells whoever asks what was pointed at."""

    def __init__(
        self,
        screen: CommandScreen,
        desk: Desk,
        *,
        letters: Letters,
        places: Places,
        quoting: Quoting,
        suggested: Suggested,
    ) -> None:
        """No letter is drawn yet."""
        self._screen, self._desk, self._letters, self._places = screen, desk, letters, places
        self._quoting, self._suggested = quoting, suggested
        self.hints: dict[str, Span] = {}
        """What each label that is drawn now stands for."""
        self._typed = ""
        self._pointed: asyncio.Future[Span | None] | None = None

    def do_hints(self) -> None:
        """Put letters on the quotations, names and sentences in view."""
        if self._put_letters(self.targets()):
            self._screen.whisper("a letter selects; in capitals the whole paragraph or comment")

    async def point_at(self, targets: list[Span], what: str) -> Span | None:
        """Put letters on *targets*, and wait for that of one of them; *what* says what for."""
        if not self._put_letters(targets):
            return None
        self._pointed = asyncio.get_running_loop().create_future()
        self._screen.whisper(f"a letter: {what}; esc leaves")
        self._screen.refresh_footer()
        return await self._pointed

    def targets(self) -> list[Span]:
        """What in view may be meant: quotations, what is suggested, sentences."""
        first, last = self._desk.view.shown()
        found = [(q.start, q.end) for q in self._quoting.known() if first <= q.start < last]
        found += [(s.start, s.end) for s in self._suggested.found if first <= s.start < last]
        for block in self._desk.blocks:
            if block.kind in _HIDDEN or block.end <= first or block.start >= last:
                continue
            spans = sentences(self._desk.text, block.start, block.end)
            found += [span for span in spans if first <= span[0] < last]
        return found

    def _put_letters(self, targets: list[Span]) -> bool:
        hints = hinted(targets, self._desk.caret)
        if not hints:
            self._screen.say("There is nothing in view to point at.")
            return False
        # A click in the footer may come while another end is pointed at: that is left for this.
        self._letters.wait("a letter selects · esc leaves", self._take)
        self.hints, self._typed = hints, ""
        self._show()
        return True

    def _show(self) -> None:
        typed = self._typed.lower()
        self._desk.view.set_hints(
            [
                (span[0], label[len(typed) :])
                for label, span in self.hints.items()
                if label.startswith(typed)
            ]
        )

    def _take(self, letter: str) -> bool:
        self._typed += letter
        label = self._typed.lower()
        if label in self.hints:
            self._choose(*self.hints[label])
        elif len(letter) != 1 or not any(known.startswith(label) for known in self.hints):
            self._end(None)
        else:
            self._show()
        return bool(self.hints)

    def _choose(self, start: int, end: int) -> None:
        if self._typed.isupper() and (block := self._desk.view.block_at(start)) is not None:
            start, end = block.start, block.end
        if not self._end((start, end)):
            self._places.remember()
            self._desk.view.select(start, end)

    def _end(self, chosen: Span | None) -> bool:
        """Take the letters away; whether somebody waited for the *chosen* one."""
        self.hints, self._typed = {}, ""
        self._desk.view.set_hints(())
        waiting, self._pointed = self._pointed, None
        if waiting is not None and not waiting.done():
            waiting.set_result(chosen)
        return waiting is not None
