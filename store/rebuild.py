"""A library whose snapshot is gone: every journal ever written makes it again."""

from __future__ import annotations

from pathlib import Path

from store.errors import DamagedLibraryError
from store.journal import META, NO_HEAD, Tables, perform, read_lines, write_durably
from store.migrations import SCHEMA
from store.model import now


def rebuild(folder: Path, why: str, notices: list[str]) -> Tables:
    """The tables of a new library, or those that *folder*'s journals replay to.

    *why* says what is wrong with the snapshot; what was done is added to *notices*. Raises
    DamagedLibraryError when steps are missing: nothing is written then.
    """
    journals = [*sorted((folder / "history").glob("*.jsonl")), *_live_journals(folder)]
    if why == "is missing" and not any(path.stat().st_size for path in journals):
        if any(folder.glob("articles/*")):
            raise DamagedLibraryError(
                f"{folder / 'library.json'} {why} though the folder holds articles. "
                "Put the file back from a copy; nothing was changed."
            )
        return {}
    tables: Tables = {}
    seq, head = 0, NO_HEAD
    for path in journals:
        for _, line in read_lines(path).lines:
            if line.header.seq != seq + 1 or line.header.prev != head:
                raise DamagedLibraryError(
                    f"{folder / 'library.json'} {why}, and the journals lack step {seq + 1}. "
                    "Put the file back from a copy; nothing was changed."
                )
            seq, head = line.header.seq, line.header.sealed()
            for operation in line.operations():
                perform(tables, operation)
    notices.append(f"library.json {why}; it was rebuilt from {seq} recorded steps.")
    generation = 1 + max((_generation(path) for path in journals), default=0)
    meta = {"schema": SCHEMA, "generation": generation, "seq": seq, "head": head}
    return tables | {META: {"1": meta}}


def set_aside(folder: Path, name: str, raw: bytes) -> None:
    """Keep damaged bytes as *name* in a `recovered-<time>` folder of the library."""
    kept = folder / f"recovered-{now().replace(':', '').replace('.', '')}"
    kept.mkdir(mode=0o700, exist_ok=True)
    write_durably(kept / name, raw)


def _live_journals(folder: Path) -> list[Path]:
    found = [path for path in folder.glob("library.journal.*") if path.suffix[1:].isdigit()]
    return sorted(found, key=_generation)


def _generation(path: Path) -> int:
    digits = path.stem if path.suffix == ".jsonl" else path.suffix[1:]
    return int(digits) if digits.isdigit() else 0
