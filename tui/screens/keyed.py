"""Keys to commands, the footer, the palette, and words to the reader: the ground of all screens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.screen import Screen
from textual.widgets import Input

from store.errors import PostilError, ReadOnlyError
from tui import textual_private
from tui.commands.base import Command, show_keys
from tui.commands.keymap import KEPT
from tui.commands.keys import KeyReader, token
from tui.compositing import QuickCompositor
from tui.opening import Opening
from tui.screens.parts import Part
from tui.untrusted import visible
from tui.widgets.bars import WHISPER_SECONDS, CommandFooter, StatusBar

if TYPE_CHECKING:
    from textual.command import Provider

    from store.library import Library
    from tui.app import PostilApp


T = TypeVar("T")

_WRITING = 0.0001
"""Seconds that the thread that writes to the terminal is left alone for, to begin with it."""


def command_provider() -> type[Provider]:
    """The palette's source of commands, loaded when the palette is first opened."""
    from tui.screens.palette import CommandProvider

    return CommandProvider


class KeyedScreen(Screen[None]):
    """A screen whose keys are declared as commands, which it or one of its parts does."""

    commands: tuple[Command, ...] = ()
    parts: tuple[Part, ...] = ()
    COMMANDS: ClassVar[set[Any]] = {command_provider}
    BINDINGS: ClassVar[list[Any]] = []
    app: PostilApp

    def __init_subclass__(cls, *, ground: bool = False, **options: bool) -> None:
        """Have Textual prepare a screen; the *ground* of others is never shown, which saves that.

        It goes over every name of a class, for each class anew, and of a screen there are many.
        """
        if ground:
            textual_private.name_for_styles(cls)  # its rules are for those that have it
        else:
            super().__init_subclass__(**options)

    def __init__(self, library: Library | Opening) -> None:
        """Over *library*, which every change goes through."""
        super().__init__()
        self._compositor = QuickCompositor()
        self._library = library
        self._offered: tuple[Command, ...] | None = None
        self._keys = KeyReader(self.commands)
        self._footer: CommandFooter | None = None

    @property
    def library(self) -> Library:
        """The library; while it is being opened, whoever asks for it waits."""
        if isinstance(self._library, Opening):
            self._library = self._library.get()
        return self._library

    @property
    def is_opening(self) -> bool:
        """Whether the library is still being opened, and the screen shows a glimpse."""
        return False

    @property
    def is_up_to_date(self) -> bool:
        """Whether nothing changed since the screen took in what it shows."""
        return False

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed here, in a sentence; None where it can."""
        return None if self.is_opening else self.library.read_only

    # -- keys

    @property
    def offered(self) -> tuple[Command, ...]:
        """The commands with the keys that the settings give them."""
        if self._offered is None:
            self._offered = self.app.settings.keymap.over(self.commands)
        return self._offered

    def keys_of(self, *ids: str) -> str:
        """The first keys of commands, for use in a sentence: `q e c d`."""
        return " ".join(dict.fromkeys(self.key(id_) for id_ in ids))

    def key(self, id_: str) -> str:
        """The first key of the command of that id, as a person reads it, for use in a sentence."""
        command = next((c for c in self.offered if c.id == id_), None)
        if command is None or not command.keys:
            return "" if id_ == KEPT else self.key(KEPT)
        return show_keys(command.keys[0])

    def take_commands(self, commands: tuple[Command, ...]) -> None:
        """Offer *commands* from now on."""
        if commands != self.commands:
            self.commands = commands
            self._offered = None
            self._keys = KeyReader(self.offered)

    def on_key(self, event: events.Key) -> None:
        """Feed a key press to the commands, unless something else waits for it."""
        if self.takes_key(event):
            event.stop()
            event.prevent_default()
            return
        field = self.focused
        if isinstance(field, Input):
            # Pressed before the key that led to the field was done: it is meant for the field.
            if event.character is not None and event.is_printable:
                event.stop()
                field.insert_text_at_cursor(event.character)
            return
        if self.app.settings.linear:
            self.hush()
        if self.app.tour is not None and not self._keys.pending:
            leaving = event.key == "escape"
            if leaving or self.app.tour.is_last:
                self.app.tour.end()
            if leaving:
                event.stop()
                event.prevent_default()
                return
        press = self._keys.feed(token(event.key, event.character))
        if press.command is not None:
            event.stop()
            event.prevent_default()
            self.run_command(press.command, press.count)
            self.paint_now()
            return
        if press.pending or not press.known or event.key in ("tab", "shift+tab", "escape"):
            event.stop()
            event.prevent_default()
        self.refresh_footer()

    def takes_key(self, event: events.Key) -> bool:
        """Take a key that is no command now, as a letter that is waited for; whether it is one."""
        del event
        return False

    def part_for(self, command: Command) -> Part | KeyedScreen:
        """Who does *command*: one of the parts, else the screen itself."""
        method = f"do_{command.action}"
        return next((part for part in self.parts if hasattr(part, method)), self)

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do *command*; what the store says against it is shown."""
        try:
            if command.changes and self.read_only:
                raise ReadOnlyError(self.read_only)
            call = getattr(self.part_for(command), f"do_{command.action}")
            begun = call(*command.args, count=count) if command.counts else call(*command.args)
            if asyncio.iscoroutine(begun):
                self.begin(begun)
        except PostilError as error:
            self.complain(error)
        self.after_command()
        if self.app.tour is not None:
            self.app.tour.after(self, command.id)

    def begin(self, asking: Coroutine[Any, Any, None]) -> None:
        """Begin what asks the reader and waits for the answer."""
        self.run_worker(self._carried_out(asking))

    async def _carried_out(self, asking: Coroutine[Any, Any, None]) -> None:
        try:
            await asking
        except PostilError as error:
            self.complain(error)

    async def ask(self, dialog: Screen[T]) -> T | None:
        """What the reader answers in *dialog*; None where they leave it."""
        return await self.app.push_screen_wait(dialog)

    def paint_now(self) -> None:
        """Paint what was changed so far, and let it be written before anything else is done.

        Textual would gather it by messages, some turns of the loop later. It still does so where
        the layout changes too, or where more keys have come already.
        """
        if textual_private.paint_changed(self) and not self.app.is_headless:
            time.sleep(_WRITING)

    def after_command(self) -> None:
        """Bring the bars up to date in the same frame as what the command changed."""
        self.refresh_footer()

    def can_do(self, command: Command) -> bool | None:
        """Whether *command* does anything now: False hides it in the footer, None dims it."""
        if command.changes and self.read_only:
            return False
        if command.id == "undo":
            return self.app.undoable > 0 or None
        if command.id == "redo":
            return self.app.redoable > 0 or None
        part = self.part_for(command)
        return part.can_do(command) if isinstance(part, Part) else True

    def labelled(self, command: Command) -> Command:
        """*command* with the footer's label for what it would do now."""
        return command

    def instead_of_commands(self) -> str:
        """What to type now where keys are not commands; empty where they are."""
        return "type · enter takes it · esc leaves" if isinstance(self.focused, Input) else ""

    def refresh_footer(self) -> None:
        """Show what can be done now; behind a dialog that is nothing."""
        on_top = self.is_attached and self.app.screen is self
        note = self.instead_of_commands() if on_top else ""
        offered = [
            (self.labelled(command), possible is None)
            for command in self.offered
            if command.footer and command.keys and on_top and not note
            for possible in [self.can_do(command)]
            if possible is not False
        ]
        if self.footer is not None:
            self.footer.show(offered, self._keys.pending, note)

    @property
    def footer(self) -> CommandFooter | None:
        """The line of keys, once there is one."""
        if self._footer is None:
            self._footer = next(iter(self.query(CommandFooter)), None)
        return self._footer

    def on_descendant_focus(self) -> None:
        """Other keys work in a field than in a list."""
        self.refresh_footer()

    def on_descendant_blur(self) -> None:
        """Other keys work in a list than in a field."""
        self.refresh_footer()

    def on_screen_suspend(self) -> None:
        """No key of this screen works while another is on top."""
        self.refresh_footer()

    def on_command_footer_asked(self, event: CommandFooter.Asked) -> None:
        """Do a clicked command."""
        self.run_command(event.command)

    # -- saying

    def say(self, words: str) -> None:
        """A quiet word to the reader: in the bar, over nothing that is being read, or in a notice
        where that has no room for it; what the bar said of the step before is over.
        """
        self.hush()
        bar = next(iter(self.query(StatusBar)), None)
        if bar is not None and self.app.screen is self and bar.has_room(words):
            self.whisper(words)
            return
        self.notify(visible(words), markup=False, timeout=self.app.settings.notice_seconds)

    def whisper(self, words: str, *, beside: bool = False) -> None:
        """Say something in the bar for a while, over nothing that is being read; *beside* what is
        said there already.
        """
        for bar in self.query(StatusBar):
            seconds = max(WHISPER_SECONDS, self.app.settings.notice_seconds)
            bar.whisper(words, seconds, beside=beside)

    def hush(self) -> None:
        """What the bar said of the step before is over."""
        for bar in self.query(StatusBar):
            bar.fall_silent()

    def complain(self, error: PostilError) -> None:
        """Say what can't be done and why."""
        self.notify(visible(error.message), title=error.title, severity="error", markup=False)
