"""Libraries in a state that this program does not leave them in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Raw

from store.entries import Tables
from store.snapshot import encode_snapshot, parse_snapshot


def make_newer(folder: Path, schema: int = 99) -> None:
    """Let the library in *folder* be one that a later program wrote."""
    path = folder / "library.json"
    snapshot = parse_snapshot(path.read_bytes())
    assert snapshot is not None
    meta = msgspec.structs.replace(snapshot.meta, schema=schema)
    path.write_bytes(b"".join(encode_snapshot(snapshot.tables, meta)))


def alter(folder: Path, table: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Let *change* alter every document of a *table* of the closed library in *folder* by hand,
    with a checksum that holds.
    """
    path = folder / "library.json"
    snapshot = parse_snapshot(path.read_bytes())
    assert snapshot is not None
    tables: Tables = {name: dict(rows) for name, rows in snapshot.tables.items()}
    for key, row in tables[table].items():
        document = msgspec.json.decode(row)
        change(document)
        tables[table][key] = Raw(msgspec.json.encode(document))
    path.write_bytes(b"".join(encode_snapshot(tables, snapshot.meta)))
