"""The store with one safeguard taken out, to show that a proof would notice.

These reach below the store's public face where a safeguard lives there; nothing else here does.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from store.entries import Base
from store.journal import Journal
from store.lock import FolderLock
from store.snapshot import Meta

Which = Callable[[str, bool], bool]

UNSYNCED: dict[str, Which] = {
    "no journal fsync": lambda name, folder: name.startswith("library.journal."),
    "no folder fsync": lambda _, folder: folder,
    "no snapshot fsync": lambda name, folder: not folder and "journal" not in name,
}
"""What each mutant leaves without fsync, by a descriptor's file name and whether it's a folder."""

NAMES = (*UNSYNCED, "no lock", "acknowledge first", "no generation")


@contextlib.contextmanager
def applied(name: str) -> Iterator[None]:
    """The store as the mutant *name* while the block runs; as it is for an empty name.

    `acknowledge first` changes nothing here: the workload acknowledges before it saves.
    """
    with contextlib.ExitStack() as stack:
        if name in UNSYNCED:
            stack.enter_context(_without_fsync(UNSYNCED[name]))
        elif name == "no lock":
            stack.enter_context(mock.patch.object(FolderLock, "acquire", lambda _: None))
            stack.enter_context(mock.patch.object(FolderLock, "release", lambda _: None))
        elif name == "no generation":
            stack.enter_context(_one_journal())
        yield


@contextlib.contextmanager
def _without_fsync(which: Which) -> Iterator[None]:
    """fsync does nothing for the descriptors that *which* picks."""
    names: dict[int, str] = {}
    opening, real = os.open, {name: getattr(os, name) for name in ("fsync", "fdatasync")}

    def noted(path: Any, *rest: Any, **named: Any) -> int:
        descriptor = opening(path, *rest, **named)
        names[descriptor] = os.path.basename(os.fsdecode(path))  # noqa: PTH119
        return descriptor

    def filtered(name: str) -> Callable[[int], None]:
        def sync(descriptor: int) -> None:
            folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
            if not which(names.get(descriptor, ""), folder):
                real[name](descriptor)

        return sync

    with (
        mock.patch.object(os, "open", noted),
        mock.patch.object(os, "fsync", filtered("fsync")),
        mock.patch.object(os, "fdatasync", filtered("fdatasync")),
    ):
        yield


@contextlib.contextmanager
def _one_journal() -> Iterator[None]:
    """The next journal takes the place of the last: there is one name for all."""

    def one(folder: Path, _: int = 1) -> Path:
        return folder / "library.journal.1"

    def anew(folder: Path, meta: Meta) -> tuple[Journal, int]:
        one(folder).unlink(missing_ok=True)
        base = Base(generation=1, schema=meta.schema, seq=meta.seq, head=meta.head)
        return Journal(one(folder), base=base), 1

    with (
        mock.patch("store.generations._new_journal", anew),
        mock.patch("store.followed.journal_path", one),
    ):
        yield
