"""Comments that are only names and words, over a line that says which service keeps them. Pure.

A service that draws its comments by a script may leave a plain list in the page: no date, no
button. Its name under that list is what tells it from any other.
"""

from __future__ import annotations

import re

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import ends_sentence, is_empty, is_furniture, is_prose
from store.importers.header_parts import Header, next_line, read_name
from store.importers.lines import Piece
from store.importers.walk import ends_thread

_FEWEST = 3
_LONGEST_NAME = 40
_MOST_NAMES = 4
_LONGEST_LINE = 200
_ADDRESSED = re.compile(r"https?://\S{4,150}\s[^\W\d_][^.?!:]{0,40}")
"""A name with its address before it."""


def listed_headers(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """The names of the comments right above such a line, or none."""
    foot = next((at for at, piece in enumerate(pieces) if _names_service(piece)), None)
    foot = _behind_addresses(text, pieces) if foot is None else foot
    if foot is None:
        return {}
    first = next((at for at in range(foot) if is_prose(pieces[at])), foot)
    marked = {at: name for at in range(first, foot) if (name := _name(text, pieces[at]))}
    last = next((at for at in reversed(marked) if pieces[at].marker is not None), None)
    alike = {} if last is None else {at: n for at, n in marked.items() if _alike(pieces, at, last)}
    alone = {at: name for at, name in marked.items() if len(pieces[at].lines) == 1}
    return _above(pieces, alike, foot) or _above(pieces, alone, foot)


def _names_service(piece: Piece) -> bool:
    return piece.size <= _LONGEST_LINE and phrases.POWERED.match(piece.said) is not None


def _behind_addresses(text: str, pieces: list[Piece]) -> int | None:
    """Where a list ends in which several names have their address before them, or None."""
    addressed = [
        at
        for at, piece in enumerate(pieces)
        if _ADDRESSED.fullmatch(text, piece.words, piece.lines[0].end) is not None
    ]
    if len(addressed) < _FEWEST:
        return None
    behind = range(addressed[-1] + 1, len(pieces))
    return next((at for at in behind if ends_thread(pieces[at])), len(pieces))


def _alike(pieces: list[Piece], one: int, other: int) -> bool:
    """Whether two are items of one list."""
    first, second = pieces[one], pieces[other]
    return first.marker == second.marker and first.indent == second.indent


def _name(text: str, piece: Piece) -> str | None:
    line = piece.lines[0]
    said = text[piece.words : line.end].strip()
    if not said or len(said) > _LONGEST_LINE or said.endswith(tuple(".?!:,;…")):
        return None
    if is_button(said) or is_furniture(said):
        return None
    name = read_name(said)
    fits = name is not None and len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_NAMES
    return name if fits else None


def _above(pieces: list[Piece], names: dict[int, str], foot: int) -> dict[int, Header]:
    """The last of *names* that each have words behind them, up to the first that has none."""
    found: dict[int, Header] = {}
    following = foot
    for at in sorted(names, reverse=True):
        words = next_line(pieces[at])
        said = [piece for piece in pieces[at + 1 : following] if not is_empty(piece)]
        if words is None and not said:
            if found:
                break
            following = at
            continue
        found[at] = Header(at, 1, names[at], None, words, weak=True)
        following = at
    while found and 2 * _size(pieces[min(found) : _second(found, foot)]) > _size(
        pieces[min(found) : foot]
    ):
        del found[min(found)]  # a line of the article, and all that follows it
    spoken = any(ends_sentence(piece) for piece in pieces[min(found, default=foot) : foot])
    return dict(sorted(found.items())) if len(found) >= _FEWEST and spoken else {}


def _second(found: dict[int, Header], foot: int) -> int:
    return sorted(found)[1] if len(found) > 1 else foot


def _size(pieces: list[Piece]) -> int:
    return sum(piece.size for piece in pieces)
