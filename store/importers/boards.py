"""Boards tell their posts by boxes: who writes, since when and how often; or by numbers. Pure.

Such boxes come in every language and stand over or under a post's date. A list of topics has
numbers too, but of replies and views.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from store.importers import board_phrases, phrases
from store.importers.header_parts import LONGEST_HEADER
from store.importers.lines import Piece
from store.importers.marks import HIGHEST, LEAST, NUMBERED, Mark, Row
from store.importers.mentions import labelled
from store.text import fold_space

FEWEST = 3
"""The fewest posts of a board."""
_FEWEST_LABELS = 2
_LONGEST = 120
_COUNTS, _WRITER, _TIMED = "0", "who", "when"
_PROOFS = frozenset({_COUNTS, _WRITER, _TIMED})
"""What most boxes must have beside labels: figures, something of who writes, and a time of day at
the post's date. A list of people, of goods or of events has labels, figures and dates as well.
"""
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?!\d)")
_LABEL = re.compile(r"[^\W\d][^:]{0,24}: ?\S")
_COUNTED = re.compile(
    r"[^\W\d][^:\d]{0,24}: ?\d[\d.,]*k?|\d[\d.,]*k? [^\W\d]{3,14}|(?:[^\W\d]{1,14} )?[#№] ?\d{1,5}"
    r"|[^:]{1,40}(?:: ?\S+ [^:]{1,24}){2,}:.{1,24}"
)
"""What a board counts of its members or posts, or several labels in a line."""
_GAP = re.compile(r"\s{3,}")


def may_be_a_board(pieces: Sequence[Piece]) -> bool:
    """Whether a text has short lines at all that a board may have printed; told at a glance."""
    likely = (
        piece
        for piece in pieces
        if piece.size <= LONGEST_HEADER and (piece.said[-1:].isdecimal() or ":" in piece.said[:26])
    )
    return sum(1 for _ in islice(likely, FEWEST)) == FEWEST


def is_board(text: str, pieces: list[Piece], rows: list[Row], marks: list[Mark]) -> bool:
    """Whether boxes around *marks* count their writers' posts, or the posts are numbered."""
    if len(marks) < FEWEST:
        return False
    cells = _Cells(text, pieces, rows, frozenset(mark.row for mark in marks))
    numbers = [number for mark in marks if (number := cells.number(mark)) is not None]
    rising = sum(one < other for one, other in pairwise(numbers))
    if rising >= max(FEWEST - 1, LEAST * len(marks) - 1):
        return True
    times: Counter[str] = Counter()
    for mark in marks:
        around = {cells.at(place) for place in cells.around(mark)}
        times.update({labelled(cell) for cell in around if is_label(cell)})
        times.update({_COUNTS for cell in around if counts(cell)})
        times.update({_WRITER for cell in around if _is_of_writer(cell)})
        times.update({_TIMED} if _CLOCK.search(mark.date) is not None else ())
    usual = {label for label, count in times.items() if count >= LEAST * len(marks)}
    return usual >= _PROOFS and len(usual - _PROOFS) >= _FEWEST_LABELS


def is_label(said: str) -> bool:
    """Whether a line says something of a writer: "Location: Berlin", "33 posts", "#4"."""
    if phrases.NUMBER_OF_COMMENTS.search(said) is not None:
        return False
    return _LABEL.match(said) is not None or counts(said)


def counts(said: str) -> bool:
    """Whether a line says how much somebody wrote, or since when."""
    return (
        _COUNTED.fullmatch(said) is not None or board_phrases.MEMBER_SINCE.match(said) is not None
    ) and phrases.NUMBER_OF_COMMENTS.search(said) is None


def _is_of_writer(said: str) -> bool:
    """Whether a line tells since when or how much somebody writes, or which post this is."""
    return (
        NUMBERED.fullmatch(said) is not None
        or board_phrases.MEMBER_SINCE.match(said) is not None
        or board_phrases.COUNTS.search(said) is not None
        or board_phrases.COUNTS.fullmatch("0 " + said.split(":", 1)[0].rstrip()) is not None
    )


class _Cells:
    """The first columns of rows; words may stand in a second."""

    def __init__(
        self, text: str, pieces: list[Piece], rows: list[Row], marked: frozenset[int]
    ) -> None:
        self._text, self._pieces, self._rows, self._marked = text, pieces, rows, marked

    def at(self, place: int) -> str:
        row = self._rows[place]
        start = self._pieces[row.index].words if row.at == 0 else row.line.start
        line = self._text[start : min(row.line.end, start + _LONGEST)]
        return fold_space(_GAP.split(line, maxsplit=1)[0])

    def around(self, mark: Mark) -> Iterator[int]:
        """The rows that may be a box's over and under a date."""
        for step in (-1, 1):
            for place in range(mark.row + step, mark.row + step * (HIGHEST + 1), step):
                if place in self._marked or not 0 <= place < len(self._rows):
                    break
                yield place

    def number(self, mark: Mark) -> int | None:
        """A post's number behind its date or in the next row."""
        if mark.number is not None or mark.row + 1 >= len(self._rows):
            return mark.number
        below = NUMBERED.fullmatch(self.at(mark.row + 1))
        return None if below is None else int(below["number"])
