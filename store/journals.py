"""All journals of a library, live and retired, by their names and by what is in them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from store.disk import in_words, make_folder, sync_folder
from store.errors import DamagedLibraryError
from store.journal import Reading, parse, read_journal
from store.places import generation_of, history_folder

_BASE_BYTES = 400
"""More than any base line takes."""


class Found(NamedTuple):
    """A journal that was read: its generation by its content (else by its name), the file it lies
    in, and whether that file's name says otherwise.
    """

    generation: int
    path: Path
    reading: Reading
    misplaced: bool


def journals(folder: Path) -> list[tuple[int, Path]]:
    """Every journal of the library in *folder* with its generation, oldest first."""
    found: dict[int, Path] = {}
    for paths in (history_folder(folder).glob("*.jsonl"), folder.glob("library.journal.*")):
        found |= {number: path for path in paths if (number := generation_of(path)) is not None}
    return sorted(found.items())


def found_in(recorded: Iterable[tuple[int, Path]]) -> list[Found]:
    """The journals *recorded* by name, read, in the order of their generations.

    Raises DamagedLibraryError where one can't be read at all.
    """
    found = [_found(number, path, _read(path)) for number, path in recorded]
    return sorted(found, key=lambda journal: journal.generation)


def journal_in(path: Path, raw: bytes) -> Found | None:
    """The journal that *raw* is, though it lies at *path*, where none belongs."""
    reading = parse(raw)
    if reading.base is None or not reading.lines:
        return None
    return Found(reading.base.generation, path, reading, misplaced=True)


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


def last_steps(readings: Sequence[Reading]) -> list[float]:
    """For each journal the last step that counts: a later one may follow on an earlier step."""
    lasts: list[float] = []
    last = float("inf")
    for reading in reversed(readings):
        lasts.append(last)
        if reading.base is not None and reading.lines:
            last = min(last, reading.base.seq)
    return lasts[::-1]


def _found(number: int, path: Path, reading: Reading) -> Found:
    """Every journal begins with its base; another's means that files were exchanged."""
    generation = number if reading.base is None else reading.base.generation
    return Found(generation, path, reading, misplaced=generation != number)


def _has_content(path: Path) -> bool:
    """Whether a journal holds more than its base; a first opening killed early leaves just that."""
    if path.stat().st_size > _BASE_BYTES:
        return True
    reading = read_journal(path)
    return bool(reading.lines or reading.damaged or reading.torn)


def _read(path: Path) -> Reading:
    try:
        return read_journal(path)
    except OSError as error:
        raise DamagedLibraryError(
            f"Can't read {path}: {in_words(error)}. Check the disk and its permissions."
        ) from error
