"""A library's snapshot and journal in force, and what is written to them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from store import migrations
from store.disk import in_words, read_file
from store.entries import NO_HEAD, Operation, Tables
from store.errors import NotSavedError
from store.generations import begin_generation
from store.journal import Journal
from store.lock import FolderLock
from store.memory import Memory
from store.places import snapshot_path
from store.recovery import refuse_newer, set_aside
from store.snapshot import Meta, Stamp, encode_snapshot, parse_snapshot, stamp_of

_SNAPSHOT = "Can't write the snapshot of"


class WrittenFiles:
    """Keeps *memory* and disk the same; every write is under the library's lock."""

    def __init__(self, folder: Path, memory: Memory, session: str) -> None:
        """Over *folder*, of which nothing is opened yet.

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
        self._unmended: Stamp | None = None
        self._snapshot_size = 0
        self._snapshot_seq = -1
        self._journal: Journal | None = None
        self._lock: FolderLock | None = None
        self._taken_all = False  # what others wrote before their last turn with the lock
        self._closed = False

    def snapshot(self, tables: Tables) -> bytes:
        """The bytes of a snapshot of *tables*, which is written first where need be.

        Raises NotSavedError where it can't be; under `locked`.
        """
        try:
            stamp = stamp_of(self.folder)
            if self._snapshot_seq != self.seq or stamp is None or stamp != self._stamp:
                self._checkpoint(tables)
            return read_file(snapshot_path(self.folder))
        except OSError as error:
            raise self._not_saved(_SNAPSHOT, error) from error

    def image(self, tables: Tables) -> bytes:
        """The bytes of a snapshot of *tables* that is written nowhere, numbered as the next."""
        return b"".join(encode_snapshot(tables, self._meta(self.generation + 1)))

    def start_generation(self, tables: Tables) -> None:
        """Write a new snapshot of *tables*, and retire the journal before it; under `locked`.

        Raises NotSavedError.
        """
        try:
            self._checkpoint(tables)
        except OSError as error:
            raise self._not_saved(_SNAPSHOT, error) from error

    def abandon(self) -> None:
        """Let go of the files and write nothing."""
        self._closed = True
        journal, self._journal = self._journal, None
        lock, self._lock = self._lock, None
        if journal is not None:
            journal.close()
        if lock is not None:
            lock.close()

    def _append(self, raw: bytes, operations: Iterable[Operation]) -> None:
        """Put the steps of these *operations* on disk, all or none, in a new generation where the
        journal can't be trusted any more.
        """
        journal = self._opened()
        if not journal.broken:
            try:
                journal.append(raw)
                return
            except OSError:
                if not journal.broken:
                    raise
        # While other writers are still kept away: what they append to it would be lost as well.
        self._checkpoint(self._memory.without(operations))
        self._opened().append(raw)

    def _checkpoint(self, tables: Tables) -> None:
        """Begin a new generation with *tables*, the documents at step `seq`; under the lock."""
        self._keep_foreign_snapshot()
        begun = begin_generation(self.folder, tables, self._meta(self.generation), self._stamp)
        old, self._journal = self._journal, begun.journal
        if old is not None:
            with contextlib.suppress(OSError):  # room that stays behind is no harm
                if not old.broken:
                    old.cut()
            old.close()
        self.generation, self._stamp = begun.number, begun.stamp
        self._snapshot_size, self._snapshot_seq = begun.size, self.seq

    def _mend_snapshot(self, tables: Tables) -> None:
        """Write the snapshot anew where another program wrote into it; under the lock.

        What the disk refuses is not asked of it at every look: the next snapshot does it.
        """
        stamp = stamp_of(self.folder)
        if stamp in (None, self._stamp, self._unmended) or self.read_only is not None:
            return
        self._unmended = stamp
        with contextlib.suppress(OSError):
            refuse_newer(self.folder, read_file(snapshot_path(self.folder)))
            if self._keep_foreign_snapshot():
                self._checkpoint(tables)

    def _keep_foreign_snapshot(self) -> bool:
        """Keep aside what another program wrote into the snapshot, before that is replaced.

        No name in the folder tells of it, so this may be the first look. Returns whether there
        was anything; raises OSError.
        """
        stamp = stamp_of(self.folder)
        if self._stamp is None or stamp is None or stamp == self._stamp:
            return False
        path = snapshot_path(self.folder)
        raw = read_file(path)
        found = parse_snapshot(raw)
        if found is not None and self._is_ours(found.meta):  # copied over itself
            self._stamp = stamp
            return False
        kept = set_aside(self.folder, [(path.name, raw)])
        self._stamp, self._snapshot_seq = stamp, -1
        self.notices.append(
            f"{path} was changed by another program. Nothing is lost: the library was written "
            f"anew; the file as it was is kept in {kept}."
        )
        return True

    def _is_ours(self, meta: Meta) -> bool:
        """Whether *meta* is that of the generation's own snapshot, which may be altered since."""
        return (meta.generation, meta.schema) == (self.generation, migrations.SCHEMA)

    def _let_go_of_journal(self) -> None:
        """Know nothing of the files any more: the next turn reads all of them."""
        journal, self._journal, self._stamp = self._journal, None, None
        if journal is not None:
            journal.close()

    def _meta(self, generation: int) -> Meta:
        return Meta(
            schema=migrations.SCHEMA,
            generation=generation,
            seq=self.seq,
            head=self.head,
            next=self._memory.next,
        )

    def _opened(self) -> Journal:
        if self._journal is None:
            raise NotSavedError(f"The library {self.folder} is closed.")
        return self._journal

    def _not_saved(self, what: str, error: OSError) -> NotSavedError:
        return NotSavedError(
            f"{what} {self.folder}: {in_words(error)}. "
            "Free space or mend the folder, then try again.",
            reason=in_words(error),
        )
