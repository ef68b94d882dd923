"""An article's page: its text, the panel of annotations beside it, and the bars below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip

from tui.pane import Pane
from tui.screens.arriving import ArrivingScreen
from tui.widgets.article_view import ArticleView, Mark
from tui.widgets.backdrop import Backdrop, blank_lines
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.columns import Column
from tui.widgets.rows import RowList

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening


class PageScreen(ArrivingScreen, part=True):
    """Lays out a page, with the panel where there is room for it or where it is asked for."""

    DEFAULT_CSS = """
    PageScreen {
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

    def __init__(self, library: Library | Opening, article: str | Glimpse) -> None:
        """A page for *article* of *library*."""
        super().__init__(library, article)
        self._pane = Pane()

    def compose(self) -> ComposeResult:
        """The text and the panel, then the bars."""
        if (panel_set := self.app.settings.panel) != "auto":
            self._pane.wanted = panel_set == "open"
        with Backdrop(id="page"):
            yield self._make_view()
            panel = RowList(
                [Column("", 1), Column("Annotations", 0), Column("", 13, needs=34)],
                empty=self.nothing_tagged,
                id="panel",
            )
            panel.display = self._shows_panel
            yield panel
        yield StatusBar()
        yield CommandFooter()

    def _make_view(self) -> ArticleView:
        if not self.app.settings.linear:
            return ArticleView(id="text")
        from tui.widgets.article_view.linear import LinearView

        return LinearView(self.told_mark, id="text")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines: everything is covered."""
        return blank_lines(self, crop)

    def told_mark(self, mark: Mark) -> str:
        """What a mark is, in words."""
        return mark.kind

    @property
    def nothing_tagged(self) -> str:
        """What the panel says where it is empty."""
        if self.is_opening:
            return "The library is being opened…"
        return f"Nothing tagged yet: {self.tag_keys} tag."

    @property
    def tag_keys(self) -> str:
        """The keys that tag, for use in a sentence."""
        return self.keys_of("tag-quote", "tag-entity", "tag-claim", "tag-disputed")

    @property
    def view(self) -> ArticleView:
        """The text."""
        return self.query_one("#text", ArticleView)

    @property
    def panel(self) -> RowList:
        """The annotations beside it."""
        return self.query_one("#panel", RowList)

    # -- the panel

    def on_resize(self) -> None:
        """Open the panel where there is room for it."""
        self._place_panel()

    def _place_panel(self) -> None:
        # Not by a class of the screen: that would style everything on it anew.
        self.panel.display = self._shows_panel
        if self.app.settings.linear:
            self.view.display = not self.panel.display

    @property
    def _shows_panel(self) -> bool:
        return self._pane.is_open(self.app.size.width, linear=self.app.settings.linear)

    def do_panel(self) -> None:
        """Show or hide the panel."""
        self._pane.wanted = not self.panel.display
        if self.panel.display:
            self.view.focus()
        self._place_panel()

    def do_pane(self) -> None:
        """To the panel, opening it, or back to the text."""
        if self.panel.has_focus:
            self.view.focus()
            return
        if not self.panel.display:
            self._pane.wanted = True
            self._place_panel()
        self.panel.focus()
