"""Claims: their status, what they dispute, and what is evidence for them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from store.model import Annotation, Block, BlockKind
from store.text import fold_space, sentences, trim
from tui.screens.base import CommandScreen
from tui.screens.parts import Part
from tui.screens.reading.changing import Changing
from tui.screens.reading.desk import Desk, Span
from tui.screens.reading.linking import Linking

_STATUSES = ("unchecked", "disputed", "verified", "refuted", "unverifiable")
_STEPS = {"disputes": "link a dispute", "supports": "link evidence"}
_NO_BODY = (
    BlockKind.BOILERPLATE,
    BlockKind.COMMENT,
    BlockKind.COMMENT_META,
    BlockKind.COMMENTS_HEADING,
    BlockKind.SITE,
    BlockKind.DATE,
    BlockKind.BYLINE,
    BlockKind.DATELINE,
    BlockKind.CODE,
)
_NAMES = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION)
_SHOWN = 110


class Claims(Part):
    """Gives claims their status, and ties comments to what they dispute."""

    def __init__(
        self, screen: CommandScreen, desk: Desk, *, changing: Changing, linking: Linking
    ) -> None:
        """Of the article on *desk*."""
        self._screen, self._desk, self._changing, self._linking = screen, desk, changing, linking

    def do_status(self) -> None:
        """Give the claim here its next status."""
        claim = self._desk.current()
        if claim is None or claim.kind != "claim":
            self._screen.say("Go to a claim first.")
            return
        kind = self._screen.library.codebook.kind("claim")
        choices = next((a.choices for a in kind.attributes if a.name == "status"), ()) or _STATUSES
        held = str(claim.attributes.get("status", choices[0]))
        at = choices.index(held) + 1 if held in choices else 0
        status = choices[at % len(choices)]
        self._changing.edit(claim, {"attributes": {"status": status}})
        self._screen.whisper(f"status: {status}")

    async def do_tie(self, link: str) -> None:
        """Link what is here to what it *link*s (`disputes`, `supports`): a sentence or annotation.

        What is here: the selection, a comment as a whole, the annotation, else the sentence. A
        comment, and what is selected in one, becomes a claim; a disputing one a disputed claim.
        """
        from tui.dialogs.pick import OTHER, Pick

        desk = self._desk
        source = self._tied(link)
        if source is None:
            self._screen.say("There are no words here.")
            return
        found = self._answerable(source, link)
        options = [
            (fold_space(desk.text[start:end])[:_SHOWN], desk.percent(start)) for start, end in found
        ]
        keys = [str(at) for at in range(len(found))]
        chosen = await self._screen.ask(
            Pick(f"What this {link}", options, keys=keys, other="by letters")
        )
        if chosen == OTHER:
            target = await self._linking.end_pointed_at(source)
        else:
            target = None if chosen is None else self._claim_on(found[int(chosen)])
        if target is not None:
            self._tie(source, link, target)

    def _tied(self, link: str) -> Annotation | None:
        """What is linked from here: an annotation, or the draft of one."""
        from store.suggest.units import natural_unit

        desk = self._desk
        block = desk.view.block_at(desk.caret)
        if (selection := desk.view.selection) is not None:
            return self._claim_on(trim(desk.text, *selection))
        current = desk.current()
        if current is not None and (link == "supports" or not _is_comment(block)):
            return current
        if block is not None and _is_comment(block):
            return self._claim_on((block.start, block.end))
        sentence = natural_unit("claim", desk.text, desk.blocks, desk.caret)
        return None if sentence is None else self._claim_on(sentence)

    def _answerable(self, source: Annotation, link: str) -> list[Span]:
        """What *source* may be about: the article's sentences and the claims made on it."""
        held = (source.start, source.end)
        told = [span for span in self._answered(held) if span != held]
        claims = [
            (a.start, a.end)
            for a in sorted(self._desk.annotations, key=lambda a: abs(a.start - source.start))
            if a.kind == "claim" and a.id != source.id and (a.start, a.end) not in told[:1]
        ]
        # Evidence is for a claim that was made; a dispute is likeliest about what it sounds like.
        at = 0 if link == "supports" else 1
        return list(dict.fromkeys([*told[:at], *claims, *told[at:]]))

    def _answered(self, span: Span) -> list[Span]:
        """The article's own sentences, first the one that *span* is likeliest about.

        Without such a one those come first that are nearest: to a comment, which stands below all,
        the article's beginning is. What only names something, as a title, comes last.
        """
        from store.suggest.answers import Answered, is_claim_like

        text = self._desk.text
        told: list[Span] = []
        named: list[Span] = []
        for block in self._desk.blocks:
            words = text[block.start : block.end]
            if block.kind in _NAMES:
                if block.kind is not BlockKind.CAPTION or is_claim_like(words):
                    named.append(trim(text, block.start, block.end))
            elif block.kind not in _NO_BODY:
                told += sentences(text, block.start, block.end)
        own = [s for s in told if is_claim_like(text[slice(*s)])] or told
        likeliest = Answered(text, [*own, *named]).by(text[slice(*span)])
        if likeliest is None and not _is_comment(self._desk.view.block_at(span[0])):
            own.sort(key=lambda s: abs(s[0] - span[0]))
        first = [] if likeliest is None else [likeliest]
        return [*first, *(s for s in [*own, *named] if s != likeliest)]

    def _tie(self, source: Annotation, link: str, target: Annotation) -> None:
        block = self._desk.view.block_at(source.start)
        changes: dict[str, Any] | None = None
        if link == "disputes" and source.kind == "claim" and _is_comment(block):
            changes = {"attributes": {"status": "disputed"}}
            if source.id not in self._screen.library.annotations:
                source = replace(source, attributes={**source.attributes, "status": "disputed"})
        self._desk.view.clear_selection()
        self._linking.link_up(source, link, target, step=_STEPS[link], changes=changes)
        self._screen.whisper(f"{link}: {fold_space(target.exact)}")

    def _claim_on(self, span: Span) -> Annotation:
        """The claim over *span*, or a draft of one."""
        return self._desk.tagged_so("claim", [span]) or self._desk.draft("claim", [span])


def _is_comment(block: Block | None) -> bool:
    return block is not None and block.kind is BlockKind.COMMENT
