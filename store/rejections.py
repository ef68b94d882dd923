"""Suggestions that a reader rejected: they are not shown again, whoever suggests them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from store.model import Record
from store.table_names import REJECTIONS
from store.tables import KeyedTable, LiveDatabase

Place = tuple[str, int, int]
"""A kind, and the span text[start:end] of the article it was suggested for."""


class Rejection(Record, frozen=True, kw_only=True):
    """One suggestion rejected: its place, the rule that made it, its words, and when.

    `origin` is the suggestion's (`rule:names/2`), `at` a time as an annotation's `created`.
    """

    kind: str
    start: int
    end: int
    origin: str = "rule"
    words: str = ""
    at: str = ""

    @property
    def place(self) -> Place:
        """Where it was."""
        return self.kind, self.start, self.end


class Rejected(Record, frozen=True, kw_only=True):
    """One article's rejections, as they are stored: one document an article."""

    article: str
    rejections: tuple[Rejection, ...] = ()


class Rejections:
    """What was rejected in each article."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*, whose changes keep the index true."""
        self._table = KeyedTable(database, REJECTIONS, "article")

    def of(self, article: str) -> frozenset[Place]:
        """The places rejected in *article*."""
        return frozenset(rejection.place for rejection in self._held(article))

    def add(self, article: str, rejections: Iterable[Rejection]) -> None:
        """Reject suggestions of *article*, within the step under way."""
        held = {rejection.place: rejection for rejection in self._held(article)}
        held |= {rejection.place: rejection for rejection in rejections}
        wanted = tuple(held[place] for place in sorted(held))
        self._table.put(article, Rejected(article=article, rejections=wanted))

    def _held(self, article: str) -> tuple[Rejection, ...]:
        raw = self._table.raw(article)
        return () if raw is None else msgspec.json.decode(raw, type=Rejected).rejections
