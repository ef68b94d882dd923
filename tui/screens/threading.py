"""Comments as a tree to move through, the outline, and claims: their status, what they dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from store.model import Annotation, BlockKind
from store.text import fold_space, sentences
from tui.screens.linking import LinkingScreen
from tui.threads import depths, kin, outline

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
)
_SHOWN = 110
_DEEPEST = 12
"""Steps of indentation in the outline; what lies deeper stands below that."""


class ThreadingScreen(LinkingScreen):
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
        self.remember_place()
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
        entries = outline(self.text, self.blocks)
        if not entries:
            self.say("There is no heading and no comment here.")
            return
        names = [
            f"{'  ' * min(entry.depth, _DEEPEST)}{'● ' if entry.comment else ''}{entry.words}"
            for entry in entries
        ]
        start = await self._picked("Go to", names, [entry.start for entry in entries])
        if start is not None:
            self.remember_place()
            self.view.reveal(start, start + 1)
            self.view.go_to(start, centre=True)

    async def _picked(self, title: str, names: list[str], starts: list[int]) -> int | None:
        """Which of *starts* was picked by its name; names may say the same."""
        from tui.dialogs.pick import Pick

        options = [(n, self._percent(start)) for n, start in zip(names, starts, strict=True)]
        chosen = await self.app.push_screen_wait(Pick(title, options, keys=list(map(str, starts))))
        return None if chosen is None else int(chosen)

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
    async def do_dispute(self) -> None:
        """Tag this comment as a disputed claim, and link it to the sentence it disputes."""
        block = self.view.block_at(self.view.caret)
        if block is None or block.kind is not BlockKind.COMMENT:
            self.say("Go to a comment first.")
            return
        span = self.view.selection or (block.start, block.end)
        found = self._answered(span)
        if not found:
            self.say("There is no sentence to dispute here.")
            return
        ends = dict(found)
        names = [fold_space(self.text[start:end])[:_SHOWN] for start, end in found]
        chosen = await self._picked("This comment disputes", names, list(ends))
        if chosen is not None:
            self._tie(span, (chosen, ends[chosen]))

    def _answered(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """The article's own sentences, first the one that *span* is likeliest about."""
        from store.suggest.answers import Answered

        own = [
            sentence
            for block in self.blocks
            if block.kind not in _NO_BODY
            for sentence in sentences(self.text, block.start, block.end)
        ]
        likeliest = Answered(self.text, own).by(self.text[slice(*span)])
        return own if likeliest is None else [likeliest, *(s for s in own if s != likeliest)]

    def _tie(self, comment: tuple[int, int], sentence: tuple[int, int]) -> None:
        disputing = self._claim_on(comment, "disputed")
        disputed = self._claim_on(sentence, None)
        known = {annotation.id for annotation in self.annotations}
        fresh = [one for one in (disputing, disputed) if one.id not in known]
        for one in fresh:
            self.put(one)
        self.view.clear_selection()

        def change() -> None:
            with self.library.step("link a dispute"):
                for one in fresh:
                    self.library.store(one)
                if disputing not in fresh and disputing.attributes.get("status") != "disputed":
                    self.library.edit(disputing.id, {"attributes": {"status": "disputed"}})
                self.library.link(disputing.id, "disputes", disputed.id)

        self.save(change)
        self.whisper(f"disputes: {fold_space(self.text[slice(*sentence)])[:40]}")

    def _claim_on(self, span: tuple[int, int], status: str | None) -> Annotation:
        """The claim over *span*, or a draft of one."""
        held = self._tagged_so("claim", [span])
        if held is not None:
            return held
        attributes = self._guessed("claim", *span)
        if status is not None:
            attributes["status"] = status
        return self.library.draft(self.article.id, "claim", [span], attributes=attributes)


_NO_KIN = {
    "sibling": "There is no further comment beside this one.",
    "parent": "This comment answers no other.",
    "reply": "Nobody replied to this comment.",
    "author": "There is no further comment of this author.",
}
