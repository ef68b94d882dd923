"""The program on screen: one library, one saving lane, the article list and what is read."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen

from store.errors import PostilError
from store.wording import counted
from tui import textual_private
from tui.config import save_setting
from tui.last_defence import ControlFilter
from tui.notices import Notices
from tui.opening import Opening
from tui.saving import Saving, SavingLane
from tui.screens.base import CommandScreen
from tui.screens.reading import ReadingScreen
from tui.settings import Loaded, Settings
from tui.themes import OWN, other_side
from tui.untrusted import visible
from tui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.screens.tour import Tour

LOOK_SECONDS = 1.0
"""How often other windows' changes are looked for."""
BACKUP_SECONDS = 60.0
"""How often it is asked whether the hourly backup is due."""


_SHOW_CURSOR = "\x1b[?25h"
"""DECTCEM: a screen reader follows the cursor that is seen."""

_MODIFIED = re.compile(r"(?:ctrl|alt|shift)\+.+|f\d+")
"""Keys that nobody types into a field: one of them may leave from anywhere."""


class PostilApp(App[None], inherit_bindings=False):
    """Postil."""

    TITLE = "Postil"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[Any]] = set()
    BINDINGS: ClassVar[list[Any]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="quit"),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]
    CSS_PATH = "app.tcss"

    lane: SavingLane

    def __init__(
        self,
        library: Library | Opening,
        *,
        article: str | Glimpse | None = None,
        loaded: Loaded | None = None,
        tour: bool = False,
    ) -> None:
        """Show *library*, and in it *article* (an id) at once, as the *loaded* settings say.

        A library that is still to be opened is opened once a glimpse of an *article* is seen.
        *tour* begins the tour, unless the settings say that it was seen.
        """
        self.loaded = loaded or Loaded(Settings())
        self.settings = self.loaded.settings
        quit_ = self.settings.keymap.keys.get("quit", ("ctrl+q",))
        self._quit_keys = [key for key in quit_ if _MODIFIED.fullmatch(key)]
        super().__init__()
        self._last_defence = ControlFilter()  # one: strips keep what a filter made of them
        self._notifications = Notices()
        self._library = library
        self.refused: PostilError | None = None
        """Why the library could not be opened."""
        self.set_class(self.settings.linear, "-linear")
        self.column = self.settings.column
        self.undoable = self.redoable = 0
        """How many steps of this window undo and redo could reverse."""
        self.articles_left: list[str] = []
        self.articles_ahead: list[str] = []
        """The articles that links led away from, and those come back from, the last one last."""
        for theme in OWN.values():
            self.register_theme(theme)
        # Before the style sheets are read, so that they are read once.
        self.set_reactive(PostilApp.theme, self.settings.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.settings.reduced_motion or self.settings.linear:
            self.animation_level = "none"
        self._article = article
        self.told: set[str] = set()
        """What is said once only, and was."""
        self.recent_codes: list[str] = []
        """The codes given in this run, the latest first."""
        self.tour: Tour | None = None
        self._tour_wanted = tour and self.settings.tour
        self._told_changes = 0
        self.told_notices = 0
        """How many of the library's notices were shown."""
        self._backup_complaint = ""
        self.last_read: str | None = (
            article if article is None or isinstance(article, str) else article.article.id
        )
        """The article (an id) that was opened last."""

    @property
    def library(self) -> Library:
        """The library; while it is being opened, whoever asks for it waits."""
        return self._library.get() if isinstance(self._library, Opening) else self._library

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor is put after drawing: in linear mode, at the caret."""
        if self.settings.linear and (find := getattr(self.focused, "terminal_cursor", None)):
            place: Offset | None = find()
            return self._cursor_position if place is None else place
        return self._cursor_position

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor_position = position

    def notify(self, message: str, **options: Any) -> None:
        """Show a notice beside the text; in linear mode, as the status line's sentence."""
        bars = [bar for screen in self.screen_stack for bar in screen.query(StatusBar)]
        if self.settings.linear and bars:
            bars[-1].whisper(": ".join(filter(None, (options.get("title"), message))))
        else:
            super().notify(message, **options)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving from anywhere needs a key for it that nobody types into a field."""
        if action == "quit":
            return bool(self._quit_keys)
        return super().check_action(action, parameters)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        # Textual copies all bindings of all that has the focus to find that none is meant.
        if priority and not self._has_priority(key):
            return False
        return await super()._check_bindings(key, priority)

    def _has_priority(self, key: str) -> bool:
        """Whether a key means something wherever the focus is."""
        return key in self._quit_keys or any(
            binding.priority
            for node in (self.focused or self.screen).ancestors_with_self
            for binding in textual_private.bindings_of(node, key)
        )

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The last line of defence: no control character leaves for the terminal."""
        return [*super().get_line_filters(), self._last_defence]

    def get_default_screen(self) -> Screen[Any]:
        """The list, or the article asked for: no empty screen is drawn first."""
        self.lane = SavingLane(self._show_saving)
        screen = self._first_screen()
        textual_private.give_callback(screen)
        return screen

    def _first_screen(self) -> CommandScreen:
        article, self._article = self._article, None
        if article is not None:
            try:
                return ReadingScreen(self._library, article)
            except PostilError as error:
                self.call_later(self.complain, error)
        from tui.screens.listing import ListingScreen

        return ListingScreen(self.library)

    def on_mount(self) -> None:
        """Say what the library has to tell, and begin to look round."""
        if self._quit_keys:
            self.set_keymap({"quit": ",".join(self._quit_keys)})
        if self.settings.linear:
            textual_private.write_raw(self, _SHOW_CURSOR)
        if not isinstance(self._library, Opening):
            self.tell_notices()
        if told := self.loaded.told:
            self.notify(visible(told), severity="warning", markup=False, timeout=15)
        if self._tour_wanted:
            self.call_after_refresh(self.start_tour)
        self.set_interval(LOOK_SECONDS, self.look_round)
        self.set_interval(BACKUP_SECONDS, self.back_up)

    def tell_notices(self) -> None:
        """Say what the library has to tell that was not said yet."""
        notices = self.library.notices[self.told_notices :]
        self.told_notices += len(notices)
        for notice in notices:
            self.notify(visible(notice), title="About this library", markup=False, timeout=15)

    def on_ready(self) -> None:
        """The first paint is done: collect garbage again, but nothing that was made until now."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where nothing is to move, no cursor blinks either."""
        if self.animation_level == "none" and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def read(self, article: str, *, instead: bool = False, annotation: str | None = None) -> None:
        """Open an article, at *annotation* if given; *instead* of the one that is open."""
        try:
            screen = ReadingScreen(self.library, article, annotation)
        except PostilError as error:
            self.complain(error)
            return
        self.last_read = article
        if instead:
            self.switch_screen(screen)
        else:
            self.articles_left, self.articles_ahead = [], []
            self.push_screen(screen)

    def start_tour(self) -> None:
        """Begin the tour on what is open; it is not offered again of itself."""
        from tui.screens.tour import Tour

        if self.tour is None:
            self.tour = Tour(self)
            if self.settings.tour:
                self.remember("tour", False)

    def back(self) -> None:
        """From an article to the list, which is made when an article was opened straight away."""
        from tui.screens.listing import ListingScreen

        if any(isinstance(screen, ListingScreen) for screen in self.screen_stack):
            self.pop_screen()
        else:
            self.switch_screen(ListingScreen(self.library, self.last_read))

    def give_up(self, error: PostilError) -> None:
        """Show the list in the place of an article that can't be had; end without a library."""
        if isinstance(self._library, Opening) and not self._library.is_open:
            self.refused = error
            self.exit()
        else:
            self.last_read = None
            self.back()
            self.complain(error)

    def complain(self, error: PostilError, severity: Literal["warning", "error"] = "error") -> None:
        """Say what can't be done and why."""
        self.notify(visible(error.message), title=error.title, severity=severity, markup=False)

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self.choose_theme(other_side(self.theme, dark=self.current_theme.dark))

    def choose_theme(self, name: str) -> None:
        """Draw in the theme called *name* from now on."""
        self.theme = name
        self.remember("theme", name)

    def remember(self, name: str, value: str | int | bool) -> None:
        """Keep a setting for the next time; say so where that can't be done."""
        try:
            save_setting(name, value)
        except (OSError, PostilError) as error:
            why = error.message if isinstance(error, PostilError) else error.strerror
            self.notify(
                visible(f"This holds until you quit: {why}"), severity="warning", markup=False
            )

    # -- saving

    def _show_saving(self, saving: Saving) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.show_saving(saving)

    def look_round(self) -> None:
        """Take in what other windows and commands wrote."""
        self.lane.submit(self._catch_up, self._tell_changes, self._ignore, counted=False)

    def _catch_up(self) -> bool:
        return self.library.catch_up()

    def _tell_changes(self, changed: bool) -> None:
        """Show what came in, and say how many; what nobody did to be seen (a purge) is not said."""
        self.tell_notices()
        count = max(0, self.library.taken_in - self._told_changes)
        self._told_changes += count
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen) and (changed or count):
                screen.changed()
                if count:
                    words = f"{counted(count, 'change')} from another window"
                    screen.whisper(words, beside=True)

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
                self.call_from_thread(self.complain, error, "warning")

    @work
    async def leave(self) -> None:
        """Quit once everything is on disk; ask, where the disk refuses."""
        if self.tour is not None:
            self.tour.end()
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.keep_place()
        if self.lane.state.refused is None:
            await self.lane.drained()
            self.exit()
            return
        from tui.screens.leaving import leave_unsaved

        told = await leave_unsaved(self)
        if told is not None:
            self.exit(message=told)

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    async def action_quit(self) -> None:
        """Quit (Textual's own ctrl+q comes here)."""
        self.leave()
