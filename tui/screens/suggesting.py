"""Suggestions in the text: shown as dotted marks, gone to, accepted, rejected."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.worker import Worker, get_current_worker

from store.model import Annotation, AttributeValue, Block, Origin, now
from tui.commands.base import Command
from tui.screens.article import QUOTATIONS_AFTER
from tui.screens.describing import DescribingScreen
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
_PEOPLE = ("person", "organization")
_LEAST_CLAIM = 0.7
"""The score from which a sentence of the article is shown as a claim; a disputed one is sooner."""
_WORDS = 200
"""Code points of rejected words that are kept, to count them by."""


class SuggestingScreen(DescribingScreen, part=True):
    """Shows what the rules would tag, until it is tagged or rejected."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self.suggestions: tuple[Suggestion, ...] = ()
        """What is neither tagged nor rejected yet, in the order of the text."""
        self.suggestions_found = asyncio.Event()
        self._found: tuple[Suggestion, ...] = ()
        self._keyed: tuple[Keyed, ...] = ()
        self._worthy: tuple[int, tuple[Suggestion, ...]] = (-1, ())
        self._rejecting: set[Place] = set()
        self._chosen: Suggestion | None = None

    def can_do(self, command: Command) -> bool | None:
        """`enter` and `x` work on a suggestion too."""
        if command.id in ("edit", "delete") and self.suggestion_here() is not None:
            return not self.read_only
        if command.id in _ON_SUGGESTIONS and not self.suggestions:
            return None if not self.suggestions_found.is_set() else False
        return super().can_do(command)

    def _names_in_text(self) -> list[str]:
        """People and organizations that are suggested, once they are known."""
        if not self._found:
            return super()._names_in_text()
        found = [one for one in self._found if one.attributes.get("type") in _PEOPLE]
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
        await self.quotations_found.wait()
        self._suggest()

    @work(thread=True, exclusive=True, group="suggesting")
    def _suggest(self) -> None:
        """Ask the rules, show what they found, and then ask the model, where there is one."""
        from store.suggest.registry import prepared, suggest

        text, blocks = self.text, self.blocks_near()
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
        self._keyed, self._worthy = found, (-1, ())
        self._found = tuple(one for one, *_ in found)
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
        self.suggestions = tuple(self._open_ones())
        if self._chosen not in self.suggestions:
            self._chosen = None
        super().show_annotations()

    def _open_ones(self) -> Iterable[Suggestion]:
        """Suggestions that overlap no annotation of their kind and were not rejected."""
        if not self._found:
            return
        rejected = self.library.rejections.of(self.article.id) | self._rejecting
        taken: dict[str, list[tuple[int, int]]] = {}
        for annotation in self.annotations:
            spans = taken.setdefault(annotation.kind, [])
            spans += [(span.start, span.end) for span in annotation.spans]
        reach: dict[str, tuple[list[int], list[int]]] = {}
        for kind, spans in taken.items():
            spans.sort()
            ends: list[int] = []
            for _, end in spans:
                ends.append(max(end, ends[-1] if ends else 0))
            reach[kind] = ([start for start, _ in spans], ends)
        for one in self._worth_showing():
            starts, ends = reach.get(one.kind, ([], []))
            before = bisect_left(starts, one.end)
            if before and ends[before - 1] > one.start:
                continue
            if (one.kind, one.start, one.end) not in rejected:
                yield one

    def _worth_showing(self) -> tuple[Suggestion, ...]:
        """What is worth a mark after what was kept and rejected; looked at when that changes."""
        from store.suggest.ranking import ranked

        learning = self.library.learning
        if self._worthy[0] != learning.version:
            version = learning.version
            told = ranked(self._keyed, learning.decisions())
            self._worthy = version, tuple(one.suggestion for one in told if _is_worthy(one))
        return self._worthy[1]

    def ranked(self, one: Suggestion) -> Ranked:
        """A suggestion with its score after what was kept and rejected in this library."""
        from store.suggest.ranking import rank

        return rank(self.text, [one], self.library.learning.decisions())[0]

    def marks(self) -> list[Mark]:
        """The annotations' marks and, dotted, the suggestions'."""
        if not self.suggestions:
            return super().marks()
        kinds = {kind.name: kind for kind in self.library.codebook.kinds}
        dotted = [
            Mark(
                id=f"suggestion {one.kind} {one.start}",
                start=one.start,
                end=one.end,
                letter=kinds[one.kind].letter,
                kind=one.kind,
                colour=kinds[one.kind].colour,
                suggested=True,
                railed=one.kind != "entity",
                disputed=one.attributes.get("status") == "disputed",
            )
            for one in self.suggestions
            if one.kind in kinds
        ]
        return [*super().marks(), *dotted]

    def suggestion_here(self) -> Suggestion | None:
        """The suggestion a key now works on: the one gone to, else the shortest at the caret.

        An annotation at the caret goes before a suggestion that was not gone to.
        """
        if self.panel.has_focus:
            return None
        caret = self.view.caret
        if self._chosen is not None and self._chosen.start <= caret < self._chosen.end:
            return self._chosen
        if self.here():
            return None
        last = bisect_right(self.suggestions, caret, key=lambda one: one.start)
        here = [one for one in self.suggestions[max(0, last - 50) : last] if caret < one.end]
        return min(here, key=lambda one: one.end - one.start, default=None)

    def words_here(self) -> str:
        """The suggestion at the caret in words, else what else is there."""
        one = self.suggestion_here()
        if one is None or self.view.selection is not None:
            return super().words_here()
        told = suggested(one, self.ranked(one).score)
        accept, reject, why = self.key("edit"), self.key("delete"), self.key("why")
        return f"{told} · {accept} accepts, {reject} rejects, {why} why"

    # -- going to them, accepting and rejecting

    def do_suggestion(self, way: str, count: int = 1) -> None:
        """Go to the next or previous suggestion."""
        if not self.suggestions:
            read = self.suggestions_found.is_set()
            self.say("Nothing more is suggested here." if read else "Still reading…")
            return
        caret, chosen = self.view.caret, self.suggestion_here()
        ordered = list(self.suggestions)
        if chosen is not None and chosen is self._chosen:
            at = ordered.index(chosen) + (count if way == "next" else -count)
        elif way == "next":
            at = bisect_left(ordered, caret, key=lambda one: one.start) + count - 1
        else:
            at = bisect_left(ordered, caret, key=lambda one: one.start) - count
        if not 0 <= at < len(ordered):
            within = " in this part of a long article" * self.is_part
            self.say(f"There is no {'further' if way == 'next' else 'earlier'} suggestion{within}.")
            return
        self._go_to(ordered[at])

    def _go_to(self, one: Suggestion) -> None:
        self.view.clear_selection()
        self.view.reveal(one.start, one.end)
        self.view.go_to(one.start)
        self._chosen = one
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
        kind = None if here is None else here.kind
        chosen = [
            one
            for one in self.suggestions
            if first <= one.start < last and (kind is None or one.kind == kind)
        ]
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


def _is_worthy(ranked: Ranked) -> bool:
    """Whether a suggestion is worth a mark, after what was kept and rejected."""
    from store.suggest.ranking import WORTH_SHOWING

    one = ranked.suggestion
    if one.kind == "claim" and one.attributes.get("status") != "disputed":
        return ranked.score >= _LEAST_CLAIM
    return ranked.score >= WORTH_SHOWING
