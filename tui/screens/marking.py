"""Marked articles: one command for all of them, as one step that undo takes back."""

from __future__ import annotations

from store.model import State
from store.several import add_code, set_states
from store.wording import counted
from tui.screens.narrowing import NarrowingScreen
from tui.untrusted import one_line

_SHOWN = 60
_NEXT: dict[State, State] = {"new": "begun", "begun": "done", "done": "new"}


class MarkingScreen(NarrowingScreen, ground=True):
    """Marks rows, and works on the marked ones, or where there are none on the cursor's."""

    def chosen(self) -> list[str]:
        """The articles that a command now works on: the marked ones in order, else the cursor's."""
        if self.marks:
            return [article.id for article in self.ordered() if article.id in self.marks]
        return [] if self.rows.key is None else [self.rows.key]

    # -- marks

    def do_mark(self, count: int = 1) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        for _ in range(min(count, len(self.rows.rows))):
            if (key := self.rows.key) is not None:
                self.marks ^= {key}
                self.rows.move("down")
        self.show_rows()

    def do_mark_moving(self, motion: str, count: int = 1) -> None:
        """Mark the rows that the cursor passes, the first and the last one too."""
        rows = self.rows.keys
        if self.rows.key is None:
            return
        begin = rows.index(self.rows.key)
        self.rows.move(motion, count)
        low, high = sorted((begin, rows.index(self.rows.key)))
        self.marks.update(rows[low : high + 1])
        self.show_rows()

    def do_mark_all(self) -> None:
        """Mark every listed article, or where all are marked, none."""
        listed = set(self.rows.keys)
        self.marks = self.marks - listed if listed <= self.marks else self.marks | listed
        self.show_rows()

    def do_clear(self) -> None:
        """Take the marks away; without any, drop the filter."""
        if self.marks and self.rows.has_focus:
            self.marks.clear()
            self.show_rows()
        else:
            super().do_clear()

    # -- what is done with them

    def do_state(self) -> None:
        """Mark the articles new, begun or done, in turn: all as the cursor's or first one is."""
        if not (chosen := self.chosen()):
            return
        first = self.rows.key if self.rows.key in chosen else chosen[0]
        state = _NEXT[self.library.articles.get(str(first)).state]
        self.save(lambda: set_states(self.library, chosen, state))
        if len(chosen) > 1:
            self.whisper(f"{len(chosen)} articles {state} · {self.key('undo')} takes that back")

    async def do_remove(self) -> None:
        """Ask, then remove the articles with their annotations."""
        from tui.dialogs.prompts import Confirm

        if not (chosen := self.chosen()):
            return
        count = sum(map(self.library.annotations.count, chosen))
        what = f"“{one_line(self.library.articles.get(chosen[0]).title, _SHOWN)}”"
        if len(chosen) > 1:
            what = f"{len(chosen)} articles"
        links = self.library.annotations.links_at(chosen)
        held = counted(count, "annotation") + (f" and {counted(links, 'link')}" * (links > 0))
        question = f"Remove {what} with {held}? {self.key('undo')} undoes it."
        if await self.ask(Confirm(question, {"y": "remove"})):
            self.save(lambda: self.library.remove_articles(chosen))

    async def do_code(self) -> None:
        """Give every annotation in the articles a code."""
        from tui.dialogs.pick import Pick

        chosen = self.chosen()
        count = sum(map(self.library.annotations.count, chosen))
        if not count:
            self.say("Nothing is tagged in there yet; a code belongs to an annotation.")
            return
        all_of = f"all {counted(count, 'annotation')}" if count > 1 else "the annotation"
        where = f"{len(chosen)} articles" if len(chosen) > 1 else "the article"
        codes = [(code.name, code.description) for code in self.library.codebook.codes]
        code = await self.ask(Pick(f"A code for {all_of} in {where}", codes, new="new code"))
        if code is not None:
            self.save(
                lambda: add_code(self.library, chosen, code),
                lambda given: self.say(
                    f"{code}: given to {counted(given, 'annotation')}; "
                    f"{self.key('undo')} takes it back."
                ),
            )

    def export_scope(self) -> tuple[str, ...]:
        """The marked articles."""
        return tuple(self.chosen()) if self.marks else ()
