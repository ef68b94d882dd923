"""A raw text cut into pieces: paragraphs, list items and rules, with their indentation. Pure.

Dumps of web pages come hard-wrapped or not, indented by depth, with bullets or numbers for lists.
A piece is a run of lines that belong together. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import MONTH_NAMES, FoundDate, find_stamp
from store.importers.openings import may_open
from store.text import fold_space, trim

_MARKER = re.compile(
    r"(?:(?P<number>\d{1,4})[.)]"
    # What every date here has comes first: looking for each month's name takes far longer.
    rf"(?!\d|(?=\D{{0,24}}?(?:\d|(?:um|at)\s))\s{{0,3}}{MONTH_NAMES}|\s\d{{1,2}}\.\s?\d{{4}})"
    r"|(?P<alone>\d{1,4}):(?=\s*$)"
    r"|[•□*+·‣◦▪○●■◆☆★➢►✓–-](?![*_=–-]))(?:\s+|$)",
    re.IGNORECASE,
)
_DASHES = frozenset("-–•·")
_DEEP = re.compile(r"o\s+(?=\S)")
_DEEPER = re.compile(r"^ {2,}\+ \S", re.MULTILINE)
_HASHES = re.compile(r"#{1,6}\s")
_RULE = re.compile(r"(?:[-*_=~─━—]\s{0,3}){3,}$")
_ENDED = re.compile(r"[.!?…:;。！？؟۔][\"'”’»)\]」』]{0,2}$")
_WIDEST_WRAP = 140
_HEADING_WRAP = 78
"""Where html2text wraps what it marks as a heading."""
_TAB = 8
_DEEP_INDENT = 8
_SET_IN = 3
"""By how many columns more the words of a definition list are indented than its terms."""
_LONGEST_BUTTON = 40
_LONGEST_SIGNATURE = 90
_MOST_NAMES = 3
_LONGEST_SAID = 400
_LONGEST_CLOCK = 20
LONGEST_ROLE = 20
ATTRIBUTIONS = frozenset("CcKkRr")
"""First letters of what `phrases.COMMENT_BY` finds."""
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


@dataclass(slots=True, eq=False)  # a frozen one takes thrice the time to make
class Line:
    """A line that is not blank: its offsets without white space at its ends, and its columns.

    `start` and `end` hold what is read; `left` and `right` also the marks a tool put round it.
    """

    start: int
    end: int
    indent: int
    left: int
    right: int
    button: bool | None = None

    @property
    def edge(self) -> int:
        """The column after its last character, counting code points."""
        return self.indent + self.right - self.left

    @property
    def hidden(self) -> bool:
        """Whether there is nothing in it but a tool's marks."""
        return self.start >= self.end


@dataclass(slots=True, eq=False)
class Piece:
    """Lines that belong together. `words` is where they begin after a bullet or number.

    `said` is how they begin, white space folded, and `size` their length without the marker;
    `opens` tells whether that may be a set phrase.
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
    prose: bool | None = None
    counted: int | None = None
    stamped: FoundDate | bool | None = None
    furniture: bool | None = None


def lines_of(text: str, seen: str) -> list[list[Line]]:
    """The lines of *text* in groups parted by blank lines; *seen* is its shadow."""
    groups: list[list[Line]] = []
    group: list[Line] = []
    offset = 0
    veiled = seen is not text
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            lead = indent = 0
            if raw[0].isspace():
                lead = indent = len(raw) - len(raw.lstrip())
                if "\t" in raw[:lead]:
                    indent = len(raw[:lead].expandtabs(_TAB))
            left, right = offset + lead, offset + lead + len(bare)
            start, end = trim(seen, left, right) if veiled else (left, right)
            group.append(Line(start, end, indent, left, right))
        elif group:
            groups.append(group)
            group = []
        offset += len(raw) + 1
    if group:
        groups.append(group)
    return groups


def pieces_of(text: str, seen: str | None = None) -> list[Piece]:
    """The pieces of *text*, in order, all its non-blank lines in exactly one.

    *seen* is what is read instead of *text*, of the same length: its shadow.
    """
    seen = text if seen is None else seen
    pieces: list[Piece] = []
    deep = _DEEPER.search(seen) is not None
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
            elif _starts_anew(seen, last, line, width, own, raw=text, parted=parted) or (
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
        return None if _CLOCK.match(text, found.end(), end) is not None else found
    if found is None and deep and line.indent >= _DEEP_INDENT:
        return _DEEP.match(text, line.start, end)
    return found


def _starts_anew(
    text: str,
    line: Line,
    following: Line,
    width: int,
    marker: re.Match[str] | None,
    *,
    raw: str,
    parted: bool,
) -> bool:
    """Whether *following*, which begins with *marker*, begins another piece than *line*'s.

    *text* is the shadow of *raw*: whether a word had room on the line above, its marks decide too.
    They are *parted* where a line stands between them that holds nothing but such marks.
    """
    if marker is not None and marker.re is not _DEEP:
        return True
    if text[following.start] == "#" and _HASHES.match(text, following.start, following.end):
        return True
    if text[line.start] == "#" and _HASHES.match(text, line.start, line.end):
        return line.edge + 1 + len(_first_word(raw, following)) <= _HEADING_WRAP
    if width > _WIDEST_WRAP:
        return True
    if abs(following.indent - line.indent) >= 8:
        return True
    if _ends_comment(text, line):
        return True
    ended = _ENDED.search(text, max(line.start, line.end - 4), line.end) is not None
    if (ended or parted) and _is_signature(text, following):
        return True
    if text[following.start] in ATTRIBUTIONS and _is_attribution(text, following):
        return True
    if text[following.end - 1] in ":.…" and _is_act(text, line, following):
        return True
    if following.indent > line.indent and _heads_words(text, line, following):
        return True
    if _ends_comment(text, following) and (ended or _is_signature(text, line)):
        return True
    if line.edge + 1 + len(_first_word(raw, following)) > width:
        return False
    return ended or marker is not None or line.edge < width * 0.6


def _first_word(raw: str, line: Line) -> str:
    return raw[line.left : min(line.right, line.left + 80)].split(None, 1)[0]


def _ends_comment(text: str, line: Line) -> bool:
    """A line that is a comment's button; judged once."""
    if line.button is None:
        short = line.end - line.start <= _LONGEST_BUTTON
        line.button = short and is_button(text[line.start : line.end])
    return line.button


