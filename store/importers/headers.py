"""The headers of reader comments: who wrote and when, on a line or two. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import FoundDate, find_glued, find_over_lines, find_stamp
from store.importers.entitled import find_entitled
from store.importers.furniture import is_empty
from store.importers.header_acts import (
    Act,
    acting_name,
    header_of_act,
    inline_act,
    parted_act,
    read_act,
)
from store.importers.header_marks import (
    EXCERPTED,
    attributed,
    labelled,
    levelled,
    linking_back,
    parts_from_date,
    under_button,
    without_role,
)
from store.importers.header_parts import (
    LONGEST_DATE_LINE,
    LONGEST_HEADER,
    LONGEST_NAME,
    LONGEST_WRAPPED,
    MOST_NAMES,
    MOST_ROWS,
    MOST_SIGNED,
    NAME_EDGES,
    NAME_TAIL,
    Header,
    date_line,
    date_piece,
    first_stamp,
    is_tail,
    next_line,
    part_answer,
    read_name,
    read_row,
    words_of,
)
from store.importers.lines import LONGEST_ROLE, Piece, pieces_of
from store.importers.seams import ATTRIBUTIONS, Line
from store.importers.vocabulary import SAYING
from store.text import fold_space

_ADDRESS = " " * 8
"""What a link's address has become in a shadow: it may have wrapped a line early."""
_SHORTEST_WRAP = 40
_MOST_LEFT = 20
"""How much may stand behind a time of day that a wrap has parted from its day."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ENDS_A_DATE = re.compile(r"\d[:.h]\d\d")
_ACT = re.compile(rf"\S\s+(?:{SAYING})\s*$", re.IGNORECASE)
_COUNTED_ALONE = re.compile(r"#\d{1,5}")
"""All that some forums print over a post's date."""
_NESTED = re.compile(r"#\d{1,5}(?:\.\d{1,4})*(?=\s)")
"""A comment's number, "#2.1" where it answers the second."""
_LOGGED = re.compile(r"\s--\s|(?<!\w)(?:INFO|WARN(?:ING)?|ERROR|DEBUG)(?!\w)")
_FRACTION = re.compile(r"[,.]\d")


