"""The reading screen: what becomes of keys, of what widgets say and of what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from store.errors import NotFoundError
from tui.commands.base import Command
from tui.commands.own import own_commands
from tui.commands.reading import READING
from tui.screens.base import CommandScreen
from tui.screens.reading.arrival import Arrival
from tui.screens.reading.desk import Contents, Desk, contents_of
from tui.screens.reading.kit import Kit
from tui.screens.reading.telling import told_reversal
from tui.widgets.article_view import ArticleView
from tui.widgets.backdrop import Backdrop, blank_lines
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.history import Reversal
    from store.library import Library
    from store.model import Annotation, Article, Block
    from store.suggest.base import Suggestion
    from tui.opening import Opening

_ON_SUGGESTION = {"edit": "accept", "delete": "reject"}
"""What the footer calls keys that do something else with a suggestion."""


class ReadingScreen(CommandScreen):
    """Reads and tags one article: its text, its annotations beside it, and the bars below.

    The commands are done by the parts of its kit; here stands what concerns several of them.
    """

    DEFAULT_CSS = """
    ReadingScreen {
        & ArticleView { width: 1fr; height: 1fr; }
        & #panel {
            width: 37%;
            min-width: 30;
            max-width: 44;
            height: 1fr;
            border-left: vkey $panel-lighten-2;
        }
        & #page { height: 1fr; }
    }
    """

    commands = READING

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* (an id) of *library*, or a glimpse of it while that is being opened, from
        *annotation* on.

        Raises NotFoundError and DamagedLibraryError.
        """
        super().__init__(library)
        self._seq = -1
        """The library's last change before it was read for this screen; -1 once that is old."""
        glimpse = None
        if isinstance(article, str):
            self._seq = self.library.seq
            contents = contents_of(self.library, article)
        else:
            glimpse = article
            contents = Contents(article.article, article.text, article.blocks, ())
        self._arrival = Arrival(glimpse)
        self.desk = Desk(self, contents, annotation)
        self.kit = Kit(self, self.desk, self._arrival)
        self.parts = self.kit.parts
        self.desk.draw, self.desk.tell = self.kit.showing.draw, self.kit.showing.tell
        if not self.is_opening:
            self._take_kinds()

    def compose(self) -> ComposeResult:
        """The text and the panel, then the bars."""
        self.kit.showing.lay_out()
        self.kit.sides.take_setting()
        with Backdrop(id="page"):
            yield self.desk.view
            yield self.desk.panel
        yield StatusBar()
        yield CommandFooter()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines: everything is covered."""
        return blank_lines(self, crop)

    # -- what is open, for those who look on from outside

    @property
    def article(self) -> Article:
        """The article."""
        return self.desk.article

    @property
    def article_here(self) -> str | None:
        """The id of the article."""
        return self.desk.article.id

    @property
    def text(self) -> str:
        """Its text."""
        return self.desk.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks over its text."""
        return self.desk.blocks

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """What is tagged in it, on disk or on its way there."""
        return self.desk.annotations

    @property
    def place_left(self) -> int:
        """Where the reader left off."""
        return self.kit.reviewing.place_left()

    @property
    def view(self) -> ArticleView:
        """The text."""
        return self.desk.view

    def current(self) -> Annotation | None:
        """The annotation that a key now works on."""
        return self.desk.current()

    def suggestion_here(self) -> Suggestion | None:
        """The suggestion that a key now works on."""
        return self.kit.suggesting.here()

    # -- from the first sight on

    @property
    def is_opening(self) -> bool:
        """Whether the library is still being opened, and the screen shows a glimpse."""
        return self._arrival.glimpse is not None

    @property
    def is_up_to_date(self) -> bool:
        """Whether the screen is new, and nothing changed since what it shows was read."""
        return self.is_opening or self._seq == self.library.seq

    def on_mount(self) -> None:
        """Show the article where the reader left it."""
        desk, kit = self.desk, self.kit
        kit.suggesting.look()
        desk.view.measure = self.app.column
        desk.view.show(desk.text, desk.blocks, caret=kit.reviewing.first_place())
        kit.quoting.read_around(desk.caret)
        desk.draw()
        desk.view.focus()
        if desk.chosen is not None:  # it may lie in a fold
            self.call_after_refresh(desk.go_to_annotation, desk.chosen)
        if self.is_opening:
            self.call_after_refresh(self._arrival.open_library, self, desk.article.id, self._arrive)
        else:
            self._begin_reading()

    def _arrive(self, found: Contents) -> None:
        """Show what the library holds, which is open now, in the place of the glimpse."""
        commands, keys = self._arrival.end()
        self.desk.take(found)
        self.app.tell_notices()
        self.show_saving(self.lane.state)
        self.desk.view.exchange(found.text, found.blocks)
        self.desk.panel.empty = self.kit.showing.nothing_tagged
        self._take_kinds()
        self.desk.draw()
        self._begin_reading()
        for command, count in commands:
            self.run_command(command, count)
        for key in keys:
            self.app.post_message(events.Key(key.key, key.character))

    def _begin_reading(self) -> None:
        self.kit.quoting.find_soon()
        self.kit.reviewing.mark_begun()

    def keep_place(self) -> None:
        """Remember where the reader is, for the next time."""
        self.kit.reviewing.keep_place()

    # -- what the library holds by now

    def changed(self) -> None:
        """Take in what the library holds, unless changes made here are still on their way."""
        if not self.lane.state.waiting:
            self.kit.suggesting.take_stored()
            self._take_in()
        self._take_kinds()

    def _take_in(self) -> None:
        desk, library = self.desk, self.library
        self._seq = -1
        if desk.article.id not in library.articles and self.app.screen is not self:
            return  # a dialog is open above; it is told when that closes
        try:
            desk.article = library.articles.get(desk.article.id)
        except NotFoundError:
            self._told_as_removed()
            return
        desk.annotations = library.annotations.of(desk.article.id)
        if desk.annotations and self.app.tour is None:  # which had taken back that it was begun
            self.kit.reviewing.mark_begun()
        self._take_blocks(library.articles.blocks(desk.article.id))
        desk.draw()

    def _told_as_removed(self) -> None:
        """Leave for the list, unless something typed would be lost with this screen."""
        if self.kit.changing.holds_typed:
            self.say(
                "This article was removed elsewhere. What you typed is kept as a draft until you "
                "leave; an undo there brings the article back."
            )
            return
        self.say("This article was removed.")
        self.app.back()

    def _take_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show the text with corrected blocks, the caret where it is."""
        desk, kit = self.desk, self.kit
        if blocks != desk.blocks:
            desk.blocks = blocks
            kit.quoting.ready.clear()
            desk.view.show(desk.text, blocks, caret=desk.caret)
            kit.quoting.find()
            kit.suggesting.look()

    def _take_kinds(self) -> None:
        """Offer the kinds of the codebook's own beside what every codebook has."""
        declared = type(self).commands
        self.take_commands((*declared, *own_commands(self.library.codebook, declared)))

    def told_step(self, reversal: Reversal) -> str:
        """What was undone or redone, in words."""
        mended = self.kit.reviewing.told(reversal)
        return mended or told_reversal(reversal, self.desk.annotations, self.library.annotations)

    # -- keys

    def takes_key(self, event: events.Key) -> bool:
        """What is typed goes into a line, or is a letter, or waits for the library."""
        takers = (self.kit.finding, self.kit.letters, self._arrival)
        return any(taker.takes_key(event) for taker in takers)

    def instead_of_commands(self) -> str:
        """What letter is waited for."""
        return self.kit.letters.prompt or super().instead_of_commands()

    def run_command(self, command: Command, count: int = 1) -> None:
        """Do *command*, now or once the library is open; where it leaps, note the place left."""
        self.kit.finding.fall_silent()
        before = self.desk.caret
        if self._arrival.holds(command, count, before):
            return
        super().run_command(command, count)
        if command.leaps and self.desk.caret != before:
            self.kit.places.remember(before)

    def after_command(self) -> None:
        """Say what is under the caret now, without waiting for the view's message."""
        self.desk.tell()

    def can_do(self, command: Command) -> bool | None:
        """`enter` and `x` need a suggestion or an annotation."""
        if command.id not in _ON_SUGGESTION:
            return super().can_do(command)
        suggestion = self.suggestion_here()
        if (suggestion is not None or command.changes) and self.read_only:
            return False
        return (suggestion or self.current()) is not None

    def labelled(self, command: Command) -> Command:
        """`enter` and `x` say what they do with a suggestion."""
        if command.id in _ON_SUGGESTION and self.kit.suggesting.here() is not None:
            return replace(command, footer=_ON_SUGGESTION[command.id])
        return super().labelled(command)

    def do_edit(self) -> None:
        """Accept the suggestion here, or open the annotation here; in the panel, follow a link."""
        if self.kit.linking.follow_row():
            return
        if (one := self.kit.suggesting.here()) is not None:
            self.kit.suggesting.accept(one)
        else:
            self.begin(self.kit.changing.open_form())

    def do_delete(self) -> None:
        """Reject the suggestion here, or delete the annotation here."""
        if (one := self.kit.suggesting.here()) is not None:
            self.kit.suggesting.reject(one)
        else:
            self.kit.changing.delete_here()

    def do_back(self) -> None:
        """Leave the panel, or drop the selection, or the hits, or go back to the list."""
        kit = self.kit
        if self.desk.panel.has_focus:
            self.desk.view.focus()
        elif not (kit.tagging.drop_stretches() or kit.selecting.drop() or kit.finding.drop()):
            self.keep_place()
            self.app.back()

    # -- what the widgets say

    def on_resize(self) -> None:
        """Open the panel where there is room for it."""
        self.kit.sides.place()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted may be words to find."""
        self.kit.finding.take_pasted(event)

    def on_descendant_focus(self) -> None:
        """From the panel, whose rows lead about in the text, the reader may come back."""
        if self.desk.panel.has_focus:
            self.kit.places.remember()

    def on_article_view_caret_moved(self) -> None:
        """Say what is there."""
        self.kit.showing.tell_if_moved()

    def on_article_view_selection_changed(self) -> None:
        """Say how much is selected."""
        self.kit.showing.tell_if_moved()

    def on_article_view_mark_clicked(self, event: ArticleView.MarkClicked) -> None:
        """Go to a mark clicked in the margin."""
        self.kit.places.remember()
        self.desk.go_to_annotation(event.id)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the annotation that the panel's cursor is on."""
        self.desk.go_to_annotation(event.key.partition(" ")[0])
