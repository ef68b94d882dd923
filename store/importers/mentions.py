"""Lines that speak of comments: over them, under each, or with their number. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from store.importers import board_phrases, phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_prose, is_related
from store.importers.header_parts import Header
from store.importers.lead_ins import is_answer
from store.importers.lines import Piece, digitless
from store.importers.months import letter_runs
from store.importers.openings import first_words
from store.importers.patterns import for_lower
from store.importers.recurring import is_foot
from store.importers.vocabulary import COMMENTS

_FEWEST = 2
_LONGEST_HEADING = 80
_MOST_IN_HEADING = 6
_LONGEST_FOOT = 160
_LARGE = re.compile(r"(?<![\d.,])0(?:[.,]0)+(?=\s\D)")
"""A number of thousands, its figures apart."""
_LONGEST_TOP = 120
_LONGEST_UNNAMED = 40
"""What is longer and says nobody's name is what somebody says."""
_MOST_TOPS = 4
_MOST_FIGURES = 6
_NEARLY = 0.9
_VALUED = re.compile(r":\s?\d[\d.,]*k?$|^\d[\d.,]*k?\s\w+$|\d{4}")
"""What a board counts of a member, or since when."""
_MOST = 0.6
_SOMEBODY = "@"
_LONGEST_QUOTING = 12
_QUOTING = re.compile(r"quote|zitat|cita|citation|citat|цитата", re.IGNORECASE)
_OFFERED = re.compile(r"(?:view|show|see|read|load|hide|alle?)\s", re.IGNORECASE)
"""How an offer of more comments begins."""
_FORM = for_lower(phrases.FORM)
_COMMENTS = first_words(COMMENTS)


def find_feet(pieces: list[Piece]) -> list[int]:
    """What comments end with, or answers begin with: buttons, repeated offers, "Re: …"."""
    short = [index for index, piece in enumerate(pieces) if piece.size <= _LONGEST_FOOT]
    times = Counter(_digitless(pieces[index]) for index in short)
    offered = {
        said
        for said, count in times.items()
        if count > _FEWEST and (is_foot(said) or board_phrases.TOP.match(said + " ") is not None)
    }
    return [
        index
        for index in short
        if is_button(pieces[index].said)
        or (offered and _digitless(pieces[index]) in offered)
        or is_answer(pieces[index])
    ]


def _digitless(piece: Piece) -> str:
    return digitless(piece.said) if piece.figures else piece.said


def find_tails(pieces: list[Piece], headers: dict[int, Header]) -> frozenset[str]:
    """What ends at least half of the comments but the last, figures apart; not all they say."""
    taken = {at for index, header in headers.items() for at in range(index, index + header.taken)}
    last: Counter[str] = Counter()
    for index in sorted(headers)[1:]:
        at = index - 1
        while at not in taken and is_button(pieces[at].said):
            at -= 1
        if at not in taken and at - 1 not in taken and pieces[at].size <= _LONGEST_FOOT:
            last[digitless(pieces[at].said)] += 1
    least = max(_FEWEST, (len(headers) - 1) / 2)
    return frozenset(said for said, count in last.items() if count >= least)


