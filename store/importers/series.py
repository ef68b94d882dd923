"""Comments told by their likeness: the same form of line with a date, again and again. Pure.

Where no rule knows a site's headers, the page itself does: each of its comments begins alike. The
name stands on the date's line or on one that lies equally far from it, and what is the same in all
of them ("Member", "Posts: 33") belongs to nobody's words. A list of articles repeats itself too,
so that a heading over the comments or a button under them must speak for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from store.importers import phrases, relative
from store.importers.buttons import is_button
from store.importers.dates import find_glued, find_stamp
from store.importers.furniture import is_furniture, is_prose, is_related
from store.importers.header_parts import (
    LONGEST_HEADER,
    MOST_SIGNED,
    NAME_EDGES,
    NAME_TAIL,
    Header,
    is_tail,
    read_name,
)
from store.importers.lead_ins import is_answer
from store.importers.lines import Line, Piece
from store.importers.recurring import is_foot
from store.text import fold_space

_FEWEST = 2
"""The fewest comments under a heading; without one, one more."""
_FURTHEST = 14
"""How many pieces, a form's for instance, may stand between a heading and the first comment."""
_NEAREST = 2
_LONGEST_HEADING = 80
_MOST_IN_HEADING = 6
_OFFERED = re.compile(r"(?:view|show|see|read|load|hide|alle?)\s", re.IGNORECASE)
"""How an offer of more comments begins."""
_LONGEST_LABEL = 40
_LONGEST_FOOT = 160
_HIGHEST = 8
"""The most rows of a name and what stands between it and its date."""
_MOST_NAMES = 4
_WINDOW = 600
_MOST_ROWS = 3
_DIGITS = re.compile(r"\d+")
_STUCK = re.compile(r"(?<=[12]\d{3})(?=\d{1,2}:\d\d)")
"""Where a time follows a year and nothing parts them."""
_PROSE = 3
"""One comment of so many at least has a sentence, which the titles in a list of articles are not."""
_CLOCK = re.compile(r"(?<![\d:.])\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?$", re.IGNORECASE)
"""A time of day that ends a line, which is all the date that some pages print."""
_LABEL = re.compile(r":\s*$|^\s*\w+\s+(?:am|on|le|el|il|em|op)\s+$", re.IGNORECASE)
_LEAST = 0.6
"""Which share of the comments must be alike in what is taken for theirs."""


class Form(Enum):
    """Where a header's date stands: alone, behind the name, before it, or before the words too."""

    ALONE = "alone"
    SIGNED = "signed"
    LED = "led"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, of the piece at *index*, *at* lines below its first."""

    index: int
    at: int
    line: Line


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row with a date: `row` is its place among all rows, `words` where a comment's begin.

    A `label` stands before the date and may be no name: "Posted:", "Verfasst am".
    """

    row: int
    form: Form
    name: str | None
    date: str
    words: int | None = None
    label: str = ""


def serial_headers(
    text: str, pieces: list[Piece], headings: Iterable[int]
) -> tuple[int | None, dict[int, Header]]:
    """The heading and the headers of the comments that are most alike, or none."""
    feet = _feet(pieces)
    named = [index for index in headings if not _is_recent(pieces[index])]
    spoken = [index for index, piece in enumerate(pieces) if _speaks_of_comments(piece)]
    if not feet and not named and not spoken:
        return None, {}
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    rows = [
        _Row(index, at, line)
        for index in range(max(0, prose - _HIGHEST), len(pieces))
        for at, line in enumerate(pieces[index].lines)
        if not line.hidden
    ]
    marks: dict[tuple[Form, str], list[_Mark]] = {}
    for place in range(len(rows)):
        mark = _mark(text, pieces, rows, place)
        if mark is not None:
            marks.setdefault((mark.form, _looks(mark.date)), []).append(mark)
    best: tuple[int | None, dict[int, Header]] = None, {}
    for found in _unlabelled(pieces, rows, marks):
        vouched = _Vouching(pieces, rows, found, named, spoken, feet, prose)
        heading, kept = vouched.kept()
        headers = _Series(text, pieces, rows, kept).headers() if kept else {}
        if len(headers) > len(best[1]):
            best = heading, headers
    return best


