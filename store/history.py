"""Who changed what when; undo and redo, also after a restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from store.errors import ConflictError, InvalidChangeError, NothingToDoError
from store.journal import Line, Operation, read_lines
from store.model import Record
from store.rebuild import journals
from store.storage import JournalStorage

Check = Callable[[Sequence[Operation]], str | None]
"""Looks at a reversal that was just made and says in a sentence why it can't stand, or None."""


class Reversal(Record, frozen=True, kw_only=True):
    """A step that was undone or redone: its number, its name, the records it touched."""

    seq: int
    action: str
    ids: tuple[str, ...]


class History:
    """The recorded steps of a library, oldest first, and their reversal."""

    def __init__(self, storage: JournalStorage) -> None:
        """Over *storage*, whose journals are read when first asked for."""
        self._storage = storage
        self._lines: dict[int, Line] = {}
        self._read_to: tuple[int, int] = (-1, 0)
        self.checks: list[Check] = []

    def lines(self) -> list[Line]:
        """Every recorded step, oldest first."""
        self._take_in()
        return [self._lines[seq] for seq in sorted(self._lines)]

    def undo(self, session: str | None = None) -> Reversal:
        """Reverse the last step, or *session*'s; raises NothingToDoError, ConflictError."""
        return self._reverse("undo", session)

    def redo(self, session: str | None = None) -> Reversal:
        """Repeat the last undone step; raises NothingToDoError, ConflictError."""
        return self._reverse("redo", session)

    def _reverse(self, kind: Literal["undo", "redo"], session: str | None) -> Reversal:
        storage = self._storage
        if storage.stepping:
            raise InvalidChangeError(f"{kind} can't be part of another change.")
        with storage.step(kind, kind=kind) as step:
            # Chosen under the lock: another window may have undone the same step meanwhile.
            done, undone = self._stacks(session)
            choice = done if kind == "undo" else undone
            if not choice:
                raise NothingToDoError(f"There is nothing to {kind}.")
            line = self._lines[choice[-1]]
            header = line.header
            step.action = f"{kind} {header.action}"
            step.subject, step.of = header.id, header.seq
            operations = list(line.operations())
            if kind == "undo":
                operations = [operation.reversed() for operation in reversed(operations)]
            for operation in operations:
                if storage.rows(operation.table).get(operation.key) != operation.before:
                    raise ConflictError(
                        f"Can't {kind} '{header.action}': {self._changed_by(operation, header.seq)}"
                    )
                storage.change(operation.table, operation.key, operation.after)
            for check in self.checks:
                if objection := check(operations):
                    raise ConflictError(f"Can't {kind} '{header.action}': {objection}")
        ids = dict.fromkeys(subject for o in operations if (subject := subject_of(o)))
        return Reversal(seq=header.seq, action=header.action, ids=tuple(ids))

    def _changed_by(self, operation: Operation, after: int) -> str:
        for line in reversed(self.lines()):
            if line.header.seq > after and any(
                (o.table, o.key) == (operation.table, operation.key) for o in line.operations()
            ):
                return (
                    f"{line.header.who} changed it since ({line.header.action}, "
                    f"{line.header.time}). Undo that first, or edit it."
                )
        return "it was changed since."

    def _stacks(self, session: str | None) -> tuple[list[int], list[int]]:
        done: list[int] = []
        undone: list[int] = []
        for line in self.lines():
            header = line.header
            if header.kind == "quiet":
                continue
            if header.kind == "do":
                if session in (None, header.session):
                    done.append(header.seq)
                    undone.clear()
                continue
            source, target = (done, undone) if header.kind == "undo" else (undone, done)
            if header.of in source:
                source.remove(header.of)
                target.append(header.of)
        return done, undone

    def _take_in(self) -> None:
        """Read the journals' lines that were not read yet."""
        with self._storage.settled():  # no journal is retired, and no line taken back, meanwhile
            generation, start = self._read_to
            for number, path in journals(self._storage.folder):
                if number < generation:
                    continue
                reading = read_lines(path, start if number == generation else 0)
                self._lines.update((line.header.seq, line) for _, line in reading.lines)
                self._read_to = (number, reading.end)


def subject_of(operation: Operation) -> str | None:
    """The id of the annotation or article an operation touches; None for the codebook."""
    document = operation.after or operation.before or {}
    subject = document.get("id") or document.get("article")
    return subject if isinstance(subject, str) else None
