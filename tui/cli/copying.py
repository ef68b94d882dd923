"""`postil backup` and `restore`: a library in one file, and back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.wording import counted
from tui.cli.options import json_option, stdin
from tui.cli.output import emit, say, tell
from tui.cli.session import Session
from tui.reports import NOTHING_TO_KEEP, backed_up
from tui.typed import typed_path

if TYPE_CHECKING:
    from store.archive import Archive
    from store.restoring import RestoreReport

_MADE = 1
"""The steps of a library in which nothing was done yet: that it was made."""


@click.command("backup")
@click.argument("file", metavar="[FILE]", required=False)
@json_option
@click.pass_obj
def backup_command(session: Session, file: str | None, as_json: bool) -> int:
    """Write the whole library, articles and history with it, into FILE (a zip).

    Without FILE a backup goes beside the library's own, which are made hourly while it is open.
    """
    from store.archive import read_manifest
    from store.errors import InputError, NothingToDoError

    session.existing_folder()
    if file == "-":
        raise InputError("A backup is read back after it is written: name a file, not '-'.")
    with session.open() as library:
        if file is None:
            path = library.back_up("asked")
            if path is None:
                raise NothingToDoError(NOTHING_TO_KEEP)
        else:
            path = typed_path(file).absolute()
            if path.exists():
                raise InputError(f"{path} is there already. Name a new file.")
            library.copy_to(path)
        manifest = read_manifest(path)
        assert manifest is not None
        if as_json:
            emit({"path": str(path), "seq": manifest.seq, "head": manifest.head})
        else:
            say(f"{backed_up(manifest, path)} Head: {manifest.head}")
    return 0


@click.command("restore")
@click.argument("file", metavar="FILE|-")
@json_option
@click.pass_obj
def restore_command(session: Session, file: str, as_json: bool) -> int:
    """Bring back what the backup FILE holds. In a library that opens it is one undo step."""
    from tui.config import library_folder

    folder, _ = library_folder(session.given)
    with _archive(file) as archive:
        report, undoable = _restored(session, folder, archive)
    if as_json:
        emit(report)
        return 0
    say(
        f"Restored the library as it was at step {archive.manifest.seq} "
        f"({archive.manifest.created}): {counted(report.put, 'record')} put, "
        f"{report.removed} removed, {counted(report.files, 'file')} written."
    )
    if undoable:
        say("`postil undo` takes it back.")
    if report.kept_in:
        say(f"What was there before is kept in {report.kept_in}.")
    if not archive.manifest.whole:
        tell("This backup holds no article files; those in the library's folder are used.")
    return 0


@contextlib.contextmanager
def _archive(file: str) -> Iterator[Archive]:
    """The backup *file*; of standard input a copy that goes again, for a zip is read from its end.

    Raises InputError.
    """
    from store.backups import opened

    if file != "-":
        yield opened(typed_path(file))
        return
    import shutil
    import tempfile

    from store.errors import InputError

    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(stdin(), copy)
        copy.flush()
        try:
            yield opened(Path(copy.name))
        except InputError as error:
            raise InputError(error.message.replace(copy.name, "Standard input")) from error


def _restored(session: Session, folder: Path, archive: Archive) -> tuple[RestoreReport, bool]:
    from store.errors import DamagedLibraryError, NewerLibraryError
    from store.restoring import lay_out

    if not folder.exists():
        return lay_out(folder, archive), False
    try:
        with session.open() as library:
            if library.read_only is None and library.seq > _MADE:
                return library.restore(archive), True
    except (DamagedLibraryError, NewerLibraryError) as error:
        tell(error.message)
    return lay_out(folder, archive), False
