"""The headers of reader comments: who wrote and when, on a line or two. Pure."""

from __future__ import annotations

import re

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import FoundDate, find_glued, find_stamp
from store.importers.header_marks import attributed, labelled, levelled, under_button, without_role
from store.importers.header_parts import (
    LONGEST_DATE_LINE,
    LONGEST_HEADER,
    LONGEST_NAME,
    MOST_SIGNED,
    NAME_EDGES,
    Header,
    alone,
    date_line,
    first_stamp,
    is_tail,
    next_line,
    read_name,
)
from store.importers.lines import ATTRIBUTIONS, LONGEST_ROLE, Line, Piece
from store.text import fold_space

_LONGEST_WRAPPED = 600
_ADDRESS = " " * 8
"""What a link's address has become in a shadow: it may have wrapped a line early."""
_MOST_LEFT = 30
"""The longest that a wrap leaves of a date for the next line."""
_MOST_ROWS = 3
_SHORTEST_WRAP = 40
_ENDS_A_DATE = re.compile(r"\d[:.h]\d\d")
_MOST_NAMES = 4
_NAME_TAIL = re.compile(
    r"(?:\s+(?:on|am|le|el|at|um|vom|il|den|em|op|в|در|schrieb|wrote|posted|commented|says|said|"
    r"\d[\d.,k]*\s(?:points?|punkte?|puntos?|pontos?|punti)|escribió|escreveu|ha\sscritto|a\sécrit|schreef|написала?|نوشت|كتب)){1,2}\s*$",
    re.IGNORECASE,
)


