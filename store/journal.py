"""The append-only journal: one line a step, checked, chained, and on disk before it counts.

A line is `\\n<crc32> <json>\\n`: the newline before it makes the next line readable after a torn
write. The JSON holds a step's header, which names the SHA-256 of the header before it, and the
step's content with a random salt; the header's digest is SHA-256(salt + content), so that a purge
can delete content and salt and leave the chain verifiable.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import zlib
from pathlib import Path
from typing import Any, Literal

import msgspec

from store.model import Record

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]
META = "meta"
"""The snapshot's own table: schema, generation, seq and head, under doc_id 1."""
NO_HEAD = "0" * 64
"""The `prev` of a library's first step."""

StepKind = Literal["do", "undo", "redo", "quiet"]


class Operation(msgspec.Struct, frozen=True, array_like=True):
    """One whole document put (`after`) or deleted (`after` is None) in one table."""

    table: str
    key: str
    before: Document | None
    after: Document | None

    def reversed(self) -> Operation:
        """The operation that takes this one back."""
        return Operation(self.table, self.key, self.after, self.before)


def perform(tables: Tables, operation: Operation) -> None:
    """Carry out one operation on *tables*."""
    table = tables.setdefault(operation.table, {})
    if operation.after is None:
        table.pop(operation.key, None)
    else:
        table[operation.key] = operation.after


class Header(Record, frozen=True, kw_only=True):
    """Who did what, when. `kind` quiet marks a step that undo passes over; `of` is the seq that
    an undo or redo reverses; `session` names the window or command that wrote it.
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

    def sealed(self) -> str:
        """The SHA-256 of this header, which the next one carries as `prev`."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A header with its content; the content is kept as the bytes that were hashed."""

    header: Header
    salt: str | None
    content: msgspec.Raw

    def operations(self) -> tuple[Operation, ...]:
        """What the step changed; empty after a purge."""
        found = msgspec.json.decode(self.content, type=tuple[Operation, ...] | None)
        return found or ()

    def genuine(self) -> bool:
        """Whether the content is the one the header was made for (a purged one counts)."""
        return self.salt is None or digest(self.salt, bytes(self.content)) == self.header.digest


def digest(salt: str, content: bytes) -> str:
    """SHA-256 of the salt's ASCII and the content's bytes, in hex."""
    return hashlib.sha256(salt.encode("ascii") + content).hexdigest()


def encode_line(line: Line) -> bytes:
    """The bytes of a line as they stand in the file."""
    body = msgspec.json.encode(line)
    return b"\n%08x %s\n" % (zlib.crc32(body), body)


_decoder = msgspec.json.Decoder(Line)


def decode_line(raw: bytes) -> Line | None:
    """The line of these bytes (without newlines), or None where they are damaged."""
    if len(raw) < 10 or raw[8:9] != b" ":
        return None
    body = raw[9:]
    try:
        if raw[:8] != b"%08x" % zlib.crc32(body):
            return None
        return _decoder.decode(body)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        return None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a stretch of a journal holds: `(offset, line)` pairs, the offset of the first byte not
    yet understood as a whole line, and how many whole lines were damaged.
    """

    lines: tuple[tuple[int, Line], ...]
    end: int
    damaged: int


def read_lines(path: Path, start: int = 0) -> Reading:
    """Read the whole lines of *path* from byte *start*; a torn last line is left unread."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read()
    return parse_lines(data, start)


def parse_lines(data: bytes, start: int = 0) -> Reading:
    """The lines in *data*, which stands at byte *start* of its journal."""
    lines: list[tuple[int, Line]] = []
    damaged = 0
    at = 0
    while (stop := data.find(b"\n", at)) >= 0:
        raw = data[at:stop]
        if raw:
            line = decode_line(raw)
            if line is None:
                damaged += 1
            else:
                lines.append((start + at, line))
        at = stop + 1
    return Reading(lines=tuple(lines), end=start + at, damaged=damaged)


class Journal:
    """One generation's file, open for appending."""

    def __init__(self, path: Path) -> None:
        """Open or create *path* with mode 0600; raises OSError."""
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self.end = 0

    def size(self) -> int:
        """The file's length in bytes."""
        return os.fstat(self._file).st_size

    def append(self, raw: bytes) -> int:
        """Write one line and wait until it is on disk; returns its offset.

        Raises OSError with the file as it was before, as far as the disk allows. After a failed
        fsync the kernel may have dropped the pages: the caller must not use this file again.
        """
        offset = self.size()
        try:
            if os.write(self._file, raw) != len(raw):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(self._file)
        except OSError:
            with contextlib.suppress(OSError):  # the first failure is the one to tell
                os.ftruncate(self._file, offset)
            raise
        self.end = offset + len(raw)
        return offset

    def unread(self) -> Reading:
        """The lines appended, by this process or another, since the last look."""
        reading = read_lines(self.path, self.end)
        self.end = reading.end
        return reading

    def drop_torn_end(self) -> bytes:
        """Cut off the torn last line a killed writer left, and return it (under the lock only)."""
        size = self.size()
        if size <= self.end:
            return b""
        torn = os.pread(self._file, size - self.end, self.end)
        os.ftruncate(self._file, self.end)
        return torn

    def close(self) -> None:
        """Close the file; it can't be used afterwards."""
        os.close(self._file)


def sync_folder(path: Path) -> None:
    """Wait until the folder's own entries (new names, renames) are on disk."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_durably(path: Path, raw: bytes) -> None:
    """Replace *path* by *raw* (mode 0600) so that a crash leaves the old file or the new one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(temporary, flags, 0o600)
    try:
        try:
            view = memoryview(raw)
            while view:
                view = view[os.write(file, view) :]
            os.fsync(file)
        finally:
            os.close(file)
        temporary.replace(path)
    except BaseException:  # an interrupt must not leave half a file lying about either
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
