"""`postil doctor`: what is wrong with a library's files and records, and what can be mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui import reports
from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.doctor.examine import Examination


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Mend what can be mended, after a backup.")
@json_option
@click.pass_obj
def doctor_command(session: Session, repair: bool, as_json: bool) -> int:
    """Check the library's files and records. Changes nothing without --repair.

    Exits with 1 when something is wrong. The head it prints is a seal over the whole history:
    keep it elsewhere, and a later run shows whether anything before it was altered.
    """
    from store.doctor.examine import examine

    folder = session.existing_folder()
    examination = examine(folder)
    if repair and any(finding.repair for finding in examination.findings):
        _repair(session, folder, examination)
        examination = examine(folder)
    (_emit if as_json else _say)(folder, examination)
    return 0 if examination.healthy else 1


def _repair(session: Session, folder: Path, examination: Examination) -> None:
    from store.doctor.repairs import repair
    from store.storage import JournalStorage
    from tui.config import annotator

    storage = JournalStorage(folder, who=annotator())
    try:
        for notice in storage.notices:
            tell(notice)
        left = repair(storage, examination.findings)
        for finding in examination.findings:
            if finding.repair and finding not in left:
                tell(f"{finding.where}: {finding.repair}: done.")
        for finding in left:
            tell(f"{finding.where}: {finding.repair}: not possible. {finding.problem}")
    finally:
        storage.close()


def _emit(folder: Path, examination: Examination) -> None:
    from store.doctor.examine import CHECKS

    for check in CHECKS:
        found = [f for f in examination.findings if f.check == check.name]
        for finding in found:
            emit(finding)
        if not found:
            emit(
                {"check": check.name, "level": "ok", "where": None, "problem": None, "repair": None}
            )
    emit({"seq": examination.seq, "head": examination.head})


def _say(folder: Path, examination: Examination) -> None:
    from store.doctor.examine import CHECKS
    from store.wording import counted

    articles = counted(examination.articles, "article")
    annotations = counted(examination.annotations, "annotation")
    say(f"{folder}: {articles}, {annotations}")
    for check in CHECKS:
        found = [f for f in examination.findings if f.check == check.name]
        if not found:
            say(f"  ok       {check.name}: {check.says}")
        for finding in found:
            say(f"  {finding.level:8} {check.name}: {reports.finding(finding)}")
    say(f"History: {counted(examination.seq, 'step')}, head {examination.head}")
    if any(finding.repair for finding in examination.findings):
        say("`postil doctor --repair` mends what has a repair, after a backup.")
