"""Files added on screen: how far it is, what came of it, and what is to be known of it.

Functions over a screen, loaded when they are first used.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import InputError, NotSavedError
from store.importers.files import files_under
from store.importers.pool import Failed, Job
from store.importers.readings import Context, Notice
from store.importers.registry import is_readable
from store.intake import Intake, Misread, NewerVersion, Row
from store.wording import counted
from tui.dialogs.paragraphs import Paragraphs
from tui.dialogs.prompts import Ask, Confirm
from tui.dialogs.working import Working
from tui.screens.asking import asked_path
from tui.untrusted import one_line

if TYPE_CHECKING:
    from tui.screens.base import CommandScreen

_FEW = 3
"""Notices that are shown beside the text, and files named in a question; more are a list."""
_LONGEST = 60
"""Characters of a file's name in a question."""
_MOST = 200
_SOON = 0.5
"""Seconds after which one sees how far it is."""


@dataclass(slots=True)
class Came:
    """What became of the sources."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    misread: list[Path] = field(default_factory=list)
    newer: bool = False
    ended: bool = False

    @property
    def words(self) -> str:
        """The counts, in a sentence."""
        order = ("added", "similar", "unchanged", "failed", "not read")
        parts = [f"{self.counts[what]} {what}" for what in order if self.counts[what]]
        start = "Ended. " if self.ended else ""
        return f"{start}{', '.join(parts) or 'Nothing was added'}."


async def add(screen: CommandScreen) -> None:
    """Ask for a file or folder and add what is in it."""
    ask = Ask(
        "Add a file or folder",
        help="Pages, PDF, Word, EPUB, archives, feeds, tables; ~ is your home folder.",
    )
    path = await asked_path(screen.app, ask)
    if path is not None:
        _start(screen, partial(_jobs, path), repair=False)


def _jobs(path: Path, came: Came) -> list[Job]:
    """The file at *path*, or the files below it; those that are not read are told."""
    if not os.path.isdir(path):  # noqa: PTH112 (Path's own raises for some names)
        return [Job(str(path), path=path)]
    files, others = files_under(path, is_readable)
    if not files:
        raise InputError(f"'{path}' holds no file that can be read.")
    came.counts["not read"] = len(others)
    return [Job(str(file.relative_to(path)), path=file) for file in files]


def _start(screen: CommandScreen, jobs: Callable[[Came], list[Job]], *, repair: bool) -> None:
    working = Working("Adding")

    def take() -> Came:
        came = Came()
        try:
            _take(screen, working, jobs(came), came, repair)
        except NotSavedError:  # of those refused, each was told
            came.ended = True
        return came

    screen.save(take, partial(_told, screen))


def _take(
    screen: CommandScreen, working: Working, jobs: list[Job], came: Came, repair: bool
) -> None:
    """In the lane: read and store each source. What came before it was ended is kept."""
    lane, started = screen.lane, time.monotonic()
    shown = False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started >= _SOON:
            shown = True
            lane.post(screen.app.push_screen, working)
        if shown:
            lane.post(working.show, done, total)

    intake = Intake(screen.library, Context(repair=repair))
    read = intake.read(jobs)
    try:
        for done, (job, result) in enumerate(read):
            parts = 0 if isinstance(result, Failed) else len(result)
            for at, row in enumerate(intake.rows(job, result)):
                _note(came, job, row)
                report(*((done, len(jobs)) if len(jobs) > 1 else (at, parts)))
                came.ended = working.ended.is_set() or lane.is_stopping
                if came.ended:
                    return
    finally:
        read.close()
        if shown:
            lane.post(working.dismiss, None)


def _note(came: Came, job: Job, row: Row | Notice) -> None:
    """Keep what a row says."""
    if isinstance(row, Row):
        came.counts[row.status] += 1
        if row.error is not None:
            came.failed.append(job.located(row.error))
    elif isinstance(row, NewerVersion):
        came.newer = True
    elif isinstance(row, Misread):
        if job.path is not None and job.path not in came.misread:
            came.misread.append(job.path)
    else:
        came.notices.append(job.located(row.message))


def _told(screen: CommandScreen, came: Came) -> None:
    """Say what came, then what is to be looked at."""
    screen.say(came.words)
    if came.newer:
        palette = screen.key("palette")
        screen.say(f"An annotated earlier version is here: {palette}, Carry over annotations.")
    screen.run_worker(_look_at(screen, came), group="dialog")


async def _look_at(screen: CommandScreen, came: Came) -> None:
    """Show what failed and what should be known, and offer to repair what was misread."""
    if len(came.failed) + len(came.notices) <= _FEW:
        for message in came.failed:
            screen.complain(InputError(message))
        for message in came.notices:
            screen.say(message)
    else:
        shown = [(message, ()) for message in (*came.failed, *came.notices)]
        more = [(f"… and {len(shown) - _MOST:,} more", ())] if len(shown) > _MOST else []
        past = Paragraphs("Of what was added: what to look at", [*shown[:_MOST], *more])
        await screen.app.push_screen_wait(past)
    if came.misread:
        each = "it" if len(came.misread) == 1 else "each"
        question = (
            f"{_named(came.misread)} had been read in a wrong encoding before: “Ã©” for “é”, or "
            f"the like. Add a repaired version beside {each}? What came stays as it is."
        )
        if await screen.app.push_screen_wait(Confirm(question, {"y": "add it"})):
            again = [Job(str(path), path=path) for path in came.misread]
            _start(screen, lambda _came: again, repair=True)


def _named(files: list[Path]) -> str:
    """The first files by their names, and how many more there are."""
    names = ", ".join(f"“{one_line(file.name, _LONGEST)}”" for file in files[:_FEW])
    more = len(files) - _FEW
    return f"{names} and {counted(more, 'more file')}" if more > 0 else names
