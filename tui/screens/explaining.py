"""Why something is suggested, and what was learnt from what was kept and rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from tui.screens.suggesting import SuggestingScreen
from tui.words import suggested

if TYPE_CHECKING:
    from tui.dialogs.why import Lesson


class ExplainingScreen(SuggestingScreen, part=True):
    """Tells reasons and lessons, and forgets lessons."""

    @work
    async def do_why(self) -> None:
        """Tell why the suggestion here is made, and what was learnt; that can be forgotten."""
        from store.suggest.model import is_installed
        from tui.dialogs.why import Why

        told = ["Nothing is suggested at the caret."]
        if (one := self.suggestion_here()) is not None:
            from store.suggest.reasons import reason

            ranked = self.ranked(one)
            score = f"Score {ranked.score:.2f}"
            if why := ranked.why():
                score += f", by the rule alone {one.score:.2f}: {why}"
            told = [suggested(one), reason(self.text, one), f"{score}."]
        if not is_installed():
            told.append("The rules alone read this: pip install 'postil[nlp]' adds a small model.")
        forgotten = await self.app.push_screen_wait(Why(told, self._lessons()))
        if not forgotten:
            return
        lesson = forgotten[0] if len(forgotten) == 1 else None
        self.save(lambda: self._forget(lesson))
        self.whisper(f"forgotten · {self.key('undo')} takes that back")

    def _lessons(self) -> list[Lesson]:
        from store.learning import learnt
        from tui.dialogs.why import Lesson

        return [
            Lesson(what, words, tally.accepted, tally.rejected)
            for what, words, tally in learnt(self.library.learning.decisions())
        ]

    def _forget(self, lesson: Lesson | None) -> None:
        """Forget one lesson, or with None all of them; called in the saving lane."""
        learning = self.library.learning
        if lesson is None:
            learning.forget()
        elif lesson.what == "rule":
            learning.forget(rule=lesson.words)
        else:
            learning.forget(words=(lesson.what, lesson.words))
