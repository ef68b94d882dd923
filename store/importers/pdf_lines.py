"""Lines on pages: which make one paragraph, and which only repeat from page to page. Pure."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_NUMBER = re.compile(
    r"(?:page|seite|p\.|página|страница)?\s*[-–—\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—\])]?"
    r"(?:\s*(?:of|/|von|de|sur)\s*\d{1,4})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_LIST_MARK = re.compile(r"(?:[•◦▪‣]|\(?(?:\d{1,3}|[a-z])[.)])\s", re.IGNORECASE)
_EDGE_LINES = 3
_COUNTED = 5
_SENTENCE_END = re.compile(r"[.!?…:؟۔。]['\"”’»)\]]*$")


@dataclass(slots=True)
class Line:
    """A line and its box in points, from the page's top left; *edge*: a running head or number."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    edge: bool = False

    @property
    def size(self) -> float:
        """How high the line is."""
        return self.bottom - self.top


def typical(pages: list[list[Line]]) -> tuple[float, float]:
    """The usual height of a line, and the usual way from one line's top to the next's."""
    lines = [line for page in pages for line in page]
    # Weighed by their length: a page of short headings must not make them the rule.
    sizes = [line.size for line in lines for _ in range(1 + len(line.words) // 20)]
    ways = [b.top - a.top for page in pages for a, b in pairwise(page) if 0 < b.top - a.top < 60]
    size = statistics.median(sizes) if sizes else 0.0
    return size, statistics.median_low(ways) if ways else 1.2 * size


def mark_edges(pages: list[list[Line]]) -> None:
    """Mark page numbers, and the first and last lines that stand on at least half of the pages."""
    shared: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        shared.update({(_shape(line), top) for line, top in _edges(page)})
    enough = max(2, (sum(bool(page) for page in pages) + 1) // 2)
    for page in pages:
        for line, top in _edges(page):
            numbered = len(pages) > 1 and _NUMBER.fullmatch(line.words.strip()) is not None
            if numbered or (shared[_shape(line), top] >= enough and len(line.words) <= 150):
                line.edge = True
        _unmark_within(page)


def mark_line_numbers(pages: list[list[Line]]) -> None:
    """Mark the numbers that count a page's lines, as transcripts have them in the margin."""
    for page in pages:
        run: list[Line] = []
        for line in [*page, Line("", 0, 0, 0, 0)]:
            if run and line.words == str(int(run[-1].words) + 1):
                run.append(line)
                continue
            if len(run) >= _COUNTED:
                for counted in run:
                    counted.edge = True
            run = [line] if line.words.isascii() and line.words.isdigit() else []


def is_listed(words: str) -> bool:
    """Whether a paragraph opens with the mark of a list's item."""
    return _LIST_MARK.match(words) is not None


def _edges(page: list[Line]) -> Iterator[tuple[Line, bool]]:
    """The topmost and the lowest lines of a page, by their places."""
    placed = sorted(page, key=lambda line: line.top)
    for line in placed[:_EDGE_LINES]:
        yield line, True
    for line in placed[max(_EDGE_LINES, len(placed) - _EDGE_LINES) :]:
        yield line, False


def _unmark_within(page: list[Line]) -> None:
    """Only an unbroken run from the top or the bottom is an edge."""
    kept: set[int] = set()
    placed = sorted(page, key=lambda line: line.top)
    for order in (1, -1):
        for line in placed[::order]:
            if not line.edge:
                break
            kept.add(id(line))
    for line in page:
        line.edge = id(line) in kept


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.words.strip().casefold())


def paragraphs(lines: list[Line], pitch: float) -> Iterator[list[Line]]:
    """Runs of lines that belong together: evenly spaced, one size, no indent, no end before."""
    group: list[Line] = []
    width = _column(lines)
    for line in lines:
        if group and _parts(group, line, pitch, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _column(lines: list[Line]) -> tuple[float, float]:
    """Where full lines usually begin and end."""
    if not lines:
        return 0.0, 0.0
    longest = sorted(lines, key=lambda line: line.right - line.left)[len(lines) // 2 :]
    return (
        statistics.median(line.left for line in longest),
        statistics.median(line.right for line in longest),
    )


def _parts(group: list[Line], line: Line, pitch: float, width: tuple[float, float]) -> bool:
    """Whether a new paragraph begins with *line*."""
    last = group[-1]
    if last.edge != line.edge or _LIST_MARK.match(line.words):
        return True
    way = line.top - last.top
    if way <= 0 and line.left <= last.right:  # a new column, or a jump back
        return last.bottom - line.bottom > 2 * pitch or way < -0.5 * pitch
    if way > 1.35 * max(pitch, 1.1 * last.size):
        return True
    if abs(line.size - last.size) > 0.15 * max(line.size, last.size, 1):
        return True
    left, right = width
    indented = line.left - left > 0.7 * max(line.size, 1) and abs(last.left - left) < 2
    if indented and line.right - line.left > 0.3 * (right - left):
        return True
    short = last.right < left + 0.85 * (right - left)
    return short and _SENTENCE_END.search(last.words) is not None
