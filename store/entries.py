"""What a journal holds: a base line, then one step a line, checked, chained and content-hashed.

A line is `\\n<crc32> <json>\\n`: the newline before it makes the next line readable after a torn
write. There are three sorts of JSON:

- `{"base":{generation,schema,seq,head}}`, first in every journal: the step it follows on;
- `{"header":{…},"operations":[[salt,[table,key,before,after]],…]}`: a step. The header names the
  SHA-256 of the header before it (`prev`), and `digest` hashes the content;
- `{"part":[step,index],"operations":[…]}`: a piece of a step over 1 MB, which counts only when the
  line with its header, `"part":[step,number of pieces]`, follows.

An operation's digest is SHA-256(salt + its JSON); a header's `digest` is the SHA-256 of its
operations' digests in hex, one after another. A purge puts `["",digest]` in an operation's place:
content and salt are gone, and the chain is verifiable all the same.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
from msgspec import Raw

from store.digests import sha256
from store.model import Record

Document = dict[str, Any]
Rows = dict[str, Raw]
Tables = dict[str, Rows]
"""Every document as the JSON it is stored in, by table and doc_id."""
META = "meta"
"""The snapshot's own table: schema, generation, seq and head, under doc_id 1."""
NO_HEAD = "0" * 64
"""The `prev` of a library's first step."""
NOTHING = Raw(b"null")
"""In an operation: there was, or will be, no document."""
PART_BYTES = 1 << 20
"""How much content a journal line holds at most."""

StepKind = Literal["do", "undo", "redo", "quiet"]


class Operation(msgspec.Struct, frozen=True, array_like=True):
    """One whole document put (`after`) or deleted (`after` is NOTHING) in one table."""

    table: str
    key: str
    before: Raw
    after: Raw

    def reversed(self) -> Operation:
        """The operation that takes this one back."""
        return Operation(self.table, self.key, self.after, self.before)

    @property
    def old(self) -> Document | None:
        """The document there was, if any."""
        return document_of(self.before)

    @property
    def new(self) -> Document | None:
        """The document there is afterwards, if any."""
        return document_of(self.after)


def document_of(raw: Raw) -> Document | None:
    """A stored document decoded; None for NOTHING."""
    found: Document | None = msgspec.json.decode(raw)
    return found


def same(one: Raw, other: Raw) -> bool:
    """Whether two stored documents are equal."""
    return one == other or document_of(one) == document_of(other)


def is_nothing(raw: Raw) -> bool:
    """Whether this stands for no document."""
    return raw == NOTHING


def perform(tables: Tables, operation: Operation) -> None:
    """Carry out one operation on *tables*."""
    rows = tables.setdefault(operation.table, {})
    if is_nothing(operation.after):
        rows.pop(operation.key, None)
    else:
        rows[operation.key] = operation.after


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """An operation's JSON with the salt it was hashed with; after a purge, its digest alone."""

    salt: str
    content: Raw

    @property
    def digest(self) -> str:
        """SHA-256 of salt and content, in hex."""
        if not self.salt:
            return msgspec.json.decode(self.content, type=str)
        return sha256(self.salt.encode("ascii") + bytes(self.content))

    @property
    def operation(self) -> Operation | None:
        """The operation, or None after a purge."""
        return _operation.decode(self.content) if self.salt else None

    def purged(self) -> Kept:
        """What a purge leaves of it."""
        return Kept("", Raw(msgspec.json.encode(self.digest)))


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of a journal: what it follows on."""

    generation: int
    schema: int
    seq: int = 0
    head: str = NO_HEAD


class Header(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Who did what, when. `kind` quiet marks a step that undo passes over; `of` is the seq that
    an undo or redo reverses; `session` names the window or command that wrote it.

    Steps of one `act` are on disk one by one, and reversed together: all from `first` to `of`.
    """

    seq: int
    time: str
    who: str
    session: str
    kind: StepKind
    action: str
    id: str | None
    of: int | None
    prev: str
    digest: str
    act: str | None = None
    first: int | None = None

    @property
    def reversed(self) -> range:
        """The seqs among which are those of the steps that this undo or redo reverses."""
        last = self.of or 0
        return range(self.first or last, last + 1)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A step as recorded: its header, that header's JSON as it stands (`sealed`) and the SHA-256
    of it, which the next header names (`seal`), its operations, and where it stands: bytes `start`
    to `end` of the journal.

    `missing` counts pieces of a step over 1 MB that can't be read; `schema` is the documents'.
    """

    header: Header
    sealed: Raw
    seal: str
    kept: tuple[Kept, ...]
    start: int
    end: int
    missing: int
    schema: int

    def operations(self) -> list[Operation]:
        """What the step changed, without what was purged."""
        return [found for kept in self.kept if (found := kept.operation) is not None]

    def genuine(self) -> bool:
        """Whether the content is the one the header was made for (a purged one counts)."""
        return not self.missing and content_digest(self.kept) == self.header.digest


class Stored(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A journal line's JSON."""

    base: Base | None = None
    header: Raw = Raw()
    part: tuple[str, int] | None = None
    operations: tuple[Kept, ...] = ()


