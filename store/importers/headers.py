"""The headers of reader comments: who wrote and when, on a line or two. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import FoundDate, find_glued, find_stamp
from store.importers.furniture import is_furniture
from store.importers.lines import Piece
from store.text import fold_space

_LONGEST_HEADER = 180
_LONGEST_DATE_LINE = 80
_LONGEST_WRAPPED = 600
_MOST_ROWS = 3
_SHORTEST_WRAP = 40
_LONGEST_NAME = 70
_MOST_NAMES = 4
_MOST_SIGNED = 5
_ORDINAL = re.compile(r"\s*#\d{1,5}[.:)]?\s+")
_NAME_EDGES = " \t\n ,|·•–—-:/@#(●○■□▪◦☆★"
_INITIAL = re.compile(r"(?:^|\s)\w\.$")
_NAME_TAIL = re.compile(
    r"(?:\s+(?:on|am|le|el|at|um|vom|il|den|em|op|в|در|schrieb|wrote|posted|commented|says|said|"
    r"escribió|escreveu|ha\sscritto|a\sécrit|schreef|написала?|نوشت|كتب)){1,2}\s*$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s(?:--?|[—–|/•·@])\s|,\s")
_CLOCK_END = re.compile(r"\d[:.h]\d\d\W{0,3}(?:[ap]\.?m\.?|uhr)?$", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"(?:(?:on|at|am|um|uhr|le|el|il|posted|published|says|said|vom|den|der|edited|gmt|utc|cet|"
    r"permalink|link|#\d*|h)[\s,:.|·•-]*)*",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Header:
    """A header found at piece *index*, taking *taken* pieces.

    `words` is where text follows it; `said` tells that it names the act, as in "Ann says:".
    `below` tells that it stands under words where there are some: "Comment by Ann — 3 May 2020".
    A `weak` one has a date without a time, or "3 years ago": teasers have those too.
    """

    index: int
    taken: int
    author: str | None
    date: str | None
    words: int | None = None
    pingback: bool = False
    said: bool = False
    weak: bool = False
    below: bool = False


def find_headers(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """All that looks like a comment's header, by the index of its first piece."""
    found: dict[int, Header] = {}
    index = 0
    while index < len(pieces):
        header = _header_at(text, pieces, index)
        if header is not None:
            found[index] = header
            index += header.taken
        else:
            index += 1
    return found


def _header_at(text: str, pieces: list[Piece], index: int) -> Header | None:
    piece = pieces[index]
    first = piece.lines[0]
    if first.end - piece.words > 600 or piece.words >= piece.end:
        return None
    line_end = min(first.end, piece.words + _LONGEST_HEADER)
    says = _says(text, piece.words, line_end)
    if says is not None and (says.end() >= first.end or find_stamp(text, says.end(), line_end)):
        header = _said(text, pieces, index, says, line_end)
        if header is not None:
            header.said = True
        return header
    if first.end - piece.words > _LONGEST_HEADER:
        return None
    return (
        _signed(text, pieces, index, first.end)
        or _wrapped(text, pieces, index)
        or _attributed(text, pieces, index)
    )


def _says(text: str, start: int, end: int) -> re.Match[str] | None:
    line = text[start:end]
    if ":" not in line and "：" not in line and "…" not in line and "..." not in line:
        return None
    return phrases.SAYS.match(text, start, end)


def _said(
    text: str, pieces: list[Piece], index: int, says: re.Match[str], line_end: int
) -> Header | None:
    piece = pieces[index]
    stamp = find_stamp(text, says.start(), line_end)
    named = says["name"]
    if stamp is not None and says.start() < stamp.start < says.end("name"):
        named = _NAME_TAIL.sub("", text[says.start() : stamp.start].rstrip(_NAME_EDGES))
    name = _name(named)
    if name is None:
        return None
    if stamp is not None:
        return Header(index, 1, name, stamp.words, _next_line(piece))
    if len(piece.lines) > 1:
        line = piece.lines[1]
        stamp = _date_line(text, line.start, line.end)
        if stamp is not None:
            after = piece.lines[2].start if len(piece.lines) > 2 else None
            return Header(index, 1, name, stamp.words, after)
        bare = phrases.BEFORE_DATE.fullmatch(text, line.start, line.end) is not None
        after = line.start if not bare else piece.lines[2].start if len(piece.lines) > 2 else None
        return Header(index, 1, name, None, after)
    stamp = _date_piece(text, pieces, index + 1)
    if stamp is not None:
        following = pieces[index + 1]
        return Header(index, 2, name, stamp.words, _next_line(following))
    return Header(index, 1, name, None) if piece.marker or _is_alone(pieces, index) else None


