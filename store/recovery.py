"""The state of a library's files when it is opened: whatever was damaged, all that can be had.

The snapshot and the journals after it make the state. Where the snapshot is damaged or missing,
the journals from the first on make it again; where those have gaps, the newest sound backup and
the snapshot's undamaged lines help out. Nothing is written here: what must be kept before the
library goes on is handed over in `aside`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from store import migrations
from store.disk import in_words, make_folder, read_file, write_durably
from store.entries import META, Base, Line, Tables, is_nothing, perform, same
from store.errors import DamagedLibraryError, NewerLibraryError
from store.journal import Reading
from store.journals import Found, found_in, journal_in, journals, last_steps
from store.migrations import migrate_tables
from store.places import (
    articles_folder,
    backups_folder,
    journal_path,
    recovered_folder,
    snapshot_path,
)
from store.snapshot import Meta, Snapshot, parse_meta, parse_snapshot, salvage
from store.wording import counted


class State(msgspec.Struct, kw_only=True):
    """The tables, the step they stand at, and the newest generation met.

    `end` is where the journal of the base's generation was read to, `size` the snapshot's. `clean`
    is False where a new snapshot must be written before going on. `aside` holds `(name, bytes)`
    that must be kept first; `told` says in sentences what was done, `lost` counts the recorded
    steps that can't be read.
    """

    tables: Tables
    base: Base
    keys: dict[str, int] = {}
    newest: int = 0
    end: int = 0
    size: int = 0
    clean: bool = True
    lost: int = 0
    deleted: set[tuple[str, str]] = set()
    aside: list[tuple[str, bytes]] = []
    told: list[str] = []


def set_aside(folder: Path, aside: Sequence[tuple[str, bytes]]) -> Path:
    """Keep damaged bytes in a new `recovered-<time>` folder of the library; raises OSError."""
    kept = recovered_folder(folder)
    make_folder(kept)
    for number, (name, raw) in enumerate(aside):
        path = kept / name
        write_durably(path.with_name(f"{name}.{number}") if path.exists() else path, raw)
    return kept


def read_state(folder: Path) -> State:
    """What the files in *folder* hold; an empty state that is not `clean` for a new library.

    Raises DamagedLibraryError where nothing can be made of them, or one can't be read at all.
    """
    raw = _snapshot_bytes(folder)
    recorded = journals(folder)
    snapshot = None if raw is None else parse_snapshot(raw)
    if snapshot is not None:
        state = _start(snapshot.tables, snapshot.meta)
        state.size = snapshot.size
        after = _after(snapshot.meta.generation, recorded)
        _follow(state, after)
        if not after or after[0].generation != snapshot.meta.generation:
            state.clean = False
            state.told.append(
                f"{journal_path(folder, snapshot.meta.generation)} is missing; what was changed "
                "after the last snapshot may be lost."
            )
        elif state.lost or state.aside:
            lost = (
                f" {counted(state.lost, 'recorded step')} could not be read." if state.lost else ""
            )
            state.told.append(f"A journal in {folder} is damaged.{lost} All the rest is here.")
    elif raw is None and not _traces(folder, recorded):
        state = State(tables={}, base=Base(generation=0, schema=migrations.SCHEMA), clean=False)
    else:
        refuse_newer(folder, raw)
        state = _rebuilt(folder, raw, recorded)
    state.newest = max([state.newest, state.base.generation, *(number for number, _ in recorded)])
    return state


def refuse_newer(folder: Path, raw: bytes | None) -> None:
    """Raise NewerLibraryError where the snapshot *raw* says that a later Postil wrote it."""
    if raw is not None and (schema := _declared_schema(raw)) > migrations.SCHEMA:
        raise NewerLibraryError(
            f"{snapshot_path(folder)} was written by a later Postil (schema {schema}; this one "
            f"knows {migrations.SCHEMA}), and this one can't read it. Install the newer Postil; "
            "nothing was changed."
        )


def _after(generation: int, recorded: list[tuple[int, Path]]) -> list[Found]:
    """The journals from *generation* on: by name, or where names and contents differ, by content.

    Journals that a snapshot has taken in are not read for that where nothing is wrong.
    """
    after = found_in(one for one in recorded if one[0] >= generation)
    if after and not any(found.misplaced or found.reading.base is None for found in after):
        return after
    return [found for found in found_in(recorded) if found.generation >= generation]


def _start(tables: Tables, meta: Meta) -> State:
    base = Base(generation=meta.generation, schema=meta.schema, seq=meta.seq, head=meta.head)
    return State(tables=tables, base=base, keys=dict(meta.next))


def _snapshot_bytes(folder: Path) -> bytes | None:
    path = snapshot_path(folder)
    try:
        return read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedLibraryError(
            f"Can't read {path}: {in_words(error)}. Check the disk and its permissions."
        ) from error


def _declared_schema(raw: bytes) -> int:
    """The schema that a snapshot this program can't parse says it has; 0 where it says nothing."""
    try:
        meta = msgspec.json.decode(raw)[META]["1"]
        return int(meta["schema"])
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError):
        return 0


def _traces(folder: Path, recorded: list[tuple[int, Path]]) -> bool:
    """Whether there was a library here already.

    A first opening that was cut off leaves a journal with its base, or with a part of it.
    """
    return (
        any(found.reading.lines or found.reading.damaged for found in found_in(recorded))
        or any(articles_folder(folder).glob("*"))
        or any(backups_folder(folder).glob("*.zip"))
    )


