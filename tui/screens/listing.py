"""The article list: what there is, how far it is read, and the way in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from store.errors import PostilError
from store.library import Library
from store.model import Article, State
from store.search import Matcher
from tui.commands.base import Command
from tui.commands.listing import LISTING
from tui.screens.base import CommandScreen
from tui.screens.typed import typed_path
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.find_bar import FindBar
from tui.widgets.rows import Column, Row, RowList

_TITLES = ("State", "Title", "Site", "Date", "Words", "Com.", "Ann.")
_NEEDS_ROWS = ("open", "state", "sort", "reverse", "remove-article", "next-new")
_CHANGES = ("state", "add", "remove-article", "remove-samples")
_STATE_SIGNS: dict[State, str] = {"new": "· new", "begun": "◐ begun", "done": "● done"}
_NEXT_STATE: dict[State, State] = {"new": "begun", "begun": "done", "done": "new"}


class ListingScreen(CommandScreen):
    """Lists the articles of the library."""

    commands: ClassVar[tuple[Command, ...]] = LISTING

    def __init__(self, library: Library) -> None:
        """Over *library*."""
        super().__init__(library)
        self._sort, self._backwards = 0, False
        self._filter = ""

    def compose(self) -> ComposeResult:
        """The list, the filter, the bars."""
        columns = (
            Column("State", 7),
            Column("Title", 0),
            Column("Site", 18, needs=90),
            Column("Date", 10, needs=60),
            Column("Words", 6, right=True, needs=70),
            Column("Com.", 4, right=True, needs=50),
            Column("Ann.", 4, right=True, needs=40),
        )
        yield RowList(columns, empty=self._nothing, id="articles")
        yield FindBar("Filter", id="filter")
        yield StatusBar()
        yield CommandFooter()

    def on_mount(self) -> None:
        """Show the articles."""
        self._show_rows()
        self.query_one("#articles").focus()

    def changed(self) -> None:
        """Show the articles as they are now."""
        self._show_rows()

    def can_do(self, command: Command) -> bool | None:
        """What works on an article needs one."""
        if command.id in _CHANGES and self.library.read_only:
            return False
        if command.id in _NEEDS_ROWS:
            return bool(self.rows.rows)
        if command.id == "clear":
            return bool(self._filter)
        if command.id == "filter":
            return bool(self.library.articles)
        return super().can_do(command)

    @property
    def _nothing(self) -> str:
        return f"No articles yet. Press {self.key('add')} to add files, or run: postil add FILE"

    @property
    def _undoes(self) -> str:
        return f"{self.key('undo')} undoes it."

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#articles", RowList)

    @property
    def article_here(self) -> str | None:
        """The article under the cursor."""
        return self.rows.key

    def _sorted(self) -> list[Article]:
        count = self.library.annotations.count
        articles = self.library.articles.all()
        ranks: dict[State, int] = {"new": 0, "begun": 1, "done": 2}
        keys = {
            1: lambda a: a.title.casefold(),
            2: lambda a: (a.site or "").casefold(),
            3: lambda a: a.dated or "",
            4: lambda a: a.words,
            5: lambda a: a.comments,
            6: lambda a: count(a.id),
            7: lambda a: ranks[a.state],
        }
        if self._sort:
            articles.sort(key=keys[self._sort])
        return articles[::-1] if self._backwards else articles

    def _show_rows(self, key: str | None = None) -> None:
        matcher = Matcher(self._filter)
        count = self.library.annotations.count
        articles = self._sorted()
        rows = [
            Row(
                article.id,
                (
                    _STATE_SIGNS[article.state],
                    article.title,
                    article.site or "",
                    article.dated or "",
                    str(article.words),
                    str(article.comments or ""),
                    str(count(article.id) or ""),
                ),
            )
            for article in articles
            if matcher.matches(f"{article.title}\n{article.site}\n{article.dated}\n{article.state}")
        ]
        self.rows.empty = (
            f"Nothing has “{self._filter}” in it; {self.key('clear')} clears the filter."
            * bool(self._filter)
            or self._nothing
        )
        self.rows.show(rows, key)
        done = sum(article.state == "done" for article in articles)
        shown = f"{len(rows)} of {len(articles)}" if self._filter else str(len(articles))
        arrow = " ↑" if self._backwards else " ↓"
        heads = [
            t + (arrow if self._sort and i == self._sort % 7 else "") for i, t in enumerate(_TITLES)
        ]
        self.rows.head(heads)
        words = f"signed “{self.library.who}” ({self.key('annotator')} changes it)"
        self.query_one(StatusBar).show(words, f"{shown} articles · {done} done")
        self.refresh_footer()

    # -- commands

    def do_move(self, motion: str, count: int = 1) -> None:
        """Move the cursor."""
        self.rows.move(motion, count)

    def do_open(self) -> None:
        """Open the article under the cursor."""
        if self.rows.key is not None:
            self.app.read(self.rows.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a clicked article."""
        self.app.read(event.key)

    def do_next_new(self) -> None:
        """Go to the next article that is not done."""
        rows = self.rows.rows
        at = next((i for i, row in enumerate(rows) if row.key == self.rows.key), 0)
        for index in [*range(at + 1, len(rows)), *range(at)]:
            if self.library.articles.get(rows[index].key).state != "done":
                self.rows.go_to(index)
                return
        self.say("Every other article is done.")

    def do_filter(self) -> None:
        """Open the filter."""
        self.query_one("#filter", FindBar).open()

    def on_find_bar_typed(self, event: FindBar.Typed) -> None:
        """Narrow the list while typing."""
        self._filter = event.query.strip()
        self._show_rows()

    def on_find_bar_wanted(self) -> None:
        """Keep the filter and go to the list; with nothing typed, close it."""
        if not self._filter:
            self.query_one("#filter", FindBar).close()
        self.rows.focus()

    def on_find_bar_left(self) -> None:
        """Drop the filter."""
        self.do_clear()

    def do_clear(self) -> None:
        """Drop the filter."""
        self._filter = ""
        bar = self.query_one("#filter", FindBar)
        bar.clear()
        bar.close()
        self.rows.focus()
        self._show_rows()

    def do_sort(self) -> None:
        """Sort by the next column; after the last, as they were added."""
        self._sort, self._backwards = (self._sort + 1) % 8, False
        self._show_rows()
        names = ("adding", "title", "site", "date", "words", "comments", "annotations", "state")
        self.say(f"Sorted by {names[self._sort]}; {self.key('reverse')} turns it round.")

    def do_reverse(self) -> None:
        """Turn the order round."""
        self._backwards = not self._backwards
        self._show_rows()

    def do_state(self) -> None:
        """Mark the article new, begun or done, in turn."""
        if (article := self.rows.key) is not None:
            state = _NEXT_STATE[self.library.articles.get(article).state]
            self.save(lambda: self.library.set_state(article, state))

    @work
    async def do_add(self) -> None:
        """Ask for files and add them."""
        from tui.dialogs.prompts import Ask

        given = await self.app.push_screen_wait(
            Ask(
                "Add a file or folder",
                help="Pages, PDF, Word, EPUB, archives, feeds, tables; ~ is your home folder.",
            )
        )
        if given and given.strip():
            path = typed_path(given)
            if path is None:
                self.say("There is no such home folder; write the path out.")
                return
            self.save(lambda: self._add(path), self._say_added)

    def _add(self, path: Path) -> tuple[int, int, bool, list[PostilError]]:
        from store.errors import InputError
        from store.importers.pool import Job
        from store.importers.readings import Context
        from store.importers.registry import files_in
        from store.intake import Intake, NewerVersion, Row

        is_folder = os.path.isdir(path)  # noqa: PTH112 (Path's own raises for some names)
        files = files_in(path) if is_folder else [path]
        intake = Intake(self.library, Context())
        added = unchanged = 0
        newer = False
        failed: list[PostilError] = []
        for job, result in intake.read([Job(str(file), path=file) for file in files]):
            for row in intake.rows(job, result):
                newer = newer or isinstance(row, NewerVersion)
                if isinstance(row, Row):
                    added += row.status in {"added", "similar"}
                    unchanged += row.status == "unchanged"
                    if row.error is not None:
                        failed.append(InputError(row.error))
        return added, unchanged, newer, failed

    def _say_added(self, result: tuple[int, int, bool, list[PostilError]]) -> None:
        added, unchanged, newer, failed = result
        for error in failed[:3]:
            self.complain(error)
        if added or unchanged or not failed:
            more = f", {unchanged} already there" if unchanged else ""
            self.say(f"{added} added{more}{f', {len(failed)} failed' if failed else ''}.")
        if newer:
            self.say("An annotated earlier version is here: ctrl+p, Carry over annotations.")

    @work
    async def do_remove(self) -> None:
        """Ask, then remove the article under the cursor with its annotations."""
        from tui.dialogs.prompts import Confirm, shortened

        if (key := self.rows.key) is None:
            return
        article = self.library.articles.get(key)
        count = self.library.annotations.count(key)
        question = f"Remove “{shortened(article.title)}” with {count} annotations? {self._undoes}"
        if await self.app.push_screen_wait(Confirm(question, {"y": "remove"})):
            self.save(lambda: self.library.remove_articles([key]))

    @work
    async def do_remove_samples(self) -> None:
        """Ask, then remove every sample article."""
        from tui.dialogs.prompts import Confirm

        samples = [article.id for article in self.library.articles.all() if article.sample]
        if not samples:
            self.say("There are no sample articles.")
            return
        question = (
            f"Remove {len(samples)} sample articles and what is tagged in them? {self._undoes}"
        )
        if await self.app.push_screen_wait(Confirm(question, {"y": "remove"})):
            self.save(lambda: self.library.remove_articles(samples))
