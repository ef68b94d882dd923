"""Find many marked words of one text at once: where they stood, and in which order, says which of
several places is whose.

Where a file of another program has only words with a little round them, a line of a menu that
stands twice can't be told from the other by these. Where it stood can: the text seldom grew or
shrank by much since, and between two neighbours hardly at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from store.anchors.chain import Choice, chances
from store.anchors.finding import Finder
from store.anchors.weighing import Anchor, Pattern, Place
from store.model import Span

_NEAR = 40
"""Letters from where words ought to stand within which nobody looks for a better place."""

_FEW = 5
"""The most places of one that are weighed: so many of the nearest, and so many of the best."""
_LETTER, _CLOSED = 7.0, 5.0
"""How many letters of what stood round words say that these are gone where they stand together,
and how much they say at most.
"""

_USUAL, _AS_OF = 0.06, 20
"""The share of words that are lost as a rule, and as of how many words that is taken for known."""


def together(spans: Sequence[Span], finder: Finder) -> list[Anchor]:
    """The anchors of *spans*, which are of one text; where it is not known where in it they stood
    (all offsets 0), each by itself.
    """
    anchors: dict[int, Anchor] = {}
    known = [n for n, span in enumerate(spans) if span.end > span.start and span.exact.strip()]
    known.sort(key=lambda number: (spans[number].start, spans[number].end))
    if known:
        chain = _Chain([spans[number] for number in known], finder)
        anchors = dict(zip(known, chain.anchors(), strict=True))
    return [anchors.get(n) or finder.find(span) for n, span in enumerate(spans)]


class _Chain:
    """Quotations in the order in which they stood, each with its likeliest places."""

    def __init__(self, spans: Sequence[Span], finder: Finder) -> None:
        self._finder = finder
        self._starts = [span.start for span in spans]
        self._patterns = [Pattern(span, len(finder.text)) for span in spans]
        stays = [finder.stays(span) for span in spans]
        self._known = [
            [_standing(pattern.span)] if stay else list(finder.candidates(pattern))
            for pattern, stay in zip(self._patterns, stays, strict=True)
        ]
        self._seams = [
            [] if stay else finder.seams(pattern)
            for pattern, stay in zip(self._patterns, stays, strict=True)
        ]
        self._places = [
            self._likely(number, start, _NEAR + start // 20)
            for number, start in enumerate(self._starts)
        ]

    def anchors(self) -> list[Anchor]:
        """What may be said of each, when those that stand elsewhere than their neighbours make
        one think were looked for there, too.
        """
        before = self._chances()
        best = [self._best(number, row) for number, row in enumerate(before)]
        self._places = [
            self._likely(number, self._expected(number, best), _NEAR)
            for number in range(len(self._starts))
        ]
        chances = self._chances()
        edited = self._edited(chances)
        return [self._settled(number, row, edited) for number, row in enumerate(chances)]

    def _edited(self, chances: Sequence[Sequence[float]]) -> float:
        """The share of words that quotations have lost which have a place."""
        lost, whole = _USUAL * _AS_OF, _AS_OF
        for number, row in enumerate(chances):
            place = self._best(number, row, 0.8)
            if place is not None:
                words = len(self._patterns[number].words)
                lost += min(len(place.lost), words / 2)
                whole += words
        return lost / whole

    def _likely(self, number: int, expected: int, reach: int) -> list[Place]:
        """The best places of one, and the nearest to where it ought to stand, which are looked for
        if none is known there.
        """
        known = self._known[number]
        near = range(expected - reach, expected + reach + 1)
        if not any(place.start in near for place in known):
            starts = {place.start for place in known}
            more = self._finder.beside(self._patterns[number], near)
            known += [place for place in more if place.start not in starts]
        if len(known) <= 2 * _FEW:
            return known
        known.sort(key=lambda place: abs(place.start - expected))
        return known[:_FEW] + sorted(known[_FEW:], key=lambda place: -place.weight)[:_FEW]

    def _settled(self, number: int, row: Sequence[float], edited: float) -> Anchor:
        pattern = self._patterns[number]
        if self._finder.stays(pattern.span):
            return Anchor("sure", pattern.span.start, pattern.span.end, 1.0)
        places = self._places[number]
        found = [replace(p, chance=chance) for p, chance in zip(places, row, strict=False)]
        return self._finder.likeliest(found, pattern, sum(row[len(places) :]), edited)

    def _chances(self) -> list[list[float]]:
        choices = [
            [Choice(place.start, place.weight) for place in row]
            + [Choice(start, min(_CLOSED, letters / _LETTER)) for start, letters in seams[:_FEW]]
            for row, seams in zip(self._places, self._seams, strict=True)
        ]
        return chances(self._starts, choices, len(self._finder.text))

    def _best(self, number: int, row: Sequence[float], least: float = 0.5) -> Place | None:
        places = self._places[number]
        likely = [(chance, at) for at, chance in enumerate(row[: len(places)]) if chance > least]
        return self._places[number][max(likely)[1]] if likely else None

    def _expected(self, number: int, best: Sequence[Place | None]) -> int:
        """Where it ought to stand by its nearest neighbours that have a place."""
        start = self._starts[number]
        ways = [(start, 0)]  # as if nothing had changed
        for others in (range(number - 1, -1, -1), range(number + 1, len(best))):
            for other in others:
                place = best[other]
                if place is not None:
                    far = abs(self._starts[other] - start)
                    ways.append((far, place.start - self._starts[other]))
                    break
        return start + min(ways)[1]


def _standing(span: Span) -> Place:
    """Where *span* stands as it did, with all that is known to stand round it."""
    return Place(span.start, span.end, words=1.0, before=1.0, after=1.0, near=1.0)
