"""What the rules would tag in an article, as far as it is neither tagged nor rejected yet. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence, Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.learning import Learning
    from store.model import Annotation
    from store.rejections import Place
    from store.suggest.base import Suggestion
    from store.suggest.ranking import Keyed, Ranked

_LEAST_CLAIM = 0.7
"""The score from which a sentence of the article is shown as a claim; a disputed one is sooner."""
_NESTED = 50
"""Suggestions before the caret of which one may reach over it."""


class Suggested:
    """The suggestions that were `found`, those of them that are `open`, and the one gone to."""

    def __init__(self) -> None:
        """Nothing was found yet."""
        self.found: tuple[Suggestion, ...] = ()
        self.open: tuple[Suggestion, ...] = ()
        """What is neither tagged nor rejected yet, in the order of the text."""
        self.chosen: Suggestion | None = None
        """The open one that the reader went to."""
        self._keyed: tuple[Keyed, ...] = ()
        self._worthy: tuple[int, tuple[Suggestion, ...]] = (-1, ())

    def take(self, found: tuple[Keyed, ...]) -> None:
        """Hold what was *found*, with the keys it is counted under; `sift` says what is open."""
        self._keyed, self._worthy = found, (-1, ())
        if not found:
            self.open, self.chosen = (), None
        self.found = tuple(one for one, *_ in found)

    def sift(
        self, annotations: Iterable[Annotation], rejected: Set[Place], learning: Learning
    ) -> None:
        """Open what is worth a mark, overlaps no annotation of its kind and was not *rejected*."""
        reach = _reach(annotations)
        self.open = tuple(
            one
            for one in self._worth_showing(learning)
            if (one.kind, one.start, one.end) not in rejected
            and not _overlaps(one, *reach.get(one.kind, ((), ())))
        )
        if self.chosen not in self.open:
            self.chosen = None

    def chosen_at(self, caret: int) -> Suggestion | None:
        """The one that the reader went to, while the caret is on it."""
        chosen = self.chosen
        return chosen if chosen is not None and chosen.start <= caret < chosen.end else None

    def shortest_at(self, caret: int) -> Suggestion | None:
        """The shortest of the open ones over *caret*."""
        last = bisect_right(self.open, caret, key=_start_of)
        here = [one for one in self.open[max(0, last - _NESTED) : last] if caret < one.end]
        return min(here, key=lambda one: one.end - one.start, default=None)

    def beside(self, caret: int, by: int) -> Suggestion | None:
        """The open one that is *by* further on (negative: back) than the chosen one at *caret*, or
        than *caret*; None beyond the last.
        """
        chosen = self.chosen_at(caret)
        if chosen is not None:
            at = self.open.index(chosen) + by
        else:
            at = bisect_left(self.open, caret, key=_start_of) + by - (by > 0)
        return self.open[at] if 0 <= at < len(self.open) else None

    def between(self, first: int, last: int, kind: str | None) -> list[Suggestion]:
        """The open ones that begin from *first* to before *last*, or those of a *kind*."""
        return [
            one
            for one in self.open
            if first <= one.start < last and (kind is None or one.kind == kind)
        ]

    def _worth_showing(self, learning: Learning) -> tuple[Suggestion, ...]:
        """What is worth a mark after what was kept and rejected; looked at when that changes."""
        from store.suggest.ranking import ranked

        if self._worthy[0] != learning.version:
            version = learning.version
            told = ranked(self._keyed, learning.decisions())
            self._worthy = version, tuple(one.suggestion for one in told if _is_worthy(one))
        return self._worthy[1]


def _start_of(one: Suggestion) -> int:
    return one.start


def _is_worthy(ranked: Ranked) -> bool:
    from store.suggest.ranking import WORTH_SHOWING

    one = ranked.suggestion
    if one.kind == "claim" and not one.is_disputed:
        return ranked.score >= _LEAST_CLAIM
    return ranked.score >= WORTH_SHOWING


def _reach(annotations: Iterable[Annotation]) -> dict[str, tuple[list[int], list[int]]]:
    """For each kind where its tagged stretches begin, in order, and how far each reaches at most,
    with those before it.
    """
    taken: dict[str, list[tuple[int, int]]] = {}
    for annotation in annotations:
        spans = taken.setdefault(annotation.kind, [])
        spans += [(span.start, span.end) for span in annotation.spans]
    reach: dict[str, tuple[list[int], list[int]]] = {}
    for kind, spans in taken.items():
        spans.sort()
        ends: list[int] = []
        for _, end in spans:
            ends.append(max(end, ends[-1] if ends else 0))
        reach[kind] = ([start for start, _ in spans], ends)
    return reach


def _overlaps(one: Suggestion, starts: Sequence[int], ends: Sequence[int]) -> bool:
    before = bisect_left(starts, one.end)
    return before > 0 and ends[before - 1] > one.start
