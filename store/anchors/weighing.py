"""How well a place fits what is looked for, and what may be said of the best one.

Places are weighed as Hypothesis does (its client's match-quote: words 50, what stands before 20,
after 20, nearness to the old place 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from store.anchors.tokens import tokens
from store.model import Span

Outcome = Literal["sure", "uncertain", "orphan"]

_QUOTE, _PREFIX, _SUFFIX, _POSITION = 50.0, 20.0, 20.0, 2.0
_WEIGHT, _EVEN = 16.0, 0.5
"""How much likeness says, and what says nothing."""
_LIKELY, _SURELY = 0.8, 0.98
"""How likely a place must be, and how likely one that only few of the words tell, or that stands in
another surrounding while the same words stand elsewhere, too.
"""
_POORLY, _HARDLY = 0.9, 0.4
"""Chances below which words are rather gone, when less than half of them and of what stood round
them is there, and when more is.
"""
_BEYOND, _TAKEN_OUT = 3.0, 13.0
"""How much the share of words that are lost beyond what is usual in the file says that a place is
of other words, and how much the chance that these were taken out elsewhere; fitted to real pages.
"""
CONTEXT = 10
"""Tokens of context that are compared on either side."""
_SAME = 0.97
"""How much of the words must stand elsewhere for them to be asked about."""
_CLEAR = 0.06
"""How much better the best place must be than the next."""
LETTERS = 12
"""Letters of a quotation from which its words alone tell its place."""
_MANY = 40
"""Letters of a quotation from which half of its words tell its place."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a span stands now: text[start:end], both 0 for an orphan; `score` from 0 to 1."""

    outcome: Outcome
    start: int = 0
    end: int = 0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """text[start:end], and how much of the words and of what stands round them is there: each from
    0 to 1, and so is how near it is to where it was looked for.
    """

    start: int
    end: int
    words: float
    before: float
    after: float
    near: float
    lost: frozenset[int] = frozenset()
    """Which of the words are not there, by their numbers; of a long quotation's ends only."""
    doubtful: bool = False
    """Whether it is not sure that these are the words, all of them and no others."""
    chance: float | None = None
    """How likely it is by where all quotations of its file stand, from 0 to 1; None where that is
    not known.
    """

    @property
    def score(self) -> float:
        """From 0 to 1."""
        whole = _QUOTE + _PREFIX + _SUFFIX + _POSITION
        return (
            _QUOTE * self.words
            + _PREFIX * self.before
            + _SUFFIX * self.after
            + _POSITION * self.near
        ) / whole

    @property
    def around(self) -> float:
        """How much of what stood before and after is there."""
        return (self.before + self.after) / 2

    @property
    def weight(self) -> float:
        """What speaks for it by itself, as the logarithm of how much likelier it is than that the
        words are gone.
        """
        alike = _QUOTE * self.words + _PREFIX * self.before + _SUFFIX * self.after
        return _WEIGHT * (alike / (_QUOTE + _PREFIX + _SUFFIX) - _EVEN)


ORPHAN = Anchor("orphan")


class Pattern:
    """What is looked for, in tokens; words that the context's ends cut through are left out."""

    def __init__(self, span: Span, length: int) -> None:
        """Of *span*, in a text of *length*, where it is looked for near its old place."""
        self.span = span
        self.words = tuple(tokens(span.exact).keys)
        before, after = tokens(span.prefix), tokens(span.suffix)
        cut = len(before) > 1 and len(span.prefix) >= 16 and before.starts[0] == 0
        self.before = tuple(before.keys[int(cut) :][-CONTEXT:])
        cut = len(after) > 1 and len(span.suffix) >= 16 and after.ends[-1] == len(span.suffix)
        self.after = tuple(after.keys[: len(after) - int(cut)][:CONTEXT])
        self._length = max(1, length)

    def nearness(self, start: int) -> float:
        """From 0 to 1, by how far *start* is from where the words were."""
        return max(0.0, 1.0 - abs(start - self.span.start) / self._length)


def apart(found: Sequence[Anchor]) -> list[Anchor]:
    """The anchors of one annotation's stretches, which stay in order and apart; where they would
    not, none is sure.
    """
    standing = [anchor for anchor in found if anchor.outcome != "orphan"]
    if all(one.end <= other.start for one, other in pairwise(standing)):
        return list(found)
    return [
        replace(anchor, outcome="uncertain") if anchor.outcome == "sure" else anchor
        for anchor in found
    ]


