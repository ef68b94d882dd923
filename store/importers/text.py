"""Plain text and whatever else is text: the decoded bytes are the frozen text, as they are."""

from __future__ import annotations

import re

from store.importers.base import Facts, Origin, decode, imported, refuse, refuse_blank
from store.importers.segment import segment
from store.importers.veil import shadow
from store.model import Block, BlockKind, Imported
from store.text import fold_space

_LONGEST = 500
_OPEN = re.compile(r"\[(?=[^\]]*$)")
"""Where a link begins whose address is no part of the title."""


class TextImporter:
    """Reads .txt files and text of unknown kind as dumps of pages."""

    name = "text"
    version = 3
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, raw: bytes, origin: Origin) -> tuple[Imported, ...]:
        """One article. Raises InputError when *raw* is no text, or blank."""
        refuse(raw, origin)
        text, charset, how = decode(raw, origin.charset)
        refuse_blank(text, origin)
        blocks = segment(text)
        return (
            imported(
                raw,
                origin,
                importer=f"{self.name}/{self.version}",
                media_type="text/plain",
                text=text,
                charset=(charset, how),
                blocks=blocks,
                facts=Facts(title=_title(text, blocks)),
            ),
        )


def _title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The words of the title's block, without the marks and addresses of what made the dump."""
    block = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    if block is None:
        return None
    linked = text[max(0, block.start - 1) : block.start] == "["
    words = shadow(text[block.start - linked : block.end])
    return fold_space(_OPEN.sub("", words))[:_LONGEST] or None
