"""Headers that say by a mark what they are: "Comment by Ann — …", "level 2", "Guest". Pure."""

from __future__ import annotations

import re

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.header_parts import (
    LONGEST_NAME,
    MOST_SIGNED,
    Header,
    date_line,
    first_stamp,
    next_line,
    read_name,
)
from store.importers.lines import Line, Piece, is_role
from store.text import fold_space

_SHORTEST_WRAP = 40
_SEPARATOR = re.compile(r"\s(?:--?|[—–|/•·@])\s|,\s")
_CLOCK_END = re.compile(r"\d[:.h]\d\d\W{0,3}(?:[ap]\.?m\.?|uhr)?$", re.IGNORECASE)
_MOST_ROWS = 5


def attributed(text: str, pieces: list[Piece], index: int) -> Header | None:
    """ "Comment by Ann — …" under a comment, however its date is printed."""
    piece = pieces[index]
    signed = phrases.COMMENT_BY.match(text, piece.words, piece.lines[0].end)
    if signed is None:
        return None
    rows = min(len(piece.lines), 2 if piece.lines[0].edge >= _SHORTEST_WRAP else 1)
    said = fold_space(text[signed.end() : piece.lines[rows - 1].end])
    cut = _SEPARATOR.search(said)
    name = None if cut is None else read_name(said[: cut.start()])
    if cut is None or name is None or len(name.split()) > MOST_SIGNED or len(said) > LONGEST_NAME:
        return None
    when = said[cut.end() :]
    if _CLOCK_END.search(when) is None:
        return None
    return Header(index, 1, name, when, next_line(piece, rows), below=True)


def levelled(text: str, pieces: list[Piece], index: int) -> Header | None:
    """ "level 2" over a date, or over a name and a date: how deep the comment lies."""
    piece = pieces[index]
    level = phrases.LEVEL.fullmatch(text, piece.words, piece.lines[0].end)
    if level is None:
        return None
    rows = _rows(pieces, index)
    for names in (0, 1):
        for wrapped in (1, 2):
            over = rows[names : names + wrapped]
            if len(over) < wrapped:
                break
            (first, _), (last, at) = over[0], over[-1]
            stamp = date_line(text, first.start, last.end)
            if stamp is None:
                continue
            name = read_name(text[rows[0][0].start : rows[0][0].end]) if names else None
            after = _after(pieces[at], last)
            return Header(index, at - index + 1, name, stamp.words, after, level=int(level[1]))
    return None


def labelled(text: str, pieces: list[Piece], index: int) -> Header | None:
    """ "Guest" over a name: some systems say what their commenters are, and the date below."""
    piece = pieces[index]
    if not is_role(text, piece.words, piece.lines[0].end):
        return None
    rows = _rows(pieces, index)
    if not rows:
        return None
    line, at = rows[0]
    name = read_name(text[line.start : min(line.end, line.start + LONGEST_NAME + 1)])
    if name is None or len(name.split()) > MOST_SIGNED or is_role(text, line.start, line.end):
        return None
    date = None
    if len(rows) > 1 and (stamp := date_line(text, rows[1][0].start, rows[1][0].end)) is not None:
        date, (line, at) = stamp.words, rows[1]
    return Header(index, at - index + 1, name, date, _after(pieces[at], line), weak=True)


def under_button(text: str, pieces: list[Piece], index: int) -> Header | None:
    """A date with a time right under a comment's button, and a name alone under the date."""
    if not 0 < index < len(pieces) - 2:
        return None
    piece, named = pieces[index], pieces[index + 1]
    if len(piece.lines) > 1 or len(named.lines) > 1 or named.size > LONGEST_NAME:
        return None
    if first_stamp(text, piece) is None or not is_button(pieces[index - 1].said):
        return None
    stamp = date_line(text, piece.words, piece.lines[0].end)
    if stamp is None or not stamp.clock:
        return None
    name = read_name(named.said)
    if name is None or len(name.split()) > MOST_SIGNED:
        return None
    return Header(index, 2, name, stamp.words)


def without_role(text: str, piece: Piece) -> tuple[Line, ...]:
    """The lines of *piece* without the one beside its name that says what a commenter is."""
    if len(piece.lines) > 1 and is_role(text, piece.lines[1].start, piece.lines[1].end):
        return (piece.lines[0], *piece.lines[2:])
    return piece.lines


def _rows(pieces: list[Piece], index: int) -> list[tuple[Line, int]]:
    """The lines that follow the first one of a piece, each with the index of its own piece."""
    near = range(index, min(index + 3, len(pieces)))
    return [(line, at) for at in near for line in pieces[at].lines][1:_MOST_ROWS]


def _after(piece: Piece, line: Line) -> int | None:
    behind = [other.start for other in piece.lines if other.start > line.start]
    return behind[0] if behind else None
