"""What comments' headers are made of: a name, a line that is only a date, what may follow. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers import board_phrases, phrases
from store.importers.buttons import is_button
from store.importers.dates import FoundDate, find_glued, find_stamp
from store.importers.furniture import is_furniture
from store.importers.lines import Piece
from store.importers.months import NAMES
from store.importers.patterns import for_lowered, lowered
from store.importers.seams import CLOCK
from store.importers.vocabulary import SAYING
from store.text import fold_space, strip_edges

_PORTRAIT = re.compile(
    r"^(?:\[[^\[\]]{0,60}\]\s*|\S{1,60}@\S{1,60}\s+(?=\S)|https?://\S{1,200}\s+(?=\S)"
    r"|author\sprofile\spage\s+(?=\S)|(?:profile|gr?avatar)\s(?:of|for|von|de)\s+(?=\S))+",
    re.IGNORECASE,
)
"""A picture before a name, as w3m tells it or by words or an address; or a link's address."""
_PICTURED = re.compile(
    r"\s\[[^\[\]]{0,30}(?:profile|avatar|picture|photo|image)[^\[\]]{0,20}\]$", re.IGNORECASE
)
"""A picture's words behind a name."""
_HEADLINE = frozenset("«»„“”")
"""Quotation marks that headlines have and names have not."""
LONGEST_HEADER = 180
LONGEST_NAME = 70
MOST_SIGNED = 5
"""The most words of a name beside a date."""
LONGEST_DATE_LINE = 80
LONGEST_WRAPPED = 600
"""The longest header that is looked for over several lines."""
MOST_ROWS = 3
"""The most lines of one."""
MOST_NAMES = 4
"""The most words of a name that little else speaks for."""
_MOST_LEFT = 30
"""The longest that a wrap leaves of a date for the next line."""
NAME_TAIL = re.compile(
    rf"(?<!\s)(?:\s++(?:發表於|发表于|發佈於|发布于|on|am|le|à|às|a\slas|alle|el|at|um|vom|il|del|den|em|en|op|в|от|від|dne|dnia|no|pe|pada|στις|في|در|(?:beitrag|post)?(?:posted|verfasst|geschrieben)|"
    rf"posté|publié|écrit|publicado|enviado|escrito|inviato|scritto|geplaatst|napisał|{SAYING}|"
    r"(?:\d[\d.,k]*\s(?:points?|punkte?|puntos?|pontos?|punti)\s?){1,3})){1,2}\s*$",
    re.IGNORECASE,
)
"""What stands between a name and a date. Where an address was, a shadow has hundreds of blanks in a
row: they are gone through once.
"""
_COUNTED = re.compile(r"[\s|·•,–—-]+#\d{1,5}$")
"""The number of a comment behind its author's name."""
_COUNTED_BEHIND = re.compile(r"\s\(\s?\d[\d.,]*k?\s?\)?$")
"""What is counted of a writer behind the name, in brackets."""
_SIGNED = re.compile(
    r"(?:#+\s)?(?:(?:message|beitrag|mensaje|messaggio|mensagem|bericht|post|сообщение)\s?)?"
    r"(?:by|von|par|de|por|di|da|do|door|przez|od|av|af|от)\s(?P<name>[^»]{1,60}?)\s»",
    re.IGNORECASE,
)
"""What phpBB prints before a post's date: "by Ann »"."""
_HYPHEN_WRAP = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
"""Where a wrap has parted a name behind its hyphen."""
_ORDINAL = re.compile(r"\s*(?:#\d{1,5}(?:\.\d{1,4})*[.:)]?|\d{1,4}\s?[.:)])\s+")
_FIGURE = re.compile(r"\d")
_ANSWERED = for_lowered(board_phrases.ANSWERED)
ACTS = re.compile(SAYING, re.IGNORECASE)
_NO_NAME = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            SAYING,
            phrases.DATE_LABEL.pattern,
            phrases.BEFORE_DATE.pattern,
            board_phrases.MEMBER_SINCE.pattern,
            board_phrases.COMMENT.pattern,
            phrases.LEVEL.pattern,
            board_phrases.COUNTS.pattern,
            board_phrases.PROFILE.pattern,
            r"[ap]\.?m\.?|(?:on|at|um)\s\d.*|(?:19|20)\d\d",
            rf"(?:{NAMES})\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\.?\s(?:{NAMES})",
            r"[^\d:]{2,24}:\s*\d[\d.,\s]*k?",  # what a board counts of its members: "Posts: 33"
        )
    ).replace("ı", "i")
)
"""What stands where a name might, and is none; for text that `lowered` gives."""
_HOLDS_NO_NAME = re.compile(
    rf"\A(?:{board_phrases.TOPIC.pattern})|(?:\A|\s)(?:{board_phrases.MEMBER_SINCE.pattern})\W*\Z"
    rf"|{board_phrases.PRESENT.pattern}".replace("ı", "i")
)
"""What tells by its beginning or end that it is none: "Started by Ann", "12 Joined:"."""
_LONGEST_BLANKED = 3000
_BLANK = " " * 8
_BLANKED = re.compile(r" {8,}")
NAME_EDGES = " \t\n ,|·•–—-:/@#({*»●○■□▪◦☆★"
"""What may stand round a name and is none of it."""
_SHORTEST_FIGURES = 3
"""A shorter number is one of votes, no name."""
INITIAL = re.compile(r"(?:^|[\s.])\w\.$")
"""What a name may end with although a sentence does."""
_DATE_WORDS = re.compile(
    r"(?:(?:on|at|am|um|uhr|le|el|il|posted|published|says|said|vom|den|der|edited|gmt|utc|cet|"
    r"postado|inserido|escrit[oa]|publicad[oa]|enviad[oa]|gepostet|kirjoitettu|beküldve|zaslano|vloženo|odesláno|"
    r"gönderildi|yayınlandı|dodane|opublikowan[eo]|napisan[eo]|lagt\stil|postet|postat|发表于|发布于|發表於|發佈於|投稿日時?|"
    r"em|inserito|scritto|inviato|pubblicato|posté|publié|écrit|ajouté|geschrieben|"
    r"verfasst|geplaatst|op|napisano|dodano|написано|опубликовано|добавлено|skrivet|"
    r"permalink|link|#\d*|h|\d[\d.,k]*\s(?:points?|punkte?|puntos?|pontos?|punti)|"
    r"edited\s(?:an?|\d+)\s\w+\sago)[\s,:.|·•-]*)*",
    re.IGNORECASE,
)


