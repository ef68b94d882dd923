"""One generation's journal: appended to, waited for, and read line by line past any damage.

While a library is open its journal ends in room: zeros, on disk already, that the next lines are
written over. A line within the file needs one `fdatasync` and no change of the file's length or
place, which halves the wait; it goes there in whole blocks, past the page cache, where that can be
done. No line holds a zero byte, so room is never taken for one; it is cut
off when the journal is retired, and no harm where it is left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from store import migrations
from store.direct import DirectWriter
from store.disk import FILE_MODE, read_file
from store.entries import (
    Base,
    Kept,
    Line,
    Stored,
    decode_line,
    encode_base,
    header_of,
    seal_of,
)
from store.identity import inode_of, size_of

ROOM_BYTES = 1 << 18
"""How much room is made at a time; a note takes about 1,500 bytes of it."""
_UNABLE = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}
NO_LINE = b"\n\0"
"""Bytes that may follow the last line without being a torn one."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a stretch of a journal holds: its base if the stretch has it, its steps, the offset of
    the first byte after the last whole one, the `(start, end)` of damaged bytes before that, and
    whether a torn line (more than room) follows.
    """

    base: Base | None
    lines: tuple[Line, ...]
    end: int
    damaged: tuple[tuple[int, int], ...]
    torn: bool


def read_journal(path: Path, start: int = 0) -> Reading:
    """Read the steps of *path* from byte *start*; raises OSError."""
    return parse(read_file(path, start), start)


def parse(data: bytes, start: int = 0) -> Reading:
    """The steps in *data*, which stands at byte *start* of its journal.

    What follows the last whole step (a torn line, pieces whose header never came) is left unread.
    A step whose pieces are not all there counts when another line follows: then it was on disk
    once, and was damaged since.
    """
    parser = _Parser(start)
    at = 0
    while (stop := data.find(b"\n", at)) >= 0:
        if stop > at:
            parser.take(data[at:stop], start + at, start + stop + 1)
        at = stop + 1
    return parser.reading(torn=bool(data[parser.end - start :].strip(NO_LINE)))


class _Parser:
    """Goes over a journal's lines once."""

    def __init__(self, start: int) -> None:
        self.base: Base | None = None
        self.lines: list[Line] = []
        self.end = start
        self.damaged: list[tuple[int, int]] = []
        self._suspect: list[tuple[int, int]] = []
        self._pieces: dict[int, tuple[Kept, ...]] = {}
        self._pieces_start: int | None = None
        self._step = ""
        self._incomplete: Line | None = None

    def take(self, raw: bytes, start: int, end: int) -> None:
        stored = decode_line(raw)
        if stored is None:
            self._suspect.append((start, end))
            return
        if stored.part is not None and not stored.header:
            self._take_piece(stored, start)
            return
        if stored.base is not None:
            self.base = stored.base
        else:
            try:
                line = self._line(stored, raw, start, end)
            except (ValueError, msgspec.MsgspecError):
                self._suspect.append((start, end))
                return
            if line.missing:
                if self._incomplete is not None:
                    self._settle()
                self._incomplete = line
                return
            self._settle()
            self.lines.append(line)
        self._settle()
        self.end = end

    def _take_piece(self, stored: Stored, start: int) -> None:
        assert stored.part is not None
        step, index = stored.part
        if step != self._step:
            self._step, self._pieces, self._pieces_start = step, {}, start
        self._pieces[index] = stored.operations

    def _line(self, stored: Stored, raw: bytes, start: int, end: int) -> Line:
        header, seal = header_of(stored.header), seal_of(bytes(stored.header))
        kept, missing = stored.operations, 0
        if stored.part is not None:
            step, count = stored.part
            pieces = self._pieces if step == self._step else {}
            missing = sum(index not in pieces for index in range(count))
            kept = tuple(one for index in sorted(pieces) for one in pieces[index])
            start = start if self._pieces_start is None else self._pieces_start
            self._step, self._pieces, self._pieces_start = "", {}, None
        return Line(
            header=header,
            sealed=stored.header,
            seal=seal,
            kept=kept,
            start=start,
            end=end,
            missing=missing,
            schema=migrations.SCHEMA if self.base is None else self.base.schema,
        )

    def _settle(self) -> None:
        """Something whole follows: what was in doubt before it is damage, not a torn end."""
        if self._incomplete is not None:
            self.lines.append(self._incomplete)
            self._incomplete = None
        self.damaged += self._suspect
        self._suspect = []

    def reading(self, *, torn: bool) -> Reading:
        return Reading(
            base=self.base,
            lines=tuple(self.lines),
            end=self.end,
            damaged=tuple(self.damaged),
            torn=torn,
        )