_encode = msgspec.json.Encoder().encode
_operation = msgspec.json.Decoder(Operation)
_header = msgspec.json.Decoder(Header)
_stored = msgspec.json.Decoder(Stored)


def recorded(operations: Iterable[Operation]) -> tuple[tuple[Kept, ...], str]:
    """*operations* as they are kept, each with a fresh salt, and their `digest` for the header."""
    kept: list[Kept] = []
    digests = []
    for operation in operations:
        salt, content = os.urandom(16).hex(), _encode(operation)
        kept.append(Kept(salt, Raw(content)))
        digests.append(sha256(salt.encode("ascii") + content))
    return tuple(kept), sha256("".join(digests).encode("ascii"))


def content_digest(kept: tuple[Kept, ...]) -> str:
    """The `digest` that a header over these operations has."""
    return sha256("".join(one.digest for one in kept).encode("ascii"))


def seal_of(header: bytes) -> str:
    """What the next header carries as `prev`."""
    return sha256(header)


def header_of(raw: Raw) -> Header:
    """A line's header decoded; raises msgspec.MsgspecError."""
    return _header.decode(raw)


def encode_line(stored: Stored) -> bytes:
    """The bytes of a line as they stand in the file."""
    body = _encode(stored)
    return b"\n%08x %s\n" % (zlib.crc32(body), body)


def decode_line(raw: bytes) -> Stored | None:
    """The line of these bytes (without newlines), or None where they are damaged."""
    if len(raw) < 10 or raw[8:9] != b" ":
        return None
    body = raw[9:]
    try:
        if raw[:8] != b"%08x" % zlib.crc32(body):
            return None
        return _stored.decode(body)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        return None


def encode_step(header: Header | Raw, kept: tuple[Kept, ...]) -> tuple[bytes, str]:
    """A step's line, or its pieces' lines and then its own, and the header's seal.

    *header* may be given as the JSON that was sealed.
    """
    raw = bytes(header) if isinstance(header, Raw) else _encode(header)
    pieces = list(_pieces(kept)) if len(kept) > 1 else []
    if len(pieces) < 2:
        return encode_line(Stored(header=Raw(raw), operations=kept)), seal_of(raw)
    step = os.urandom(8).hex()
    lines = [
        encode_line(Stored(part=(step, index), operations=piece))
        for index, piece in enumerate(pieces)
    ]
    lines.append(encode_line(Stored(header=Raw(raw), part=(step, len(pieces)))))
    return b"".join(lines), seal_of(raw)


def encode_base(base: Base) -> bytes:
    """The line a journal begins with."""
    return encode_line(Stored(base=base))


def _pieces(kept: tuple[Kept, ...]) -> Iterator[tuple[Kept, ...]]:
    piece: list[Kept] = []
    size = 0
    for one in kept:
        piece.append(one)
        size += len(bytes(one.content))
        if size >= PART_BYTES:
            yield tuple(piece)
            piece, size = [], 0
    if piece:
        yield tuple(piece)
