"""The headers of reader comments: who wrote and when, on a line or two. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    read_row,
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
    rf"(?:\s+(?:on|am|le|el|at|um|vom|il|den|em|op|в|در|posted|{phrases.SAYING}|"
    r"\d[\d.,k]*\s(?:points?|punkte?|puntos?|pontos?|punti))){1,2}\s*$",
    re.IGNORECASE,
)
_ACT = re.compile(rf"\S\s+(?:{phrases.SAYING})\s*$", re.IGNORECASE)
_VERB_ALONE = re.compile(rf"(?:{phrases.SAYING})\s?[:：]", re.IGNORECASE)
_SENTENCE_ENDS = " .?!…。"
_COUNTED_ALONE = re.compile(r"#\d{1,5}")
"""All that some forums print over a post's date."""
_FRACTION = re.compile(r"[,.]\d")


@dataclass(frozen=True, slots=True)
class _Act:
    """ "Ann says" in a piece's first *rows* lines, which read as *row*."""

    says: re.Match[str]
    row: str
    rows: int = 1


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
    if piece.words >= piece.end:
        return None
    row = read_row(text, piece.words, first.end)
    says = _says(row)
    inline = None if says is None else _inline(text, piece, index, says, row)
    if inline is not None:
        return inline
    if len(row) > 600:
        return None
    if says is not None and (says.end() >= len(row) or find_stamp(row, says.end(), LONGEST_HEADER)):
        return _said(text, pieces, index, _Act(says, row))
    parted = _parted(text, piece)
    if parted is not None:
        return _said(text, pieces, index, parted)
    if len(row) > LONGEST_HEADER:
        return None
    found = _wrapped(text, pieces, index) or _signed(text, pieces, index, row)
    if found is not None:
        return found
    if text[piece.words] in ATTRIBUTIONS:
        found = attributed(text, pieces, index)
    if found is None and len(row) <= LONGEST_DATE_LINE:
        found = under_button(text, pieces, index)
        if found is None and len(row) <= LONGEST_ROLE:
            found = levelled(text, pieces, index) or labelled(text, pieces, index)
    return found


def _says(row: str) -> re.Match[str] | None:
    line = row[:LONGEST_HEADER]
    if ":" not in line and "：" not in line and "…" not in line and "..." not in line:
        return None
    return phrases.SAYS.match(line)


def _inline(text: str, piece: Piece, index: int, says: re.Match[str], row: str) -> Header | None:
    """ "Ann says: 3 May 2020 at 10:11" with the comment's words on the same line."""
    found = find_stamp(row, says.end(), LONGEST_HEADER)
    if found is None or not found.clock or row[says.end() : found.start].strip():
        return None
    behind = row[found.end :].strip(" \t,|·•–—-:#).")
    name = read_name(says["name"])
    if name is None or not behind or is_tail(behind) or len(name.split()) > _MOST_NAMES + 3:
        return None
    stamp = find_stamp(text, piece.words, piece.lines[0].end)
    if stamp is None or stamp.words.split() != found.words.split():
        return None
    start = stamp.end
    while start < piece.end and text[start].isspace():
        start += 1
    return Header(index, 1, name, stamp.words, start, said=True)


def _parted(text: str, piece: Piece) -> _Act | None:
    """ "Ann" on a line or two and "says:" on the next, which a link's long address has parted."""
    for rows in range(2, min(len(piece.lines), _MOST_ROWS) + 1):
        line = piece.lines[rows - 1]
        if line.end - piece.words > _LONGEST_WRAPPED:
            return None
        if text[line.end - 1] in ":：" and _VERB_ALONE.fullmatch(text, line.start, line.end):
            row = fold_space(text[piece.words : line.end])
            says = phrases.SAYS.fullmatch(row)
            if says is None or len(says["name"].split()) > MOST_SIGNED:
                return None
            return _Act(says, row, rows)
    return None


