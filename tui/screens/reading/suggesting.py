"""Suggestions in the text: shown as dotted marks, gone to, accepted, rejected."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from store.model import Annotation, AttributeValue, Origin, now
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.quoting import QUOTATIONS_AFTER, Quoting
from tui.screens.reading.tagging import Tagging
from tui.suggested import Suggested
from tui.widgets.article_view import Mark
from tui.words import suggested as in_words

if TYPE_CHECKING:
    from store.rejections import Place
    from store.suggest.base import Suggestion
    from store.suggest.ranking import Keyed, Ranked

_WORDS = 200
"""Code points of rejected words that are kept, to count them by."""


class Suggesting(Part):
    """Shows what the rules would tag, until it is tagged or rejected."""

    def __init__(
        self,
        screen: CommandScreen,
        desk: Desk,
        *,
        suggested: Suggested,
        quoting: Quoting,
        tagging: Tagging,
    ) -> None:
        """What is found is held in *suggested*; an accepted one is what *tagging* made last."""
        self._screen, self._desk = screen, desk
        self._suggested, self._quoting, self._tagging = suggested, quoting, tagging
        self.ready = asyncio.Event()
        """Set once suggestions were looked for."""
        self._rejecting: set[Place] = set()

    def can_do(self, command: Command) -> bool | None:
        """There must be suggestions; while they are looked for there may be."""
        if self._suggested.open:
            return True
        return None if not self.ready.is_set() else False

    # -- finding them

    def look(self) -> None:
        """Look for suggestions once the quotations are there, if they are wanted."""
        if self._screen.app.settings.suggestions:
            self._screen.run_worker(self._suggest_when_read(), exclusive=True, group="suggestions")
        else:
            self.ready.set()

    def look_soon(self) -> None:
        """As `look`, later: a worker's beginning is messages, and what is next is painting."""
        if self._screen.app.settings.suggestions:
            self._screen.set_timer(QUOTATIONS_AFTER, self.look)

    async def _suggest_when_read(self) -> None:
        await self._quoting.ready.wait()
        self._screen.run_worker(self._suggest, thread=True, exclusive=True, group="suggesting")

    def _suggest(self) -> None:
        """Ask the rules, show what they found, and then ask the model, where there is one."""
        from store.suggest.registry import prepared, suggest

        text, blocks = self._desk.text, self._quoting.blocks()
        known = self._screen.library.learning.gazetteer()
        found = suggest(text, blocks, suggesters=prepared(known))
        worker = get_current_worker()
        self._hand_over(worker, found.suggestions, found.problems)
        from store.suggest import model

        if worker.is_cancelled or not model.is_installed() or not model.reads(text):
            return
        try:
            more = suggest(text, blocks, suggesters=prepared(known, model.loaded()))
        except model.ModelError as error:
            self._hand_over(worker, found.suggestions, (error.message,))
            return
        self._hand_over(worker, more.suggestions, more.problems)

    def _hand_over(
        self, worker: Worker[None], found: tuple[Suggestion, ...], problems: tuple[str, ...]
    ) -> None:
        from store.suggest.ranking import keyed

        if not worker.is_cancelled:
            told = keyed(self._desk.text, found)
            self._screen.app.call_from_thread(self._take, told, problems)

    def _take(self, found: tuple[Keyed, ...], problems: tuple[str, ...]) -> None:
        if not self._screen.is_attached:
            return  # left while the words were on their way here
        self._suggested.take(found)
        self.ready.set()
        told = self._screen.app.told
        for problem in problems:
            if problem not in told:
                told.add(problem)
                self._screen.say(problem)
        self._desk.draw()

    # -- showing them

    def take_stored(self) -> None:
        """Go by what the library holds as rejected: nothing is on its way there any more."""
        self._rejecting.clear()

    def sift(self) -> None:
        """Leave out what is tagged or rejected by now."""
        if self._suggested.found:
            library = self._screen.library
            rejected = library.rejections.of(self._desk.article.id) | self._rejecting
            self._suggested.sift(self._desk.annotations, rejected, library.learning)

    def marks(self) -> list[Mark]:
        """A dotted mark for each."""
        marks = (self._desk.legend.dotted(one) for one in self._suggested.open)
        return [mark for mark in marks if mark is not None]

    def here(self) -> Suggestion | None:
        """The suggestion a key now works on: the one gone to, else the shortest at the caret.

        An annotation at the caret goes before a suggestion that was not gone to.
        """
        if self._desk.panel.has_focus:
            return None
        caret = self._desk.caret
        chosen = self._suggested.chosen_at(caret)
        if chosen is not None or self._desk.here():
            return chosen
        return self._suggested.shortest_at(caret)

    def ranked(self, one: Suggestion) -> Ranked:
        """A suggestion with its score after what was kept and rejected in this library."""
        from store.suggest.ranking import rank

        return rank(self._desk.text, [one], self._screen.library.learning.decisions())[0]

    def told(self, one: Suggestion) -> str:
        """A suggestion in words, with the keys that work on it."""
        accept, reject, why = map(self._screen.key, ("edit", "delete", "why"))
        keys = f"{accept} accepts, {reject} rejects, {why} why"
        return in_words(one, self.ranked(one).score, keys)

    # -- going to them, accepting and rejecting

    def do_suggestion(self, way: str, count: int = 1) -> None:
        """Go to the next or previous suggestion."""
        if not self._suggested.open:
            read = self.ready.is_set()
            self._screen.say("Nothing more is suggested here." if read else "Still reading…")
            return
        by = count if way == "next" else -count
        one = self._suggested.beside(self._desk.caret, by)
        if one is None:
            within = " in this part of a long article" * self._quoting.is_part
            which = "further" if way == "next" else "earlier"
            self._screen.say(f"There is no {which} suggestion{within}.")
            return
        self._desk.view.clear_selection()
        self._desk.show_place(one.start, one.end)
        self._suggested.chosen = one
        self._desk.view.flash(one.start, one.end)

    def accept(self, one: Suggestion) -> None:
        """Make an annotation of a suggestion. Raises PostilError."""
        annotation = self._accepted(one)
        self._tagging.last = (one.kind, ())
        self._desk.put(annotation)
        self._screen.save(lambda: self._screen.library.store(annotation))

    def reject(self, one: Suggestion) -> None:
        """Show a suggestion no more, in this article."""
        from store.rejections import Rejection

        article, library = self._desk.article.id, self._screen.library
        rejection = Rejection(
            kind=one.kind,
            start=one.start,
            end=one.end,
            origin=one.origin,
            words=self._desk.text[one.start : one.end][:_WORDS],
            at=now(),
        )
        self._rejecting.add(rejection.place)
        self._desk.draw()
        self._screen.save(lambda: library.reject(article, [rejection]))
        undo = self._screen.key("undo")
        self._screen.whisper(f"rejected: {one.kind} · {undo} takes that back")

    async def do_accept_view(self) -> None:
        """Accept every suggestion in view, where one is at the caret only its kind; one step."""
        from tui.dialogs.prompts import Confirm

        first, last = self._desk.view.shown()
        here = self.here()
        chosen = self._suggested.between(first, last, None if here is None else here.kind)
        if not chosen:
            self._screen.say("Nothing is suggested in view.")
            return
        counts = Counter(one.kind for one in chosen)
        told = ", ".join(f"{number} × {name}" for name, number in counts.items())
        question = f"Accept what is suggested in view: {told}?"
        if await self._screen.ask(Confirm(question, {"y": "accept", "n": "don't"})) != "y":
            return
        annotations = [self._accepted(one) for one in chosen]
        for annotation in annotations:
            self._desk.put(annotation)
        library = self._screen.library
        self._screen.save(lambda: library.store_all(annotations, "accept suggestions"))
        self._screen.whisper(f"accepted: {told} · {self._screen.key('undo')} takes that back")

    def _accepted(self, one: Suggestion) -> Annotation:
        library = self._screen.library
        known = {attribute.name for attribute in library.codebook.kind(one.kind).attributes}
        attributes: dict[str, AttributeValue] = {
            name: value
            for name, value in one.attributes.items()
            if name in known and value not in (None, "")
        }
        origin = Origin(by=one.origin, score=round(one.score, 3), accepted_by=library.who)
        return self._desk.draft(one.kind, [(one.start, one.end)], attributes, origin=origin)
