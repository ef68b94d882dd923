"""The annotations of a library, with an index by article: nothing is ever scanned for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store.entries import NOTHING, Operation, is_nothing
from store.errors import AmbiguousError, NotFoundError
from store.model import Annotation
from store.table_names import ANNOTATIONS
from store.tables import LiveDatabase


class _Link(msgspec.Struct, frozen=True):
    to: str


class _Indexed(msgspec.Struct, frozen=True):
    """What the index needs of an annotation."""

    id: str
    article: str
    modified: str
    links: tuple[_Link, ...] = ()


class _Status(msgspec.Struct, frozen=True):
    status: Any = None


class Outline(msgspec.Struct, frozen=True):
    """What counts and lists need of an annotation, read in a fraction of the time."""

    article: str
    kind: str
    creator: str
    codes: tuple[str, ...] = ()
    attributes: _Status = _Status()


class _Named(msgspec.Struct, frozen=True):
    speaker: Any = None
    claimant: Any = None
    name: Any = None
    type: Any = None


class _Naming(msgspec.Struct, frozen=True):
    attributes: _Named = _Named()


_naming = msgspec.json.Decoder(_Naming)
_outlined = msgspec.json.Decoder(Outline)
_indexed = msgspec.json.Decoder(_Indexed)
_decoded = msgspec.json.Decoder(Annotation)


class Annotations:
    """Reads and stores annotations; every change belongs to a step of the library."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*, whose changes keep the index true."""
        self._table = database.live(ANNOTATIONS)
        self._keys: dict[str, str] = {}
        self._by_article: dict[str, dict[str, None]] = {}
        self._linking_to: dict[str, dict[str, None]] = {}
        self._newest: str | None = ""
        self._order: list[str] | None = None
        database.journaled.listeners.append(self._on_change)
        rows = database.journaled.raws(ANNOTATIONS)
        self._on_change(Operation(ANNOTATIONS, key, NOTHING, row) for key, row in rows.items())

    def __len__(self) -> int:
        """How many annotations there are."""
        return len(self._keys)

    def __contains__(self, annotation: object) -> bool:
        """Whether there is an annotation of this id."""
        return annotation in self._keys

    def key(self, annotation: str) -> str | None:
        """The doc_id of the annotation of this id."""
        return self._keys.get(annotation)

    def all(self) -> list[Annotation]:
        """Every annotation, in the order of tagging."""
        return [_decoded.decode(row) for row in self._table.raws()]

    def last_change(self) -> str:
        """The time of the last change of any that is there; empty where there is none."""
        if self._newest is None:
            rows = self._table.live_raws().values()
            self._newest = max((_indexed.decode(row).modified for row in rows), default="")
        return self._newest

    def rows_by_id(self) -> list[msgspec.Raw]:
        """Every annotation as it is stored, sorted by id."""
        order = self._order
        if order is None:
            order = self._order = [key for _, key in sorted(self._keys.items())]
        rows = self._table.live_raws()  # another thread may drop one meanwhile
        return [row for key in order if (row := rows.get(key)) is not None]

    def ids(self) -> list[str]:
        """Every id, in the order they were made."""
        return sorted(self._keys)

    def articles(self) -> frozenset[str]:
        """The ids of the articles that have any."""
        return frozenset(self._by_article)

    def outlines(self) -> Iterator[Outline]:
        """Every annotation in outline, in the order of tagging."""
        yield from map(_outlined.decode, self._table.raws())

    def people(self) -> list[str]:
        """Who speaks, claims, or is tagged as a person or an organization, the most frequent first.

        Names as they are written, each once.
        """
        found: Counter[str] = Counter()
        for row in self._table.raws():
            held = _naming.decode(row).attributes
            tagged = held.name if held.type in ("person", "organization") else None
            found.update(
                name
                for name in (held.speaker, held.claimant, tagged)
                if isinstance(name, str) and name not in self._keys  # an entity's id is no name
            )
        return [name for name, _ in found.most_common()]

    def of(self, article: str) -> tuple[Annotation, ...]:
        """One article's annotations, by place."""
        rows = self._table.live_raws()
        found = [
            _decoded.decode(row)
            for key in tuple(self._by_article.get(article, ()))
            if (row := rows.get(key)) is not None
        ]
        return tuple(sorted(found, key=_place))

    def count(self, article: str) -> int:
        """How many annotations an article has."""
        return len(self._by_article.get(article, ()))

    def get(self, annotation: str) -> Annotation:
        """The annotation of this id; raises NotFoundError."""
        key = self._keys.get(annotation)
        row = None if key is None else self._table.raw(key)
        if row is None:
            raise NotFoundError(
                f"There is no annotation '{annotation}'. `postil annotations` lists them."
            )
        return _decoded.decode(row)

    def find(self, reference: str) -> Annotation:
        """The annotation of an id or a unique prefix or end of one (ends differ sooner)."""
        if reference in self._keys:
            return self.get(reference)
        wanted = reference.casefold()
        known = list(self._keys)
        found = [key for key in known if wanted and key.startswith(wanted)]
        found = found or [key for key in known if len(wanted) >= 4 and key.endswith(wanted)]
        if len(found) > 1:
            raise AmbiguousError(
                f"'{reference}' fits {len(found)} annotations. Give more of the id."
            )
        return self.get(found[0] if found else reference)

    def linking_to(self, annotation: str) -> list[Annotation]:
        """The annotations that hold a link to this one."""
        rows = map(self._table.raw, tuple(self._linking_to.get(annotation, ())))
        return [_decoded.decode(row) for row in rows if row is not None]

    def links_at(self, records: Iterable[str]) -> int:
        """How many links begin or end at these annotations, or at those of these articles (ids).

        A link that leads nowhere is none.
        """
        keys = {
            key
            for name in records
            for key in (self._keys.get(name), *self._by_article.get(name, ()))
            if key is not None
        }
        own = self._indexed(keys)
        named = {one.id for one in own}
        others = {key for name in named for key in self._linking_to.get(name, ())} - keys
        ends = [link.to in self._keys for one in own for link in one.links]
        ends += [link.to in named for one in self._indexed(others) for link in one.links]
        return sum(ends)

    def _indexed(self, keys: Iterable[str]) -> list[_Indexed]:
        rows = map(self._table.raw, keys)
        return [_indexed.decode(row) for row in rows if row is not None]

    # -- changes, within a step

    def put(self, annotation: Annotation) -> None:
        """Store an annotation whole, new or changed."""
        key = self._keys.get(annotation.id)
        numbers = (annotation.origin.score, *annotation.attributes.values())
        if int in map(type, numbers):
            # Whole numbers are read back with a point: stored so at once, rows stay as they are.
            annotation = _decoded.decode(msgspec.json.encode(annotation))
        self._table.put(annotation, None if key is None else int(key))

    def remove(self, annotation: str) -> None:
        """Delete an annotation; raises NotFoundError."""
        self.get(annotation)
        self._table.drop(int(self._keys[annotation]))

    def _on_change(self, operations: Iterable[Operation]) -> None:
        for operation in operations:
            if operation.table != ANNOTATIONS:
                continue
            before, after = _index_of(operation.before), _index_of(operation.after)
            self._note_time(before, after)
            # What holds anew comes first: a reader in another thread never misses an annotation.
            if before is None or after is None or before.id != after.id:
                self._order = None
            if after is not None:
                self._keys[after.id] = operation.key
                self._by_article.setdefault(after.article, {})[operation.key] = None
                for link in after.links:
                    self._linking_to.setdefault(link.to, {})[operation.key] = None
            if before is not None:
                self._forget(operation.key, before, after)

    def _forget(self, key: str, before: _Indexed, after: _Indexed | None) -> None:
        """Take out of the index what held before and does not any more."""
        if after is None or before.id != after.id:
            self._keys.pop(before.id, None)
        if after is None or before.article != after.article:
            _drop(self._by_article, before.article, key)
        for link in before.links:
            if after is None or link not in after.links:
                _drop(self._linking_to, link.to, key)

    def _note_time(self, before: _Indexed | None, after: _Indexed | None) -> None:
        """Keep the time of the last change; when the last one goes, it is looked for again."""
        if self._newest is None:
            return
        if after is not None and after.modified >= self._newest:
            self._newest = after.modified
        elif before is not None and before.modified == self._newest:
            self._newest = None


def _drop(index: dict[str, dict[str, None]], name: str, key: str) -> None:
    if name in index:
        index[name].pop(key, None)
        if not index[name]:
            del index[name]


def _place(annotation: Annotation) -> tuple[int, int, str]:
    return annotation.start, -annotation.end, annotation.id


def _index_of(raw: msgspec.Raw) -> _Indexed | None:
    return None if is_nothing(raw) else _indexed.decode(raw)
