"""TinyDB's tables over live documents: what an update touched, as whole-document operations."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.table import Document as StoredDocument
from tinydb.table import Table

from store.journal import Document
from store.storage import JournalStorage


class _Tracking(dict[int, Any]):
    """What TinyDB's updaters see: copies on touch, so that live documents are never half-changed.

    Only keys and lookups are TinyDB's protocol here; a document is deep-copied when it is read.
    """

    def __init__(self, live: Mapping[str, Document]) -> None:
        super().__init__((int(key), document) for key, document in live.items())
        self._copied: set[int] = set()

    def __getitem__(self, key: int) -> Any:
        if key not in self._copied and key in self:
            super().__setitem__(key, copy.deepcopy(super().__getitem__(key)))
            self._copied.add(key)
        return super().__getitem__(key)


class _Handed(StoredDocument):
    """A document handed out by a query: a copy, so that changing it changes nothing stored."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(copy.deepcopy(dict(value)), doc_id)


class LiveTable(Table):
    """A TinyDB table over live documents: whole-document operations instead of a new file."""

    document_class = _Handed
    default_query_cache_capacity = 0  # other processes change documents behind the cache's back

    @property
    def _journaled(self) -> JournalStorage:
        assert isinstance(self._storage, JournalStorage)
        return self._storage

    def put(self, document: Document, key: int | None = None) -> int:
        """Store one whole document under *key*, or under a new doc_id; returns it."""
        with self._journaled.step(f"put {self.name}"):
            doc_id = self._journaled.next_key(self.name) if key is None else key
            self._journaled.change(self.name, str(doc_id), document)
            return doc_id

    def drop(self, key: int) -> None:
        """Delete one document; nothing happens when it isn't there."""
        if self.document(key) is not None:
            self._journaled.change(self.name, str(key), None)

    def document(self, key: int | str) -> Document | None:
        """The live document of a doc_id, not to be changed in place."""
        return self._journaled.rows(self.name).get(str(key))

    def documents(self) -> list[Document]:
        """All live documents, in the order they were stored."""
        return list(self._journaled.rows(self.name).values())

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # Copied at one go: another thread may store while a query walks through the documents.
        return dict(self._journaled.rows(self.name))

    def _get_next_id(self) -> int:
        return self._journaled.next_key(self.name)

    def insert(self, document: Mapping[str, Any]) -> int:
        """TinyDB's insert, with the doc_id given under the library's lock."""
        with self._journaled.step(f"insert {self.name}"):
            return super().insert(_as_ours(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """TinyDB's insert_multiple, one step for all."""
        with self._journaled.step(f"insert {self.name}"):
            return [super(LiveTable, self).insert(_as_ours(document)) for document in documents]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._journaled.step(f"update {self.name}"):
            held = self._journaled.rows(self.name)
            view = _Tracking(held)
            updater(view)
            wanted: dict[str, Document] = {}
            for key in view:
                document: Document = dict.__getitem__(view, key)
                known = held.get(str(key))
                wanted[str(key)] = document if document is known else _plain(document)
            self._journaled.apply(self.name, wanted)
        self.clear_cache()


def _as_ours(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """*document* so that TinyDB heeds the doc_id it may carry."""
    if isinstance(document, StoredDocument):
        return _Handed(document, document.doc_id)
    return document


def _plain(document: Mapping[str, Any]) -> Document:
    """A copy of *document* with the very values that reading it back from disk gives."""
    plain: Document = msgspec.json.decode(msgspec.json.encode(dict(document)))
    return plain


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
