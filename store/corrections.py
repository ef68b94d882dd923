"""What a reader put right in an article's blocks, as decisions over the text.

Decisions name offsets, not blocks, so that they hold when an article is segmented anew; the text
and every annotation stay where they are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from store.errors import InvalidChangeError
from store.model import Block, BlockKind, Record
from store.text import trim


class Decision(Record, frozen=True, kw_only=True):
    """One correction: the words from `at` to `end` get another `kind`, or become one block (join);
    a block ends just before `at` (split), or all from `at` on is page furniture (below).

    Without an `end`, they are the block at `at`, and for a join that and the next. Who wrote a
    comment, and when, is what its line said when the words were made a comment, or the line one.
    """

    do: Literal["relabel", "split", "join", "below"]
    at: int
    end: int | None = None
    kind: BlockKind | None = None
    author: str | None = None
    date: str | None = None
    number: int | None = None


def corrected(
    text: str, blocks: Sequence[Block], decisions: Sequence[Decision]
) -> tuple[Block, ...]:
    """*blocks* with *decisions* carried out in order; one that no longer fits is passed over."""
    if not decisions:
        return tuple(blocks)
    correcting = _Correcting(text, blocks)
    for decision in decisions:
        correcting.carry_out(decision)
    return correcting.result()


def settled(text: str, blocks: Sequence[Block], decision: Decision) -> Decision:
    """A *decision* with the words it is about, so that it means the same over other blocks.

    Raises InvalidChangeError where it would change nothing or can't be carried out.
    """
    correcting = _Correcting(text, blocks)
    index = correcting.index(decision.at)
    if index is None:
        raise InvalidChangeError(f"There is no block at offset {decision.at}.")
    if not correcting.carry_out(decision):
        what = {
            "relabel": "It is that already.",
            "split": "There is nothing before or after the caret to split off.",
            "join": "There is no block after this one to join.",
            "below": "All of it is page furniture already.",
        }
        raise InvalidChangeError(what[decision.do])
    if decision.do in ("split", "below") or decision.end is not None:
        return decision
    meant = correcting.blocks[index]
    return msgspec.structs.replace(decision, at=meant.start, end=meant.end)


def line_of(text: str, blocks: Sequence[Block], decision: Decision) -> str | None:
    """The line that says who wrote a comment which a settled *decision* makes, or makes signed."""
    if decision.do != "relabel" or decision.end is None:
        return None
    if decision.kind is BlockKind.COMMENT_META:
        return text[decision.at : decision.end]
    above = bisect_right(blocks, decision.at, key=lambda block: block.end) - 1
    if decision.kind is not BlockKind.COMMENT or above < 0:
        return None
    block = blocks[above]
    return text[block.start : block.end] if block.kind is BlockKind.COMMENT_META else None


class _Correcting:
    """Blocks under correction: a decision takes as long as what it changes, not as the article."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = list(blocks)
        self._ends = [block.end for block in blocks]
        self._found = {block.id: block for block in blocks}
        """What was found of each, which it gets back with its kind."""
        self._taken: dict[str, str] = {}
        """The blocks that another took in, and which."""
        self._names = Counter(block.id for block in blocks)
        self._numbers: dict[str, int] = {}
        """By a block's id, the number from which one is looked for when it is split."""
        self._furniture = len(text)
        """Where all begins that is page furniture since it was said so."""

    def result(self) -> tuple[Block, ...]:
        """The blocks, each comment answering the nearest one above that is still a comment."""
        comments = {block.id for block in self.blocks if block.kind is BlockKind.COMMENT}
        nearest: dict[str, str | None] = {}
        return tuple(
            block if block.parent is None else self._readdressed(block, comments, nearest)
            for block in self.blocks
        )

    def _readdressed(
        self, block: Block, comments: set[str], nearest: dict[str, str | None]
    ) -> Block:
        passed: list[str] = []
        parent = block.parent
        while parent is not None and parent in self._found and parent not in comments:
            if parent in nearest:
                parent = nearest[parent]
                break
            nearest[parent] = None  # so that those which answer each other in a circle end
            passed.append(parent)
            taker = self._taken.get(parent)
            parent = taker if taker in comments else self._found[parent].parent
        for name in passed:  # who asks next is told at once
            nearest[name] = parent
        return msgspec.structs.replace(block, parent=None if parent == block.id else parent)

    def index(self, at: int) -> int | None:
        """The block at the offset *at*, or the first one after it."""
        found = bisect_right(self._ends, at)
        return found if found < len(self.blocks) else None

    def carry_out(self, decision: Decision) -> bool:
        """Whether *decision* could be carried out and changed something."""
        index = self.index(decision.at)
        if index is None:
            return False
        if decision.do == "split":
            return self._split(index, decision.at)
        if decision.do == "below":
            return self._fold_from(self._parted(decision.at))
        if decision.end is not None:
            index = self._parted(decision.at)
            self._parted(decision.end)
        if decision.do == "join":
            return self._join(index, decision.end)
        last = index + 1 if decision.end is None else bisect_left(self._ends, decision.end + 1)
        if decision.kind is None or not self._relabel(range(index, last), decision.kind):
            return False
        if decision.author is not None:
            self._sign(index if decision.kind is BlockKind.COMMENT else last, decision)
        return True

    def _parted(self, at: int) -> int:
        """The block that begins at *at*, or behind it, once no other reaches over that place."""
        index = bisect_right(self._ends, at)
        return index + (index < len(self.blocks) and self._split(index, at))

    def _put(self, index: int, block: Block) -> None:
        """Put *block* in the place of another."""
        self.blocks[index], self._ends[index] = block, block.end
        if block.kind is not BlockKind.BOILERPLATE and block.end > self._furniture:
            self._furniture = block.end

    def _fold_from(self, index: int) -> bool:
        known, start = bisect_right(self._ends, self._furniture), self.blocks[index].start
        changed = self._relabel(range(index, known), BlockKind.BOILERPLATE)
        self._furniture = min(self._furniture, start)
        return changed

    def _relabel(self, which: Iterable[int], kind: BlockKind) -> bool:
        changed = [index for index in which if self.blocks[index].kind is not kind]
        for index in changed:
            self._put(index, self._as(self.blocks[index], kind))
        return bool(changed)

    def _sign(self, index: int, decision: Decision) -> None:
        """Say who wrote the comment at *index*, unless it was found with its author."""
        block = self.blocks[index] if index < len(self.blocks) else None
        if block is None or block.kind is not BlockKind.COMMENT:
            return
        found = self._found[block.id]
        if block.author is None or found.id != block.id:  # that of the comment it was split from
            signed = msgspec.structs.replace(
                block, author=decision.author, date=decision.date, number=decision.number
            )
            self._found[block.id] = signed
            self._put(index, signed)

    def _as(self, block: Block, kind: BlockKind) -> Block:
        """*block* as another kind, with what was found of it where it was found as that."""
        found = self._found[block.id]
        if found.kind is kind:
            return msgspec.structs.replace(found, id=block.id, start=block.start, end=block.end)
        return _plain(block, kind)

    def _join(self, index: int, end: int | None) -> bool:
        """Let the block at *index* take in the next, or all that end by *end*."""
        first = index + 1
        last = first + 1 if end is None else bisect_left(self._ends, end + 1)
        taken = self.blocks[first:last]
        if not taken:
            return False
        for block in taken:
            self._taken[block.id] = self.blocks[index].id
            self._forget(block.id)
        del self.blocks[first:last], self._ends[first:last]
        self._put(index, msgspec.structs.replace(self.blocks[index], end=taken[-1].end))
        return True

    def _forget(self, name: str) -> None:
        """A block of this id is gone: another may have its name."""
        self._names[name] -= 1
        whole, _, number = name.rpartition("-")
        if whole in self._numbers and number.isdecimal():
            self._numbers[whole] = min(self._numbers[whole], int(number))

    def _split(self, index: int, at: int) -> bool:
        block = self.blocks[index]
        left_start, left_end = trim(self.text, block.start, at)
        start, end = trim(self.text, at, block.end)
        if left_start >= left_end or start >= end:
            return False
        second = msgspec.structs.replace(block, id=self._fresh(block.id), start=start, end=end)
        self._put(index, msgspec.structs.replace(block, start=left_start, end=left_end))
        self.blocks.insert(index + 1, second)
        self._ends.insert(index + 1, second.end)
        self._found[second.id] = self._found[block.id]
        self._taken.pop(second.id, None)
        return True

    def _fresh(self, name: str) -> str:
        """The first of `b1-2`, `b1-3`, ... that no block has."""
        number = self._numbers.get(name, 2)
        while self._names[f"{name}-{number}"] > 0:
            number += 1
        self._numbers[name] = number + 1
        self._names[f"{name}-{number}"] += 1
        return f"{name}-{number}"


def _plain(block: Block, kind: BlockKind) -> Block:
    """*block* as another kind, without what only comments and headings have."""
    return Block(
        id=block.id,
        kind=kind,
        start=block.start,
        end=block.end,
        level=1 if kind is BlockKind.HEADING else None,
    )
