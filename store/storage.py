"""TinyDB on the journal: live documents in memory, every step one durable line.

`JournalStorage` and `LiveTable` stand behind TinyDB's own seams. Stock TinyDB rewrites the whole
file for every change; here an update's touched documents become whole-document puts and deletes,
and a snapshot that stock TinyDB reads is written when the journal has outgrown it and at a clean
exit. A snapshot names its journal's generation, so that an old journal never replays on it.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from store.errors import DamagedLibraryError, NotSavedError
from store.journal import (
    META,
    NO_HEAD,
    Document,
    Header,
    Journal,
    Line,
    Operation,
    StepKind,
    Tables,
    digest,
    encode_line,
    perform,
    sync_folder,
    write_durably,
)
from store.migrations import SCHEMA, check_schema
from store.model import new_id, now
from store.rebuild import rebuild, set_aside

Listener = Callable[[Iterable[Operation]], None]

LOCK_SECONDS = 10.0
SMALLEST_CHECKPOINT = 1 << 20


def folder_writable(folder: Path) -> None:
    """Make the library's folder (mode 0700); raises NotSavedError where that can't be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NotSavedError(
            f"Can't make the library folder {folder}: {error.strerror or error}. "
            "Choose another with --library."
        ) from error


class Step:
    """The operations of one user action, collected until they are written as one line."""

    def __init__(self, action: str, kind: StepKind, subject: str | None, of: int | None) -> None:
        """Begin an empty step called *action* about the record *subject*."""
        self.action = action
        self.kind: StepKind = kind
        self.subject = subject
        self.of = of
        self.operations: list[Operation] = []


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
        self._stamp: tuple[int, int, int] | None = None
        self._snapshot_size = 0
        self._journal: Journal | None = None
        self._journal_failed = False
        folder_writable(folder)
        with self._locked():
            self._load()

    # -- TinyDB's seam

    def read(self) -> dict[str, Any]:
        """The live tables: `{table: {doc_id: document}}`, not copies."""
        return self._tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables equal to *data*, as one step (TinyDB's drop_tables comes here)."""
        with self.step("write"):
            for name in {*self._tables, *data}:
                self.apply(name, {str(k): dict(v) for k, v in data.get(name, {}).items()})

    # -- steps

    @contextlib.contextmanager
    def step(
        self,
        action: str,
        *,
        kind: StepKind = "do",
        subject: str | None = None,
        of: int | None = None,
    ) -> Iterator[Step]:
        """Collect changes; when the block ends they are on disk, or nothing of them remains.

        A step inside a step joins it. Raises NotSavedError when the disk refuses.
        """
        with self._thread:
            if self._step is not None:
                yield self._step
                return
            with self._locked():
                self._catch_up()
                step = self._step = Step(action, kind, subject, of)
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
        """The doc_id for a new document; never given twice in one library's life in memory."""
        if table not in self._next:
            self._next[table] = max(map(int, self._tables.get(table, ())), default=0) + 1
        return self._next[table]

    def catch_up(self) -> bool:
        """Take in what other processes wrote; True where something changed here."""
        with self._thread:
            if self._step is not None or not self._outdated():
                return False
            before = self.seq
            with self._locked():
                self._catch_up()
            return self.seq != before

    def close(self) -> None:
        """Write the snapshot if the journal holds anything, and let go of the files."""
        with self._thread:
            if self._journal is None:
                return
            try:
                with self._locked():
                    self._catch_up()
                    if self._journal.size() or not self._snapshot.exists():
                        self._checkpoint()
            finally:
                self._journal.close()
                self._journal = None

    # -- where things lie

    @property
    def _snapshot(self) -> Path:
        return self.folder / "library.json"

    @property
    def retired(self) -> Path:
        """The folder of the journals that snapshots have taken in: the library's history."""
        return self.folder / "history"

    def journal_path(self, generation: int) -> Path:
        """Where the journal of *generation* is: still open, or retired into the history."""
        live = self.folder / f"library.journal.{generation}"
        return live if live.exists() else self.retired / f"{generation:08}.jsonl"

    # -- reading

    def _load(self) -> None:
        """Read snapshot and journal from the beginning."""
        tables = self._read_snapshot()
        meta = tables.pop(META, {}).get("1", {})
        check_schema(int(meta.get("schema", SCHEMA)), str(self._snapshot))
        self._replace_tables(tables)
        self.generation = int(meta.get("generation", 0))
        self.seq, self.head = int(meta.get("seq", 0)), str(meta.get("head", NO_HEAD))
        self._open_journal(self.generation)
        self._replay()
        if self._stamp is None:  # new, or rebuilt: from here on a missing snapshot is damage
            self._write_first_snapshot()

    def _write_first_snapshot(self) -> None:
        try:
            self._checkpoint()
        except OSError as error:
            raise NotSavedError(
                f"Can't write the library {self.folder}: {error.strerror or error}. "
                "Free space or choose another with --library."
            ) from error

    def _read_snapshot(self) -> Tables:
        path = self._snapshot
        self._stamp = None
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return rebuild(self.folder, "is missing", self.notices)
        except OSError as error:
            raise DamagedLibraryError(
                f"Can't read {path}: {error.strerror or error}. Check the disk and permissions."
            ) from error
        try:
            tables = msgspec.json.decode(raw, type=Tables)
        except (msgspec.MsgspecError, ValueError):
            set_aside(self.folder, path.name, raw)
            return rebuild(self.folder, "is damaged", self.notices)
        self._stamp, self._snapshot_size = self._stat(), len(raw)
        return tables

    def _replace_tables(self, tables: Tables) -> None:
        old = self._tables
        self._tables, self._next = tables, {}
        changes = [
            Operation(name, key, old.get(name, {}).get(key), tables.get(name, {}).get(key))
            for name in {*old, *tables}
            for key in {*old.get(name, ()), *tables.get(name, ())}
            if old.get(name, {}).get(key) != tables.get(name, {}).get(key)
        ]
        self._tell(changes)

    def _open_journal(self, generation: int) -> None:
        if self._journal is not None:
            self._journal.close()
        self._journal = Journal(self.folder / f"library.journal.{generation}")
        self._journal_failed = False

    def _outdated(self) -> bool:
        journal = self._journal
        return self._stat() != self._stamp or (journal is not None and journal.size() > journal.end)

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            stat = self._snapshot.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _catch_up(self) -> None:
        """Read what others appended, or their new snapshot; under the lock."""
        if self._stat() != self._stamp:
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
        content = msgspec.json.encode(step.operations)
        salt = secrets.token_hex(16)
        header = Header(
            seq=self.seq + 1,
            time=now(),
            who=self.who,
            session=self.session,
            kind=step.kind,
            action=step.action,
            id=step.subject,
            of=step.of,
            prev=self.head,
            digest=digest(salt, content),
        )
        raw = encode_line(Line(header=header, salt=salt, content=msgspec.Raw(content)))
        try:
            if self._journal_failed:
                self._checkpoint(with_step=False)
            self._opened().append(raw)
        except OSError as error:
            self._journal_failed = True
            raise NotSavedError(
                f"Not saved in {self.folder}: {error.strerror or error}. "
                "Free space or mend the folder, then try again."
            ) from error
        self.seq, self.head = header.seq, header.sealed()
        self._checkpoint_when_due()

    def _checkpoint_when_due(self) -> None:
        if self._opened().size() > max(SMALLEST_CHECKPOINT, self._snapshot_size):
            # The step is durable already: a snapshot that fails now is tried again at the next.
            with contextlib.suppress(OSError):
                self._checkpoint()

    def _checkpoint(self, *, with_step: bool = True) -> None:
        """Write the snapshot of a new generation, then retire the old journal; under the lock.

        `with_step` False leaves out the step under way: its line is not written yet.
        """
        step = self._step
        undone = [] if with_step or step is None else step.operations
        self._perform([_reversed(o) for o in reversed(undone)], quiet=True)
        generation = self.generation + 1
        meta = {"schema": SCHEMA, "generation": generation, "seq": self.seq, "head": self.head}
        try:
            raw = msgspec.json.encode(self._tables | {META: {"1": meta}})
        finally:
            self._perform(undone, quiet=True)
        fresh = Journal(self.folder / f"library.journal.{generation}")
        try:
            sync_folder(self.folder)
            write_durably(self._snapshot, raw)
        except OSError:
            fresh.close()
            raise
        old, self._journal = self._opened(), fresh
        old.close()
        self._stamp, self._snapshot_size = self._stat(), len(raw)
        self.generation, self._journal_failed = generation, False
        self._retire()

    def _retire(self) -> None:
        """Move journals older than the snapshot into the history; drop empty ones."""
        self.retired.mkdir(mode=0o700, exist_ok=True)
        for path in self.folder.glob("library.journal.*"):
            generation = path.suffix[1:]
            if not generation.isdigit() or int(generation) >= self.generation:
                continue
            if path.stat().st_size:
                path.rename(self.retired / f"{int(generation):08}.jsonl")
            else:
                path.unlink()
        sync_folder(self.retired)
        sync_folder(self.folder)

    def _roll_back(self, step: Step) -> None:
        self._perform([_reversed(operation) for operation in reversed(step.operations)])

    def _perform(self, operations: Iterable[Operation], *, quiet: bool = False) -> None:
        operations = tuple(operations)
        for operation in operations:
            perform(self._tables, operation)
            known = self._next.get(operation.table)
            if known is not None and operation.after is not None:
                self._next[operation.table] = max(known, int(operation.key) + 1)
        if not quiet:
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
    def _locked(self) -> Iterator[None]:
        # Imported here: a screenless command that only prints help needs no lock.
        from filelock import FileLock, Timeout

        path = self.folder / "library.lock"
        lock = self.__dict__.setdefault("_lock", FileLock(path, mode=0o600, thread_local=False))
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise NotSavedError(
                f"Another Postil has held {path} for {LOCK_SECONDS:.0f} s. Close it and try again."
            ) from error
        except OSError as error:
            raise NotSavedError(
                f"Can't write in the library folder {self.folder}: {error.strerror or error}. "
                "Mend its permissions or choose another with --library."
            ) from error
        try:
            yield
        finally:
            lock.release()


def _reversed(operation: Operation) -> Operation:
    return Operation(operation.table, operation.key, operation.after, operation.before)
