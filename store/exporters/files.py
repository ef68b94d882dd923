"""Files of annotations on disk: written whole or not at all, for their owner alone; read whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from store.disk import write_durably
from store.errors import InputError

MOST_READ = 1 << 30
"""Bytes of a file from which it is refused, instead of being taken into memory."""


def read_whole(file: BinaryIO, name: str) -> bytes:
    """All of *file*, called *name*; raises InputError where that is too much, OSError."""
    raw = file.read(MOST_READ + 1)
    if len(raw) > MOST_READ:
        raise InputError(f"{name} is larger than {MOST_READ >> 20} MiB. Split it, then try again.")
    return raw


def read_path(path: Path) -> bytes:
    """All of the file at *path*; raises InputError saying why it can't be had."""
    try:
        with path.open("rb") as file:
            return read_whole(file, path.name)
    except IsADirectoryError:
        raise InputError(f"'{path}' is a folder; give a file.") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"Can't read '{path}': {reason}.") from error


def check_place(path: Path) -> None:
    """Raise InputError, saying why, where no export can be written to *path*.

    A link to a file is refused: what it leads to may lie anywhere.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give a file name in it.")
        if not path.parent.is_dir():
            raise InputError(f"There is no folder {path.parent}; make it, or choose another.")
        if path.is_symlink() and (path.is_file() or not path.exists()):
            raise InputError(f"{path} is a link to {path.readlink()}; name a file itself.")
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def write_export(path: Path, raw: bytes | Iterable[bytes]) -> int:
    """Write *raw*, or its pieces, to *path* (mode 0600) atomically; returns the size in bytes.

    Raises InputError saying why it can't be; then, and where making the pieces fails, the place
    is as it was.
    """
    check_place(path)
    try:
        if path.exists() and not path.is_file():  # a pipe or device is written to, never replaced
            size = 0
            with path.open("wb") as file:
                for piece in (raw,) if isinstance(raw, bytes) else raw:
                    size += file.write(piece)
            return size
        return write_durably(path, raw)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or error  # ValueError: a name that no file can have
    return InputError(f"Can't write {path}: {reason}. Choose another place.")
