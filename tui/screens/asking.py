"""Asking for files on screen: where they are, and whether one may be replaced."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import InputError
from tui.dialogs.prompts import Ask, Confirm
from tui.typed import typed_path

if TYPE_CHECKING:
    from tui.app import PostilApp


async def asked_path(app: PostilApp, ask: Ask) -> Path | None:
    """The path that a person answers *ask* with; None where they leave, or type none."""
    given = await app.push_screen_wait(ask)
    return path_in(app, given or "")


def path_in(app: PostilApp, typed: str) -> Path | None:
    """The path that was *typed*, if any; what is wrong with it is told."""
    try:
        return typed_path(typed.strip()) if typed.strip() else None
    except InputError as error:
        app.complain(error)
        return None


async def may_be_written(app: PostilApp, path: Path) -> bool:
    """Whether there is no file at *path* yet, or the person wants it replaced."""
    if not os.path.isfile(path):  # noqa: PTH113 (Path's own raises for some names)
        return True
    question = Confirm(f"{path} is there already.", {"y": "replace it"})
    return await app.push_screen_wait(question) is not None
