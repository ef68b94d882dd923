"""Suggestions that a reader rejected: they are not shown again, whoever suggests them."""

from __future__ import annotations

from collections.abc import Iterable

from store.entries import NOTHING, Operation
from store.tables import LiveDatabase

Place = tuple[str, int, int]
"""A kind, and the span text[start:end] of the article it was suggested for."""
_TABLE = "rejections"


class Rejections:
    """The rejected places of each article: one document `{article, places}` an article."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*, whose changes keep the index true."""
        self._table = database.live(_TABLE)
        self._keys: dict[str, str] = {}
        database.journaled.listeners.append(self._on_change)
        rows = database.journaled.raws(_TABLE)
        self._on_change(Operation(_TABLE, key, NOTHING, row) for key, row in rows.items())

    def of(self, article: str) -> frozenset[Place]:
        """What was rejected in *article*."""
        key = self._keys.get(article)
        document = None if key is None else self._table.document(key)
        places = [] if document is None else document["places"]
        return frozenset((kind, start, end) for kind, start, end in places)

    def add(self, article: str, places: Iterable[Place]) -> None:
        """Reject *places* of *article*, within the step under way."""
        wanted = sorted(self.of(article) | set(places))
        key = self._keys.get(article)
        document = {"article": article, "places": [list(place) for place in wanted]}
        self._table.put(document, None if key is None else int(key))

    def _on_change(self, operations: Iterable[Operation]) -> None:
        for operation in operations:
            if operation.table != _TABLE:
                continue
            after = operation.new
            article = (after or operation.old or {})["article"]
            if after is None:
                self._keys.pop(article, None)
            else:
                self._keys[article] = operation.key
