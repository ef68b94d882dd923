"""A bundle without the names: every text, title, note and address of it, and what points there."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import msgspec

from store.exporters.base import Bundle, StoredArticle
from store.model import (
    Annotation,
    AttributeValue,
    Block,
    BlockKind,
    Codebook,
    Kind,
    Record,
    identity,
    sha256,
)
from store.redaction.edits import Edited, within_blocks
from store.redaction.matching import Names
from store.text import count_words

Also = Literal["creators", "authors", "paths", "sources", "ids"]
"""What leaves as a pseudonym, or not at all, besides the names of protected persons."""
ALSO: tuple[Also, ...] = ("creators", "authors", "paths", "sources", "ids")

R = TypeVar("R", bound=Record)
_NO_WORDS = frozenset(
    {"id", "article", "to", "sha256", "text_sha256", "source_bytes", "raw", "created", "modified"}
    | {"captured", "imported", "media_type", "charset", "charset_how", "importer", "similar_to"}
    | {"state", "precision", "letter", "key", "colour"}
)
"""Fields that hold ids, digests, times, names of formats, and what only a few values are for."""
_CLOSED = {
    "media_type": r"[a-z]+/[a-z0-9.+-]+",
    "charset": "[A-Za-z0-9_-]+",
    "importer": "[a-z-]+/[0-9]+",
    **dict.fromkeys(("charset_how", "state", "precision", "colour"), "[a-z]+"),
    **dict.fromkeys(("letter", "key"), ".?"),
}
"""What such fields may hold, where that is no id and no time."""
_PLAIN = re.compile(
    "(?:[0-9a-f]{16}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9TZ:.+-]*|b?[0-9]+)"
)
"""Ids, digests and times."""
_SAME: Mapping[str, str] = MappingProxyType({})
_TEXTUAL = ("text/", "application/json", "application/xhtml", "application/xml")


class Redacting:
    """Takes a bundle's names out. `rename` gives another id for an annotation's, `annotator` a
    pseudonym for a creator's name; both may be None.
    """

    def __init__(
        self,
        names: Names,
        also: frozenset[Also],
        *,
        rename: Callable[[str], str] | None,
        annotator: Callable[[str], str] | None,
        authors: dict[str, str],
    ) -> None:
        """With *authors*, the pseudonyms of comments' authors, where these are wanted."""
        self._names, self._also = names, also
        self._rename, self._annotator, self._authors = rename, annotator, authors
        self.sources = 0
        self.was: dict[str, str] = {}
        """The ids under which the library has what the bundle has under others."""
        self._articles: dict[str, str] = {}
        self._edits: dict[str, Edited] = {}

    def bundle(self, given: Bundle) -> Bundle:
        """The redacted bundle, with true offsets, digests and ids."""
        articles = [self._article(stored) for stored in given.articles]
        annotations = [self._annotation(one) for one in given.annotations]
        articles = [
            msgspec.structs.replace(
                one,
                record=msgspec.structs.replace(
                    one.record,
                    similar_to=tuple(self._articles.get(i, i) for i in one.record.similar_to),
                ),
            )
            for one in articles
        ]
        library = given.library
        if self._rename is not None:
            library = msgspec.structs.replace(library, id=self._rename(library.id))
        return msgspec.structs.replace(
            given,
            library=library,
            codebook=self._codebook(given.codebook),
            articles=tuple(sorted(articles, key=lambda one: one.record.id)),
            annotations=tuple(sorted(annotations, key=lambda one: one.id)),
        )

    def _article(self, stored: StoredArticle) -> StoredArticle:
        text, blocks, record = stored.text, stored.blocks, stored.record
        found = self._names.find(text)
        self._names.count(found, text)
        edited = Edited(text, within_blocks(found, blocks))
        ids = self._block_ids(blocks)
        new_blocks = tuple(self._block(block, edited, ids) for block in blocks)
        record = self._words(record)
        source = record.source
        if "paths" in self._also:
            source = msgspec.structs.replace(source, name=None, url=None)
        elif source.url != stored.record.source.url:
            source = msgspec.structs.replace(source, url=None)
        raw = stored.raw
        spoilt = edited.changed or record != stored.record or new_blocks != blocks
        if spoilt or "sources" in self._also or self._unsafe(stored):
            raw = edited.text.encode("utf-8", "surrogatepass")
            self.sources += 1
            source = msgspec.structs.replace(
                source,
                sha256=sha256(raw),
                size=len(raw),
                media_type="text/plain",
                charset="utf-8",
                charset_how="declared",
                importer=None,
            )
        digest = sha256(edited.text)
        record = msgspec.structs.replace(
            record,
            id=identity(source.sha256, digest),
            source=source,
            text_sha256=digest,
            words=count_words(edited.text) if edited.changed else record.words,
        )
        self._articles[stored.record.id] = record.id
        self.was[record.id] = stored.record.id
        self._edits[stored.record.id] = edited
        return StoredArticle(record=record, text=edited.text, blocks=new_blocks, raw=raw)

    def _block_ids(self, blocks: Sequence[Block]) -> dict[str, str]:
        """The blocks' ids, and those that leave: others where a name is in one."""
        ids = [block.id for block in blocks]
        if any(map(self._names.remains, ids)):
            return {one: f"b{number}" for number, one in enumerate(ids, 1)}
        return dict(zip(ids, ids, strict=True))

    def _block(self, block: Block, edited: Edited, ids: Mapping[str, str]) -> Block:
        author = block.author
        if author is not None and block.kind is BlockKind.COMMENT:
            author = self._authors.get(author, author)
        return msgspec.structs.replace(
            self._words(block),
            id=ids[block.id],
            parent=None if block.parent is None else ids.get(block.parent),
            start=edited.at(block.start, end=False),
            end=edited.at(block.end, end=True),
            author=None if author is None else self._names.replaced(author),
        )

    def _unsafe(self, stored: StoredArticle) -> bool:
        """Whether the source's bytes hold a name, or can't be searched for one."""
        if not stored.record.source.media_type.startswith(_TEXTUAL):
            return True
        return any(map(self._names.remains, readings(stored.raw)))

    def _annotation(self, annotation: Annotation) -> Annotation:
        edited = self._edits[annotation.article]
        attributes = dict(annotation.attributes)
        if attributes.get("protect", "none") not in (None, "none"):
            attributes.pop("link", None)  # an address or number that tells who it is
        renamed = self._rename
        if renamed is not None:
            attributes = {
                name: renamed(value) if isinstance(value, str) and _is_id(value) else value
                for name, value in attributes.items()
            }
        made = self._words(
            msgspec.structs.replace(annotation, attributes=self._attributes(attributes))
        )
        made = msgspec.structs.replace(
            made,
            article=self._articles[annotation.article],
            spans=edited.spans(annotation.spans),
            codes=tuple(dict.fromkeys(made.codes)),
            tags=tuple(dict.fromkeys(made.tags)),
        )
        if renamed is not None:
            links = tuple(msgspec.structs.replace(one, to=renamed(one.to)) for one in made.links)
            made = msgspec.structs.replace(made, id=renamed(made.id), links=links)
            self.was[made.id] = annotation.id
        if self._annotator is not None:
            accepted = annotation.origin.accepted_by
            origin = msgspec.structs.replace(
                made.origin, accepted_by=None if accepted is None else self._annotator(accepted)
            )
            made = msgspec.structs.replace(
                made, creator=self._annotator(annotation.creator), origin=origin
            )
        return made

    def _attributes(self, given: dict[str, AttributeValue]) -> dict[str, AttributeValue]:
        made: dict[str, AttributeValue] = {}
        for name, value in given.items():
            new = value
            if isinstance(value, list):
                new = list(dict.fromkeys(self._names.replaced(one) for one in value))
            elif isinstance(value, str):
                new = self._authors.get(value) or self._names.replaced(value)
            made[self._names.replaced(name)] = new
        aliases = made.get("aliases")
        if isinstance(aliases, list):
            made["aliases"] = [one for one in aliases if one != made.get("name")]
        return made

    def _codebook(self, codebook: Codebook) -> Codebook:
        made = self._words(codebook)
        return msgspec.structs.replace(
            made,
            kinds=tuple({kind.name: self._kind(kind) for kind in made.kinds}.values()),
            codes=tuple({code.name: code for code in made.codes}.values()),
            links=tuple(dict.fromkeys(made.links)),
        )

    def _kind(self, kind: Kind) -> Kind:
        """*kind*, where an attribute's name, one of its choices or what it begins with may be a
        name.
        """
        made = [self._words(attribute) for attribute in kind.attributes]
        made = [
            msgspec.structs.replace(one, choices=tuple(dict.fromkeys(one.choices))) for one in made
        ]
        return msgspec.structs.replace(kind, attributes=tuple({a.name: a for a in made}.values()))

    def _words(self, record: R) -> R:
        """*record* with every text in it redacted; spans are made anew elsewhere."""
        changes: dict[str, Any] = {}
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if name not in _NO_WORDS and name not in ("spans", "attributes"):
                new = self._value(value)
                if new is not value:
                    changes[name] = new
        return msgspec.structs.replace(record, **changes) if changes else record

    def _value(self, value: Any) -> Any:
        match value:
            case StrEnum():
                return value
            case str():
                return self._names.replaced(value)
            case Record():
                return self._words(value)
            case tuple():
                made = tuple(self._value(one) for one in value)
                same = all(one is other for one, other in zip(made, value, strict=True))
                return value if same else made
            case _:
                return value


