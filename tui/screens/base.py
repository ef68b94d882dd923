"""What screens share: keys to commands, the footer, the palette, saving, undo, exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.screen import Screen
from textual.widgets import Input

from store.errors import PostilError
from store.history import Reversal
from store.library import Library
from tui.commands.base import Command
from tui.commands.keys import KeyReader, token
from tui.saving import Saving, SavingLane
from tui.untrusted import visible
from tui.widgets.bars import CommandFooter, StatusBar

if TYPE_CHECKING:
    from textual.command import Provider

    from tui.app import PostilApp


def command_provider() -> type[Provider]:
    """The palette's source of commands, loaded when the palette is first opened."""
    from tui.screens.palette import CommandProvider

    return CommandProvider


class CommandScreen(Screen[None]):
    """A screen whose keys are declared as commands and whose changes go down the saving lane."""

    commands: ClassVar[tuple[Command, ...]] = ()
    COMMANDS: ClassVar[set[Any]] = {command_provider}
    BINDINGS: ClassVar[list[Any]] = []
    app: PostilApp

    def __init__(self, library: Library) -> None:
        """Over *library*, which every change goes through."""
        super().__init__()
        self.library = library
        self._keys = KeyReader(self.commands)
        self._footer: CommandFooter | None = None

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Feed a key press to the commands, unless it is typed into a field."""
        field = self.focused
        if isinstance(field, Input):
            # Pressed before the key that led to the field was done: it is meant for the field.
            if event.character is not None and event.is_printable:
                event.stop()
                field.insert_text_at_cursor(event.character)
            return
        press = self._keys.feed(token(event.key, event.character))
        if press.command is not None:
            event.stop()
            event.prevent_default()
            self.run_command(press.command, press.count)
        elif press.pending or not press.known or event.key in ("tab", "shift+tab", "escape"):
            event.stop()
            event.prevent_default()
        self.refresh_footer()

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do *command*; what the store says against it is shown."""
        try:
            call = getattr(self, f"do_{command.action}")
            if command.counts:
                call(*command.args, count=count)
            else:
                call(*command.args)
        except PostilError as error:
            self.complain(error)
        self.after_command()

    def after_command(self) -> None:
        """Bring the bars up to date in the same frame as what the command changed."""
        self.refresh_footer()

    def can_do(self, command: Command) -> bool:
        """Whether *command* does anything now; the footer shows only what does."""
        return True

    def refresh_footer(self) -> None:
        """Show what can be done now."""
        if self._footer is None:
            self._footer = next(iter(self.query(CommandFooter)), None)
        if self._footer is not None:
            offered = (c for c in self.commands if c.footer and self.can_do(c))
            self._footer.show(offered, self._keys.pending)

    def on_command_footer_asked(self, event: CommandFooter.Asked) -> None:
        """Do a clicked command."""
        self.run_command(event.command)

    # -- saying

    def say(self, words: str) -> None:
        """A quiet word to the reader."""
        self.notify(visible(words), markup=False, timeout=3)

    def whisper(self, words: str) -> None:
        """Say something in the bar for a while, over nothing that is being read."""
        for bar in self.query(StatusBar):
            bar.whisper(words)

    def complain(self, error: PostilError) -> None:
        """Say what can't be done and why."""
        self.notify(visible(error.message), title=error.title, severity="error", markup=False)

    # -- saving

    @property
    def lane(self) -> SavingLane:
        """The one ordered lane for writes."""
        return self.app.lane

    def save(self, change: Callable[[], Any], done: Callable[[Any], None] | None = None) -> None:
        """Send *change* down the lane, and take in what the library holds afterwards."""

        def finished(result: Any) -> None:
            if self.is_attached:  # the reader may have left this screen meanwhile
                if done is not None:
                    done(result)
                self.changed()

        def failed(error: PostilError) -> None:
            self.complain(error)
            if self.is_attached:
                self.changed()

        self.lane.submit(change, finished, failed)

    def show_saving(self, saving: Saving) -> None:
        """Show how saving stands."""
        for bar in self.query(StatusBar):
            bar.show_saving(saving, "READ ONLY" if self.library.read_only else None)

    def changed(self) -> None:
        """The library changed, here or in another window."""

    def on_mount(self) -> None:
        """Show how saving stands, and what can be done."""
        self.show_saving(self.lane.state)
        self.refresh_footer()

    def on_screen_resume(self) -> None:
        """Take in what changed while another screen was on top."""
        self.show_saving(self.lane.state)
        self.changed()
        self.refresh_footer()

    # -- commands that every screen has

    def do_undo(self) -> None:
        """Undo this window's last step."""
        self.save(lambda: self.library.undo(mine=True), partial(self._say_reversal, "Undone"))

    def do_redo(self) -> None:
        """Redo what was undone."""
        self.save(lambda: self.library.redo(mine=True), partial(self._say_reversal, "Redone"))

    def _say_reversal(self, word: str, reversal: Reversal) -> None:
        self.say(f"{word}: {reversal.action}")

    @property
    def article_here(self) -> str | None:
        """The id of the article that is open or under the cursor."""
        return None

    @work
    async def do_export(self) -> None:
        """Export to a file: format, filters and redaction are asked for."""
        from tui.screens.exchange import export

        await export(self)

    @work
    async def do_import(self) -> None:
        """Import annotations from a file the person names."""
        from tui.screens.exchange import take_in

        await take_in(self)

    @work
    async def do_orphans(self) -> None:
        """Ask about the annotations that have no sure place."""
        from tui.screens.exchange import orphans

        await orphans(self)

    @work
    async def do_carry(self) -> None:
        """Carry the annotations of an earlier version to this article."""
        from tui.screens.exchange import carry_over

        await carry_over(self)

    @work
    async def do_annotator(self) -> None:
        """Ask for the pseudonym that signs notes."""
        from tui.config import clean_annotator, save_annotator
        from tui.dialogs.prompts import Ask

        name = await self.app.push_screen_wait(
            Ask(
                "Your pseudonym",
                self.library.who,
                help="It signs your notes and goes into exports. It need not be your name.",
            )
        )
        if name and (name := clean_annotator(name)):
            try:
                save_annotator(name)
            except OSError as error:
                self.say(f"It is kept for this run only: {error.strerror}.")
            self.library.sign_as(name)
            self.changed()
            self.say(f"Notes are signed “{name}” from now on.")

    def do_theme(self) -> None:
        """Change between light and dark."""
        self.app.toggle_theme()

    @work
    async def do_keys(self) -> None:
        """Show every key; the one chosen is done."""
        from tui.dialogs.pick import KeySheet

        rows = [(c.id, c.shown_keys, c.title, c.group) for c in self.commands]
        chosen = await self.app.push_screen_wait(KeySheet(rows))
        for command in self.commands:
            if command.id == chosen and command.action != "keys":
                self.run_command(command)

    def do_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Quit."""
        self.app.leave()
