"""A raw text cut into pieces: paragraphs, list items and rules, with their indentation. Pure.

Dumps of web pages come hard-wrapped or not, indented by depth, with bullets or numbers for lists.
A piece is a run of lines that belong together. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.importers import phrases
from store.importers.dates import MONTH_NAMES, FoundDate
from store.importers.openings import may_open
from store.importers.seams import CLOCK, DEEP, Line, starts_anew
from store.text import fold_space

_MARKER = re.compile(
    r"(?:(?P<number>\d{1,4})[.)]"
    # What every date here has comes first: looking for each month's name takes far longer.
    rf"(?!\d|(?=\D{{0,24}}?(?:\d|(?:um|at)\s))\s{{0,3}}{MONTH_NAMES}|\s\d{{1,2}}\.\s?\d{{4}})"
    r"|(?P<alone>\d{1,4}):(?=\s*$)"
    r"|[•□*+·‣◦▪○●■◆☆★➢►✓–-](?![*_=–-]))(?:\s+|$)",
    re.IGNORECASE,
)
_DASHES = frozenset("-–•·")
_DEEPER = re.compile(r"^ {2,}\+ {1,9}\S", re.MULTILINE)
_SET_IN_PLUS = "  + "
"""What the pattern can't do without, found many times quicker."""
_RULE = re.compile(r"(?:[-*_=~─━—]\s{0,3}){3,}$")
_TAB = 8
_DEEP_INDENT = 8
_LONGEST_SAID = 400
_LONGEST_LABEL = 200
"""The longest piece of which it is worth knowing whether there is a figure in it."""
LONGEST_ROLE = 20
_FIGURE = re.compile(r"\d")
_FIGURES = re.compile(r"\d+")


@dataclass(slots=True, eq=False)
class Piece:
    """Lines that belong together. `words` is where they begin after a bullet or number.

    `said` is how they begin, white space folded, and `size` their length without the marker;
    `opens` tells whether that may be a set phrase, `figures` whether there may be a figure in it.
    What comes last keeps what was judged of it: `stamped` is False where its first line has no
    date.
    """

    start: int
    end: int
    words: int
    indent: int
    marker: str | None
    number: int | None
    lines: tuple[Line, ...]
    group: int
    said: str
    size: int
    opens: bool
    figures: bool
    prose: bool | None = None
    counted: int | None = None
    stamped: FoundDate | bool | None = None


def lines_of(text: str, seen: str) -> Iterator[list[Line]]:
    """The lines of *text* in groups parted by blank lines, as *seen* breaks them, its shadow."""
    group: list[Line] = []
    offset = 0
    veiled = seen is not text
    for line in seen.split("\n"):
        raw = text[offset : offset + len(line)] if veiled else line
        bare = raw.strip()
        if bare:
            lead = indent = 0
            if raw[0].isspace():
                lead = indent = len(raw) - len(raw.lstrip())
                if "\t" in raw[:lead]:
                    indent = len(raw[:lead].expandtabs(_TAB))
            left, right = offset + lead, offset + lead + len(bare)
            start, end = _read_part(seen, left, right) if veiled else (left, right)
            group.append(Line(start, end, indent, left, right))
        elif group:
            yield group
            group = []
        offset += len(raw) + 1
    if group:
        yield group


def _read_part(seen: str, left: int, right: int) -> tuple[int, int]:
    """What of a line is read: an address at its end has become hundreds of blanks."""
    words = seen[left:right].lstrip()
    start = right - len(words)
    return start, start + len(words.rstrip())


def pieces_of(text: str, seen: str | None = None) -> list[Piece]:
    """The pieces of *text*, in order, all its non-blank lines in exactly one.

    *seen* is what is read instead of *text*, of the same length: its shadow.
    """
    seen = text if seen is None else seen
    pieces: list[Piece] = []
    deep = _SET_IN_PLUS in seen and _DEEPER.search(seen) is not None
    for number, group in enumerate(lines_of(text, seen)):
        if len(group) == 1:
            pieces.append(_piece(seen, group, number, _marked(seen, group[0], deep)))
            continue
        width = max([line.edge for line in group])
        run: list[Line] = []
        last: Line | None = None
        marker: re.Match[str] | None = None
        parted = False
        for line in group:
            if line.hidden:
                run.append(line)
                parted = True
                continue
            own = _marked(seen, line, deep)
            if last is None:
                marker = own
            elif starts_anew(seen, last, line, width, own, raw=text, parted=parted) or (
                line.end - line.start <= LONGEST_ROLE
                and (
                    (
                        len(run) > 1 and is_role(seen, line.start, line.end)
                    )  # a name may stand over it
                    or phrases.LEVEL.fullmatch(seen, line.start, line.end) is not None
                )
            ):
                pieces.append(_piece(seen, run, number, marker))
                run, marker = [], own
            run.append(line)
            last, parted = line, False
        pieces.append(_piece(seen, run, number, marker))
    return pieces


def digitless(said: str) -> str:
    """Words as they are alike whatever their figures."""
    return _FIGURES.sub("0", said)


def is_rule(piece: Piece) -> bool:
    """A line of dashes or stars, drawn to part sections."""
    return piece.marker is None and _RULE.match(piece.said) is not None


def is_role(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] says what a commenter is: "Guest"."""
    return end - start <= LONGEST_ROLE and phrases.ROLE.fullmatch(text, start, end) is not None


def _marked(text: str, line: Line, deep: bool) -> re.Match[str] | None:
    """The bullet or number at the start of a line; lynx's third bullet is an "o".

    A dash that a wrap has parted from its date, as in "- 10:11", is none.
    """
    if not deep and text[line.start : line.start + 1].isalpha():
        return None
    end = min(line.end, line.start + 24)
    found = _MARKER.match(text, line.start, end)
    if found is not None and line.indent == 0 and text[line.start] in _DASHES:
        return None if CLOCK.match(text, found.end(), end) is not None else found
    if found is None and deep and line.indent >= _DEEP_INDENT:
        return DEEP.match(text, line.start, end)
    return found


def _piece(text: str, run: list[Line], group: int, marker: re.Match[str] | None) -> Piece:
    lines = tuple(run) if len(run) == 1 else tuple([line for line in run if not line.hidden])
    start, end = run[0].left, run[-1].right
    if not lines or lines[0].hidden:
        return Piece(
            start, end, end, run[0].indent, None, None, tuple(run), group, "", 0, False, False
        )
    first, words, stop = lines[0], lines[0].start, lines[-1].end
    sign: str | None = None
    number: int | None = None
    if marker is not None and _RULE.match(text, words, min(stop, words + 400)) is None:
        sign, number = marker.group().strip(), _number(marker)
        words = marker.end()
        while words < stop and text[words].isspace():
            words += 1
        words = min(words, stop)
        if len(lines) > 1 and first.end <= words:
            lines = lines[1:]  # the marker stood alone, beside a picture perhaps
    if stop - words <= _LONGEST_SAID:
        said = fold_space(text[words:stop])
        size = len(said)
    else:
        said = fold_space(text[words : min(stop, words + 2 * _LONGEST_SAID)])
        size = len(said) if stop - words <= 2 * _LONGEST_SAID else stop - words
        said = said[:_LONGEST_SAID]
    begin = words if words < stop else end
    opens = may_open(said)
    figures = size > _LONGEST_LABEL or _FIGURE.search(said) is not None
    return Piece(
        start, end, begin, first.indent, sign, number, lines, group, said, size, opens, figures
    )


def _number(marker: re.Match[str]) -> int | None:
    printed = None if marker.re is DEEP else marker["number"] or marker["alone"]
    return None if printed is None else int(printed)
