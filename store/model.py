"""What a library holds: frozen, typed records. The only place that spells field names.

Offsets count code points of an article's frozen text, end exclusive. Times are RFC 3339 in UTC
with a `Z`. What is missing is None (null in JSON).
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Literal, get_args

import msgspec

from store import digests
from store.errors import InvalidChangeError
from store.text import slice_context

AttributeValue = str | float | bool | list[str] | None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen record; `msgspec.to_builtins` gives its JSON shape."""


def as_document(record: Record) -> dict[str, Any]:
    """*record* as plain JSON values, the very ones that reading it back from disk gives."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return document


class BlockKind(StrEnum):
    """What a stretch of an article is."""

    TITLE = "title"
    SITE = "site"
    BYLINE = "byline"
    DATELINE = "dateline"
    DATE = "date"
    CAPTION = "caption"
    HEADING = "heading"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    COMMENTS_HEADING = "comments_heading"
    COMMENT = "comment"
    COMMENT_META = "comment_meta"
    BOILERPLATE = "boilerplate"


class Block(Record, frozen=True, kw_only=True, gc=False):
    """A stretch of the text with one role. Blocks are in order and do not overlap.

    `level` counts heading depth from 1. A comment covers its words only; `number` and `date` are
    as printed, `parent` is the id of the comment it answers. An article may have half a million, in
    which the garbage collector need not look for circles.
    """

    id: str
    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    author: str | None = None
    date: str | None = None
    number: int | None = None
    parent: str | None = None
    pingback: bool = False

    def shown(self) -> dict[str, Any]:
        """The JSON shape: a comment with all its fields, any other block with what it has."""
        shape: dict[str, Any] = {
            "id": self.id,
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
        }
        if self.level is not None:
            shape["level"] = self.level
        if self.kind is BlockKind.COMMENT:
            shape |= {
                "author": self.author,
                "date": self.date,
                "number": self.number,
                "parent": self.parent,
                "pingback": self.pingback,
            }
        return shape


State = Literal["new", "begun", "done"]
STATES: tuple[State, ...] = get_args(State)
Precision = Literal["minute", "day", "month", "year"]


class PrintedDate(Record, frozen=True, kw_only=True):
    """A date as printed, with its ISO 8601 value as far as it is known."""

    text: str
    iso: str | None = None
    precision: Precision | None = None


class Source(Record, frozen=True, kw_only=True):
    """Where an article's bytes came from. `charset_how`: bom, utf-8,
    declared, guessed or repaired."""

    sha256: str
    size: int
    media_type: str
    name: str | None = None
    url: str | None = None
    charset: str | None = None
    charset_how: str | None = None
    captured: str | None = None
    imported: str | None = None
    importer: str | None = None


class Article(Record, frozen=True, kw_only=True):
    """One article's record: what never changes about it, with its mutable state and rights note.

    `modified` is the time of the import or of the last change of state or rights.
    """

    id: str
    title: str
    source: Source
    text_sha256: str
    words: int
    comments: int
    site: str | None = None
    byline: str | None = None
    date: PrintedDate | None = None
    language: str | None = None
    state: State = "new"
    rights: str | None = None
    sample: bool = False
    similar_to: tuple[str, ...] = ()
    modified: str

    @property
    def dated(self) -> str | None:
        """The date to list and sort by: ISO where known, else as printed."""
        return None if self.date is None else (self.date.iso or self.date.text)


class Imported(Record, frozen=True, kw_only=True):
    """An article as an importer hands it over, not yet stored. `raw` are the source bytes."""

    raw: bytes
    source: Source
    text: str
    blocks: tuple[Block, ...]
    title: str
    site: str | None = None
    byline: str | None = None
    date: PrintedDate | None = None
    language: str | None = None
    sample: bool = False
    similar_to: tuple[str, ...] = ()


class Span(Record, frozen=True, kw_only=True):
    """A stretch of an article's text: `text[start:end] == exact`, with context either side."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span text[start:end]. Raises InvalidChangeError when it is empty or out of range."""
        if not 0 <= start < end <= len(text):
            raise InvalidChangeError(
                f"Span {start}–{end} is outside the text: offsets go from 0 to {len(text)}, "
                "the end after the start."
            )
        exact, prefix, suffix = slice_context(text, start, end)
        return cls(start=start, end=end, exact=exact, prefix=prefix, suffix=suffix)