def texts_in(bundle: Bundle, was: Mapping[str, str] = _SAME) -> Iterator[tuple[str, str]]:
    """Every text of a bundle, with where it stands: fields, texts, blocks, sources' bytes. *was*
    has the ids by which a person knows what has another id in the bundle.
    """
    yield from _texts(bundle.library, "the library")
    yield from _texts(bundle.codebook, "the codebook")
    for stored in bundle.articles:
        where = f"article {was.get(stored.record.id, stored.record.id)}"
        yield from _texts(stored.record, where)
        for block in stored.blocks:
            yield from _texts(block, where)
        yield f"{where}, text", stored.text
        if stored.raw != stored.text.encode("utf-8", "surrogatepass"):
            for reading in readings(stored.raw):
                yield f"{where}, source bytes", reading
    for annotation in bundle.annotations:
        yield from _texts(annotation, f"annotation {was.get(annotation.id, annotation.id)}")


def readings(raw: bytes) -> Iterator[str]:
    """Bytes as the texts they may be."""
    yield raw.decode("utf-8", "replace")
    if b"\0" in raw[:4096] or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield raw.decode("utf-16-le", "replace")
        yield raw.decode("utf-16-be", "replace")
    elif not raw.isascii():
        yield raw.decode("cp1252", "replace")
        yield raw.decode("cp1251", "replace")


