"""The snapshot: every table in one file that stock TinyDB reads, with what leads to its journal."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import msgspec

from store.errors import DamagedLibraryError
from store.journal import META, NO_HEAD, Tables, sync_folder, write_durably
from store.migrations import SCHEMA, check_schema
from store.rebuild import rebuild, retired_folder, set_aside

Stamp = tuple[int, int, int]


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """The snapshot's own record: its journal's generation, the last step it holds and that step's
    seal, and for each table the doc_id to give next.
    """

    schema: int = SCHEMA
    generation: int
    seq: int = 0
    head: str = NO_HEAD
    next: dict[str, int] = {}


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot file holds. `stamp` is None where there is no file yet or no more."""

    tables: Tables
    meta: Meta
    size: int
    stamp: Stamp | None


def snapshot_path(folder: Path) -> Path:
    """The snapshot of the library in *folder*."""
    return folder / "library.json"


def stamp_of(folder: Path) -> Stamp | None:
    """What tells one snapshot file from the next; None where there is none."""
    try:
        stat = snapshot_path(folder).stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def read_snapshot(folder: Path, notices: list[str]) -> Snapshot:
    """Read it, or rebuild what it held and say so in *notices*.

    Raises DamagedLibraryError or NewerLibraryError, with nothing changed.
    """
    path = snapshot_path(folder)
    stamp = stamp_of(folder)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _rebuilt(folder, "is missing", notices)
    except OSError as error:
        raise DamagedLibraryError(
            f"Can't read {path}: {error.strerror or error}. Check the disk and permissions."
        ) from error
    try:
        tables = msgspec.json.decode(raw, type=Tables)
        row = tables.pop(META)["1"]
        if isinstance(schema := row.get("schema"), int):
            check_schema(schema, str(path))
        meta = msgspec.convert(row, Meta)
        sound = all(key.isascii() and key.isdigit() for rows in tables.values() for key in rows)
    except (msgspec.MsgspecError, ValueError, KeyError, RecursionError):
        sound = False
    if not sound:
        snapshot = _rebuilt(folder, "is damaged", notices)
        set_aside(folder, path.name, raw)
        return snapshot
    return Snapshot(tables=tables, meta=meta, size=len(raw), stamp=stamp)


def encode_snapshot(tables: Tables, meta: Meta) -> bytes:
    """The bytes of a snapshot file."""
    record: dict[str, Any] = msgspec.to_builtins(meta)
    return msgspec.json.encode(tables | {META: {"1": record}})


def write_snapshot(folder: Path, raw: bytes) -> Stamp | None:
    """Replace the snapshot file durably, and return its stamp; raises OSError."""
    write_durably(snapshot_path(folder), raw)
    return stamp_of(folder)


def retire_journals(folder: Path, generation: int) -> None:
    """Move the journals before *generation* into the history; drop empty ones.

    A journal that can't be moved stays where it is, is still read as history, and is tried again
    after the next snapshot.
    """
    retired = retired_folder(folder)
    with contextlib.suppress(OSError):
        retired.mkdir(mode=0o700, exist_ok=True)
        for path in folder.glob("library.journal.*"):
            number = path.suffix[1:]
            if not number.isdigit() or int(number) >= generation:
                continue
            if path.stat().st_size:
                path.rename(retired / f"{int(number):08}.jsonl")
            else:
                path.unlink()
        sync_folder(retired)
        sync_folder(folder)


def _rebuilt(folder: Path, why: str, notices: list[str]) -> Snapshot:
    made = rebuild(folder, why, notices)
    meta = Meta(generation=made.generation, seq=made.seq, head=made.head)
    return Snapshot(tables=made.tables, meta=meta, size=0, stamp=None)
