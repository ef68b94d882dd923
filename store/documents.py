"""Documents as they are stored, decoded when they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec
from msgspec import Raw

from store.entries import Document, Rows, document_of


class Documents(Mapping[str, Document]):
    """A table's documents by doc_id; each look gives a fresh copy, so that changing it changes
    nothing stored.
    """

    def __init__(self, rows: Rows) -> None:
        """Over live *rows*."""
        self._rows = rows

    def __getitem__(self, key: str) -> Document:
        """The document of this doc_id; raises KeyError."""
        document = document_of(self._rows[key])
        assert document is not None
        return document

    def __iter__(self) -> Iterator[str]:
        """The doc_ids, as they are now: another thread may store meanwhile."""
        return iter(tuple(self._rows))

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._rows)


class Tracked(MutableMapping[int, Any]):
    """What TinyDB's updaters are given: a table by doc_id that notes what they touch."""

    def __init__(self, rows: Rows) -> None:
        """Over live *rows*, which stay as they are."""
        self._rows = rows
        self._seen: dict[int, Any] = {}
        self._gone: set[int] = set()

    def __getitem__(self, key: int) -> Any:
        """The document, a copy that the updater may change."""
        if key in self._gone:
            raise KeyError(key)
        if key not in self._seen:
            self._seen[key] = document_of(self._rows[str(key)])
        return self._seen[key]

    def __setitem__(self, key: int, document: Any) -> None:
        """Put a document."""
        self._seen[key] = document
        self._gone.discard(key)

    def __delitem__(self, key: int) -> None:
        """Take a document out; raises KeyError."""
        if key not in self:
            raise KeyError(key)
        self._seen.pop(key, None)
        self._gone.add(key)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a document, without decoding it."""
        return key not in self._gone and (key in self._seen or str(key) in self._rows)

    def __iter__(self) -> Iterator[int]:
        """The doc_ids, new ones last."""
        held = [int(key) for key in self._rows]
        known = set(held)
        yield from (key for key in held if key not in self._gone)
        yield from [key for key in self._seen if key not in known]

    def __len__(self) -> int:
        """How many documents there are."""
        return sum(1 for _ in self)

    def changes(self) -> Iterator[tuple[str, Raw | None]]:
        """What was touched and differs: doc_id and the document as it is to be stored."""
        for key in self._gone:
            if str(key) in self._rows:
                yield str(key), None
        for key, document in self._seen.items():
            held = self._rows.get(str(key))
            raw = Raw(msgspec.json.encode(dict(document)))
            if held is None or document_of(held) != document_of(raw):
                yield str(key), raw