def _is_alone(pieces: list[Piece], index: int) -> bool:
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    return after is None or after.group != pieces[index].group


def _signed(text: str, pieces: list[Piece], index: int, line_end: int) -> Header | None:
    """A name and a date with a time on one line, or a name over a line that is only a date."""
    piece = pieces[index]
    stamp = _first_stamp(text, piece)
    if stamp is not None:
        below = _name_below(text, pieces, index, stamp)
        return below or _on_one_line(text, pieces, index, stamp, line_end)
    if line_end - piece.words > _LONGEST_NAME + 20:
        return None
    raw = text[piece.words : line_end]
    if "#" not in raw and len([w for w in raw.split() if w[0].isalnum()]) > _MOST_SIGNED:
        return None
    together = len(piece.lines) > 1
    if together:
        stamp = _date_line(text, piece.lines[1].start, piece.lines[1].end)
    else:
        stamp = _date_piece(text, pieces, index + 1)
    name = None if stamp is None else _name(raw)
    if stamp is None or name is None or len(name.split()) > _MOST_SIGNED:
        return None
    if together:
        after = piece.lines[2].start if len(piece.lines) > 2 else None
        return Header(index, 1, name, stamp.words, after, weak=not stamp.clock)
    if (pieces[index + 1].marker and not _is_listed(pieces, index)) or _is_heading(name):
        return None
    after = _next_line(pieces[index + 1])
    return Header(index, 2, name, stamp.words, after, weak=not stamp.clock)


def _attributed(text: str, pieces: list[Piece], index: int) -> Header | None:
    """ "Comment by Ann — …" under a comment, however its date is printed."""
    piece = pieces[index]
    signed = phrases.COMMENT_BY.match(text, piece.words, piece.lines[0].end)
    if signed is None:
        return None
    rows = min(len(piece.lines), 2 if piece.lines[0].edge >= _SHORTEST_WRAP else 1)
    said = fold_space(text[signed.end() : piece.lines[rows - 1].end])
    cut = _SEPARATOR.search(said)
    name = None if cut is None else _name(said[: cut.start()])
    if cut is None or name is None or len(name.split()) > _MOST_SIGNED or len(said) > _LONGEST_NAME:
        return None
    when = said[cut.end() :]
    if _CLOCK_END.search(when) is None:
        return None
    return Header(index, 1, name, when, _next_line(piece, rows), below=True)


def _is_listed(pieces: list[Piece], index: int) -> bool:
    """Whether button, name and date are items of one list: a comment's, not one of teasers."""
    button, name, date = pieces[index - 1], pieces[index], pieces[index + 1]
    return (
        index > 0
        and name.marker is not None
        and button.marker == name.marker == date.marker
        and button.indent == name.indent == date.indent
        and is_button(button.said)
    )


def _wrapped(text: str, pieces: list[Piece], index: int) -> Header | None:
    """A name and a date with a time that a hard wrap has spread over two or three lines."""
    piece = pieces[index]
    for rows in range(2, min(len(piece.lines), _MOST_ROWS) + 1):
        above, line = piece.lines[rows - 2 : rows]
        if above.right - above.left < _SHORTEST_WRAP or line.end - piece.words > _LONGEST_WRAPPED:
            return None
        found = find_stamp(text, piece.words, line.end)
        stamp = found or find_glued(text, piece.words, line.end)
        if stamp is not None:
            if not stamp.clock or stamp.end <= above.end:
                return None
            return _on_one_line(text, pieces, index, stamp, line.end, rows)
    return None


def _is_heading(name: str) -> bool:
    """ "3 Comments" over a date is no author."""
    return phrases.COMMENTS_HEADING.fullmatch(name) is not None


def _name_below(text: str, pieces: list[Piece], index: int, stamp: FoundDate) -> Header | None:
    """A line that is only a date and a time, with the author on the next and words after it."""
    piece = pieces[index]
    if not stamp.clock or stamp.start > piece.words or stamp.end < piece.lines[0].end:
        return None
    together = [other for other in pieces[index : index + 3] if other.group == piece.group]
    lines = [line for other in together for line in other.lines][:3]
    if len(lines) < 3 or any(other.marker for other in together[1:]):
        return None
    name = _name(text[lines[1].start : lines[1].end])
    if name is None or len(name.split()) > _MOST_NAMES:
        return None
    taken = 1 if len(piece.lines) > 1 else 2
    after = lines[2].start if lines[2] in together[taken - 1].lines else None
    return Header(index, taken, name, stamp.words, after)