class Journal:
    """One generation's file, open for appending, or only for reading where it must be.

    `end` is the offset after the last line known here. Everything but `unchanged` and reading is
    done under the library's lock, with all that others wrote taken in.
    """

    def __init__(self, path: Path, *, base: Base | None = None, writable: bool = True) -> None:
        """Open *path*, or with *base* make it, durably but for its name; raises OSError."""
        self.path = path
        self.broken = False
        flags = os.O_CLOEXEC | os.O_NOFOLLOW
        flags |= os.O_RDWR if writable else os.O_RDONLY
        if base is not None:
            flags |= os.O_CREAT | os.O_EXCL
        self._file = os.open(path, flags, FILE_MODE)
        self._name, self._inode = str(path), os.fstat(self._file).st_ino
        self._room_end = 0
        self._direct: DirectWriter | None = None
        self._may_be_direct = True
        self.end = 0
        if base is not None:
            try:
                self._put(encode_base(base), os.fsync)
            except OSError:
                self.close()
                with contextlib.suppress(OSError):
                    path.unlink()
                raise

    def size(self) -> int:
        """The file's length in bytes, room included."""
        return size_of(self._file)

    def is_long_enough(self) -> bool:
        """Whether the file still reaches to `end`."""
        return self.size() >= self.end

    def is_in_place(self) -> bool:
        """Whether the file of this name is still the one that was opened."""
        try:
            return inode_of(self._name) == self._inode
        except FileNotFoundError:
            return False

    def unchanged(self) -> bool:
        """Whether nothing was appended or taken back since the last look.

        Reads from the disk after a line was written: whoever knows better need not ask.
        """
        return os.pread(self._file, 2, max(0, self.end - 1)) in (b"\n\0", b"\n")

    def append(self, raw: bytes) -> None:
        """Write one step's lines and wait until they are on disk.

        Raises OSError with the file as it was before, as far as the disk allows. After a failed
        fsync the kernel may have dropped the pages, and after a failed truncate the line may still
        be there: then the journal is `broken` and must not be used again.
        """
        if self.end + len(raw) > self._room_end:
            self._room_end = self.size()  # another writer may have made some
        if self.end + len(raw) <= self._room_end:
            self._put(raw, sync_data)
            return
        try:
            self._put(raw + bytes(ROOM_BYTES), os.fsync, len(raw))
            self._room_end = self.end + ROOM_BYTES
            self._leave_cache()
        except OSError:
            if self.broken:
                raise
            self._put(raw, os.fsync)  # a disk too full for the room may still take the line

    def _put(self, raw: bytes, sync: Callable[[int], None], content: int | None = None) -> None:
        """Write *raw* at the end, of which *content* bytes (None: all) are lines, and *sync*."""
        synced = True
        try:
            if not self._write(raw):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            synced = False
            sync(self._file)
        except OSError:
            self.broken = not synced
            try:
                self.cut()
            except OSError:  # the first failure is the one to tell
                self.broken = True
            raise
        self.end += len(raw) if content is None else content

    def _write(self, raw: bytes) -> bool:
        """Write *raw* at the end, past the page cache where it goes over room; whether all was."""
        direct = self._direct
        if direct is None and self._may_be_direct and self._room_end:
            direct = self._open_direct()
        if direct is not None and direct.takes(len(raw), self.end, self._room_end):
            try:
                return direct.write(raw, self.end)
            except OSError as error:
                self._close_direct()  # the next line goes the ordinary way, whatever this was
                if error.errno not in _UNABLE:
                    raise
        return os.pwrite(self._file, raw, self.end) == len(raw)

    def _leave_cache(self) -> None:
        """Let the system forget the room's pages: every write past them would look for them."""
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(self._file, 0, 0, os.POSIX_FADV_DONTNEED)

    def _open_direct(self) -> DirectWriter | None:
        try:
            self._direct = DirectWriter(self.path, self._file)
        except OSError:  # not on this system, or not in this file system
            self._may_be_direct = False
        return self._direct

    def _close_direct(self) -> None:
        self._may_be_direct = False
        if self._direct is not None:
            self._direct.close()
            self._direct = None

    def unread(self) -> Reading:
        """The steps appended, by this process or another, since the last look."""
        data = _read_from(self._file, self.end, self.size())
        reading = parse(data, self.end)
        self.end = reading.end
        return reading

    def torn_end(self) -> bytes:
        """What a killed writer left after the last whole step; empty where that is just room."""
        rest = _read_from(self._file, self.end, self.size())
        return rest if rest.strip(b"\0") else b""

    def whole(self) -> bytes:
        """All bytes of the file."""
        return _read_from(self._file, 0, self.size())

    def cut(self) -> None:
        """Cut off what follows the last whole step, room as well; raises OSError."""
        self._room_end = 0
        os.ftruncate(self._file, self.end)

    def close(self) -> None:
        """Close the file; it can't be used afterwards."""
        self._close_direct()
        os.close(self._file)


def sync_data(file: int) -> None:
    """Wait until a file's bytes are on disk, and of its facts what is needed to read them."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(file)
    else:  # macOS
        os.fsync(file)


def _read_from(file: int, start: int, end: int) -> bytes:
    parts = []
    while start < end and (part := os.pread(file, min(end - start, 1 << 24), start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)
