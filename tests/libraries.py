"""Libraries in a state that this program does not leave them in."""

from __future__ import annotations

from pathlib import Path

import msgspec

from store.snapshot import encode_snapshot, parse_snapshot


def make_newer(folder: Path, schema: int = 99) -> None:
    """Let the library in *folder* be one that a later program wrote."""
    path = folder / "library.json"
    snapshot = parse_snapshot(path.read_bytes())
    assert snapshot is not None
    meta = msgspec.structs.replace(snapshot.meta, schema=schema)
    path.write_bytes(b"".join(encode_snapshot(snapshot.tables, meta)))