def _said(text: str, pieces: list[Piece], index: int, act: _Act) -> Header | None:
    """A header that names the act, on the first lines of its piece."""
    says, row, rows = act.says, act.row, act.rows
    piece = pieces[index]
    stamp = find_stamp(row, 0, min(len(row), LONGEST_HEADER))
    named = says["name"]
    if stamp is not None and 0 < stamp.start < says.end("name"):
        named = _NAME_TAIL.sub("", row[: stamp.start].rstrip(NAME_EDGES))
    name = _acting(named)
    if name is None:
        return None
    if stamp is not None:
        return Header(index, 1, name, stamp.words, next_line(piece, rows), said=True)
    lines = piece.lines[rows:]
    if lines:
        after = lines[1].start if len(lines) > 1 else None
        stamp = date_line(text, lines[0].start, lines[0].end)
        if stamp is not None:
            return Header(index, 1, name, stamp.words, after, said=True)
        if phrases.BEFORE_DATE.fullmatch(text, lines[0].start, lines[0].end) is None:
            after = lines[0].start
        return Header(index, 1, name, None, after, said=True)
    dated = _date_piece(text, pieces, index + 1)
    if dated is not None:
        stamp, taken = dated
        after = next_line(pieces[index + 1], taken)
        return Header(index, 2, name, stamp.words, after, said=True)
    alone = piece.marker or _is_alone(pieces, index)
    return Header(index, 1, name, None, said=True) if alone else None


def _acting(raw: str) -> str | None:
    """The name of who says something, which may end as a sentence does: "who? says"."""
    name = read_name(raw)
    if name is None and (bare := read_name(raw.rstrip(_SENTENCE_ENDS))) is not None:
        words = fold_space(raw)
        name = words[words.find(bare) :] if bare in words else bare
    return name


def _is_alone(pieces: list[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after is None or after.group != pieces[index].group


def _signed(text: str, pieces: list[Piece], index: int, row: str) -> Header | None:
    """A name and a date with a time on one line, or a name over a line that is only a date."""
    piece = pieces[index]
    stamp = first_stamp(text, piece)
    if stamp is not None:
        below = _name_below(text, pieces, index, stamp)
        return below or _on_one_line(text, pieces, index, stamp)
    lines = without_role(text, piece)
    raw = row if lines[0] is piece.lines[0] else text[lines[0].start : lines[0].end]
    if len(raw) > LONGEST_NAME + 20:
        return None
    if "#" not in raw and _has_more_words(raw, MOST_SIGNED):
        return None
    together, rows = len(lines) > 1, 1
    if together:
        stamp = date_line(text, lines[1].start, lines[1].end)
    else:
        stamp, rows = _date_piece(text, pieces, index + 1) or (None, 1)
    acts = stamp is not None and _ACT.search(raw) is not None
    name = None
    if stamp is not None:
        name = _acting(_NAME_TAIL.sub("", raw)) if acts else read_name(raw)
    if stamp is None or (name is not None and len(name.split()) > MOST_SIGNED):
        return None
    if name is None and not (stamp.clock and _COUNTED_ALONE.fullmatch(raw.strip())):
        return None
    if together:
        after = lines[2].start if len(lines) > 2 else None
        return Header(index, 1, name, stamp.words, after, said=acts, weak=not stamp.clock)
    if (pieces[index + 1].marker and not _is_listed(pieces, index)) or (
        name is not None and _is_heading(name)
    ):
        return None
    after = next_line(pieces[index + 1], rows)
    return Header(index, 2, name, stamp.words, after, said=acts, weak=not stamp.clock)


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
    if _FRACTION.match(text, stamp.end, line_end):
        return None  # a line of a program's log
    before = text[piece.words : stamp.start]
    after = text[stamp.end : line_end].strip(" \t,|·•–—-:#)")
    after = "" if after == "." else after
    pingback = phrases.PINGBACK.match(before)
    if pingback is not None:
        before = before[pingback.end() :]
    signed = phrases.COMMENT_BY.match(before)
    if signed is not None:
        before = before[signed.end() :]
        again = after.strip(NAME_EDGES)
        if again and date_line(again, 0, len(again)) is not None:
            after = ""  # some themes print the day again where others print the time
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
    weak = not (stamp.clock or after or signed)
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
        below=signed is not None or (labelled is not None and stamp.clock and rows == 1),
    )


def _date_piece(text: str, pieces: list[Piece], index: int) -> tuple[FoundDate, int] | None:
    """The date a piece begins with, and how many lines a hard wrap has spread it over."""
    if index >= len(pieces):
        return None
    piece = pieces[index]
    start, end = piece.words, piece.lines[0].end
    if end - start > LONGEST_DATE_LINE and len(read_row(text, start, end)) > LONGEST_DATE_LINE:
        return None
    stamp = alone(text, start, end, first_stamp(text, piece))
    if len(piece.lines) > 1 and (stamp is None or not stamp.clock or stamp.end >= end):
        below = piece.lines[1]
        whole = date_line(text, start, below.end) if below.end - below.start <= _MOST_LEFT else None
        if whole is not None and whole.end > end and whole.start < end:
            return whole, 2
    return None if stamp is None else (stamp, 1)