def _is_attribution(text: str, line: Line) -> bool:
    """A short line as "Comment by Ann — 3 May at 4:05"."""
    return (
        line.end - line.start <= _LONGEST_SIGNATURE
        and phrases.COMMENT_BY.match(text, line.start, line.end) is not None
        and _DIGIT.search(text, line.start, line.end) is not None
    )


def _is_act(text: str, line: Line, following: Line) -> bool:
    """A short line as "Ann wrote at 17:38 on 3 May:", or "Ann said..." under a comment's date or
    less deep than its words.
    """
    if following.end - following.start > _LONGEST_SIGNATURE:
        return False
    if text[following.end - 1] == ":":
        if not _DIGIT.search(text, following.start, following.end):
            return False
        dated = True
    else:
        dated = False
        short = line.end - line.start <= _LONGEST_BUTTON
        figures = short and _DIGIT.search(text, line.start, line.end) is not None
        if not figures and following.indent + _SET_IN > line.indent:
            return False
    if phrases.SAYS.fullmatch(text, following.start, following.end) is None:
        return False
    if dated:
        return find_stamp(text, following.start, following.end) is not None
    if following.indent + _SET_IN <= line.indent:
        return True
    stamp = find_stamp(text, line.start, line.end)
    if stamp is None:
        return _CLOCK.fullmatch(text, line.start, line.end) is not None
    return stamp.start == line.start


def _heads_words(text: str, line: Line, following: Line) -> bool:
    """A short line as "Ann said..." over words that are set in."""
    return (
        following.indent >= line.indent + _SET_IN
        and line.end - line.start <= _LONGEST_SIGNATURE
        and text[line.end - 1] in ".…:"
        and phrases.SAYS.fullmatch(text, line.start, line.end) is not None
    )


def _is_signature(text: str, line: Line) -> bool:
    """A short line that ends with a date and a time, or has only a name behind them."""
    if line.end - line.start > _LONGEST_SIGNATURE:
        return False
    if not text[line.start].isdecimal() and not _DIGIT.search(
        text, max(line.start, line.end - _LONGEST_CLOCK), line.end
    ):
        return False
    stamp = find_stamp(text, line.start, line.end)
    if stamp is None or not stamp.clock:
        return False
    if stamp.start == line.start:
        name = text[stamp.end : line.end].strip(" |·•–-")
        return 0 < len(name.split()) <= _MOST_NAMES and name[0].isalpha() and name[-1].isalnum()
    return stamp.end == line.end or is_button(text[stamp.end : line.end].strip(" |·•–-"))


def _piece(text: str, run: list[Line], group: int, marker: re.Match[str] | None) -> Piece:
    lines = tuple(run) if len(run) == 1 else tuple([line for line in run if not line.hidden])
    start, end = run[0].left, run[-1].right
    if not lines or lines[0].hidden:
        return Piece(start, end, end, run[0].indent, None, None, tuple(run), group, "", 0, False)
    first, words, stop = lines[0], lines[0].start, lines[-1].end
    if marker is not None and _RULE.match(text, words, min(stop, words + 400)) is not None:
        marker = None
    sign: str | None = None
    number: int | None = None
    if marker is not None:
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
    return Piece(start, end, begin, first.indent, sign, number, lines, group, said, size, opens)


def _number(marker: re.Match[str]) -> int | None:
    printed = None if marker.re is _DEEP else marker["number"] or marker["alone"]
    return None if printed is None else int(printed)
