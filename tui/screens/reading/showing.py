"""What is seen of the work on an article: marks in the text, the panel's rows, the status bar."""

from __future__ import annotations

from store.model import Annotation
from tui.screens.base import CommandScreen
from tui.screens.reading.desk import Desk
from tui.screens.reading.linking import Linking
from tui.screens.reading.quoting import Quoting
from tui.screens.reading.suggesting import Suggesting
from tui.screens.reading.telling import selected
from tui.widgets.article_view import ArticleView, Mark
from tui.widgets.bars import StatusBar
from tui.widgets.columns import Column, Row
from tui.widgets.rows import RowList
from tui.words import aside, by_kind, described, placed, sign, told


class Showing:
    """Draws what is tagged, linked and suggested, and tells what of that is at the caret."""

    def __init__(
        self,
        screen: CommandScreen,
        desk: Desk,
        *,
        quoting: Quoting,
        suggesting: Suggesting,
        linking: Linking,
    ) -> None:
        """Nothing is drawn yet."""
        self._screen, self._desk = screen, desk
        self._quoting, self._suggesting, self._linking = quoting, suggesting, linking
        self._counts = ""
        self._told: object = None
        """The caret and the selection that the bars tell of."""

    def lay_out(self) -> None:
        """Put the text and the panel on the desk, both empty yet."""
        columns = [Column("", 1), Column("Annotations", 0), Column("", 13, needs=34)]
        self._desk.view = self._make_view()
        self._desk.panel = RowList(columns, empty=self.nothing_tagged, id="panel")

    def _make_view(self) -> ArticleView:
        if not self._screen.app.settings.linear:
            return ArticleView(id="text")
        from tui.widgets.article_view.linear import LinearView

        return LinearView(self.told_mark, id="text")

    def draw(self) -> None:
        """Draw marks, panel and status bar."""
        desk = self._desk
        self._suggesting.sift()
        desk.reindex()
        self._counts = by_kind(desk.annotations)
        desk.view.set_marks(self.marks())
        rows = [row for one in desk.annotations for row in self._rows_of(one)]
        current = desk.current()
        desk.panel.show(rows, None if current is None else current.id)
        self._show_status()
        self._screen.refresh_footer()

    def marks(self) -> list[Mark]:
        """A mark for each stretch of each annotation and, dotted, for each suggestion."""
        desk = self._desk
        marks = [mark for one in desk.annotations for mark in desk.legend.marks(one)]
        return [*marks, *self._suggesting.marks()]

    def _rows_of(self, annotation: Annotation) -> list[Row]:
        """The panel's rows for an annotation and its links; keys begin with its id."""
        shown = sign(annotation, self._desk.legend.letter(annotation.kind))
        own = Row(annotation.id, (shown, annotation.exact, aside(annotation)))
        return [own, *self._linking.rows(annotation)]

    def told_mark(self, mark: Mark) -> str:
        """What a mark is, in words."""
        found = self._desk.named(mark.id)
        if found is None:
            return mark.kind
        places = [span.start for span in found.spans]
        part = f", part {places.index(mark.start) + 1} of {len(places)}" * (len(places) > 1)
        return told(found) + part

    @property
    def nothing_tagged(self) -> str:
        """What the panel says where it is empty."""
        if self._screen.is_opening:
            return "The library is being opened…"
        return f"Nothing tagged yet: {self._desk.tag_keys} tag."

    # -- at the caret

    def tell(self) -> None:
        """Say what is at the caret, in the bars and the panel."""
        desk = self._desk
        self._told = desk.caret, desk.view.selection
        if self._quoting.leads_on(desk.caret):  # to another part of a long article
            self._quoting.find_soon()
            self._suggesting.look_soon()
        current = desk.current()
        if current is not None and not desk.panel.has_focus:
            desk.panel.highlight(current.id)
        self._show_status()
        self._screen.refresh_footer()

    def tell_if_moved(self) -> None:
        """Say what is at the caret, unless that was done with the command that moved it."""
        if self._told != (self._desk.caret, self._desk.view.selection):
            self.tell()

    def _show_status(self) -> None:
        """Say what is under the caret, the counts and the position."""
        right = self._counts
        # In linear mode a place that changes with every key would be told with every key.
        if not self._screen.app.settings.linear:
            percent = round(100 * self._desk.caret / max(1, len(self._desk.text) - 1))
            right = f"{right + ' · ' if right else ''}{percent} %"
        for bar in self._screen.query(StatusBar):  # there is none while the screen is taken away
            bar.show(self._words_here(), right)

    def _words_here(self) -> str:
        """What is selected, or suggested or tagged at the caret, or where that is."""
        desk = self._desk
        if (selection := desk.view.selection) is not None:
            return selected(desk.text, *selection, aloud=self._screen.app.settings.linear)
        if (one := self._suggesting.here()) is not None:
            return self._suggesting.told(one)
        if (current := desk.current()) is not None:
            more = len(desk.here()) - 1
            others = f" · +{more} here ({self._screen.key('other')})" if more > 0 else ""
            return " · ".join([described(current) + others, *self._linking.told(current)])
        return placed(desk.view.block_at(desk.caret))
