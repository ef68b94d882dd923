"""Suggestions in the text: shown as dotted marks, gone to, accepted, rejected."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.worker import Worker, get_current_worker

from store.model import Annotation, AttributeValue, Block, Origin, now
from tui.commands.base import Command
from tui.screens.changing import PEOPLE
from tui.screens.describing import DescribingScreen
from tui.screens.quoting import QUOTATIONS_AFTER
from tui.suggested import Suggested
from tui.widgets.article_view import Mark
from tui.words import suggested

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from store.rejections import Place
    from store.suggest.base import Suggestion
    from store.suggest.ranking import Keyed, Ranked
    from tui.opening import Opening

_ON_SUGGESTIONS = ("accept-view", "next-suggestion", "previous-suggestion")
_LABELS = {"edit": "accept", "delete": "reject"}
_WORDS = 200
"""Code points of rejected words that are kept, to count them by."""


class SuggestingScreen(DescribingScreen, part=True):
    """Shows what the rules would tag, until it is tagged or rejected."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self.suggested = Suggested()
        self.suggestions_found = asyncio.Event()
        self._rejecting: set[Place] = set()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is neither tagged nor rejected yet, in the order of the text."""
        return self.suggested.open

    def can_do(self, command: Command) -> bool | None:
        """`enter` and `x` work on a suggestion too."""
        if command.id in ("edit", "delete") and self.suggestion_here() is not None:
            return not self.read_only
        if command.id in _ON_SUGGESTIONS and not self.suggestions:
            return None if not self.suggestions_found.is_set() else False
        return super().can_do(command)

    def _names_in_text(self) -> list[str]:
        """People and organizations that are suggested, once they are known."""
        if not self.suggested.found:
            return super()._names_in_text()
        found = [one for one in self.suggested.found if one.attributes.get("type") in PEOPLE]
        return [str(one.attributes.get("name") or self.text[one.start : one.end]) for one in found]

    def labelled(self, command: Command) -> Command:
        """`enter` and `x` say what they do with a suggestion."""
        if command.id in _LABELS and self.suggestion_here() is not None:
            return replace(command, footer=_LABELS[command.id])
        return super().labelled(command)

    # -- finding them

    def on_mount(self) -> None:
        """Look for suggestions once the quotations are there, if they are wanted."""
        if self.app.settings.suggestions:
            self._suggest_when_read()
        else:
            self.suggestions_found.set()

    @work(exclusive=True, group="suggestions")
    async def _suggest_when_read(self) -> None:
        await self.quoting.ready.wait()
        self._suggest()

    @work(thread=True, exclusive=True, group="suggesting")
    def _suggest(self) -> None:
        """Ask the rules, show what they found, and then ask the model, where there is one."""
        from store.suggest.registry import prepared, suggest

        text, blocks = self.text, self.quoting.blocks()
        known = self.library.learning.gazetteer()
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
            self.app.call_from_thread(self._take_suggestions, keyed(self.text, found), problems)

    def _take_suggestions(self, found: tuple[Keyed, ...], problems: tuple[str, ...]) -> None:
        self.suggested.take(found)
        self.suggestions_found.set()
        for problem in problems:
            if problem not in self.app.told:
                self.app.told.add(problem)
                self.say(problem)
        self.show_annotations()

    def _take_blocks(self, blocks: tuple[Block, ...]) -> None:
        changed = blocks != self.blocks
        super()._take_blocks(blocks)
        if changed and self.app.settings.suggestions:
            self._suggest_when_read()

    def _part_changed(self) -> None:
        """Suggest in the part of a long article that is read now."""
        super()._part_changed()
        if self.app.settings.suggestions:
            # Begun later, as a worker's beginning is messages, and what is next is painting.
            self.set_timer(QUOTATIONS_AFTER, self._suggest_when_read)

    # -- showing them

    def changed(self) -> None:
        """Take in what the library holds as rejected, once nothing is on its way there."""
        if not self.lane.state.waiting:
            self._rejecting.clear()
        super().changed()

    def show_annotations(self) -> None:
        """Draw suggestions beside the annotations."""
        if self.suggested.found:
            rejected = self.library.rejections.of(self.article.id) | self._rejecting
            self.suggested.sift(self.annotations, rejected, self.library.learning)
        super().show_annotations()

    def ranked(self, one: Suggestion) -> Ranked:
        """A suggestion with its score after what was kept and rejected in this library."""
        from store.suggest.ranking import rank

        return rank(self.text, [one], self.library.learning.decisions())[0]

    def marks(self) -> list[Mark]:
        """The annotations' marks and, dotted, the suggestions'."""
        if not self.suggestions:
            return super().marks()
        dotted = map(self.legend.dotted, self.suggestions)
        return [*super().marks(), *(mark for mark in dotted if mark is not None)]

    def suggestion_here(self) -> Suggestion | None:
        """The suggestion a key now works on: the one gone to, else the shortest at the caret.

        An annotation at the caret goes before a suggestion that was not gone to.
        """
        if self.panel.has_focus:
            return None
        caret = self.view.caret
        chosen = self.suggested.chosen_at(caret)
        if chosen is not None or self.here():
            return chosen
        return self.suggested.shortest_at(caret)

    def words_here(self) -> str:
        """The suggestion at the caret in words, else what else is there."""
        one = self.suggestion_here()
        if one is None or self.view.selection is not None:
            return super().words_here()
        accept, reject, why = self.key("edit"), self.key("delete"), self.key("why")
        keys = f"{accept} accepts, {reject} rejects, {why} why"
        return suggested(one, self.ranked(one).score, keys)

    # -- going to them, accepting and rejecting

    def do_suggestion(self, way: str, count: int = 1) -> None:
        """Go to the next or previous suggestion."""
        if not self.suggestions:
            read = self.suggestions_found.is_set()
            self.say("Nothing more is suggested here." if read else "Still reading…")
            return
        found = self.suggested.beside(self.view.caret, count if way == "next" else -count)
        if found is None:
            within = " in this part of a long article" * self.quoting.is_part
            self.say(f"There is no {'further' if way == 'next' else 'earlier'} suggestion{within}.")
            return
        self._go_to(found)

    def _go_to(self, one: Suggestion) -> None:
        self.view.clear_selection()
        self.view.reveal(one.start, one.end)
        self.view.go_to(one.start)
        self.suggested.chosen = one
        self.view.flash(one.start, one.end)

    def do_edit(self) -> None:
        """Accept the suggestion here, or open the annotation here."""
        one = self.suggestion_here()
        if one is None:
            super().do_edit()
            return
        annotation = self._accepted(one)
        self._last = (one.kind, ())
        self.put(annotation)
        self.save(lambda: self.library.store(annotation))

    def do_delete(self) -> None:
        """Reject the suggestion here, or delete the annotation here."""
        one = self.suggestion_here()
        if one is None:
            super().do_delete()
            return
        from store.rejections import Rejection

        article = self.article.id
        rejection = Rejection(
            kind=one.kind,
            start=one.start,
            end=one.end,
            origin=one.origin,
            words=self.text[one.start : one.end][:_WORDS],
            at=now(),
        )
        self._rejecting.add(rejection.place)
        self.show_annotations()
        self.save(lambda: self.library.reject(article, [rejection]))
        self.whisper(f"rejected: {one.kind} · {self.key('undo')} takes that back")

    @work
    async def do_accept_view(self) -> None:
        """Accept every suggestion in view, where one is at the caret only its kind; one step."""
        from tui.dialogs.prompts import Confirm

        first, last = self.view.shown()
        here = self.suggestion_here()
        chosen = self.suggested.between(first, last, None if here is None else here.kind)
        if not chosen:
            self.say("Nothing is suggested in view.")
            return
        counts = Counter(one.kind for one in chosen)
        told = ", ".join(f"{number} × {name}" for name, number in counts.items())
        answer = await self.app.push_screen_wait(
            Confirm(f"Accept what is suggested in view: {told}?", {"y": "accept", "n": "don't"})
        )
        if answer != "y":
            return
        annotations = [self._accepted(one) for one in chosen]
        for annotation in annotations:
            self.put(annotation)
        self.save(lambda: self.library.store_all(annotations, "accept suggestions"))
        self.whisper(f"accepted: {told} · {self.key('undo')} takes that back")

    def _accepted(self, one: Suggestion) -> Annotation:
        known = {attribute.name for attribute in self.library.codebook.kind(one.kind).attributes}
        attributes: dict[str, AttributeValue] = {
            name: value
            for name, value in one.attributes.items()
            if name in known and value not in (None, "")
        }
        origin = Origin(by=one.origin, score=round(one.score, 3), accepted_by=self.library.who)
        return self.library.draft(
            self.article.id, one.kind, [(one.start, one.end)], attributes=attributes, origin=origin
        )
