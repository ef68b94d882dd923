"""Pick one of very many: only what is on screen is looked at, and typing searches bit by bit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual.widgets import Static

from store.search import Matcher
from tui.dialogs.pick import NO_FIT, Pick, fit
from tui.widgets.columns import Column, Row, RowsOnDemand

_SLICE, _PAUSE = 0.01, 0.004
"""Seconds of looking at a time, and between two, in which keys are answered."""
_MOST = 200
"""So many that fit are listed: who types on finds the others."""


class Seek(Pick):
    """Picks by key; what a key stands for is asked for when it is looked at."""

    def __init__(
        self,
        title: str,
        keys: Sequence[str],
        told: Callable[[str], tuple[str, str]],
        *,
        other: str = "",
    ) -> None:
        """Offer *keys*, each as a value and a hint, which *told* tells; *other* as in `Pick`."""
        super().__init__(title, [], other=other)
        self._all = tuple(keys)
        self._told = told
        self._known: dict[str, tuple[str, str]] = {}
        self._typed = ""

    @property
    def _columns(self) -> list[Column]:
        return [Column("", 0), Column("", 24, needs=50)]

    def _option(self, key: str) -> tuple[str, str]:
        if key not in self._known:
            self._known[key] = self._told(key)
        return self._known[key]

    def _keyed(self, key: str) -> Row:
        return Row(key, self._option(key))

    def _narrow(self, typed: str) -> None:
        self._typed = wanted = typed.strip()
        self.query_one(Static).display = False
        if wanted:
            self._look(wanted, iter(self._all), [])
        else:
            self.listed.show(RowsOnDemand(self._all, self._keyed))
            self.listed.go_to(0)

    def _look(self, wanted: str, rest: Iterator[str], found: list[tuple[int, str]]) -> None:
        """Go on for a moment, unless something else is typed by now."""
        if wanted != self._typed or not self.is_attached:
            return
        matcher, before = Matcher(wanted.lower()), len(found)
        deadline = time.perf_counter() + _SLICE
        done = True
        for key in rest:
            rank = fit(wanted, matcher, *self._option(key))
            if rank < NO_FIT:
                found.append((rank, key))
            if len(found) >= _MOST:
                break
            if time.perf_counter() > deadline:
                done = False
                break
        if len(found) != before or done:
            best = [key for _, key in sorted(found, key=lambda one: one[0])]
            self.listed.show(RowsOnDemand(best, self._keyed), best[0] if best else None)
            self.query_one(Static).display = done and not found
        if not done:
            self.set_timer(_PAUSE, partial(self._look, wanted, rest, found))
