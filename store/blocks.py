"""What holds of the blocks of a text: they cover it in order, and one stands at an offset. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from store.errors import InvalidChangeError
from store.model import Block

_start_of = attrgetter("start")


def check_blocks(text: str, blocks: tuple[Block, ...], where: str) -> None:
    """Raise InvalidChangeError unless *blocks* cover every non-blank character once, in order."""
    at, size = 0, len(text)
    for block in blocks:
        start, end = block.start, block.end
        if not at <= start < end <= size or not (at == start or text[at:start].isspace()):
            raise InvalidChangeError(
                f"{where}: block {block.id} ({start}–{end}) does not fit the text."
            )
        at = end
    if text[at:].strip():
        raise InvalidChangeError(f"{where}: the text after offset {at} is in no block.")


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block that covers *offset*, or None between two."""
    index = bisect_right(blocks, offset, key=_start_of) - 1
    return blocks[index] if index >= 0 and offset < blocks[index].end else None
