"""Where one line of a dump ends what belongs together and the next begins anew. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers import board_phrases, phrases
from store.importers.buttons import is_button
from store.importers.dates import find_stamp
from store.importers.patterns import for_lowered, lowered

SAYS = for_lowered(phrases.SAYS)
"""For text that `lowered` gives, which is many times quicker than to ignore case."""
_ENDED = re.compile(rf"(?:[.!?…:;。！？؟۔][\"'”’»)\]」』]{{0,2}}|{phrases.FACE})$")
_WIDEST_WRAP = 140
_HEADING_WRAP = 78
"""Where html2text wraps what it marks as a heading."""
_LONGEST_BUTTON = 40
_LONGEST_SIGNATURE = 90
_MOST_NAMES = 3
_LONGEST_CLOCK = 20
_SET_IN = 3
"""By how many columns more the words of a definition list are indented than its terms."""
ATTRIBUTIONS = frozenset("CcKkRr")
"""First letters of what `phrases.COMMENT_BY` finds."""
_COUNTED = re.compile(r"#\d[\d.]*\s+[^\W\d_]")
_DIGIT = re.compile(r"\d")
_RULE = re.compile(r"([_=*-])\1{7,}")
_HASHES = re.compile(r"#{1,6}\s")
CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
"""A time of day, as some pages print nothing else between two comments."""
DEEP = re.compile(r"o\s+(?=\S)")
"""The third bullet of lynx."""


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


def starts_anew(
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
    if marker is not None and marker.re is not DEEP:
        return True
    if _is_rule(text, line) != _is_rule(text, following):
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
    apart = ended or parted or _COUNTED.match(text, following.start, following.end) is not None
    if (ended and parted) or (apart and _is_signature(text, following)):
        return True
    if _begins_comment(text, line, following):
        return True
    if _ends_comment(text, following) and (ended or _is_signature(text, line)):
        return True
    if line.edge + 1 + len(_first_word(raw, following)) > width:
        return False
    return ended or marker is not None or line.edge < width * 0.6


def _begins_comment(text: str, line: Line, following: Line) -> bool:
    """Whether *following* begins or signs a comment, or *line* does and heads what is set in."""
    return (
        (text[following.start] in ATTRIBUTIONS and _is_attribution(text, following))
        or (text[following.end - 1] in ":.…" and _is_act(text, line, following))
        or (following.indent > line.indent and _heads_words(text, line, following))
        or (_is_heading(text, following) and _is_timed(text, line))
    )


def _is_rule(text: str, line: Line) -> bool:
    return text[line.start] in "_-=*" and _RULE.fullmatch(text, line.start, line.end) is not None


def _first_word(raw: str, line: Line) -> str:
    return raw[line.left : min(line.right, line.left + 80)].split(None, 1)[0]


def _ends_comment(text: str, line: Line) -> bool:
    """A line that is a comment's button or leads to the top of a page; judged once."""
    if line.button is None:
        short = line.end - line.start <= _LONGEST_BUTTON
        line.button = short and (
            is_button(text[line.start : line.end])
            or board_phrases.TOP.fullmatch(text, line.start, line.end) is not None
        )
    return line.button


def _is_heading(text: str, line: Line) -> bool:
    """A short line that heads comments, as "3 Comments"."""
    return (
        line.end - line.start <= _LONGEST_BUTTON
        and phrases.OF_COMMENTS.search(text, line.start, line.end) is not None
        and phrases.COMMENTS_HEADING.fullmatch(text, line.start, line.end) is not None
    )


def _is_attribution(text: str, line: Line) -> bool:
    """A short line as "Comment by Ann — 3 May at 4:05"."""
    return (
        line.end - line.start <= _LONGEST_SIGNATURE
        and phrases.COMMENT_BY.match(text, line.start, line.end) is not None
        and _DIGIT.search(text, line.start, line.end) is not None
    )


def _is_act(text: str, line: Line, following: Line) -> bool:
    """A short line as "Ann wrote at 17:38 on 3 May:", or "Ann said..." under a comment's date or
    behind it, or less deep than its words.
    """
    if following.end - following.start > _LONGEST_SIGNATURE:
        return False
    colon = text[following.end - 1] == ":"
    figures = _DIGIT.search(text, following.start, following.end) is not None
    if not figures and (colon or not _may_close(text, line, following)):
        return False
    if SAYS.fullmatch(lowered(text[following.start : following.end])) is None:
        return False
    if figures and find_stamp(text, following.start, following.end) is not None:
        return True
    if colon:
        return False
    if following.indent + _SET_IN <= line.indent:
        return True
    stamp = find_stamp(text, line.start, line.end)
    if stamp is None:
        return CLOCK.fullmatch(text, line.start, line.end) is not None
    return stamp.start == line.start


def _may_close(text: str, line: Line, following: Line) -> bool:
    """Whether a line may be the date that ends a comment, or deeper than the following one."""
    if following.indent + _SET_IN <= line.indent:
        return True
    short = line.end - line.start <= _LONGEST_BUTTON
    return short and _DIGIT.search(text, line.start, line.end) is not None


def _heads_words(text: str, line: Line, following: Line) -> bool:
    """A short line as "Ann said..." over words that are set in."""
    return (
        following.indent >= line.indent + _SET_IN
        and line.end - line.start <= _LONGEST_SIGNATURE
        and text[line.end - 1] in ".…:"
        and SAYS.fullmatch(lowered(text[line.start : line.end])) is not None
    )


def _is_timed(text: str, line: Line) -> bool:
    """A short line with a date and a time."""
    if line.end - line.start > _LONGEST_SIGNATURE:
        return False
    stamp = find_stamp(text, line.start, line.end)
    return stamp is not None and stamp.clock


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
        return not name or (
            len(name.split()) <= _MOST_NAMES and name[0].isalpha() and name[-1].isalnum()
        )
    behind = text[stamp.end : line.end].strip(" |·•–-#")
    return not behind or is_button(behind)
