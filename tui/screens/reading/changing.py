"""Changing annotations: their words in a form, who said it, their edges; and deleting them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from store.model import Annotation
from store.text import whole_words, words
from tui import reports
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk
from tui.screens.reading.people import people
from tui.suggested import Suggested
from tui.words import described, told_changes

if TYPE_CHECKING:
    from store.conflicts import Edited

_REACH = 400
"""How far in code points an edge looks for its next word."""


class Changing(Part):
    """Changes and deletes the annotation under the caret."""

    def __init__(self, screen: CommandScreen, desk: Desk, suggested: Suggested) -> None:
        """Of the annotations on *desk*; who may have said them is *suggested*, too."""
        self._screen, self._desk, self._suggested = screen, desk, suggested
        self._drafts: dict[str, dict[str, str]] = {}
        self._filling = False

    def can_do(self, command: Command) -> bool | None:
        """All of it needs an annotation."""
        del command
        return self._desk.current() is not None

    @property
    def holds_typed(self) -> bool:
        """Whether a form is open, or was left with a draft."""
        return self._filling or bool(self._drafts)

    def edit(self, seen: Annotation, changes: dict[str, Any]) -> None:
        """Change the annotation that was *seen*, on screen at once and then on disk.

        Another window may have changed or deleted it meanwhile: fields that both changed are kept
        in both versions, and asked about; what was deleted comes back. Raises PostilError.
        """
        from store.conflicts import changed_twice

        library = self._screen.library
        held = self._desk.named(seen.id)
        if held is None:
            self._screen.say("It was deleted meanwhile; with your changes it is back.")
        if held is None or not changed_twice(seen, held, changes):
            edited = library.edited(held or seen, changes)
            if edited is held:
                self._drafts.pop(seen.id, None)
                return
            self._desk.put(edited)
        self._screen.save(lambda: library.edit_seen(seen, changes), self._take_edited)

    def _take_edited(self, edited: Edited) -> None:
        """The change is on disk, so its draft is not needed any more."""
        self._drafts.pop(edited.annotation.id, None)
        if edited.clash is not None:
            self._screen.begin(self._screen.ask_which(edited.clash))

    async def do_past(self) -> None:
        """Show every change of the annotation here."""
        from tui.dialogs.paragraphs import Paragraphs

        if (annotation := self._desk.annotation_here()) is None:
            return
        # Read beside the screen: a history of years takes a while.
        library = self._screen.library
        rows = await asyncio.to_thread(lambda: list(library.history(annotation.id)))
        changes = [
            (
                f"{row['time'][:16].replace('T', ' ')}  {row['who']}  {row['action']}",
                told_changes(row["before"], row["after"]),
            )
            for row in reversed(rows)
        ]
        await self._screen.ask(Paragraphs(f"History of {described(annotation)}", changes))

    async def do_purge(self) -> None:
        """Purge the annotation here, after asking."""
        from tui.screens.keeping import purge

        if (annotation := self._desk.annotation_here()) is not None:
            await purge(self._screen, annotation)

    async def do_note(self) -> None:
        """Write the note of the annotation here."""
        await self.open_form("note")

    async def open_form(self, focus: str | None = None) -> None:
        """Open the form of the annotation here, at the field called *focus*."""
        if (annotation := self._desk.annotation_here()) is not None:
            await self._fill(annotation, focus)

    async def _fill(self, annotation: Annotation, focus: str | None) -> None:
        from tui.dialogs.form import AnnotationForm

        names = self._people(annotation)
        form = AnnotationForm(
            annotation,
            self._screen.library.codebook.kind(annotation.kind),
            hints={"speaker": names, "claimant": names},
            draft=self._drafts.get(annotation.id),
            focus=focus,
        )
        self._filling = True
        try:
            changes = await self._screen.ask(form)
        finally:
            self._filling = False
        if form.draft:
            # Kept until the store has taken it, so that a refusal loses nothing typed.
            self._drafts[annotation.id] = form.draft
        else:
            self._drafts.pop(annotation.id, None)
        if self._desk.article.id not in self._screen.library.articles:
            self._screen.changed()
        elif changes:
            self.edit(annotation, changes)
        elif changes is None and form.draft:
            self._screen.say(f"Kept as a draft; {self._screen.key('edit')} opens it again.")

    async def do_who(self) -> None:
        """Pick the speaker of a quote, the claimant of a claim, the type of an entity."""
        if (annotation := self._desk.annotation_here()) is not None:
            await self.ask_who(annotation)

    async def ask_who(self, annotation: Annotation) -> None:
        """As `do_who`, of *annotation*."""
        from tui.dialogs.pick import Pick

        name = {"quote": "speaker", "claim": "claimant", "entity": "type"}.get(annotation.kind)
        if name is None:
            await self.open_form()
            return
        if name == "type":
            kind = self._screen.library.codebook.kind("entity")
            choices = next(a.choices for a in kind.attributes if a.name == "type")
            dialog = Pick("Type", [(choice, "") for choice in choices])
        else:
            options = [(person, "") for person in self._people(annotation)]
            dialog = Pick(name.capitalize(), options, new="as typed", by_word=True)
        chosen = await self._screen.ask(dialog)
        if chosen is not None:
            self.edit(annotation, {"attributes": {name: chosen}})

    def _people(self, annotation: Annotation) -> list[str]:
        library = self._screen.library.annotations.people()
        return people(self._desk, self._suggested, library, annotation)

    def do_edge(self, way: str) -> None:
        """Move the nearer edge of the annotation here by a word."""
        if (annotation := self._desk.annotation_here()) is None:
            return
        caret = self._desk.caret
        at, start, end = min(
            ((i, s.start, s.end) for i, s in enumerate(annotation.spans)),
            key=lambda s: min(abs(caret - s[1]), abs(caret - s[2])),
        )
        starts = caret - start <= end - 1 - caret
        if starts:
            start = self._word_edge(annotation, start, way, starts=True)
        else:
            end = self._word_edge(annotation, end, way, starts=False)
        if start < end:
            spans = [(s.start, s.end) for s in annotation.spans]
            spans[at] = (start, end)
            self.edit(annotation, {"spans": spans})
            self._desk.view.go_to(start if starts else end - 1)  # so that it stays the nearer one

    def _word_edge(self, seen: Annotation, offset: int, way: str, *, starts: bool) -> int:
        text = self._desk.text
        low, high = max(0, offset - _REACH), min(len(text), offset + _REACH)
        # A name has no comma at its end; a quotation or claim may begin or end with its marks.
        units = whole_words if seen.kind == "entity" else words
        edges = [word[0 if starts else 1] for word in units(text, low, high)]
        if way == "left":
            return max((edge for edge in edges if edge < offset), default=offset)
        return min((edge for edge in edges if edge > offset), default=offset)

    def delete_here(self) -> None:
        """Delete the annotation here; undo brings it back."""
        if (annotation := self._desk.annotation_here()) is None:
            return
        library = self._screen.library
        gone = reports.links_gone(links := library.annotations.links_at([annotation.id]))
        self._desk.drop(annotation.id)
        self._screen.save(lambda: library.remove([annotation.id]))
        back = "it" if not links else "both" if links == 1 else "all"
        undo = self._screen.key("undo")
        self._screen.say(f"Deleted: {annotation.kind}.{gone} {undo} brings {back} back.")
