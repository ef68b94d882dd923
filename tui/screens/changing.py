"""Changing annotations: their words in a form, who said it, their edges; and deleting them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import work

from store.errors import PostilError
from store.text import whole_words, words
from tui import reports
from tui.screens.article import ArticleScreen
from tui.words import described, told_changes

if TYPE_CHECKING:
    from store.conflicts import Edited
    from store.glimpse import Glimpse
    from store.library import Library
    from store.model import Annotation
    from tui.opening import Opening

PEOPLE = ("person", "organization")
"""The types of entities that may have said something."""
_WHO = ("speaker", "claimant")
_QUICKLY_READ = 100_000
"""Code points in which a key may look for names."""
_REACH = 400
"""How far in code points an edge looks for its next word."""


class ChangingScreen(ArticleScreen, part=True):
    """Changes and deletes the annotation under the caret."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
        self._drafts: dict[str, dict[str, str]] = {}
        self._filling = False

    @property
    def holds_typed(self) -> bool:
        """Whether a form is open, or was left with a draft."""
        return self._filling or bool(self._drafts)

    def _edit(self, seen: Annotation, changes: dict[str, Any]) -> None:
        """Change the annotation that was *seen*, on screen at once and then on disk.

        Another window may have changed or deleted it meanwhile: fields that both changed are kept
        in both versions, and asked about; what was deleted comes back. Raises PostilError.
        """
        from store.conflicts import changed_twice

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
        if edited.clash is not None:
            self.begin(self.ask_which(edited.clash))

    @work
    async def do_past(self) -> None:
        """Show every change of the annotation here."""
        from tui.dialogs.paragraphs import Paragraphs

        if (annotation := self.annotation_here()) is None:
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
        await self.app.push_screen_wait(Paragraphs(f"History of {described(annotation)}", changes))

    @work
    async def do_purge(self) -> None:
        """Purge the annotation here, after asking."""
        from tui.screens.keeping import purge

        if (annotation := self.annotation_here()) is None:
            return
        await purge(self, annotation)

    def do_edit(self) -> None:
        """Open the form of the annotation here."""
        self._open_form(None)

    def do_note(self) -> None:
        """Write the note of the annotation here."""
        self._open_form("note")

    @work
    async def _open_form(self, focus: str | None) -> None:
        from tui.dialogs.form import AnnotationForm

        if (annotation := self.annotation_here()) is None:
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
        self._filling = True
        try:
            changes = await self.app.push_screen_wait(form)
        finally:
            self._filling = False
        if form.draft:
            # Kept until the store has taken it, so that a refusal loses nothing typed.
            self._drafts[annotation.id] = form.draft
        else:
            self._drafts.pop(annotation.id, None)
        if self.article.id not in self.library.articles:
            self.changed()
        elif changes is not None:
            self._try_edit(annotation, changes)
        elif form.draft:
            self.say(f"Kept as a draft; {self.key('edit')} opens it again.")

    def do_who(self) -> None:
        """Pick the speaker of a quote, the claimant of a claim, the type of an entity."""
        if (annotation := self.annotation_here()) is None:
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
        if (annotation := self.annotation_here()) is None:
            return
        caret = self.view.caret
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
            self._edit(annotation, {"spans": spans})
            self.view.go_to(start if starts else end - 1)  # so that it stays the nearer one

    def _word_edge(self, seen: Annotation, offset: int, way: str, *, starts: bool) -> int:
        low, high = max(0, offset - _REACH), min(len(self.text), offset + _REACH)
        # A name has no comma at its end; a quotation or claim may begin or end with its marks.
        units = whole_words if seen.kind == "entity" else words
        edges = [word[0 if starts else 1] for word in units(self.text, low, high)]
        if way == "left":
            return max((edge for edge in edges if edge < offset), default=offset)
        return min((edge for edge in edges if edge > offset), default=offset)

    def do_delete(self) -> None:
        """Delete the annotation here; undo brings it back."""
        if (annotation := self.annotation_here()) is None:
            return
        gone = reports.links_gone(links := self.library.annotations.links_at([annotation.id]))
        self.drop(annotation.id)
        self.save(lambda: self.library.remove([annotation.id]))
        back = "it" if not links else "both" if links == 1 else "all"
        self.say(f"Deleted: {annotation.kind}.{gone} {self.key('undo')} brings {back} back.")

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
        people = [a for a in self.annotations if a.attributes.get("type") in PEOPLE]
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
            if name.type in PEOPLE
        ]
