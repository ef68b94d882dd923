"""Comments told by their likeness: the same form of line with a date, again and again. Pure.

Where no rule knows a site's headers, the page itself does: each of its comments begins alike. The
name stands on the date's line or on one that lies equally far from it, and what is the same in all
of them ("Member", "Posts: 33") belongs to nobody's words. A list of articles repeats itself too,
so that a heading over the comments or a button under them must speak for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from store.importers import board_phrases
from store.importers.boards import is_board, may_be_a_board
from store.importers.buttons import is_button
from store.importers.furniture import is_prose
from store.importers.header_parts import (
    Header,
)
from store.importers.lines import Piece
from store.importers.marks import (
    HIGHEST,
    LEAST,
    LONGEST_LABEL,
    WINDOW,
    Form,
    Mark,
    Row,
    looks,
    mark_at,
    said_in,
    unlabelled,
)
from store.importers.mentions import (
    find_counts,
    find_feet,
    is_recent,
    labelled,
    speaks_of_comments,
)
from store.importers.naming import Names, key_of
from store.importers.vouching import FEWEST, Vouching, first_marks
from store.text import fold_space

_PROSE, _PROSE_OF_MANY, _MANY = 3, 4, 12
"""One comment of so many at least has a sentence, as the titles in a list of articles have not."""


@dataclass(frozen=True, slots=True)
class Serial:
    """The headers of comments that are alike, and the heading over them; or none at all.

    On a `board` boxes around them say so, or their numbers.
    """

    heading: int | None = None
    headers: dict[int, Header] = field(default_factory=dict)
    board: bool = False


def serial_headers(text: str, pieces: list[Piece], headings: Iterable[int]) -> Serial:
    """The comments that are most alike."""
    feet = find_feet(pieces)
    named = [at for at in _alone(pieces, headings) if not is_recent(pieces[at])]
    known = frozenset(feet)
    spoken = [i for i, piece in enumerate(pieces) if i not in known and speaks_of_comments(piece)]
    if not feet and not named and not spoken and not may_be_a_board(pieces):
        return Serial()
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    rows = [
        Row(index, at, line)
        for index in range(max(0, prose - 2 * HIGHEST), len(pieces))
        for at, line in enumerate(pieces[index].lines)
        if not line.hidden
    ]
    marks: dict[tuple[Form, str], list[Mark]] = {}
    for place in range(len(rows)):
        mark = mark_at(text, pieces, rows, place)
        if mark is not None and not _is_since(text, pieces, rows, place - 1):
            marks.setdefault((mark.form, looks(mark.date)), []).append(mark)
    best = Serial()
    counts = find_counts(pieces)
    times: Counter[str] = Counter()
    for found in first_marks(rows, unlabelled(pieces, rows, marks)):
        vouched = Vouching(rows, found, named, spoken, feet, counts, prose)
        heading, kept = vouched.kept()
        board = is_board(text, pieces, rows, found)
        sure = bool(kept)
        if board and heading not in named:
            heading, kept = None, found  # a post may speak of replies
        if not kept:
            continue
        times = times or Counter(labelled(said_in(text, pieces, row)) for row in rows)
        headers = _Series(text, pieces, rows, kept, times).headers()
        if not sure and not any(header.author for header in headers.values()):
            continue  # what a chronicle says from day to day is numbered too
        if len(headers) > len(best.headers):
            best = Serial(heading, headers, board)
    return best


def _is_since(text: str, pieces: list[Piece], rows: list[Row], place: int) -> bool:
    """Whether a row says that the date under it is since when somebody writes."""
    if place < 0 or rows[place].line.end - rows[place].line.start > LONGEST_LABEL:
        return False
    said = said_in(text, pieces, rows[place]).rstrip(": ")
    return board_phrases.MEMBER_SINCE.fullmatch(said) is not None


def _alone(pieces: list[Piece], headings: Iterable[int]) -> list[int]:
    """The headings but those that return under each post, as "Comment"."""
    found = list(headings)
    times = Counter(pieces[at].said for at in found)
    return [at for at in found if times[pieces[at].said] <= FEWEST]


@dataclass(slots=True)
class _Series:
    """Marks of one form, and what is alike around them."""

    text: str
    pieces: list[Piece]
    rows: list[Row]
    marks: list[Mark]
    times: Counter[str]
    """How often each row stands in the text, whatever its figures."""
    marked: frozenset[int] = field(init=False)
    often: float = field(init=False)

    def __post_init__(self) -> None:
        self.marked = frozenset(mark.row for mark in self.marks)
        self.often = max(LEAST * len(self.marks), FEWEST)

    def headers(self) -> dict[int, Header]:
        """The headers, by the index of their first piece; none where they are not alike enough."""
        names = Names(self.text, self.pieces, self.rows, self.marks).found()
        told = [name for name, _ in names if name]
        if len(set(told)) < 2 <= len(told):
            return {}
        labels = self._labels()
        found: dict[int, Header] = {}
        for mark, (name, top) in zip(self.marks, names, strict=True):
            first = self.rows[min(top, mark.row)]
            if first.index in found or (first.at and not self._leads_in(first, name)):
                continue
            last, words = self._behind(mark, top, labels)
            answers = mark.answers or self._answers(min(top, mark.row), mark.row)
            taken = last - first.index + 1
            found[first.index] = Header(
                first.index, taken, name, mark.date, words, weak=True, answers=answers
            )
        starts = sorted(found)
        speaking = [
            self._speaks(found[index], end) for index, end in pairwise([*starts, len(self.pieces)])
        ]
        if sum(said is not None for said in speaking) < LEAST * len(found):
            return {}
        least = _PROSE if len(found) < _MANY else _PROSE_OF_MANY
        return found if least * sum(map(bool, speaking)) >= len(found) else {}

    def _speaks(self, header: Header, end: int) -> bool | None:
        """Whether there is prose from a header to *end*, or None where nothing is said at all."""
        after = header.index + header.taken
        words = [piece for piece in self.pieces[after:end] if not is_button(piece.said)]
        if header.words is not None:
            words.append(self.pieces[after - 1])
        return any(map(is_prose, words)) if words else None

    def _answers(self, first: int, last: int) -> str | None:
        """Whom the rows of a header say that it answers, as "Reply to Ann"."""
        for place in range(first, last):
            answered = board_phrases.ANSWERED.match(self._said(place))
            if answered is not None:
                return fold_space(answered["name"])
        return None

    def _leads_in(self, row: Row, name: str | None) -> bool:
        """Whether what stands over a row in its piece is a picture's words with the name.

        It may also be what stands over all of them, or buttons of the comment above.
        """
        piece = self.pieces[row.index]
        over = self.text[piece.words : row.line.start]
        if name is not None and name in over and len(over) <= WINDOW // 2:
            return True
        return all(
            self.times[said] >= self.often
            or is_button(said)
            or board_phrases.TOP.fullmatch(said) is not None
            for line in piece.lines[: row.at]
            if (said := labelled(fold_space(self.text[line.start : line.end])))
        )

    def _said(self, place: int) -> str:
        return said_in(self.text, self.pieces, self.rows[place])

    def _key(self, place: int) -> str:
        return key_of(self._said(place))

    def _labels(self) -> frozenset[str]:
        """What stands right behind most of the dates, whatever its figures."""
        counts: Counter[str] = Counter()
        for mark in self.marks:
            counts.update({self._key(place) for place in self._following(mark)})
        return frozenset(key for key, count in counts.items() if count >= self.often)

    def _following(self, mark: Mark) -> Iterator[int]:
        """The short rows behind a mark, up to the first that is none."""
        for place in range(mark.row + 1, min(mark.row + 1 + HIGHEST, len(self.rows))):
            said = self._said(place)
            if place in self.marked or len(said) > LONGEST_LABEL or is_button(said):
                return
            yield place

    def _behind(self, mark: Mark, top: int, labels: frozenset[str]) -> tuple[int, int | None]:
        """The last piece of a header, and where words follow in it; labels behind are its own."""
        row = self.rows[mark.row]
        if mark.form is Form.INLINE:
            return row.index, mark.words
        following = self._following(mark)
        last = max((at for at in following if self._key(at) in labels), default=mark.row)
        last = max(last, top)
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
