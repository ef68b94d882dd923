"""Tagging: from a key to an annotation on the screen at once and on disk right after."""

from __future__ import annotations

from collections.abc import Iterable

from store.text import trim
from store.wording import an
from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.changing import Changing
from tui.screens.reading.desk import Desk, Span


class Tagging(Part):
    """Makes annotations."""

    def __init__(self, screen: CommandScreen, desk: Desk, changing: Changing) -> None:
        """Nothing was tagged yet; what is tagged so already is changed by *changing*."""
        self._screen, self._desk, self._changing = screen, desk, changing
        self.last: tuple[str, tuple[str, ...]] | None = None
        """As what was tagged last, and with which codes."""
        self._stretches: list[Span] = []

    def can_do(self, command: Command) -> bool | None:
        """There must be words to tag."""
        match command.id:
            case "repeat":
                return self.last is not None
            case "stretch":
                return self._desk.view.selection is not None
        return bool(self._desk.blocks)

    def do_tag(self, what: str) -> None:
        """Tag the selection, or the natural unit under the caret, as *what*."""
        if (span := self.span_for(what)) is not None:
            self.tag(what, span)

    def do_repeat(self) -> None:
        """Tag the selection or natural unit here as the last one was."""
        if self.last is None:
            self._screen.say(f"Nothing was tagged yet; {self._desk.tag_keys} tag.")
            return
        what, codes = self.last
        if (span := self.span_for(what)) is not None:
            self.tag(what, span, codes)

    def span_for(self, what: str) -> Span | None:
        """The words that a key for *what* tags now; where there are none, that is said."""
        from store.suggest.units import natural_unit

        desk = self._desk
        selection = desk.view.selection
        if selection is None and self._stretches:
            return self._stretches.pop()
        span = selection or natural_unit(what, desk.text, desk.blocks, desk.caret)
        if span is None:
            self._screen.say("There is nothing to tag here.")
            return None
        # A dragged selection often takes the blank after a word along.
        start, end = trim(desk.text, *span)
        if not any(letter.isalnum() for letter in desk.text[start:end]):
            self._screen.say("There are no words to tag here; move the caret or select some.")
            return None
        return start, end

    def tag(self, what: str, span: Span, codes: Iterable[str] = ()) -> None:
        """Tag *span*, with the stretches that are kept, as *what*. Raises PostilError."""
        desk, view = self._desk, self._desk.view
        kind = "claim" if what == "disputed" else what
        spans = joined([*self._stretches, span])
        self.drop_stretches()
        if not span[0] <= view.caret < span[1]:
            view.select(*span)  # the caret stands on it, so that the next key is about it
        view.clear_selection()
        if (same := desk.tagged_so(kind, spans)) is not None:
            desk.chosen = same.id
            if what == "disputed" and not same.is_disputed:
                self._changing.edit(same, {"attributes": {"status": "disputed"}})
            elif set(codes) - set(same.codes):
                self._changing.edit(same, {"codes": [*same.codes, *codes]})
            else:
                desk.tell()
                key = self._screen.key("edit")
                self._screen.say(f"This is tagged as {an(kind)} already; {key} opens it.")
            return
        attributes = desk.guessed(kind, spans[0])
        if what == "disputed":
            attributes["status"] = "disputed"
        annotation = desk.draft(kind, spans, attributes, codes=codes)
        self.last = (what, annotation.codes)
        desk.put(annotation)
        self._screen.save(lambda: self._screen.library.store(annotation))
        asks = self._screen.app.settings.ask_speaker
        if kind == "quote" and asks and not attributes.get("speaker"):
            self._screen.begin(self._changing.ask_who(annotation))

    def do_stretch(self) -> None:
        """Keep the selection as a stretch of the next annotation, and select another."""
        view = self._desk.view
        if (selection := view.selection) is None:
            key = self._screen.key("stretch")
            self._screen.say(f"Select a stretch first; then {key}, select another, and tag.")
            return
        self._stretches.append(trim(self._desk.text, *selection))
        view.clear_selection()
        view.set_stretches(joined(self._stretches))
        kept, back = len(self._stretches), self._screen.key("back")
        self._screen.whisper(f"{kept} kept: select more, then tag; {back} drops them")

    def drop_stretches(self) -> bool:
        """Keep no stretch any more; whether any was kept."""
        dropped = bool(self._stretches)
        self._stretches = []
        if dropped:
            self._desk.view.set_stretches(())
            self._screen.hush()
        return dropped


def joined(spans: Iterable[Span]) -> list[Span]:
    """*spans* in the order of the text, those that overlap or touch made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