_BRACKETS = re.compile(r"[()\[\]]+")
_NUMBER_BESIDE = re.compile(r"#\d{1,5}(?![\w.,])")


@dataclass(slots=True)
class Header:
    """A header found at piece *index*, taking *taken* pieces.

    `words` is where text follows it; `said` tells that it names the act, as in "Ann says:".
    `below` tells that it stands under words where there are some: "Comment by Ann — 3 May 2020".
    `level` is its depth in the thread, and `answers` whose comment it answers, where that is said;
    `closes` is the date of the comment above where that stands on the same line.
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
    level: int | None = None
    answers: str | None = None
    closes: str | None = None


def is_tail(after: str) -> bool:
    """Whether *after*, behind a header's date, is a button or a link to the comment."""
    bare = _BRACKETS.sub(" ", after).strip()
    return (
        bool(after)
        and len(after) < 60
        and (
            phrases.HEADER_TAIL.match(after) is not None
            or is_button(after)
            or is_button(bare)
            or _are_buttons(bare)
        )
    )


def _are_buttons(words: str) -> bool:
    """Whether *words* are a button of several words and another: "Log in to reply Quote"."""
    first = phrases.REPLY.match(words.lower())
    return first is not None and first.end() > 0 and is_button(words[first.end() :].rstrip(" #"))


def next_line(piece: Piece, rows: int = 1) -> int | None:
    """Where a piece's words go on behind *rows* lines of header."""
    return piece.lines[rows].start if len(piece.lines) > rows else None


def first_stamp(text: str, piece: Piece) -> FoundDate | None:
    """The date in a piece's first line; looked for once."""
    if piece.stamped is None:
        end = piece.lines[0].end
        found = find_stamp(text, piece.words, end)
        if found is None and piece.figures and end - piece.words <= LONGEST_HEADER:
            found = find_glued(text, piece.words, end)
        piece.stamped = found or False
    return piece.stamped if isinstance(piece.stamped, FoundDate) else None


def is_beside_date(words: str) -> bool:
    """Whether a line is "at", or a time whose day stands on the line above."""
    return phrases.BEFORE_DATE.fullmatch(words) is not None or CLOCK.fullmatch(words) is not None


def is_date_line(text: str, piece: Piece) -> bool:
    """Whether a piece is hardly more than a date."""
    return len(piece.lines) == 1 and date_line(text, piece.words, piece.end) is not None


