"""A library's files while it is open: held under the lock, changed by steps, moved and closed."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator, Sequence
from pathlib import Path

from store.disk import in_words, make_private
from store.entries import Operation, Tables, encode_step
from store.errors import NotSavedError, PostilError, ReadOnlyError
from store.followed import FollowedFiles
from store.gathered import Gathered
from store.journals import journals
from store.lock import FolderLock
from store.memory import Memory
from store.places import snapshot_path
from store.steps import Step

SMALLEST_CHECKPOINT = 1 << 20
"""Bytes of journal below which no snapshot is written while the library is open."""


class LibraryFiles(FollowedFiles):
    """The one writer of a library's folder.

    Its callers see to it that one thread at a time is in here.
    """

    def __init__(self, folder: Path, memory: Memory, session: str) -> None:
        """Open or create the library in *folder*; raises PostilError, never overwrites."""
        super().__init__(folder, memory, session)
        self._gathered: Gathered | None = None
        try:
            self._open()
        except BaseException:
            self.abandon()
            raise

    @property
    def writable(self) -> bool:
        """Whether the lock could be had when the library was opened, or since."""
        return self._lock is not None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock with everything taken in, as `acquire` does."""
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def acquire(self) -> None:
        """Take the lock, and take in what others wrote; raises NotSavedError, ReadOnlyError.

        A library opened read-only tries again here.
        """
        if self._closed:
            raise NotSavedError(f"The library {self.folder} is closed.")
        if self.read_only is not None:
            raise ReadOnlyError(self.read_only)
        lock = self._lock or self._lock_late()
        lock.acquire()
        if self._gathered is not None:  # all was taken in when it began, and none came since
            return
        try:
            self._catch_up()
            if self.read_only is not None:  # by a later Postil, a moment ago
                raise ReadOnlyError(self.read_only)
        except BaseException:
            lock.release()
            raise

    def release(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:  # else the files were abandoned meanwhile
            self._lock.release()

    def catch_up(self) -> None:
        """Take in what other processes wrote; raises PostilError."""
        if self._closed or self._gathered is not None or not self._outdated():
            return
        if self._lock is None:
            try:
                self._load()
            except OSError as error:
                raise self._not_saved("Can't read the library in", error) from error
        else:
            with self._lock.held():
                self._catch_up()
                self._mend_snapshot(self._memory.tables)

    def commit(self, step: Step, *, who: str) -> None:
        """Put a step on disk, or among those gathered; raises NotSavedError with the files as they
        were.
        """
        header, kept = step.recorded(
            seq=self.seq + 1, prev=self.head, who=who, session=self.session
        )
        raw, seal = encode_step(header, kept)
        if self._gathered is None:
            self._write(raw, step.operations, header.seq, seal)
        else:
            self._gathered.add(raw, step.operations)
            self.seq, self.head = header.seq, seal

    def gather(self) -> bool:
        """From here on let steps wait for `put_gathered`; under the lock. False where they do."""
        if self._gathered is not None:
            return False
        self._gathered = Gathered(self.seq, self.head)
        return True

    def put_gathered(self, *, last: bool = False) -> None:
        """Put the steps that wait on disk, all or none; after the *last* none waits any more.

        Raises NotSavedError: then what they did is taken back from the memory too.
        """
        gathered = self._gathered
        if gathered is None:
            return
        if last:
            self._gathered = None
        if gathered.failure is not None:
            raise gathered.failure
        if not gathered.lines:
            return
        lines, operations = gathered.lines, gathered.operations
        gathered.lines, gathered.operations = [], []
        seq, head = self.seq, self.head
        self.seq, self.head = gathered.seq, gathered.head
        try:
            self._write(b"".join(lines), operations, seq, head)
        except BaseException as error:
            self._memory.take_back(operations)
            if isinstance(error, NotSavedError):
                gathered.failure = error
            raise
        gathered.seq, gathered.head = seq, head

    def _write(self, raw: bytes, operations: Sequence[Operation], seq: int, seal: str) -> None:
        """Put steps on disk, of which the last is number *seq*, sealed as *seal*."""
        try:
            self._append(raw, operations)
            self.seq, self.head = seq, seal
        except OSError as error:
            raise self._not_saved("Not saved in", error) from error
        except BaseException:  # interrupted: the next turn looks whether the line is there
            self._stamp = None
            raise
        if self._opened().end > max(SMALLEST_CHECKPOINT, self._snapshot_size):
            # The step is durable already: a snapshot that fails now is tried again at the next.
            try:
                with contextlib.suppress(OSError):
                    self._checkpoint(self._memory.tables)
            except BaseException:  # interrupted: whoever takes the step back has to read it again
                self._let_go_of_journal()
                raise

    def move_to(self, folder: Path, tables: Tables) -> None:
        """Go on in another *folder* with *tables*; raises NotSavedError.

        Nothing is read from the old folder, and nothing changed in it.
        """
        try:
            make_private(folder)
            if journals(folder) or snapshot_path(folder).exists():
                raise FileExistsError(errno.EEXIST, "there is a library already")
            lock = FolderLock(folder)
        except OSError as error:
            raise NotSavedError(f"Can't go on in {folder}: {in_words(error)}.") from error
        old = (self.folder, self._lock, self._stamp, self._journal)
        self.folder, self._lock, self._stamp, self._journal = folder, lock, None, None
        try:
            with lock.held():
                self._checkpoint(tables)
        except BaseException as error:
            self.folder, self._lock, self._stamp, self._journal = old
            lock.close()
            if isinstance(error, OSError):
                raise NotSavedError(f"Can't go on in {folder}: {in_words(error)}.") from error
            raise
        with contextlib.suppress(OSError):
            for left in (old[1], old[3]):
                if left is not None:
                    left.close()

    def close(self) -> None:
        """Write the snapshot if the journal holds anything, and let go of the files.

        A snapshot that can't be written is no loss: the journal holds every step.
        """
        try:
            if self._lock is None or self.read_only or self._closed:
                return
            with contextlib.suppress(OSError, PostilError), self._lock.held():
                self._catch_up()
                self._unmended = None  # what the disk refused before may go now
                self._mend_snapshot(self._memory.tables)
                if self._snapshot_seq != self.seq:
                    self._checkpoint(self._memory.tables)
        finally:
            self.abandon()

    def _open(self) -> None:
        try:
            make_private(self.folder)
        except OSError as error:
            raise NotSavedError(
                f"Can't make the library folder {self.folder}: {in_words(error)}. "
                "Choose another with --library."
            ) from error
        try:
            self._lock = FolderLock(self.folder)
        except OSError as error:
            if not (snapshot_path(self.folder).exists() or journals(self.folder)):
                raise self._refusal(error) from error
            self._load()
            self.notices.append(
                f"The library is open for reading only: {in_words(error)} in {self.folder}."
            )
            return
        self._load_under(self._lock)

    def _lock_late(self) -> FolderLock:
        """The lock of a library that was opened read-only and is writable since."""
        try:
            lock = FolderLock(self.folder)
        except OSError as error:
            raise self._refusal(error) from error
        self._lock = lock
        try:
            self._load_under(lock)
        except BaseException:
            self._lock = None
            lock.close()
            raise
        return lock

    def _load_under(self, lock: FolderLock) -> None:
        try:
            with lock.held():
                self._load()
        except OSError as error:
            raise self._not_saved("Can't open the library in", error) from error

    def _refusal(self, error: OSError) -> NotSavedError:
        return NotSavedError(
            f"Can't write in the library folder {self.folder}: {in_words(error)}. "
            "Mend its permissions or choose another with --library.",
            reason=in_words(error),
        )
