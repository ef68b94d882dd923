"""Comments told apart by nothing but their numbers. Pure."""

from __future__ import annotations

from store.importers.buttons import is_button
from store.importers.drafts import Draft
from store.importers.furniture import ends_sentence
from store.importers.lines import Piece
from store.importers.thread_headings import first_number
from store.importers.walk import Thread, ends_thread
from store.model import BlockKind


def find_numbered(pieces: list[Piece], headings: list[int]) -> Thread | None:
    """Comments told apart by nothing but their numbers."""
    starts = ((heading, first_number(pieces, heading)) for heading in headings)
    heading, first = next((start for start in starts if start[1] is not None), (0, None))
    if first is None:
        return None
    thread = Thread(heading, len(pieces), heading=heading)
    take_heading(thread, pieces, heading, first)
    expected, current = 1, None
    for index in range(first, len(pieces)):
        piece = pieces[index]
        words = piece.said
        if piece.number == expected and piece.indent <= pieces[first].indent + 1:
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.words))
            current = Draft(BlockKind.COMMENT, piece.words, piece.end, number=expected)
            thread.drafts.append(current)
            expected += 1
        elif ends_thread(piece) or (current is not None and piece.indent < pieces[first].indent):
            thread.last = index
            break
        elif is_button(words):
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.end))
            current = None
        elif current is not None:
            current.end = piece.end
    sentences = any(ends_sentence(piece) for piece in pieces[first : thread.last])
    return thread if sentences else None  # a list of what is read most has numbers too


def take_heading(thread: Thread, pieces: list[Piece], heading: int, first: int) -> None:
    """Begin a thread with its heading; what stands between that and the comments is no comment."""
    piece = pieces[heading]
    thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
    for between in pieces[heading + 1 : first]:
        thread.drafts.append(Draft(BlockKind.COMMENT_META, between.start, between.end))
