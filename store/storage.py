"""TinyDB on the journal: live documents in memory, every step one durable line.

`JournalStorage` and `LiveTable` stand behind TinyDB's own seams. Stock TinyDB rewrites the whole
file for every change; here an update's touched documents become whole-document puts and deletes,
and a snapshot that stock TinyDB reads is written when the journal has outgrown it and at a clean
exit. A snapshot names its journal's generation, so that an old journal never replays on it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from store.errors import NotSavedError, PostilError
from store.journal import (
    NO_HEAD,
    Document,
    Journal,
    Operation,
    StepKind,
    Tables,
    encode_line,
    perform,
    sync_folder,
)
from store.lock import FolderLock, make_folder
from store.model import new_id
from store.rebuild import set_aside
from store.snapshot import (
    Meta,
    Stamp,
    encode_snapshot,
    read_snapshot,
    retire_journals,
    snapshot_path,
    stamp_of,
    write_snapshot,
)
from store.steps import Step

Listener = Callable[[Iterable[Operation]], None]

SMALLEST_CHECKPOINT = 1 << 20


class JournalStorage(Storage):
    """The library's documents, their journal and snapshot. Thread-safe; processes share a lock."""

    def __init__(self, folder: Path, *, who: str = "anonymous", session: str | None = None) -> None:
        """Open or create the library in *folder*; raises PostilError, never overwrites."""
        self.folder = folder
        self.who = who
        self.session = session or new_id()
        self.seq = 0
        self.head = NO_HEAD
        self.generation = 0
        self.notices: list[str] = []
        self.listeners: list[Listener] = []
        self._tables: Tables = {}
        self._next: dict[str, int] = {}
        self._step: Step | None = None
        self._thread = threading.RLock()
        self._stamp: Stamp | None = None
        self._snapshot_size = 0
        self._journal: Journal | None = None
        self._journal_failed = False
        make_folder(folder)
        self._lock = FolderLock(folder)
        try:
            with self._lock.held(), self._told("Can't open the library in"):
                self._load()
        except BaseException:
            self.abandon()
            raise

    # -- TinyDB's seam

    def read(self) -> dict[str, Any]:
        """The tables: `{table: {doc_id: document}}`; the documents are live, not copies."""
        return dict(self._tables)

    def rows(self, table: str) -> Mapping[str, Document]:
        """The live documents of one table by doc_id, not to be changed in place."""
        return self._tables.get(table, {})

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables equal to *data*, as one step (TinyDB's drop_tables comes here)."""
        with self.step("write"):
            for name in {*self._tables, *data}:
                self.apply(name, {str(k): dict(v) for k, v in data.get(name, {}).items()})

    # -- steps

    @contextlib.contextmanager
    def step(
        self, action: str, *, kind: StepKind = "do", subject: str | None = None
    ) -> Iterator[Step]:
        """Collect changes; when the block ends they are on disk, or nothing of them remains.

        A step inside a step joins it; if it fails, only its own changes are taken back. Raises
        NotSavedError when the disk refuses.
        """
        with self._thread:
            if self._step is not None:
                begun = len(self._step.operations)
                try:
                    yield self._step
                except BaseException:
                    self._roll_back(self._step, begun)
                    raise
                return
            with self._lock.held():
                self._catch_up()
                step = self._step = Step(action, kind, subject)
                try:
                    yield step
                    if step.operations:
                        self._commit(step)
                except BaseException:
                    self._roll_back(step)
                    raise
                finally:
                    self._step = None

    def apply(self, table: str, wanted: dict[str, Document]) -> None:
        """Make *table* hold exactly *wanted*, within the step under way."""
        held = self._tables.get(table, {})
        for key in [key for key in held if key not in wanted]:
            self.change(table, key, None)
        for key, document in wanted.items():
            if held.get(key) != document:
                self.change(table, key, document)

    def change(self, table: str, key: str, after: Document | None) -> None:
        """Put (or with None delete) one whole document, within the step under way."""
        if self._step is None:
            with self.step("write"):
                self.change(table, key, after)
            return
        operation = Operation(table, key, self._tables.get(table, {}).get(key), after)
        self._step.operations.append(operation)
        self._perform((operation,))

    def next_key(self, table: str) -> int:
        """The doc_id for a new document; never given twice, not even after its deletion."""
        return self._next.get(table, 1)

    @contextlib.contextmanager
    def settled(self) -> Iterator[None]:
        """Keep other writers away, with all that they wrote taken in."""
        with self._thread:
            if self._step is not None:
                yield
                return
            with self._lock.held():
                self._catch_up()
                yield

    @property
    def stepping(self) -> bool:
        """Whether this thread is inside a step."""
        with self._thread:
            return self._step is not None

    def catch_up(self) -> bool:
        """Take in what other processes wrote; True where something changed here."""
        with self._thread:
            if self._journal is None or self._step is not None or not self._outdated():
                return False
            before = self.seq
            with self._lock.held():
                self._catch_up()
            return self.seq != before

    def close(self) -> None:
        """Write the snapshot if the journal holds anything, and let go of the files.

        A snapshot that can't be written is no loss: the journal holds every step.
        """
        with self._thread:
            if self._journal is None:
                return
            try:
                with contextlib.suppress(OSError, PostilError), self._lock.held():
                    self._catch_up()
                    if self._journal.size() or not snapshot_path(self.folder).exists():
                        self._checkpoint()
            finally:
                self.abandon()

    def abandon(self) -> None:
        """Let go of the files and write nothing."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()

    # -- reading

    def _load(self) -> None:
        """Read snapshot and journal from the beginning; changes nothing here when it can't."""
        snapshot = read_snapshot(self.folder, self.notices)
        meta = snapshot.meta
        self._open_journal(meta.generation)
        self._replace_tables(snapshot.tables, meta.next)
        self.generation, self.seq, self.head = meta.generation, meta.seq, meta.head
        self._stamp, self._snapshot_size = snapshot.stamp, snapshot.size
        self._replay()
        if self._stamp is None:  # new, or rebuilt: from here on a missing snapshot is damage
            self._checkpoint()

    def _replace_tables(self, tables: Tables, keys: dict[str, int]) -> None:
        old = self._tables
        self._tables, self._next = tables, {}
        for name, rows in tables.items():
            self._next[name] = max(max(map(int, rows), default=0) + 1, keys.get(name, 1))
        changes = [
            Operation(name, key, old.get(name, {}).get(key), tables.get(name, {}).get(key))
            for name in {*old, *tables}
            for key in {*old.get(name, ()), *tables.get(name, ())}
            if old.get(name, {}).get(key) != tables.get(name, {}).get(key)
        ]
        self._tell(changes)

    def _open_journal(self, generation: int) -> None:
        fresh = self._journal_of(generation)
        if self._journal is not None:
            self._journal.close()
        self._journal, self._journal_failed = fresh, False

    def _journal_of(self, generation: int) -> Journal:
        return Journal(self.folder / f"library.journal.{generation}")

    def _outdated(self) -> bool:
        journal = self._opened()
        return stamp_of(self.folder) != self._stamp or journal.size() > journal.end

    def _catch_up(self) -> None:
        """Read what others appended, or their new snapshot; under the lock."""
        self._opened()
        with self._told("Can't read the library in"):
            if stamp_of(self.folder) != self._stamp:
                self._load()
            else:
                self._replay()

    def _replay(self) -> None:
        journal = self._opened()
        reading = journal.unread()
        torn = journal.drop_torn_end()
        if torn:
            set_aside(self.folder, journal.path.name + ".torn", torn)
            self.notices.append("The last change was cut off by a crash before it was saved.")
        if reading.damaged:
            set_aside(self.folder, journal.path.name, journal.path.read_bytes())
            self.notices.append(
                f"{reading.damaged} damaged journal line(s) were set aside in {self.folder}."
            )
        operations: list[Operation] = []
        for _, line in reading.lines:
            if line.header.seq <= self.seq:
                continue
            self.seq, self.head = line.header.seq, line.header.sealed()
            operations += line.operations()
        self._perform(operations)

    # -- writing

    def _commit(self, step: Step) -> None:
        line = step.line(seq=self.seq + 1, prev=self.head, who=self.who, session=self.session)
        raw = encode_line(line)
        try:
            with self._told("Not saved in"):
                if self._journal_failed:
                    self._checkpoint(with_step=False)
                self._opened().append(raw)
        except NotSavedError:
            self._journal_failed = True
            raise
        self.seq, self.head = line.header.seq, line.header.sealed()
        if self._opened().size() > max(SMALLEST_CHECKPOINT, self._snapshot_size):
            # The step is durable already: a snapshot that fails now is tried again at the next.
            with contextlib.suppress(OSError):
                self._checkpoint()

    def _checkpoint(self, *, with_step: bool = True) -> None:
        """Write the snapshot of a new generation, then retire the old journal; under the lock.

        `with_step` False leaves out the step under way: its line is not written yet.
        """
        tables = self._tables
        if self._step is not None and not with_step:
            tables = {name: dict(rows) for name, rows in tables.items()}
            for operation in reversed(self._step.operations):
                perform(tables, operation.reversed())
        generation = self.generation + 1
        meta = Meta(generation=generation, seq=self.seq, head=self.head, next=self._next)
        raw = encode_snapshot(tables, meta)
        fresh = self._journal_of(generation)
        try:
            sync_folder(self.folder)
            self._stamp = write_snapshot(self.folder, raw)
        except OSError:
            fresh.close()
            raise
        old, self._journal = self._opened(), fresh
        old.close()
        self._snapshot_size = len(raw)
        self.generation, self._journal_failed = generation, False
        retire_journals(self.folder, generation)

    def _roll_back(self, step: Step, to: int = 0) -> None:
        undone = step.operations[to:]
        del step.operations[to:]
        self._perform([operation.reversed() for operation in reversed(undone)])

    def _perform(self, operations: Iterable[Operation]) -> None:
        operations = tuple(operations)
        for operation in operations:
            perform(self._tables, operation)
            self._next[operation.table] = max(
                self._next.get(operation.table, 1), int(operation.key) + 1
            )
        self._tell(operations)

    def _tell(self, operations: Iterable[Operation]) -> None:
        operations = tuple(operations)
        if operations:
            for listener in self.listeners:
                listener(operations)

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
                f"{what} {self.folder}: {error.strerror or error}. "
                "Free space or mend the folder, then try again."
            ) from error
