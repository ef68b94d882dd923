"""Who changed what when; undo and redo, also after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from store import migrations
from store.entries import Header, Line, Operation, same
from store.errors import ConflictError, InvalidChangeError, NothingToDoError
from store.journal import Reading, read_journal
from store.journals import journals
from store.migrations import migrate
from store.model import Record
from store.storage import JournalStorage

Check = Callable[[Sequence[Operation]], str | None]
"""Looks at a reversal that was just made and says in a sentence why it can't stand, or None."""

KeyOf = Callable[[str, str], str | None]
"""The doc_id under which the record of a table and an id stands now, or None."""

_Name = tuple[str | None, int]
"""What a step is known by to its undo and redo: its act, if any, and its seq."""


class Reversal(Record, frozen=True, kw_only=True):
    """A step that was undone or redone: its number, its name, the records it touched.

    Of several of one act, the last one's number.
    """

    seq: int
    action: str
    ids: tuple[str, ...]


class History:
    """The recorded steps of a library, and their reversal. Files are read when they are needed,
    for an undo from the newest on.
    """

    def __init__(self, storage: JournalStorage) -> None:
        """Over *storage*, whose journals are read when first asked for."""
        self._storage = storage
        self._read: dict[tuple[int, int], Reading] = {}
        self.checks: list[Check] = []
        self.key_of: KeyOf = lambda table, subject: None

    def lines(self) -> Iterator[Line]:
        """Every recorded step, oldest first."""
        seq = 0
        for readings in self._readings():
            for line in readings.lines:
                if line.header.seq > seq:
                    seq = line.header.seq
                    yield line

    def undo(self, session: str | None = None) -> Reversal:
        """Reverse the last step, or *session*'s; raises NothingToDoError, ConflictError."""
        return self._reverse("undo", session)

    def redo(self, session: str | None = None) -> Reversal:
        """Repeat the last undone step; raises NothingToDoError, ConflictError."""
        return self._reverse("redo", session)

    def steps_since(self, seq: int) -> list[Line]:
        """The steps after step number *seq*, newest first."""
        found = []
        for line in self._backwards():
            if line.header.seq <= seq:
                break
            found.append(line)
        return found

    def _reverse(self, kind: Literal["undo", "redo"], session: str | None) -> Reversal:
        storage = self._storage
        if storage.stepping:
            raise InvalidChangeError(f"{kind} can't be part of another change.")
        with storage.step(kind, kind=kind) as step:
            # Chosen under the lock: another window may have undone the same step meanwhile.
            found = self._last_done(session) if kind == "undo" else self._last_undone(session)
            if not found:
                raise NothingToDoError(f"There is nothing to {kind}.")
            header = found[0].header
            step.action, step.act = f"{kind} {header.action}", header.act
            step.of = header.seq
            if len(found) == 1:
                step.subject = header.id
            else:
                step.first = found[-1].header.seq
            operations = [o for line in reversed(found) for o in self._whole(line, kind)]
            if kind == "undo":
                operations = [operation.reversed() for operation in reversed(operations)]
            for operation in operations:
                if (key := self._changed_since(operation)) is not None:
                    raise ConflictError(
                        f"Can't {kind} '{header.action}': "
                        f"{self._changed_by(operation.table, key, found)}"
                    )
                storage.change(
                    operation.table,
                    operation.key,
                    None if operation.new is None else operation.after,
                )
            for check in self.checks:
                if objection := check(operations):
                    raise ConflictError(f"Can't {kind} '{header.action}': {objection}")
        ids = dict.fromkeys(subject for o in operations if (subject := subject_of(o)))
        return Reversal(seq=header.seq, action=header.action, ids=tuple(ids))

    def _whole(self, line: Line, kind: str) -> list[Operation]:
        """What a step changed and was not purged since, in this program's schema.

        Raises ConflictError where a part of it can't be read.
        """
        if line.missing:
            raise ConflictError(
                f"Can't {kind} '{line.header.action}': its record is damaged. `postil doctor` "
                "tells more."
            )
        schema = line.schema
        return [
            Operation(
                o.table,
                o.key,
                migrate(o.table, o.before, schema, migrations.SCHEMA),
                migrate(o.table, o.after, schema, migrations.SCHEMA),
            )
            for o in line.operations()
        ]

    def _changed_since(self, operation: Operation) -> str | None:
        """The doc_id of what stands in the way of *operation*, or None.

        A record that was deleted and came back, with an edit or from a file, has another doc_id.
        """
        held = self._storage.raws(operation.table).get(operation.key)
        if held is not None or operation.old is not None:
            unchanged = held is not None and same(held, operation.before)
            return None if unchanged else operation.key
        subject = subject_of(operation)
        key = self.key_of(operation.table, subject) if subject else None
        return None if key == operation.key else key

    def _changed_by(self, table: str, key: str, reversed_: Sequence[Line]) -> str:
        own = {line.header.seq for line in reversed_}
        for line in self.steps_since(min(own)):
            header = line.header
            if header.seq not in own and _touches(line, table, key):
                return (
                    f"{header.who} changed it since ({header.action}, {header.time}). Undo that "
                    "first, or edit it."
                )
        return "it was changed since."

    def _last_done(self, session: str | None) -> list[Line]:
        """The last step, of *session* or of anyone, that is not undone; with it those of the same
        act just before it, the newest first.

        What else was done in between ends the act: undone in turn, all gives the first state.
        """
        newest: dict[_Name, str] = {}
        found: list[Line] = []
        for line in self._backwards():
            header = line.header
            if header.kind in ("undo", "redo"):
                for name in _reversed(header):
                    newest.setdefault(name, header.kind)
            if header.kind == "quiet" or session not in (None, header.session):
                continue
            done = header.kind == "do" and newest.get((header.act, header.seq)) != "undo"
            if found and not (done and header.act == found[0].header.act):
                break
            if done and _is_left(line):
                found.append(line)
                if header.act is None:
                    break
        return found

    def _last_undone(self, session: str | None) -> list[Line]:
        """What was undone last, unless something was done since; the newest first."""
        newest: dict[_Name, str] = {}
        undone: list[Header] = []
        mine: dict[int, bool] = {}
        closed = False
        for line in self._backwards():
            header = line.header
            if header.kind in ("undo", "redo"):
                names = list(_reversed(header))
                if names[-1] not in newest and header.kind == "undo" and not closed:
                    undone.append(header)
                for name in names:
                    newest.setdefault(name, header.kind)
            elif header.kind == "do":
                mine[header.seq] = session in (None, header.session)
                closed = closed or mine[header.seq]
                while undone and undone[0].of in mine:
                    reversal = undone.pop(0)
                    if mine[reversal.of or 0]:
                        return self._reversed_by(reversal)
                if closed and not undone:
                    return []
        return []

    def _reversed_by(self, reversal: Header) -> list[Line]:
        """The steps that an undo took back, the newest first."""
        seqs = reversal.reversed
        return [
            line
            for line in self.steps_since(seqs.start - 1)
            if line.header.seq in seqs
            and line.header.kind == "do"
            and line.header.act == reversal.act
            and _is_left(line)
        ]

    def rows(self, record: str | None = None) -> Iterator[dict[str, Any]]:
        """One row for each changed record, oldest first, or only *record*'s.

        `{seq, time, who, action, id, before, after, prev, digest}`.
        """
        for line in self.lines():
            header = line.header
            found = [(subject_of(o), o.old, o.new) for o in line.operations()]
            # What was purged is told as a step without content.
            for subject, before, after in found or [(header.id, None, None)]:
                if record is None or subject == record:
                    yield {
                        "seq": header.seq,
                        "time": header.time,
                        "who": header.who,
                        "action": header.action,
                        "id": subject,
                        "before": before,
                        "after": after,
                        "prev": header.prev,
                        "digest": header.digest,
                    }

    def _backwards(self) -> Iterator[Line]:
        last = float("inf")
        for reading in self._readings(newest_first=True):
            for line in reversed(reading.lines):
                if line.header.seq <= last:
                    yield line
            if reading.base is not None and reading.lines:
                last = min(last, reading.base.seq)

    def _readings(self, *, newest_first: bool = False) -> Iterator[Reading]:
        """The journals one after another, each read when it is its turn.

        Others write in between: whoever looks at the history may take their time.
        """
        with self._storage.settled():
            recorded = journals(self._storage.folder)
        for number, listed in reversed(recorded) if newest_first else recorded:
            with self._storage.settled():  # it is not retired, and no line taken back, meanwhile
                path = listed
                if not path.exists():  # retired since it was listed
                    path = dict(journals(self._storage.folder)).get(number, listed)
                key = (number, path.stat().st_ino)
                reading = self._reading(key, path)
                if newest_first:
                    self._read[key] = reading
            yield reading

    def _reading(self, key: tuple[int, int], path: Path) -> Reading:
        """What a journal holds; once read newest first, only what it grew by is read again."""
        held = self._read.get(key)
        if held is None:
            return read_journal(path)
        more = read_journal(path, held.end)
        return Reading(
            base=held.base,
            lines=held.lines + more.lines,
            end=more.end,
            damaged=held.damaged + more.damaged,
            torn=more.torn,
        )


def _is_left(line: Line) -> bool:
    """Whether there is anything in a step still: nothing is left of a purged one."""
    return line.missing > 0 or bool(line.operations())


def _touches(line: Line, table: str, key: str) -> bool:
    return any((o.table, o.key) == (table, key) for o in line.operations())


def _reversed(header: Header) -> Iterator[_Name]:
    """The names of the steps that an undo or redo reverses."""
    return ((header.act, seq) for seq in header.reversed)


def subject_of(operation: Operation) -> str | None:
    """The id of the annotation or article an operation touches; None for the codebook."""
    document = operation.new or operation.old or {}
    subject = document.get("id") or document.get("article")
    return subject if isinstance(subject, str) else None
