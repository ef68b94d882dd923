"""What a search finds in one text, bit by bit: from the reader's place on first. Pure."""

from __future__ import annotations

import time
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import overload

from store.search import Matcher, Span

_WORTH_NARROWING = 1 << 9
"""Where a shorter query has a hit in so many code points, its hits are looked through again."""
_NARROWED = 512
"""Hits of a shorter query that are looked at in one go."""


class Spans(Sequence[Span]):
    """Spans in 16 bytes each: a letter may stand in a long text a million times."""

    def __init__(self) -> None:
        """None yet."""
        self._starts, self._ends = array("q"), array("q")

    def add(self, spans: Sequence[Span]) -> None:
        """Append *spans*."""
        self._starts.extend(start for start, _ in spans)
        self._ends.extend(end for _, end in spans)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        """The span of that number, or those of a slice."""
        if isinstance(index, slice):
            return list(zip(self._starts[index], self._ends[index], strict=True))
        return self._starts[index], self._ends[index]


class Search(Sequence[Span]):
    """The hits found so far, in the order of the text and apart.

    They are looked for from an offset on, then from the text's beginning up to there.
    """

    def __init__(
        self, query: str, text: str, origin: int = 0, former: Search | None = None
    ) -> None:
        """Search *text* from *origin* on; nothing is done yet.

        The hits of a *former* search of a part of the query may be all that needs a look.
        """
        self.query, self.origin = query, origin
        self._matcher = Matcher(query)
        self._text = text
        self._ahead, self._behind = Spans(), Spans()
        self.done = False
        narrowed = former is not None and former.done and self._is_worth(former)
        self._work = self._narrow(former) if former and narrowed else self._look()

    def _is_worth(self, former: Search) -> bool:
        few = len(former) * _WORTH_NARROWING <= len(self._text)
        return few and former._text is self._text and self._matcher.narrows(former._matcher)

    def __len__(self) -> int:
        """How many are found."""
        return len(self._behind) + len(self._ahead)

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> list[Span]: ...
    def __getitem__(self, index: int | slice) -> Span | list[Span]:
        """The hit of that number in the order of the text, or those of a slice."""
        behind = len(self._behind)
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return [self[at] for at in range(start, stop, step)]
        if index < 0:
            index += len(self)
        return self._behind[index] if index < behind else self._ahead[index - behind]

    def first(self) -> Span | None:
        """The first hit from the origin on, round the end; None as long as there is none."""
        if self._ahead:
            return self._ahead[0]
        return self._behind[0] if self._behind else None

    def seek(self, seconds: float) -> Span | None:
        """Look for the first hit for about *seconds*, and give it where it is found."""
        deadline = time.perf_counter() + seconds
        while not self and self._step() and time.perf_counter() < deadline:
            pass
        return self.first()

    def go_on(self, seconds: float) -> bool:
        """Look for further hits for about *seconds*; whether all are found."""
        deadline = time.perf_counter() + seconds
        while self._step() and time.perf_counter() < deadline:
            pass
        return self.done

    def number(self, hit: Span) -> int:
        """Which of those found so far *hit* is, counted from 1."""
        return bisect_left(self, hit) + 1

    def beside(self, hit: Span, by: int) -> Span:
        """The hit that is *by* hits after *hit*, before it where negative, round the ends.

        Looks no further than it must.
        """
        while True:
            # In the order in which they are found, from the origin on.
            at = self.number(hit) - 1 - len(self._behind)
            place = (at if at >= 0 else at + len(self)) + by
            if self.done or 0 <= place < len(self):
                place %= len(self)
                ahead = len(self._ahead)
                return self._ahead[place] if place < ahead else self._behind[place - ahead]
            self._step()

    def _step(self) -> bool:
        """Do a bit; whether there is more to do."""
        if next(self._work, None) is None:
            self.done = True
        return not self.done

    def _look(self) -> Iterator[bool]:
        text, origin = self._text, self.origin
        for piece in self._matcher.pieces(text, origin, len(text), len(text)):
            self._ahead.add(piece)
            yield True
        # What begins before the origin may reach beyond it, but not into the first hit there.
        end = self._ahead[0][0] if self._ahead else len(text)
        for piece in self._matcher.pieces(text, 0, origin, end):
            self._behind.add(piece)
            yield True

    def _narrow(self, former: Search) -> Iterator[bool]:
        for at in range(0, len(former), _NARROWED):
            spans = [
                span
                for start, _ in former[at : at + _NARROWED]
                if (span := self._matcher.match_at(self._text, start)) is not None
            ]
            self._behind.add([span for span in spans if span[0] < self.origin])
            self._ahead.add([span for span in spans if span[0] >= self.origin])
        yield True
