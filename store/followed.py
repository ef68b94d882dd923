"""A library's files as other windows and commands write them too: read, and read on."""

from __future__ import annotations

import contextlib
from pathlib import Path

from store import migrations
from store.disk import read_file, write_durably
from store.entries import Operation
from store.errors import NotSavedError
from store.generations import migrate_state
from store.journal import NO_LINE, Journal, Reading, parse, read_journal
from store.journals import journals
from store.migrations import migrate_tables
from store.places import journal_path, snapshot_path
from store.recovery import State, read_state, refuse_newer, set_aside
from store.snapshot import Meta, Stamp, encode_snapshot, read_meta, stamp_of
from store.written import WrittenFiles


class FollowedFiles(WrittenFiles):
    """Takes into the memory what stands in the files, first all of it and then what came since."""

    def _load(self) -> None:
        """Read everything from the beginning; changes nothing here when it can't."""
        stamp = stamp_of(self.folder)
        state = read_state(self.folder)
        if stamp is None and not state.base.seq and self.seq:
            raise NotSavedError(
                f"The files of the library {self.folder} are gone. Put the folder back, or keep "
                "a copy elsewhere.",
                reason="the library's files are gone",
            )
        if state.base.schema > migrations.SCHEMA:
            self.read_only = (
                f"The library {self.folder} was written by a later Postil (schema "
                f"{state.base.schema}; this one knows {migrations.SCHEMA}). Install the newer "
                "Postil to change it."
            )
            self._say(self.read_only)
        elif state.base.schema < migrations.SCHEMA:
            if self._lock is None:
                migrate_tables(state.tables, state.base.schema, migrations.SCHEMA)
            else:
                migrate_state(self.folder, state)
        path = journal_path(self.folder, state.base.generation)
        whole = state.clean and stamp is not None
        if self.read_only or self._lock is None:
            self._say(*state.told)
            self._take(state, stamp, _looked_at(path, state.end) if whole else None)
            return
        journal = None
        if whole:
            journal = Journal(path)
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

    def _say(self, *notices: str) -> None:
        """Add to the notices what is not among them."""
        self.notices += [notice for notice in notices if notice not in self.notices]

    def _take(self, state: State, stamp: Stamp | None, journal: Journal | None) -> None:
        if self.seq and self._lock is not None and not self._leads_on_to(state):
            self._keep_memory()
        old, self._journal = self._journal, journal
        if old is not None:
            old.close()
            self.taken_in += max(0, state.base.seq - self.seq)
        self._memory.replace(state.tables, state.keys)
        self.generation, self.seq, self.head = (
            state.base.generation,
            state.base.seq,
            state.base.head,
        )
        self._stamp, self._snapshot_size = stamp, state.size
        self._snapshot_seq = self.seq if journal is None else -1

    def _leads_on_to(self, state: State) -> bool:
        """Whether the last step known here is one of those that led to *state*."""
        if state.base.head == self.head:
            return True
        for _, path in reversed(journals(self.folder)):
            with contextlib.suppress(OSError):
                if self.head in _seals(read_journal(path)):
                    return True
        return False

    def _keep_memory(self) -> None:
        """Keep what is in memory aside: the files lack some of it."""
        image = b"".join(encode_snapshot(self._memory.tables, self._meta(self.generation)))
        kept = set_aside(self.folder, [(snapshot_path(self.folder).name, image)])
        self.notices.append(
            f"Something other than Postil removed or exchanged files of the library {self.folder}:"
            f" they do not lead on from step {self.seq}. All that this window had is kept in "
            f"{kept}."
        )

    def _knows_all(self) -> bool:
        """Whether all was taken in that stood in the files at the last turn with the lock."""
        return self._taken_all and self._stamp is not None

    def _outdated(self) -> bool:
        journal = self._journal
        if stamp_of(self.folder) != self._stamp:  # no name in the folder tells of it
            return True
        if self._knows_all() and self._lock is not None and self._lock.is_undisturbed():
            return False
        return journal is not None and not (journal.unchanged() and journal.is_in_place())

    def _catch_up(self) -> None:
        """Read what others appended, or wrote into a new generation; under the lock."""
        lock, journal = self._lock, self._journal
        if lock is None or lock.others:
            self._taken_all = False
        elif (
            lock.names_stand
            and self._knows_all()
            and journal is not None
            and journal.is_long_enough()
        ):
            return  # nothing was written, and nothing moved, since the last turn here
        try:
            if journal is None:  # a snapshot was needed the last time, and could not be written
                self._load()
                return
            stamp = stamp_of(self.folder)
            if stamp == self._stamp and not journal.is_in_place():
                self._put_back(journal)
                self._load()
                return
            if not journal.is_long_enough():
                self._cut_short(journal)
                return
            if not self._taken_all and not journal.unchanged():
                self._replay(journal)
            if stamp != self._stamp:
                self._change_over(journal, stamp)
            self._taken_all = True
            if lock is not None:
                lock.settle()
        except OSError as error:
            raise self._not_saved("Can't read the library in", error) from error

    def _change_over(self, old: Journal, stamp: Stamp | None) -> None:
        """Go on with the generation that another process began."""
        meta = read_meta(self.folder)
        if self._stamp and stamp and self._is_foreign(meta, old):
            return  # `_mend_snapshot` sees to it
        if meta is None or (meta.seq, meta.head, meta.schema) != (
            self.seq,
            self.head,
            migrations.SCHEMA,
        ):
            self._load()
            return
        try:
            fresh = Journal(journal_path(self.folder, meta.generation))
        except FileNotFoundError:
            self._load()
            return
        old.close()
        self._journal, self.generation, self._stamp = fresh, meta.generation, stamp
        self._snapshot_size, self._snapshot_seq = (stamp or (0, 0, 0))[2], meta.seq
        self._replay(fresh)

    def _is_foreign(self, meta: Meta | None, journal: Journal) -> bool:
        """Whether another program wrote the snapshot of *meta*: a generation has but one."""
        if meta is not None:
            return self._is_ours(meta)
        refuse_newer(self.folder, read_file(snapshot_path(self.folder)))
        newest = max((number for number, _ in journals(self.folder)), default=0)
        return newest == self.generation and journal.is_in_place()

    def _cut_short(self, journal: Journal) -> None:
        """Go on where lines that were on disk are gone: with what is in memory, unless others,
        who may have gone on from what is left, had a turn.
        """
        if not self._taken_all:
            self._load()
            return
        kept = set_aside(self.folder, [(journal.path.name, journal.whole())])
        self._checkpoint(self._memory.tables)
        self.notices.append(
            f"{journal.path} was cut short by another program. Nothing is lost: the library was "
            f"written anew; what was left of the file is kept in {kept}."
        )

    def _put_back(self, journal: Journal) -> None:
        """Put the journal where it was: somebody who asked no lock deleted it, or put an older
        copy or something else in its place. What other writers went on from stays.
        """
        raw = journal.whole().rstrip(b"\0")
        found = b""
        with contextlib.suppress(FileNotFoundError):
            found = read_file(journal.path)
        ours, theirs = parse(raw), parse(found)
        if _last_seal(ours) in _seals(theirs):
            return  # a copy, to which more may have been written
        last = _last_seal(theirs)
        if last is not None and last not in _seals(ours):
            return  # others have gone on from there
        told = f"{journal.path} was deleted, or another file put in its place. It was put back."
        if found and last is None:
            kept = set_aside(self.folder, [(journal.path.name, found)])
            told += f" What was there is kept in {kept}."
        write_durably(journal.path, raw)
        self.notices.append(told)

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


def _seals(reading: Reading) -> list[str]:
    """The seals of the steps that a journal knows of, its base's first."""
    base = [] if reading.base is None else [reading.base.head]
    return base + [line.seal for line in reading.lines]


def _last_seal(reading: Reading) -> str | None:
    return next(reversed(_seals(reading)), None)


def _looked_at(path: Path, end: int) -> Journal | None:
    """The journal at *path*, read to *end*, to see others write; None where it can't be had."""
    with contextlib.suppress(OSError):
        journal = Journal(path, writable=False)
        journal.end = end
        if journal.unchanged():
            return journal
        journal.close()  # a torn end, which must stay
    return None
