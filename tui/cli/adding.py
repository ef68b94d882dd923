"""`postil add`: files, folders, standard input and addresses become articles."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from dataclasses import dataclass, field
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
_MOST_NAMED = 10
"""Sources that failed which the report names."""
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
    from store.importers.pool import FEW
    from store.importers.readings import Context
    from store.intake import Intake
    from tui.cli.interrupts import Interrupts
    from tui.cli.sources import jobs_of

    reading = Context(password=password, repair=repair, fields=_fields(mapped))
    came = _Came(frozenset(sources))
    with session.open() as library:
        interrupts = Interrupts()
        intake = Intake(library, reading, guard=interrupts.held)
        try:
            jobs, came.unread = jobs_of(sources, name=name, importer=importer, fetching=fetch)
            _take(intake, jobs, came, interrupts, preview=preview, as_json=as_json)
        except KeyboardInterrupt:
            kept = "Nothing was added"
            if came.counts:
                kept = f"{came.report} What was added is kept"
            tell(f"Interrupted. {kept}; the same command goes on from here.")
            return INTERRUPTED
        except NotSavedError:
            tell(
                f"Stopped, for the disk takes nothing more. {came.report} What was added is "
                "kept; the same command goes on from here."
            )
            return came.outcome
    if came.misread:
        tell(
            f"{counted(came.misread, 'text')} had been read in a wrong encoding before: "
            "`postil add --repair` with the same sources adds a repaired version beside each."
        )
    if came.counts.total() > 1 or came.unread:
        tell(f"{'Would be: ' if preview else ''}{came.report}")
    if came.counts.total() > FEW and came.failed:
        tell(came.report_of_failed)
    return came.outcome


@dataclass(slots=True)
class _Came:
    """What became of the sources that were given."""

    given: frozenset[str]
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    misread: int = 0
    unread: int = 0
    """Files of folders that were none to be read."""

    @property
    def outcome(self) -> int:
        """The exit code."""
        return outcome(self.counts["failed"], self.counts.total() - self.counts["failed"])

    @property
    def report(self) -> str:
        """How many came to what."""
        order = ("added", "similar", "unchanged", "failed")
        told = [f"{self.counts[status]} {status}" for status in order if self.counts[status]]
        if self.unread:
            told.append(f"{counted(self.unread, 'file')} not read")
        return f"{', '.join(told)}." if told else ""

    @property
    def report_of_failed(self) -> str:
        """Which failed; why was told long before."""
        more = len(self.failed) - _MOST_NAMED
        named = ", ".join(one_line(source) for source in self.failed[:_MOST_NAMED])
        return f"Failed: {named}{f' and {more} more' if more > 0 else ''}."

    def in_full(self, job: Job, message: str) -> str:
        """*message* with a file named as it lies in a folder that was given, and once."""
        found = message if job.source in self.given else job.located(message)
        return _PACKED.sub(r"\1", found)


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
    came: _Came,
    interrupts: Interrupts,
    *,
    preview: bool,
    as_json: bool,
) -> None:
    """Read and store each source, print its rows, count them."""
    from store.importers.pool import FEW, Failed
    from store.importers.readings import Notice
    from store.intake import Misread

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
                            tell(came.in_full(job, row.message))
                            came.misread += isinstance(row, Misread)
                            continue
                        came.counts[row.status] += 1
                        if row.status == "failed":
                            came.failed.append(row.source)
                        if row.status == "failed" and not as_json:
                            tell(came.in_full(job, row.error or ""))
                        else:
                            _print(row, as_json)
                        if preview and not as_json:
                            _print_preview(row, result)
                        within.show(at + 1, row.source)
                        interrupts.answer()
                within.clear()
                progress.show(done, job.source)
    finally:  # an interrupt is told on a line of its own
        progress.clear()


def _print(row: Row, as_json: bool) -> None:
    if as_json:
        emit(row.shown())
    else:
        like = f"  (like {', '.join(row.similar_to)})" if row.status == "similar" else ""
        title = one_line(row.title or "", _LONGEST_TITLE)
        say(f"{row.status:<9}  {row.id}  {title}{like}")
    flush()


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
