"""Quitting while the disk refuses changes: they go elsewhere, are waited for, or are lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from store.errors import NotSavedError, PostilError
from store.wording import counted
from tui.dialogs.prompts import Ask, Confirm
from tui.screens.asking import asked_path

if TYPE_CHECKING:
    from tui.app import PostilApp

_ANSWERS = {
    "c": "keep a copy elsewhere",
    "w": "wait until they are saved",
    "q": "quit and lose them",
}


async def leave_unsaved(app: PostilApp) -> str | None:
    """Ask what to do with changes the disk refuses.

    What there is to say once the program has ended, maybe nothing; None where it goes on.
    """
    saving = app.lane.state
    waiting = counted(saving.waiting, "change") + (" is" if saving.waiting == 1 else " are")
    question = f"{waiting} not saved: {saving.refused}"
    match await app.push_screen_wait(Confirm(question, _ANSWERS)):
        case "c":
            return await _copy_elsewhere(app)
        case "w":
            await app.lane.drained()
        case None:
            return None
    return ""


async def _copy_elsewhere(app: PostilApp) -> str | None:
    """Go on in a folder that the person names, with what is not saved yet."""
    ask = Ask("New folder for the library", help="Everything goes there, with your changes.")
    path = await asked_path(app, ask)
    if path is None:
        return None
    try:
        missing = await asyncio.to_thread(app.library.continue_in, path.absolute())
    except (PostilError, OSError) as error:
        app.complain(error if isinstance(error, PostilError) else NotSavedError(str(error)))
        return None
    told = f"The library goes on in {path}: `postil --library {path}` opens it."
    await app.lane.drained()
    return "\n".join([told, *missing])
