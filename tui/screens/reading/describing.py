"""What an annotation is said to be: its codes, and another kind of what it is."""

from __future__ import annotations

from tui.commands.base import Command
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.changing import Changing
from tui.screens.reading.desk import Desk
from tui.screens.reading.tagging import Tagging
from tui.untrusted import one_line

_LONGEST = 60


class Describing(Part):
    """Gives codes, and turns annotations into others of another kind."""

    def __init__(
        self, screen: CommandScreen, desk: Desk, *, tagging: Tagging, changing: Changing
    ) -> None:
        """Of the annotations on *desk*."""
        self._screen, self._desk, self._tagging, self._changing = screen, desk, tagging, changing

    def can_do(self, command: Command) -> bool | None:
        """A code needs words, another kind an annotation."""
        desk = self._desk
        return bool(desk.blocks) if command.action == "code" else desk.current() is not None

    async def do_code(self) -> None:
        """Give the annotation here a code; a selection becomes a quote that has it."""
        from tui.dialogs.codes import CodePick

        selection, annotation = self._desk.view.selection, self._desk.current()
        codes = self._screen.library.codebook.codes
        chosen = await self._screen.ask(CodePick(codes, self._recent_codes()))
        if chosen is None:
            return
        self._screen.app.recent_codes.insert(0, chosen)
        if selection is not None or annotation is None:
            if (span := self._tagging.span_for("quote")) is not None:
                self._tagging.tag("quote", span, [chosen])
            return
        if chosen in annotation.codes:
            self._screen.whisper(f"it has the code {chosen} already")
            return
        given = (*annotation.codes, chosen)
        self._tagging.last = ("disputed" if annotation.is_disputed else annotation.kind, given)
        self._changing.edit(annotation, {"codes": given})
        self._screen.whisper(f"code: {chosen}")

    def _recent_codes(self) -> list[str]:
        """The codes given last, in this run and then in this article, the latest first."""
        newest = sorted(self._desk.annotations, key=lambda a: a.modified, reverse=True)
        given = [*self._screen.app.recent_codes, *(code for a in newest for code in a.codes)]
        known = {code.name for code in self._screen.library.codebook.codes}
        return [code for code in dict.fromkeys(given) if code in known]

    async def do_kind(self) -> None:
        """Make the annotation here one of another kind; note, links, codes and tags stay."""
        from tui.dialogs.prompts import Confirm

        if (annotation := self._desk.annotation_here()) is None:
            return
        codebook = self._screen.library.codebook
        kinds = [kind for kind in codebook.kinds if kind.name != annotation.kind]
        answers = {kind.key: kind.name for kind in kinds if kind.key}
        if annotation.kind != "claim":
            answers["d"] = "disputed claim"
        asked, title = one_line(annotation.exact, _LONGEST), f"Turn this {annotation.kind} into"
        chosen = await self._screen.ask(Confirm(asked, answers, title=title))
        if chosen is None:
            return
        kind = "claim" if answers[chosen] == "disputed claim" else answers[chosen]
        attributes = self._desk.guessed(kind, (annotation.start, annotation.end))
        held = {a.name for a in self._screen.library.codebook.kind(kind).attributes}
        for old, new in (("speaker", "claimant"), ("claimant", "speaker")):
            if new in held and (name := annotation.attributes.get(old)):
                attributes[new] = name
        attributes |= {
            name: value for name, value in annotation.attributes.items() if name in held and value
        }
        if answers[chosen] == "disputed claim":
            attributes["status"] = "disputed"
        self._changing.edit(annotation, {"kind": kind, "attributes": attributes})
        back = f"{self._screen.key('undo')} takes that back"
        self._screen.whisper(f"{annotation.kind} → {answers[chosen]} · {back}")
