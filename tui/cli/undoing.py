"""`postil undo`, `redo` and `history`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import click

from store.wording import counted
from tui.cli.naming import recorded
from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import outcome
from tui.cli.session import Session
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.history import Reversal

_MOST_NAMED = 3
"""Records that a line names of one step."""

_count = click.argument("count", metavar="[N]", type=click.IntRange(min=1), default=1)


@click.command("undo")
@_count
@json_option
@click.pass_obj
def undo_command(session: Session, count: int, as_json: bool) -> int:
    """Undo the library's last step, or the last N."""
    with session.open() as library:
        return _reverse(library.undo, count, "Undone", as_json)


@click.command("redo")
@_count
@json_option
@click.pass_obj
def redo_command(session: Session, count: int, as_json: bool) -> int:
    """Repeat the step that was undone last, or the last N."""
    with session.open() as library:
        return _reverse(library.redo, count, "Redone", as_json)


def _reverse(once: Callable[[], Reversal], count: int, word: str, as_json: bool) -> int:
    from store.errors import PostilError

    steps: list[Reversal] = []
    failed = 0
    try:
        while len(steps) < count:
            steps.append(once())
    except PostilError as error:
        tell(error.message)
        failed = 1
    if as_json and steps:
        emit({"steps": steps})
    elif not as_json:
        for step in steps:
            say(one_line(f"{word}: {step.action} ({_records(step.ids) or 'codebook'})"))
    return outcome(failed, len(steps))


@click.command("history")
@click.argument("record", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def history_command(session: Session, record: str | None, as_json: bool) -> None:
    """List the changes, oldest first, or only those to one annotation or article."""
    with session.open() as library:
        wanted = None if record is None else recorded(library, record)
        rows = library.history(wanted)
        if as_json:
            for row in rows:
                emit(row)
            return
        for _, changed in groupby(rows, key=itemgetter("seq")):
            say(one_line(_step(list(changed))))


def _step(rows: list[dict[str, Any]]) -> str:
    """A step in a line, with the first records that it changed."""
    first = rows[0]
    records = _records(list(dict.fromkeys(str(row["id"]) for row in rows if row["id"])))
    head = f"{first['seq']:>6}  {first['time']}  {first['who']}  {first['action']}"
    return f"{head}  {records}" if records else head


def _records(ids: Sequence[str]) -> str:
    """The first few by their ids, and how many more there are."""
    more = f" and {counted(len(ids) - _MOST_NAMED, 'more record')}"
    return ", ".join(ids[:_MOST_NAMED]) + (more if len(ids) > _MOST_NAMED else "")
