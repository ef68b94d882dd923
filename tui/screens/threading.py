"""Comments as a tree to move through, the outline, and claims: their status, what they dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual import work

from store.model import Annotation, BlockKind
from store.text import fold_space, sentences, trim
from store.threads import depths
from tui.screens.linking import LinkingScreen
from tui.threads import kin, outline

if TYPE_CHECKING:
    from store.model import Block

_STATUSES = ("unchecked", "disputed", "verified", "refuted", "unverifiable")
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
_DEEPEST = 12
"""Steps of indentation in the outline; what lies deeper stands below that."""


class ThreadingScreen(LinkingScreen, part=True):
    """Moves among comments, folds them, and ties them to what they dispute."""

    def do_kin(self, which: str, way: str, count: int = 1) -> None:
        """Go to a comment beside, above or below this one, or of the same author."""
        caret = self.view.caret
        found = kin(self.blocks, caret, which)
        if which in ("sibling", "author"):
            found = [b for b in found if (b.start > caret if way == "next" else b.start < caret)]
            if way != "next":
                found.reverse()
        if not found:
            self.say(_NO_KIN[which])
            return
        self._show_comment(found[min(count, len(found)) - 1])

    def _show_comment(self, block: Block) -> None:
        self.view.reveal(block.start, block.start + 1)
        self.view.go_to(block.start)

    def do_fold_replies(self, count: int = 1) -> None:
        """Fold each comment of the depth *count* with its replies; unfold where they are folded."""
        deep = {name for name, depth in depths(self.blocks).items() if depth == count}
        if not deep:
            self.say("There is no reply that deep.")
            return
        folded = self.view.toggle_comments(deep)
        self.whisper(f"{len(deep)} {'folded' if folded else 'unfolded'}")

    @work
    async def do_outline(self) -> None:
        """Pick a heading or a comment, and go there."""
        from tui.dialogs.pick import Pick

        entries = outline(self.text, self.blocks)
        if not entries:
            self.say("There is no heading and no comment here.")
            return
        names = [
            f"{'  ' * min(entry.depth, _DEEPEST)}{'● ' if entry.comment else ''}{entry.words}"
            for entry in entries
        ]
        starts = [entry.start for entry in entries]
        here = sum(start <= self.view.caret for start in starts) - 1
        options = [(n, self._told_of(s)) for n, s in zip(names, starts, strict=True)]
        keys = [str(start) for start in starts]
        chosen = await self.app.push_screen_wait(Pick("Go to", options, keys=keys, at=max(0, here)))
        start = None if chosen is None else int(chosen)
        if start is not None:
            self.remember_place()
            self.view.reveal(start, start + 1)
            self.view.go_to(start, centre=True)

    def _told_of(self, offset: int) -> str:
        """How far down the text it is, after whether it is disputed, or may be."""
        places = [
            (annotation.start, "disputed")
            for annotation in self.annotations
            if annotation.is_disputed
        ]
        places += [(one.start, "disputed?") for one in self.suggestions if one.is_disputed]
        block = self.view.block_at(offset)
        end = offset + 1 if block is None or block.kind is not BlockKind.COMMENT else block.end
        told = next((word for start, word in places if offset <= start < end), "")
        return " · ".join(filter(None, (told, self._percent(offset))))

    def _percent(self, offset: int) -> str:
        return f"{round(100 * offset / max(1, len(self.text)))} %"

    # -- claims

    def do_status(self) -> None:
        """Give the claim here its next status."""
        claim = self.current()
        if claim is None or claim.kind != "claim":
            self.say("Go to a claim first.")
            return
        kind = self.library.codebook.kind("claim")
        choices = next((a.choices for a in kind.attributes if a.name == "status"), ()) or _STATUSES
        held = str(claim.attributes.get("status", choices[0]))
        at = choices.index(held) + 1 if held in choices else 0
        status = choices[at % len(choices)]
        self._edit(claim, {"attributes": {"status": status}})
        self.whisper(f"status: {status}")

    @work
    async def do_tie(self, link: str) -> None:
        """Link what is here to what it *link*s (`disputes`, `supports`): a sentence or annotation.

        What is here: the selection, a comment as a whole, the annotation, else the sentence. A
        comment, and what is selected in one, becomes a claim; a disputing one a disputed claim.
        """
        from tui.dialogs.pick import OTHER, Pick

        source = self._tied(link)
        if source is None:
            self.say("There are no words here.")
            return
        held = (source.start, source.end)
        sentences_ = [span for span in self._answered(held) if span != held]
        claims = [
            (a.start, a.end)
            for a in sorted(self.annotations, key=lambda a: abs(a.start - source.start))
            if a.kind == "claim" and a.id != source.id and (a.start, a.end) not in sentences_[:1]
        ]
        # Evidence is for a claim that was made; a dispute is likeliest about what it sounds like.
        at = 0 if link == "supports" else 1
        found = list(dict.fromkeys([*sentences_[:at], *claims, *sentences_[at:]]))
        options = [
            (fold_space(self.text[start:end])[:_SHOWN], self._percent(start))
            for start, end in found
        ]
        keys = [str(at) for at in range(len(found))]
        chosen = await self.app.push_screen_wait(
            Pick(f"What this {link}", options, keys=keys, other="by letters")
        )
        if chosen == OTHER:
            target = await self.end_pointed_at(source)
        else:
            target = None if chosen is None else self._claim_on(found[int(chosen)])
        if target is not None:
            self._tie(source, link, target)

    def _tied(self, link: str) -> Annotation | None:
        """What is linked from here: an annotation, or the draft of one."""
        from store.suggest.units import natural_unit

        block = self.view.block_at(self.view.caret)
        if (selection := self.view.selection) is not None:
            return self._claim_on(trim(self.text, *selection))
        current = self.current()
        if current is not None and (link == "supports" or not _is_comment(block)):
            return current
        if block is not None and _is_comment(block):
            return self._claim_on((block.start, block.end))
        sentence = natural_unit("claim", self.text, self.blocks, self.view.caret)
        return None if sentence is None else self._claim_on(sentence)

    def _answered(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """The article's own sentences, first the one that *span* is likeliest about.

        Without such a one those come first that are nearest: to a comment, which stands below all,
        the article's beginning is. What only names something, as a title, comes last.
        """
        from store.suggest.answers import Answered, is_claim_like

        told: list[tuple[int, int]] = []
        named: list[tuple[int, int]] = []
        for block in self.blocks:
            words = self.text[block.start : block.end]
            if block.kind in _NAMES:
                if block.kind is not BlockKind.CAPTION or is_claim_like(words):
                    named.append(trim(self.text, block.start, block.end))
            elif block.kind not in _NO_BODY:
                told += sentences(self.text, block.start, block.end)
        own = [s for s in told if is_claim_like(self.text[slice(*s)])] or told
        likeliest = Answered(self.text, [*own, *named]).by(self.text[slice(*span)])
        if likeliest is None and not _is_comment(self.view.block_at(span[0])):
            own.sort(key=lambda s: abs(s[0] - span[0]))
        first = [] if likeliest is None else [likeliest]
        return [*first, *(s for s in [*own, *named] if s != likeliest)]

    def _tie(self, source: Annotation, link: str, target: Annotation) -> None:
        block = self.view.block_at(source.start)
        changes: dict[str, Any] | None = None
        if link == "disputes" and source.kind == "claim" and _is_comment(block):
            changes = {"attributes": {"status": "disputed"}}
            if source.id not in self.library.annotations:
                source = replace(source, attributes={**source.attributes, "status": "disputed"})
        self.view.clear_selection()
        self.link_up(source, link, target, step=_STEPS[link], changes=changes)
        self.whisper(f"{link}: {fold_space(target.exact)}")

    def _claim_on(self, span: tuple[int, int]) -> Annotation:
        """The claim over *span*, or a draft of one."""
        held = self._tagged_so("claim", [span])
        return held or self.library.draft(
            self.article.id, "claim", [span], attributes=self._guessed("claim", *span)
        )


def _is_comment(block: Block | None) -> bool:
    return block is not None and block.kind is BlockKind.COMMENT


_STEPS = {"disputes": "link a dispute", "supports": "link evidence"}
_NO_KIN = {
    "sibling": "There is no further comment beside this one.",
    "parent": "This comment answers no other.",
    "reply": "Nobody replied to this comment.",
    "author": "There is no further comment of this author.",
}
