"""Where the names of comments stand that are alike: on the date's line, or equally far from it.

Pure. A board prints ranks, numbers and whom a post answers between the two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from store.importers import board_phrases, phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_furniture, is_prose
from store.importers.header_parts import INITIAL, NAME_TAIL, date_line, read_name, words_of
from store.importers.lines import Piece, digitless
from store.importers.marks import HIGHEST, LEAST, LONGEST_LABEL, Form, Mark, Row, said_in
from store.importers.mentions import labelled

_FEWEST = 2
_DATED = "0/0"
_MOST_NAMES = 4
_MORE = 1.3
"""How many times as many names there are as ranks, which stand nearer to the date."""
_FROM = re.compile(
    r"^(?:from|(?:posted\s)?by|name|author|von|verfasser(?:in)?|autor(?:in)?|de|par|auteur|por|da|autore|van|от|автор)\s?:\s",
    re.IGNORECASE,
)
"""How a name may be labelled."""
_LONGEST_POST = 40
_WIDEST_GAP = 2
"""How many rows lower the next of a box's labels may stand."""


def key_of(said: str) -> str:
    """What rows share whatever their figures and dates."""
    if said[-1:].isdecimal() and date_line(said, 0, len(said)) is not None:
        return _DATED
    return labelled(said)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of comments with dates at *marks*."""

    text: str
    pieces: list[Piece]
    rows: list[Row]
    marks: list[Mark]

    def found(self) -> list[tuple[str | None, int]]:
        """Each mark's name and the row it stands in, or the mark's own."""
        if self.marks[0].form is Form.INLINE or not self._is_one():
            placed = sum("," in (mark.name or "") for mark in self.marks) >= LEAST * len(self.marks)
            names = [
                (mark.name or "").split(",")[0] if placed else mark.name for mark in self.marks
            ]
            return [(name, mark.row) for name, mark in zip(names, self.marks, strict=True)]
        best: list[tuple[str | None, int]] = []
        most, different = ceil(LEAST * len(self.marks)) - 1, 0
        for tops in self._tops():
            names = [
                None if top is None or self._is_apart(top, mark) else self._named(top)
                for top, mark in zip(tops, self.marks, strict=True)
            ]
            keys = Counter(digitless(name) for name in names if name)
            named, distinct = sum(keys.values()), len(keys)
            if distinct < 2 or (
                len(self.marks) > 4 and keys.most_common(1)[0][1] > LEAST * len(self.marks)
            ):
                continue
            if named > most or (best and named == most and distinct > _MORE * different):
                most, different = named, distinct
                best = [
                    (name, mark.row if name is None or top is None else top)
                    for mark, name, top in zip(self.marks, names, tops, strict=True)
                ]
        return best or [(None, mark.row) for mark in self.marks]

    def _is_apart(self, top: int, mark: Mark) -> bool:
        """Whether words stand between a row and the date below it."""
        between = {self.rows[place].index for place in range(top + 1, mark.row)}
        here = (self.rows[top].index, self.rows[mark.row].index)
        return any(is_prose(self.pieces[index]) for index in between if index not in here)

    def _is_one(self) -> bool:
        """Whether the same stands beside all dates, which is a name only if no other is found."""
        names = {mark.name for mark in self.marks}
        return None in names or (len(names) == 1 and len(self.marks) > _FEWEST)

    def _tops(self) -> Iterator[list[int | None]]:
        """Where the names may be: under a button, over what is the same in all, or so far off."""
        yield self._like_the_others([self._under_button(mark) for mark in self.marks])
        labels = self._labels_over()
        if labels:
            highest = [self._highest(mark, labels) for mark in self.marks]
            yield [self._over_role(at - 1) if at else None for at in highest]
            for offset in (1, 2):
                yield [at - offset if at >= offset else None for at in highest]
        yield [self._over_role(mark.row - 1) for mark in self.marks]
        for offset in (1, -2, -3):
            places = [mark.row + offset for mark in self.marks]
            yield [place if 0 <= place < len(self.rows) else None for place in places]

    def _highest(self, mark: Mark, labels: frozenset[str]) -> int:
        """The highest of the labels over a date; what stands far over them ends a comment."""
        highest = mark.row
        for at in self._over(mark):
            if highest - at > _WIDEST_GAP:
                break
            if self._key(at) in labels:
                highest = at
        return highest if highest < mark.row else 0

    def _over_role(self, place: int) -> int | None:
        """The row at *place*, or the first above it that is no role and names nobody answered."""
        for at in range(place, max(-1, place - 3), -1):
            said = self._said(at)
            if not any(
                (
                    phrases.ROLE.fullmatch(said),
                    board_phrases.RANK.fullmatch(said),
                    board_phrases.ANSWERED.match(said),
                )
            ):
                return at
        return None

    def _over(self, mark: Mark) -> Iterator[int]:
        """The short rows over a mark, up to the first that is none."""
        for place in range(mark.row - 1, max(-1, mark.row - 1 - HIGHEST), -1):
            said = self._said(place)
            if not any(map(str.isalnum, said)):
                continue
            if len(said) > 2 * LONGEST_LABEL or is_prose(self.pieces[self.rows[place].index]):
                return
            yield place

    def _under_button(self, mark: Mark) -> int | None:
        for place in self._over(mark):
            said = self._said(place)
            if is_button(said) or board_phrases.TOP.fullmatch(said) is not None:
                under = range(place + 1, mark.row)
                return next((at for at in under if any(map(str.isalnum, self._said(at)))), None)
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

    def _labels_over(self) -> frozenset[str]:
        """What stands over most of the dates, whatever its figures, and not under the last one."""
        counts: Counter[str] = Counter()
        for mark in self.marks:
            keys = {self._key(place) for place in self._over(mark)}
            counts.update(key for key in keys if key.strip("0:"))
        least = LEAST * len(self.marks)
        last = self.marks[-1].row + 1
        ends = {self._key(at) for at in range(last, min(last + _LONGEST_POST, len(self.rows)))}
        return frozenset(key for key, n in counts.items() if n >= least and key not in ends)

    def _named(self, place: int) -> str | None:
        said = _FROM.sub("", phrases.COMMENT_BY.sub("", self._said(place)), count=1)
        if len(said) > LONGEST_LABEL or is_button(said) or is_furniture(said):
            return None
        if phrases.OF_COMMENTS.search(said) is not None or (
            said.endswith(tuple(".?!,;…")) and INITIAL.search(said) is None
        ):
            return None
        if ":" in said.rstrip(": ") or board_phrases.MEMBER_SINCE.match(said) is not None:
            return None
        name = read_name(NAME_TAIL.sub("", said.rstrip(" :\uff1a")))
        return name if name is not None and words_of(name) <= _MOST_NAMES else None

    def _said(self, place: int) -> str:
        return said_in(self.text, self.pieces, self.rows[place])

    def _key(self, place: int) -> str:
        return key_of(self._said(place))
