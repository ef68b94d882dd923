"""Posts of a board in a page whose markup does not tell them, read from its text. Pure.

Boards of old set a post in cells of tables that name nothing; the lines of their boxes do.
"""

from __future__ import annotations

from store.importers.boards import may_be_a_board
from store.importers.drafts import Draft
from store.importers.lines import pieces_of
from store.importers.threads import find_board
from store.model import BlockKind


def with_board(text: str, drafts: list[Draft]) -> list[Draft]:
    """*drafts* of a page's text, with the posts of its topic where it has no comment otherwise."""
    if any(draft.kind is BlockKind.COMMENT for draft in drafts):
        return drafts
    pieces = pieces_of(text)
    thread = find_board(text, pieces) if may_be_a_board(pieces) else None
    if thread is None:
        return drafts
    start, end = pieces[thread.first].start, pieces[thread.last - 1].end
    kept = [draft for draft in drafts if not start <= draft.start < end]
    for draft in kept:
        if draft.start < start:
            draft.end = min(draft.end, start)
    return kept + thread.drafts
