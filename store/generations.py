"""A new generation: a snapshot and the journal that follows on it, in an order that a crash at
any point leaves the old pair or the new one, and either leads to the same documents.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from store import migrations
from store.disk import make_folder, sync_folder
from store.entries import Base, Tables
from store.journal import Journal
from store.journals import retire_journals
from store.migrations import migrate_tables
from store.places import journal_path
from store.recovery import State
from store.snapshot import Meta, Stamp, encode_snapshot, stamp_of, write_snapshot
from store.table_names import ANNOTATIONS, ARTICLES


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """A generation that was begun: its journal, open, and its snapshot's stamp and size."""

    journal: Journal
    number: int
    stamp: Stamp | None
    size: int


def begin_generation(folder: Path, tables: Tables, meta: Meta, known: Stamp | None) -> Generation:
    """Write *tables* as a new snapshot, numbered after *meta*'s generation, and make its journal.

    *known* is the stamp of the snapshot it replaces. The old journal is retired unless it is not
    sure that the new snapshot is there for good. Raises OSError with the old generation in force.
    """
    journal, number = _new_journal(folder, meta)
    size = 0
    try:
        sync_folder(folder)
        meta = msgspec.structs.replace(meta, generation=number)
        size = write_snapshot(folder, tables, meta)
        durable = True
    except BaseException:
        if stamp_of(folder) == known:
            journal.close()
            with contextlib.suppress(OSError):
                journal.path.unlink()
            raise
        durable = False  # replaced, but perhaps not for good: either journal leads on from it
    if durable:
        retire_journals(folder, number)
    return Generation(journal=journal, number=number, stamp=stamp_of(folder), size=size)


def migrate_state(folder: Path, state: State) -> None:
    """Bring an older library's documents up to this program's schema, after a backup of them.

    Raises OSError with nothing changed.
    """
    from store.archive import Counts, rolling_path, write_archive

    old = state.base.schema
    path = rolling_path(folder, f"schema-{old}")
    make_folder(path.parent)
    base = state.base
    meta = Meta(
        schema=old, generation=base.generation, seq=base.seq, head=base.head, next=state.keys
    )
    counts = Counts(
        articles=len(state.tables.get(ARTICLES, ())),
        annotations=len(state.tables.get(ANNOTATIONS, ())),
    )
    snapshot = b"".join(encode_snapshot(state.tables, meta))
    write_archive(path, folder, snapshot, reason="migration", whole=False, counts=counts)
    migrate_tables(state.tables, old, migrations.SCHEMA)
    state.base = msgspec.structs.replace(base, schema=migrations.SCHEMA)
    state.clean = False
    state.told.append(
        f"The library was brought from schema {old} to {migrations.SCHEMA}. `postil restore "
        f"{path}` with the older Postil takes that back."
    )


def _new_journal(folder: Path, meta: Meta) -> tuple[Journal, int]:
    number = meta.generation + 1
    while True:
        base = Base(generation=number, schema=meta.schema, seq=meta.seq, head=meta.head)
        try:
            return Journal(journal_path(folder, number), base=base), number
        except FileExistsError:  # left by a process that was killed at its checkpoint
            number += 1
