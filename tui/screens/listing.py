"""The article list: what there is, how far it is read, and the way in."""

from __future__ import annotations

import os
from pathlib import Path

from textual import work

from store.errors import PostilError
from store.wording import counted
from tui.commands.base import Command
from tui.commands.listing import LISTING
from tui.screens.marking import MarkingScreen
from tui.widgets.rows import RowList

_NEED_ARTICLES = (
    "open", "state", "sort", "reverse", "filter", "conditions", "remove-article", "mark",
    "mark-all", "code-articles", "preview", "next-new",
)  # fmt: skip
_WIDEN = ("filter", "conditions")


class ListingScreen(MarkingScreen):
    """Lists the articles of the library."""

    commands = LISTING

    def can_do(self, command: Command) -> bool | None:
        """What works on articles needs some; an empty list may still be widened."""
        if command.changes and self.read_only:
            return False
        if command.id == "clear":
            return bool(self.filter.line or self.marks)
        if command.id not in _NEED_ARTICLES:
            return super().can_do(command)
        return bool(self.overview.articles if command.id in _WIDEN else self.rows.rows)

    @property
    def article_here(self) -> str | None:
        """The article under the cursor."""
        return self.rows.key

    # -- commands

    def do_open(self) -> None:
        """Open the article under the cursor."""
        if self.rows.key is not None:
            self.keep_place()
            self.app.read(self.rows.key)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a clicked article."""
        self.do_open()

    def do_next_new(self) -> None:
        """Go to the next article that is not done."""
        keys, key = self.rows.keys, self.rows.key
        at = keys.index(key) if key is not None else 0
        for index in [*range(at + 1, len(keys)), *range(at)]:
            if self.overview.by_id[keys[index]].state != "done":
                self.rows.go_to(index)
                return
        self.say("Every other article is done.")

    @work
    async def do_add(self) -> None:
        """Ask for files and add them."""
        from tui.dialogs.prompts import Ask
        from tui.screens.asking import asked_path

        ask = Ask(
            "Add a file or folder",
            help="Pages, PDF, Word, EPUB, archives, feeds, tables; ~ is your home folder.",
        )
        if (path := await asked_path(self.app, ask)) is not None:
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
            palette = self.key("palette")
            self.say(f"An annotated earlier version is here: {palette}, Carry over annotations.")

    @work
    async def do_remove_samples(self) -> None:
        """Ask, then remove every sample article."""
        from tui.dialogs.prompts import Confirm

        samples = [article.id for article in self.library.articles.all() if article.sample]
        if not samples:
            self.say("There are no sample articles.")
            return
        question = (
            f"Remove {counted(len(samples), 'sample article')} and what is tagged there? "
            f"{self.key('undo')} undoes it."
        )
        if await self.app.push_screen_wait(Confirm(question, {"y": "remove"})):
            self.save(lambda: self.library.remove_articles(samples))
