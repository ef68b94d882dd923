"""`postil purge`: a sensitive record goes from everywhere, for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from store.wording import counted
from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import DONE, FAILED, PARTLY
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.library import Library
    from store.purging import PurgeReport


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
        codes = _codes(library, ids)
        report = library.purge(ids)
        for sentence in report.unsearched:
            tell(sentence)
        if left := sorted(
            codes - {code for one in library.annotations.all() for code in one.codes}
        ):
            tell(
                f"Codes that only this had stay in the codebook and its history: {', '.join(left)}."
            )
        if as_json:
            emit({"ids": ids, "records": report.records, "changes": report.changes,
                  "backups": report.backups, "unsearched": report.unsearched})  # fmt: skip
        else:
            them = "it" if len(ids) == 1 else "them"
            say(
                f"Purged {', '.join(ids)}: {counted(report.records, 'record')}, "
                f"{counted(report.changes, 'recorded change')}; {_backups(report, them)}. "
                "The history says that it was."
            )
            tell(f"Exports and copies made elsewhere still hold {them}.")
    return PARTLY if report.unsearched else DONE


def _backups(report: PurgeReport, them: str) -> str:
    if report.backups:
        return f"{counted(report.backups, 'backup')} rewritten"
    searched = " that could be searched" if report.unsearched else ""
    return f"no backup{searched} held {them}"


def _codes(library: Library, ids: list[str]) -> set[str]:
    """The codes of annotations that are *ids*, or stand in articles that are."""
    found = (one for one in library.annotations.all() if one.id in ids or one.article in ids)
    return {code for one in found for code in one.codes}


def _identity(library: Library, reference: str) -> str:
    """The id of a record that is there, or was."""
    from store.errors import NotFoundError
    from tui.cli.naming import recorded, removable

    try:
        return removable(library, reference)[0]
    except NotFoundError:
        return recorded(library, reference)
