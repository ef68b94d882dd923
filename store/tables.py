"""TinyDB's tables over live documents: what an update touched, as whole-document operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, cast

from msgspec import Raw
from tinydb import TinyDB
from tinydb.table import Table

from store.documents import Documents, Tracked
from store.entries import NOTHING, Document, Operation, Rows, document_of
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
        return self._journaled.put(self.name, document, key)

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


class KeyedTable:
    """A table whose documents are found by a name in them, of an article or their own."""

    def __init__(self, database: LiveDatabase, table: str, field: Literal["id", "article"]) -> None:
        """Over *table* of *database*, whose changes keep the index by *field* true."""
        self._table = database.live(table)
        self._storage = database.journaled
        self._field = field
        self._keys: dict[str, str] = {}
        self._storage.listeners.append(self._on_change)
        rows = self._storage.raws(table)
        self._on_change(Operation(table, key, NOTHING, row) for key, row in rows.items())

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._keys)

    def __contains__(self, name: object) -> bool:
        """Whether there is a document of this name."""
        return name in self._keys

    def rows(self) -> Rows:
        """All documents as they are stored, by doc_id, as they are now: another thread may store
        meanwhile.
        """
        return dict(self._storage.raws(self._table.name))

    def key(self, name: str) -> str | None:
        """The doc_id of the document of this name."""
        return self._keys.get(name)

    def raw(self, name: str) -> Raw | None:
        """The document of this name as it is stored."""
        key = self._keys.get(name)
        return None if key is None else self._storage.raws(self._table.name).get(key)

    def document(self, name: str) -> Document | None:
        """A copy of the document of this name."""
        raw = self.raw(name)
        return None if raw is None else document_of(raw)

    def put(self, name: str, document: object) -> None:
        """Store the document of this name whole, new or changed."""
        key = self._keys.get(name)
        self._table.put(document, None if key is None else int(key))

    def drop(self, name: str) -> None:
        """Delete the document of this name; nothing happens where there is none."""
        key = self._keys.get(name)
        if key is not None:
            self._table.drop(int(key))

    def _on_change(self, operations: Iterable[Operation]) -> None:
        for operation in operations:
            if operation.table != self._table.name:
                continue
            after = operation.new
            name = (after or operation.old or {})[self._field]
            if after is None:
                self._keys.pop(name, None)
            else:
                self._keys[name] = operation.key
