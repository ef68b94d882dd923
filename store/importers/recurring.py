"""Comments that no date tells: what stands under each of them, word for word, parts them. Pure.

Some pages print a name, the words and a button: "Reply", "Report this comment". Where the same line
returns at least three times and a name stands under it, each such name begins a comment.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_empty, is_furniture, is_prose
from store.importers.header_parts import (
    Header,
    is_date_line,
    next_line,
    read_name,
    words_of,
)
from store.importers.lines import Piece, digitless

_FEWEST = 3
_LONGEST_FOOT = 60
_LONGEST_NAME = 40
_MOST_NAMES = 4
_HIGHEST = 2
"""How many pieces may stand above a button that heads words, with the name among them."""
_FURTHEST = 4
"""How many pieces may stand between the foot of a comment and the next one's name."""
_MOST_PIECES = 12
"""The most pieces that a first comment is looked for over its foot."""
_ENDS = tuple(".?!:,;…")


def recurring_headers(text: str, pieces: list[Piece], first: int) -> dict[int, Header]:
    """The names under the line that parts the comments behind *first*, or none where none does."""
    for places in _recurring_feet(pieces, first):
        found = _under(text, pieces, places)
        if found:
            return {**_first(text, pieces, places[0], first, found), **found}
    return {}


def names_over_buttons(text: str, pieces: list[Piece], first: int) -> dict[int, Header]:
    """The names right above nearly all buttons, where words follow: "Ann", "Reply", words.

    A list of articles may look so: there must be a heading over them.
    """
    feet = _recurring_feet(pieces, first)
    return next(filter(None, (_over(text, pieces, places) for places in feet)), {})


def _recurring_feet(pieces: list[Piece], first: int) -> list[list[int]]:
    """Where each line stands that returns behind *first* and may be a comment's foot."""
    lines: dict[str, list[int]] = defaultdict(list)
    for index in range(first, len(pieces)):
        if pieces[index].size <= _LONGEST_FOOT:
            lines[digitless(pieces[index].said)].append(index)
    feet = [at for words, at in lines.items() if len(at) >= _FEWEST and is_foot(words)]
    return sorted(feet, key=len, reverse=True)


def is_foot(words: str) -> bool:
    """Whether a line under a comment says that it is one: a button, or a word for comments."""
    return is_button(words) or (
        phrases.OF_COMMENTS.search(words) is not None
        and phrases.FORM.match(words) is None
        and phrases.COMMENTS_HEADING.fullmatch(words) is None
        and phrases.NUMBER_OF_COMMENTS.search(words) is None
    )


def _under(text: str, pieces: list[Piece], feet: list[int]) -> dict[int, Header]:
    """The names under all but the last foot, where nearly all have one and words between."""
    found: dict[int, Header] = {}
    told = 0
    for foot, following in pairwise(feet):
        for index in range(foot + 1, min(foot + 1 + _FURTHEST, following)):
            header = _named(text, pieces, index)
            if header is not None and (header.words is not None or index + 1 < following):
                found[index] = header
                told += any(map(is_prose, pieces[index:following]))
                break
            if is_prose(pieces[index]):
                break
    names = {header.author for header in found.values()}
    enough = 4 * len(found) >= 3 * (len(feet) - 1) and len(found) >= _FEWEST - 1
    return found if enough and len(names) > 1 and 2 * told >= len(found) else {}


def _over(text: str, pieces: list[Piece], feet: list[int]) -> dict[int, Header]:
    found: dict[int, Header] = {}
    told = 0
    for foot, following in pairwise([*feet, len(pieces)]):
        for index in range(foot - 1, max(-1, foot - 1 - _HIGHEST), -1):
            header = _named(text, pieces, index)
            if header is None:
                continue
            if header.words is None and foot + 1 < following:
                header.taken = foot - index + 1
                found[index] = header
                told += any(map(is_prose, pieces[foot + 1 : following]))
            break
    names = {header.author for header in found.values()}
    enough = 4 * len(found) >= 3 * len(feet) and len(found) >= _FEWEST
    return found if enough and len(names) > 1 and 5 * told >= len(found) else {}


def _first(
    text: str, pieces: list[Piece], foot: int, after: int, others: dict[int, Header]
) -> dict[int, Header]:
    """The first comment's name: the nearest above the first foot that stands as the others do."""
    like = pieces[min(others)]
    for index in range(foot - 1, max(after, foot - _MOST_PIECES), -1):
        piece = pieces[index]
        if (piece.marker is None, piece.indent) != (like.marker is None, like.indent):
            continue
        header = _named(text, pieces, index)
        if header is not None and (header.words is not None or index + 1 < foot):
            return {index: header}
    return {}


def _named(text: str, pieces: list[Piece], index: int) -> Header | None:
    piece = pieces[index]
    line = piece.lines[0]
    words = text[piece.words : line.end].strip()
    if not words or len(words) > _LONGEST_NAME or words.endswith(_ENDS):
        return None
    if is_empty(piece) or is_furniture(words) or is_date_line(text, piece):
        return None
    name = read_name(words)
    if name is None or words_of(name) > _MOST_NAMES:
        return None
    return Header(index, 1, name, None, next_line(piece), weak=True)
