"""Writes a frozen text block by block, for formats whose files say what each part is."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.importers.drafts import Draft, finish
from store.importers.phrases import OPENING_QUOTES
from store.model import Block, BlockKind

_FOREIGN = {
    BlockKind.TITLE: BlockKind.HEADING,
    BlockKind.SITE: BlockKind.PARAGRAPH,
    BlockKind.BYLINE: BlockKind.PARAGRAPH,
    BlockKind.DATE: BlockKind.PARAGRAPH,
    BlockKind.COMMENTS_HEADING: BlockKind.HEADING,
    BlockKind.COMMENT: BlockKind.PARAGRAPH,
    BlockKind.COMMENT_META: BlockKind.PARAGRAPH,
}
"""What a block of a part becomes in the whole, whose own title, byline and date go before."""


@dataclass(slots=True)
class Composer:
    """A text in the making. Blocks are parted by a blank line unless *gap* says otherwise."""

    parts: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    at: int = 0

    def put(
        self, words: str, kind: BlockKind, *, gap: str = "\n\n", level: int | None = None
    ) -> Draft:
        """Write a block of *words*; blank ones write nothing. Fields may be set on the draft."""
        words = words.replace("\r\n", "\n").replace("\r", "\n").strip()
        draft = Draft(kind, self.at, self.at, level=level)
        if not words:
            return draft
        self._write(words, gap)
        draft.start, draft.end = self.at - len(words), self.at
        self.drafts.append(draft)
        return draft

    def put_prose(self, words: str, *, gap: str = "\n\n") -> Draft:
        """Write a paragraph, or a quotation where one opens it."""
        draft = self.put(words, BlockKind.PARAGRAPH, gap=gap)
        if words.lstrip().startswith(tuple(OPENING_QUOTES)):
            draft.kind = BlockKind.QUOTE
        return draft

    def put_part(self, text: str, blocks: tuple[Block, ...]) -> None:
        """Write a text that was read before, with its blocks; they lose the whole's own roles."""
        if not text:
            return
        self._write(text, "\n\n")
        start = self.at - len(text)
        for block in blocks:
            kind = _FOREIGN.get(block.kind, block.kind)
            level = 1 if block.kind is BlockKind.TITLE else block.level
            self.drafts.append(Draft(kind, start + block.start, start + block.end, level=level))

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self.parts)

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the finished text."""
        return finish(self.text, self.drafts)

    def _write(self, words: str, gap: str) -> None:
        if self.parts:
            self.parts.append(gap)
            self.at += len(gap)
        self.parts.append(words)
        self.at += len(words)
