"""One writer at a time in a library's folder, over processes and threads.

The lock is the kernel's (`flock`), which lets go of it when its holder is killed: there is nothing
stale to clean up. Where the file system has no such lock, a file that exists while the lock is held
takes its place; one whose holder is gone from this machine is taken over. Either file names its
holder; neither may be a link, for what it leads to would be written over.
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
from store.identity import Names, names_in
from store.model import new_id, now
from store.places import snapshot_path

LOCK_SECONDS = 10.0
MARK_BYTES = 300
_UNSUPPORTED = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds the lock: process, machine, since when it has had the library open, and an id of
    this opening of it.
    """

    pid: int
    host: str
    since: str
    id: str = ""

    @property
    def words(self) -> str:
        """The holder in a person's words."""
        return f"process {self.pid} on {self.host}, running since {self.since}"

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
    """The lock file of a library; taking it again while it is held is free.

    `others` is whether anybody else may have held the lock between the last two turns here: every
    holder puts its mark into the file, and no turn goes on without. `names_stand` is whether every
    name in the folder certainly leads where it led when `settle` was last called.
    """

    def __init__(self, folder: Path) -> None:
        """Open or make the lock file in *folder*; raises OSError."""
        self.others = True
        self.names_stand = False
        self._names: Names | None = None
        self._settled: Names | None = None
        self.path = folder / "library.lock"
        self._file = self._opened()
        self._inode = os.fstat(self._file).st_ino
        self._token = folder / "library.lock.held"
        self._snapshot = snapshot_path(folder)
        self._by_file = False
        self._depth = 0
        me = Holder(pid=os.getpid(), host=socket.gethostname(), since=now(), id=new_id())
        self._mark = msgspec.json.encode(me).ljust(MARK_BYTES) + b"\n"
        self._name, self._folder_name = str(self.path), str(folder)
        try:
            self._make_place()
        except OSError:
            self.close()
            raise

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock while the block runs, as `acquire` does."""
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def acquire(self) -> None:
        """Hold the lock; raises NotSavedError, which names the holder, where it can't be had."""
        if not self._depth:
            self._take()
        self._depth += 1

    def release(self) -> None:
        """Let go of the lock, as often as it was acquired."""
        self._depth -= 1
        if not self._depth:
            self._let_go()

    def settle(self) -> None:
        """Remember where the names in the folder lead, as they did when the lock was taken.

        To be called when all that depends on it has been looked at, in this turn.
        """
        self._settled = self._names

    def is_undisturbed(self) -> bool:
        """Whether certainly nobody else has had a turn, and no name was moved, since `settle`.

        Asked without taking the lock: whoever takes it in this moment has written nothing yet.
        """
        try:
            settled = self._settled
            return (
                settled is not None and self._is_mine() and names_in(self._folder_name) == settled
            )
        except OSError:
            return False

    def holder(self) -> Holder | None:
        """Who holds the lock, or held it last; None where that can't be told."""
        try:
            raw = self._held_by() if self._by_file else os.pread(self._file, 1000, 0)
            return msgspec.json.decode(raw.split(b"\n")[0], type=Holder)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)

    def _take(self) -> None:
        if not self._try():
            self._wait()
        try:
            # Written only after another's turn: a second dirty file would make every fsync dearer.
            self.others = not self._is_mine()
            if self.others and os.pwrite(self._file, self._mark, 0) != len(self._mark):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self._name)
        except OSError as error:
            self._let_go()
            raise self._unlockable(error) from error

    def _is_mine(self) -> bool:
        """Whether the mark in the file is the one put there from here; raises OSError."""
        return os.pread(self._file, len(self._mark), 0) == self._mark

    def _make_place(self) -> None:
        """Make the file as long as a mark, so that a full disk can still be written to.

        What stands there is blanked: whoever holds the lock meanwhile takes that for another's.
        """
        if os.fstat(self._file).st_size < len(self._mark):
            os.pwrite(self._file, bytes(len(self._mark)), 0)

    def _wait(self) -> None:
        until = time.monotonic() + LOCK_SECONDS
        pause = 0.001
        while not self._try():
            if time.monotonic() > until:
                holder = self.holder()
                raise NotSavedError(
                    f"Another Postil ({holder.words if holder else 'unknown'}) has held "
                    f"{self._token if self._by_file else self.path} for {LOCK_SECONDS:.0f} s. "
                    + self._advice(holder),
                    reason=f"held by {holder.words if holder else 'another Postil'}",
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)

    def _try(self) -> bool:
        if not (self._try_by_kernel() or (self._by_file and self._try_by_file())):
            return False
        try:
            there = self._look() or self._is_the_one()
            if not there:
                self._open_again()
        except NotSavedError:
            self._let_go()
            raise
        return there or self._by_file

    def _try_by_kernel(self) -> bool:
        if self._by_file:
            return False
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise self._unlockable(error) from error
            self._by_file = True
        return not self._by_file

    def _look(self) -> bool:
        """Look at the folder: whether all names in it stand."""
        try:
            self._names = names_in(self._folder_name)
        except OSError:  # told where the lock file is looked for
            self._names = None
        self.names_stand = self._names is not None and self._names == self._settled
        return self.names_stand

    def _is_the_one(self) -> bool:
        """Whether the file opened is the one in the folder: it may have been put in anew."""
        try:
            return os.stat(self._name).st_ino == self._inode  # noqa: PTH116
        except OSError as error:
            if not self._snapshot.exists():
                raise NotSavedError(
                    f"The library's folder {self.path.parent} is gone: {in_words(error)}. Put it "
                    "back, or keep a copy elsewhere.",
                    reason="the library's folder is gone",
                ) from error
            return False  # somebody deleted the lock alone: whoever needs it makes it again

    def _open_again(self) -> None:
        try:
            fresh = self._opened()
        except OSError as error:
            raise self._unlockable(error) from error
        os.close(self._file)
        self._file, self._inode = fresh, os.fstat(fresh).st_ino

    def _opened(self) -> int:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        return os.open(self.path, flags, FILE_MODE)

    def _unlockable(self, error: OSError) -> NotSavedError:
        return NotSavedError(
            f"Can't lock {self.path}: {in_words(error)}. Mend the folder's disk or "
            "choose another library with --library.",
            reason=in_words(error),
        )

    def _try_by_file(self) -> bool:
        try:
            token = os.open(self._token, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
        except FileExistsError:
            self._take_over()
            return False
        except OSError as error:
            raise NotSavedError(
                f"Can't make {self._token}: {in_words(error)}. Mend the folder's permissions or "
                "choose another library with --library.",
                reason=in_words(error),
            ) from error
        try:
            if os.write(token, self._mark) != len(self._mark):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._token))
        except OSError as error:
            self._token.unlink(missing_ok=True)
            raise self._unlockable(error) from error
        finally:
            os.close(token)
        return True

    def _held_by(self) -> bytes:
        """The mark of who made the file that stands for the lock; raises OSError."""
        return self._token.read_bytes()

    def _take_over(self) -> None:
        """Put the file of a holder that is no more out of the way.

        One without a mark yet is a living holder's for all that can be told.
        """
        with contextlib.suppress(OSError):
            seen, holder = self._held_by(), self.holder()
            if holder is None or not holder.gone:
                return
            stale = self._token.with_name(f"{self._token.name}.{os.getpid()}.stale")
            self._token.rename(stale)
            if stale.read_bytes() != seen:  # another waiter was quicker: this one is its
                stale.rename(self._token)
            else:
                stale.unlink()

    def _let_go(self) -> None:
        if self._by_file:
            self._token.unlink(missing_ok=True)
        else:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _advice(self, holder: Holder | None) -> str:
        if holder is None and self._by_file:
            return "If no Postil has this library open any more, remove that file and try again."
        if holder is not None and holder.host != socket.gethostname():
            return (
                f"If no Postil runs on {holder.host} any more, remove that file and try again."
                if self._by_file
                else f"Close it on {holder.host} and try again."
            )
        return "Close it, or end that process, and try again."
