"""Postil's own JSON: everything but the history, byte-identical while nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

import msgspec

from store.corrections import Decision
from store.errors import FormatError
from store.exporters.base import (
    Bundle,
    Format,
    LibraryFacts,
    Loaded,
    StoredArticle,
    StoredRows,
)
from store.model import Annotation, Article, Block, Codebook, PrintedDate, Record, Source, State

VERSION: Literal[1] = 1
_TOGETHER = 1000


class ArticleShape(Record, frozen=True, kw_only=True):
    """An article as it stands in the file; `source_bytes` is base64.

    `blocks` are as a reader corrected them; where one did, `blocks_found` are those before the
    `corrections`.
    """

    id: str
    title: str
    site: str | None
    byline: str | None
    date: PrintedDate | None
    language: str | None
    state: State
    rights: str | None
    sample: bool
    similar_to: tuple[str, ...]
    words: int
    comments: int
    modified: str
    source: Source
    source_bytes: bytes
    text_sha256: str
    text: str
    blocks: tuple[Block, ...]
    corrections: tuple[Decision, ...] = ()
    blocks_found: tuple[Block, ...] = ()


class Export(Record, frozen=True, kw_only=True):
    """The whole file. Offsets count code points of an article's `text`, end exclusive."""

    format: Literal["postil"]
    version: Literal[1]
    generator: str
    changed: str
    library: LibraryFacts
    codebook: Codebook
    articles: tuple[ArticleShape, ...]
    annotations: tuple[Annotation, ...]


def generator() -> str:
    """The program's name and version."""
    try:
        return f"postil {version('postil')}"
    except PackageNotFoundError:
        return "postil"


def write(bundle: Bundle) -> Iterator[bytes]:
    """The file's bytes, piece by piece: UTF-8, an article or an annotation a line."""
    head = {
        "format": "postil",
        "version": VERSION,
        "generator": generator(),
        "changed": bundle.changed,
        "library": bundle.library,
        "codebook": bundle.codebook,
    }
    yield msgspec.json.encode(head)[:-1]
    yield b',\n"articles":['
    articles = (msgspec.json.encode(shaped(stored)) for stored in bundle.articles)
    yield from _lines(articles)
    yield b'],\n"annotations":['
    yield from _lines(StoredRows.pieces_of(bundle.annotations, _TOGETHER))
    yield b"]}\n"


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with a comma between, each on lines of its own."""
    before = b"\n"
    for piece in pieces:
        yield before
        yield piece
        before = StoredRows.BETWEEN
    if before == StoredRows.BETWEEN:
        yield b"\n"


def dump(bundle: Bundle) -> bytes:
    """The file's bytes at once."""
    return b"".join(write(bundle))


def load(raw: bytes, name: str) -> Bundle:
    """The bundle in a file called *name*; raises FormatError with the place of the fault."""
    try:
        head = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise FormatError(
            f"{name} is not whole JSON ({error}). Export it again, or pick another file."
        ) from error
    if not isinstance(head, dict) or head.get("format") != "postil":
        raise FormatError(
            f'{name} is not a Postil export: it has no "format": "postil". '
            "`postil formats` lists what can be imported."
        )
    if head.get("version") != VERSION:
        raise FormatError(
            f"{name} has version {head.get('version')!r}; this Postil reads version "
            f"{VERSION}. Install a newer Postil."
        )
    try:
        export = msgspec.convert(head, Export)
    except msgspec.ValidationError as error:
        raise FormatError(
            f"{name} does not follow the schema: {error}. `postil formats --schema` prints it."
        ) from error
    return Bundle(
        changed=export.changed,
        library=export.library,
        codebook=export.codebook,
        articles=tuple(map(restored, export.articles)),
        annotations=export.annotations,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    made = msgspec.json.schema(Export)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Postil export",
        "description": (Export.__doc__ or "").strip(),
        **made,
    }


def shaped(stored: StoredArticle) -> ArticleShape:
    """An article as it stands in the file."""
    record = stored.record
    fields = {name: getattr(record, name) for name in Article.__struct_fields__}
    return ArticleShape(
        **fields,
        source_bytes=stored.raw,
        text=stored.text,
        blocks=stored.blocks,
        corrections=stored.corrections,
        blocks_found=stored.found,
    )


def restored(shape: ArticleShape) -> StoredArticle:
    """The article that stands in a file, not checked yet."""
    fields = {name: getattr(shape, name) for name in Article.__struct_fields__}
    return StoredArticle(
        record=Article(**fields),
        text=shape.text,
        blocks=shape.blocks,
        raw=shape.source_bytes,
        corrections=shape.corrections,
        found=shape.blocks_found,
    )


def _read(raw: bytes, name: str) -> Loaded:
    return Loaded(bundle=load(raw, name))


FORMAT = Format(
    name="json",
    title="Postil JSON, the whole library",
    suffix=".json",
    lossless=True,
    write=write,
    read=_read,
)
