"""What touches the disk for the store: every file 0600, every folder 0700, nothing half-written.

All writing goes through `os.write` on a file of ours, so that tests can stand in for the disk.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_folder(path: Path) -> None:
    """Make *path* (and what lies above it) with mode 0700, and wait until its name is on disk.

    Raises OSError.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(mode=FOLDER_MODE)
    except FileExistsError:
        if not path.is_dir():  # a file is in the way; else another process was as quick
            raise
    sync_folder(path.parent)


def make_private(path: Path) -> None:
    """As `make_folder`; a folder that was there already, and is empty, becomes private too.

    One that holds something stays as it is: others may have been let in for that. Raises OSError.
    """
    make_folder(path)
    with contextlib.suppress(OSError):  # whoever can't use it is told by the next step
        if stat.S_IMODE(path.stat().st_mode) & 0o077 and not any(path.iterdir()):
            path.chmod(FOLDER_MODE)


def sync_folder(path: Path) -> None:
    """Wait until the folder's own entries (new names, renames) are on disk."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_file(path: Path, start: int = 0) -> bytes:
    """A file's bytes from byte *start* on; raises OSError, as `check_ordinary` does."""
    check_ordinary(path)
    with path.open("rb") as file:
        if start:
            file.seek(start)
        return file.read()


def check_ordinary(path: Path) -> None:
    """Raise OSError where a link, pipe, device or folder lies in a file's place, or nothing: what
    such a thing leads to is none of ours, or never ends.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no ordinary file", str(path))


class Sink:
    """A file being written: what `zipfile` and the like need of one."""

    def __init__(self, file: int) -> None:
        """Over an open descriptor."""
        self._file = file
        self.size = 0

    def write(self, raw: bytes) -> int:
        """Write all of *raw*; raises OSError."""
        view = memoryview(raw)
        while view:
            view = view[os.write(self._file, view) :]
        self.size += len(raw)
        return len(raw)

    def flush(self) -> None:
        """Nothing is held back."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Sink]:
    """Write a new *path* (mode 0600), which replaces the old one durably when the block ends.

    A crash leaves the old file or the new one; an error leaves the old one. Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):  # a killed process of the same number left it
        temporary.unlink()
    try:
        with _making(temporary) as sink:
            yield sink
        temporary.replace(path)
    except BaseException:  # an interrupt must not leave half a file lying about either
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def _making(path: Path) -> Iterator[Sink]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    file = os.open(path, flags, FILE_MODE)
    try:
        yield Sink(file)
        os.fsync(file)
    finally:
        os.close(file)


def write_new(path: Path, raw: bytes) -> None:
    """Make *path* with these bytes and wait until they are on disk; its name is not there yet.

    For a folder that nobody looks into before `sync_folder`. Raises OSError.
    """
    with _making(path) as sink:
        sink.write(raw)


def write_durably(path: Path, raw: bytes | Iterable[bytes]) -> int:
    """Replace *path* by *raw*, as `replacing` does; returns its size in bytes."""
    with replacing(path) as sink:
        for piece in (raw,) if isinstance(raw, bytes) else raw:
            sink.write(piece)
    return sink.size


def in_words(error: OSError) -> str:
    """What the system says went wrong, without numbers and paths."""
    return error.strerror or str(error)
