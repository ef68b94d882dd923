"""Rolling backups: written beside the library, each read back, the old ones thinned out.

The 10 latest are kept, and the last of each of the 7 latest days and 8 latest weeks that have one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.archive import (
    Archive,
    Counts,
    Manifest,
    read_archive,
    read_manifest,
    rolling_path,
    write_archive,
)
from store.disk import in_words, make_folder
from store.errors import InputError, NotSavedError
from store.places import backups_folder
from store.storage import JournalStorage

LATEST, DAYS, WEEKS = 10, 7, 8
HOUR = timedelta(hours=1)


def backups(folder: Path) -> list[tuple[datetime, Path]]:
    """The rolling backups of the library in *folder*, oldest first, by the time in their names."""
    found = []
    for path in backups_folder(folder).glob("*.zip"):
        with contextlib.suppress(ValueError):
            stamp = datetime.strptime(path.name.split("-")[0], "%Y%m%dT%H%M%S%fZ")
            found.append((stamp.replace(tzinfo=UTC), path))
    return sorted(found)


def due(folder: Path, seq: int, moment: datetime | None = None) -> bool:
    """Whether the last rolling backup is an hour old and lacks steps up to *seq*, or none is."""
    made = backups(folder)
    if not made:
        return True
    stamp, path = made[-1]
    if (moment or datetime.now(UTC)) - stamp < HOUR:
        return False
    manifest = read_manifest(path)
    return manifest is None or manifest.seq != seq


def back_up(storage: JournalStorage, reason: str, counts: Counts) -> Path:
    """Write a rolling backup of the library as it is now, and thin out the old ones.

    Only the snapshot is taken under the lock: other windows go on writing while it is packed.
    Raises NotSavedError.
    """
    snapshot = storage.snapshot()
    path = rolling_path(storage.folder, reason)
    try:
        make_folder(path.parent)
        write_archive(path, storage.folder, snapshot, reason=reason, whole=False, counts=counts)
    except OSError as error:
        raise NotSavedError(
            f"Can't write the backup {path}: {in_words(error)}. Free space or mend the folder."
        ) from error
    for old in superseded(backups(storage.folder)):
        with contextlib.suppress(OSError):  # an old backup too many is no harm
            old.unlink()
    return path


def copy_to(storage: JournalStorage, path: Path, counts: Counts) -> Manifest:
    """Write the whole library, articles and history with it, into a zip; raises NotSavedError.

    Nothing is written in the library's folder where it can't be: a copy from a read-only disk.
    """
    with storage.settled():
        snapshot = storage.snapshot() if storage.writable else storage.image()
        try:
            return write_archive(
                path, storage.folder, snapshot, reason="copy", whole=True, counts=counts
            )
        except OSError as error:
            source = str(error.filename or "")
            if source.startswith(f"{storage.folder}{os.sep}"):  # not the place it is written to
                raise NotSavedError(
                    f"Can't make a backup: {source} can't be read: {in_words(error)}. `postil "
                    "doctor --repair` may mend that."
                ) from error
            raise NotSavedError(
                f"Can't write the backup {path}: {in_words(error)}. Choose another place."
            ) from error


def superseded(made: Iterable[tuple[datetime, Path]]) -> list[Path]:
    """The backups that need not be kept any longer, of those *made*."""
    newest_first = sorted(made, reverse=True)
    kept = {path for _, path in newest_first[:LATEST]}
    for count, period in ((DAYS, "%Y-%j"), (WEEKS, "%G-%V")):
        last_of: dict[str, Path] = {}
        for stamp, path in newest_first:
            last_of.setdefault(stamp.strftime(period), path)
        kept.update(list(last_of.values())[:count])
    return [path for _, path in newest_first if path not in kept]


def opened(path: Path) -> Archive:
    """The backup at *path*, every member checked; raises InputError."""
    try:
        archive = read_archive(path)
    except OSError as error:
        raise InputError(f"Can't read {path}: {in_words(error)}.") from error
    if archive is None:
        raise InputError(
            f"{path} is no Postil backup, or it is damaged. `postil doctor` lists the sound ones."
        )
    return archive
