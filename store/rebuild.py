"""A library whose snapshot is gone: every journal ever written makes it again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from store.errors import DamagedLibraryError
from store.journal import NO_HEAD, Tables, perform, read_lines, write_durably
from store.model import now


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of the recorded steps, the last step's number and seal, and a fresh generation."""

    tables: Tables
    generation: int
    seq: int
    head: str


def retired_folder(folder: Path) -> Path:
    """Where the journals lie that snapshots have taken in: the library's history."""
    return folder / "history"


def journals(folder: Path) -> list[tuple[int, Path]]:
    """Every journal of the library in *folder* with its generation, oldest first."""
    retired = retired_folder(folder).glob("*.jsonl")
    found = [(int(path.stem), path) for path in retired if path.stem.isdigit()]
    live = folder.glob("library.journal.*")
    found += [(int(path.suffix[1:]), path) for path in live if path.suffix[1:].isdigit()]
    return sorted(found)


def rebuild(folder: Path, why: str, notices: list[str]) -> Rebuilt:
    """The tables of a new library, or those that *folder*'s journals replay to.

    *why* says what is wrong with the snapshot; what was done is added to *notices*. Raises
    DamagedLibraryError when steps are missing. Nothing is written either way.
    """
    path = folder / "library.json"
    tables: Tables = {}
    seq, head, damaged = 0, NO_HEAD, 0
    recorded = journals(folder)
    generation = recorded[-1][0] if recorded else 0
    for _, journal in recorded:
        try:
            reading = read_lines(journal)
        except OSError as error:
            raise DamagedLibraryError(
                f"{path} {why}, and {journal} can't be read: {error.strerror or error}. "
                "Put the file back from a copy; nothing was changed."
            ) from error
        damaged += reading.damaged
        for _, line in reading.lines:
            if line.header.seq != seq + 1 or line.header.prev != head or not line.genuine():
                raise DamagedLibraryError(
                    f"{path} {why}, and the journals lack step {seq + 1}. "
                    "Put the file back from a copy; nothing was changed."
                )
            seq, head = line.header.seq, line.header.sealed()
            for operation in line.operations():
                perform(tables, operation)
    if not seq:
        if why != "is missing" or any(folder.glob("articles/*")):
            raise DamagedLibraryError(
                f"{path} {why}, and no steps are recorded to rebuild it from. "
                "Put the file back from a copy; nothing was changed."
            )
        return Rebuilt(tables={}, generation=generation, seq=0, head=NO_HEAD)
    lost = f" {damaged} damaged line(s) could not be read." if damaged else ""
    notices.append(f"library.json {why}; it was rebuilt from {seq} recorded steps.{lost}")
    return Rebuilt(tables=tables, generation=generation + 1, seq=seq, head=head)


def set_aside(folder: Path, name: str, raw: bytes) -> None:
    """Keep damaged bytes as *name* in a `recovered-<time>` folder of the library."""
    kept = folder / f"recovered-{now().replace(':', '').replace('.', '')}"
    kept.mkdir(mode=0o700, exist_ok=True)
    write_durably(kept / name, raw)
