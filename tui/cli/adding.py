"""`postil add`: files, folders and standard input become articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option, stdin
from tui.cli.output import emit, flush, say, tell
from tui.cli.running import outcome
from tui.cli.session import Session
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Imported

_LONGEST_TITLE = 200
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


@click.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--name", metavar="NAME", help="What to call standard input, ending and all.")
@click.option(
    "--format", "importer", metavar="FORMAT", help="Read as text, markdown or html, not by ending."
)
@json_option
@click.pass_obj
def add_command(
    session: Session,
    sources: tuple[str, ...],
    name: str | None,
    importer: str | None,
    as_json: bool,
) -> int:
    """Add each SOURCE: a file, a folder with everything below it, or - for standard input."""
    if name is not None and "-" not in sources:
        raise click.UsageError("--name goes with the source -, standard input.")
    if importer is not None:
        from store.importers.registry import find_importer

        find_importer(importer)
    counts = {"failed": 0, "done": 0}
    with session.open() as library:
        for given in sources:
            for source in _expanded(given):
                for row in _added(library, source, name, importer):
                    counts["failed" if row["status"] == "failed" else "done"] += 1
                    _print(row, as_json)
    return outcome(counts["failed"], counts["done"])


def _expanded(given: str) -> Iterator[str | tuple[str, str]]:
    """The sources that *given* stands for; `(source, message)` for a folder without any."""
    from store.importers.registry import SUFFIXES, files_in

    path = Path(given)
    if given == "-" or not os.path.isdir(path):  # noqa: PTH112 (Path.is_dir raises for some)
        yield given
        return
    if not os.access(path, os.R_OK | os.X_OK):
        yield given, f"'{given}' may not be read. Check its permissions."
        return
    files = files_in(path)
    yield from map(str, files)
    if not files:
        yield given, f"'{given}' holds no file that can be read ({' '.join(SUFFIXES)})."


def _added(
    library: Library, source: str | tuple[str, str], name: str | None, importer: str | None
) -> Iterator[dict[str, Any]]:
    """Add one source; a row for each article in it, or one that says why there is none."""
    from store.errors import PostilError

    if isinstance(source, tuple):
        yield _failed(*source)
        return
    try:
        for imported in _read(source, name, importer):
            added = library.add(imported)
            yield {
                "source": source,
                "status": added.status,
                "id": added.article.id,
                "title": added.article.title,
                "similar_to": list(added.article.similar_to),
                "error": None,
            }
    except PostilError as error:
        yield _failed(source, error.message)
    except OSError as error:
        yield _failed(source, f"'{source}': {error.strerror or error}.")
    except (ValueError, ArithmeticError, LookupError, TypeError, RecursionError) as error:
        # Files come from anywhere: one that trips its importer must not stop the others.
        yield _failed(source, f"'{source}' trips its importer ({type(error).__name__}: {error}).")


def _read(source: str, name: str | None, importer: str | None) -> tuple[Imported, ...]:
    from store.errors import InputError
    from store.importers.base import MAX_BYTES
    from store.importers.registry import import_bytes, read_file

    if source == "-":
        raw = stdin().read(MAX_BYTES + 1)
        return import_bytes(raw, name=name or "standard input", importer=importer)
    if _ADDRESS.match(source):
        raise InputError(
            f"'{source}' is an address, and pages can't be fetched yet. "
            "Save the page and add the file."
        )
    path = Path(source)
    if importer is None or not path.is_file():
        return read_file(path)
    with path.open("rb") as file:
        return import_bytes(file.read(MAX_BYTES + 1), name=path.name, importer=importer)


def _failed(source: str, message: str) -> dict[str, Any]:
    return {
        "source": source,
        "status": "failed",
        "id": None,
        "title": None,
        "similar_to": [],
        "error": message,
    }


def _print(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit(row)
    elif row["status"] == "failed":
        tell(row["error"])
    else:
        say(f"{row['status']:<9}  {row['id']}  {one_line(row['title'], _LONGEST_TITLE)}")
    flush()
