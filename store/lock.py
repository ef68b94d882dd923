"""One writer at a time in a library's folder, over processes and threads.

The lock is the kernel's (`flock`), which lets go of it when its holder is killed: there is nothing
stale to clean up. Where the file system has no such lock, a file that exists while the lock is held
takes its place; one whose holder is gone from this machine is taken over. Either file names its
holder.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from store.disk import FILE_MODE, in_words
from store.errors import NotSavedError
from store.model import now

LOCK_SECONDS = 10.0
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the lock: process, machine, and since when."""

    pid: int
    host: str
    since: str

    @property
    def words(self) -> str:
        """The holder in a person's words."""
        return f"process {self.pid} on {self.host}, since {self.since}"

    @property
    def gone(self) -> bool:
        """Whether the holder was a process of this machine that is no more."""
        if self.host != socket.gethostname():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
        return False


class FolderLock:
    """The lock file of a library; taking it again while it is held is free."""

    def __init__(self, folder: Path) -> None:
        """Open or make the lock file in *folder*; raises OSError."""
        self.path = folder / "library.lock"
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, FILE_MODE)
        self._token = folder / "library.lock.held"
        self._by_file = False
        self._depth = 0
        self._me = (os.getpid(), socket.gethostname())

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises NotSavedError, which names the holder, where it can't be had."""
        if not self._depth:
            self._acquire()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._release()

    def holder(self) -> Holder | None:
        """Who holds the lock, or held it last."""
        try:
            raw = os.pread(self._file, 1000, 0)
            return msgspec.json.decode(raw.split(b"\n")[0], type=Holder)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _acquire(self) -> None:
        until = time.monotonic() + LOCK_SECONDS
        pause = 0.001
        while not self._try():
            if time.monotonic() > until:
                holder = self.holder()
                raise NotSavedError(
                    f"Another Postil ({holder.words if holder else 'unknown'}) has held "
                    f"{self._token if self._by_file else self.path} for {LOCK_SECONDS:.0f} s. "
                    + self._advice(holder)
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
        pid, host = self._me
        mark = msgspec.json.encode(Holder(pid=pid, host=host, since=now()))
        with contextlib.suppress(OSError):  # the mark is for people; a full disk still locks
            os.pwrite(self._file, mark.ljust(120) + b"\n", 0)

    def _try(self) -> bool:
        if not self._by_file:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                return False
            except OSError as error:
                if error.errno not in _UNSUPPORTED:
                    raise NotSavedError(
                        f"Can't lock {self.path}: {in_words(error)}. Mend the folder's disk or "
                        "choose another library with --library."
                    ) from error
                self._by_file = True
        return self._try_by_file()

    def _try_by_file(self) -> bool:
        try:
            token = os.open(self._token, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        except FileExistsError:
            self._take_over()
            return False
        except OSError as error:
            raise NotSavedError(
                f"Can't make {self._token}: {in_words(error)}. Mend the folder's permissions or "
                "choose another library with --library."
            ) from error
        os.close(token)
        return True

    def _take_over(self) -> None:
        """Put the file of a holder that is no more out of the way."""
        with contextlib.suppress(OSError):
            seen, holder = self._token.stat(), self.holder()
            if holder is None or not holder.gone:
                return
            stale = self._token.with_name(f"{self._token.name}.{os.getpid()}.stale")
            self._token.rename(stale)
            if stale.stat().st_ino != seen.st_ino:  # another waiter was quicker: this one is its
                stale.rename(self._token)
            else:
                stale.unlink()

    def _release(self) -> None:
        if self._by_file:
            self._token.unlink(missing_ok=True)
        else:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _advice(self, holder: Holder | None) -> str:
        if holder is not None and holder.host != socket.gethostname():
            return (
                f"If no Postil runs on {holder.host} any more, remove that file and try again."
                if self._by_file
                else f"Close it on {holder.host} and try again."
            )
        return "Close it, or end that process, and try again."
