"""Comments under titles of their own, as SPIP prints them. Pure.

A title, "3 May 2020 10:11, by Ann", and the words. The title is the article's where nobody gave
another one. Who gave no name is only dated.
"""

from __future__ import annotations

import re
from collections import Counter

from store.importers.dates import FoundDate, find_over_lines, find_stamp
from store.importers.header_parts import (
    LONGEST_HEADER,
    LONGEST_WRAPPED,
    MOST_NAMES,
    Header,
    next_line,
    read_name,
    words_of,
)
from store.importers.lines import Piece
from store.text import fold_space

_BY = r",?\s+(?:by|par|por|von|di|de|da|door|przez|av|af|от|من|توسط)\s+"
_SIGNED = re.compile(rf"\d[:h.]\d\d(?:\s?min)?{_BY}\S", re.IGNORECASE)
_BEHIND = re.compile(rf"{_BY}(?P<name>\S.{{0,100}})", re.IGNORECASE)
_FEWEST = 2
_MOST_ROWS = 3
_MARKS = "#* _[]"
"""What html2text sets around a heading."""


def find_entitled(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """The headers, by the index of their piece, with their titles where these stand in it."""
    told = _SIGNED.finditer(text)
    if sum(1 for _ in zip(told, range(_FEWEST), strict=False)) < _FEWEST:
        return {}
    found: list[tuple[str, Header]] = []
    for index, piece in enumerate(pieces):
        dated = _dated(text, piece)
        if dated is None:
            continue
        stamp, rows = dated
        title = fold_space(text[piece.words : stamp.start]).strip(_MARKS)
        taken = 1
        if not title and index and pieces[index - 1].size <= LONGEST_HEADER:
            title, taken = pieces[index - 1].said.strip(_MARKS), 2
        said = _BEHIND.fullmatch(text, stamp.end, piece.lines[rows - 1].end)
        name = None if said is None else read_name(said["name"].split(",")[0])
        if name is not None and words_of(name) > 2 * MOST_NAMES:
            continue
        if name is not None or (said is None and title):
            words = next_line(piece, rows)
            found.append((title, Header(index - taken + 1, taken, name, stamp.words, words)))
    titles = Counter(title for title, header in found if header.author is not None)
    if titles.total() < _FEWEST:
        return {}
    for title, header in found:
        if header.taken > 1 and titles[title] < _FEWEST:
            header.index, header.taken = header.index + 1, 1
    return {
        header.index: header
        for title, header in found
        if header.author is not None or titles[title] >= _FEWEST
    }


def _dated(text: str, piece: Piece) -> tuple[FoundDate, int] | None:
    """The date with a time that ends the first lines of a piece, or stands before who wrote it."""
    if not piece.figures:
        return None
    for rows, line in enumerate(piece.lines[:_MOST_ROWS], start=1):
        if line.end - piece.words > LONGEST_WRAPPED:
            return None
        start = piece.words if rows == 1 else line.start
        stamp = find_stamp(text, start, min(line.end, start + LONGEST_HEADER))
        if stamp is None or not stamp.clock:
            continue
        return _at_end(text, piece, stamp, rows)
    last = piece.lines[min(len(piece.lines), _MOST_ROWS) - 1]
    stamp = find_over_lines(text, piece.words, min(last.end, piece.words + LONGEST_WRAPPED))
    if stamp is None or not stamp.clock:
        return None
    rows = sum(line.start < stamp.end for line in piece.lines)
    return _at_end(text, piece, stamp, rows)


def _at_end(text: str, piece: Piece, stamp: FoundDate, rows: int) -> tuple[FoundDate, int] | None:
    """A date and the rows down to it, where nothing follows it in the last but who wrote."""
    end = piece.lines[rows - 1].end
    signed = stamp.end >= end or _BEHIND.match(text, stamp.end, end) is not None
    return (stamp, rows) if signed else None
