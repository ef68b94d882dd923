"""What speaks for rows with dates as comments' headers: a heading, buttons, numbers. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from store.importers.marks import HIGHEST, LEAST, LONGEST_LABEL, Form, Mark, Row
from store.importers.mentions import is_index

FEWEST = 2
"""The fewest comments under a heading; without one, one more."""
_FURTHEST = 14
"""How many pieces, a form's for instance, may stand between a heading and the first comment."""
_NEAREST = 2


def first_marks(rows: list[Row], found: Iterable[list[Mark]]) -> Iterator[list[Mark]]:
    """The marks of each form; where several stand in most headers, the first of them.

    A board may print since when somebody writes, and a post's date twice.
    """
    for marks in found:
        groups: list[list[Mark]] = []
        for mark in marks:
            if groups and _are_together(rows, groups[-1][-1].row, mark.row):
                groups[-1].append(mark)
            else:
                groups.append([mark])
        sizes = Counter(map(len, groups))
        usual, count = sizes.most_common(1)[0]
        alone = marks[0].form is Form.ALONE and len(groups) > FEWEST
        if alone and usual > 1 and count >= LEAST * len(groups):
            yield [group[0] for group in groups]
        else:
            yield marks


def _are_together(rows: list[Row], one: int, other: int) -> bool:
    """Whether two rows may stand in one header: there is nothing but short ones between."""
    return other - one <= HIGHEST and all(
        row.line.end - row.line.start <= LONGEST_LABEL for row in rows[one:other]
    )


@dataclass(frozen=True, slots=True)
class Vouching:
    """What speaks for marks of one form: a heading over them, buttons or numbers between them."""

    rows: list[Row]
    marks: list[Mark]
    named: list[int]
    spoken: list[int]
    feet: list[int]
    counts: list[int]
    prose: int

    def kept(self) -> tuple[int | None, list[Mark]]:
        """The heading and the marks behind it, or no heading and all marks, or nothing."""
        at = [self.rows[mark.row].index for mark in self.marks]
        for headings, fewest in ((self.named, FEWEST), (self.spoken, FEWEST + 1)):
            for heading in headings:
                kept = self._headed(at, heading, fewest)
                if kept:
                    return heading, kept
        parted = sum(
            bisect_right(self.feet, one) < bisect_left(self.feet, other)
            for one, other in pairwise(at)
        )
        if len(at) > FEWEST and parted >= LEAST * (len(at) - 1):
            byline = at[0] <= self.prose and self.marks[0].form is not Form.ALONE
            return None, self.marks[byline:]
        return None, []

    def _headed(self, at: list[int], heading: int, fewest: int) -> list[Mark]:
        """The marks that a heading heads, which lie in the pieces *at*."""
        over = bisect_right(at, heading)
        behind = len(at) - over
        if heading <= self.prose or not behind or at[over] - heading > _FURTHEST:
            return []
        least = FEWEST if at[over] - heading <= _NEAREST else fewest
        if behind < max(least, len(at) // 2):
            return []
        if not is_index(self.counts, at[0], at[-1], len(at)) and not is_index(
            self.counts, heading + 1, at[-1], behind
        ):
            return self.marks[over:]
        if fewest > FEWEST:
            return []
        following = bisect_right(self.counts, heading)
        stop = bisect_left(at, self.counts[following]) if following < len(self.counts) else over
        return self.marks[over:stop] if stop - over > FEWEST else []  # a list of articles follows
