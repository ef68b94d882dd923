"""What the sources of `postil add` stand for: files, folders, standard input, addresses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.options import stdin
from tui.cli.output import tell

if TYPE_CHECKING:
    from store.importers.pool import Job

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def jobs_of(
    sources: Iterable[str], *, name: str | None, importer: str | None, fetching: bool
) -> list[Job]:
    """The jobs that *sources* stand for, in order; a source that stands for nothing is refused."""
    from store.errors import InputError
    from store.importers.pool import Job

    jobs: list[Job] = []
    for source in sources:
        try:
            jobs += _jobs(source, name, importer, fetching)
        except InputError as error:
            jobs.append(Job(source, refused=error.message))
    return jobs


def _jobs(source: str, name: str | None, importer: str | None, fetching: bool) -> list[Job]:
    from store.errors import InputError
    from store.importers.base import Origin
    from store.importers.limits import MOST_ALL
    from store.importers.pool import Job
    from store.importers.registry import base_name

    if not source:  # as a path it would be the folder one is in, with all below it
        raise InputError("'' is no name of a file or folder; a variable may be empty.")
    if source == "-":
        raw = stdin().read(MOST_ALL + 1)
        origin = Origin(base_name(name or "standard input"))
        return [Job(source, raw=raw, origin=origin, importer=importer)]
    if _ADDRESS.match(source):
        return [_fetched(source, importer, fetching)]
    path = Path(source)
    if os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises for some)
        return [Job(str(file), path=file, importer=importer) for file in _files(source, path)]
    return [Job(source, path=path, importer=importer)]


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


def _files(source: str, folder: Path) -> list[Path]:
    from store.errors import InputError
    from store.importers.files import files_under
    from store.importers.registry import SUFFIXES, is_readable

    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(f"'{source}' may not be read. Check its permissions.")
    files, others = files_under(folder, is_readable)
    if not files:
        raise InputError(f"'{source}' holds no file that can be read ({' '.join(SUFFIXES)}).")
    if others:
        tell(f"'{source}': {others} files of other kinds, or leading elsewhere, were not read.")
    return files
