"""One writer at a time in a library's folder, over processes and threads."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from store.errors import NotSavedError

LOCK_SECONDS = 10.0


def make_folder(folder: Path) -> None:
    """Make the library's folder (mode 0700); raises NotSavedError where that can't be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(
            f"Can't make the library folder {folder}: {error.strerror or error}. "
            "Choose another with --library."
        ) from error


class FolderLock:
    """The lock file of a library; taking it again while it is held is free."""

    def __init__(self, folder: Path) -> None:
        """Over *folder*, which must exist when the lock is first taken."""
        # Imported here: a screenless command that only prints help needs no lock.
        from filelock import FileLock

        self._path = folder / "library.lock"
        self._lock = FileLock(self._path, mode=0o600, thread_local=False)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises NotSavedError where it can't be had."""
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise NotSavedError(
                f"Another Postil has held {self._path} for {LOCK_SECONDS:.0f} s. "
                "Close it and try again."
            ) from error
        except OSError as error:
            raise NotSavedError(
                f"Can't write in the library folder {self._path.parent}: "
                f"{error.strerror or error}. "
                "Mend its permissions or choose another with --library."
            ) from error
        try:
            yield
        finally:
            self._lock.release()
