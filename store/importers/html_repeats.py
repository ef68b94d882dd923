"""What a page prints twice, for wide and for narrow screens: its second copy is folded. Pure.

Only a run of blocks that stands there again word for word counts, so that all its words stay
visible once. Comments are left alone: the same comment twice is two comments.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.importers.drafts import Draft
from store.importers.furniture import count_words
from store.model import BlockKind
from store.text import fold_space

_KINDS = frozenset(
    {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST}
)
_FEWEST_BLOCKS = 3
_FEWEST_WORDS = 30
_MOST_SHORT = 60


def fold_repeats(text: str, drafts: Sequence[Draft]) -> None:
    """Make boilerplate of runs of three blocks and thirty words that stood there before."""
    body = [draft for draft in drafts if draft.kind in _KINDS]
    said = [fold_space(text[draft.start : draft.end]) for draft in body]
    seen: dict[str, int] = {}
    at = 0
    while at < len(body):
        before = seen.setdefault(said[at], at)
        length = _repeated(said, before, at) if before < at else 0
        if length >= _FEWEST_BLOCKS:
            for draft in body[at : at + length]:
                draft.kind, draft.level = BlockKind.BOILERPLATE, None
            at += length
        else:
            at += 1


def _repeated(said: Sequence[str], before: int, at: int) -> int:
    """How many blocks from *at* on say what those from *before* on say; 0 for too few words.

    They do not overlap.
    """
    length = words = 0
    while before + length < at and at + length < len(said):
        if said[before + length] != said[at + length]:
            break
        words += count_words(said[at + length]) if words < _FEWEST_WORDS else 0
        length += 1
        if length == _MOST_SHORT and words < _FEWEST_WORDS:
            break
    return length if words >= _FEWEST_WORDS else 0