def _on_one_line(
    text: str, pieces: list[Piece], index: int, stamp: FoundDate, line_end: int, rows: int = 1
) -> Header | None:
    piece = pieces[index]
    before = text[piece.words : stamp.start]
    after = text[stamp.end : line_end].strip(" \t,|·•–—-:#)")
    pingback = phrases.PINGBACK.match(before)
    if pingback is not None:
        before = before[pingback.end() :]
    signed = phrases.COMMENT_BY.match(before)
    if signed is not None:
        before = before[signed.end() :]
    labelled = phrases.BYLINE.fullmatch(fold_space(before))
    if labelled is not None:
        before = labelled["name"]
    if phrases.BEFORE_DATE.fullmatch(before.strip(_NAME_EDGES)) is not None:
        before = ""  # "On 3 May 2020 at 10:11, by Ann"
    name = _name(_NAME_TAIL.sub("", before.rstrip(_NAME_EDGES)))
    if not before.strip(_NAME_EDGES) and after and stamp.clock and not _is_tail(after):
        said = phrases.BYLINE.fullmatch(after)
        name, after = _name(said["name"] if said else after), ""
    if name is None or (after and not _is_tail(after)):
        return None
    weak = not (stamp.clock or after)
    if len(name.split()) > (_MOST_NAMES if weak else 7):
        return None
    return Header(
        index,
        1,
        name,
        stamp.words,
        _next_line(piece, rows),
        pingback=pingback is not None,
        weak=weak,
        below=signed is not None,
    )


def _is_tail(after: str) -> bool:
    return (
        bool(after)
        and len(after) < 60
        and (phrases.HEADER_TAIL.match(after) is not None or is_button(after))
    )


def _next_line(piece: Piece, rows: int = 1) -> int | None:
    return piece.lines[rows].start if len(piece.lines) > rows else None


def _date_piece(text: str, pieces: list[Piece], index: int) -> FoundDate | None:
    if index >= len(pieces):
        return None
    piece = pieces[index]
    start, end = piece.words, piece.lines[0].end
    if end - start > _LONGEST_DATE_LINE:
        return None
    return _alone(text, start, end, _first_stamp(text, piece))


def _first_stamp(text: str, piece: Piece) -> FoundDate | None:
    """The date in a piece's first line; looked for once."""
    if piece.stamped is None:
        end = piece.lines[0].end
        found = find_stamp(text, piece.words, end)
        if found is None and end - piece.words <= _LONGEST_HEADER:
            found = find_glued(text, piece.words, end)
        piece.stamped = found or False
    return piece.stamped if isinstance(piece.stamped, FoundDate) else None


def is_date_line(text: str, piece: Piece) -> bool:
    """Whether a piece is hardly more than a date."""
    return len(piece.lines) == 1 and _date_line(text, piece.words, piece.end) is not None


def _date_line(text: str, start: int, end: int) -> FoundDate | None:
    """The date of a line that is hardly more than a date."""
    if end - start > _LONGEST_DATE_LINE:
        return None
    return _alone(text, start, end, find_stamp(text, start, end))


def _alone(text: str, start: int, end: int, stamp: FoundDate | None) -> FoundDate | None:
    """*stamp* where text[start:end] is hardly more than it."""
    if stamp is None:
        return None
    rest = (text[start : stamp.start] + " " + text[stamp.end : end]).strip(" \t,|·•–—-:#()")
    if not _DATE_WORDS.fullmatch(rest) and not _is_tail(rest):
        return None
    return stamp


def _name(raw: str) -> str | None:
    name = phrases.COMMENT_BY.sub("", _ORDINAL.sub("", fold_space(raw)).strip(_NAME_EDGES))
    if (
        not name
        or is_button(name)
        or len(name) > _LONGEST_NAME
        or not any(c.isalnum() for c in name)
        or phrases.COUNTED.search(name) is not None
    ):
        return None
    if is_furniture(name) or phrases.BYLINE.fullmatch(name) or name[-1] in ".?!…。":
        return None if not _INITIAL.search(name) else name
    return name
