"""Checks of the history: is the chain unbroken, and are the records what its last steps left?

Whoever alters `library.json` and its checksum leaves the recorded changes as they were: carried
out again, they lead elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Raw

from store import migrations
from store.doctor.base import Finding, Subject
from store.entries import NO_HEAD, NOTHING, Line, same
from store.journal import Reading, read_journal
from store.journals import journals, last_steps
from store.migrations import migrate
from store.table_names import FORGOTTEN

Place = tuple[str, str]
"""A table and a doc_id."""


def history(subject: Subject) -> Iterator[Finding]:
    """The chain of recorded changes is unbroken and every content is the one it was made with."""
    seq, head = 0, NO_HEAD
    for path, line in _steps(subject.folder):
        header = line.header
        where = f"{path.name}, step {header.seq}"
        if header.seq != seq + 1 or header.prev != head:
            yield Finding(
                check="history",
                level="fault",
                where=where,
                problem=f"It does not follow on step {seq}: steps are missing or altered.",
            )
        if not line.genuine():
            yield Finding(
                check="history",
                level="fault",
                where=where,
                problem=f"Altered after {header.who} made it ({header.action}, "
                f"{header.time}): its content is not the one its digest names.",
            )
        seq, head = header.seq, line.seal
    if (seq, head) != (subject.state.base.seq, subject.state.base.head):
        yield Finding(
            check="history",
            level="fault",
            where=str(subject.folder),
            problem=f"The recorded changes end at step {seq}, the library stands at "
            f"{subject.state.base.seq}: some are missing or altered.",
        )


def recorded(subject: Subject) -> Iterator[Finding]:
    """Every record is as the last change of it left it."""
    chain = Recorded(subject.folder)
    for step, (table, key) in chain.strangers:
        yield Finding(
            check="recorded",
            level="fault",
            where=step,
            problem=f"When it was made, {table} {key} was not as the step before had left it: "
            "something other than Postil had altered it.",
        )
    if (chain.seq, chain.head) != (subject.state.base.seq, subject.state.base.head):
        return  # the check of the history tells it
    for place in chain.altered(subject.tables):
        yield Finding(
            check="recorded",
            level="fault",
            where=" ".join(place),
            problem="It is not what the last recorded change of it left: something other than "
            "Postil altered it.",
            repair="put back what was recorded, and keep the other aside",
        )


class Recorded:
    """What the recorded changes in *folder* lead to, as far as they can be read.

    `rows` are the documents by place after the last gap in the chain (a step that was altered is
    one), `whole` whether there is none; `strangers` are steps that found a document other than it
    had been left.
    """

    def __init__(self, folder: Path) -> None:
        """Carry out every step, oldest first."""
        self.seq, self.head = 0, NO_HEAD
        self.rows: dict[Place, Raw] = {}
        self.whole = True
        self.strangers: list[tuple[str, Place]] = []
        self._purged = False
        for path, line in _steps(folder):
            header = line.header
            genuine = line.genuine()
            if header.seq != self.seq + 1 or header.prev != self.head or not genuine:
                self.rows, self.whole = {}, False
            if genuine:
                self._carry_out(f"{path.name}, step {header.seq}", line)
            self.seq, self.head = header.seq, line.seal

    def altered(self, tables: dict[str, dict[str, Raw]]) -> list[Place]:
        """The places where *tables* hold something else."""
        held = {(table, key): row for table, rows in tables.items() for key, row in rows.items()}
        known = held.keys() | self.rows.keys() if self.whole else self.rows.keys()
        return sorted(
            place
            for place in known
            if not same(self.rows.get(place, NOTHING), held.get(place, NOTHING))
        )

    def _carry_out(self, step: str, line: Line) -> None:
        self._purged = self._purged or not all(kept.salt for kept in line.kept)
        for operation in line.operations():
            place = (operation.table, operation.key)
            before, after = (
                migrate(operation.table, raw, line.schema, migrations.SCHEMA)
                for raw in (operation.before, operation.after)
            )
            left = self.rows.get(place, NOTHING if self.whole else before)
            # A repair may have put back what was recorded; and of the one document of what was
            # forgotten a purge takes some changes out, and leaves others.
            explained = self._purged and operation.table == FORGOTTEN
            if not (explained or same(left, before) or same(left, after)):
                self.strangers.append((step, place))
            self.rows[place] = after


def _steps(folder: Path) -> Iterator[tuple[Path, Line]]:
    """The recorded steps that count, oldest first, each with its file."""
    readings: list[tuple[Path, Reading]] = []
    for _, path in journals(folder):
        try:
            readings.append((path, read_journal(path)))
        except OSError:
            continue  # the check of the journals tells it
    seq, head = 0, NO_HEAD
    lasts = last_steps([reading for _, reading in readings])
    for (path, reading), last in zip(readings, lasts, strict=True):
        for line in reading.lines:
            if line.header.seq > last:
                break  # taken back after a failed write, and never acknowledged
            if line.header.seq <= seq and line.header.prev != head:
                continue
            seq, head = line.header.seq, line.seal
            yield path, line