def _feet(pieces: list[Piece]) -> list[int]:
    """What comments end with, or answers begin with: buttons, repeated offers, "Re: …"."""
    times = Counter(
        _DIGITS.sub("0", piece.said) for piece in pieces if piece.size <= _LONGEST_FOOT
    )
    offered = {
        said
        for said, count in times.items()
        if count > _FEWEST and (is_foot(said) or phrases.TOP.fullmatch(said) is not None)
    }
    return [
        index
        for index, piece in enumerate(pieces)
        if _DIGITS.sub("0", piece.said) in offered or is_button(piece.said) or is_answer(piece)
    ]


def is_index(pieces: list[Piece], headers: int) -> bool:
    """Whether half as many lines of *pieces* as there are headers tell numbers of comments.

    A blog's list of articles does, with a date and a name to each.
    """
    invited = Counter(piece.said for piece in pieces if _invites(piece))
    counted = sum(map(_counts_comments, pieces))
    counted += sum(times for times in invited.values() if times >= _FEWEST)
    return counted >= _FEWEST and 2 * counted >= headers


def _is_recent(piece: Piece) -> bool:
    """Whether a heading is one over the newest comments of a whole site."""
    words = piece.said.lstrip("# ").lower()
    return not words.startswith(("top", "best")) and (
        is_related(words) or phrases.LATEST.match(words) is not None
    )


def _speaks_of_comments(piece: Piece) -> bool:
    """A short line that names comments, as no rule for headings knows it."""
    words = piece.said
    if (
        piece.size > _LONGEST_HEADING
        or phrases.OF_COMMENTS.search(words) is None
        or is_prose(piece)
        or is_button(words)
        or _is_recent(piece)
        or _OFFERED.match(words) is not None
    ):
        return False
    return phrases.NUMBER_OF_COMMENTS.search(words) is not None or (
        len(words.split()) <= _MOST_IN_HEADING and phrases.FORM.match(words) is None
    )


def _counts_comments(piece: Piece) -> bool:
    """A line as it stands under each article of a list: "Filed under law | 3 comments"."""
    return (
        piece.size <= _LONGEST_FOOT
        and not is_prose(piece)
        and phrases.NUMBER_OF_COMMENTS.search(piece.said) is not None
    )


def _invites(piece: Piece) -> bool:
    """ "Leave a comment", which stands there where there is none yet."""
    return (
        piece.size <= _LONGEST_HEADING
        and len(piece.said.split()) <= _MOST_IN_HEADING
        and phrases.FORM.match(piece.said) is not None
    )


def _mark(text: str, pieces: list[Piece], rows: list[_Row], place: int) -> _Mark | None:
    """What the row at *place* is where it has a date, and may be a comment's header."""
    row = rows[place]
    piece, line = pieces[row.index], row.line
    start = piece.words if row.at == 0 else line.start
    if start >= line.end or row.at >= _HIGHEST:
        return None
    stamp = _stamp(text, start, min(line.end, start + _WINDOW))
    end = line.end
    if stamp is None or (row.at == 0 and stamp[1] == end):
        wrapped = _wrapped(text, piece) if row.at == 0 else None
        if wrapped is not None:
            stamp, end = wrapped
    if stamp is None:
        return None
    begin, stop, words = stamp
    before = fold_space(text[start:begin]).strip(NAME_EDGES)
    if len(before) > LONGEST_HEADER // 2:
        return None
    behind = text[stop:end]
    after = fold_space(behind).strip(" \t,|·•–—-:.#)[]")
    name = _name(before) if before else None
    label = before if _LABEL.search(text, start, begin) is not None else ""
    if before and name is None and phrases.BEFORE_DATE.fullmatch(before) is None:
        return None
    if not after or is_tail(after):
        follows = next((other.start for other in piece.lines if other.start >= end), None)
        form = Form.SIGNED if name else Form.ALONE
        return _Mark(place, form, name, words, follows, label)
    if name is None:
        led = _name(after) if len(after) <= _LONGEST_LABEL else None
        follows = next((other.start for other in piece.lines if other.start >= end), None)
        return None if led is None else _Mark(place, Form.LED, led, words, follows, label)
    behind = _behind_button(text, stop, piece.end)
    return _Mark(place, Form.INLINE, name, words, behind, label)


