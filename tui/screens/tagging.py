"""Tagging: from a key to an annotation on the screen at once and on disk right after."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import work

from store.errors import PostilError
from store.model import Annotation, AttributeValue
from store.text import trim, words
from tui.commands.base import Command
from tui.commands.own import own_commands
from tui.screens.article import ArticleScreen
from tui.words import described, told_changes

if TYPE_CHECKING:
    from store.editing import Edited
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening

_NEEDS_ANNOTATION = frozenset(
    {"edit", "who", "kind", "note", "delete", "past", "link", "follow", "edge-left", "edge-right"}
)
_TAGS = frozenset({"tag-quote", "tag-entity", "tag-claim", "tag-disputed", "tag-code", "repeat"})
_CHANGES = (
    _TAGS
    | {
        "delete",
        "who",
        "kind",
        "note",
        "link",
        "edge-left",
        "edge-right",
        "occurrences",
        "accept-view",
    }
    | {"mend", "done", "dispute", "support", "status"}
)
_PEOPLE = ("person", "organization")
_WHO = ("speaker", "claimant")
_QUICKLY_READ = 100_000
"""Code points in which a key may look for names."""
_REACH = 400
"""How far in code points an edge looks for its next word."""


class TaggingScreen(ArticleScreen, part=True):
    """Makes, changes and deletes annotations."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self._drafts: dict[str, dict[str, str]] = {}
        self._last: tuple[str, tuple[str, ...]] | None = None
        self._stretches: list[tuple[int, int]] = []
        if not self.is_opening:
            self._take_kinds()

    def _take_kinds(self) -> None:
        """Offer the kinds of the codebook's own beside what every codebook has."""
        declared = type(self).commands
        self.take_commands((*declared, *own_commands(self.library.codebook, declared)))

    def changed(self) -> None:
        """Take in the codebook's kinds, too."""
        super().changed()
        self._take_kinds()

    def can_do(self, command: Command) -> bool | None:
        """What works on an annotation needs one under the caret; what tags needs words."""
        if command.id in _CHANGES and self.read_only:
            return False
        if command.id in _NEEDS_ANNOTATION:
            return self.current() is not None
        if command.id == "repeat":
            return self._last is not None
        if command.id in _TAGS or command.id in ("select", "find"):
            return bool(self.blocks)
        if command.id == "stretch":
            return self.view.selection is not None
        return super().can_do(command)

    # -- making

    def do_tag(self, what: str) -> None:
        """Tag the selection, or the natural unit under the caret, as *what*."""
        if (span := self._span_for(what)) is not None:
            self._tag(what, span)

    def do_repeat(self) -> None:
        """Tag the selection or natural unit here as the last one was."""
        if self._last is None:
            self.say(f"Nothing was tagged yet; {self.tag_keys} tag.")
            return
        what, codes = self._last
        if (span := self._span_for(what)) is not None:
            self._tag(what, span, codes)

    def _span_for(self, what: str) -> tuple[int, int] | None:
        from store.suggest.units import natural_unit

        selection = self.view.selection
        if selection is None and self._stretches:
            return self._stretches.pop()
        span = selection or natural_unit(what, self.text, self.blocks, self.view.caret)
        if span is None:
            self.say("There is nothing to tag here.")
            return None
        # A dragged selection often takes the blank after a word along.
        start, end = trim(self.text, *span)
        if not any(letter.isalnum() for letter in self.text[start:end]):
            self.say("There are no words to tag here; move the caret or select some.")
            return None
        return start, end

    def _tag(self, what: str, span: tuple[int, int], codes: Iterable[str] = ()) -> None:
        kind = "claim" if what == "disputed" else what
        spans = joined([*self._stretches, span])
        self._drop_stretches()
        self.view.clear_selection()
        if (same := self._tagged_so(kind, spans)) is not None:
            self._current = same.id
            if what == "disputed" and same.attributes.get("status") != "disputed":
                self._edit(same, {"attributes": {"status": "disputed"}})
            elif set(codes) - set(same.codes):
                self._edit(same, {"codes": [*same.codes, *codes]})
            else:
                self.show_status()
                self.say(f"This is tagged as a {kind} already; {self.key('edit')} opens it.")
            return
        attributes = self._guessed(kind, *spans[0])
        if what == "disputed":
            attributes["status"] = "disputed"
        annotation = self.library.draft(
            self.article.id, kind, spans, attributes=attributes, codes=codes
        )
        self._last = (what, annotation.codes)
        self.put(annotation)
        self.save(lambda: self.library.store(annotation))
        if kind == "quote" and self.app.settings.ask_speaker and not attributes.get("speaker"):
            self._ask_who(annotation)

    def do_stretch(self) -> None:
        """Keep the selection as a stretch of the next annotation, and select another."""
        if (selection := self.view.selection) is None:
            self.say(
                f"Select a stretch first; then {self.key('stretch')}, select another, and tag."
            )
            return
        self._stretches.append(trim(self.text, *selection))
        self.view.clear_selection()
        self.view.set_stretches(joined(self._stretches))
        self.whisper(
            f"{len(self._stretches)} kept: select more, then tag; {self.key('back')} drops them"
        )

    def _drop_stretches(self) -> bool:
        dropped = bool(self._stretches)
        self._stretches = []
        if dropped:
            self.view.set_stretches(())
        return dropped

    def _tagged_so(self, kind: str, spans: list[tuple[int, int]]) -> Annotation | None:
        places = tuple(spans)
        for annotation in self.annotations:
            held = tuple((stretch.start, stretch.end) for stretch in annotation.spans)
            if annotation.kind == kind and held == places:
                return annotation
        return None

    def _guessed(self, kind: str, start: int, end: int) -> dict[str, AttributeValue]:
        from store.suggest.units import guess

        known = {attribute.name for attribute in self.library.codebook.kind(kind).attributes}
        guessed = guess(kind, self.text, self.blocks, start, end)
        return {name: value for name, value in guessed.items() if value and name in known}

    # -- changing

    def _edit(self, seen: Annotation, changes: dict[str, Any]) -> None:
        """Change the annotation that was *seen*, on screen at once and then on disk.

        Another window may have changed or deleted it meanwhile: fields that both changed are kept
        in both versions, and asked about; what was deleted comes back. Raises PostilError.
        """
        from store.editing import changed_twice

        held = next((a for a in self.annotations if a.id == seen.id), None)
        if held is None:
            self.say("It was deleted meanwhile; with your changes it is back.")
        if held is None or not changed_twice(seen, held, changes):
            edited = self.library.edited(held or seen, changes)
            if edited is held:
                self._drafts.pop(seen.id, None)
                return
            self.put(edited)
        self.save(lambda: self.library.edit_seen(seen, changes), self._take_edited)

    def _take_edited(self, edited: Edited) -> None:
        """The change is on disk, so its draft is not needed any more."""
        self._drafts.pop(edited.annotation.id, None)
        if edited.mine is not None:
            self._settle(edited.annotation, edited.mine, edited.clashing)

    @work
    async def _settle(
        self, theirs: Annotation, mine: Annotation, clashing: tuple[str, ...]
    ) -> None:
        from tui.dialogs.conflict import Conflict

        match await self.app.push_screen_wait(Conflict(theirs, mine, clashing)):
            case "mine":
                self.save(lambda: self.library.settle(theirs.id, mine.id, "mine"))
            case "theirs":
                self.save(lambda: self.library.settle(theirs.id, mine.id, "theirs"))
            case _:
                self.say("Both are kept, linked as same-as.")

    @work
    async def do_past(self) -> None:
        """Show every change of the annotation here."""
        from tui.dialogs.past import Past

        if (annotation := self.current()) is None:
            self.say(f"There is no annotation here; {self.tag_keys} tag.")
            return
        # Read beside the screen: a history of years takes a while.
        rows = await asyncio.to_thread(lambda: list(self.library.history(annotation.id)))
        changes = [
            (
                f"{row['time'][:16].replace('T', ' ')}  {row['who']}  {row['action']}",
                told_changes(row["before"], row["after"]),
            )
            for row in reversed(rows)
        ]
        await self.app.push_screen_wait(Past(f"History of {described(annotation)}", changes))

    def do_edit(self) -> None:
        """Open the form of the annotation here."""
        self._open_form(None)

    def do_note(self) -> None:
        """Write the note of the annotation here."""
        self._open_form("note")

    @work
    async def _open_form(self, focus: str | None) -> None:
        from tui.dialogs.form import AnnotationForm

        if (annotation := self.current()) is None:
            self.say(f"There is no annotation here; {self.tag_keys} tag.")
            return
        kind = self.library.codebook.kind(annotation.kind)
        people = self._people(annotation)
        form = AnnotationForm(
            annotation,
            kind,
            hints={"speaker": people, "claimant": people},
            draft=self._drafts.get(annotation.id),
            focus=focus,
        )
        changes = await self.app.push_screen_wait(form)
        if form.draft:
            # Kept until the store has taken it, so that a refusal loses nothing typed.
            self._drafts[annotation.id] = form.draft
        else:
            self._drafts.pop(annotation.id, None)
        if changes is not None:
            self._try_edit(annotation, changes)
        elif form.draft:
            self.say(f"Kept as a draft; {self.key('edit')} opens it again.")

    def do_who(self) -> None:
        """Pick the speaker of a quote, the claimant of a claim, the type of an entity."""
        if (annotation := self.current()) is None:
            self.say(f"There is no annotation here; {self.tag_keys} tag.")
            return
        self._ask_who(annotation)

    @work
    async def _ask_who(self, annotation: Annotation) -> None:
        from tui.dialogs.pick import Pick

        name = {"quote": "speaker", "claim": "claimant", "entity": "type"}.get(annotation.kind)
        if name is None:
            self._open_form(None)
            return
        if name == "type":
            kind = self.library.codebook.kind("entity")
            choices = next(a.choices for a in kind.attributes if a.name == "type")
            dialog = Pick("Type", [(choice, "") for choice in choices])
        else:
            options = [(person, "") for person in self._people(annotation)]
            dialog = Pick(name.capitalize(), options, new="as typed", by_word=True)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            self._try_edit(annotation, {"attributes": {name: chosen}})

    def do_edge(self, way: str) -> None:
        """Move the nearer edge of the annotation here by a word."""
        if (annotation := self.current()) is None:
            self.say(f"There is no annotation here; {self.tag_keys} tag.")
            return
        caret = self.view.caret
        at, start, end = min(
            ((i, s.start, s.end) for i, s in enumerate(annotation.spans)),
            key=lambda s: min(abs(caret - s[1]), abs(caret - s[2])),
        )
        if caret - start <= end - 1 - caret:
            start = self._word_edge(start, way, starts=True)
        else:
            end = self._word_edge(end, way, starts=False)
        if start < end:
            spans = [(s.start, s.end) for s in annotation.spans]
            spans[at] = (start, end)
            self._edit(annotation, {"spans": spans})
            self.view.go_to(max(start, min(caret, end - 1)))

    def _word_edge(self, offset: int, way: str, *, starts: bool) -> int:
        low, high = max(0, offset - _REACH), min(len(self.text), offset + _REACH)
        edges = [word[0 if starts else 1] for word in words(self.text, low, high)]
        if way == "left":
            return max((edge for edge in edges if edge < offset), default=offset)
        return min((edge for edge in edges if edge > offset), default=offset)

    def do_delete(self) -> None:
        """Delete the annotation here; undo brings it back."""
        if (annotation := self.current()) is None:
            self.say("There is no annotation here.")
            return
        self.drop(annotation.id)
        self.save(lambda: self.library.remove([annotation.id]))
        self.say(f"Deleted: {annotation.kind}. {self.key('undo')} brings it back.")

    def _try_edit(self, seen: Annotation, changes: dict[str, Any]) -> None:
        """Edit what came back from a dialog that showed *seen*, and say what is against it."""
        try:
            if changes:
                self._edit(seen, changes)
        except PostilError as error:
            self.complain(error)

    # -- who may have said it

    def _people(self, annotation: Annotation) -> list[str]:
        """Names to offer: who is suggested, this article's people and names, then the library's."""
        from store.suggest.units import guess

        guessed = guess("quote", self.text, self.blocks, annotation.start, annotation.end)
        people = [a for a in self.annotations if a.attributes.get("type") in _PEOPLE]
        found: list[object] = [guessed.get("speaker")]
        found += [a.attributes.get("name") for a in people]
        found += [a.attributes.get(name) for a in self.annotations for name in _WHO]
        found += self._names_in_text()
        found += [block.author for block in self.blocks if block.author]
        found += self.library.annotations.people()
        written = (" ".join(name.split()) for name in found if isinstance(name, str))
        return list(dict.fromkeys(name for name in written if name))

    def _names_in_text(self) -> list[str]:
        """People and organizations that the text names, as far as that is quickly known."""
        from store.suggest.names import names

        blocks = [block for block in self.blocks if block.end <= _QUICKLY_READ]
        return [
            self.text[name.start : name.end]
            for name in names(self.text[:_QUICKLY_READ], blocks)
            if name.type in _PEOPLE
        ]


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* in the order of the text, those that overlap or touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
