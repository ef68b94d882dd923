"""What screens share beside keys: saving, undo, exports, and the commands that each has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from store.errors import PostilError
from tui.commands.keys import KeyReader
from tui.saving import Saving, SavingLane
from tui.screens.keyed import KeyedScreen
from tui.widgets.bars import StatusBar
from tui.words import told_action

if TYPE_CHECKING:
    from store.conflicts import Clash
    from store.history import Reversal


class CommandScreen(KeyedScreen, ground=True):
    """A screen whose changes go down the saving lane."""

    # -- saving

    @property
    def lane(self) -> SavingLane:
        """The one ordered lane for writes."""
        return self.app.lane

    def save(
        self,
        change: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        *,
        step: bool = True,
    ) -> None:
        """Send *change* down the lane, and take in what the library holds afterwards.

        *step* says whether it would be a step that undo takes back.
        """

        def carry_out() -> tuple[Any, bool]:
            seq = self.library.seq
            return change(), self.library.seq != seq

        def finished(outcome: tuple[Any, bool]) -> None:
            result, stored = outcome
            if stored and step:
                self.app.undoable, self.app.redoable = self.app.undoable + 1, 0
            if self.is_attached:  # the reader may have left this screen meanwhile
                if done is not None:
                    done(result)
                self.changed()

        def failed(error: PostilError) -> None:
            self.complain(error)
            if self.is_attached:
                self.changed()

        self.lane.submit(carry_out, finished, failed)

    def show_saving(self, saving: Saving) -> None:
        """Show how saving stands."""
        instead = "opening…" if self.is_opening else "READ ONLY" if self.read_only else None
        for bar in self.query(StatusBar):
            bar.show_saving(saving, instead)

    def changed(self) -> None:
        """The library changed, here or in another window."""

    def keep_place(self) -> None:
        """Remember where the reader is, for the next time."""

    def on_mount(self) -> None:
        """Take the settings' keys; show how saving stands, and what can be done."""
        self._keys = KeyReader(self.offered)
        self.show_saving(self.lane.state)
        self.refresh_footer()
        if self.app.tour is not None:
            self.app.tour.show(self)

    def on_screen_resume(self) -> None:
        """Take in what changed while another screen was on top."""
        self.show_saving(self.lane.state)
        if not self.is_up_to_date:
            self.changed()
        self.refresh_footer()

    # -- commands that every screen has

    def do_undo(self) -> None:
        """Undo this window's last step."""
        self._reverse(partial(self.library.undo, mine=True), "Undone", -1)

    def do_redo(self) -> None:
        """Redo what was undone."""
        self._reverse(partial(self.library.redo, mine=True), "Redone", 1)

    def _reverse(self, reverse: Callable[[], Reversal], word: str, way: int) -> None:
        def carry_out() -> tuple[Reversal, Clash | None]:
            reversal = reverse()
            return reversal, self.library.reopened(reversal)

        def reversed_(outcome: tuple[Reversal, Clash | None]) -> None:
            reversal, clash = outcome
            self.app.undoable = max(0, self.app.undoable + way)
            self.app.redoable = max(0, self.app.redoable - way)
            self.say(f"{word}: {self.told_step(reversal)}")
            if clash is not None:
                self.begin(self.ask_which(clash))

        self.save(carry_out, reversed_, step=False)

    async def ask_which(self, clash: Clash) -> None:
        """Ask which version is to stay, where another window changed the same annotation."""
        from tui.dialogs.conflict import Conflict

        theirs, mine = clash.theirs.id, clash.mine.id
        match await self.ask(Conflict(clash)):
            case "m":
                self.save(lambda: self.library.settle(theirs, mine, "mine"))
            case "t":
                self.save(lambda: self.library.settle(theirs, mine, "theirs"))
            case _:
                self.say("Both are kept, linked as same-as.")

    def told_step(self, reversal: Reversal) -> str:
        """What was undone or redone, in words; the screen shows what was before, still."""
        return told_action(reversal.action)

    @property
    def article_here(self) -> str | None:
        """The id of the article that is open or under the cursor."""
        return None

    def export_scope(self) -> tuple[str, ...]:
        """The articles (ids) marked for what is done to several; empty where none is."""
        return ()

    async def do_export(self) -> None:
        """Export to a file: format, filters and redaction are asked for."""
        from tui.screens.exporting import export

        await export(self)

    async def do_import(self) -> None:
        """Import annotations from a file the person names."""
        from tui.screens.importing import take_in

        await take_in(self)

    async def do_orphans(self) -> None:
        """Ask about the annotations that have no sure place."""
        from tui.screens.importing import orphans

        await orphans(self)

    async def do_carry(self) -> None:
        """Carry the annotations of an earlier version to this article."""
        from tui.screens.importing import carry_over

        await carry_over(self)

    def do_backup(self) -> None:
        """Back up the library now."""
        from tui.screens.keeping import back_up

        back_up(self)

    async def do_check(self) -> None:
        """Check the library's files and records, and say what holds."""
        from tui.screens.keeping import check

        await check(self)

    async def do_annotator(self) -> None:
        """Ask for the pseudonym that signs notes."""
        from tui.config import clean_annotator
        from tui.dialogs.prompts import Ask

        name = await self.ask(
            Ask(
                "Your pseudonym",
                self.library.who,
                help="It signs your notes and goes into exports. It need not be your name.",
            )
        )
        if name and (name := clean_annotator(name)):
            self.app.remember("annotator", name)
            self.library.sign_as(name)
            self.changed()
            self.say(f"Notes are signed “{name}” from now on.")

    def do_codebook(self) -> None:
        """Open the codebook."""
        from tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.library))

    def do_theme(self) -> None:
        """Change between light and dark."""
        self.app.toggle_theme()

    async def do_choose_theme(self) -> None:
        """Pick a theme of all there are."""
        from tui.dialogs.pick import Pick
        from tui.themes import OWN, theme_names

        options = [(name, "Postil's own" if name in OWN else "") for name in theme_names()]
        chosen = await self.ask(Pick("Theme", options))
        if chosen is not None:
            self.app.choose_theme(chosen)

    async def do_keys(self) -> None:
        """Show every key; the one chosen is done."""
        from tui.dialogs.key_sheet import KeySheet

        rows = [(c.id, c.shown_keys, c.title, c.group) for c in self.offered]
        chosen = await self.ask(KeySheet(rows, self.key("palette")))
        for command in self.offered:
            if command.id == chosen and command.action != "keys":
                self.run_command(command)

    def do_tour(self) -> None:
        """Begin the tour, again."""
        self.app.start_tour()

    def do_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Quit."""
        self.app.leave()