def _unlabelled(
    pieces: list[Piece], rows: list[_Row], marks: dict[tuple[Form, str], list[_Mark]]
) -> Iterator[list[_Mark]]:
    """The marks of each form; what is the same beside all dates, as "Posted:", is no name."""
    every = [mark for found in marks.values() for mark in found if mark.label]
    times = Counter((mark.label, _looks(mark.date)) for mark in every)
    alike = Counter(_looks(mark.date) for found in marks.values() for mark in found)
    labels = {
        key
        for key, count in times.items()
        if count > _FEWEST and count >= _LEAST * alike[key[1]]
    }
    alone: dict[str, list[_Mark]] = {}
    for (form, looks), found in marks.items():
        named = [mark for mark in found if (mark.label, looks) not in labels]
        if form is Form.ALONE:
            alone.setdefault(looks, []).extend(named)
        elif named:
            yield named
    for mark in every:
        if (mark.label, looks := _looks(mark.date)) in labels:
            row = rows[mark.row]
            below = [line.start for line in pieces[row.index].lines if line.start > row.line.start]
            bare = _Mark(mark.row, Form.ALONE, None, mark.date, below[0] if below else None)
            alone.setdefault(f"{mark.label}{looks}", []).append(bare)
    yield from alone.values()


def _looks(date: str) -> str:
    """What dates printed alike have in common: "3. Mai 2020, 10:11" and "14. Juni 2021, 9:00"."""
    shape = _DIGITS.sub("0", date)
    return "".join(sign for sign in shape if not sign.isalpha() and not sign.isspace())


