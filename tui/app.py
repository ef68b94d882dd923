"""The program on screen: one library, one saving lane, the article list and what is read."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from store.errors import NotSavedError, PostilError
from store.library import Library
from tui.last_defence import ControlFilter
from tui.saving import Saving, SavingLane
from tui.screens.base import CommandScreen
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.screens.typed import typed_path
from tui.untrusted import visible

LOOK_SECONDS = 1.0
"""How often other windows' changes are looked for."""
BACKUP_SECONDS = 60.0
"""How often it is asked whether the hourly backup is due."""


class PostilApp(App[None]):
    """Postil."""

    TITLE = "Postil"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = set()
    BINDINGS: ClassVar[list[Any]] = []
    CSS_PATH = "app.tcss"

    lane: SavingLane

    def __init__(self, library: Library, *, article: str | None = None) -> None:
        """Show *library*, and in it *article* (an id) at once."""
        super().__init__()
        self.library = library
        self._article = article
        self.told: set[str] = set()
        """What is said once only, and was."""
        self._told_changes = 0
        self._backup_complaint = ""
        self._moved: str | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last line of defence: no control character leaves for the terminal."""
        return [*super().get_line_filters(), ControlFilter()]

    def get_default_screen(self) -> Screen[Any]:
        """The list, or the article asked for: no empty screen is drawn first."""
        self.lane = SavingLane(self._show_saving)
        screen = self._first_screen()
        # `switch_screen` takes the callback off the screen it replaces; only pushing gives one.
        screen._push_result_callback(screen, None)
        return screen

    def _first_screen(self) -> CommandScreen:
        if self._article is not None:
            try:
                return ReadingScreen(self.library, self._article)
            except PostilError as error:
                self.call_later(self._complain, error)
        return ListingScreen(self.library)

    def on_mount(self) -> None:
        """Say what the library has to tell, and begin to look round."""
        for notice in self.library.notices:
            self.notify(visible(notice), title="About this library", markup=False, timeout=15)
        self.set_interval(LOOK_SECONDS, self.look_round)
        self.set_interval(BACKUP_SECONDS, self.back_up)

    def on_ready(self) -> None:
        """The first paint is done: collect garbage again, but nothing that was made until now."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def read(self, article: str, *, instead: bool = False, annotation: str | None = None) -> None:
        """Open an article, at *annotation* if given; *instead* of the one that is open."""
        try:
            screen = ReadingScreen(self.library, article, annotation)
        except PostilError as error:
            self._complain(error)
            return
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def back(self) -> None:
        """From an article to the list, which is made when an article was opened straight away."""
        if any(isinstance(screen, ListingScreen) for screen in self.screen_stack):
            self.pop_screen()
        else:
            self.switch_screen(ListingScreen(self.library))

    def _complain(self, error: PostilError) -> None:
        self.notify(visible(error.message), title=error.title, severity="error", markup=False)

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    # -- saving

    def _show_saving(self, saving: Saving) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.show_saving(saving)

    def look_round(self) -> None:
        """Take in what other windows and commands wrote."""
        self.lane.submit(self.library.catch_up, self._tell_changes, self._ignore, counted=False)

    def _tell_changes(self, changed: bool) -> None:
        """Show what came in, and say how many; what nobody did to be seen (a purge) is not said."""
        count = max(0, self.library.taken_in - self._told_changes)
        self._told_changes += count
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen) and (changed or count):
                screen.changed()
                if count:
                    screen.whisper(f"{count} change{'s' * (count > 1)} from another window")

    def _ignore(self, error: PostilError) -> None:
        """A look that fails is made again in a second; a save that fails is told."""

    @work(thread=True, exclusive=True, group="backup")
    def back_up(self) -> None:
        """Make the hourly backup when it is due, beside everything else."""
        try:
            self.library.back_up_hourly()
        except PostilError as error:
            if error.message != self._backup_complaint:
                self._backup_complaint = error.message
                self.call_from_thread(self._complain_of_backup, error)

    def _complain_of_backup(self, error: PostilError) -> None:
        self.notify(visible(error.message), title=error.title, severity="warning", markup=False)

    @work
    async def leave(self) -> None:
        """Quit once everything is on disk; ask, where the disk refuses."""
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.keep_place()
        if self.lane.state.refused is None:
            await self.lane.drained()
        elif not await self._leave_unsaved():
            return
        self.exit(message=self._moved)

    async def _leave_unsaved(self) -> bool:
        """Ask what to do with changes the disk refuses; True where the program may end."""
        from tui.dialogs.prompts import Confirm

        answers = {
            "c": "keep a copy elsewhere",
            "w": "wait until they are saved",
            "q": "quit and lose them",
        }
        question = f"{self.lane.state.waiting} changes are not saved: {self.lane.state.refused}"
        match await self.push_screen_wait(Confirm(question, answers)):
            case "c":
                return await self._copy_elsewhere()
            case "w":
                await self.lane.drained()
            case None:
                return False
        return True

    async def _copy_elsewhere(self) -> bool:
        """Go on in a folder that the person names, with what is not saved yet."""
        from tui.dialogs.prompts import Ask

        given = await self.push_screen_wait(
            Ask("New folder for the library", help="Everything goes there, with your changes.")
        )
        path = None if not given else typed_path(given)
        if path is None:
            return False
        try:
            missing = await asyncio.to_thread(self.library.continue_in, path.absolute())
        except (PostilError, OSError) as error:
            self._complain(error if isinstance(error, PostilError) else NotSavedError(str(error)))
            return False
        self._moved = "\n".join(
            [f"The library goes on in {path}: `postil --library {path}` opens it.", *missing]
        )
        await self.lane.drained()
        return True

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        """Quit (Textual's own ctrl+q comes here)."""
        self.leave()


def run_screen(folder: Path, *, named: bool, article: str | None, who: str) -> None:
    """Run the program on the library in *folder*; raises PostilError before it takes the screen.

    A library that is not *named* by the user is the default one: when new, it gets the samples.
    """
    fresh = not (folder / "library.json").exists()
    library = Library(folder, who=who)
    try:
        if fresh and not named:
            add_samples(library)
        found = None if article is None else library.articles.find(article).id
        app = PostilApp(library, article=found)
        app.run()
        if hasattr(app, "lane"):
            app.lane.stop()
        with contextlib.suppress(PostilError):  # told while the screen was there
            library.back_up_hourly()
    finally:
        library.close()
    if app.return_code:
        sys.exit(app.return_code)


def add_samples(library: Library) -> None:
    """Put the sample articles in, as one step."""
    import msgspec

    from sample_articles import paths
    from store.importers.registry import read_file

    with library.step("add samples"):
        for path in paths():
            for imported in read_file(path):
                library.add(msgspec.structs.replace(imported, sample=True))
