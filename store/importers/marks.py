"""Rows with a date that may be comments' headers, however the page writes them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from store.importers import board_phrases, phrases, relative
from store.importers.dates import find_glued, find_over_lines, find_stamp
from store.importers.header_parts import (
    ACTS,
    LONGEST_HEADER,
    MOST_SIGNED,
    NAME_EDGES,
    NAME_TAIL,
    is_tail,
    part_answer,
    read_name,
    words_of,
)
from store.importers.lines import Piece, digitless
from store.importers.seams import Line
from store.text import fold_space

HIGHEST = 8
"""The most rows of a name and what stands between it and its date."""
LONGEST_LABEL = 40
LEAST = 0.6
"""Which share of the comments must be alike in what is taken for theirs."""
WINDOW = 600
NUMBERED = re.compile(r"(?:(?:[^\W\d]{1,14}\s)?[#№]\s?)?(?P<number>\d{1,5})")
"""A post's number behind its date: "#3", "Post # 3"."""
_LONGEST_WEEKDAY = 4
_FEWEST = 2
_MOST_ROWS = 3
_STUCK = re.compile(r"(?<=[12]\d{3})\d{1,2}:\d\d(?:\s?[ap]\.?m\.?(?!\w))?", re.IGNORECASE)
"""A time that follows a year and that nothing parts from it."""
_CLOCK = re.compile(
    r"(?<![\d:.])\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?=[\s):]*$)", re.IGNORECASE
)
"""A time of day that ends a line, which is all the date that some pages print."""
_LABEL = re.compile(r":\s*$|^\s*\w+\s+(?:am|on|at|um|le|el|il|em|op)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A date's place in the text, and its words."""

    start: int
    end: int
    words: str


class Form(Enum):
    """Where a header's date stands: alone, behind the name, before it, or before the words too."""

    ALONE = "alone"
    SIGNED = "signed"
    LED = "led"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Row:
    """One line, of the piece at *index*, *at* lines below its first."""

    index: int
    at: int
    line: Line


@dataclass(frozen=True, slots=True)
class Mark:
    """A row with a date: `row` is its place among all rows, `words` where a comment's begin.

    A `label` stands before the date and may be no name: "Posted:", "Verfasst am"; `number` is a
    post's, behind the date.
    """

    row: int
    form: Form
    name: str | None
    date: str
    words: int | None = None
    label: str = ""
    answers: str | None = None
    number: int | None = None


def mark_at(text: str, pieces: list[Piece], rows: list[Row], place: int) -> Mark | None:
    """What the row at *place* is where it has a date, and may be a comment's header."""
    row = rows[place]
    piece, line = pieces[row.index], row.line
    start = piece.words if row.at == 0 else line.start
    if start >= line.end or row.at >= HIGHEST:
        return None
    stamp = _stamp(text, start, min(line.end, start + WINDOW))
    end = line.end
    if row.at == 0 and (stamp is None or stamp.end == end):
        wrapped = _wrapped(text, piece)
        if wrapped is not None:
            stamp, end = wrapped
    if stamp is None:
        return None
    before = fold_space(text[start : stamp.start]).strip(NAME_EDGES)
    if len(before) > LONGEST_HEADER // 2:
        return None
    label = before if _is_label(before, text[start : stamp.start]) else ""
    before, answers = part_answer(text[start : stamp.start])
    before = before.strip(NAME_EDGES)
    name = _name(before) if before else None
    if board_phrases.MEMBER_SINCE.fullmatch(before) is not None or (
        before and not label and name is None and phrases.BEFORE_DATE.fullmatch(before) is None
    ):
        return None
    behind = fold_space(text[stamp.end : end]).strip(" \t,|·•–—-:.#)[]")
    below = next((other.start for other in piece.lines if other.start >= end), None)
    numbered = NUMBERED.fullmatch(behind)
    if not behind or numbered is not None or is_tail(behind) or _is_date_again(behind):
        form = Form.SIGNED if name else Form.ALONE
        number = None if numbered is None else int(numbered["number"])
        return Mark(place, form, name, stamp.words, below, label, answers, number)
    if name is None and label:
        return Mark(place, Form.ALONE, None, stamp.words, below, label)
    if name is not None:
        words = _first_word(text, stamp.end, piece.end)
        return Mark(place, Form.INLINE, name, stamp.words, words, label, answers)
    led = _name(behind) if len(behind) <= LONGEST_LABEL else None
    return None if led is None else Mark(place, Form.LED, led, stamp.words, below, label)


def said_in(text: str, pieces: list[Piece], row: Row) -> str:
    """The words of a row, without its piece's bullet or number."""
    start = pieces[row.index].words if row.at == 0 else row.line.start
    return fold_space(text[start : min(row.line.end, start + WINDOW)])


def unlabelled(
    pieces: list[Piece], rows: list[Row], marks: dict[tuple[Form, str], list[Mark]]
) -> Iterator[list[Mark]]:
    """The marks of each form; what is the same beside all dates, as "Posted:", is no name.

    *marks* are grouped by form and by how their dates look.
    """
    alike = Counter(look for (_, look), found in marks.items() for _ in found)
    labelled = [(mark, look) for (_, look), found in marks.items() for mark in found if mark.label]
    labels = {
        (label, look)
        for (label, look), count in Counter((mark.label, look) for mark, look in labelled).items()
        if count > _FEWEST
        and (count >= LEAST * alike[look] or phrases.DATE_LABEL.fullmatch(label) is not None)
    }
    alone: dict[str, list[Mark]] = {}
    for (form, look), found in marks.items():
        named = [mark for mark in found if (mark.label, look) not in labels]
        if form is Form.ALONE:
            alone.setdefault(look, []).extend(named)
        elif named:
            yield named
    for mark, look in labelled:
        if (mark.label, look) in labels:
            row = rows[mark.row]
            lines = pieces[row.index].lines
            words = next((line.start for line in lines if line.start > row.line.start), None)
            bare = Mark(mark.row, Form.ALONE, None, mark.date, words, number=mark.number)
            alone.setdefault(mark.label, []).append(bare)
    yield from filter(None, alone.values())


def looks(date: str) -> str:
    """What dates printed alike share: "3. Mai 2020, 10:11" and "14. Juni 2021, 9:00"."""
    shape = digitless(date)
    return "".join(sign for sign in shape if not sign.isalpha() and not sign.isspace())


def _stamp(text: str, start: int, end: int) -> _Stamp | None:
    """A date in a row, also one that nothing parts from its time, or "3 years" at the row's end."""
    found = find_stamp(text, start, end)
    if found is not None:
        return _Stamp(found.start, found.end, found.words)
    if end - start > LONGEST_HEADER:
        return None
    found = find_glued(text, start, end)
    if found is not None:
        return _Stamp(found.start, found.end, found.words)
    stuck = _STUCK.search(text, start, end)
    first = None if stuck is None else find_stamp(text, start, stuck.start())
    if stuck is not None and first is not None and first.end == stuck.start():
        return _Stamp(first.start, stuck.end(), text[first.start : stuck.end()])
    clock = _CLOCK.search(text, start, end)
    if clock is not None:
        return _Stamp(clock.start(), clock.end(), clock.group())
    span = relative.SPAN.search(text, start, end) if end - start <= LONGEST_HEADER // 2 else None
    return None if span is None else _Stamp(span.start(), span.end(), span.group())


def _wrapped(text: str, piece: Piece) -> tuple[_Stamp, int] | None:
    """The date in a piece's first lines together, and where its last line ends."""
    if len(piece.lines) < 2:
        return None
    end = piece.lines[min(len(piece.lines), _MOST_ROWS) - 1].end
    found = find_over_lines(text, piece.words, min(end, piece.words + WINDOW))
    if found is None or not found.start < piece.lines[0].end < found.end:
        return None
    last = next(line for line in piece.lines if line.end >= found.end)
    return _Stamp(found.start, found.end, found.words), last.end


def _is_label(before: str, raw: str) -> bool:
    """Whether what stands before a date may be no name: "Posted:", "wrote on"."""
    return bool(before) and (
        _LABEL.search(raw) is not None
        or phrases.DATE_LABEL.fullmatch(before) is not None
        or ACTS.fullmatch(before) is not None
    )


def _is_date_again(words: str) -> bool:
    """Whether nothing but a second date stands there, as some pages print it for machines."""
    stamp = find_stamp(words)
    rest = words if stamp is None else words[: stamp.start] + words[stamp.end :]
    return stamp is not None and sum(map(str.isalpha, rest)) <= _LONGEST_WEEKDAY


def _name(words: str) -> str | None:
    said = phrases.BYLINE.fullmatch(words)
    bare = NAME_TAIL.sub("", (said["name"] if said else words).rstrip(NAME_EDGES))
    name = read_name(bare)
    return name if name is not None and words_of(name.split(",")[0]) <= MOST_SIGNED else None


def _first_word(text: str, start: int, end: int) -> int:
    """Where words begin behind a date and the signs that part it from them."""
    while start < end and (text[start].isspace() or text[start] in "*,|·•–—-:."):
        start += 1
    return start
