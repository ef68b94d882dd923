"""Finding words in the article: while they are typed, and from hit to hit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial

from textual import events
from textual.timer import Timer

from store.hits import Search
from store.search import Span, read_ahead
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.places import Places
from tui.widgets.typed_line import TypedLine

_GATHER = 0.002
"""Seconds without a further letter after which what is typed is shown and searched for: what comes
in one go, as from a slow connection, is one search and not as many as it has letters."""
_SLICE = 0.005
"""Seconds of searching at a time; between two, keys are answered."""
_PAUSE = 0.002
_PATIENCE = 0.2
"""Seconds in which enter waits for the first hit before keys are answered again."""
_HINT = "enter goes there · esc goes back"


class Finding(Part):
    """Finds words: the nearest hit first; all are counted while they are read."""

    def __init__(self, screen: CommandScreen, desk: Desk, places: Places) -> None:
        """Nothing is looked for yet."""
        self._screen, self._desk, self._places = screen, desk, places
        self._search: Search | None = None
        self._hit: Span | None = None
        self._shown = 0
        self._find_from = 0
        self._line = TypedLine("Find")
        self._is_finding = False
        self._says_hit = False
        self._gathering: Timer | None = None

    def can_do(self, command: Command) -> bool | None:
        """There must be words to look in, and hits to go to one."""
        return bool(self._desk.blocks) if command.action == "find" else self.has_hits

    @property
    def has_hits(self) -> bool:
        """Whether anything was searched for and found."""
        return self._hit is not None

    def fall_silent(self) -> None:
        """What the bar said of a hit is over."""
        if self._says_hit:
            self._says_hit = False
            self._screen.hush()

    # -- the line

    def do_find(self) -> None:
        """Take what is typed next as what to look for."""
        self._find_from = self._desk.caret
        self._places.remember()
        self._is_finding = True
        self._line.begin()
        self._line.told = _HINT
        self._show_line()
        self._get_ready(read_ahead(self._desk.text))

    def takes_key(self, event: events.Key) -> bool:
        """While words are looked for, keys are typed; whether this one was."""
        if not self._is_finding:
            return False
        if event.character is not None and event.is_printable:
            self._line.put(event.character)
        elif event.key == "enter":
            self._go_there()
        elif event.key == "escape":
            self._go_back()
        elif not self._line.press(event.key):
            return False
        if self._is_finding:
            self._gather()
        else:
            self._screen.paint_now()
        return True

    def take_pasted(self, event: events.Paste) -> None:
        """What is pasted is typed, as far as its first line goes."""
        if self._is_finding and event.text:
            event.stop()
            self._line.put(event.text.splitlines()[0])
            self._gather()

    def _gather(self) -> None:
        """Show and search for what is typed, once no more letters come."""
        if self._gathering is None:
            self._gathering = self._screen.set_timer(_GATHER, self._take_line)
        else:
            self._gathering.reset()

    def _take_line(self) -> None:
        self._gathering = None
        if not self._is_finding:
            return
        if self._look_for(self._line.text):
            self._line.told = ""
            self._go_on(self._search)
        self._show_line()

    def _show_line(self) -> None:
        footer = self._screen.footer
        if footer is None:
            return
        footer.take_line(self._line if self._is_finding else None)
        if self._screen.app.settings.linear and footer.display is not self._is_finding:
            # There is no footer else; the terminal's cursor is where the focus is.
            footer.display = footer.can_focus = self._is_finding
            self._screen.set_focus(footer if self._is_finding else self._desk.view)

    def _end_line(self) -> None:
        self._is_finding = False
        self._show_line()

    def _go_there(self) -> None:
        """Go to the first hit, and stay there."""
        query = self._line.text
        begun = self._look_for(query)
        self._end_line()
        search = self._search
        if search is not None and self._hit is None:
            self._take_first(search.seek(_PATIENCE))
        self._screen.refresh_footer()
        if search is None:
            return
        if self._hit is None and search.done and query.strip():
            self._screen.whisper(f"“{query}” is not in this text")
        if begun and not search.done:
            self._screen.set_timer(_PAUSE, partial(self._go_on, search))
        else:
            self._tell()

    def _go_back(self) -> None:
        """Go back to where the search began."""
        self._end_line()
        self.drop()
        self._desk.view.go_to(self._find_from)
        self._desk.tell()

    # -- the search

    def _get_ready(self, reading: Iterator[int]) -> None:
        """Read the text for a search, for a moment at a time, while nothing is typed yet."""
        deadline = time.perf_counter() + _SLICE
        while self._is_finding and next(reading, None) is not None:
            if time.perf_counter() > deadline:
                self._screen.set_timer(_PAUSE, partial(self._get_ready, reading))
                return

    def _look_for(self, query: str) -> bool:
        """Search for *query* from here on; False where that is under way or done."""
        former = self._search
        if former is not None and (former.query, former.origin) == (query, self._find_from):
            return False
        self._search = Search(query, self._desk.text, self._find_from, former)
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
            self._screen.set_timer(_PAUSE, partial(self._go_on, search))
            return
        if self._hit is None or len(search) != self._shown:
            self._desk.view.set_hits(search, self._hit)
        if self._hit is None and self._is_finding:
            self._tell_in_line("nothing" if search.query.strip() else _HINT)
        self._tell()

    def _take_first(self, hit: Span | None) -> None:
        if hit is not None:
            self._show(hit)

    def do_hit(self, way: str, count: int = 1) -> None:
        """Go to the next or previous hit, round the end."""
        if self._search is None or self._hit is None:
            self._screen.say(f"Nothing was searched for; {self._screen.key('find')} finds.")
            return
        self._show(self._search.beside(self._hit, count if way == "next" else -count))
        self._tell()

    def _show(self, hit: Span) -> None:
        if self._search is not None:
            self._hit, self._shown = hit, len(self._search)
            self._desk.show_place(*hit)
            self._desk.view.set_hits(self._search, hit)
            self._desk.tell()

    def _tell(self) -> None:
        """Say which of how many hits this is, once that is known."""
        if self._search is None or self._hit is None or not self._search.done:
            return
        words = f"{self._search.number(self._hit)} of {len(self._search)}"
        if self._is_finding:
            self._tell_in_line(words)
        else:
            self._screen.whisper(f"hit {words}")
            self._says_hit = True

    def _tell_in_line(self, words: str) -> None:
        self._line.told = words
        self._show_line()

    def drop(self) -> bool:
        """Forget what was found; whether anything was."""
        found = self.has_hits
        self._search, self._hit = None, None
        self._desk.view.set_hits([])
        return found
