"""Finding words in the article: while they are typed, and from hit to hit."""

from __future__ import annotations

from functools import partial

from store.hits import Search
from store.library import Library
from store.search import Span
from tui.commands.base import Command
from tui.screens.threading import ThreadingScreen
from tui.widgets.find_bar import FindBar

_SLICE = 0.005
"""Seconds of searching at a time; between two, keys are answered."""
_PAUSE = 0.002
_PATIENCE = 0.2
"""Seconds in which enter waits for the first hit before keys are answered again."""


class FindingScreen(ThreadingScreen):
    """Finds words: the nearest hit first; all are counted while they are read."""

    def __init__(self, library: Library, article: str, annotation: str | None = None) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self._search: Search | None = None
        self._hit: Span | None = None
        self._find_from = 0

    def can_do(self, command: Command) -> bool | None:
        """There must be hits to go to one."""
        if command.id in ("find-next", "find-previous"):
            return self.has_hits
        return super().can_do(command)

    @property
    def has_hits(self) -> bool:
        """Whether anything was searched for and found."""
        return self._hit is not None

    @property
    def find_bar(self) -> FindBar:
        """The line a search is typed in."""
        return self.query_one("#find", FindBar)

    def do_find(self) -> None:
        """Open the find bar."""
        self._find_from = self.view.caret
        self.remember_place()
        self.find_bar.open()

    def on_find_bar_typed(self, event: FindBar.Typed) -> None:
        """Show the first hit while typing."""
        if self._search_for(event.query):
            self._go_on(self._search)

    def on_find_bar_wanted(self, event: FindBar.Wanted) -> None:
        """Go to the first hit, and stay there."""
        begun = self._search_for(event.query)
        self.find_bar.close()
        self.set_focus(self.view)
        if self._search is None:
            return
        if self._hit is None:
            self._take_first(self._search.seek(_PATIENCE))
        if self._hit is None and self._search.done and event.query.strip():
            self.whisper(f"“{event.query}” is not in this text")
        if begun and not self._search.done:
            self.set_timer(_PAUSE, partial(self._go_on, self._search))

    def on_find_bar_left(self) -> None:
        """Go back to where the search began."""
        self.find_bar.close()
        self.set_focus(self.view)
        self.clear_hits()
        self.view.go_to(self._find_from)

    def _search_for(self, query: str) -> bool:
        """Search for *query* in the place of what was searched; whether that is another."""
        if self._search is not None and self._search.query == query:
            if self._search.origin == self._find_from:
                return False
        self._search = Search(query, self.text, self._find_from, former=self._search)
        self._hit = None
        return True

    def _go_on(self, search: Search | None) -> None:
        """Search for a moment, unless something else is searched for by now."""
        if search is None or search is not self._search:
            return
        if self._hit is None:
            self._take_first(search.seek(_SLICE))
        else:
            search.go_on(_SLICE)
        if not search.done:
            self.set_timer(_PAUSE, partial(self._go_on, search))
        elif self._hit is not None:
            self.view.set_hits(search, self._hit)
            self._tell()
        else:
            self.view.set_hits([])
            self.find_bar.say("nothing" if search.query.strip() else "")

    def _take_first(self, hit: Span | None) -> None:
        if hit is not None:
            self._show(hit)

    def do_hit(self, way: str, count: int = 1) -> None:
        """Go to the next or previous hit, round the end."""
        if self._search is None or self._hit is None:
            self.say(f"Nothing was searched for; {self.key('find')} finds.")
            return
        self._show(self._search.beside(self._hit, count if way == "next" else -count))

    def _show(self, hit: Span) -> None:
        if self._search is not None:
            self._hit = hit
            self.view.set_hits(self._search, hit)
            self.view.reveal(*hit)
            self.view.go_to(hit[0])
            self._tell()

    def _tell(self) -> None:
        """Say which of how many hits this is, once that is known."""
        if self._search is None or self._hit is None:
            return
        bar, counted = self.find_bar, self._search.done
        number = f"{self._search.number(self._hit)} of {len(self._search)}" if counted else ""
        if bar.is_open:
            bar.say(number or "counting …")
        elif number:
            self.whisper(f"hit {number}")

    def clear_hits(self) -> None:
        """Forget what was found."""
        self._search, self._hit = None, None
        self.view.set_hits([])
