"""Values put into a library's storage, in one window or more, and what its files hold of them."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, NoReturn

from store.storage import JournalStorage


def put(storage: JournalStorage, value: object) -> None:
    """Put *value*, as one step."""
    with storage.step("put"):
        storage.change("t", str(storage.next_key("t")), {"value": value})


def values(storage: JournalStorage) -> list[object]:
    """What was put, in its order."""
    return [document["value"] for document in storage.rows("t").values()]


def on_disk(folder: Path) -> tuple[list[object], list[str]]:
    """The values that the files hold, as after a kill, and what is said when they are opened."""
    storage = JournalStorage(folder)
    found = values(storage)
    storage.abandon()
    return found, storage.notices


def full(*_: Any) -> NoReturn:
    """Whatever is asked of it, the disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
