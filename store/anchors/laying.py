"""A text laid over another, word by word, and where a stretch of the one went in the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

from store.anchors.correspondence import Correspondence, correspond
from store.anchors.tokens import TokenizedText
from store.anchors.weighing import CONTEXT, Pattern, Place
from store.model import Span

_ADRIFT = 0.25
"""What a letter between two words that stood side by side takes from them."""
_FILLED = 0.1
"""What a letter of another word in a word's place counts."""
_LEAP = 6.0
"""What a leap over any stretch that was put in takes at most: as much as a word weighs."""
_ROOM = 40
"""Letters that may be put in among the words whatever their own number is."""


class Laid:
    """An older and a newer text. What is made of them is made once, when it is needed."""

    def __init__(self, old: TokenizedText, new: TokenizedText) -> None:
        """*old* over *new*."""
        self.old, self.new = old, new

    @cached_property
    def pairs(self) -> Correspondence:
        """Which of the tokens stand for each other."""
        return correspond(self.old.tokens.keys, self.new.tokens.keys)

    @cached_property
    def letters(self) -> list[int]:
        """How many letters the tokens of the newer text have before each."""
        return [0, *accumulate(map(len, self.new.tokens.keys))]

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """The numbers of the first of the older text's tokens in *span*, and after its last."""
        tokens = self.old.tokens
        return bisect_right(tokens.ends, span.start), bisect_left(tokens.starts, span.end)

    def place(self, span: Span, pattern: Pattern) -> Place | None:
        """Where *span* of the older text went; None where it is gone."""
        first, last = self.tokens_of(span)
        standing, doubtful = self._together(first, last)
        if not standing:
            return None
        keys = self.old.tokens.keys
        start, end = self._edges(span, standing[0], standing[-1], first, last)
        return Place(
            start=start,
            end=end,
            words=self._kept(standing) / self._weight(range(first, last)),
            lost=self._lost(standing, first, last),
            doubtful=doubtful,
            before=self._round(range(max(0, first - CONTEXT), first), standing[0]),
            after=self._round(range(last, min(len(keys), last + CONTEXT)), standing[-1]),
            near=pattern.nearness(start),
        )

    def _together(self, first: int, last: int) -> tuple[list[int], bool]:
        """Those of the old tokens that stand close to each other in the newer text, with what was
        put in between them; and whether others of them stand far off.
        """
        at = self.pairs.at
        found = [number for number in range(first, last) if at[number] is not None]
        near = self._cluster(found, _LEAP)
        if near and self._between(near) <= 2 * self._weight(range(first, last)) + _ROOM:
            return near, False
        near = self._cluster(found, None)
        return near, self._kept(near) < 0.9 * self._kept(found)

    def _cluster(self, found: list[int], most: float | None) -> list[int]:
        """The part of *found* that outweighs the letters put in between, a leap over which costs
        *most* at most.
        """
        at, like = self.pairs.at, self.pairs.like
        keys, letters = self.old.tokens.keys, self.letters
        best, total = (0.0, 0, 0), 0.0
        begun, previous = 0, -1
        for number, token in enumerate(found):
            place = at[token]
            assert place is not None
            if previous >= 0:
                leap = _ADRIFT * (letters[place] - letters[previous + 1])
                total -= leap if most is None else min(leap, most)
            if total <= 0:
                total, begun = 0.0, number
            total += max(like[token], _FILLED) * len(keys[token])
            if total > best[0]:
                best = (total, begun, number + 1)
            previous = place
        return found[best[1] : best[2]]

    def _between(self, standing: list[int]) -> int:
        """The letters of the newer text from the first to the last of *standing*."""
        head, tail = self.pairs.at[standing[0]], self.pairs.at[standing[-1]]
        assert head is not None and tail is not None
        return self.letters[tail + 1] - self.letters[head]

    def _weight(self, numbers: Iterable[int]) -> int:
        return sum(len(self.old.tokens.keys[number]) for number in numbers)

    def _kept(self, numbers: Iterable[int]) -> float:
        keys, like = self.old.tokens.keys, self.pairs.like
        return sum(like[number] * len(keys[number]) for number in numbers)

    def _lost(self, standing: list[int], first: int, last: int) -> frozenset[int]:
        """Which of the old tokens from *first* to *last* are not among *standing* as they were."""
        there = {number for number in standing if self.pairs.like[number] == 1.0}
        return frozenset(number - first for number in range(first, last) if number not in there)

    def _round(self, context: range, edge: int) -> float:
        """How much of *context* stands near where the old token *edge* went."""
        at, like = self.pairs.at, self.pairs.like
        keys = self.old.tokens.keys
        middle = at[edge]
        assert middle is not None
        whole = sum(len(keys[number]) for number in context)
        near = 0.0
        for number in context:
            place = at[number]
            if place is not None and abs(place - middle) <= abs(number - edge) + 2 * CONTEXT:
                near += like[number] * len(keys[number])
        return near / whole if whole else 1.0

    def _edges(self, span: Span, one: int, other: int, first: int, last: int) -> tuple[int, int]:
        """Where the place begins and ends: within a word, or with blanks, as the span does."""
        old, new, at = self.old.tokens, self.new.tokens, self.pairs.at
        head, tail = at[one], at[other]
        assert head is not None and tail is not None
        start, end = new.starts[head], new.ends[tail]
        if one == first:
            shift = span.start - old.starts[first]
            if shift < 0:
                lead = self.old.text[span.start : old.starts[first]]
                start += shift if self.new.text[:start].endswith(lead) else 0
            elif shift < new.ends[head] - start and self._same(first, head):
                start += shift
        if other == last - 1:
            shift = span.end - old.ends[last - 1]
            if shift > 0:
                trail = self.old.text[old.ends[last - 1] : span.end]
                end += shift if self.new.text.startswith(trail, end) else 0
            elif start < end + shift and self._same(last - 1, tail):
                end += shift
        return start, end

    def _same(self, number: int, other: int) -> bool:
        return self.old.tokens.keys[number] == self.new.tokens.keys[other]
