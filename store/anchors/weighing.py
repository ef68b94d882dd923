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
_ORDERED = 20.0
"""The weight of a position that is known by what stands before and after it."""
CONTEXT = 10
"""Tokens of context that are compared on either side."""
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
    doubtful: bool = False
    """Whether it is not sure that these are the words, all of them and no others."""
    ordered: bool = False
    """Whether `near` is known by the words that stand before and after it."""

    @property
    def score(self) -> float:
        """From 0 to 1."""
        position = _ORDERED if self.ordered else _POSITION
        whole = _QUOTE + _PREFIX + _SUFFIX + position
        return (
            _QUOTE * self.words
            + _PREFIX * self.before
            + _SUFFIX * self.after
            + position * self.near
        ) / whole


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
    ranked = sorted(found, key=score_of, reverse=True)
    if not ranked:
        return ORPHAN
    best = ranked[0]
    rival = next((p.score for p in ranked[1:] if p.start >= best.end or p.end <= best.start), 0.0)
    round_it = (best.before + best.after) / 2
    letters = sum(map(len, pattern.words))
    bare = not pattern.before and not pattern.after
    if (
        best.words < 0.3
        or (best.words < 0.5 and round_it < 0.35)
        or (best.words < 0.6 and round_it < 0.15)
    ):
        return ORPHAN
    if closed and best.words < 0.9:
        return ORPHAN
    ahead = best.score - rival
    enough = (
        best.words >= 0.75
        or (best.words >= 0.6 and round_it >= 0.2)
        or (best.words >= 0.4 and round_it >= 0.6)
        or (best.words >= 0.45 and round_it >= 0.35 and letters >= _MANY and ahead >= 2 * _CLEAR)
    )
    telling = letters >= LETTERS or round_it >= 0.5 or bare
    sure = ahead >= _CLEAR and telling and enough and not (bare and best.words < 0.75)
    sure = sure and not best.doubtful and not closed
    return Anchor("sure" if sure else "uncertain", best.start, best.end, best.score)


def score_of(place: Place) -> float:
    """Its score, to sort by."""
    return place.score
