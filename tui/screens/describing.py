"""What an annotation is said to be: its codes, and another kind of what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import to_builtins
from textual import work

from store.text import fold_space
from tui.screens.tagging import TaggingScreen
from tui.untrusted import one_line
from tui.words import told_changes, told_mending

if TYPE_CHECKING:
    from store.history import Reversal

_SHOWN, _LONGEST = 40, 60
_TOLD = 2
"""How many changes of one step are told."""


class DescribingScreen(TaggingScreen, part=True):
    """Gives codes, and turns annotations into others of another kind."""

    @work
    async def do_code(self) -> None:
        """Give the annotation here a code; a selection becomes a quote that has it."""
        from tui.dialogs.codes import CodePick

        selection, annotation = self.view.selection, self.current()
        chosen = await self.app.push_screen_wait(
            CodePick(self.library.codebook.codes, self._recent_codes())
        )
        if chosen is None:
            return
        self.app.recent_codes.insert(0, chosen)
        if selection is not None or annotation is None:
            if (span := self._span_for("quote")) is not None:
                self._tag("quote", span, [chosen])
            return
        if chosen in annotation.codes:
            self.whisper(f"it has the code {chosen} already")
            return
        codes = (*annotation.codes, chosen)
        disputed = annotation.is_disputed
        self._last = ("disputed" if disputed else annotation.kind, codes)
        self._try_edit(annotation, {"codes": codes})
        self.whisper(f"code: {chosen}")

    def told_step(self, reversal: Reversal) -> str:
        """With the words of the annotation or block, and what of it changed, where it is one."""
        shown = {annotation.id: annotation for annotation in self.annotations}
        now = self.library.annotations
        touched = [id_ for id_ in reversal.ids if id_ in shown or id_ in now]
        if not touched and reversal.ids == (self.article.id,):
            blocks = self.library.articles.blocks(self.article.id)
            return told_mending(reversal.action, self.text, self.blocks, blocks)
        if len(touched) != 1:
            return f"{reversal.action} ({len(touched)})" if touched else super().told_step(reversal)
        before = shown.get(touched[0])
        after = now.get(touched[0]) if touched[0] in now else None
        if (one := before or after) is None:
            return reversal.action
        told = [f"{reversal.action}: {one_line(fold_space(one.exact), _SHOWN)}"]
        if before is not None and after is not None:
            told += told_changes(to_builtins(before), to_builtins(after))[:_TOLD]
        return " · ".join(one_line(words, _LONGEST) for words in told)

    def _recent_codes(self) -> list[str]:
        """The codes given last, in this run and then in this article, the latest first."""
        newest = sorted(self.annotations, key=lambda a: a.modified, reverse=True)
        given = [*self.app.recent_codes, *(code for a in newest for code in a.codes)]
        known = {code.name for code in self.library.codebook.codes}
        return [code for code in dict.fromkeys(given) if code in known]

    @work
    async def do_kind(self) -> None:
        """Make the annotation here one of another kind; note, links, codes and tags stay."""
        from tui.dialogs.prompts import Confirm

        if (annotation := self.annotation_here()) is None:
            return
        kinds = [kind for kind in self.library.codebook.kinds if kind.name != annotation.kind]
        answers = {kind.key: kind.name for kind in kinds if kind.key}
        if annotation.kind != "claim":
            answers["d"] = "disputed claim"
        chosen = await self.app.push_screen_wait(
            Confirm(
                one_line(annotation.exact, _LONGEST),
                answers,
                title=f"Turn this {annotation.kind} into",
            )
        )
        if chosen is None:
            return
        kind = "claim" if answers[chosen] == "disputed claim" else answers[chosen]
        attributes = self._guessed(kind, annotation.start, annotation.end)
        held = {attribute.name for attribute in self.library.codebook.kind(kind).attributes}
        for old, new in (("speaker", "claimant"), ("claimant", "speaker")):
            if new in held and (name := annotation.attributes.get(old)):
                attributes[new] = name
        attributes |= {
            name: value for name, value in annotation.attributes.items() if name in held and value
        }
        if answers[chosen] == "disputed claim":
            attributes["status"] = "disputed"
        self._try_edit(annotation, {"kind": kind, "attributes": attributes})
        self.whisper(f"{annotation.kind} → {answers[chosen]} · {self.key('undo')} takes that back")
