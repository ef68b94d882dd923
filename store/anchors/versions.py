"""Find marked words of a text in another version of it, with both texts at hand.

The two are laid side by side once, so that each word knows where it went. A place is therefore
known by all that stands round it, and a stretch of the new text that some other stretch of the old
one became is nobody else's: words that were taken out are not found in others that look alike.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from store.anchors.finding import Finder
from store.anchors.laying import Laid
from store.anchors.tokens import TokenizedText
from store.anchors.weighing import LETTERS, Anchor, Pattern, Place, decided
from store.model import Span

_CLAIMED = 0.5
"""The share of a place that others stand for, from which it is theirs."""

_HALF = 0.5
"""The share of the words that must be left for a place to be sure: what was written anew for the
most part may say something else.
"""
_KNOWN = 0.4
"""What stands before and after, as shares together, from which a short word elsewhere is the one
that stood here, and not another.
"""


class Versions:
    """An older and a newer text. What is made of them is made once, when it is needed."""

    def __init__(self, old: str, new: str) -> None:
        """From *old* to *new*."""
        self._laid = Laid(TokenizedText(old), TokenizedText(new))
        self._finder = Finder(new)

    def find(self, span: Span) -> Anchor:
        """Where *span* of the older text stands in the newer one."""
        first, last = self._laid.tokens_of(span)
        if first >= last or self._laid.old.text[span.start : span.end] != span.exact:
            return self._finder.find(span)
        pattern = Pattern(span, len(self._laid.new.text))
        here = self._laid.place(span, pattern)
        if here is not None and here.words >= 0.75:
            settled = decided([here], pattern)
            if settled.outcome == "sure":
                return settled
        short = sum(map(len, pattern.words)) < LETTERS
        others = [
            place
            for place in self._finder.candidates(pattern)
            if self._claimed(place, first, last) < _CLAIMED
            and not (short and place.before + place.after < _KNOWN)
        ]
        if here is not None:
            others = [p for p in others if p.start >= here.end or p.end <= here.start]
            others.append(here if here.words >= _HALF else replace(here, doubtful=True))
        return decided(others, pattern)

    @cached_property
    def _owners(self) -> list[int]:
        """Which token of the older text each of the newer one is, -1 for none, or for one that is
        not followed or preceded by its neighbour.
        """
        owners = [-1] * len(self._laid.new.tokens)
        at, like = self._laid.pairs.at, self._laid.pairs.like
        for number, (one, other) in enumerate(pairwise(at)):
            if one is not None and other == one + 1 and like[number] > 0 and like[number + 1] > 0:
                owners[one], owners[other] = number, number + 1
        return owners

    def _claimed(self, place: Place, first: int, last: int) -> float:
        """The share of *place* that old tokens other than those from *first* to *last* became."""
        new, owners, letters = self._laid.new.tokens, self._owners, self._laid.letters
        begin = bisect_right(new.ends, place.start)
        stop = bisect_left(new.starts, place.end)
        taken = sum(
            len(new.keys[number])
            for number in range(begin, stop)
            if owners[number] >= 0 and not first <= owners[number] < last
        )
        return taken / max(1, letters[stop] - letters[begin])
