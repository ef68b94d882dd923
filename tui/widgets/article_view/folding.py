"""Which folds hide what, and how they are opened and closed. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from store.blocks import block_at
from store.model import Block, BlockKind
from store.threads import with_answered
from tui.widgets.article_view.plan import FURNITURE, Folds, fold_groups

_start_of = attrgetter("start")


class Fold(NamedTuple):
    """A fold: the block that names it, of what kind that is, and where it begins."""

    group: str
    kind: BlockKind
    start: int


def fold_at(blocks: Sequence[Block], offset: int) -> Fold | None:
    """The fold that a comment at *offset* names, or the first block of furniture there."""
    block = block_at(blocks, offset)
    if block is None or block.kind not in (*FURNITURE, BlockKind.COMMENT):
        return None
    if block.kind in FURNITURE:
        block = _first_of(blocks, bisect_left(blocks, block.start, key=_start_of))
    return Fold(block.id, block.kind, block.start)


def toggle(folds: Folds, group: str, kind: BlockKind) -> None:
    """Open or close the fold *group*, of a comment or of furniture."""
    changed = folds.closed if kind is BlockKind.COMMENT else folds.opened
    changed.symmetric_difference_update({group})


def toggle_all(folds: Folds, blocks: Sequence[Block]) -> None:
    """Open everything; when everything is open, close the furniture."""
    groups = set(fold_groups(blocks))
    if folds.closed or groups - folds.opened:
        folds.closed.clear()
        folds.opened.update(groups)
    else:
        folds.opened.clear()


def toggle_comments(folds: Folds, ids: set[str]) -> bool:
    """Close all of these comments, or open them when all are closed; whether they are closed."""
    if ids <= folds.closed:
        folds.closed -= ids
        return False
    folds.closed |= ids
    return True


def reveal(folds: Folds, blocks: Sequence[Block], start: int, end: int) -> bool:
    """Open what hides any of [start, end); whether anything had to be opened."""
    before = len(folds.opened), len(folds.closed)
    index = max(0, bisect_right(blocks, start, key=_start_of) - 1)
    while index < len(blocks) and blocks[index].start < end:
        block = blocks[index]
        if block.kind in FURNITURE:
            folds.opened.add(_first_of(blocks, index).id)
        elif folds.closed and block.kind is BlockKind.COMMENT:
            folds.closed.difference_update(one.id for one in with_answered(blocks, block))
        index += 1
    return before != (len(folds.opened), len(folds.closed))


def _first_of(blocks: Sequence[Block], index: int) -> Block:
    """The first block of the run of one kind that blocks[index] is in."""
    while index and blocks[index - 1].kind is blocks[index].kind:
        index -= 1
    return blocks[index]
