"""Checks of the library's files: are they whole, readable, private, and backed up?"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.archive import read_archive, read_manifest
from store.backups import backups
from store.disk import FILE_MODE, FOLDER_MODE, in_words, read_file
from store.doctor.base import Finding, Subject
from store.journal import read_journal
from store.journals import journals
from store.places import backups_folder, shared_place, snapshot_path
from store.snapshot import parse_snapshot
from store.table_names import ANNOTATIONS, ARTICLES

_OLDEST_BACKUP = timedelta(days=1)
_LEAST_SPACE = 50 << 20


def snapshot(subject: Subject) -> Iterator[Finding]:
    """The snapshot is there and its checksum holds."""
    path = snapshot_path(subject.folder)
    try:
        problem = None if parse_snapshot(read_file(path)) else "its checksum does not hold"
    except OSError as error:
        problem = in_words(error)
    if problem is not None:
        yield Finding(
            check="snapshot",
            level="fault",
            where=str(path),
            problem=f"{problem[0].upper()}{problem[1:]}; " + " ".join(subject.state.told),
            repair="make it again from the journals and backups",
        )


def journal(subject: Subject) -> Iterator[Finding]:
    """Every line of the journals is whole."""
    for _, path in journals(subject.folder):
        live = path.parent == subject.folder
        try:
            reading = read_journal(path)
            size = path.stat().st_size
        except OSError as error:
            yield Finding(check="journal", level="fault", where=str(path), problem=in_words(error))
            continue
        for start, end in reading.damaged:
            yield Finding(
                check="journal",
                level="fault",
                where=f"{path}, bytes {start} to {end}",
                problem="Damaged: these recorded changes can't be read or undone.",
                repair="keep these bytes aside and go on with the rest" if live else None,
            )
        if live and reading.torn:
            yield Finding(
                check="journal",
                level="warning",
                where=f"{path}, bytes {reading.end} to {size}",
                problem="The end is incomplete: a change was cut off before it was saved.",
                repair="keep these bytes aside and go on with the rest",
            )


def modes(subject: Subject) -> Iterator[Finding]:
    """Nothing in the folder can be read or written by others."""
    for path in (subject.folder, *sorted(subject.folder.rglob("*"))):
        try:
            mode = path.lstat().st_mode
        except OSError:
            continue
        if stat.S_ISLNK(mode):
            continue
        wanted = FOLDER_MODE if stat.S_ISDIR(mode) else FILE_MODE
        if stat.S_IMODE(mode) & 0o077:
            yield Finding(
                check="modes",
                level="fault",
                where=str(path),
                problem=f"Others of this machine may open it (mode {stat.S_IMODE(mode):o}).",
                repair=f"set its mode to {wanted:o}",
            )


def backup(subject: Subject) -> Iterator[Finding]:
    """There is a backup of the last day, and every backup reads back."""
    made = backups(subject.folder)
    for _, path in made:
        try:
            sound = read_archive(path) is not None
        except OSError:
            sound = False
        if not sound:
            yield Finding(
                check="backup",
                level="fault",
                where=str(path),
                problem="This backup is damaged and can't be restored.",
                repair="keep it aside and make a new backup",
            )
    if not subject.tables.get(ARTICLES) and not subject.tables.get(ANNOTATIONS):
        return
    newest = made[-1] if made else None
    manifest = None if newest is None else read_manifest(newest[1])
    current = manifest is not None and manifest.seq == subject.state.base.seq
    if newest is None or (not current and datetime.now(UTC) - newest[0] > _OLDEST_BACKUP):
        since = "There is none." if newest is None else f"The last one is of {newest[0]:%Y-%m-%d}."
        yield Finding(
            check="backup",
            level="warning",
            where=str(backups_folder(subject.folder)),
            problem=since,
            repair="make a backup",
        )


def space(subject: Subject) -> Iterator[Finding]:
    """There is room for the next snapshot and backup."""
    free = shutil.disk_usage(subject.folder).free
    if free < max(_LEAST_SPACE, 4 * subject.state.size):
        yield Finding(
            check="space",
            level="warning",
            where=str(subject.folder),
            problem=f"Only {free >> 20} MB are free on this disk; make room.",
        )


def leftovers(subject: Subject) -> Iterator[Finding]:
    """No half-written file of a killed process lies about."""
    for path in sorted(subject.folder.rglob(".*.tmp")):
        pid = path.name.split(".")[-2]
        if not (pid.isdigit() and Path(f"/proc/{pid}").exists() and int(pid) != os.getpid()):
            yield Finding(
                check="leftovers",
                level="warning",
                where=str(path),
                problem="A process was killed while it wrote this; nothing needs it.",
                repair="delete it",
            )


def place(subject: Subject) -> Iterator[Finding]:
    """The folder is on a disk of this machine, and nothing else synchronizes it."""
    found = shared_place(subject.folder)
    if found is not None:
        yield Finding(
            check="place",
            level="warning",
            where=str(subject.folder),
            problem=f"It is in {found}, which may bring back old files or make second copies of "
            "them. Keep the library on a local disk and copy backups there instead.",
        )
