"""Headers of comments that name the act: "Ann says:" alone, with a date, or before words. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from store.importers import phrases
from store.importers.dates import FoundDate, find_stamp
from store.importers.header_parts import (
    LONGEST_HEADER,
    LONGEST_WRAPPED,
    MOST_NAMES,
    MOST_ROWS,
    MOST_SIGNED,
    NAME_EDGES,
    NAME_TAIL,
    Header,
    date_line,
    date_piece,
    is_tail,
    next_line,
    part_answer,
    read_name,
    words_of,
)
from store.importers.lines import Piece
from store.importers.patterns import lowered
from store.importers.seams import SAYS
from store.importers.vocabulary import SAYING
from store.text import fold_space

_VERB_ALONE = re.compile(rf"(?:{SAYING})\s?[:：]", re.IGNORECASE)
_SENTENCE_ENDS = " .?!…。"
_LEFT_OPEN = ("...", "…")
"""How "Ann said..." ends, under which a date stands."""
_HALF = re.compile(r"\s[ap]m(?=[^\W\d_])", re.IGNORECASE)
"""Half a day that no space parts from the next name: "10:15 amAnn said..."."""
_WHEN = re.compile(
    r"^\s*(?:at|um|às?|a\slas|alle|om)\s\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?,\s", re.IGNORECASE
)
_NUMBER = re.compile(r"^\W*\d{1,5}\W")
_MOST_UNDATED = 7
_SET_IN = 3
"""By how many columns more the words of a definition list are indented than its terms."""


@dataclass(frozen=True, slots=True)
class Act:
    """ "Ann says" in a piece's first *rows* lines, which read as *row*.

    What *says* tells is of their lower case.
    """

    says: re.Match[str]
    row: str
    rows: int = 1


def read_act(row: str, *, alone: bool = False) -> re.Match[str] | None:
    """ "Ann says:" at the beginning of a row, in what `lowered` gives of it.

    Where it stands *alone* or begins an item of a list, it may be "Ann says," too.
    """
    line = row[:LONGEST_HEADER]
    ended = ":" in line or "：" in line or "…" in line or "..." in line
    if not ended and not (alone and line.endswith(",")):
        return None
    said = SAYS.match(lowered(line))
    return said if said is None or alone or not said.group().endswith(",") else None


def inline_act(text: str, piece: Piece, index: int, says: re.Match[str], row: str) -> Header | None:
    """ "Ann says: 3 May 2020 at 10:11" with the comment's words on the same line."""
    found = find_stamp(row, says.end(), LONGEST_HEADER)
    if found is None or not found.clock or row[says.end() : found.start].strip():
        return None
    behind = row[found.end :].strip(" \t,|·•–—-:#).")
    name = read_name(row[: says.end("name")])
    if name is None or not behind or is_tail(behind) or words_of(name) > MOST_NAMES + 3:
        return None
    stamp = find_stamp(text, piece.words, piece.lines[0].end)
    if stamp is None or stamp.words.split() != found.words.split():
        return None
    start = stamp.end
    while start < piece.end and text[start].isspace():
        start += 1
    return Header(index, 1, name, stamp.words, start, said=True)


def parted_act(text: str, pieces: list[Piece], index: int) -> Act | None:
    """ "Ann" on a line or two and "says:" on the next, which a link's long address has parted.

    Or a page's title, so long that it is wrapped, over a date.
    """
    piece = pieces[index]
    for rows in range(2, min(len(piece.lines), MOST_ROWS) + 1):
        line = piece.lines[rows - 1]
        if line.end - piece.words > LONGEST_WRAPPED:
            return None
        if text[line.end - 1] not in ":：":
            continue
        verb = _VERB_ALONE.fullmatch(text, line.start, line.end) is not None
        if verb or _date_under(text, pieces, index, rows) is not None:
            row = fold_space(text[piece.words : line.end])
            says = SAYS.fullmatch(lowered(row))
            if says is None:
                return None
            stamp = find_stamp(row, 0, says.end("name"))
            named = row[0 if stamp is None else stamp.end : says.end("name")]
            if verb and len(named.split()) > MOST_SIGNED:
                return None
            return Act(says, row, rows)
    return None


def _date_under(text: str, pieces: list[Piece], index: int, rows: int) -> FoundDate | None:
    """The date with a time that stands alone under the first *rows* lines of a piece."""
    lines = pieces[index].lines[rows:]
    if not lines and index + 1 < len(pieces):
        lines = pieces[index + 1].lines
    stamp = date_line(text, lines[0].start, lines[0].end) if lines else None
    return stamp if stamp is not None and stamp.clock else None


