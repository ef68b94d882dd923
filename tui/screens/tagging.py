"""Tagging: from a key to an annotation on the screen at once and on disk right after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.model import Annotation, AttributeValue
from store.text import trim
from store.wording import an
from tui.commands.base import Command
from tui.commands.own import own_commands
from tui.screens.changing import ChangingScreen

if TYPE_CHECKING:
    from store.glimpse import Glimpse
    from store.library import Library
    from tui.opening import Opening

_NEEDS_ANNOTATION = frozenset(
    {"edit", "who", "kind", "note", "delete", "purge", "past", "link", "follow"}
    | {"edge-left", "edge-right"}
)
_TAGS = frozenset({"tag-quote", "tag-entity", "tag-claim", "tag-disputed", "tag-code", "repeat"})


class TaggingScreen(ChangingScreen, part=True):
    """Makes annotations."""

    def __init__(
        self, library: Library | Opening, article: str | Glimpse, annotation: str | None = None
    ) -> None:
        """Show *article* of *library*, from *annotation* on."""
        super().__init__(library, article, annotation)
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
        if command.changes and self.read_only:
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
        if not span[0] <= self.view.caret < span[1]:
            self.view.select(*span)  # the caret stands on it, so that the next key is about it
        self.view.clear_selection()
        if (same := self._tagged_so(kind, spans)) is not None:
            self._current = same.id
            if what == "disputed" and not same.is_disputed:
                self._edit(same, {"attributes": {"status": "disputed"}})
            elif set(codes) - set(same.codes):
                self._edit(same, {"codes": [*same.codes, *codes]})
            else:
                self.show_status()
                self.say(f"This is tagged as {an(kind)} already; {self.key('edit')} opens it.")
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
            self.hush()
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


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* in the order of the text, those that overlap or touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
