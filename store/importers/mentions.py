"""Lines that speak of comments: over them, under each, or with their number. Pure."""

from __future__ import annotations

import re
from collections import Counter

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_prose, is_related
from store.importers.lead_ins import is_answer
from store.importers.lines import Piece
from store.importers.recurring import is_foot

_FEWEST = 2
_LONGEST_HEADING = 80
_MOST_IN_HEADING = 6
_LONGEST_FOOT = 160
_OFFERED = re.compile(r"(?:view|show|see|read|load|hide|alle?)\s", re.IGNORECASE)
"""How an offer of more comments begins."""
DIGITS = re.compile(r"\d+")


def find_feet(pieces: list[Piece]) -> list[int]:
    """What comments end with, or answers begin with: buttons, repeated offers, "Re: …"."""
    short = Counter(piece.said for piece in pieces if piece.size <= _LONGEST_FOOT)
    times: Counter[str] = Counter()
    for words, count in short.items():
        times[DIGITS.sub("0", words)] += count
    offered = {
        said
        for said, count in times.items()
        if count > _FEWEST and (is_foot(said) or phrases.TOP.match(said + " ") is not None)
    }
    return [
        index
        for index, piece in enumerate(pieces)
        if DIGITS.sub("0", piece.said) in offered or is_button(piece.said) or is_answer(piece)
    ]


def is_index(pieces: list[Piece], headers: int) -> bool:
    """Whether half as many lines of *pieces* as there are headers tell numbers of comments.

    A blog's list of articles does, with a date and a name to each.
    """
    invited = Counter(piece.said for piece in pieces if _invites(piece))
    counted = sum(map(counts_comments, pieces))
    counted += sum(times for times in invited.values() if times >= _FEWEST)
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
        or phrases.OF_COMMENTS.search(words) is None
        or is_button(words)
        or is_recent(piece)
        or _OFFERED.match(words) is not None
    ):
        return False
    return phrases.NUMBER_OF_COMMENTS.search(words) is not None or (
        len(words.split()) <= _MOST_IN_HEADING and phrases.FORM.match(words) is None
    )


def counts_comments(piece: Piece) -> bool:
    """A line as it stands under each article of a list: "Filed under law | 3 comments"."""
    return (
        piece.size <= _LONGEST_FOOT
        and not is_prose(piece)
        and phrases.NUMBER_OF_COMMENTS.search(piece.said) is not None
    )


def _invites(piece: Piece) -> bool:
    """ "Leave a comment", which stands there where there is none yet."""
    return (
        piece.size <= _LONGEST_HEADING
        and len(piece.said.split()) <= _MOST_IN_HEADING
        and phrases.FORM.match(piece.said) is not None
    )