class Link(Record, frozen=True, kw_only=True):
    """A typed link from the annotation that holds it to another annotation."""

    type: str
    to: str
    note: str | None = None


class Origin(Record, frozen=True, kw_only=True):
    """Who proposed an annotation: `person`, or a suggester such as `rule:quotes/1`."""

    by: str = "person"
    score: float | None = None
    accepted_by: str | None = None


class Annotation(Record, frozen=True, kw_only=True):
    """A tagged stretch (or several) of one article. Its block is derived from the first span."""

    id: str
    article: str
    kind: str
    spans: tuple[Span, ...]
    codes: tuple[str, ...] = ()
    attributes: dict[str, AttributeValue] = {}
    links: tuple[Link, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    creator: str
    created: str
    modified: str
    origin: Origin = Origin()
    revision: int = 1

    @property
    def start(self) -> int:
        """Where the first span begins."""
        return self.spans[0].start

    @property
    def end(self) -> int:
        """Where the last span ends."""
        return self.spans[-1].end

    @property
    def exact(self) -> str:
        """The tagged words; several stretches joined by an ellipsis."""
        return " … ".join(span.exact for span in self.spans)

    @property
    def is_disputed(self) -> bool:
        """Whether it is a claim that someone disputes."""
        return self.attributes.get("status") == "disputed"

    def revised(self, **changes: Any) -> Annotation:
        """It with *changes*, as its next revision, made now."""
        made = {"modified": now(), "revision": self.revision + 1}
        return msgspec.structs.replace(self, **(made | changes))


class Attribute(Record, frozen=True, kw_only=True):
    """A field of a kind. `type`: text, list, choice or number; `default` is set on tagging."""

    name: str
    type: Literal["text", "list", "choice", "number"] = "text"
    choices: tuple[str, ...] = ()
    default: str | None = None


class Kind(Record, frozen=True, kw_only=True):
    """What an annotation can be. `letter` marks it in the margin, `key` tags it."""

    name: str
    letter: str
    key: str
    colour: str
    attributes: tuple[Attribute, ...] = ()


class Code(Record, frozen=True, kw_only=True):
    """A code of the researcher's own, in a tree by `parent` (a code's name, or None)."""

    name: str
    parent: str | None = None
    description: str = ""
    colour: str | None = None
    key: str | None = None


class Codebook(Record, frozen=True, kw_only=True):
    """Kinds, codes and link types."""

    kinds: tuple[Kind, ...]
    codes: tuple[Code, ...] = ()
    links: tuple[str, ...] = ()

    def kind(self, name: str) -> Kind:
        """The kind called *name*; InvalidChangeError names the known ones."""
        for kind in self.kinds:
            if kind.name == name:
                return kind
        known = ", ".join(kind.name for kind in self.kinds)
        raise InvalidChangeError(f"There is no kind '{name}'; the codebook has: {known}.")


def now() -> str:
    """This moment as stored: RFC 3339, UTC, milliseconds."""
    seconds, rest = divmod(time.time_ns(), 1_000_000_000)
    return f"{_second(seconds)}.{rest // 1_000_000:03}Z"


@lru_cache(maxsize=4)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def new_id() -> str:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then 74 random bits."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def sha256(content: bytes | str) -> str:
    """The SHA-256 of bytes, or of a text's UTF-8 (lone surrogates kept), in hex."""
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return digests.sha256(raw)


def article_id(imported: Imported) -> str:
    """An id made from the source and the text, so that the same article has one id everywhere."""
    return identity(imported.source.sha256, sha256(imported.text))


def is_article_id(value: str) -> bool:
    """Whether this program would have made such an id: only then may it name a folder."""
    return len(value) == 16 and not set(value) - set("0123456789abcdef")


def identity(source_sha256: str, text_sha256: str) -> str:
    """The article id that a source's and a text's SHA-256 make."""
    return sha256(f"{source_sha256}\n{text_sha256}")[:16]
