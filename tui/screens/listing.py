"""The article list: what there is, how far it is read, and the way in."""

from __future__ import annotations

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

    async def do_add(self) -> None:
        """Ask for files and add them."""
        from tui.screens.adding import add

        await add(self)

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
        if await self.ask(Confirm(question, {"y": "remove"})):
            self.save(lambda: self.library.remove_articles(samples))
