"""Every occurrence of some words, tagged at one go."""

from __future__ import annotations

import re

from store.model import Annotation
from store.text import fold_space
from store.wording import counted
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.desk import Desk, Span

_CONTEXT = 28
_SHOWN = 60
"""Characters of the words that are told."""


class Occurrences(Part):
    """Tags words wherever they stand in the article."""

    def __init__(self, screen: CommandScreen, desk: Desk) -> None:
        """Of the article on *desk*."""
        self._screen, self._desk = screen, desk

    async def do_occurrences(self) -> None:
        """Tag every occurrence of the selection's or the annotation's words, as one step."""
        from tui.dialogs.tick import Tick

        desk = self._desk
        selection, pattern = desk.view.selection, desk.current()
        words = desk.text[slice(*selection)] if selection else pattern.exact if pattern else ""
        if not words.strip() or (pattern is not None and len(pattern.spans) > 1 and not selection):
            self._screen.say("Select some words first, or go to an annotation.")
            return
        kind = "entity" if selection is not None or pattern is None else pattern.kind
        found = [s for s in occurrences(desk.text, words) if not desk.tagged_so(kind, [s])]
        if not found:
            self._screen.say("Every occurrence is tagged already.")
            return
        title = f"Tag as {kind}: {fold_space(words)[:_SHOWN]} ({counted(len(found), 'time')})"
        chosen = await self._screen.ask(Tick(title, [self._in_context(*span) for span in found]))
        if not chosen:
            return
        desk.view.clear_selection()
        drafts = [self._like(pattern, kind, found[at]) for at in chosen]
        for annotation in drafts:
            desk.put(annotation)
        library, step = self._screen.library, f"tag {counted(len(drafts), 'occurrence')}"
        self._screen.save(lambda: library.store_all(drafts, step))
        self._screen.whisper(f"{len(drafts)} tagged · {self._screen.key('undo')} takes that back")

    def _like(self, pattern: Annotation | None, kind: str, span: Span) -> Annotation:
        """A draft over *span* with what *pattern* says, else with what can be guessed."""
        if pattern is None or pattern.kind != kind:
            return self._desk.draft(kind, [span])
        return self._desk.draft(
            kind, [span], pattern.attributes, codes=pattern.codes, tags=pattern.tags
        )

    def _in_context(self, start: int, end: int) -> str:
        text = self._desk.text
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        return fold_space(f"…{before}[{text[start:end]}]{after}…")


def occurrences(text: str, words: str) -> list[Span]:
    """Where *words* stand in *text* as whole words, white space folded, letter case kept."""
    inner = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w){inner}(?!\w)", text)]