def _texts(record: Any, where: str) -> Iterator[tuple[str, str]]:
    match record:
        case str():
            yield where, record
        case dict():
            for name, value in record.items():
                yield f"{where}, attributes", name
                yield from _texts(value, f"{where}, {name}")
        case list() | tuple():
            for one in record:
                yield from _texts(one, where)
        case Record():
            for name in record.__struct_fields__:
                value = getattr(record, name)
                if name not in _NO_WORDS or not _is_plain(value, _CLOSED.get(name)):
                    yield from _texts(value, f"{where}, {name}")


def _is_plain(value: Any, allowed: str | None) -> bool:
    """Whether *value* of a field that holds no words holds none, but an id, a time or what is
    *allowed*: it may be of a file that somebody made.
    """
    if isinstance(value, tuple):
        return all(_is_plain(one, allowed) for one in value)
    if not isinstance(value, str):
        return True
    return bool(re.fullmatch(allowed, value) if allowed else _PLAIN.fullmatch(value))


def _is_id(value: str) -> bool:
    return len(value) == 36 and value.count("-") == 4


def authors_of(articles: Iterable[StoredArticle]) -> list[str]:
    """The names under which comments were written, in order."""
    return list(
        dict.fromkeys(
            block.author
            for stored in articles
            for block in stored.blocks
            if block.kind is BlockKind.COMMENT and block.author
        )
    )
