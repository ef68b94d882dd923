"""What the sources of `postil add` stand for: files, folders, standard input, addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from store.wording import counted
from tui.cli.options import stdin
from tui.cli.output import tell

if TYPE_CHECKING:
    from store.importers.pool import Job

_MOST_NAMED = 20
"""Files of a folder that are named when they are not read."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def jobs_of(
    sources: Iterable[str], *, name: str | None, importer: str | None, fetching: bool
) -> tuple[list[Job], int]:
    """The jobs that *sources* stand for, in order, and how many files of folders are not read.

    A source that stands for nothing is refused; what is not read of a folder is told.
    """
    from store.errors import InputError
    from store.importers.pool import Job

    jobs: list[Job] = []
    unread = 0
    for source in sources:
        try:
            if _is_folder(source):
                files, left = _files(source, Path(source))
                jobs += [Job(str(file), path=file, importer=importer) for file in files]
                unread += left
            else:
                jobs.append(_job(source, name, importer, fetching))
        except InputError as error:
            jobs.append(Job(source, refused=error.message))
    return jobs, unread


def _is_folder(source: str) -> bool:
    if not source or _ADDRESS.match(source):  # '' would be the folder one is in
        return False
    return os.path.isdir(source)  # noqa: PTH112 (Path.is_dir raises for some)


def _job(source: str, name: str | None, importer: str | None, fetching: bool) -> Job:
    from store.errors import InputError
    from store.importers.base import Origin
    from store.importers.limits import MOST_ALL
    from store.importers.pool import Job
    from store.importers.registry import base_name

    if not source:
        raise InputError("'' is no name of a file or folder; a variable may be empty.")
    if source == "-":
        raw = stdin().read(MOST_ALL + 1)
        origin = Origin(base_name(name or "standard input"))
        return Job(source, raw=raw, origin=origin, importer=importer)
    if _ADDRESS.match(source):
        return _fetched(source, importer, fetching)
    return Job(source, path=Path(source), importer=importer)


def _fetched(url: str, importer: str | None, fetching: bool) -> Job:
    from store.errors import InputError
    from store.importers.fetching import fetch
    from store.importers.pool import Job

    if not fetching:
        raise InputError(
            f"'{url}' is an address and can't be fetched without being asked: add --fetch, or save "
            "the page and add the file."
        )
    found = fetch(url, tell)
    return Job(url, raw=found.raw, origin=found.origin, importer=importer)


def _files(source: str, folder: Path) -> tuple[list[Path], int]:
    """The files of a folder that can be read, and how many others there are, which are told."""
    from store.errors import InputError
    from store.importers.files import OTHER_KIND, files_under
    from store.importers.registry import SUFFIXES, is_readable

    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(f"'{source}' may not be read. Check its permissions.")
    files, others = files_under(folder, is_readable)
    if not files:
        raise InputError(f"'{source}' holds no file that can be read ({' '.join(SUFFIXES)}).")
    if others:
        told = sorted(others, key=lambda path: others[path] == OTHER_KIND)  # oddities first
        names = [f"{path.relative_to(folder)} ({others[path]})" for path in told[:_MOST_NAMED]]
        more = f" and {len(told) - len(names)} more" if len(told) > len(names) else ""
        tell(f"'{source}': {_unread(len(told))}: {', '.join(names)}{more}.")
    return files, len(others)


def _unread(number: int) -> str:
    return f"{counted(number, 'file')} {'was' if number == 1 else 'were'} not read"
