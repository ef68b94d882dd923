"""A library's files while it is open: lock, journal and snapshot, and what was read of them."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from store import migrations
from store.disk import in_words, make_folder
from store.entries import NO_HEAD, Operation, Tables, encode_step
from store.errors import NotSavedError, PostilError, ReadOnlyError
from store.generations import begin_generation, migrate_state
from store.journal import NO_LINE, Journal
from store.lock import FolderLock
from store.memory import Memory
from store.migrations import migrate_tables
from store.places import journal_path
from store.recovery import State, journals, read_state, set_aside
from store.snapshot import Meta, Stamp, read_meta, snapshot_path, stamp_of
from store.steps import Step

SMALLEST_CHECKPOINT = 1 << 20
"""Bytes of journal below which no snapshot is written while the library is open."""


class LibraryFiles:
    """The one writer of a library's folder: keeps *memory* and disk the same.

    Its callers see to it that one thread at a time is in here.
    """

    def __init__(self, folder: Path, memory: Memory, session: str) -> None:
        """Open or create the library in *folder*; raises PostilError, never overwrites.

        `taken_in` counts the changes by other sessions that came after the opening.
        """
        self.folder = folder
        self.session = session
        self.taken_in = 0
        self.seq = 0
        self.head = NO_HEAD
        self.generation = 0
        self.read_only: str | None = None
        self.notices: list[str] = []
        self._memory = memory
        self._stamp: Stamp | None = None
        self._snapshot_size = 0
        self._snapshot_seq = -1
        self._journal: Journal | None = None
        self._lock: FolderLock | None = None
        self._closed = False
        try:
            self._open()
        except BaseException:
            self.abandon()
            raise

    # -- for the storage

    @property
    def writable(self) -> bool:
        """Whether the lock could be had when the library was opened, or since."""
        return self._lock is not None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock with everything taken in; a library opened read-only tries again here."""
        if self._closed:
            raise NotSavedError(f"The library {self.folder} is closed.")
        if self.read_only is not None:
            raise ReadOnlyError(self.read_only)
        if self._lock is None:
            try:
                self._lock = FolderLock(self.folder)
            except OSError as error:
                raise self._refusal(error) from error
            try:
                with self._lock.held(), self._told("Can't open the library in"):
                    self._load()
            except BaseException:
                self._lock.close()
                self._lock = None
                raise
        with self._lock.held():
            self._catch_up()
            if self.read_only is not None:  # by a later Postil, a moment ago
                raise ReadOnlyError(self.read_only)
            yield

    def catch_up(self) -> None:
        """Take in what other processes wrote; raises PostilError."""
        if self._closed or not self._outdated():
            return
        if self._lock is None:
            with self._told("Can't read the library in"):
                self._load()
        else:
            with self._lock.held():
                self._catch_up()

    def commit(self, step: Step, *, who: str) -> None:
        """Put a step on disk; raises NotSavedError with the files as they were."""
        header, kept = step.recorded(
            seq=self.seq + 1, prev=self.head, who=who, session=self.session
        )
        raw, seal = encode_step(header, kept)
        with self._told("Not saved in"):
            self._append(raw, step)
        self.seq, self.head = header.seq, seal
        if self._opened().end > max(SMALLEST_CHECKPOINT, self._snapshot_size):
            # The step is durable already: a snapshot that fails now is tried again at the next.
            with contextlib.suppress(OSError):
                self._checkpoint(self._memory.tables)

    def snapshot(self, tables: Tables) -> bytes:
        """The bytes of a snapshot of *tables*, which is written first where need be.

        Raises NotSavedError where it can't be; under `locked`.
        """
        with self._told("Can't write the snapshot of"):
            if self._snapshot_seq != self.seq or self._stamp is None:
                self._checkpoint(tables)
            return snapshot_path(self.folder).read_bytes()

    def start_generation(self, tables: Tables) -> None:
        """Write a new snapshot of *tables*, and retire the journal before it; under `locked`.

        Raises NotSavedError.
        """
        with self._told("Can't write the snapshot of"):
            self._checkpoint(tables)

    def move_to(self, folder: Path, tables: Tables) -> None:
        """Go on in another *folder* with *tables*; raises NotSavedError.

        Nothing is read from the old folder, and nothing changed in it.
        """
        try:
            make_folder(folder)
            if journals(folder) or snapshot_path(folder).exists():
                raise FileExistsError(errno.EEXIST, "there is a library already")
            lock = FolderLock(folder)
        except OSError as error:
            raise NotSavedError(f"Can't go on in {folder}: {in_words(error)}.") from error
        old = (self.folder, self._lock, self._stamp, self._journal)
        self.folder, self._lock, self._stamp, self._journal = folder, lock, None, None
        try:
            with lock.held(), self._told("Can't go on in"):
                self._checkpoint(tables)
        except BaseException:
            self.folder, self._lock, self._stamp, self._journal = old
            lock.close()
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
                if self._snapshot_seq != self.seq:
                    self._checkpoint(self._memory.tables)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of the files and write nothing."""
        self._closed = True
        journal, self._journal = self._journal, None
        lock, self._lock = self._lock, None
        if journal is not None:
            journal.close()
        if lock is not None:
            lock.close()

    # -- opening and reading

    def _open(self) -> None:
        try:
            make_folder(self.folder)
        except OSError as error:
            raise NotSavedError(
                f"Can't make the library folder {self.folder}: {in_words(error)}. "
                "Choose another with --library."
            ) from error
        try:
            self._lock = FolderLock(self.folder)
        except OSError as error:
            if not snapshot_path(self.folder).exists():
                raise self._refusal(error) from error
            self._load()
            self.notices.append(
                f"The library is open for reading only: {in_words(error)} in {self.folder}."
            )
            return
        with self._lock.held(), self._told("Can't open the library in"):
            self._load()

    def _refusal(self, error: OSError) -> NotSavedError:
        return NotSavedError(
            f"Can't write in the library folder {self.folder}: {in_words(error)}. "
            "Mend its permissions or choose another with --library."
        )

    def _load(self) -> None:
        """Read everything from the beginning; changes nothing here when it can't."""
        stamp = stamp_of(self.folder)
        state = read_state(self.folder)
        if stamp is None and not state.base.seq and self.seq:
            raise NotSavedError(
                f"The files of the library {self.folder} are gone. Put the folder back, or keep "
                "a copy elsewhere."
            )
        if state.base.schema > migrations.SCHEMA:
            self.read_only = (
                f"The library {self.folder} was written by a later Postil (schema "
                f"{state.base.schema}; this one knows {migrations.SCHEMA}). Install the newer "
                "Postil to change it."
            )
            self.notices.append(self.read_only)
        elif state.base.schema < migrations.SCHEMA:
            if self._lock is None:
                migrate_tables(state.tables, state.base.schema, migrations.SCHEMA)
            else:
                migrate_state(self.folder, state)
        if self.read_only or self._lock is None:
            self._take(state, stamp, None)
            return
        journal = None
        if state.clean and stamp is not None:
            journal = Journal(journal_path(self.folder, state.base.generation))
            journal.end = state.end
            self._drop_torn_end(journal)
        elif state.aside:
            kept = set_aside(self.folder, state.aside)
            state.told.append(f"The damaged bytes are kept in {kept}.")
        self.notices += state.told
        self._take(state, stamp, journal)
        if journal is None:
            self.generation = state.newest
            self._checkpoint(state.tables)

    def _take(self, state: State, stamp: Stamp | None, journal: Journal | None) -> None:
        old, self._journal = self._journal, journal
        if old is not None:
            old.close()
        if old is not None:
            self.taken_in += max(0, state.base.seq - self.seq)
        self._memory.replace(state.tables, state.keys)
        self.generation, self.seq, self.head = (
            state.base.generation,
            state.base.seq,
            state.base.head,
        )
        self._stamp, self._snapshot_size = stamp, state.size
        self._snapshot_seq = self.seq if journal is None else -1

    def _outdated(self) -> bool:
        if self._journal is not None and not self._journal.unchanged():
            return True
        return stamp_of(self.folder) != self._stamp

    def _catch_up(self) -> None:
        """Read what others appended, or wrote into a new generation; under the lock."""
        journal = self._opened()
        stamp = stamp_of(self.folder)
        with self._told("Can't read the library in"):
            if not journal.unchanged():
                if journal.size() < journal.end:  # another writer took a line back
                    self._load()
                    return
                self._replay(journal)
            if stamp == self._stamp:
                return
            meta = read_meta(self.folder)
            if meta is None or (meta.seq, meta.head, meta.schema) != (
                self.seq,
                self.head,
                migrations.SCHEMA,
            ):
                self._load()
                return
            fresh = Journal(journal_path(self.folder, meta.generation))
            journal.close()
            self._journal, self.generation, self._stamp = fresh, meta.generation, stamp
            self._snapshot_size, self._snapshot_seq = (stamp or (0, 0, 0))[2], meta.seq
            self._replay(fresh)

    def _replay(self, journal: Journal) -> None:
        reading = journal.unread()
        if reading.damaged or any(
            line.missing or line.header.prev != self.head
            for line in reading.lines
            if line.header.seq == self.seq + 1
        ):
            self._load()
            return
        operations: list[Operation] = []
        for line in reading.lines:
            if line.header.seq <= self.seq:
                continue
            self.seq, self.head = line.header.seq, line.seal
            self.taken_in += line.header.session != self.session and line.header.kind != "quiet"
            operations += line.operations()
        self._drop_torn_end(journal)
        self._memory.perform(operations)

    def _drop_torn_end(self, journal: Journal) -> None:
        """Cut off what a killed writer left half-written, and keep it aside."""
        torn = journal.torn_end()
        if not torn or journal.broken:
            return
        if torn.strip(NO_LINE):
            kept = set_aside(self.folder, [(journal.path.name, journal.whole())])
            self.notices.append(
                "The end of the journal is incomplete: a change was cut off before it was saved, "
                f"or the disk damaged it. The file as it was is kept in {kept}."
            )
        journal.cut()

    # -- writing

    def _append(self, raw: bytes, step: Step) -> None:
        """Put a step on disk, in a new generation where the journal can't be trusted any more."""
        journal = self._opened()
        if not journal.broken:
            try:
                journal.append(raw)
                return
            except OSError:
                if not journal.broken:
                    raise
        # While other writers are still kept away: what they append to it would be lost as well.
        self._checkpoint(self._memory.without(step.operations))
        self._opened().append(raw)

    def _checkpoint(self, tables: Tables) -> None:
        """Begin a new generation with *tables*, the documents at step `seq`; under the lock."""
        meta = Meta(
            schema=migrations.SCHEMA,
            generation=self.generation,
            seq=self.seq,
            head=self.head,
            next=self._memory.next,
        )
        begun = begin_generation(self.folder, tables, meta, self._stamp)
        old, self._journal = self._journal, begun.journal
        if old is not None:
            with contextlib.suppress(OSError):  # room that stays behind is no harm
                if not old.broken:
                    old.cut()
            old.close()
        self.generation, self._stamp = begun.number, begun.stamp
        self._snapshot_size, self._snapshot_seq = begun.size, self.seq

    def _opened(self) -> Journal:
        if self._journal is None:
            raise NotSavedError(f"The library {self.folder} is closed.")
        return self._journal

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise NotSavedError(
                f"{what} {self.folder}: {in_words(error)}. "
                "Free space or mend the folder, then try again."
            ) from error