def _stamp(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """A date in a row, also one that a page has not parted from its time, or "3 years" at its end.

    Half of a date is none: a year that touches the time is told from it by what years are.
    """
    found = find_stamp(text, start, end)
    if found is None and (clock := _CLOCK.search(text, start, end)) is not None:
        return clock.start(), clock.end(), clock.group()
    if found is None and end - start <= LONGEST_HEADER:
        found = find_glued(text, start, end)
        if found is None:
            stuck = _STUCK.search(text, start, end)
            first = None if stuck is None else find_stamp(text, start, stuck.start())
            if stuck is not None and first is not None and first.end == stuck.start():
                stop = next((at for at in range(stuck.end(), end) if text[at] == " "), end)
                half = relative.HALF.match(text, stop, end)
                stop = stop if half is None else half.end()
                return first.start, stop, text[first.start : stop]
    if found is not None:
        return found.start, found.end, found.words
    if end - start > LONGEST_HEADER // 2:
        return None
    span = relative.SPAN.search(text, start, end)
    return None if span is None else (span.start(), span.end(), span.group())


def _wrapped(text: str, piece: Piece) -> tuple[tuple[int, int, str], int] | None:
    """The date in a piece's first lines together, and where its last line ends."""
    if len(piece.lines) < 2:
        return None
    end = piece.lines[min(len(piece.lines), _MOST_ROWS) - 1].end
    found = find_stamp(text, piece.words, min(end, piece.words + _WINDOW))
    if found is None or found.end <= piece.lines[0].end:
        return None
    last = next(line for line in piece.lines if line.end >= found.end)
    return (found.start, found.end, found.words), last.end


def _name(words: str) -> str | None:
    said = phrases.BYLINE.fullmatch(words)
    bare = NAME_TAIL.sub("", (said["name"] if said else words).rstrip(NAME_EDGES))
    name = read_name(bare)
    return name if name is not None and len(name.split()) <= MOST_SIGNED else None


def _behind_button(text: str, start: int, end: int) -> int:
    """Where the words begin behind a date and a button right after it."""
    while start < end and (text[start].isspace() or text[start] in "*,|·•–—-:."):
        start += 1
    return start


@dataclass(frozen=True, slots=True)
class _Vouching:
    """What speaks for marks of one form: a heading over them, buttons or numbers between them."""

    pieces: list[Piece]
    rows: list[_Row]
    marks: list[_Mark]
    named: list[int]
    spoken: list[int]
    feet: list[int]
    prose: int

    def kept(self) -> tuple[int | None, list[_Mark]]:
        """The heading and the marks behind it, or no heading and all marks, or nothing."""
        at = [self.rows[mark.row].index for mark in self.marks]
        for headings, fewest in ((self.named, _FEWEST), (self.spoken, _FEWEST + 1)):
            for heading in headings:
                fewest = _FEWEST if at[0] <= heading + _NEAREST else fewest
                behind = [
                    mark for mark, index in zip(self.marks, at, strict=True) if index > heading
                ]
                if (
                    heading > self.prose
                    and len(behind) >= max(fewest, len(at) // 2)
                    and self.rows[behind[0].row].index - heading <= _FURTHEST
                    and not is_index(self.pieces[heading + 1 : at[-1]], len(behind))
                ):
                    return heading, behind
        parted = sum(
            any(one < foot < other for foot in self.feet) for one, other in pairwise(at)
        )
        if len(at) > _FEWEST and parted >= _LEAST * (len(at) - 1):
            byline = at[0] <= self.prose and self.marks[0].form is not Form.ALONE
            return None, self.marks[byline:]
        return None, []


@dataclass(slots=True)
class _Series:
    """Marks of one form, and what is alike around them."""

    text: str
    pieces: list[Piece]
    rows: list[_Row]
    marks: list[_Mark]

    def headers(self) -> dict[int, Header]:
        """The headers, by the index of their first piece; none where they are not alike enough."""
        names = self._names()
        told = [name for name, _ in names if name]
        if len(set(told)) < 2 <= len(told):
            return {}
        labels = self._labels()
        found: dict[int, Header] = {}
        for mark, (name, top) in zip(self.marks, names, strict=True):
            first = self.rows[top]
            if first.index in found or (first.at and not self._leads_in(first, name)):
                continue
            last, words = self._behind(mark, labels)
            taken = last - first.index + 1
            found[first.index] = Header(first.index, taken, name, mark.date, words, weak=True)
        starts = sorted(found)
        speaking = [
            self._speaks(found[index], end)
            for index, end in pairwise([*starts, len(self.pieces)])
        ]
        if sum(said is not None for said in speaking) < _LEAST * len(found):
            return {}
        return found if _PROSE * sum(map(bool, speaking)) >= len(found) else {}

    def _speaks(self, header: Header, end: int) -> bool | None:
        """Whether there is prose from a header to *end*, or None where there are no words at all."""
        after = header.index + header.taken
        words = [piece for piece in self.pieces[after:end] if not is_button(piece.said)]
        if header.words is not None:
            words.append(self.pieces[after - 1])
        return any(map(is_prose, words)) if words else None

    def _leads_in(self, row: _Row, name: str | None) -> bool:
        """Whether what stands over a row in its piece is a picture's words with the name."""
        piece = self.pieces[row.index]
        over = self.text[piece.words : row.line.start]
        return name is not None and name in over and len(over) <= _WINDOW // 2

    def _names(self) -> list[tuple[str | None, int]]:
        """Each mark's name, and the row where its header begins."""
        if self.marks[0].form is not Form.ALONE:
            return [(mark.name, mark.row) for mark in self.marks]
        for tops in self._tops():
            names = [None if top is None else self._named(top) for top in tops]
            keys = Counter(_DIGITS.sub("0", name) for name in names if name)
            if len(keys) < 2 or sum(keys.values()) < _LEAST * len(self.marks):
                continue
            if keys.most_common(1)[0][1] > _LEAST * len(self.marks) and len(self.marks) > 4:
                continue
            return [
                (name, mark.row if name is None or top is None else min(top, mark.row))
                for mark, name, top in zip(self.marks, names, tops, strict=True)
            ]
        return [(None, mark.row) for mark in self.marks]

    def _tops(self) -> Iterator[list[int | None]]:
        """Where the names may stand: under a button, over what is the same in all, or so far off."""
        yield self._like_the_others([self._under_button(mark) for mark in self.marks])
        above: Counter[str] = Counter()
        boxes = [list(self._over(mark)) for mark in self.marks]
        for box in boxes:
            above.update({key for place in box if (key := self._key(place)).strip("0:")})
        labels = {key for key, count in above.items() if count >= _LEAST * len(self.marks)}
        if labels:
            highest = [[at for at in box if self._key(at) in labels] for box in boxes]
            yield [min(at) - 1 if at and min(at) else None for at in highest]
        for offset in (-1, 1, -2, -3):
            places = [mark.row + offset for mark in self.marks]
            yield [place if 0 <= place < len(self.rows) else None for place in places]

    def _over(self, mark: _Mark) -> Iterator[int]:
        """The short rows over a mark, up to the first that is none."""
        for place in range(mark.row - 1, max(-1, mark.row - 1 - _HIGHEST), -1):
            said = self._said(place)
            if len(said) > _LONGEST_LABEL or is_prose(self.pieces[self.rows[place].index]):
                return
            yield place

    def _under_button(self, mark: _Mark) -> int | None:
        for place in self._over(mark):
            if is_button(self._said(place)):
                return place + 1 if place + 1 < mark.row else None
        return None

    def _like_the_others(self, tops: list[int | None]) -> list[int | None]:
        """The first comment has no button above it: its name lies as far off as most do."""
        far = Counter(
            top - mark.row for mark, top in zip(self.marks, tops, strict=True) if top is not None
        )
        if not far or 2 * far.total() < len(tops):
            return [None] * len(tops)
        usual = far.most_common(1)[0][0]
        return [
            top if top is not None else max(0, mark.row + usual)
            for mark, top in zip(self.marks, tops, strict=True)
        ]

    def _said(self, place: int) -> str:
        row = self.rows[place]
        start = self.pieces[row.index].words if row.at == 0 else row.line.start
        return fold_space(self.text[start : min(row.line.end, start + _WINDOW)])

    def _named(self, place: int) -> str | None:
        said = self._said(place)
        if len(said) > _LONGEST_LABEL or is_button(said) or is_furniture(said):
            return None
        if phrases.OF_COMMENTS.search(said) is not None or said.endswith(tuple(".?!:,;…")):
            return None
        name = read_name(NAME_TAIL.sub("", said))
        return name if name is not None and len(name.split()) <= _MOST_NAMES else None

    def _labels(self) -> frozenset[str]:
        """What stands right behind most of the dates, whatever its figures."""
        counts: Counter[str] = Counter()
        for mark in self.marks:
            counts.update({self._key(place) for place in self._following(mark)})
        least = max(_LEAST * len(self.marks), _FEWEST)
        return frozenset(key for key, count in counts.items() if count >= least)

    def _following(self, mark: _Mark) -> Iterator[int]:
        """The short rows behind a mark, up to the first that is none."""
        others = {other.row for other in self.marks}
        for place in range(mark.row + 1, min(mark.row + 1 + _HIGHEST, len(self.rows))):
            said = self._said(place)
            if place in others or len(said) > _LONGEST_LABEL or is_button(said):
                return
            yield place

    def _key(self, place: int) -> str:
        said = self._said(place)
        return _DIGITS.sub("0", said.split(":")[0] + ":" if ":" in said else said)

    def _behind(self, mark: _Mark, labels: frozenset[str]) -> tuple[int, int | None]:
        """The last piece of a header, and where words follow in it; labels behind it are its own."""
        row = self.rows[mark.row]
        if mark.form is Form.INLINE:
            return row.index, mark.words
        following = self._following(mark)
        last = max((at for at in following if self._key(at) in labels), default=mark.row)
        if last == mark.row:
            return row.index, None if mark.words is None else self._spoken(row.index, mark.words)
        end = self.rows[last]
        return end.index, self._spoken(end.index, end.line.end)

    def _spoken(self, index: int, start: int) -> int | None:
        """Where a piece's words begin from *start* on, behind buttons."""
        for line in self.pieces[index].lines:
            if line.start >= start and not is_button(self.text[line.start : line.end].strip()):
                return line.start
        return None
