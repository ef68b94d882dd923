"""Headers that say by a mark what they are: "Comment by Ann — …", "level 2", "Guest". Pure."""

from __future__ import annotations

import re

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import find_stamp
from store.importers.header_parts import (
    LONGEST_NAME,
    MOST_SIGNED,
    Header,
    date_line,
    first_stamp,
    next_line,
    read_name,
    words_of,
)
from store.importers.lines import Piece, is_role
from store.importers.seams import Line
from store.text import fold_space

_SHORTEST_WRAP = 40
_SEPARATOR = re.compile(r"\s(?:--?|[—–|/•·@])\s|,\s")
_CLOCK_END = re.compile(r"\d[:.h]\d\d\W{0,3}(?:[ap]\.?m\.?|uhr)?$", re.IGNORECASE)
_JOINT = re.compile(r"\s(?:on|am|le|el|at|um|vom|il|op|em)$", re.IGNORECASE)
_MOST_ROWS = 5
EXCERPTED = ("[…]", "[...]")
"""What an excerpt from another page begins and ends with."""
_LONGEST_BESIDE = 20
_SHORTEST_NAME = 2
_PICTURE = re.compile(r"\[[^\[\]\s]{0,40}\]")


def attributed(text: str, pieces: list[Piece], index: int) -> Header | None:
    """ "Comment by Ann — …" under a comment, however its date is printed."""
    piece = pieces[index]
    signed = phrases.COMMENT_BY.match(text, piece.words, piece.lines[0].end)
    if signed is None:
        return None
    rows = min(len(piece.lines), 2 if piece.lines[0].edge >= _SHORTEST_WRAP else 1)
    said = fold_space(text[signed.end() : piece.lines[rows - 1].end])
    dated = _dated(said)
    if dated is not None:
        return Header(index, 1, *dated, next_line(piece, rows), below=True)
    cut = _SEPARATOR.search(said)
    name = None if cut is None else read_name(said[: cut.start()])
    if cut is None or name is None or words_of(name) > MOST_SIGNED or len(said) > LONGEST_NAME:
        return None
    when = said[cut.end() :]
    if _CLOCK_END.search(when) is None:
        return None
    return Header(index, 1, name, when, next_line(piece, rows), below=True)


def _dated(said: str) -> tuple[str, str] | None:
    """Name and date of "Ann on 3 May 2020 @ 3 May 2020": some themes print the day for the time."""
    stamp = find_stamp(said)
    if stamp is None:
        return None
    again = said[stamp.end :].strip(" @,.|-–—")
    name = read_name(_JOINT.sub("", said[: stamp.start].rstrip(" @,|-–—")))
    if name is None or words_of(name) > MOST_SIGNED:
        return None
    if again and date_line(again, 0, len(again)) is None:
        return None
    return name, stamp.words


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
    if name is None or words_of(name) > MOST_SIGNED or is_role(text, line.start, line.end):
        return None
    date = None
    if len(rows) > 1 and (stamp := date_line(text, rows[1][0].start, rows[1][0].end)) is not None:
        date, (line, at) = stamp.words, rows[1]
    return Header(index, at - index + 1, name, date, _after(pieces[at], line), weak=True)


def linking_back(text: str, pieces: list[Piece], index: int) -> Header | None:
    """Another page's title over a date and "[…] so it says there […]"."""
    rows = _rows(pieces, index)[:2]
    if len(rows) < 2:
        return None
    (dated, _), (said, at) = rows
    if not text.startswith(EXCERPTED, said.start):
        return None
    stamp = date_line(text, dated.start, dated.end)
    if stamp is None or not stamp.clock:
        return None
    page = fold_space(text[pieces[index].words : pieces[index].lines[0].end])
    words = said.start if said is not pieces[at].lines[0] else None
    taken = at - index + (words is not None)
    return Header(index, taken, page, stamp.words, words, pingback=True)


def under_button(text: str, pieces: list[Piece], index: int) -> Header | None:
    """A date with a time right under a comment's button, and a name alone under the date."""
    if not 0 < index < len(pieces) - 2:
        return None
    if first_stamp(text, pieces[index]) is None or not is_button(pieces[index - 1].said):
        return None
    rows = [(line, at) for at in (index, index + 1) for line in pieces[at].lines]
    first, (second, at) = rows[0][0], rows[1]
    if pieces[at].lines[-1] is not second or second.end - second.start > LONGEST_NAME:
        return None
    stamp = date_line(text, first.start, first.end)
    if stamp is None or not stamp.clock:
        return None
    name = read_name(text[second.start : second.end])
    if name is None or words_of(name) > MOST_SIGNED:
        return None
    return Header(index, at - index + 1, name, stamp.words)


def without_role(text: str, piece: Piece) -> tuple[Line, ...]:
    """The lines of *piece* without its portrait's words over its name, as "Ann's picture", and
    without those beside its name that say what a commenter is, lead to an answer, or label a date.
    """
    lines = piece.lines
    if len(lines) > 2 and is_portrait(
        text[piece.words : lines[0].end], text[lines[1].start : lines[1].end]
    ):
        lines = lines[1:]
    if len(lines) > 1 and is_role(text, lines[1].start, lines[1].end):
        lines = (lines[0], *lines[2:])
    if len(lines) > 2 and parts_from_date(text[lines[1].start : lines[1].end]):
        lines = (lines[0], *lines[2:])
    return lines


def parts_from_date(words: str) -> bool:
    """Whether a line between a name and a date is none of both: "Posted on", "Reply"."""
    if len(words) > _LONGEST_BESIDE:
        return False
    return phrases.OVER_DATE.fullmatch(words) is not None or (" " not in words and is_button(words))


def is_portrait(words: str, name: str) -> bool:
    """Whether *words* over *name* are a picture's: the name again and a word or two beside it, or
    what w3m makes of an address, "[014025c9b72]".
    """
    if _PICTURE.fullmatch(words) is not None:
        return True
    beside = len(words) - len(name)
    if not 0 <= beside <= _LONGEST_BESIDE or len(name) < _SHORTEST_NAME:
        return False
    if words.startswith(name):
        return not words[len(name) : len(name) + 1].isalnum()
    return words.endswith(name) and not words[beside - 1].isalnum()


def _rows(pieces: list[Piece], index: int) -> list[tuple[Line, int]]:
    """The lines that follow the first one of a piece, each with the index of its own piece."""
    near = range(index, min(index + 3, len(pieces)))
    return [(line, at) for at in near for line in pieces[at].lines][1:_MOST_ROWS]


def _after(piece: Piece, line: Line) -> int | None:
    behind = [other.start for other in piece.lines if other.start > line.start]
    return behind[0] if behind else None
