"""The program on screen: one library, one saving lane, the article list and what is read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.app import App
from textual.filter import LineFilter

from store.errors import PostilError
from store.library import Library
from tui.last_defence import ControlFilter
from tui.saving import Saving, SavingLane
from tui.screens.base import CommandScreen
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.untrusted import visible

LOOK_SECONDS = 1.0
"""How often other windows' changes are looked for."""


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

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last line of defence: no control character leaves for the terminal."""
        return [*super().get_line_filters(), ControlFilter()]

    def on_mount(self) -> None:
        """Open the list, or the article asked for."""
        self.theme = "textual-ansi" if self.ansi_color else "textual-dark"
        self.lane = SavingLane(self._show_saving)
        if self._article is None:
            self.push_screen(ListingScreen(self.library))
        else:
            self.read(self._article)
        self.set_interval(LOOK_SECONDS, self.look_round)

    def read(self, article: str, *, instead: bool = False) -> None:
        """Open an article, with *instead* in the place of the one that is open."""
        try:
            screen = ReadingScreen(self.library, article)
        except PostilError as error:
            self.notify(visible(error.message), title=error.title, severity="error", markup=False)
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
        if changed:
            for screen in self.screen_stack:
                if isinstance(screen, CommandScreen):
                    screen.changed()
                    screen.say("Changed in another window.")

    def _ignore(self, error: PostilError) -> None:
        """A look that fails is made again in a second; a save that fails is told."""

    @work
    async def leave(self) -> None:
        """Quit once everything is on disk; ask, where the disk refuses."""
        from tui.dialogs.prompts import Confirm

        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.keep_place()
        if self.lane.state.refused is not None:
            answers = {"q": "quit and lose them", "w": "wait until they are saved"}
            question = f"{self.lane.state.waiting} changes are not saved: {self.lane.state.refused}"
            match await self.push_screen_wait(Confirm(question, answers)):
                case "w":
                    await self.lane.drained()
                case None:
                    return
        else:
            await self.lane.drained()
        self.exit()

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
