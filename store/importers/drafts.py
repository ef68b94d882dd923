"""Blocks while they are being found: loose spans in, blocks that keep the invariant out.

The invariant: blocks are in order and do not overlap, each begins and ends with a character that
is not white space, and every such character of the text is in exactly one block.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from store.model import Block, BlockKind
from store.text import trim


@dataclass(slots=True, eq=False)
class Draft:
    """A block in the making: `parent` is the draft of the comment that this one answers.

    What comes behind `level` is a comment's alone.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    author: str | None = None
    date: str | None = None
    number: int | None = None
    parent: Draft | None = None
    pingback: bool = False


def finish(
    text: str, drafts: Iterable[Draft], rest: BlockKind = BlockKind.PARAGRAPH
) -> tuple[Block, ...]:
    """The blocks of *text*, named b1, b2, ...; what no draft covers becomes *rest*.

    Of two drafts that overlap the one that begins first keeps its characters.
    """
    placed: list[Draft] = []
    reached, size = 0, len(text)
    in_order = sorted(drafts, key=attrgetter("end"))
    in_order.sort(key=attrgetter("start"))  # twice by a number is quicker than once by a pair
    for draft in in_order:
        if draft.start < reached or draft.end > size:
            draft.start, draft.end = max(draft.start, reached), min(draft.end, size)
        start, end = draft.start, draft.end
        if start < end and (text[start].isspace() or text[end - 1].isspace()):
            start, end = draft.start, draft.end = trim(text, start, end)
        if start >= end:
            continue
        if reached < start and not text[reached:start].isspace():
            placed.append(Draft(rest, *trim(text, reached, start)))
        placed.append(draft)
        reached = end
    if reached < size and not text[reached:].isspace():
        placed.append(Draft(rest, *trim(text, reached, size)))
    return tuple(_named(placed))


def _named(drafts: Sequence[Draft]) -> list[Block]:
    comment = BlockKind.COMMENT  # looking it up takes as long as comparing it
    names = {
        id(draft): f"b{number}"
        for number, draft in enumerate(drafts, start=1)
        if draft.kind is comment
    }
    return [
        Block(id=f"b{number}", kind=draft.kind, start=draft.start, end=draft.end, level=draft.level)
        if draft.kind is not comment
        else Block(
            id=names[id(draft)],
            kind=comment,
            start=draft.start,
            end=draft.end,
            level=draft.level,
            author=draft.author,
            date=draft.date,
            number=draft.number,
            parent=names.get(id(draft.parent)) if draft.parent else None,
            pingback=draft.pingback,
        )
        for number, draft in enumerate(drafts, start=1)
    ]
