"""A raw text cut into pieces: paragraphs, list items and rules, with their indentation. Pure.

Dumps of web pages come hard-wrapped or not, indented by depth, with bullets or numbers for lists.
A piece is a run of lines that belong together. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers.dates import MONTH_NAMES

_MARKER = re.compile(
    rf"(?:(?P<number>\d{{1,4}})[.)](?!\d|\s?{MONTH_NAMES})|[•□*+·‣◦▪○●■◆➢►✓–-](?![*_=–-]))(?:\s+|$)",
    re.IGNORECASE,
)
_HASHES = re.compile(r"#{1,6}\s")
_RULE = re.compile(r"(?:[-*_=~─━—]\s{0,3}){3,}$")
_ENDED = re.compile(r"[.!?…:;。！？؟۔][\"'”’»)\]」』]{0,2}$")
_WIDEST_WRAP = 140
_TAB = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its offsets without white space at its ends, and its column."""

    start: int
    end: int
    indent: int

    @property
    def edge(self) -> int:
        """The column after its last character, counting code points."""
        return self.indent + self.end - self.start


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong together. `words` is where they begin after a bullet or number."""

    start: int
    end: int
    words: int
    indent: int
    marker: str | None
    number: int | None
    lines: tuple[Line, ...]
    group: int

    @property
    def size(self) -> int:
        """Code points without the marker."""
        return self.end - self.words


def lines_of(text: str) -> list[list[Line]]:
    """The lines of *text* in groups parted by blank lines."""
    groups: list[list[Line]] = []
    group: list[Line] = []
    offset = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            lead = len(raw) - len(raw.lstrip())
            blanks = raw[:lead]
            indent = len(blanks.expandtabs(_TAB)) if "\t" in blanks else lead
            group.append(Line(offset + lead, offset + lead + len(bare), indent))
        elif group:
            groups.append(group)
            group = []
        offset += len(raw) + 1
    if group:
        groups.append(group)
    return groups


def pieces_of(text: str) -> list[Piece]:
    """The pieces of *text*, in order, all its non-blank lines in exactly one."""
    pieces: list[Piece] = []
    for number, group in enumerate(lines_of(text)):
        width = max(line.edge for line in group)
        run: list[Line] = []
        for line in group:
            if run and _starts_anew(text, run[-1], line, width):
                pieces.append(_piece(text, run, number))
                run = []
            run.append(line)
        pieces.append(_piece(text, run, number))
    return pieces


def is_rule(text: str, piece: Piece) -> bool:
    """A line of dashes or stars, drawn to part sections."""
    return piece.end - piece.start <= 400 and bool(_RULE.match(text, piece.start, piece.end))


def _starts_anew(text: str, line: Line, following: Line, width: int) -> bool:
    if _MARKER.match(text, following.start, min(following.end, following.start + 24)):
        return True
    if _HASHES.match(text, line.start, line.end) or _HASHES.match(
        text, following.start, following.end
    ):
        return True
    if width > _WIDEST_WRAP:
        return True
    if abs(following.indent - line.indent) >= 8:
        return True
    first_word = text[following.start : min(following.end, following.start + 80)].split(None, 1)[0]
    if line.edge + 1 + len(first_word) > width:
        return False
    ended = _ENDED.search(text, max(line.start, line.end - 4), line.end) is not None
    return ended or line.edge < width * 0.6


def _piece(text: str, run: list[Line], group: int) -> Piece:
    start, end = run[0].start, run[-1].end
    marker = _MARKER.match(text, start, min(end, start + 24))
    words = start
    if marker is not None and not _RULE.match(text, start, min(end, start + 400)):
        words = marker.end()
        while words < end and text[words].isspace():
            words += 1
    else:
        marker = None
    return Piece(
        start=start,
        end=end,
        words=min(words, end),
        indent=run[0].indent,
        marker=None if marker is None else marker.group().strip(),
        number=int(marker["number"]) if marker and marker["number"] else None,
        lines=tuple(run),
        group=group,
    )
