"""Which file a name stands for and how long a file is, asked without asking for its times.

On Linux since 6.13, whoever asks for a file's times makes the next write note the new ones to the
nanosecond (multigrain timestamps), for which the flush after it takes half as long again as the
whole write. The journal is asked about at every step, and nobody wants to know its times.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache

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