def _follow(state: State, after: Sequence[Found]) -> None:
    """Carry out on *state* what the journals *after* it recorded."""
    lasts = last_steps([found.reading for found in after])
    for (generation, path, reading, misplaced), last in zip(after, lasts, strict=True):
        _begin(state, reading)
        for line in reading.lines:
            if state.base.seq < line.header.seq <= last:
                _carry_out(state, line)
        if reading.damaged or reading.base is None or misplaced:
            state.clean = False
            state.aside.append((path.name, read_file(path)))
        if generation == state.base.generation:
            state.end = reading.end
        elif reading.lines:
            state.clean = False
        state.newest = max(state.newest, generation)


def _begin(state: State, reading: Reading) -> None:
    """Bring *state* to where a journal's base says that it follows on."""
    base = reading.base
    if base is None:
        return
    if base.schema > state.base.schema:
        migrate_tables(state.tables, state.base.schema, min(base.schema, migrations.SCHEMA))
        state.base = msgspec.structs.replace(state.base, schema=base.schema)
    if base.seq > state.base.seq and reading.lines:
        _gap(state, base.seq - state.base.seq)
        state.base = msgspec.structs.replace(state.base, seq=base.seq, head=base.head)


def _carry_out(state: State, line: Line) -> None:
    header = line.header
    if header.seq != state.base.seq + 1 or header.prev != state.base.head or line.missing:
        _gap(state, max(1, header.seq - state.base.seq - 1))
    state.base = msgspec.structs.replace(state.base, seq=header.seq, head=line.seal)
    for operation in line.operations():
        perform(state.tables, operation)
        name = (operation.table, operation.key)
        key = int(operation.key) + 1
        state.keys[operation.table] = max(state.keys.get(operation.table, 1), key)
        if is_nothing(operation.after):
            state.deleted.add(name)
        else:
            state.deleted.discard(name)


def _gap(state: State, steps: int) -> None:
    state.lost += steps
    state.clean = False


def _rebuilt(folder: Path, raw: bytes | None, recorded: list[tuple[int, Path]]) -> State:
    """The state without a sound snapshot, from the journals, the backups and its own remains."""
    why = "is missing" if raw is None else "is empty" if not raw else "is damaged"
    path = snapshot_path(folder)
    found = found_in(recorded)
    if raw and (stray := journal_in(path, raw)) is not None:
        why = "is a journal"
        found = sorted([*found, stray], key=lambda journal: journal.generation)
    state = State(tables={}, base=Base(generation=0, schema=_first_schema(found)))
    _follow(state, found)
    source = counted(state.base.seq, "recorded step")
    for name, other in (*_strays(found), *_newest_backup(folder)):
        if state.lost or other.meta.seq > state.base.seq:
            state = _start(other.tables, msgspec.structs.replace(other.meta, generation=0))
            _follow(state, found)
            source = f"{name} and the steps recorded since"
    added = _add_remains(state, raw or b"")
    if not state.base.seq and not added:
        raise DamagedLibraryError(
            f"{path} {why}, and there are no recorded steps and no backup to "
            "make it again from. Put the file back from a copy, or restore a backup with "
            "`postil restore FILE`; nothing was changed."
        )
    if added:
        source += f", and {counted(added, 'undamaged record')} of the damaged file"
    lost = f" {counted(state.lost, 'recorded step')} could not be read." if state.lost else ""
    state.told.append(f"library.json {why}; it was made again from {source}.{lost}")
    if raw and path.name not in {name for name, _ in state.aside}:
        state.aside.append((path.name, raw))
    state.clean = False
    state.size = 0
    return state


def _first_schema(found: Sequence[Found]) -> int:
    base = found[0].reading.base if found else None
    return migrations.SCHEMA if base is None else base.schema


def _strays(found: Sequence[Found]) -> Iterator[tuple[str, Snapshot]]:
    """Snapshots that lie where journals belong, by the files' names."""
    for journal in found:
        if journal.reading.base is None and not journal.reading.lines:
            snapshot = parse_snapshot(read_file(journal.path))
            if snapshot is not None:
                yield journal.path.name, snapshot


def _newest_backup(folder: Path) -> Iterator[tuple[str, Snapshot]]:
    """The sound rolling backup that stands furthest, if there is one, and what to call it."""
    from store.archive import read_archive

    best: tuple[str, Snapshot] | None = None
    for path in backups_folder(folder).glob("*.zip"):
        try:
            archive = read_archive(path)
        except OSError:  # one that can't be read is no help, and no harm either
            continue
        snapshot = None if archive is None else parse_snapshot(archive.snapshot)
        if snapshot is not None and (best is None or snapshot.meta.seq > best[1].meta.seq):
            best = f"the backup {path.name}", snapshot
    if best is not None:
        yield best


def _add_remains(state: State, raw: bytes) -> int:
    """Add to *state* what only a damaged snapshot's undamaged lines hold; returns how many.

    Recorded steps are right where there are no gaps in them; where there are, or where the
    snapshot stood further, its lines tell what they lack.
    """
    try:
        meta = parse_meta(raw)
    except (msgspec.MsgspecError, ValueError):
        meta = None
    newer = meta is not None and meta.seq > state.base.seq
    if not (state.lost or newer or not state.base.seq):
        return 0
    added = 0
    for table, rows in salvage(raw).items():
        held = state.tables.setdefault(table, {})
        for key, row in rows.items():
            if newer or (key not in held and (table, key) not in state.deleted):
                added += key not in held or not same(held[key], row)
                held[key] = row
    if newer and meta is not None:
        state.base = msgspec.structs.replace(state.base, seq=meta.seq, head=meta.head)
    return added
