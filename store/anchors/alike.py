"""Places where most of some words stand, found by the rare ones among them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from math import log

from store.anchors.alignment import Fit, fit
from store.anchors.tokens import TokenizedText, Tokens, tokens
from store.anchors.weighing import Pattern, Place

_LONG = 60
"""Tokens from which a quotation is found by its two ends."""
_COMMON = 300
"""Places from which a word says nothing about where a quotation stands."""


class Alike:
    """Finds them in one text."""

    def __init__(self, text: TokenizedText) -> None:
        """In *text*."""
        self._text = text

    def places(self, pattern: Pattern, near: range | None = None) -> list[Place]:
        """The likeliest places of nearly the words of *pattern*, that begin in *near* or
        thereabouts where that is given.
        """
        if not pattern.words:
            return []
        if len(pattern.words) <= _LONG:
            return self._fits(pattern.before, pattern.words, pattern.after, pattern, near)
        return self._long(pattern, near)

    def _long(self, pattern: Pattern, near: range | None) -> list[Place]:
        """A long quotation, by its first and its last words."""
        half = _LONG // 2
        end = near
        if near is not None:
            shift = len(pattern.span.exact) * 3 // 4
            end = range(near.start + shift, near.stop + shift)
        heads = self._fits(pattern.before, pattern.words[:half], (), pattern, near)
        tails = self._fits((), pattern.words[-half:], pattern.after, pattern, end)
        found = []
        length = len(pattern.span.exact)
        for head in heads:
            for tail in tails:
                size = tail.end - head.start
                if tail.start >= head.end and 0.4 * length <= size <= 2.5 * length:
                    inner = Counter(tokens(self._text.text[head.start : tail.end]).keys)
                    own = Counter(pattern.words)
                    shared = sum((inner & own).values()) / max(inner.total(), own.total())
                    found.append(
                        Place(
                            start=head.start,
                            end=tail.end,
                            words=(head.words + tail.words + 2 * shared) / 4,
                            before=head.before,
                            after=tail.after,
                            near=head.near,
                            lost=head.lost
                            | {len(pattern.words) - half + number for number in tail.lost},
                        )
                    )
        return found

    def _fits(
        self,
        before: Sequence[str],
        words: Sequence[str],
        after: Sequence[str],
        pattern: Pattern,
        near: range | None,
    ) -> list[Place]:
        """The best places of *words* with what stands round them."""
        whole = (*before, *words, *after)
        held: Tokens = self._text.tokens
        slack = 4 + len(words) // 4
        found: list[Place] = []
        for at in self._seeds(before, words, after, slack, near):
            first = max(0, at - slack)
            window = held.keys[first : at + len(whole) + 3 * slack]
            fitted = fit(whole, window, 4 * slack, lead=first - at + slack)
            place = self._placed(fitted, before, words, first, pattern)
            if place is not None and all(place.start != other.start for other in found):
                found.append(place)
        return found

    def _seeds(
        self,
        before: Sequence[str],
        words: Sequence[str],
        after: Sequence[str],
        slack: int,
        near: range | None,
    ) -> list[int]:
        """The likeliest numbers of the token where the pattern begins, by the words they share."""
        votes: dict[int, float] = {}
        number = 0
        count = len(self._text.tokens) + 1
        for part, weight in ((before, 0.5), (words, 1.0), (after, 0.5)):
            for key in part:
                stands = self._text.places.get(key, ())
                if stands and len(stands) <= _COMMON:
                    rare = weight * log(1 + count / len(stands)) * min(len(key), 6)
                    for at in stands:
                        where = (at - number) // slack
                        votes[where] = votes.get(where, 0.0) + rare
                number += 1
        if not votes:
            return []
        joined = {bin_: votes[bin_] + votes.get(bin_ + 1, 0.0) for bin_ in votes}
        if near is not None:
            return self._nearest(joined, near, len(before), slack)
        ranked = sorted(joined, key=lambda bin_: -joined[bin_])
        best = joined[ranked[0]]
        chosen: list[int] = []
        for bin_ in islice(ranked, 24):
            if joined[bin_] < 0.5 * best or len(chosen) == 4:
                break
            if all(abs(bin_ - other) > 1 for other in chosen):
                chosen.append(bin_)
        return [bin_ * slack for bin_ in chosen]

    def _nearest(self, votes: dict[int, float], near: range, lead: int, slack: int) -> list[int]:
        """Of *votes* for bins of *slack* tokens, *lead* tokens before what is looked for *near*,
        the best.
        """
        starts = self._text.tokens.starts
        first, last = (
            (bisect_left(starts, at) - lead) // slack + more
            for at, more in ((near.start, -1), (near.stop, 1))
        )
        close = [bin_ for bin_ in votes if first <= bin_ <= last]
        return [max(close, key=votes.__getitem__) * slack] if close else []

    def _placed(
        self,
        fitted: Fit,
        before: Sequence[str],
        words: Sequence[str],
        first: int,
        pattern: Pattern,
    ) -> Place | None:
        begin, stop = len(before), len(before) + len(words)
        inside = [at for at in fitted.at[begin:stop] if at is not None]
        if not inside:
            return None
        start = self._text.tokens.starts[first + inside[0]]
        keys = self._text.tokens.keys
        return Place(
            start=start,
            end=self._text.tokens.ends[first + inside[-1]],
            words=kept(words, fitted.costs[begin:stop], last=fitted.at[begin:stop]),
            before=kept(before, fitted.costs[:begin]) if before else 1.0,
            after=kept(pattern.after, fitted.costs[stop:]) if pattern.after else 1.0,
            near=pattern.nearness(start),
            lost=frozenset(
                number
                for number, (key, at) in enumerate(zip(words, fitted.at[begin:stop], strict=True))
                if at is None or keys[first + at] != key
            ),
        )


def kept(
    keys: Sequence[str], costs: Sequence[float], last: Sequence[int | None] | None = None
) -> float:
    """How much of *keys* is there; what was put in behind the last of them is not counted."""
    whole = sum(map(len, keys))
    cost = sum(costs)
    if last is not None and last and last[-1] is not None:
        cost -= max(0.0, costs[-1] - len(keys[-1]))
    return max(0.0, 1.0 - cost / whole) if whole else 1.0
