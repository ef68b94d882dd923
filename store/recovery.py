"""The state of a library's files when it is opened: whatever was damaged, all that can be had.

The snapshot and the journals after it make the state. Where the snapshot is damaged or missing,
the journals from the first on make it again; where those have gaps, the newest sound backup and
the snapshot's undamaged lines help out. Nothing is written here: what must be kept before the
library goes on is handed over in `aside`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from store import migrations
from store.disk import in_words, make_folder, sync_folder, write_durably
from store.entries import META, Base, Line, Tables, is_nothing, perform, same
from store.errors import DamagedLibraryError, NewerLibraryError
from store.journal import Reading, read_journal
from store.migrations import migrate_tables
from store.model import now
from store.places import articles_folder, backups_folder, history_folder, journal_path
from store.snapshot import Meta, Snapshot, parse_meta, parse_snapshot, salvage, snapshot_path

_BASE_BYTES = 400
"""More than any base line takes."""


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


def journals(folder: Path) -> list[tuple[int, Path]]:
    """Every journal of the library in *folder* with its generation, oldest first."""
    retired = history_folder(folder).glob("*.jsonl")
    found = {int(path.stem): path for path in retired if path.stem.isdigit()}
    live = folder.glob("library.journal.*")
    found |= {int(path.suffix[1:]): path for path in live if path.suffix[1:].isdigit()}
    return sorted(found.items())


def retire_journals(folder: Path, generation: int) -> None:
    """Move the journals before *generation* into the history; drop those without steps.

    A journal that can't be moved stays where it is, is still read as history, and is tried again
    after the next snapshot.
    """
    retired = history_folder(folder)
    with contextlib.suppress(OSError):
        make_folder(retired)
        for number, path in journals(folder):
            if number >= generation or path.parent == retired:
                continue
            if _has_content(path):
                path.rename(retired / f"{number:08}.jsonl")
            else:
                path.unlink()
        sync_folder(retired)
        sync_folder(folder)


def set_aside(folder: Path, aside: Sequence[tuple[str, bytes]]) -> Path:
    """Keep damaged bytes in a new `recovered-<time>` folder of the library; raises OSError."""
    kept = folder / f"recovered-{now().replace(':', '').replace('.', '')}"
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
        after = [one for one in recorded if one[0] >= snapshot.meta.generation]
        _follow(state, after)
        if not after or after[0][0] != snapshot.meta.generation:
            state.clean = False
            state.told.append(
                f"{journal_path(folder, snapshot.meta.generation)} is missing; what was changed "
                "after the last snapshot may be lost."
            )
        elif state.lost or state.aside:
            lost = f" {state.lost} recorded steps could not be read." if state.lost else ""
            state.told.append(f"A journal in {folder} is damaged.{lost} All the rest is here.")
    elif raw is not None and (schema := _declared_schema(raw)) > migrations.SCHEMA:
        raise NewerLibraryError(
            f"{snapshot_path(folder)} was written by a later Postil (schema {schema}; this one "
            f"knows {migrations.SCHEMA}), and this one can't read it. Install the newer Postil; "
            "nothing was changed."
        )
    elif raw is None and not _traces(folder, recorded):
        state = State(tables={}, base=Base(generation=0, schema=migrations.SCHEMA), clean=False)
    else:
        state = _rebuilt(folder, raw, recorded)
    state.newest = max([state.base.generation, *(generation for generation, _ in recorded)])
    return state


def _start(tables: Tables, meta: Meta) -> State:
    base = Base(generation=meta.generation, schema=meta.schema, seq=meta.seq, head=meta.head)
    return State(tables=tables, base=base, keys=dict(meta.next))


def _snapshot_bytes(folder: Path) -> bytes | None:
    path = snapshot_path(folder)
    try:
        return path.read_bytes()
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
    readings = [_read(path) for _, path in recorded]
    return (
        any(reading.lines or reading.damaged for reading in readings)
        or any(articles_folder(folder).glob("*"))
        or any(backups_folder(folder).glob("*.zip"))
    )


def _has_content(path: Path) -> bool:
    """Whether a journal holds more than its base; a first opening killed early leaves just that."""
    if path.stat().st_size > _BASE_BYTES:
        return True
    reading = read_journal(path)
    return bool(reading.lines or reading.damaged or reading.torn)


def _follow(state: State, recorded: list[tuple[int, Path]]) -> None:
    """Carry out on *state* what the journals *recorded* after it."""
    readings = [(generation, path, _read(path)) for generation, path in recorded]
    voided = _voids(readings)
    for (generation, path, reading), last in zip(readings, voided, strict=True):
        _begin(state, reading)
        for line in reading.lines:
            if state.base.seq < line.header.seq <= last:
                _carry_out(state, line)
        # Every journal begins with its base; another's means that files were exchanged.
        if reading.damaged or reading.base is None or reading.base.generation != generation:
            state.clean = False
            state.aside.append((path.name, path.read_bytes()))
        if generation == state.base.generation:
            state.end = reading.end
        elif reading.lines:
            state.clean = False


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


def _voids(readings: list[tuple[int, Path, Reading]]) -> list[float]:
    """For each journal the last step that counts: a later one may follow on an earlier step."""
    lasts: list[float] = []
    last = float("inf")
    for _, _, reading in reversed(readings):
        lasts.append(last)
        if reading.base is not None and reading.lines:
            last = min(last, reading.base.seq)
    return lasts[::-1]


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


def _read(path: Path) -> Reading:
    try:
        return read_journal(path)
    except OSError as error:
        raise DamagedLibraryError(
            f"Can't read {path}: {in_words(error)}. Check the disk and its permissions."
        ) from error


def _rebuilt(folder: Path, raw: bytes | None, recorded: list[tuple[int, Path]]) -> State:
    """The state without a sound snapshot, from the journals, the backups and its own remains."""
    why = "is missing" if raw is None else "is empty" if not raw else "is damaged"
    state = State(tables={}, base=Base(generation=0, schema=_first_schema(recorded)))
    _follow(state, recorded)
    source = f"{state.base.seq} recorded steps"
    backup = _newest_backup(folder)
    if backup is not None and (state.lost or backup[1].meta.seq > state.base.seq):
        state = _start(backup[1].tables, msgspec.structs.replace(backup[1].meta, generation=0))
        _follow(state, recorded)
        source = f"the backup {backup[0].name} and the steps recorded since"
    added = _add_remains(state, raw or b"")
    if not state.base.seq and not added:
        raise DamagedLibraryError(
            f"{snapshot_path(folder)} {why}, and there are no recorded steps and no backup to "
            "make it again from. Put the file back from a copy, or restore a backup with "
            "`postil restore FILE`; nothing was changed."
        )
    if added:
        source += f", and {added} undamaged records of the damaged file"
    lost = f" {state.lost} recorded steps could not be read." if state.lost else ""
    state.told.append(f"library.json {why}; it was made again from {source}.{lost}")
    if raw:
        state.aside.append((snapshot_path(folder).name, raw))
    state.clean = False
    state.size = 0
    return state


def _first_schema(recorded: list[tuple[int, Path]]) -> int:
    bases = (_read(path).base for _, path in recorded[:1])
    return next((base.schema for base in bases if base is not None), migrations.SCHEMA)


def _newest_backup(folder: Path) -> tuple[Path, Snapshot] | None:
    from store.archive import read_archive

    best: tuple[Path, Snapshot] | None = None
    for path in backups_folder(folder).glob("*.zip"):
        try:
            archive = read_archive(path)
        except OSError:  # one that can't be read is no help, and no harm either
            continue
        snapshot = None if archive is None else parse_snapshot(archive.snapshot)
        if snapshot is not None and (best is None or snapshot.meta.seq > best[1].meta.seq):
            best = path, snapshot
    return best


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
