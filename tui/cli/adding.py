"""`postil add`: files, folders, standard input and addresses become articles."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from typing import TYPE_CHECKING

import click

from store.wording import counted
from tui.cli.options import json_option
from tui.cli.output import emit, flush, say, tell
from tui.cli.progress import Progress
from tui.cli.running import INTERRUPTED, outcome
from tui.cli.session import Session
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.importers.pool import Job, Result
    from store.intake import Intake, Row
    from tui.cli.interrupts import Interrupts

_LONGEST_TITLE = 200
_LONGEST_EXCERPT = 300
_PACKED = re.compile(r"(([^/#]+)\.gz)#\2(?=['#:])")
"""A gzipped file, and behind it the one file that is in it."""


@click.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--name", metavar="NAME", help="What to call standard input, ending and all.")
@click.option(
    "--format", "importer", metavar="FORMAT", help="Read as this format, whatever the ending."
)
@click.option("--password", metavar="WORD", help="Opens encrypted PDF files and archives.")
@click.option(
    "--map",
    "mapped",
    metavar="THING=FIELD,...",
    help="Which field of a table or JSON is the title, text, date, author, url, comments.",
)
@click.option("--fetch", is_flag=True, help="Fetch a SOURCE that is an address (http, https).")
@click.option("--repair", is_flag=True, help="Add a repaired version of text that was misread.")
@click.option("--preview", is_flag=True, help="Show what would be added, and add nothing.")
@json_option
@click.pass_obj
def add_command(
    session: Session,
    *,
    sources: tuple[str, ...],
    name: str | None,
    importer: str | None,
    password: str | None,
    mapped: str | None,
    fetch: bool,
    repair: bool,
    preview: bool,
    as_json: bool,
) -> int:
    """Add each SOURCE: a file, a folder with everything below it, or - for standard input.

    A web archive, feed, WordPress export, table or zip file gives many articles. Whatever is
    there already is left as it is, so that the same command can be given again.
    """
    if name is not None and "-" not in sources:
        raise click.UsageError("--name goes with the source -, standard input.")
    if importer is not None:
        from store.importers.registry import find_importer

        find_importer(importer)
    from store.errors import NotSavedError
    from store.importers.readings import Context
    from store.intake import Intake
    from tui.cli.interrupts import Interrupts
    from tui.cli.sources import jobs_of

    reading = Context(password=password, repair=repair, fields=_fields(mapped))
    counts: Counter[str] = Counter()
    unread = 0
    with session.open() as library:
        interrupts = Interrupts()
        intake = Intake(library, reading, guard=interrupts.held)
        try:
            jobs, unread = jobs_of(sources, name=name, importer=importer, fetching=fetch)
            _take(intake, jobs, counts, interrupts, preview=preview, as_json=as_json)
        except KeyboardInterrupt:
            kept = "Nothing was added"
            if counts:
                kept = f"{_report(counts, unread)} What was added is kept"
            tell(f"Interrupted. {kept}; the same command goes on from here.")
            return INTERRUPTED
        except NotSavedError:
            tell(
                f"Stopped, for the disk takes nothing more. {_report(counts, unread)} What was "
                "added is kept; the same command goes on from here."
            )
            return outcome(counts["failed"], counts.total() - counts["failed"])
    if counts.total() > 1 or unread:
        tell(f"{'Would be: ' if preview else ''}{_report(counts, unread)}")
    return outcome(counts["failed"], counts.total() - counts["failed"])


def _fields(mapped: str | None) -> tuple[tuple[str, str], ...]:
    """The pairs of `title=headline,text=body`."""
    pairs = []
    for pair in (mapped or "").split(","):
        thing, equals, field = pair.partition("=")
        if equals and thing.strip() and field.strip():
            pairs.append((thing.strip(), field.strip()))
        elif pair.strip():
            raise click.UsageError(f"--map: '{pair}' is not of the form title=headline.")
    return tuple(pairs)


def _take(
    intake: Intake,
    jobs: list[Job],
    counts: Counter[str],
    interrupts: Interrupts,
    *,
    preview: bool,
    as_json: bool,
) -> None:
    """Read and store each source, print its rows, count them."""
    from store.importers.pool import FEW, Failed
    from store.importers.readings import Notice

    progress = Progress(len(jobs), FEW)
    if jobs:
        progress.show(0, jobs[0].source)
    try:
        with contextlib.closing(intake.read(jobs)) as read:
            for done, (job, result) in enumerate(read, 1):
                within = Progress(0 if isinstance(result, Failed) else len(result), FEW)
                with interrupts.held():  # one that comes while a row is made is answered behind it
                    for at, row in enumerate(intake.rows(job, result, store=not preview)):
                        progress.clear()
                        within.clear()
                        if isinstance(row, Notice):
                            tell(_named_once(row.message))
                            continue
                        counts[row.status] += 1
                        _print(row, as_json)
                        if preview and not as_json:
                            _print_preview(row, result)
                        within.show(at + 1, row.source)
                        interrupts.answer()
                within.clear()
                progress.show(done, job.source)
    finally:  # an interrupt is told on a line of its own
        progress.clear()


def _report(counts: Counter[str], unread: int) -> str:
    """What became of the sources, and how many files of folders were none."""
    order = ("added", "similar", "unchanged", "failed")
    told = [f"{counts[status]} {status}" for status in order if counts[status]]
    if unread:
        told.append(f"{counted(unread, 'file')} not read")
    return f"{', '.join(told)}." if told else ""


def _print(row: Row, as_json: bool) -> None:
    if as_json:
        emit(row.shown())
    elif row.status == "failed":
        tell(_named_once(row.error or ""))
    else:
        like = f"  (like {', '.join(row.similar_to)})" if row.status == "similar" else ""
        title = one_line(row.title or "", _LONGEST_TITLE)
        say(f"{row.status:<9}  {row.id}  {title}{like}")
    flush()


def _named_once(message: str) -> str:
    """*message* with a packed file named once: 'page.html.gz#page.html' is 'page.html.gz'."""
    return _PACKED.sub(r"\1", message)


def _print_preview(row: Row, result: Result) -> None:
    """Under a row, what is known of the article and how its text begins."""
    from store.importers.pool import Failed
    from store.model import Imported, article_id

    if isinstance(result, Failed):
        return
    for reading in result:
        if isinstance(reading, Imported) and article_id(reading) == row.id:
            comments = sum(block.kind.value == "comment" for block in reading.blocks)
            known = (
                reading.date.text if reading.date else None,
                reading.byline,
                reading.site,
                reading.source.url,
                counted(len(reading.text.split()), "word"),
                counted(comments, "comment") if comments else None,
                reading.source.importer,
            )
            say("           " + one_line(" · ".join(part for part in known if part)))
            start = " ".join(reading.text[:1000].split())
            say("           " + one_line(start, _LONGEST_EXCERPT))
            return