def find_headers(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """All that looks like a comment's header, by the index of its first piece."""
    found: dict[int, Header] = {}
    index = 0
    while index < len(pieces):
        header = _header_at(text, pieces, index)
        if header is not None:
            found[index] = header
            index += header.taken
        else:
            index += 1
    return found


def _header_at(text: str, pieces: list[Piece], index: int) -> Header | None:
    piece = pieces[index]
    first = piece.lines[0]
    if first.end - piece.words > 600 or piece.words >= piece.end:
        return None
    line_end = min(first.end, piece.words + LONGEST_HEADER)
    says = _says(text, piece.words, line_end)
    if says is not None and (says.end() >= first.end or find_stamp(text, says.end(), line_end)):
        header = _said(text, pieces, index, says, line_end)
        if header is not None:
            header.said = True
        return header
    if first.end - piece.words > LONGEST_HEADER:
        return None
    found = _wrapped(text, pieces, index) or _signed(text, pieces, index, first.end)
    if found is not None:
        return found
    if text[piece.words] in ATTRIBUTIONS:
        found = attributed(text, pieces, index)
    if found is None and first.end - piece.words <= LONGEST_DATE_LINE:
        found = under_button(text, pieces, index)
        if found is None and first.end - piece.words <= LONGEST_ROLE:
            found = levelled(text, pieces, index) or labelled(text, pieces, index)
    return found


def _says(text: str, start: int, end: int) -> re.Match[str] | None:
    line = text[start:end]
    if ":" not in line and "：" not in line and "…" not in line and "..." not in line:
        return None
    return phrases.SAYS.match(text, start, end)


def _said(
    text: str, pieces: list[Piece], index: int, says: re.Match[str], line_end: int
) -> Header | None:
    piece = pieces[index]
    stamp = find_stamp(text, says.start(), line_end)
    named = says["name"]
    if stamp is not None and says.start() < stamp.start < says.end("name"):
        named = _NAME_TAIL.sub("", text[says.start() : stamp.start].rstrip(NAME_EDGES))
    name = read_name(named)
    if name is None:
        return None
    if stamp is not None:
        return Header(index, 1, name, stamp.words, next_line(piece))
    if len(piece.lines) > 1:
        line = piece.lines[1]
        stamp = date_line(text, line.start, line.end)
        if stamp is not None:
            after = piece.lines[2].start if len(piece.lines) > 2 else None
            return Header(index, 1, name, stamp.words, after)
        bare = phrases.BEFORE_DATE.fullmatch(text, line.start, line.end) is not None
        after = line.start if not bare else piece.lines[2].start if len(piece.lines) > 2 else None
        return Header(index, 1, name, None, after)
    dated = _date_piece(text, pieces, index + 1)
    if dated is not None:
        stamp, rows = dated
        return Header(index, 2, name, stamp.words, next_line(pieces[index + 1], rows))
    return Header(index, 1, name, None) if piece.marker or _is_alone(pieces, index) else None


def _is_alone(pieces: list[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after is None or after.group != pieces[index].group


def _signed(text: str, pieces: list[Piece], index: int, line_end: int) -> Header | None:
    """A name and a date with a time on one line, or a name over a line that is only a date."""
    piece = pieces[index]
    stamp = first_stamp(text, piece)
    if stamp is not None:
        below = _name_below(text, pieces, index, stamp)
        return below or _on_one_line(text, pieces, index, stamp)
    if line_end - piece.words > LONGEST_NAME + 20:
        return None
    raw = text[piece.words : line_end]
    if "#" not in raw and _has_more_words(raw, MOST_SIGNED):
        return None
    lines = without_role(text, piece)
    together, rows = len(lines) > 1, 1
    if together:
        stamp = date_line(text, lines[1].start, lines[1].end)
    else:
        stamp, rows = _date_piece(text, pieces, index + 1) or (None, 1)
    name = None if stamp is None else read_name(raw)
    if stamp is None or name is None or len(name.split()) > MOST_SIGNED:
        return None
    if together:
        after = lines[2].start if len(lines) > 2 else None
        return Header(index, 1, name, stamp.words, after, weak=not stamp.clock)
    if (pieces[index + 1].marker and not _is_listed(pieces, index)) or _is_heading(name):
        return None
    after = next_line(pieces[index + 1], rows)
    return Header(index, 2, name, stamp.words, after, weak=not stamp.clock)


def _has_more_words(said: str, most: int) -> bool:
    parts = said.split()
    return len(parts) > most and sum(part[0].isalnum() for part in parts) > most


def _is_listed(pieces: list[Piece], index: int) -> bool:
    """Whether button, name and date are items of one list: a comment's, not one of teasers."""
    button, name, date = pieces[index - 1], pieces[index], pieces[index + 1]
    return (
        index > 0
        and name.marker is not None
        and button.marker == name.marker == date.marker
        and button.indent == name.indent == date.indent
        and is_button(button.said)
    )


def _wrapped(text: str, pieces: list[Piece], index: int) -> Header | None:
    """A name and a date with a time that a hard wrap has spread over two or three lines."""
    piece = pieces[index]
    if len(piece.lines) < 2:
        return None
    for rows in range(2, min(len(piece.lines), _MOST_ROWS) + 1):
        above, line = piece.lines[rows - 2 : rows]
        if line.end - piece.words > _LONGEST_WRAPPED or not (
            above.right - above.left >= _SHORTEST_WRAP or _ADDRESS in text[line.start : line.end]
        ):
            return None
        if not _ENDS_A_DATE.search(text, line.start, min(line.end, line.start + LONGEST_HEADER)):
            continue
        found = find_stamp(text, piece.words, line.end)
        stamp = found or find_glued(text, piece.words, line.end)
        if stamp is not None and stamp.clock and stamp.end > above.end:
            header = _on_one_line(text, pieces, index, stamp, rows)
            if header is None or len((header.author or "").split()) > MOST_SIGNED:
                return None  # a headline in a list of teasers
            return header
    return None


def _is_heading(name: str) -> bool:
    """ "3 Comments" over a date is no author."""
    return phrases.COMMENTS_HEADING.fullmatch(name) is not None


def _name_below(text: str, pieces: list[Piece], index: int, stamp: FoundDate) -> Header | None:
    """A line that is only a date and a time, with the author on the next and words after it."""
    piece = pieces[index]
    if not stamp.clock or stamp.start > piece.words or stamp.end < piece.lines[0].end:
        return None
    together = [other for other in pieces[index : index + 3] if other.group == piece.group]
    lines = [line for other in together for line in other.lines][:4]
    if len(lines) < 3 or any(other.marker for other in together[1:]):
        return None
    name = read_name(text[lines[1].start : lines[1].end])
    if name is None or len(name.split()) > _MOST_NAMES:
        return None
    taken = 1 if len(piece.lines) > 1 else 2
    words: Line | None = lines[2]
    again = text[lines[2].start : lines[2].end].strip(NAME_EDGES)
    if name == f"{again} {again}" or (len(lines) > 3 and name == again):
        name, words = again, lines[3] if len(lines) > 3 else None  # a picture's words came first
    after = words.start if words is not None and words in together[taken - 1].lines else None
    return Header(index, taken, name, stamp.words, after)


def _on_one_line(
    text: str, pieces: list[Piece], index: int, stamp: FoundDate, rows: int = 1
) -> Header | None:
    piece = pieces[index]
    line_end = piece.lines[rows - 1].end
    before = text[piece.words : stamp.start]
    after = text[stamp.end : line_end].strip(" \t,|·•–—-:#)")
    pingback = phrases.PINGBACK.match(before)
    if pingback is not None:
        before = before[pingback.end() :]
    signed = phrases.COMMENT_BY.match(before)
    if signed is not None:
        before = before[signed.end() :]
    labelled = phrases.BYLINE.fullmatch(fold_space(before))
    if labelled is not None:
        before = labelled["name"]
    if phrases.BEFORE_DATE.fullmatch(before.strip(NAME_EDGES)) is not None:
        before = ""  # "On 3 May 2020 at 10:11, by Ann"
    name = read_name(_NAME_TAIL.sub("", before.rstrip(NAME_EDGES)))
    if not before.strip(NAME_EDGES) and after and stamp.clock and not is_tail(after):
        said = phrases.BYLINE.fullmatch(after)
        name, after = read_name(said["name"] if said else after), ""
    if name is None or (after and not is_tail(after)):
        return None
    weak = not (stamp.clock or after)
    if len(name.split()) > (_MOST_NAMES if weak else 7):
        return None
    return Header(
        index,
        1,
        name,
        stamp.words,
        next_line(piece, rows),
        pingback=pingback is not None,
        weak=weak,
        below=signed is not None,
    )


def _date_piece(text: str, pieces: list[Piece], index: int) -> tuple[FoundDate, int] | None:
    """The date a piece begins with, and how many lines a hard wrap has spread it over."""
    if index >= len(pieces):
        return None
    piece = pieces[index]
    start, end = piece.words, piece.lines[0].end
    if end - start > LONGEST_DATE_LINE:
        return None
    stamp = alone(text, start, end, first_stamp(text, piece))
    if len(piece.lines) > 1 and (stamp is None or not stamp.clock or stamp.end >= end):
        below = piece.lines[1]
        whole = date_line(text, start, below.end) if below.end - below.start <= _MOST_LEFT else None
        if whole is not None and whole.end > end and whole.start < end:
            return whole, 2
    return None if stamp is None else (stamp, 1)