def have_quote_buttons(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    """Whether at least half of the comments have a "Quote" alone on its line."""
    starts = sorted(headers)
    having = {
        bisect_left(starts, at)
        for at, piece in enumerate(pieces[starts[0] :], start=starts[0])
        if is_quoting(piece.said)
    }
    return 2 * len(having) >= len(starts)


def is_quoting(said: str) -> bool:
    """Whether a line is the word that is a board's button, and stands over its quotations."""
    return len(said) <= _LONGEST_QUOTING and _QUOTING.fullmatch(said) is not None


def find_tops(pieces: list[Piece], headers: dict[int, Header]) -> frozenset[str]:
    """What most comments begin with under their headers, as "Member" or "Posts: 33".

    Labels alone, "Location: Oslo", may be a form that all who comment fill in: these are words.
    """
    first: Counter[str] = Counter()
    counted: set[str] = set()
    for index, header in headers.items():
        begin = index + header.taken
        for at in range(begin, min(begin + _MOST_TOPS, len(pieces) - 1)):
            if header.words is not None or at in headers or pieces[at].size > _LONGEST_TOP:
                break
            if _ends_at(pieces, headers, at + 1):
                break  # all that the comment says
            key = labelled(pieces[at].said, header.author)
            if pieces[at].size <= _LONGEST_UNNAMED or _SOMEBODY in key:
                first[key] += 1
                if _VALUED.search(pieces[at].said) is not None:
                    counted.add(key)
    least = max(_FEWEST + 1, _MOST * len(headers))
    usual = frozenset(said for said, count in first.items() if count >= least)
    if usual.isdisjoint(counted):
        return frozenset(said for said in usual if not said.endswith(":"))
    return usual


def _ends_at(pieces: list[Piece], headers: dict[int, Header], at: int) -> bool:
    """Whether nothing but a number, a button or the next header stands at *at*."""
    while at < len(pieces) and at not in headers and not any(map(str.isalpha, pieces[at].said)):
        at += 1
    return at == len(pieces) or at in headers or is_button(pieces[at].said)


def labelled(said: str, *names: str | None) -> str:
    """Words as they are alike whatever their figures, *names* and what a label says: "Posts: 33",
    "You have chosen to ignore Ann".
    """
    for name in names:
        if name:
            said = said.replace(name, _SOMEBODY)
    key = digitless(said.split(":", maxsplit=1)[0] + ":" if ":" in said else said)
    return _LARGE.sub("0", key)


def find_counts(pieces: list[Piece]) -> list[int]:
    """The lines that tell numbers of comments, or invite to the first one again and again."""
    invited: dict[str, list[int]] = {}
    found: list[int] = []
    for index, piece in enumerate(pieces):
        if _counts_comments(piece):
            found.append(index)
        elif _invites(piece):
            invited.setdefault(piece.said, []).append(index)
    found += [at for places in invited.values() if len(places) >= _FEWEST for at in places]
    return sorted(found)


def is_told(pieces: list[Piece], counts: list[int], headers: int) -> bool:
    """Whether one of *counts* tells of as many comments as there are headers, or of a few more."""
    for at in counts:
        counted = phrases.COUNTED.search(pieces[at].said)
        told = 0 if counted is None else int(counted.group().split()[0][:_MOST_FIGURES])
        if _NEARLY * told <= headers <= told:
            return True
    return False


def is_index(counts: list[int], first: int, last: int, headers: int) -> bool:
    """Whether half as many of *counts* lie from piece *first* to *last* as there are headers.

    A blog's list of articles has such a line, a date and a name to each.
    """
    counted = bisect_left(counts, last) - bisect_left(counts, first)
    return counted >= _FEWEST and 2 * counted >= headers


def is_recent(piece: Piece) -> bool:
    """Whether a heading is one over the newest comments of a whole site."""
    words = piece.said.lstrip("# ").lower()
    return not words.startswith(("top", "best")) and (
        is_related(words) or phrases.LATEST.match(words) is not None
    )


def speaks_of_comments(piece: Piece) -> bool:
    """A short line that names comments, as no rule for headings knows it."""
    words = piece.said
    if (
        piece.size > _LONGEST_HEADING
        or is_prose(piece)
        or not _names_comments(words)
        or phrases.OF_COMMENTS.search(words) is None
        or is_button(words)
        or is_recent(piece)
        or _OFFERED.match(words) is not None
    ):
        return False
    return phrases.NUMBER_OF_COMMENTS.search(words) is not None or (
        len(words.split()) <= _MOST_IN_HEADING and phrases.FORM.match(words) is None
    )


def _names_comments(said: str) -> bool:
    """Whether a word for comments is among them: far quicker than the patterns that tell how."""
    return not _COMMENTS.isdisjoint(letter_runs(said))


def _counts_comments(piece: Piece) -> bool:
    """A line as it stands under each article of a list: "Filed under law | 3 comments"."""
    return (
        piece.size <= _LONGEST_FOOT
        and not is_prose(piece)
        and _names_comments(piece.said)
        and phrases.NUMBER_OF_COMMENTS.search(piece.said) is not None
    )


def _invites(piece: Piece) -> bool:
    """ "Leave a comment", which stands there where there is none yet."""
    return (
        piece.opens
        and piece.size <= _LONGEST_HEADING
        and len(piece.said.split()) <= _MOST_IN_HEADING
        and _FORM.match(piece.said.lower()) is not None
    )
