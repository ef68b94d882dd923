"""Who changed what when; undo and redo, also after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from store import migrations
from store.entries import Line, Operation, same
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


class Reversal(Record, frozen=True, kw_only=True):
    """A step that was undone or redone: its number, its name, the records it touched."""

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
            line = self._last_done(session) if kind == "undo" else self._last_undone(session)
            if line is None:
                raise NothingToDoError(f"There is nothing to {kind}.")
            header = line.header
            step.action = f"{kind} {header.action}"
            step.subject, step.of = header.id, header.seq
            operations = self._whole(line, kind)
            if kind == "undo":
                operations = [operation.reversed() for operation in reversed(operations)]
            for operation in operations:
                if (key := self._changed_since(operation)) is not None:
                    raise ConflictError(
                        f"Can't {kind} '{header.action}': "
                        f"{self._changed_by(operation.table, key, header.seq)}"
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

    def _changed_by(self, table: str, key: str, after: int) -> str:
        for line in self.steps_since(after):
            if any((o.table, o.key) == (table, key) for o in line.operations()):
                return (
                    f"{line.header.who} changed it since ({line.header.action}, "
                    f"{line.header.time}). Undo that first, or edit it."
                )
        return "it was changed since."

    def _last_done(self, session: str | None) -> Line | None:
        """The last step, of *session* or of anyone, that is not undone."""
        newest: dict[int | None, str] = {}
        for line in self._backwards():
            header = line.header
            if header.kind in ("undo", "redo"):
                newest.setdefault(header.of, header.kind)
            elif (
                header.kind == "do"
                and session in (None, header.session)
                and newest.get(header.seq) != "undo"
                and (line.missing or line.operations())  # nothing is left of a purged step
            ):
                return line
        return None

    def _last_undone(self, session: str | None) -> Line | None:
        """The step that was undone last, unless something was done since."""
        newest: dict[int | None, str] = {}
        undone: list[int | None] = []
        lines: dict[int, Line | None] = {}
        closed = False
        for line in self._backwards():
            header = line.header
            if header.kind in ("undo", "redo"):
                if header.of not in newest and header.kind == "undo" and not closed:
                    undone.append(header.of)
                newest.setdefault(header.of, header.kind)
            elif header.kind == "do":
                mine = session in (None, header.session)
                closed = closed or mine
                lines[header.seq] = line if mine else None
                while undone and undone[0] in lines:
                    found = lines[undone.pop(0) or 0]
                    if found is not None:
                        return found
                if closed and not undone:
                    return None
        return None

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


def subject_of(operation: Operation) -> str | None:
    """The id of the annotation or article an operation touches; None for the codebook."""
    document = operation.new or operation.old or {}
    subject = document.get("id") or document.get("article")
    return subject if isinstance(subject, str) else None
