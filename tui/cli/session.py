"""What every command is given: which library is meant, and how to open it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from store.library import Library


class Session:
    """One run of the command line."""

    def __init__(self, given: str | None = None) -> None:
        """For the library folder *given* (None: the default one)."""
        self.given = given

    def existing_folder(self) -> Path:
        """The library's folder; raises NotFoundError where there is none."""
        from store.errors import NotFoundError
        from tui.config import library_folder

        folder, _ = library_folder(self.given)
        if not folder.is_dir():
            raise NotFoundError(f"There is no library at {folder}. Name one with --library.")
        return folder

    @contextlib.contextmanager
    def open(self) -> Iterator[Library]:
        """The library, its notices told on standard error; closed at the end of the block."""
        from store.errors import NotSavedError
        from store.library import Library
        from tui.cli.output import tell
        from tui.config import annotator, library_folder

        folder, _ = library_folder(self.given)
        library = Library(folder, who=annotator())
        told = 0

        def tell_notices() -> None:
            nonlocal told
            for notice in library.notices[told:]:
                told += 1
                tell(notice)

        tell_notices()
        seq = library.seq
        try:
            yield library
            try:
                if library.seq != seq:
                    library.back_up_hourly()
            except NotSavedError as error:
                tell(error.message)
        finally:
            try:
                library.close()
            except OSError as error:
                tell(
                    f"Every change is saved, but {folder / 'library.json'} could not be brought "
                    f"up to date: {error.strerror or error}."
                )
            tell_notices()

    def open_screen(self, article: str | None, *, plain: bool = False) -> None:
        """Open the article list, or *article*, on the screen; needs a terminal.

        *plain* turns the linear mode on for this run, whatever the settings say.
        """
        from tui.cli.output import tell
        from tui.config import annotator, library_folder
        from tui.lean import load_asyncio

        if not is_terminal():
            from store.errors import InputError

            raise InputError("The screen needs a terminal. `postil --help` lists the commands.")
        folder, named = library_folder(self.given)
        load_asyncio()
        from tui.starting import run_screen

        who = annotator(lenient=True)
        run_screen(folder, named=named, article=article, who=who, tell=tell, plain=plain)


def is_terminal() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
