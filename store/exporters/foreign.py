"""Articles and annotations made from another program's file, where it holds no record of ours."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError, InputError
from store.exporters.base import Bundle, LibraryFacts, StoredArticle
from store.importers.recorded import record_of
from store.importers.registry import base_name, import_bytes
from store.model import (
    Annotation,
    AttributeValue,
    Code,
    Codebook,
    Imported,
    Kind,
    Link,
    Origin,
    Span,
    now,
)
from store.surrogates import without_surrogates

_BEFORE_LINE_FEED = re.compile(r"\r(?=\n)")
_NAMESPACE = uuid.UUID("6b5f0f5e-6a0c-5d55-9d07-1f1d6a8f4d1b")


@dataclass(frozen=True, slots=True)
class ForeignArticle:
    """An article made from a file's text; `at` turns the file's offsets into its own."""

    stored: StoredArticle
    dropped: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Where code point *offset* of the file's text stands in the article's."""
        return offset - bisect_right(self.dropped, offset - 1)


def article_from_text(
    text: str, *, name: str, title: str | None = None, url: str | None = None
) -> ForeignArticle:
    """An article of plain *text* that a file called *name* held, segmented as a dump.

    A byte order mark and carriage returns go, as in every import. Raises FormatError where the
    text holds nothing to read.
    """
    text = without_surrogates(text)
    dropped = flattened(text)[1]
    file_name = f"{PurePosixPath(base_name(name)).stem or 'text'}.txt"
    try:
        (imported,) = import_bytes(text.encode(), name=file_name, url=url, importer="text")
    except (InputError, ValueError) as error:
        raise FormatError(f"{name}: its text can't be read: {error}") from error
    if title and title.strip():
        imported = _titled(imported, title)
    stored = StoredArticle(
        record=record_of(imported), text=imported.text, blocks=imported.blocks, raw=imported.raw
    )
    return ForeignArticle(stored, dropped)


def flattened(text: str) -> tuple[str, tuple[int, ...]]:
    """*text* as an import stores it, without a byte order mark and with LF for CRLF and CR; and
    the offsets of what went.
    """
    marked = text.startswith("\ufeff")
    if not marked and "\r" not in text:
        return text, ()
    gone = [0] if marked else []
    gone += [match.start() for match in _BEFORE_LINE_FEED.finditer(text)]
    flat = text.removeprefix("\ufeff") if marked else text
    return flat.replace("\r\n", "\n").replace("\r", "\n"), tuple(gone)


def annotation_of(
    article: ForeignArticle | StoredArticle,
    spans: Iterable[tuple[int, int]],
    *,
    kind: str,
    seed: str,
    creator: str,
    created: str | None = None,
    modified: str | None = None,
    codes: Sequence[str] = (),
    attributes: Mapping[str, AttributeValue] | None = None,
    links: Sequence[Link] = (),
    note: str = "",
    tags: Sequence[str] = (),
) -> Annotation:
    """An annotation over *spans* of the article's own text.

    *seed* names it within its format, so that the same file imported again gives the same ids.
    Overlapping spans are merged. Raises InvalidChangeError for a span outside the text.
    """
    stored = article.stored if isinstance(article, ForeignArticle) else article
    moment = created or now()
    return Annotation(
        id=foreign_id(seed, stored.record.id),
        article=stored.record.id,
        kind=kind,
        spans=tuple(Span.of(stored.text, start, end) for start, end in _merged(spans)),
        codes=tuple(codes),
        attributes=dict(attributes or {}),
        links=tuple(links),
        note=note,
        tags=tuple(tags),
        creator=creator,
        created=moment,
        modified=modified or moment,
        origin=Origin(by="person"),
    )


def foreign_id(*parts: str) -> str:
    """A UUIDv5 (RFC 9562, 5.5) of *parts*: the same parts, the same id."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def codebook_for(annotations: Iterable[Annotation], codes: Iterable[Code] = ()) -> Codebook:
    """The default codebook with the kinds, codes and link types that *annotations* use."""
    known = {kind.name: kind for kind in DEFAULT_CODEBOOK.kinds}
    all_codes = {code.name: code for code in codes}
    links = dict.fromkeys(DEFAULT_CODEBOOK.links)
    for annotation in annotations:
        if annotation.kind not in known:
            known[annotation.kind] = Kind(
                name=annotation.kind,
                letter=annotation.kind[:1].upper()[:1] or "?",
                key="",
                colour="magenta",
            )
        for code in annotation.codes:
            all_codes.setdefault(code, Code(name=code))
        links |= dict.fromkeys(link.type for link in annotation.links)
    return Codebook(
        kinds=tuple(known.values()), codes=tuple(all_codes.values()), links=tuple(links)
    )


def bundle_from(
    articles: Iterable[ForeignArticle | StoredArticle],
    annotations: Iterable[Annotation],
    codes: Iterable[Code] = (),
) -> Bundle:
    """A foreign bundle, sorted, an article that is there twice taken once."""
    stored = {
        one.record.id: one
        for one in (a.stored if isinstance(a, ForeignArticle) else a for a in articles)
    }
    held = tuple(sorted(annotations, key=lambda annotation: annotation.id))
    moment = now()
    return Bundle(
        changed=max((a.modified for a in held), default=moment),
        library=LibraryFacts(id="foreign", created=moment),
        codebook=codebook_for(held, codes),
        articles=tuple(stored[key] for key in sorted(stored)),
        annotations=held,
        foreign=True,
    )


def _titled(imported: Imported, title: str) -> Imported:
    return msgspec.structs.replace(imported, title=" ".join(title.split()))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