def date_line(text: str, start: int, end: int) -> FoundDate | None:
    """The date of a line that is hardly more than a date."""
    if end - start > LONGEST_DATE_LINE and len(read_row(text, start, end)) > LONGEST_DATE_LINE:
        return None
    return alone(text, start, end, find_stamp(text, start, end))


def read_row(text: str, start: int, end: int) -> str:
    """A line as it is read: what a shadow has blanked out in it takes no room."""
    line = text[start:end]
    if not LONGEST_NAME < len(line) <= _LONGEST_BLANKED or _BLANK not in line:
        return line
    return _BLANKED.sub("  ", line)


def alone(text: str, start: int, end: int, stamp: FoundDate | None) -> FoundDate | None:
    """*stamp* where text[start:end] is hardly more than it."""
    if stamp is None:
        return None
    beside = text[start : stamp.start] + " " + text[stamp.end : end]
    if "#" in beside:
        beside = _NUMBER_BESIDE.sub(" ", beside)
    rest = fold_space(beside).strip(" \t,|·•–—-:#().…")
    if not _DATE_WORDS.fullmatch(rest) and not is_tail(rest):
        return None
    return stamp


def read_name(raw: str) -> str | None:
    """The name in *raw*, or None where it can't be one."""
    bare = fold_space(raw)
    figures = _FIGURE.search(bare) is not None
    bare = strip_edges(_ORDINAL.sub("", bare) if figures else bare, NAME_EDGES)
    if figures and "#" in bare:
        bare = _COUNTED.sub("", bare)
    if bare.endswith("]"):
        bare = _PICTURED.sub("", bare)
    if figures and "(" in bare:
        bare = _COUNTED_BEHIND.sub("", bare)
    author = board_phrases.OF_AUTHOR.search(bare)
    if author is not None and author.start():
        initial = bare[: author.start() + 1]
        bare = initial if INITIAL.search(initial) else initial[:-1]
    name = _PORTRAIT.sub("", phrases.COMMENT_BY.sub("", bare)).lstrip(")] ")
    name = strip_edges(name, NAME_EDGES)
    if "- " in name:
        name = _HYPHEN_WRAP.sub("-", name)
    if (
        not name
        or is_button(name)
        or len(name) > LONGEST_NAME
        or not any(map(str.isalnum, name))
        or (len(name) < _SHORTEST_FIGURES and name.isdecimal())
        or (figures and phrases.COUNTED.search(name) is not None)
        or _NO_NAME.fullmatch(low := lowered(name)) is not None
        or _HOLDS_NO_NAME.search(low) is not None
        or not _HEADLINE.isdisjoint(name)
    ):
        return None
    if name.endswith(("...]", "…]")):
        return None
    if is_furniture(name) or phrases.BYLINE.fullmatch(name) or name[-1] in ".?!…。":
        return name if INITIAL.search(name) or name[0] == name[-1] else None
    return name


def words_of(name: str) -> int:
    """How many words a name has; a sign between two is none."""
    return sum(any(map(str.isalnum, part)) for part in name.split())


def part_answer(raw: str) -> tuple[str, str | None]:
    """A name and whose comment it answers: "Ann in reply to Bob"."""
    if len(raw) > LONGEST_WRAPPED:
        return raw, None
    raw = fold_space(raw)
    signed = _SIGNED.fullmatch(raw)
    if signed is not None:
        return signed["name"], None
    answered = _ANSWERED.search(lowered(raw)) if len(raw) < LONGEST_HEADER else None
    if answered is None or not answered.start():
        return raw, None
    name = raw[answered.start("name") : answered.end("name")]
    return raw[: answered.start()], fold_space(name).strip(NAME_EDGES)


def date_piece(text: str, pieces: list[Piece], index: int) -> tuple[FoundDate, int] | None:
    """The date a piece begins with, and how many lines a hard wrap has spread it over."""
    if index >= len(pieces):
        return None
    piece = pieces[index]
    start, end = piece.words, piece.lines[0].end
    if end - start > LONGEST_DATE_LINE and len(read_row(text, start, end)) > LONGEST_DATE_LINE:
        return None
    stamp = alone(text, start, end, first_stamp(text, piece))
    if len(piece.lines) > 1 and (stamp is None or not stamp.clock or stamp.end >= end):
        below = piece.lines[1]
        whole = date_line(text, start, below.end) if below.end - below.start <= _MOST_LEFT else None
        if whole is not None and whole.end > end and whole.start < end:
            return whole, 2
    return None if stamp is None else (stamp, 1)
