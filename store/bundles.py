"""What an export holds, read from the library piece by piece, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar, overload

import msgspec
from msgspec import Raw

from store.annotations import Annotations
from store.articles import Articles
from store.exporters.base import Bundle, Format, LibraryFacts, StoredArticle, StoredRows
from store.model import Annotation, Article, Codebook

Report = Callable[[int, int], None]
"""Is told how many records are done, of how many; what it raises ends the export."""
T = TypeVar("T")

_annotation = msgspec.json.Decoder(Annotation)
_BETWEEN = StoredRows.BETWEEN
_BEGIN = b'{"id":"'
_NEXT = _BETWEEN + _BEGIN


class StoredArticles(Sequence[StoredArticle]):
    """Articles of a library, each read from its files when it is looked at."""

    def __init__(
        self, records: Iterable[Article], articles: Articles, *, sources: bool = True
    ) -> None:
        """The articles of *records*, in their order; without *sources*, their bytes are empty."""
        self.records = tuple(records)
        self._articles = articles
        self._sources = sources

    def __len__(self) -> int:
        """How many there are."""
        return len(self.records)

    @overload
    def __getitem__(self, index: int) -> StoredArticle: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[StoredArticle]: ...
    def __getitem__(self, index: int | slice) -> StoredArticle | Sequence[StoredArticle]:
        """One article, whole; of a slice, articles that are still to be read."""
        if isinstance(index, slice):
            return StoredArticles(self.records[index], self._articles, sources=self._sources)
        record = self.records[index]
        corrections = self._articles.decisions(record.id)
        return StoredArticle(
            record=record,
            text=self._articles.text(record.id),
            blocks=self._articles.blocks(record.id),
            raw=self._articles.raw(record.id) if self._sources else b"",
            corrections=corrections,
            found=self._articles.found_blocks(record.id) if corrections else (),
        )

    def without_sources(self) -> tuple[StoredArticles, int]:
        """The same with empty bytes, and of how many the file of the source is gone."""
        gone = sum(self._articles.lacks_source(record.id) for record in self.records)
        return StoredArticles(self.records, self._articles, sources=False), gone


class HeldAnnotations(StoredRows):
    """Annotations of a library as they were when this was made, decoded when they are looked at."""

    def __init__(self, rows: Sequence[Raw]) -> None:
        """Over stored *rows*, which are never changed in place."""
        self._rows = rows

    def __len__(self) -> int:
        """How many there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Annotation]: ...
    def __getitem__(self, index: int | slice) -> Annotation | Sequence[Annotation]:
        """One annotation, or several still as they are stored."""
        if isinstance(index, slice):
            return HeldAnnotations(self._rows[index])
        return _annotation.decode(self._rows[index])

    def pieces(self, together: int) -> Iterator[bytes]:
        """The JSON of so many at a time."""
        for at in range(0, len(self._rows), together):
            rows = self._rows[at : at + together]
            piece = _BETWEEN.join(rows)
            if not (piece.startswith(_BEGIN) and piece.count(_NEXT) == len(rows) - 1):
                piece = _BETWEEN.join(map(canonical_row, map(bytes, rows)))
            yield piece


def canonical_row(row: bytes) -> bytes:
    """A stored row as this program writes it, decoded and encoded where another one wrote it,
    with blanks between a name and its value, or with other fields first.
    """
    return row if row.startswith(_BEGIN) else msgspec.json.encode(_annotation.decode(row))


def bundle_of(
    facts: LibraryFacts,
    codebook: Codebook,
    articles: Articles,
    held: Annotations,
    chosen: Iterable[Annotation] | None,
    *,
    named: frozenset[str] = frozenset(),
) -> Bundle:
    """Everything, or *chosen* annotations with their articles, and the *named* articles too.

    A sample article goes along only when it has annotations.
    """
    annotations: Sequence[Annotation]
    if chosen is None:
        annotations = HeldAnnotations(held.rows_by_id())
        used = held.articles()
        last = held.last_change()
    else:
        annotations = tuple(sorted(chosen, key=lambda a: a.id))
        used = named.union(annotation.article for annotation in annotations)
        last = max((annotation.modified for annotation in annotations), default="")
    records = sorted(
        (a for a in articles.all() if a.id in used or (chosen is None and not a.sample)),
        key=lambda article: article.id,
    )
    changed = max((facts.created, last, *(record.modified for record in records)))
    return Bundle(
        changed=changed,
        library=facts,
        codebook=codebook,
        articles=StoredArticles(records, articles),
        annotations=annotations,
    )


def fit_for(chosen: Format, bundle: Bundle) -> tuple[Bundle, int]:
    """*bundle* as *chosen* needs it, and how many sources are gone that it does not need.

    A format that is a view holds no source's bytes: they are not read, and so not missed.
    """
    if chosen.lossless or not isinstance(bundle.articles, StoredArticles):
        return bundle, 0
    articles, gone = bundle.articles.without_sources()
    return msgspec.structs.replace(bundle, articles=articles), gone


def watched(bundle: Bundle, report: Report) -> Bundle:
    """*bundle* with *report* told of every few records that are taken from it."""
    total = len(bundle.articles) + len(bundle.annotations)
    return msgspec.structs.replace(
        bundle,
        articles=_Watched(bundle.articles, 0, total, report),
        annotations=_WatchedRows(bundle.annotations, len(bundle.articles), total, report),
    )


class _Watched(Sequence[T]):
    """A sequence that has *report* told of every few that are taken from it."""

    every = 1

    def __init__(self, inner: Sequence[T], before: int, total: int, report: Report) -> None:
        self._inner, self._before, self._total, self._report = inner, before, total, report

    def __len__(self) -> int:
        return len(self._inner)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._inner[index]

    def __iter__(self) -> Iterator[T]:
        for number, one in enumerate(self._inner):
            if number % self.every == 0:
                self._report(self._before + number, self._total)
            yield one


class _WatchedRows(_Watched[Annotation], StoredRows):
    every = 200

    def pieces(self, together: int) -> Iterator[bytes]:
        pieces = StoredRows.pieces_of(self._inner, together)
        for number, piece in enumerate(pieces):
            self._report(self._before + number * together, self._total)
            yield piece
