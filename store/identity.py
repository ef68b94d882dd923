"""Which file a name stands for and how long a file is, asked without asking for its times; and
whether the names in a folder still stand for what they did, asked at one go.

On Linux since 6.13, whoever asks for a file's times makes the next write note the new ones to the
nanosecond (multigrain timestamps), for which the flush after it takes half as long again as the
whole write. The journal is asked about at every step, and nobody wants to know its times.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import lru_cache

Names = tuple[int, int, int, int]
"""Device and inode of a folder, and the times of the last change of its names and of itself."""
_SETTLED_NS = 50_000_000
"""How old a change must be for no later one to bear the same time: kernels count some in ticks."""
_SETTLED_COARSE_NS = 2_500_000_000
"""The same where a file system counts in seconds, or in twos of them."""
_AT_FDCWD = -100
_STATX_INO = 0x100
_SIZE = 256
"""Bytes of `struct statx` (statx(2)); where its `stx_mask` and `stx_ino` stand follows."""
_MASK = slice(0, 4)
_INO = slice(32, 40)


def inode_of(name: str) -> int:
    """The inode that *name* leads to; raises OSError as `os.stat` does."""
    ask = _asker()
    found = None if ask is None else ask(os.fsencode(name))
    return os.stat(name).st_ino if found is None else found  # noqa: PTH116 (asked at every step)


def names_in(folder: str) -> Names | None:
    """What stays the same as long as no name in *folder* is given to another file.

    None where that can't be told: the folder was changed so lately that a change still to come
    could bear the same time. Raises OSError where there is no folder.
    """
    found = os.stat(folder)  # noqa: PTH116 (asked at every step)
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    settled = _SETTLED_NS if latest % 1_000_000_000 else _SETTLED_COARSE_NS
    if time.time_ns() - latest < settled:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def size_of(file: int) -> int:
    """The length in bytes of an open file, whose own position nobody goes by."""
    return os.lseek(file, 0, os.SEEK_END)


@lru_cache(maxsize=1)
def _asker() -> Callable[[bytes], int | None] | None:
    """Asks statx(2) for an inode, and gives None where it can't tell; None without statx."""
    try:
        import ctypes

        statx = ctypes.CDLL(None).statx
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    statx.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_char_p,
    )
    make = ctypes.create_string_buffer

    def ask(name: bytes) -> int | None:
        kept = make(_SIZE)
        if statx(_AT_FDCWD, name, 0, _STATX_INO, kept) != 0:
            return None
        told = kept.raw
        is_there = int.from_bytes(told[_MASK], sys.byteorder) & _STATX_INO
        return int.from_bytes(told[_INO], sys.byteorder) if is_there else None

    return ask
