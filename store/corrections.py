"""What a reader put right in an article's blocks, as decisions over the text.

Decisions name offsets, not blocks, so that they hold when an article is segmented anew; the text
and every annotation stay where they are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from store.errors import InvalidChangeError
from store.model import Block, BlockKind, Record
from store.text import trim


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
    correcting = _Correcting(text, blocks)
    for decision in decisions:
        correcting.carry_out(decision)
    return tuple(correcting.blocks)


def check_decision(text: str, blocks: Sequence[Block], decision: Decision) -> None:
    """Raise InvalidChangeError where a decision would change nothing or can't be carried out."""
    correcting = _Correcting(text, blocks)
    if correcting.index(decision.at) is None:
        raise InvalidChangeError(f"There is no block at offset {decision.at}.")
    if not correcting.carry_out(decision):
        what = {
            "relabel": "It is that already.",
            "split": "There is nothing before or after the caret to split off.",
            "join": "There is no block after this one to join.",
            "below": "All of it is page furniture already.",
        }
        raise InvalidChangeError(what[decision.do])


class _Correcting:
    """Blocks under correction: a decision takes as long as what it changes, not as the article."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = list(blocks)
        self._ends = [block.end for block in blocks]
        self._names = Counter(block.id for block in blocks)
        self._answers: defaultdict[str, set[int]] = defaultdict(set)
        """Where the answers to a comment begin, by its id."""
        self._numbers: dict[str, int] = {}
        """By a block's id, the number from which one is looked for when it is split."""
        self._furniture = len(text)
        """Where all begins that is page furniture since it was said so."""
        for block in blocks:
            if block.parent is not None:
                self._answers[block.parent].add(block.start)

    def index(self, at: int) -> int | None:
        """The block at the offset *at*, or the first one after it."""
        found = bisect_right(self._ends, at)
        return found if found < len(self.blocks) else None

    def carry_out(self, decision: Decision) -> bool:
        """Whether *decision* could be carried out and changed something."""
        index = self.index(decision.at)
        if index is None:
            return False
        match decision.do:
            case "relabel":
                return decision.kind is not None and self._relabel((index,), decision.kind)
            case "split":
                return self._split(index, decision.at)
            case "join":
                return self._join(index)
            case "below":
                return self._fold_from(index)

    def _put(self, index: int, block: Block) -> None:
        """Put *block* in the place of another."""
        before = self.blocks[index]
        if before.parent is not None:
            self._answers[before.parent].discard(before.start)
        if block.parent is not None:
            self._answers[block.parent].add(block.start)
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
        gone = {self.blocks[index].id: self.blocks[index].parent for index in changed}
        for name in gone:
            self._readdress(name, gone)
        for index in changed:
            self._put(index, _plain(self.blocks[index], kind))
        return bool(changed)

    def _readdress(self, name: str, gone: dict[str, str | None]) -> None:
        """Let the answers to *name* answer the nearest comment above that is not *gone*."""
        for start in tuple(self._answers.get(name, ())):
            index = bisect_right(self._ends, start)
            self._put(index, _readdressed(self.blocks[index], gone))

    def _join(self, index: int) -> bool:
        if index + 1 >= len(self.blocks):
            return False
        block, last = self.blocks[index], self.blocks[index + 1]
        parent = block.id if block.kind is BlockKind.COMMENT else None
        self._readdress(last.id, {last.id: parent})
        block = self.blocks[index]
        self._put(index + 1, _plain(last, BlockKind.BOILERPLATE))
        del self.blocks[index + 1], self._ends[index + 1]
        self._forget(last.id)
        self._put(index, msgspec.structs.replace(block, end=last.end))
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
        if second.parent is not None:
            self._answers[second.parent].add(second.start)
        return True

    def _fresh(self, name: str) -> str:
        """The first of `b1-2`, `b1-3`, ... that no block has."""
        number = self._numbers.get(name, 2)
        while self._names[f"{name}-{number}"] > 0:
            number += 1
        self._numbers[name] = number + 1
        self._names[f"{name}-{number}"] += 1
        return f"{name}-{number}"


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
