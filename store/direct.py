"""Writing whole blocks of a file straight from memory to the disk, past the system's page cache.

For a few lines at a time that is the quicker way: the cache need not be searched for what to write
out. Blocks that a line fills in part are written with the bytes that stand before it, as the cache
would write them. Not every system and file system can; then the ordinary way is taken.
"""

from __future__ import annotations

import errno
import mmap
import os
from pathlib import Path

BLOCK = 4096
"""Bytes; the disk's own blocks are as large, or a part of it."""
_CAPACITY = 16 * BLOCK


class DirectWriter:
    """A second opening of a file whose bytes and room are on the disk already."""

    def __init__(self, path: Path, file: int) -> None:
        """Open *path*, which *file* is a descriptor of; raises OSError where that can't be done."""
        direct = getattr(os, "O_DIRECT", None)
        if direct is None:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
        self._read = file
        self._file = os.open(path, os.O_WRONLY | os.O_CLOEXEC | direct)
        if not os.path.sameopenfile(self._file, file):
            self.close()
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(path))
        self._memory = memoryview(mmap.mmap(-1, _CAPACITY))  # aligned as the disk asks for
        self._known_at = -1
        self._known = b""

    def takes(self, length: int, at: int, until: int) -> bool:
        """Whether *length* bytes at offset *at* fit here, with no block that ends after *until*."""
        end = _rounded(at + length)
        return end <= until and end - at + at % BLOCK <= _CAPACITY

    def write(self, raw: bytes, at: int) -> bool:
        """Write *raw* at offset *at*, with nothing but zeros after it; whether all was written.

        Raises OSError, also where the file system can't do it after all.
        """
        start = at - at % BLOCK
        before = self._known if at == self._known_at else os.pread(self._read, at - start, start)
        self._known_at = -1
        whole = before + raw
        size = _rounded(len(whole))
        self._memory[:size] = whole.ljust(size, b"\0")
        if os.pwrite(self._file, self._memory[:size], start) != size:
            return False
        end = at + len(raw)
        self._known_at, self._known = end, whole[len(whole) - end % BLOCK :] if end % BLOCK else b""
        return True

    def close(self) -> None:
        """Close this opening of the file."""
        os.close(self._file)


def _rounded(length: int) -> int:
    return -(-length // BLOCK) * BLOCK