def find_headers(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """All that looks like a comment's header, by the index of its first piece."""
    found: dict[int, Header] = {}
    entitled = find_entitled(text, pieces)
    linked = any(sign in text for sign in EXCERPTED)
    index = 0
    while index < len(pieces):
        header = entitled.get(index) or _header_at(text, pieces, index, linked=linked)
        if header is not None:
            found[index] = header
            index += header.taken
        else:
            index += 1
    return found


class Signed(NamedTuple):
    """What a comment's line says of it."""

    author: str
    date: str | None
    number: int | None


def signed_by(line: str) -> Signed | None:
    """Who wrote a comment, and when, by the *line* that a reader says is its header."""
    pieces = pieces_of(line)
    for header in find_headers(line, pieces).values():
        if header.author:
            date = None if header.date is None else fold_space(header.date)
            return Signed(header.author, date, pieces[header.index].number)
    return None


def _header_at(text: str, pieces: list[Piece], index: int, *, linked: bool) -> Header | None:
    piece = pieces[index]
    first = piece.lines[0]
    if piece.words >= piece.end:
        return None
    row = read_row(text, piece.words, first.end)
    says = read_act(row, alone=piece.marker is not None or len(piece.lines) == 1)
    ends = says is not None and says.end() >= len(row)
    if says is not None and not ends:
        inline = inline_act(text, piece, index, says, row)
        if inline is not None:
            return inline
    if len(row) > 600:
        return None
    if says is not None and (ends or find_stamp(row, says.end(), LONGEST_HEADER)):
        return header_of_act(text, pieces, index, Act(says, row))
    parted = parted_act(text, pieces, index)
    if parted is not None:
        return header_of_act(text, pieces, index, parted)
    if len(row) > LONGEST_HEADER:
        return None
    linking = linking_back(text, pieces, index) if linked else None
    if linking is not None:
        return linking
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
    if phrases.OVER_DATE.fullmatch(raw.strip()) is not None:
        return None
    together, rows = len(lines) > 1, 1
    dated = index + 1
    if together:
        stamp = date_line(text, lines[1].start, lines[1].end)
    else:
        if dated < len(pieces) and (parts_from_date(pieces[dated].said) or is_empty(pieces[dated])):
            dated += 1
        stamp, rows = date_piece(text, pieces, dated) or (None, 1)
    acts = stamp is not None and _ACT.search(raw) is not None
    name = answers = labelled = None
    if stamp is not None:
        raw, answers = part_answer(raw)
        labelled = phrases.BYLINE.fullmatch(fold_space(raw))
        raw = raw if labelled is None else labelled["name"]
        name = acting_name(NAME_TAIL.sub("", raw)) if acts else read_name(raw)
    if stamp is None or (name is not None and words_of(name) > MOST_SIGNED):
        return None
    if name is None and not (stamp.clock and _COUNTED_ALONE.fullmatch(raw.strip())):
        return None
    if together:
        after = lines[2].start if len(lines) > 2 else None
        weak = not stamp.clock
        return Header(index, 1, name, stamp.words, after, said=acts, weak=weak, answers=answers)
    if (pieces[dated].marker and not _is_listed(pieces, index)) or (
        name is not None and _is_heading(name)
    ):
        return None
    after = next_line(pieces[dated], rows)
    weak = not stamp.clock or dated > index + 1 or labelled is not None
    taken = dated - index + 1
    return Header(index, taken, name, stamp.words, after, said=acts, weak=weak, answers=answers)


def _has_more_words(said: str, most: int) -> bool:
    parts = said.split()
    return len(parts) > most and sum(map(str.isalnum, [part[0] for part in parts])) > most


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
    for rows in range(2, min(len(piece.lines), MOST_ROWS) + 1):
        above, line = piece.lines[rows - 2 : rows]
        if line.end - piece.words > LONGEST_WRAPPED or not (
            above.right - above.left >= _SHORTEST_WRAP or _ADDRESS in text[line.start : line.end]
        ):
            return None
        stop = min(line.end, line.start + LONGEST_HEADER)
        if not _ENDS_A_DATE.search(text, line.start, stop) and not (
            _YEAR.search(text, line.start, stop)
            and _ENDS_A_DATE.search(text, max(above.start, above.end - _MOST_LEFT), above.end)
        ):
            continue
        found = find_over_lines(text, piece.words, line.end)
        stamp = found or find_glued(text, piece.words, line.end)
        if stamp is not None and stamp.clock and stamp.end > above.end:
            header = _on_one_line(text, pieces, index, stamp, rows)
            if header is None or words_of(header.author or "") > MOST_SIGNED:
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
    if name is None or words_of(name) > MOST_NAMES:
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
    if _FRACTION.match(text, stamp.end, line_end) or _LOGGED.search(
        text, stamp.end, min(line_end, stamp.end + LONGEST_HEADER)
    ):
        return None  # a line of a program's log
    before = text[piece.words : stamp.start]
    number = _NESTED.match(before)
    rest = text[stamp.end : min(line_end, stamp.end + LONGEST_WRAPPED)]
    after = fold_space(rest).strip(" \t,|·•–—-:#)}")
    role = phrases.ROLE.fullmatch(after) is not None and bool(before.strip(NAME_EDGES))
    after = "" if after == "." or role else after
    pingback = phrases.PINGBACK.match(before)
    if pingback is not None:
        before = before[pingback.end() :]
    signed = phrases.COMMENT_BY.match(before)
    if signed is not None:
        before = before[signed.end() :]
        again = after.strip(NAME_EDGES)
        if again and date_line(again, 0, len(again)) is not None:
            after = ""  # some themes print the day again where others print the time
    counted = 0 if number is None else number.end()
    labelled = phrases.BYLINE.fullmatch(fold_space(before[counted:]))
    if labelled is not None:
        before = labelled["name"]
    bare = before.strip(NAME_EDGES)
    if phrases.BEFORE_DATE.fullmatch(bare) is not None or is_button(bare):
        before = ""  # "On 3 May 2020 at 10:11, by Ann"
    before, answers = part_answer(before)
    name = read_name(NAME_TAIL.sub("", before.rstrip(NAME_EDGES)))
    if not before.strip(NAME_EDGES) and after and stamp.clock and not is_tail(after):
        said = phrases.BYLINE.fullmatch(after)
        twice = find_stamp(after) is not None  # once more, for machines
        name, after = None if twice else read_name(said["name"] if said else after), ""
    if name is None or (after and not is_tail(after)):
        return None
    weak = not (stamp.clock or after or signed)
    if words_of(name) > (MOST_NAMES if weak and labelled is None else 7):
        return None
    return Header(
        index,
        1,
        name,
        stamp.words,
        next_line(piece, rows),
        pingback=pingback is not None,
        weak=weak,
        answers=answers,
        below=signed is not None or (labelled is not None and stamp.clock and rows == 1),
        level=None if number is None else number.group().count("."),
    )
