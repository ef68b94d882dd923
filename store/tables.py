"""TinyDB's tables over live documents: what an update touched, as whole-document operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Table

from store.documents import Documents, Tracked
from store.entries import Document, Rows, document_of
from store.storage import JournalStorage


class LiveTable(Table):
    """A TinyDB table over live documents: whole-document operations instead of a new file."""

    default_query_cache_capacity = 0  # other processes change documents behind the cache's back

    @property
    def _journaled(self) -> JournalStorage:
        assert isinstance(self._storage, JournalStorage)
        return self._storage

    def put(self, document: object, key: int | None = None) -> int:
        """Store one whole document or record under *key*, or a new doc_id; returns it."""
        with self._journaled.step(f"put {self.name}"):
            doc_id = self._journaled.next_key(self.name) if key is None else key
            self._journaled.change(self.name, str(doc_id), document)
            return doc_id

    def drop(self, key: int) -> None:
        """Delete one document; nothing happens when it isn't there."""
        if self.raw(key) is not None:
            self._journaled.change(self.name, str(key), None)

    def raw(self, key: int | str) -> Raw | None:
        """The document of a doc_id as it is stored."""
        return self._journaled.raws(self.name).get(str(key))

    def live_raws(self) -> Rows:
        """All documents as they are stored, by doc_id: live, not to be changed in place."""
        return self._journaled.raws(self.name)

    def raws(self) -> list[Raw]:
        """All documents as they are stored, in the order they came."""
        return list(self._journaled.raws(self.name).values())

    def document(self, key: int | str) -> Document | None:
        """A copy of the document of a doc_id."""
        raw = self.raw(key)
        return None if raw is None else document_of(raw)

    def documents(self) -> list[Document]:
        """Copies of all documents, in the order they were stored."""
        return [found for raw in self.raws() if (found := document_of(raw)) is not None]

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # Copied at one go: another thread may store while a query walks through the documents,
        # each of which is decoded when it is looked at.
        documents = Documents(dict(self._journaled.raws(self.name)))
        return cast("dict[str, Mapping[str, Any]]", documents)

    def _get_next_id(self) -> int:
        return self._journaled.next_key(self.name)

    def insert(self, document: Mapping[str, Any]) -> int:
        """TinyDB's insert, with the doc_id given under the library's lock."""
        with self._journaled.step(f"insert {self.name}"):
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """TinyDB's insert_multiple, one step for all."""
        with self._journaled.step(f"insert {self.name}"):
            return [super(LiveTable, self).insert(document) for document in documents]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journaled.step(f"update {self.name}"):
            view = Tracked(self._journaled.raws(self.name))
            updater(cast("dict[int, Mapping[str, Any]]", view))
            for key, raw in list(view.changes()):
                self._journaled.change(self.name, key, raw)
        self.clear_cache()


class LiveDatabase(TinyDB):
    """TinyDB whose tables are `LiveTable`s on one `JournalStorage`."""

    table_class = LiveTable

    def __init__(self, storage: JournalStorage) -> None:
        """Open over *storage*, which stays open after this object is gone."""
        self.journaled = storage
        super().__init__(storage=lambda: storage)

    def live(self, name: str) -> LiveTable:
        """The table called *name*."""
        table = self.table(name)
        assert isinstance(table, LiveTable)
        return table
