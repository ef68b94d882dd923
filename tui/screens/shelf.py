"""The articles in a list: their rows and order, the cursor, the preview, how far all is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.worker import get_current_worker

from store.errors import PostilError
from store.library import Library
from store.model import STATES, Article, State
from store.overview import Overview, TextHits
from store.search import Matcher
from store.wording import counted
from tui import remembered
from tui.pane import Pane
from tui.screens.base import CommandScreen
from tui.untrusted import content, one_line
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.columns import Column, Row, RowsOnDemand
from tui.widgets.corpus import CorpusBar
from tui.widgets.filterbar import FilterBar
from tui.widgets.preview import Preview, previewed
from tui.widgets.rows import RowList
from tui.words import by_kind

if TYPE_CHECKING:
    from store.history import Reversal

SIGNS: dict[State, str] = {"new": "· new", "begun": "◐ begun", "done": "● done"}
MARK = "✓"
ORDERS = ("adding", "title", "site", "date", "words", "comments", "annotations", "state")
"""What the list can be sorted by; after the first, which is the order of adding, by column."""

_TITLES = (" State", "Title", "Site", "Date", "Words", "Com.", "Ann.")
_COLUMN_OF = {"state": 0, "title": 1, "site": 2, "date": 3, "words": 4, "comments": 5}
_COLUMN_OF |= {"annotations": 6}
_TALL = 8
"""From this height in cells on, there is room for more than the list and its bars."""
_NARROWEST = 50
"""Below this width there is no room for it at all."""
_CURSORS_KEPT = 20
_TOLD = 40
"""Characters of a title in a message."""
_PREVIEW_AFTER = 0.08
"""Seconds that the cursor rests on a row before its article is read."""


class ShelfScreen(CommandScreen, ground=True):
    """Shows the articles of the library, and the one under the cursor beside them."""

    DEFAULT_CSS = """
    ShelfScreen {
        & #shelf { height: 1fr; }
        & #articles { width: 3fr; height: 1fr; }
        &.preview-open Preview { display: block; }
    }
    """

    def __init__(self, library: Library, at: str | None = None) -> None:
        """Over *library*, the cursor on the article *at*, or where it was."""
        super().__init__(library)
        self._library_id = library.facts().id
        self._at = at or remembered.recall("cursors", {}).get(self._library_id)
        order = remembered.recall("order", "adding")
        self._order = order if order in ORDERS else "adding"
        self._backwards = remembered.recall("backwards", False)
        self._pane = Pane({"open": True, "closed": False}.get(remembered.recall("preview", "")))
        self._hits = TextHits(library)
        self.overview = Overview(library, self._hits)
        self._ordered: tuple[Article, ...] | None = None
        self._resting: Timer | None = None
        self.marks: set[str] = set()

    def compose(self) -> ComposeResult:
        """What is done of all, the list and the preview, the filter, the bars."""
        columns = (
            Column(_TITLES[0], 8),
            Column("Title", 0),
            Column("Site", 18, needs=90),
            Column("Date", 10, needs=60),
            Column("Words", 6, right=True, needs=78),
            Column("Com.", 4, right=True, needs=50),
            Column("Ann.", 4, right=True, needs=40),
        )
        yield CorpusBar()
        with Horizontal(id="shelf"):
            yield RowList(columns, empty=self.nothing, id="articles")
            yield Preview()
        yield FilterBar(id="filter")
        yield StatusBar()
        yield CommandFooter()

    def on_mount(self) -> None:
        """Show the articles."""
        self._show_progress()
        self.show_rows(self._at)
        self.query_one("#articles").focus()

    def changed(self) -> None:
        """Show the articles as they are now."""
        self.overview = Overview(self.library, self._hits)
        self._ordered = None
        self.marks.intersection_update(self.overview.by_id)
        self._show_progress()
        self.show_rows()

    def told_step(self, reversal: Reversal) -> str:
        """With the article's title, or how many articles it was about."""
        shown, held = self.overview.by_id, self.library.articles
        found = [shown.get(i) or held.get(i) for i in reversal.ids if i in shown or i in held]
        action = super().told_step(reversal)
        if not found:
            return action
        about = f"“{one_line(found[0].title, _TOLD)}”"
        return f"{action}: {counted(len(found), 'article') if len(found) > 1 else about}"

    def on_screen_resume(self) -> None:
        """Come back to the article that was read last."""
        if (last := self.app.last_read) is not None:
            self.rows.highlight(last)
            self.app.last_read = None

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#articles", RowList)

    # -- rows

    def wanted(self, articles: tuple[Article, ...]) -> list[Article]:
        """Those of *articles* that are to be listed."""
        return list(articles)

    def matchers(self) -> list[Matcher]:
        """What is being looked for."""
        return []

    def show_rows(self, key: str | None = None) -> None:
        """List the articles, with the cursor on *key*, or on the one it was on."""
        articles = self.ordered()
        shown = self.wanted(articles)
        self.rows.show(RowsOnDemand([article.id for article in shown], self._row), key)
        arrow = " ↑" if self._backwards else " ↓"
        column = _COLUMN_OF.get(self._order)
        self.rows.head([t + arrow * (i == column) for i, t in enumerate(_TITLES)])
        self._say_counts(len(shown), len(articles))
        self.refresh_footer()
        self.show_preview()

    @property
    def nothing(self) -> str:
        """What an empty list says."""
        return f"No articles yet. Press {self.key('add')} to add files, or run: postil add FILE"

    def _say_counts(self, shown: int, articles: int) -> None:
        counts = counted(articles, "article")
        if shown != articles:
            counts = f"{shown:,} of {counts}"
        marked = f"{len(self.marks)} marked · " if self.marks else ""
        words = f"signed “{self.library.who}” ({self.key('annotator')} changes it)"
        self.query_one(StatusBar).show(words, f"{marked}{counts}")

    def ordered(self) -> tuple[Article, ...]:
        """Every article in the chosen order; what has no value comes last either way."""
        if self._ordered is None:
            self._ordered = tuple(self._sorted(list(self.overview.articles)))
        return self._ordered

    def _sorted(self, articles: list[Article]) -> list[Article]:
        count = self.overview.count
        keys: dict[str, Callable[[Article], Any]] = {
            "title": lambda a: a.title.casefold(),
            "site": lambda a: (a.site or "").casefold(),
            "date": lambda a: a.dated or "",
            "words": lambda a: a.words,
            "comments": lambda a: a.comments,
            "annotations": lambda a: count(a.id),
            "state": lambda a: STATES.index(a.state),
        }
        key = keys.get(self._order)
        if key is None:
            return articles[::-1] if self._backwards else articles
        known = [article for article in articles if key(article) != ""]
        known.sort(key=key, reverse=self._backwards)
        return known + [article for article in articles if key(article) == ""]

    def _row(self, key: str) -> Row:
        article, count = self.overview.by_id[key], self.overview.count(key)
        cells = (
            (MARK if key in self.marks else " ") + SIGNS[article.state],
            article.title,
            article.site or "",
            (article.dated or "")[:10],
            str(article.words),
            str(article.comments or ""),
            str(count or ""),
        )
        return Row(key, cells)

    def _show_progress(self) -> None:
        articles = self.overview.articles
        done = [article for article in articles if article.state == "done"]
        self.query_one(CorpusBar).show(
            len(done),
            len(articles),
            sum(article.words for article in articles),
            sum(article.words for article in done),
            len(self.library.annotations),
        )

    # -- the order

    def do_sort(self) -> None:
        """Sort by the next column; after the last, as they were added."""
        self.do_sort_by(ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)])

    def do_sort_by(self, order: str) -> None:
        """Sort by *order*, or if that is the order already, turn it round."""
        self._backwards = order == self._order and not self._backwards
        self._order, self._ordered = order, None
        remembered.keep(order=order, backwards=self._backwards)
        self.show_rows()
        way = ", turned round" if self._backwards else ""
        self.whisper(f"sorted by {order}{way} · {self.key('reverse')} turns it round")

    def do_reverse(self) -> None:
        """Turn the order round."""
        self.do_sort_by(self._order)

    def on_row_list_headed(self, event: RowList.Headed) -> None:
        """Sort by the column whose title was clicked, and then turn it round."""
        order = next(order for order, column in _COLUMN_OF.items() if column == event.column)
        self.do_sort_by(order)

    # -- the cursor

    def do_move(self, motion: str, count: int = 1) -> None:
        """Move the cursor."""
        self.rows.move(motion, count)

    def on_row_list_highlighted(self) -> None:
        """Show what the cursor came to."""
        self.show_preview()

    def keep_place(self) -> None:
        """Remember where the cursor is, for the next run."""
        if (key := self.rows.key) is not None:
            held = remembered.recall("cursors", {})
            held.pop(self._library_id, None)
            latest = list(held.items())[1 - _CURSORS_KEPT :]
            remembered.keep(cursors=dict([*latest, (self._library_id, key)]))

    # -- the preview

    def on_resize(self) -> None:
        """Show the preview where there is room for it, or it was asked for."""
        self.query_one(CorpusBar).display = self.size.height >= _TALL
        self.query_one(FilterBar).set_class(self.size.height < _TALL, "low")
        self._place_preview()

    def _place_preview(self) -> None:
        room = self.size.width
        open_ = self._pane.is_open(room, linear=self.app.settings.linear)
        self.set_class(open_ and room >= _NARROWEST, "preview-open")
        self.show_preview()

    def do_preview(self) -> None:
        """Show or hide the preview, and remember that where it is not what fits anyway."""
        wanted = not self.has_class("preview-open")
        self._pane.want(wanted, self.size.width, linear=self.app.settings.linear)
        kept = {None: "", True: "open", False: "closed"}[self._pane.wanted]
        remembered.keep(preview=kept)
        self._place_preview()

    def show_preview(self) -> None:
        """Show the article under the cursor, once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        if self.has_class("preview-open"):
            self._resting = self.set_timer(_PREVIEW_AFTER, self._read_preview)

    def _read_preview(self) -> None:
        key = self.rows.key
        if key is None or key not in self.library.articles:
            self.query_one(Preview).show(Content(""))
        else:
            self._make_preview(self.library.articles.get(key), self.matchers())

    @work(thread=True, exclusive=True, group="preview", description="read a preview")
    def _make_preview(self, article: Article, matchers: list[Matcher]) -> None:
        try:
            text = self.library.articles.text(article.id)
            blocks = self.library.articles.blocks(article.id)
            tagged = by_kind(self.library.annotations.of(article.id))
            told = previewed(article, text, blocks, tagged, matchers)
        except PostilError as error:
            told = content(error.message)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_preview, article.id, told)

    def _take_preview(self, article: str, told: Content) -> None:
        if self.is_attached and article == self.rows.key:
            self.query_one(Preview).show(told)
