"""What became of quotations in a changed page, and how what a finder says of them is judged."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from store.anchors.weighing import Anchor
from store.model import Span
from tests.bench.edits import Changed, Pieces, pieces

Run = tuple[int, int]
"""A quotation: the number of its first word or mark, and the one after its last."""


@dataclass(frozen=True)
class Page:
    """An old text: its pieces, and where its words and marks stand."""

    name: str
    text: str
    row: Pieces
    spots: list[tuple[int, int]]
    words: list[int]

    @classmethod
    def of(cls, name: str, text: str) -> Page:
        """With *text*."""
        row = pieces(text)
        spots, length = [], 0
        for piece in row:
            if not piece.blank:
                spots.append((length, length + len(piece.text)))
            length += len(piece.text)
        words = [piece.number for piece in row if piece.number is not None and piece.word]
        return cls(name, text, row, spots, words)

    def span(self, run: Run) -> Span:
        """The span of a quotation."""
        return Span.of(self.text, self.spots[run[0]][0], self.spots[run[1] - 1][1])

    def repeats(self, span: Span) -> bool:
        """Whether its words stand more than once with what a file knows round them, so that only
        where they stood tells them apart.
        """
        return self.letters.count(_letters(f"{span.prefix[4:]}{span.exact}{span.suffix[:-4]}")) > 1

    def words_of(self, run: Run) -> list[str]:
        """The words of a quotation, folded."""
        return [
            self.text[slice(*self.spots[number])].casefold()
            for number in self.words[
                bisect_left(self.words, run[0]) : bisect_left(self.words, run[1])
            ]
        ]

    @cached_property
    def keys(self) -> list[str]:
        """The text's words, folded."""
        return [self.text[slice(*self.spots[number])].casefold() for number in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Which of the words are each word."""
        found: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            found.setdefault(key, []).append(at)
        return found

    @cached_property
    def letters(self) -> str:
        """The text's letters and digits."""
        return _letters(self.text)


@dataclass(frozen=True)
class Fate:
    """What became of a quotation (`kind` kept, partly, removed, copied, twin), and where it is."""

    kind: str
    start: int = 0
    end: int = 0

    def judged(self, anchor: Anchor) -> str:
        """In a word what *anchor* is to it: right, edges, wrong, asked, orphan."""
        if anchor.outcome != "sure":
            return "asked" if anchor.outcome == "uncertain" else "orphan"
        shared = min(anchor.end, self.end) - max(anchor.start, self.start)
        whole = max(anchor.end, self.end) - min(anchor.start, self.start)
        if shared <= 0 or self.kind in ("removed", "copied", "twin"):
            return "wrong"
        return "right" if self.kind == "partly" or shared >= 0.8 * whole else "edges"


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def _folded(text: str) -> str:
    words = re.findall(r"[^\W_]+", text.replace("\u00ad", "").casefold())
    return f" {' '.join(words)} "


def fates(page: Page, runs: Sequence[Run], changed: Changed) -> list[Fate]:
    """What became of each quotation."""
    whole = _folded(changed.text)
    return [_fate(page, run, changed, whole) for run in runs]


def _fate(page: Page, run: Run, changed: Changed, whole: str) -> Fate:
    numbers = [n for n in range(*run) if page.text[page.spots[n][0]].isalnum()]
    there = [place for n in numbers if (place := changed.at[n]) is not None]
    span = page.span(run)
    if not there:
        if _folded(span.exact) in whole:
            return Fate("twin")
        return Fate("copied" if _copied(page, run, changed) else "removed")
    ends = [place for n in range(*run) if (place := changed.at[n]) is not None]
    start, end = min(ends)[0], max(ends)[1]
    size = sum(page.spots[n][1] - page.spots[n][0] for n in numbers)
    kept = sum(page.spots[n][1] - page.spots[n][0] for n in numbers if changed.at[n] is not None)
    torn = end - start > 2 * len(span.exact) + 40 or ends != sorted(ends)
    return Fate("partly" if torn or kept < 0.7 * size else "kept", start, end)


def _copied(page: Page, run: Run, changed: Changed) -> bool:
    """Whether the very words stood elsewhere too, and are left there for the most part."""
    sought = page.words_of(run)
    keys = page.keys
    size = len(sought)
    for at in page.places.get(sought[0], ()):
        if keys[at : at + size] == sought and not run[0] <= page.words[at] < run[1]:
            numbers = page.words[at : at + size]
            if sum(changed.at[number] is not None for number in numbers) >= 0.7 * size:
                return True
    return False


@dataclass
class Tally:
    """How many ended how, by the kind of change, what they were, and the judgement."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, change: str, fate: str, judged: str) -> None:
        """Count one."""
        self.counts[change, fate, judged] += 1

    def of(self, change: str | None, ended: str, judged: str = "") -> int:
        """How many there are; no *change* for all, names between blanks, no *judged* for any."""
        return sum(
            count
            for (where, fate, word), count in self.counts.items()
            if change in (None, where)
            and fate in ended.split()
            and (not judged or word in judged.split())
        )

    def row(self, change: str | None) -> tuple[float, ...]:
        """Per cent: right, asked, lost of the kept; wrong of all; orphans, asked of the removed;
        orphans of the removed and the copied; how many quotations there were.
        """
        everything = "kept partly removed copied twin"
        kept, gone = self.of(change, "kept") or 1, self.of(change, "removed")
        both = self.of(change, "removed copied")
        return (
            100 * self.of(change, "kept", "right") / kept,
            100 * self.of(change, "kept", "asked") / kept,
            100 * self.of(change, "kept", "orphan") / kept,
            100 * self.of(change, everything, "wrong edges") / (self.of(change, everything) or 1),
            100 * self.of(change, "removed", "orphan") / gone if gone else 100.0,
            100 * self.of(change, "removed", "asked") / gone if gone else 0.0,
            100 * self.of(change, "removed copied", "orphan") / both if both else 100.0,
            self.of(change, everything),
        )
