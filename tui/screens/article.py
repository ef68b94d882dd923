"""An article on screen: its text, its annotations beside it, and what the bar says of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model import Annotation, Block, BlockKind
from store.text import count_words, fold_space
from store.wording import counted
from tui.screens.legend import Legend
from tui.screens.page import PageScreen
from tui.screens.quoting import Quoting
from tui.widgets.article_view import ArticleView, Mark, graphemes
from tui.widgets.bars import StatusBar
from tui.widgets.columns import Row
from tui.widgets.rows import RowList
from tui.words import aside, by_kind, described, placed, sign, told

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening

_TOLD = 200
"""Characters of a selection that are told."""
_COUNTED = 20_000
"""Code points of a selection in which a key may count words and characters."""


class ArticleScreen(PageScreen, part=True):
    """Shows one article, what is tagged in it, and the views of both."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* (an id, or a glimpse) of *library*, from *annotation* on.

        Raises NotFoundError and DamagedLibraryError.
        """
        super().__init__(library, article)
        self.quoting = Quoting(self)
        self._by_id: dict[str, Annotation] = {}
        self._told_counts = ""
        self._legend: Legend | None = None
        self._told_place: object = None
        """The caret and the selection that the bars tell of."""
        self._found_here: tuple[int, object, tuple[Annotation, ...]] = (-1, None, ())
        self._current = annotation

    def told_mark(self, mark: Mark) -> str:
        """What a mark is, in words."""
        found = self._by_id.get(mark.id)
        if found is None:
            return mark.kind
        places = [span.start for span in found.spans]
        part = f", part {places.index(mark.start) + 1} of {len(places)}" * (len(places) > 1)
        return told(found) + part

    def on_mount(self) -> None:
        """Show the article where the reader left it."""
        self.view.measure = self.app.column
        self.view.show(self.text, self.blocks, caret=self._begin())
        self.quoting.read_around(self.view.caret)
        self.show_annotations()
        self.view.focus()
        if self._current is not None:  # it may lie in a fold
            self.call_after_refresh(self.go_to_annotation, self._current)
        if self.is_opening:
            self.call_after_refresh(self.open_library)
        else:
            self._begin_reading()

    def arrived(self) -> None:
        """Show all of the article, and what is tagged in it."""
        self.view.exchange(self.text, self.blocks)
        self.panel.empty = self.nothing_tagged
        self.show_annotations()
        self._begin_reading()

    def _begin_reading(self) -> None:
        self.quoting.find_soon()
        self._mark_begun()

    def _mark_begun(self) -> None:
        article = self.article.id
        if self.article.state == "new" and self.read_only is None:
            place = self.place_left
            self.save(lambda: self.library.keep_place(article, place, begin=True), step=False)

    def _begin(self) -> int:
        """Where the reader left off; at first, above the furniture at the top of the page."""
        wanted = [found.start for found in self.annotations if found.id == self._current]
        position = wanted[0] if wanted else self.place_left
        hidden = (BlockKind.BOILERPLATE, BlockKind.COMMENT_META)
        starts = (block.start for block in self.blocks if block.kind not in hidden)
        return position or next(starts, 0)

    def read_on(self) -> None:
        """Read another part of a long article where the caret comes near an end of this one."""
        if self.quoting.leads_on(self.view.caret):
            self._part_changed()

    def _part_changed(self) -> None:
        """Read the part the caret came to, once that is painted."""
        self.quoting.find_soon()

    @property
    def caret(self) -> int:
        """The offset under the caret."""
        return self.view.caret

    # -- annotations

    def changed(self) -> None:
        """Take in the library's annotations, unless changes made here are still on their way."""
        if self.lane.state.waiting:
            return
        self._seq = -1
        if self.article.id not in self.library.articles and self.app.screen is not self:
            return  # a dialog is open above; it is told when that closes
        try:
            self.article = self.library.articles.get(self.article.id)
        except NotFoundError:
            self._told_as_removed()
            return
        self.annotations = self.library.annotations.of(self.article.id)
        if self.annotations and self.app.tour is None:  # which had taken back that it was begun
            self._mark_begun()
        self._take_blocks(self.library.articles.blocks(self.article.id))
        self.show_annotations()

    def _told_as_removed(self) -> None:
        """Leave for the list, unless something typed would be lost with this screen."""
        if self.holds_typed:
            self.say(
                "This article was removed elsewhere. What you typed is kept as a draft until you "
                "leave; an undo there brings the article back."
            )
            return
        self.say("This article was removed.")
        self.app.back()

    @property
    def holds_typed(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return False

    def _take_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show the text with corrected blocks, the caret where it is."""
        if blocks != self.blocks:
            self.blocks = blocks
            self.quoting.ready.clear()
            self.view.show(self.text, blocks, caret=self.view.caret)
            self.quoting.find()

    def put(self, annotation: Annotation) -> None:
        """Show a new or changed annotation at once, before it is on disk.

        The words of a new one are marked before anything else is brought up to date.
        """
        if annotation.id not in self._by_id:
            self.view.add_marks(self.legend.marks(annotation))
            self.paint_now()
        others = [other for other in self.annotations if other.id != annotation.id]
        self.annotations = tuple(sorted([*others, annotation], key=lambda a: (a.start, -a.end)))
        self._current = annotation.id
        self.show_annotations()

    def drop(self, annotation: str) -> None:
        """Take an annotation off the screen at once."""
        self.annotations = tuple(a for a in self.annotations if a.id != annotation)
        self.show_annotations()

    def here(self) -> tuple[Annotation, ...]:
        """The annotations under the caret, the shortest first."""
        caret, known, found = self._found_here
        if caret != self.view.caret or known is not self._by_id:
            caret = self.view.caret
            ids = dict.fromkeys(self.view.marks_at(caret))
            all_ = [self._by_id[name] for name in ids if name in self._by_id]
            found = tuple(sorted(all_, key=lambda a: a.end - a.start))
            self._found_here = caret, self._by_id, found
        return found

    def current(self) -> Annotation | None:
        """The annotation that a key now works on: the chosen one here, else the shortest."""
        if self.panel.has_focus:
            chosen_id = (self.panel.key or "").partition(" ")[0]
            return self._by_id.get(chosen_id)
        here = self.here()
        chosen = next((a for a in here if a.id == self._current), None)
        return chosen or (here[0] if here else None)

    def annotation_here(self) -> Annotation | None:
        """As `current`, for a command that needs one: where there is none, that is said."""
        found = self.current()
        if found is None:
            self.say(f"There is no annotation here; {self.tag_keys} tag.")
        return found

    def show_annotations(self) -> None:
        """Draw marks, panel and status bar."""
        self._by_id = {annotation.id: annotation for annotation in self.annotations}
        self._told_counts = by_kind(self.annotations)
        self.view.set_marks(self.marks())
        self._found_here = (-1, None, ())
        rows = [row for one in self.annotations for row in self.rows_of(one)]
        current = self.current()
        self.panel.show(rows, None if current is None else current.id)
        self.show_status()
        self.refresh_footer()

    @property
    def legend(self) -> Legend:
        """How annotations are marked with the codebook that is in force."""
        codebook = self.library.codebook
        if self._legend is None or self._legend.codebook is not codebook:
            self._legend = Legend(codebook)
        return self._legend

    def rows_of(self, annotation: Annotation) -> list[Row]:
        """The panel's rows for an annotation; keys begin with its id."""
        shown = sign(annotation, self.legend.letter(annotation.kind))
        return [Row(annotation.id, (shown, annotation.exact, aside(annotation)))]

    def marks(self) -> list[Mark]:
        """A mark for each stretch of each annotation."""
        return [mark for annotation in self.annotations for mark in self.legend.marks(annotation)]

    def show_status(self) -> None:
        """Say what is under the caret, the counts and the position."""
        percent = round(100 * self.view.caret / max(1, len(self.text) - 1))
        counts = self._told_counts
        right = f"{counts + ' · ' if counts else ''}{percent} %"
        if self.app.settings.linear:
            right = counts  # a place that changes with every key would be told with every key
        self.query_one(StatusBar).show(self.words_here(), right)

    def words_here(self) -> str:
        """What is selected, or tagged at the caret, or where that is."""
        view = self.view
        selection, current = view.selection, self.current()
        if selection is not None:
            words = f"{much(self.text, *selection)} selected"
            if self.app.settings.linear:
                words += f": {fold_space(self.text[slice(*selection)])[:_TOLD]}"
            return words
        if current is not None:
            more = len(self.here()) - 1
            return described(current) + (
                f" · +{more} here ({self.key('other')})" if more > 0 else ""
            )
        return placed(view.block_at(view.caret))

    def after_command(self) -> None:
        """Say what is under the caret now, without waiting for the view's message."""
        self._tell_place()

    def on_article_view_caret_moved(self) -> None:
        """Say what is there, unless that was done with the command that moved it."""
        self._tell_other_place()

    def _tell_other_place(self) -> None:
        if self._told_place != (self.view.caret, self.view.selection):
            self._tell_place()

    def _tell_place(self) -> None:
        self._told_place = self.view.caret, self.view.selection
        self.read_on()
        current = self.current()
        if current is not None and not self.panel.has_focus:
            self.panel.highlight(current.id)
        self.show_status()
        self.refresh_footer()

    def on_article_view_selection_changed(self) -> None:
        """Say how much is selected, unless that was done with the command that selected it."""
        self._tell_other_place()

    def on_article_view_mark_clicked(self, event: ArticleView.MarkClicked) -> None:
        """Go to a mark clicked in the margin."""
        self.go_to_annotation(event.id)

    def go_to_annotation(self, annotation: str) -> None:
        """Show an annotation and make it the current one."""
        for found in self.annotations:
            if found.id == annotation:
                self._current = annotation
                self.view.reveal(found.start, found.end)
                self.view.go_to(found.start)
                self.show_status()

    # -- the panel

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the annotation that the panel's cursor is on."""
        self.go_to_annotation(event.key.partition(" ")[0])


def much(text: str, start: int, end: int) -> str:
    """How much text[start:end] holds: words where there are several, else characters as a reader
    sees them; of what is too long to be counted, about how many characters.
    """
    beginning = text[start : min(end, start + _COUNTED)]
    characters = graphemes.count(beginning)
    if start + len(beginning) < end:
        about = characters * (end - start) // len(beginning)
        return f"about {round(about, -3):,} characters"
    words = count_words(beginning)
    return counted(words, "word") if words > 1 else counted(characters, "character")
