"""The library's keeping, on screen: a backup now, a check of everything, a purge.

Functions over a screen, loaded when they are first used.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from store.archive import Manifest, read_manifest
from store.doctor.examine import examine
from store.errors import PostilError
from tui import reports
from tui.dialogs.paragraphs import Paragraphs
from tui.dialogs.prompts import Confirm
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Annotation
    from store.purging import PurgeReport
    from tui.screens.base import CommandScreen

_SHOWN = 60
"""Characters of an annotation that are told."""


def back_up(screen: CommandScreen) -> None:
    """Make a backup beside the library's own, and say what it holds."""

    def done(made: tuple[Manifest, str] | None) -> None:
        screen.say(reports.NOTHING_TO_KEEP if made is None else reports.backed_up(*made))

    screen.save(partial(_backed_up, screen.library), done, step=False)


def _backed_up(library: Library) -> tuple[Manifest, str] | None:
    path = library.back_up("asked")
    manifest = None if path is None else read_manifest(path)
    return None if path is None or manifest is None else (manifest, f"backups/{path.name}")


async def check(screen: CommandScreen) -> None:
    """Show what all checks of the library find; nothing is changed, and work may go on."""
    screen.whisper("checking the library…")
    await screen.lane.drained()
    try:
        examination = await asyncio.to_thread(examine, screen.library.folder)
    except PostilError as error:
        screen.complain(error)
        return
    screen.hush()
    shown = [(headline, lines) for headline, lines in reports.examined(examination)]
    await screen.app.push_screen_wait(Paragraphs("The library, checked", shown))


async def purge(screen: CommandScreen, annotation: Annotation) -> None:
    """Ask, and purge *annotation* from the library, its history and its backups."""
    words = one_line(annotation.exact, _SHOWN)
    gone = reports.links_gone(screen.library.annotations.links_at([annotation.id]))
    question = (
        f"Purge this {annotation.kind}, “{words}”, from the library, its history and its backups?"
        f"{gone} No undo brings it back. The article keeps its words."
    )
    if await screen.app.push_screen_wait(Confirm(question, {"y": "purge it"})) is None:
        return

    def done(report: PurgeReport) -> None:
        ids = (annotation.id,)
        told = (reports.purged(report, ids), *reports.not_purged(report, ids))
        screen.say(" ".join(told))

    screen.save(lambda: screen.library.purge([annotation.id]), done, step=False)