def header_of_act(text: str, pieces: list[Piece], index: int, act: Act) -> Header | None:
    """A header that names the act, on the first lines of its piece."""
    says, row, rows = act.says, act.row, act.rows
    piece = pieces[index]
    named, closes, stamp = _parts(says, row)
    name = acting_name(named)
    if name is None:
        page = fold_space(named)
        under = None if stamp is not None else _date_under(text, pieces, index, rows)
        if under is not None and not piece.start <= under.start < piece.end:
            linked = _linking(pieces[index + 1], index, page, 1, under)
            return None if linked is None else replace(linked, taken=2)
        return _linking(piece, index, page, rows + (under is not None), stamp or under)
    _, answers = part_answer(row)
    header = Header(index, 1, name, None, said=True, answers=answers, closes=closes)
    lines = piece.lines[rows:]
    if stamp is not None:
        header.date, header.words = stamp.words, next_line(piece, rows)
    elif lines:
        header.words = lines[1].start if len(lines) > 1 else None
        stamp = date_line(text, lines[0].start, lines[0].end)
        if stamp is not None:
            header.date = stamp.words
        elif phrases.BEFORE_DATE.fullmatch(text, lines[0].start, lines[0].end) is None:
            header.words = lines[0].start
    elif (dated := date_piece(text, pieces, index + 1)) is not None:
        found, taken = dated
        header.taken, header.date = 2, found.words
        header.words = next_line(pieces[index + 1], taken)
    elif not piece.marker and not _is_alone(pieces, index):
        return None
    if header.date is None and closes is None and words_of(name) > _MOST_UNDATED:
        return None  # "and then a voice within me says:"
    return header


def _parts(says: re.Match[str], row: str) -> tuple[str, str | None, FoundDate | None]:
    """What names the one who acts, the date of the comment above, and that of the act."""
    end = min(len(row), LONGEST_HEADER)
    stamp = find_stamp(row, 0, end)
    named = row[: says.end("name")]
    if stamp is None:
        return named, None, None
    if stamp.start == 0 and row.rstrip().endswith(_LEFT_OPEN):
        named, closes = named[stamp.end :], stamp.words
        half = _HALF.match(named) if stamp.clock else None
        if half is not None:
            named, closes = named[half.end() :], closes + half.group()
        return named, closes, find_stamp(row, says.end("name"), end)
    if stamp.end < says.end("name") and (stamp.start == 0 or _is_bare(row[: stamp.start])):
        named = named[stamp.end :]
    elif 0 < stamp.start < says.end("name"):
        named = NAME_TAIL.sub("", row[: stamp.start].rstrip(NAME_EDGES))
    return named, None, stamp


def _is_bare(words: str) -> bool:
    """Whether there is nothing but a comment's number and "on" before its date."""
    rest = _NUMBER.sub("", words).strip(NAME_EDGES)
    return bool(words.strip()) and (not rest or phrases.BEFORE_DATE.fullmatch(rest) is not None)


def _linking(
    piece: Piece, index: int, page: str, rows: int, stamp: FoundDate | None
) -> Header | None:
    """ "Her Blog » Blog Archive » A reply says:": another page's title, which links here.

    Its words come behind *rows* lines of *piece*.
    """
    if page.startswith("»") or not ("»" in page or (stamp is not None and "|" in page)):
        return None
    date = None if stamp is None else stamp.words
    return Header(index, 1, page, date, next_line(piece, rows), pingback=True, said=True)


def acting_name(raw: str) -> str | None:
    """The name of who says something, which may end as a sentence does: "who? says".

    Before it may stand when, and no day: "At 4:05 PM, Ann said…".
    """
    raw = _WHEN.sub("", raw)
    name = read_name(raw)
    if name is None and (bare := read_name(raw.rstrip(_SENTENCE_ENDS))) is not None:
        words = fold_space(raw)
        name = words[words.find(bare) :] if bare in words else bare
    if name is None and phrases.BYLINE.fullmatch(raw := fold_space(raw)) and raw[:1].isupper():
        return raw if words_of(raw) <= MOST_NAMES else None  # "Di Caro", who acts
    return name


def _is_alone(pieces: list[Piece], index: int) -> bool:
    """Whether a line stands apart from what follows, or heads what is set in deeper."""
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    piece = pieces[index]
    return after is None or after.group != piece.group or after.indent >= piece.indent + _SET_IN
