"""TinyDB on the journal: live documents in memory, every step one durable line.

`JournalStorage` and `LiveTable` stand behind TinyDB's own seams. Stock TinyDB rewrites the whole
file for every change; here an update's touched documents become whole-document puts and deletes,
and a snapshot that stock TinyDB reads is written when the journal has outgrown it and at a clean
exit. A snapshot names its journal's generation, so that an old journal never replays on it.
Documents are held as the JSON they are stored in: a library opens without decoding them all.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw
from tinydb.storages import Storage

from store.documents import Documents
from store.entries import NOTHING, Document, Operation, Rows, StepKind, Tables
from store.files import LibraryFiles
from store.memory import Listener, Memory
from store.model import new_id
from store.steps import Step


class JournalStorage(Storage):
    """The library's documents, their journal and snapshot. Thread-safe; processes share a lock."""

    def __init__(self, folder: Path, *, who: str = "anonymous", session: str | None = None) -> None:
        """Open or create the library in *folder*; raises PostilError, never overwrites."""
        self.who = who
        self.session = session or new_id()
        self._memory = Memory()
        self._step: Step | None = None
        self._thread = threading.RLock()
        self._files = LibraryFiles(folder, self._memory, self.session)

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self._files.folder

    @property
    def seq(self) -> int:
        """The number of the last step."""
        return self._files.seq

    @property
    def head(self) -> str:
        """The seal of the last step."""
        return self._files.head

    @property
    def taken_in(self) -> int:
        """How many changes of other windows and commands came in since the opening."""
        return self._files.taken_in

    @property
    def generation(self) -> int:
        """Which snapshot and journal are in force."""
        return self._files.generation

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed here, in a sentence; None where it can."""
        return self._files.read_only

    @property
    def notices(self) -> list[str]:
        """What a person should hear of the opening, in sentences."""
        return self._files.notices

    @property
    def listeners(self) -> list[Listener]:
        """Called with the operations of every change, made here or elsewhere."""
        return self._memory.listeners

    # -- TinyDB's seam

    def read(self) -> dict[str, Any]:
        """The tables: `{table: {doc_id: document}}`, each document decoded when it is asked for."""
        return {name: Documents(rows) for name, rows in self._memory.tables.items()}

    def rows(self, table: str) -> Mapping[str, Document]:
        """One table's documents by doc_id, each decoded afresh when it is asked for."""
        return Documents(self._memory.tables.get(table, {}))

    def raws(self, table: str) -> Rows:
        """One table's documents as they are stored, live, not to be changed in place."""
        return self._memory.tables.get(table, {})

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables equal to *data*, as one step (TinyDB's drop_tables comes here)."""
        with self.step("write"):
            for name in {*self._memory.tables, *data}:
                wanted = {str(key): row for key, row in data.get(name, {}).items()}
                for key in [key for key in self.raws(name) if key not in wanted]:
                    self.change(name, key, None)
                for key, row in wanted.items():
                    self.change(name, key, row)

    # -- steps

    def step(
        self,
        action: str,
        *,
        kind: StepKind = "do",
        subject: str | None = None,
        act: str | None = None,
    ) -> AbstractContextManager[Step]:
        """Collect changes; when the block ends they are on disk, or nothing of them remains.

        A step inside a step joins it; if it fails, only its own changes are taken back. Those of
        one *act* are undone together. Raises NotSavedError when the disk refuses, ReadOnlyError
        in a library of a later Postil.
        """
        return _Block(self, Step(action, kind, subject, act))

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Steps that end within the block go to disk together when it ends, each a step of its own.

        Nobody else writes meanwhile. Raises NotSavedError with none of them kept, ReadOnlyError.
        """
        with self._thread, self._files.locked():
            if not self._files.gather():
                yield
                return
            try:
                yield
            finally:
                self._files.put_gathered(last=True)

    def begin(self, step: Step) -> tuple[Step, int]:
        """Begin *step*, or join the one under way: that one, and how many operations it has."""
        self._thread.acquire()
        try:
            if self._step is None:
                self._files.acquire()
                self._step = step
            return self._step, len(self._step.operations)
        except BaseException:
            self._thread.release()
            raise

    def end(self, step: Step, begun: int | None, *, failed: bool) -> None:
        """End a block: put *step* on disk, or take back what it did; one that joined it when it
        had *begun* operations leaves it to the first to put it there.
        """
        try:
            if failed:
                self._roll_back(step, begun or 0)
            elif begun is None and step.operations:
                try:
                    self._files.commit(step, who=self.who)
                except BaseException:
                    self._roll_back(step)
                    raise
        finally:
            if begun is None:
                self._step = None
                self._files.release()
            self._thread.release()

    def change(self, table: str, key: str, after: object | None) -> None:
        """Put (or with None delete) one whole document, within the step under way.

        *after* is a mapping, a record, or the stored JSON itself.
        """
        if self._step is None:
            with self.step("write"):
                self.change(table, key, after)
            return
        old = self.raws(table).get(key, NOTHING)
        if after is None:
            new = NOTHING
        else:
            new = after if isinstance(after, Raw) else Raw(msgspec.json.encode(after))
        if old == new:
            return
        operation = Operation(table, key, old, new)
        self._step.operations.append(operation)
        self._memory.perform((operation,))

    def put(self, table: str, document: object, key: int | None = None) -> int:
        """Put one whole document under *key*, or a new doc_id; returns it.

        Within the step under way, or one of its own.
        """
        with self._thread:
            if self._step is None:
                with self.step(f"put {table}"):
                    return self.put(table, document, key)
            doc_id = self.next_key(table) if key is None else key
            self.change(table, str(doc_id), document)
            return doc_id

    def next_key(self, table: str) -> int:
        """The doc_id for a new document; never given twice, not even after its deletion."""
        return self._memory.next.get(table, 1)

    @contextlib.contextmanager
    def settled(self) -> Iterator[None]:
        """Keep other writers away, with all that they wrote taken in."""
        with self._thread:
            if self._step is not None or self._files.read_only or not self._files.writable:
                yield
                return
            with self._files.locked():
                self._put_gathered()
                yield

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other writers away, with all that they wrote taken in and leave to write.

        Raises NotSavedError or ReadOnlyError.
        """
        with self._thread, self._files.locked():
            self._put_gathered()
            yield

    @property
    def stepping(self) -> bool:
        """Whether this thread is inside a step."""
        with self._thread:
            return self._step is not None

    # -- files

    def catch_up(self) -> bool:
        """Take in what other processes wrote; True where something changed here."""
        with self._thread:
            if self._step is not None:
                return False
            before = self.head
            self._files.catch_up()
            return self.head != before

    def snapshot(self) -> bytes:
        """The bytes of a snapshot that holds every step; it is written first where need be.

        Raises NotSavedError where it can't be.
        """
        with self._thread, self._files.locked():
            self._put_gathered()
            return self._files.snapshot(self._settled_tables())

    @property
    def writable(self) -> bool:
        """Whether the folder could be written to when it was opened, or since."""
        return self._files.writable

    def image(self) -> bytes:
        """The bytes of a snapshot that holds every step and is written nowhere."""
        with self._thread:
            return self._files.image(self._settled_tables())

    def start_generation(self) -> None:
        """Write a new snapshot, and retire the journal before it; under `exclusive`.

        Raises NotSavedError.
        """
        self._files.start_generation(self._settled_tables())

    def move_to(self, folder: Path) -> None:
        """Go on in another *folder* with the documents in memory; raises NotSavedError.

        Nothing is read from the old folder, and nothing changed in it.
        """
        with self._thread:
            self._files.move_to(folder, self._settled_tables())

    def close(self) -> None:
        """Write the snapshot if the journal holds anything, and let go of the files."""
        with self._thread:
            self._files.close()

    def abandon(self) -> None:
        """Let go of the files and write nothing."""
        self._files.abandon()

    def _put_gathered(self) -> None:
        if self._step is None:
            self._files.put_gathered()

    def _settled_tables(self) -> Tables:
        """The documents without the step under way, which is not on disk yet."""
        if self._step is None:
            return self._memory.tables
        return self._memory.without(self._step.operations)

    def _roll_back(self, step: Step, to: int = 0) -> None:
        undone = step.operations[to:]
        del step.operations[to:]
        self._memory.take_back(undone)


class _Block:
    """The block of a `with` around a step; a plain class, for it is entered at every key."""

    __slots__ = ("_begun", "_mine", "_step", "_storage")

    def __init__(self, storage: JournalStorage, step: Step) -> None:
        self._storage = storage
        self._mine = self._step = step
        self._begun: int | None = None

    def __enter__(self) -> Step:
        self._step, begun = self._storage.begin(self._mine)
        self._begun = None if self._step is self._mine else begun
        return self._step

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._storage.end(self._step, self._begun, failed=kind is not None)
