"""Who changed what when; undo and redo, also after a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from store.errors import ConflictError, NothingToDoError
from store.journal import Line, Operation, read_lines
from store.model import Record
from store.storage import JournalStorage


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

    def lines(self) -> list[Line]:
        """Every recorded step, oldest first."""
        self._take_in()
        return [self._lines[seq] for seq in sorted(self._lines)]

    def undo(self, session: str | None = None) -> Reversal:
        """Reverse the last step, or *session*'s; raises NothingToDoError, ConflictError."""
        done, _ = self._stacks(session)
        if not done:
            raise NothingToDoError("There is nothing to undo.")
        line = self._lines[done[-1]]
        backwards = [Operation(o.table, o.key, o.after, o.before) for o in line.operations()]
        return self._reverse(line, "undo", backwards[::-1])

    def redo(self, session: str | None = None) -> Reversal:
        """Repeat the last undone step; raises NothingToDoError, ConflictError."""
        _, undone = self._stacks(session)
        if not undone:
            raise NothingToDoError("There is nothing to redo.")
        line = self._lines[undone[-1]]
        return self._reverse(line, "redo", list(line.operations()))

    def _reverse(self, line: Line, kind: str, operations: list[Operation]) -> Reversal:
        storage, header = self._storage, line.header
        tables = storage.read()
        with storage.step(
            f"{kind} {header.action}",
            kind="undo" if kind == "undo" else "redo",
            subject=header.id,
            of=header.seq,
        ):
            for operation in operations:
                if tables.get(operation.table, {}).get(operation.key) != operation.before:
                    raise ConflictError(
                        f"Can't {kind} '{header.action}': {self._changed_by(operation, header.seq)}"
                    )
                storage.change(operation.table, operation.key, operation.after)
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
        storage = self._storage
        generation, start = self._read_to
        for number, path in self._journals():
            if number < generation:
                continue
            reading = read_lines(path, start if number == generation else 0)
            self._lines.update((line.header.seq, line) for _, line in reading.lines)
            self._read_to = (number, reading.end)
        if self._lines and max(self._lines) > storage.seq:
            # Another process wrote between our look at the tables and at its journal.
            storage.catch_up()

    def _journals(self) -> Iterator[tuple[int, Path]]:
        for path in sorted(self._storage.retired.glob("*.jsonl")):
            yield int(path.stem), path
        path = self._storage.journal_path(self._storage.generation)
        if path.exists() and path.parent == self._storage.folder:
            yield self._storage.generation, path


def subject_of(operation: Operation) -> str | None:
    """The id of the annotation or article an operation touches; None for the codebook."""
    document = operation.after or operation.before or {}
    subject = document.get("id") or document.get("article")
    return subject if isinstance(subject, str) else None
