"""Comments in a page whose markup does not tell them, read from its text as a dump's are. Pure.

Boards of old set a post in cells of tables that name nothing; the lines of their boxes do. Themes
of somebody's own may not tell where a comment begins, but call its parts comments, as often as
there are names and dates under a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.importers.boards import may_be_a_board
from store.importers.drafts import Draft
from store.importers.html_names import any_of, called, remembered
from store.importers.lines import Piece, pieces_of
from store.importers.threads import find_board, find_headed
from store.importers.walk import Thread
from store.model import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST = 2
_OF_COMMENTS = re.compile(
    r"(?!.*(?:count|link|num|form|icon|recent|latest|popular|new|top|off|close|toggle|button|respond))"
    r"(?:comm?ent(?:s|aires?|arios?|ari|o)?|kommentare?|reacties?|cmt)(?:[-_]?.{0,20})?",
    re.IGNORECASE,
)
_of_comments = any_of(remembered(_OF_COMMENTS))


def with_comments(root: _Element, text: str, drafts: list[Draft]) -> list[Draft]:
    """*drafts* of a page's text, with its comments or posts where it has no comment otherwise."""
    if any(draft.kind is BlockKind.COMMENT for draft in drafts):
        return drafts
    pieces = pieces_of(text)
    thread = _thread_in(root, text, pieces)
    if thread is None:
        return drafts
    start, end = pieces[thread.first].start, pieces[thread.last - 1].end
    kept = [draft for draft in drafts if not start <= draft.start < end]
    for draft in kept:
        if draft.start < start:
            draft.end = min(draft.end, start)
    return kept + thread.drafts


def _thread_in(root: _Element, text: str, pieces: list[Piece]) -> Thread | None:
    board = find_board(text, pieces) if may_be_a_board(pieces) else None
    if board is not None:
        return board
    named = sum(_of_comments(called(element)) for element in root.iter("*"))
    headed = find_headed(text, pieces) if named >= _FEWEST else None
    return headed if headed is not None and named >= len(headed.comments) else None
