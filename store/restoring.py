"""Bringing a backup back: as one step of a library, or in the place of one that won't open."""

from __future__ import annotations

from pathlib import Path

import msgspec

from store import migrations
from store.archive import Archive
from store.disk import (
    in_words,
    make_folder,
    make_private,
    read_file,
    sync_folder,
    write_durably,
)
from store.entries import Base, Tables, encode_base, same
from store.errors import InputError, NotSavedError
from store.journals import journals
from store.lock import FolderLock
from store.migrations import migrate_tables
from store.model import Record
from store.places import (
    articles_folder,
    history_folder,
    journal_path,
    recovered_folder,
    snapshot_path,
)
from store.snapshot import Snapshot, parse_snapshot
from store.storage import JournalStorage


class RestoreReport(Record, frozen=True, kw_only=True):
    """What a restore changed, in numbers of records; `kept_in` is where replaced files went."""

    put: int = 0
    removed: int = 0
    files: int = 0
    kept_in: str | None = None


def restore(storage: JournalStorage, archive: Archive) -> RestoreReport:
    """Make the library's documents equal to the backup's, as one step; raises NotSavedError.

    The files of its articles are written first where they are missing or altered.
    """
    tables = _documents(archive).tables
    files = _write_files(storage.folder, archive)
    put = removed = 0
    with storage.step("restore"):
        for name in {*tables, *storage.read()}:
            wanted, held = tables.get(name, {}), dict(storage.raws(name))
            for key in held:
                if key not in wanted:
                    storage.change(name, key, None)
                    removed += 1
            for key, raw in wanted.items():
                if key not in held or not same(held[key], raw):
                    storage.change(name, key, raw)
                    put += 1
    return RestoreReport(put=put, removed=removed, files=files)


def lay_out(folder: Path, archive: Archive) -> RestoreReport:
    """Put the backup in the place of a library that can't be opened, or of none.

    What was there is moved into a `recovered-<time>` folder first. Raises NotSavedError.
    """
    snapshot = _documents(archive)
    try:
        make_private(folder)
        lock = FolderLock(folder)
    except OSError as error:
        raise NotSavedError(f"Can't restore into {folder}: {in_words(error)}.") from error
    try:
        with lock.held():
            kept = _clear(folder, archive)
            files = _write_files(folder, archive)
            meta = snapshot.meta
            base = Base(
                generation=meta.generation, schema=meta.schema, seq=meta.seq, head=meta.head
            )
            write_durably(journal_path(folder, meta.generation), encode_base(base))
            write_durably(snapshot_path(folder), archive.snapshot)
    except OSError as error:
        raise NotSavedError(
            f"Can't restore into {folder}: {in_words(error)}. What was there is kept in its "
            "recovered folder; mend the disk and try again."
        ) from error
    finally:
        lock.close()
    put = sum(map(len, snapshot.tables.values()))
    return RestoreReport(put=put, files=files, kept_in=None if kept is None else str(kept))


def _documents(archive: Archive) -> Snapshot:
    snapshot = parse_snapshot(archive.snapshot)
    if snapshot is None:
        raise InputError(f"The snapshot in {archive.path} is damaged. Take another backup.")
    if snapshot.meta.schema > migrations.SCHEMA:
        raise InputError(
            f"{archive.path} was made by a later Postil (schema {snapshot.meta.schema}). Install "
            "the newer Postil to restore it."
        )
    tables: Tables = {name: dict(rows) for name, rows in snapshot.tables.items()}
    migrate_tables(tables, snapshot.meta.schema, migrations.SCHEMA)
    return msgspec.structs.replace(snapshot, tables=tables)


def _write_files(folder: Path, archive: Archive) -> int:
    """Write the archive's members that are missing or differ; returns how many there were."""
    written = 0
    try:
        for name, content in archive.members():
            path = folder / name
            if path.is_file() and not path.is_symlink() and read_file(path) == content:
                continue
            if name.startswith("history/") and path.exists():
                continue
            make_folder(path.parent)
            write_durably(path, content)
            written += 1
    except OSError as error:
        raise NotSavedError(
            f"Can't write below {folder}: {in_words(error)}. Free space or mend the folder; "
            "nothing was removed."
        ) from error
    return written


def _clear(folder: Path, archive: Archive) -> Path | None:
    """Move snapshot, journals and what history can't belong to the backup out of the way."""
    generation = archive.manifest.generation
    going = [
        path for number, path in journals(folder) if archive.manifest.whole or number >= generation
    ]
    if snapshot_path(folder).exists():
        going.append(snapshot_path(folder))
    if not going:
        return None
    kept = recovered_folder(folder)
    make_folder(kept)
    for path in going:
        path.rename(kept / path.name)
    sync_folder(kept)
    sync_folder(folder)
    if history_folder(folder).is_dir():
        sync_folder(history_folder(folder))
    make_folder(articles_folder(folder))
    return kept
