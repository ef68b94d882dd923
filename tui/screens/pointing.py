"""Going to a place at once: letters on everything in view, marks, and the places gone from."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from store.model import BlockKind
from store.text import sentences
from tui.commands.base import Command
from tui.commands.keys import token
from tui.hints import Span, hinted
from tui.screens.explaining import ExplainingScreen
from tui.widgets.article_view import ArticleView

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening

_MOST_PLACES = 100
_WAITED_FOR = {
    "hint": "a letter selects · esc leaves",
    "mark": "a letter names the mark · esc leaves",
    "place": "a letter goes to its mark · esc leaves",
}
_HIDDEN = (BlockKind.BOILERPLATE, BlockKind.COMMENT_META)


class PointingScreen(ExplainingScreen, part=True):
    """While it waits for a letter, every key is one."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self.hints: dict[str, Span] = {}
        """What each label that is drawn now stands for."""
        self._typed = ""
        self._pointed: asyncio.Future[Span | None] | None = None
        self._waiting: str | None = None
        self._places: dict[str, int] = {}
        self._gone_from: list[int] = []
        self._come_back_from: list[int] = []

    def on_key(self, event: events.Key) -> None:
        """Take a letter where one is waited for; else the commands get the key."""
        if self._waiting is None or isinstance(self.focused, Input):
            return
        event.stop()
        event.prevent_default()
        letter = token(event.key, event.character)
        waiting = self._waiting
        if waiting == "hint":
            self._take_hint(letter)
            self.refresh_footer()
            return
        self._waiting = None
        if len(letter) != 1:
            self.whisper("")
        elif waiting == "mark":
            self._places[letter] = self.view.caret
            self.whisper(f"mark {letter} is set; {self.key('go-to-mark')} {letter} comes back")
        elif letter not in self._places:
            known = " ".join(sorted(self._places))
            self.say(
                f"There is no mark {letter}; "
                + (f"there are {known}." if known else f"{self.key('set-mark')} sets.")
            )
        else:
            self.remember_place()
            self._show_place(self._places[letter])
        self.refresh_footer()

    def instead_of_commands(self) -> str:
        """What letter is waited for."""
        return _WAITED_FOR.get(self._waiting or "") or super().instead_of_commands()

    # -- hints

    def do_hints(self) -> None:
        """Put letters on the quotations, names and sentences in view."""
        self._end_hints()  # a click in the footer may come while another end is pointed at
        if self._put_letters(self._targets()):
            self.whisper("a letter selects; in capitals the whole paragraph or comment")

    async def point_at(self, targets: list[Span], what: str) -> Span | None:
        """Put letters on *targets*, and wait for that of one of them; *what* says what for."""
        if not self._put_letters(targets):
            return None
        self._pointed = asyncio.get_running_loop().create_future()
        self.whisper(f"a letter: {what}; esc leaves")
        self.refresh_footer()
        return await self._pointed

    def _put_letters(self, targets: list[Span]) -> bool:
        self.hints = hinted(targets, self.view.caret)
        if not self.hints:
            self.say("There is nothing in view to point at.")
            return False
        self._waiting, self._typed = "hint", ""
        self._show_hints()
        return True

    def _targets(self) -> list[Span]:
        first, last = self.view.shown()
        found = [(q.start, q.end) for q in self.quoting.known() if first <= q.start < last]
        found += [(s.start, s.end) for s in self.suggested.found if first <= s.start < last]
        for block in self.blocks:
            if block.kind in _HIDDEN or block.end <= first or block.start >= last:
                continue
            spans = sentences(self.text, block.start, block.end)
            found += [span for span in spans if first <= span[0] < last]
        return found

    def _show_hints(self) -> None:
        typed = self._typed.lower()
        self.view.set_hints(
            [
                (span[0], label[len(typed) :])
                for label, span in self.hints.items()
                if label.startswith(typed)
            ]
        )

    def _take_hint(self, letter: str) -> None:
        self._typed += letter
        label = self._typed.lower()
        if label in self.hints:
            start, end = self.hints[label]
            if self._typed.isupper() and (block := self.view.block_at(start)) is not None:
                start, end = block.start, block.end
            if self._end_hints((start, end)):
                return
            self.remember_place()
            self.view.select(start, end)
        elif len(letter) != 1 or not any(known.startswith(label) for known in self.hints):
            self._end_hints()
        else:
            self._show_hints()

    def _end_hints(self, chosen: Span | None = None) -> bool:
        """Take the letters away; whether somebody waited for the *chosen* one."""
        self._waiting, self.hints, self._typed = None, {}, ""
        self.view.set_hints(())
        waiting, self._pointed = self._pointed, None
        if waiting is not None and not waiting.done():
            waiting.set_result(chosen)
        return waiting is not None

    # -- marks and places

    def do_set_mark(self) -> None:
        """Name this place by the letter that is pressed next."""
        self._waiting = "mark"
        self.whisper("a letter for the mark")

    def do_go_to_mark(self) -> None:
        """Go to the place named by the letter that is pressed next."""
        self._waiting = "place"
        self.whisper("marks: " + (" ".join(sorted(self._places)) or "none yet"))

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do *command*; where it leaps, the place left is noted."""
        before = self.view.caret if command.leaps else -1
        super().run_command(command, count)
        if command.leaps and self.view.caret != before:
            self.remember_place(before)

    def on_descendant_focus(self) -> None:
        """From the panel, whose rows lead about in the text, the reader may come back."""
        if self.panel.has_focus:
            self.remember_place()

    def on_article_view_mark_clicked(self, event: ArticleView.MarkClicked) -> None:
        """Note the place from which a click in the margin leads away."""
        self.remember_place()

    def remember_place(self, place: int | None = None) -> None:
        """Note where the reader is, or was (*place*), before a leap."""
        caret = self.view.caret if place is None else place
        if not self._gone_from or self._gone_from[-1] != caret:
            self._gone_from = [*self._gone_from[1 - _MOST_PLACES :], caret]
        self._come_back_from = []

    def do_back_to(self, count: int = 1) -> None:
        """Go back to where the reader was."""
        self._leap(self._gone_from, self._come_back_from, count, "earlier")

    def do_on_to(self, count: int = 1) -> None:
        """Go again to where the reader came back from."""
        self._leap(self._come_back_from, self._gone_from, count, "later")

    def leave_for(self, article: str, annotation: str | None = None) -> None:
        """Go to another article, to an *annotation* in it; going back leads here again."""
        self.keep_place()
        self.app.articles_left.append(self.article.id)
        self.app.articles_ahead.clear()
        self.app.read(article, instead=True, annotation=annotation)

    def _leap(self, places: list[int], others: list[int], count: int, which: str) -> None:
        while places and places[-1] == self.view.caret:  # the reader came back by other ways
            places.pop()
        if not places:
            left, ahead = self.app.articles_left, self.app.articles_ahead
            articles, rest = (left, ahead) if which == "earlier" else (ahead, left)
            while articles and articles[-1] not in self.library.articles:  # removed meanwhile
                articles.pop()
            if not articles:
                self.say(f"There is no {which} place to go to.")
                return
            self.keep_place()
            rest.append(self.article.id)
            self.app.read(articles.pop(), instead=True)
            return
        for _ in range(min(count, len(places))):
            others.append(self.view.caret)
            self._show_place(places.pop())

    def _show_place(self, offset: int) -> None:
        self.view.reveal(offset, offset + 1)
        self.view.go_to(offset, centre=True)
