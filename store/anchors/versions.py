"""Find marked words of a text in another version of it, with both texts at hand.

The two are laid side by side once, so that each word knows where it went. A place is therefore
known by all that stands round it, and a stretch of the new text that some other stretch of the old
one became is nobody else's: words that were taken out are not found in others that look alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, pairwise

from store.anchors.correspondence import Correspondence, correspond
from store.anchors.finding import Finder
from store.anchors.tokens import TokenizedText
from store.anchors.weighing import CONTEXT, LETTERS, Anchor, Pattern, Place, decided
from store.model import Span

_ADRIFT = 0.25
"""What a letter between two words that stood side by side takes from them."""
_FILLED = 0.1
"""What a letter of another word in a word's place counts."""
_LEAP = 6.0
"""What a leap over any stretch that was put in takes at most: as much as a few words weigh."""
_ROOM = 40
"""Letters that may be put in among the words whatever their own number is."""
_CLAIMED = 0.5
"""The share of a place that others stand for, from which it is theirs."""


class Versions:
    """An older and a newer text. What is made of them is made once, when it is needed."""

    def __init__(self, old: str, new: str) -> None:
        """From *old* to *new*."""
        self._old = TokenizedText(old)
        self._new = TokenizedText(new)
        self._finder = Finder(new)

    @property
    def text(self) -> str:
        """The newer text."""
        return self._new.text

    def find(self, span: Span, hint: int | None = None) -> Anchor:
        """Where *span* of the older text stands in the newer one; *hint* as for a `Finder`."""
        old = self._old
        first = bisect_right(old.tokens.ends, span.start)
        last = bisect_left(old.tokens.starts, span.end)
        if first >= last or old.text[span.start : span.end] != span.exact:
            return self._finder.find(span, hint)
        pattern = Pattern(span, len(self.text), span.start if hint is None else hint)
        here = self._place(span, first, last, pattern)
        if here is not None and here.words >= 0.75:
            settled = decided([here], pattern)
            if settled.outcome == "sure":
                return settled
        others = [
            place
            for place in self._finder.candidates(pattern)
            if self._claimed(place, first, last) < _CLAIMED
        ]
        if here is not None:
            others = [p for p in others if p.start >= here.end or p.end <= here.start]
            others.append(here)
        return decided(others, pattern)

    @cached_property
    def _pairs(self) -> Correspondence:
        return correspond(self._old.tokens.keys, self._new.tokens.keys)

    @cached_property
    def _letters(self) -> list[int]:
        """How many letters the tokens of the newer text have before each."""
        return [0, *accumulate(map(len, self._new.tokens.keys))]

    @cached_property
    def _owners(self) -> list[int]:
        """Which token of the older text each of the newer one is, -1 for none, or for one that is
        not followed or preceded by its neighbour.
        """
        owners = [-1] * len(self._new.tokens)
        at, like = self._pairs.at, self._pairs.like
        for number, (one, other) in enumerate(pairwise(at)):
            if one is not None and other == one + 1 and like[number] > 0 and like[number + 1] > 0:
                owners[one], owners[other] = number, number + 1
        return owners

    # -- where the words went

    def _place(self, span: Span, first: int, last: int, pattern: Pattern) -> Place | None:
        """The place of the old tokens from *first* to *last*; None where they are gone."""
        standing, torn = self._together(first, last)
        if not standing:
            return None
        keys = self._old.tokens.keys
        start, end = self._edges(span, standing[0], standing[-1], first, last)
        return Place(
            start=start,
            end=end,
            words=self._kept(standing) / self._weight(range(first, last)),
            torn=torn,
            before=self._round(range(max(0, first - CONTEXT), first), standing[0]),
            after=self._round(range(last, min(len(keys), last + CONTEXT)), standing[-1]),
            near=pattern.nearness(start),
        )

    def _together(self, first: int, last: int) -> tuple[list[int], bool]:
        """Those of the old tokens that stand close to each other in the newer text, with what was
        put in between them; and whether others of them stand far off.
        """
        at = self._pairs.at
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
        at, like = self._pairs.at, self._pairs.like
        keys, letters = self._old.tokens.keys, self._letters
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
        head, tail = self._pairs.at[standing[0]], self._pairs.at[standing[-1]]
        assert head is not None and tail is not None
        return self._letters[tail + 1] - self._letters[head]

    def _weight(self, numbers: Iterable[int]) -> int:
        return sum(len(self._old.tokens.keys[number]) for number in numbers)

    def _kept(self, numbers: Iterable[int]) -> float:
        keys, like = self._old.tokens.keys, self._pairs.like
        return sum(like[number] * len(keys[number]) for number in numbers)

    def _round(self, context: range, edge: int) -> float:
        """How much of *context* stands near where the old token *edge* went."""
        at, like = self._pairs.at, self._pairs.like
        keys = self._old.tokens.keys
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
        old, new, at = self._old.tokens, self._new.tokens, self._pairs.at
        head, tail = at[one], at[other]
        assert head is not None and tail is not None
        start, end = new.starts[head], new.ends[tail]
        if one == first:
            shift = span.start - old.starts[first]
            if shift < 0:
                lead = self._old.text[span.start : old.starts[first]]
                start += shift if self.text[:start].endswith(lead) else 0
            elif shift < new.ends[head] - start and self._same(first, head):
                start += shift
        if other == last - 1:
            shift = span.end - old.ends[last - 1]
            if shift > 0:
                trail = self._old.text[old.ends[last - 1] : span.end]
                end += shift if self.text.startswith(trail, end) else 0
            elif start < end + shift and self._same(last - 1, tail):
                end += shift
        return start, end

    def _same(self, number: int, other: int) -> bool:
        return self._old.tokens.keys[number] == self._new.tokens.keys[other]

    # -- whose a place is

    def _claimed(self, place: Place, first: int, last: int) -> float:
        """The share of *place* that old tokens other than those from *first* to *last* became."""
        new, owners = self._new.tokens, self._owners
        begin = bisect_right(new.ends, place.start)
        stop = bisect_left(new.starts, place.end)
        taken = sum(
            len(new.keys[number])
            for number in range(begin, stop)
            if owners[number] >= 0 and not first <= owners[number] < last
        )
        return taken / max(1, self._letters[stop] - self._letters[begin])
