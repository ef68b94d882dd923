"""`postil purge`: a sensitive record goes from everywhere, for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import DONE, FAILED, PARTLY
from tui.cli.session import Session
from tui.reports import not_purged, purged

if TYPE_CHECKING:
    from store.library import Library


@click.command("purge")
@click.argument("references", metavar="ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
@click.pass_obj
def purge_command(session: Session, references: tuple[str, ...], yes: bool, as_json: bool) -> int:
    """Remove annotations, or articles with theirs, so that nothing brings them back.

    They go from the library, its journal, history and backups; that something was purged stays
    in the history. Copies and exports elsewhere are not reached, nor what a disk still holds of
    deleted files.
    """
    with session.open() as library:
        ids = list(dict.fromkeys(_identity(library, reference) for reference in references))
        if not yes and sys.stdin.isatty():  # whatever becomes of the output
            names = ", ".join(ids)
            if not click.confirm(f"Purge {names} for good? No undo brings it back", err=True):
                tell("Nothing was purged.")
                return FAILED
        report = library.purge(ids)
        if as_json:
            for sentence in not_purged(report, ids):
                tell(sentence)
            emit({"ids": ids, "records": report.records, "changes": report.changes,
                  "backups": report.backups, "unsearched": report.unsearched})  # fmt: skip
        else:
            say(purged(report, ids))
            for sentence in not_purged(report, ids):
                tell(sentence)
    return PARTLY if report.unsearched else DONE


def _identity(library: Library, reference: str) -> str:
    """The id of a record that is there, or was."""
    from store.errors import NotFoundError
    from tui.cli.naming import recorded, removable

    try:
        return removable(library, reference)[0]
    except NotFoundError:
        return recorded(library, reference)
