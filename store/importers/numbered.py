"""Comments told apart by nothing but their numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from store.importers.buttons import is_button
from store.importers.drafts import Draft
from store.importers.furniture import ends_sentence
from store.importers.header_parts import INITIAL, Header, date_line, next_line, read_name
from store.importers.lines import Piece
from store.importers.thread_headings import first_number
from store.importers.walk import Thread, ends_thread
from store.model import BlockKind
from store.text import fold_space

_FEWEST = 3
_MOST_TRIED = 50
"""How many headings are looked at with all that follows them."""
_LEAST = 0.6
_LONGEST_NAME = 40
_ENDS = tuple(".?!,;…")


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


def named_numbers(
    text: str, pieces: list[Piece], headings: list[int]
) -> tuple[int | None, dict[int, Header]]:
    """The heading and headers of comments whose number has a name beside it and words below.

    Answers may have numbers of their own, deeper; a list in somebody's words is none of them.
    """
    for heading in headings[:_MOST_TRIED]:
        first = first_number(pieces, heading)
        if first is None:
            continue
        numbered, deeper = _in_turn(pieces, first)
        headers = _named_of(text, pieces, numbered)
        names = {header.author for header in headers.values()}
        if len(names) > 1 and len(headers) >= max(_FEWEST, _LEAST * len(numbered)):
            answers = _named_of(text, pieces, deeper)
            known = names.union(_again(header.author for header in answers.values()))
            if any(header.author in known for header in answers.values()):
                headers |= answers
            return heading, headers
    return None, {}


def _named_of(text: str, pieces: list[Piece], places: list[int]) -> dict[int, Header]:
    return {at: header for at in places if (header := _named(text, pieces, at))}


def _again(names: Iterable[str | None]) -> set[str | None]:
    """Those of *names* that are there more than once."""
    return {name for name, count in Counter(names).items() if count > 1}


def _in_turn(pieces: list[Piece], first: int) -> tuple[list[int], list[int]]:
    """The pieces that are numbered 1, 2, 3 and on, as deep as the first; and those deeper."""
    found: list[int] = []
    deeper: list[int] = []
    for at in range(first, len(pieces)):
        piece = pieces[at]
        if piece.indent > pieces[first].indent + 1:
            if piece.number is not None:
                deeper.append(at)
        elif piece.number == len(found) + 1:
            found.append(at)
        elif ends_thread(piece):
            break
    return found, deeper


def _named(text: str, pieces: list[Piece], at: int) -> Header | None:
    piece = pieces[at]
    said = fold_space(text[piece.words : piece.lines[0].end])
    if len(said) > _LONGEST_NAME or (said.endswith(_ENDS) and INITIAL.search(said) is None):
        return None
    stamp = date_line(text, piece.words, piece.lines[0].end)
    if stamp is not None:
        below = text[piece.lines[1].start : piece.lines[1].end] if len(piece.lines) > 2 else ""
        name = read_name(below) if len(below) <= _LONGEST_NAME else None
        return Header(at, 1, name, stamp.words, next_line(piece, 2), weak=True) if name else None
    name = read_name(said)
    words = next_line(piece)
    alone = words is None and (at + 1 >= len(pieces) or pieces[at + 1].number is not None)
    return None if name is None or alone else Header(at, 1, name, None, words, weak=True)


def take_heading(thread: Thread, pieces: list[Piece], heading: int, first: int) -> None:
    """Begin a thread with its heading; what stands between that and the comments is no comment."""
    piece = pieces[heading]
    thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
    for between in pieces[heading + 1 : first]:
        thread.drafts.append(Draft(BlockKind.COMMENT_META, between.start, between.end))
