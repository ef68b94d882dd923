"""The filter of the article list: a line of conditions, or a menu of those that something meets."""

from __future__ import annotations

import asyncio
import time

from textual import work
from textual.timer import Timer
from textual.worker import get_current_worker

from store.conditions import Conditions, toggled, understood
from store.library import Library
from store.model import Article
from store.overview import Overview
from store.search import Matcher
from store.wording import counted
from tui.screens.shelf import ShelfScreen
from tui.widgets.filterbar import FilterBar

_REPORT_SECONDS = 0.2
_NARROW_SECONDS = 0.01
"""Seconds after a letter, which is drawn meanwhile, before the list is narrowed."""
_REST_SECONDS = 0.1
"""Seconds after a letter before texts are looked into."""


class NarrowingScreen(ShelfScreen, ground=True):
    """Narrows the list. Titles are looked through at once, texts beside the screen."""

    def __init__(self, library: Library, at: str | None = None) -> None:
        """Over *library*, everything listed."""
        super().__init__(library, at)
        self._conditions = Conditions()
        self._listed: set[str] = set()
        self._due: Timer | None = None
        self._typed: str | None = None
        """A line that the list is not narrowed by yet."""
        self._unsearched: list[Article] = []
        self.searched = asyncio.Event()
        """Set while no text is left to be looked into."""
        self.searched.set()

    @property
    def filter(self) -> FilterBar:
        """The line."""
        return self.query_one("#filter", FilterBar)

    def matchers(self) -> list[Matcher]:
        """The words looked for."""
        return [word.matcher for word in self._conditions.words if not word.minus]

    # -- what is listed

    def wanted(self, articles: tuple[Article, ...]) -> list[Article]:
        """Those that fit. One whose text is still to be looked into stays listed if it was."""
        if not self._conditions.narrows:
            self._unsearched = []
            shown = list(articles)
        else:
            possible, unknown = self.overview.sifted(self._conditions, articles)
            self._unsearched = [a for a in possible if a.id in unknown]
            shown = [a for a in possible if a.id not in unknown or a.id in self._listed]
        self._listed = {article.id for article in shown}
        return shown

    def show_rows(self, key: str | None = None) -> None:
        """List what fits, and look into the texts that may."""
        super().show_rows(key)
        line = self.filter.line
        clear = f"; {self.key('clear')} clears the filter."
        self.rows.empty = f"Nothing fits “{line}”{clear}" if line else self.nothing
        if self._unsearched:
            self.searched.clear()
            self._search(self.overview, self._conditions, tuple(self._unsearched))
        else:
            self.workers.cancel_group(self, "search")
            self.searched.set()
        self._say_found()

    def _say_found(self) -> None:
        if not self._conditions.narrows:
            self.filter.say("")
            return
        count, left = len(self.rows.keys), len(self._unsearched)
        looking = f"{counted(left, 'text')} to search · " if left else ""
        self.filter.say(f"{looking}{count:,} of {len(self.overview.articles):,}")

    # A description, or Textual writes out every article for its log.
    @work(thread=True, exclusive=True, group="search", description="look into texts")
    def _search(
        self, overview: Overview, conditions: Conditions, articles: tuple[Article, ...]
    ) -> None:
        worker = get_current_worker()
        time.sleep(_REST_SECONDS)  # while someone types, the next letter comes before that
        told = time.monotonic()
        for article in articles:
            if worker.is_cancelled:
                return
            overview.thorough(conditions, article)
            if time.monotonic() - told > _REPORT_SECONDS:
                self.app.call_from_thread(self._take_searched, conditions)
                told = time.monotonic()
        self.app.call_from_thread(self._take_searched, conditions)

    def _take_searched(self, conditions: Conditions) -> None:
        if self.is_attached and conditions is self._conditions:
            super().show_rows()
            self._say_found()
            if not self._unsearched:
                self.searched.set()

    # -- the line

    def do_filter(self) -> None:
        """Open the line."""
        self.filter.open()
        self._offer(self.overview)

    @work(thread=True, exclusive=True, group="offer")
    def _offer(self, overview: Overview) -> None:
        offered = list(overview.offered())
        self.app.call_from_thread(self.filter.offer, offered)

    def on_filter_bar_typed(self, event: FilterBar.Typed) -> None:
        """Narrow the list while typing; a part that is wrong is told, and narrows nothing.

        The letter is seen first.
        """
        self._typed = event.line
        if self._due is not None:
            self._due.stop()
        self._due = self.set_timer(_NARROW_SECONDS, self._narrow_as_typed)

    def _narrow_as_typed(self) -> None:
        if self._typed is not None and self.is_attached:
            self._narrow(self._typed)

    def _narrow(self, line: str) -> None:
        self._typed = None
        self._conditions = understood(line, self.library.codebook)
        self.filter.wrong(self._conditions.wrong)
        self.show_rows()

    def on_filter_bar_wanted(self) -> None:
        """Keep the filter and go to the list; with nothing typed, close it."""
        self._narrow_as_typed()
        if not self.filter.line.strip():
            self.filter.remove_class("open")
        self.rows.focus()

    def on_filter_bar_left(self) -> None:
        """Drop the filter."""
        self.do_clear()

    def do_clear(self) -> None:
        """Drop the filter."""
        self.filter.put("")
        self.rows.focus()
        self._narrow("")

    async def do_conditions(self) -> None:
        """Pick a condition to narrow by, or to narrow by no more."""
        from tui.dialogs.pick import Pick

        overview, line = self.overview, self.filter.line
        offered = await asyncio.to_thread(lambda: list(overview.offered()))
        held = line.split()
        options = [
            (condition, f"{'✓ ' * (condition in held)}{counted(count, 'article')}")
            for condition, count in offered
        ]
        chosen = await self.ask(Pick("Narrow the list by", options))
        if chosen is not None:
            narrowed = toggled(line, chosen)
            self.filter.put(narrowed)
            self._narrow(narrowed)