def outcome_of(anchors: Sequence[Anchor]) -> Outcome:
    """An annotation's: sure when all its stretches are, an orphan when one is."""
    outcomes = {anchor.outcome for anchor in anchors}
    if not anchors or "orphan" in outcomes:
        return "orphan"
    standing = sorted((anchor.start, anchor.end) for anchor in anchors)
    if any(one[1] > other[0] for one, other in pairwise(standing)):
        return "orphan"
    return "uncertain" if "uncertain" in outcomes else "sure"


def decided(found: Sequence[Place], pattern: Pattern, *, closed: bool = False) -> Anchor:
    """The best place, if it is good enough and clearly better than the next; *closed* where there
    is reason to think that the words were taken out.
    """
    if not found:
        return ORPHAN
    best = max(found, key=rank)
    rivals = (p.score for p in found if not _meet(p, best))
    ahead = best.score - max(rivals, default=0.0)
    if _hopeless(best) or (closed and best.words < 0.9):
        return ORPHAN
    clear = ahead >= _CLEAR and not closed
    telling = _letters(pattern) >= _MANY and ahead >= 2 * _CLEAR
    enough = _enough(best) or (telling and best.words >= 0.45 and best.around >= 0.35)
    return _anchor(best, pattern, sure=clear and enough)


def likeliest(found: Sequence[Place], pattern: Pattern, closed: float, edited: float) -> Anchor:
    """The best of places whose chances are known, if it is good enough and much likelier than all
    others and than that the words were taken out where what stood round them is *closed*. Words
    that are gone from where they were are asked about where they stand elsewhere unchanged;
    *edited* is the share of words that others of the file have lost.
    """
    if not found:
        return ORPHAN
    best = max(found, key=rank)
    chance = sum(p.chance or 0.0 for p in found if _meet(p, best))
    hardly = _POORLY if best.words < 0.5 and best.around < 0.5 else _HARDLY
    if chance < hardly or _another(best, found, pattern, closed, edited):
        same = max((p for p in found if p.words >= _SAME), key=lambda p: p.score, default=None)
        if same is None or _letters(pattern) < LETTERS:
            return ORPHAN
        return _anchor(same, pattern, sure=False)
    if _hopeless(best):
        return ORPHAN
    copied = any(not _meet(p, best) and p.words >= best.words - 0.05 for p in found)
    elsewhere = copied and min(best.before, best.after) < 0.3
    enough = _enough(best) or (chance >= _SURELY and best.around >= 0.35)
    share = chance / (closed + sum(p.chance or 0.0 for p in found))
    sure = enough and share >= (_SURELY if elsewhere else _LIKELY)
    return _anchor(best, pattern, sure=sure)


def _another(
    best: Place, found: Sequence[Place], pattern: Pattern, closed: float, edited: float
) -> bool:
    """Whether *best* is rather other words that are like these: more of them is lost than others
    of the file have lost, and a place that is like them, too, lacks the same ones, as rows do that
    were written to one pattern and differ in a number or a name.
    """
    if not best.lost:
        return False
    letters = [len(word) for word in pattern.words]
    missing = sum(letters[number] for number in best.lost)
    share = (len(best.lost) / len(letters) + missing / sum(letters)) / 2
    same = max(
        (
            p.words * sum(letters[n] for n in p.lost & best.lost)
            for p in found
            if not _meet(p, best)
        ),
        default=0.0,
    )
    beyond = max(0.0, share - edited)
    return _BEYOND * beyond + _TAKEN_OUT * closed + same / missing > 1.0


def _anchor(place: Place, pattern: Pattern, *, sure: bool) -> Anchor:
    """An anchor there: a short quotation is known by what stands round it, and one of which only
    the words are known by most of these.
    """
    bare = not pattern.before and not pattern.after
    telling = bare or _letters(pattern) >= LETTERS or place.around >= 0.5
    sure = sure and telling and not place.doubtful and not (bare and place.words < 0.75)
    return Anchor("sure" if sure else "uncertain", place.start, place.end, place.score)


def _meet(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _letters(pattern: Pattern) -> int:
    return sum(map(len, pattern.words))


def _hopeless(place: Place) -> bool:
    """Whether too few of the words are there."""
    return (
        place.words < 0.3
        or (place.words < 0.5 and place.around < 0.35)
        or (place.words < 0.6 and place.around < 0.15)
    )


def _enough(place: Place) -> bool:
    """Whether so many of the words are there, or of what stood round them, that it is the place."""
    return (
        place.words >= 0.75
        or (place.words >= 0.6 and place.around >= 0.2)
        or (place.words >= 0.4 and place.around >= 0.6)
    )


def rank(place: Place) -> tuple[float, float]:
    """What to sort by: how likely it is where that is known, else its score."""
    return place.chance or 0.0, place.score
