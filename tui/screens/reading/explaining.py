"""Why something is suggested, and what was learnt from what was kept and rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.suggesting import Suggesting
from tui.words import suggested

if TYPE_CHECKING:
    from tui.dialogs.why import Lesson


class Explaining(Part):
    """Tells reasons and lessons, and forgets lessons."""

    def __init__(self, screen: CommandScreen, desk: Desk, suggesting: Suggesting) -> None:
        """Of what *suggesting* shows."""
        self._screen, self._desk, self._suggesting = screen, desk, suggesting

    async def do_why(self) -> None:
        """Tell why the suggestion here is made, and what was learnt; that can be forgotten."""
        from store.suggest.model import is_installed
        from tui.dialogs.why import Why

        told = ["Nothing is suggested at the caret."]
        if (one := self._suggesting.here()) is not None:
            from store.suggest.reasons import reason

            ranked = self._suggesting.ranked(one)
            score = f"Score {ranked.score:.2f}"
            if why := ranked.why():
                score += f", by the rule alone {one.score:.2f}: {why}"
            told = [suggested(one), reason(self._desk.text, one), f"{score}."]
        if not is_installed():
            told.append("The rules alone read this: pip install 'postil[nlp]' adds a small model.")
        forgotten = await self._screen.ask(Why(told, self._lessons()))
        if not forgotten:
            return
        lesson = forgotten[0] if len(forgotten) == 1 else None
        self._screen.save(lambda: self._forget(lesson))
        self._screen.whisper(f"forgotten · {self._screen.key('undo')} takes that back")

    def _lessons(self) -> list[Lesson]:
        from store.learning import learnt
        from tui.dialogs.why import Lesson

        return [
            Lesson(what, words, tally.accepted, tally.rejected)
            for what, words, tally in learnt(self._screen.library.learning.decisions())
        ]

    def _forget(self, lesson: Lesson | None) -> None:
        """Forget one lesson, or with None all of them; called in the saving lane."""
        learning = self._screen.library.learning
        if lesson is None:
            learning.forget()
        elif lesson.what == "rule":
            learning.forget(rule=lesson.words)
        else:
            learning.forget(words=(lesson.what, lesson.words))
