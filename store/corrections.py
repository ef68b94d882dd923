"""What a reader put right in an article's blocks, as decisions over the text.

Decisions name offsets, not blocks, so that they hold when an article is segmented anew; the text
and every annotation stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from store.errors import InvalidChangeError
from store.model import Block, BlockKind, Record


class Decision(Record, frozen=True, kw_only=True):
    """One correction: the block at offset `at` gets another `kind`, ends just before `at` (split),
    takes in the block after it (join), or begins what is all page furniture (below).
    """

    do: Literal["relabel", "split", "join", "below"]
    at: int
    kind: BlockKind | None = None


def corrected(
    text: str, blocks: Sequence[Block], decisions: Sequence[Decision]
) -> tuple[Block, ...]:
    """*blocks* with *decisions* carried out in order; one that no longer fits is passed over."""
    found = list(blocks)
    for decision in decisions:
        index = _index(found, decision.at)
        if index is not None:
            found = _carried_out(text, found, index, decision) or found
    return tuple(found)


def check_decision(text: str, blocks: Sequence[Block], decision: Decision) -> None:
    """Raise InvalidChangeError where a decision would change nothing or can't be carried out."""
    index = _index(list(blocks), decision.at)
    if index is None:
        raise InvalidChangeError(f"There is no block at offset {decision.at}.")
    changed = _carried_out(text, list(blocks), index, decision)
    if changed is None or changed == list(blocks):
        what = {
            "relabel": "It is that already.",
            "split": "There is nothing before or after the caret to split off.",
            "join": "There is no block after this one to join.",
            "below": "All of it is page furniture already.",
        }
        raise InvalidChangeError(what[decision.do])


def _index(blocks: list[Block], at: int) -> int | None:
    """The block at *at*, or the first one after it."""
    return next((i for i, block in enumerate(blocks) if at < block.end), None)


def _carried_out(
    text: str, blocks: list[Block], index: int, decision: Decision
) -> list[Block] | None:
    block = blocks[index]
    match decision.do:
        case "relabel":
            if decision.kind is None:
                return None
            return _relabelled(blocks, range(index, index + 1), decision.kind)
        case "split":
            return _split(text, blocks, index, decision.at)
        case "join":
            if index + 1 >= len(blocks):
                return None
            last = blocks[index + 1]
            whole = msgspec.structs.replace(block, end=last.end)
            kept = [*blocks[:index], whole, *blocks[index + 2 :]]
            return _reparented(kept, last.id, block.id if block.kind is BlockKind.COMMENT else None)
        case "below":
            return _relabelled(blocks, range(index, len(blocks)), BlockKind.BOILERPLATE)


def _split(text: str, blocks: list[Block], index: int, at: int) -> list[Block] | None:
    block = blocks[index]
    left, right = _trimmed(text, block.start, at), _trimmed(text, at, block.end)
    if left is None or right is None:
        return None
    names = {other.id for other in blocks}
    numbered = (f"{block.id}-{number}" for number in range(2, len(names) + 3))
    fresh = next(name for name in numbered if name not in names)
    first = msgspec.structs.replace(block, start=left[0], end=left[1])
    second = msgspec.structs.replace(block, id=fresh, start=right[0], end=right[1])
    return [*blocks[:index], first, second, *blocks[index + 1 :]]


def _relabelled(blocks: list[Block], which: range, kind: BlockKind) -> list[Block]:
    changed = [index for index in which if blocks[index].kind is not kind]
    gone = {blocks[index].id: blocks[index].parent for index in changed}
    found = [_readdressed(block, gone) for block in blocks] if changed else list(blocks)
    for index in changed:
        found[index] = _plain(found[index], kind)
    return found


def _readdressed(block: Block, gone: dict[str, str | None]) -> Block:
    """*block*, answering the nearest comment above that is not *gone* (ids with their parents)."""
    if block.parent not in gone:
        return block
    passed: set[str] = set()
    parent: str | None = block.parent
    while parent in gone and parent not in passed:
        passed.add(parent)
        parent = gone[parent]
    if parent in passed:  # they answer each other in a circle
        parent = None
    for name in passed:  # who asks next is told at once
        gone[name] = parent
    return msgspec.structs.replace(block, parent=None if parent == block.id else parent)


def _plain(block: Block, kind: BlockKind) -> Block:
    """*block* as another kind, without what only comments and headings have."""
    return Block(
        id=block.id,
        kind=kind,
        start=block.start,
        end=block.end,
        level=1 if kind is BlockKind.HEADING else None,
    )


def _reparented(blocks: list[Block], gone: str, parent: str | None) -> list[Block]:
    """*blocks* whose answers to comment *gone* now answer *parent*."""
    return [
        msgspec.structs.replace(block, parent=None if parent == block.id else parent)
        if block.parent == gone
        else block
        for block in blocks
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without blanks at its ends; None where it is all blank."""
    words = text[start:end]
    inner = words.strip()
    if not inner:
        return None
    begin = start + len(words) - len(words.lstrip())
    return begin, begin + len(inner)
