"""What heads the comments of a raw text, and how their headers stand to it. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_empty, is_prose
from store.importers.header_parts import Header
from store.importers.lines import Piece
from store.importers.mentions import find_counts, is_index
from store.importers.patterns import for_lower
from store.importers.titled import is_titled
from store.importers.walk import FORM

_FEWEST = 2
_FURTHEST = 14
_NEARLY = 0.8
_MOST_TRIED = 50
"""How many headings are looked at with all that follows them."""
_LONGEST_CHOICE = 80
_LONGEST_COMMENT = 40
"""The most pieces of a first comment that is signed below."""
_ANSWERING = ("reply to ", "response to ", "antwort auf ", "respuesta a ", "risposta a ")
"""What stands over one answer, not over all."""
_NUMBER = re.compile(r"(?<![\d.,])[1-9]\d{0,3}(?![\d.,])")
_HEADING = for_lower(phrases.COMMENTS_HEADING)
_SORTING = for_lower(phrases.SORTING)


def find_headings(pieces: list[Piece]) -> list[int]:
    """What may head comments. "Messages: 22" does once; a board counts each member's so."""
    counted = [
        at
        for at, piece in enumerate(pieces)
        if piece.figures and phrases.MESSAGES.fullmatch(piece.said) is not None
    ]
    once = counted if len(counted) == 1 else []
    return [at for at, piece in enumerate(pieces) if at in once or is_heading(piece)]


def is_heading(piece: Piece) -> bool:
    """Whether a piece may head comments: "3 Comments", "Comments on ...", "Newest | Oldest"."""
    if piece.size > 400 or piece.marker is not None:
        return False
    if piece.figures and is_titled(piece.said):
        return True
    if not piece.opens:
        return False
    lower = piece.said.lower()
    if lower.startswith(_ANSWERING):
        return False
    if _HEADING.match(lower) is None:
        return piece.size <= _LONGEST_CHOICE and _SORTING.fullmatch(lower) is not None
    if phrases.COMMENT_BY.match(lower) is not None:
        return False
    if _heads_a_form(piece):
        return True
    if _HEADING.fullmatch(lower) is None:
        return _heads_a_choice(piece) and not is_button(piece.said)
    if is_button(piece.said):
        return False
    return (
        not is_prose(piece)
        or phrases.COUNTED_HEADING.match(piece.said) is not None
        or _heads_a_choice(piece)
    )


def _heads_a_form(piece: Piece) -> bool:
    """ "3 Comments" with a link to the form beside it: "3 Comments Leave a reply"."""
    if piece.size > _LONGEST_CHOICE:
        return False
    words = piece.said.lower()
    heading = _HEADING.match(words)
    if heading is None or not heading.end():
        return False
    rest = words[heading.end() :]
    return words[heading.end() - 1 : heading.end() + 1].count(" ") > 0 and (
        FORM.match(rest.lstrip(" •|·–-,»")) is not None
    )


def _heads_a_choice(piece: Piece) -> bool:
    """ "Comments (142)" over a line that offers to sort them: "Newest | Oldest"."""
    if len(piece.lines) != 2 or piece.size > _LONGEST_CHOICE:
        return False
    first = piece.lines[0]
    words = piece.said[: first.end - first.start]
    return any(map(str.isdigit, words)) and _HEADING.fullmatch(words.lower()) is not None


def find_heading(
    pieces: list[Piece], headings: list[int], headers: dict[int, Header]
) -> int | None:
    """The piece that opens the comments, judged by a header soon after it.

    Over an article stands "3 Comments" too, and its byline after it: with nothing to read before
    the heading, one header more must follow, or as many as it tells of.
    """
    order = sorted(headers)
    tried = set(headings[:_MOST_TRIED])
    found = [
        index
        for index in headings
        if _heads(pieces, index, headers)
        or _is_signed_below(index, headers, order)
        or (index in tried and _are_signed_off(pieces, index, headers, order))
        or _tells_of(pieces[index], index, order)
    ]
    if not found:
        return None
    for index in found:
        told, behind = number_in(pieces[index]), len(order) - bisect_right(order, index)
        if 1 < told == behind and _heads(pieces, index, headers):
            return _nearest(pieces, found, index, headers)
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    under = [index for index in found if index > prose]
    counts = find_counts(pieces) if under else []
    for index in under:
        behind = len(order) - bisect_right(order, index)
        if not is_index(counts, index + 1, order[-1], behind):
            return _nearest(pieces, found, index, headers)
    return found[0] if len(order) - bisect_right(order, found[0]) > 1 else None


def number_in(heading: Piece) -> int:
    """How many comments a heading tells of, or 0."""
    number = _NUMBER.search(heading.said)
    return 0 if number is None else int(number.group())


def _heads(pieces: list[Piece], index: int, headers: dict[int, Header]) -> bool:
    return any(at in headers for at in near(pieces, index))


def _tells_of(heading: Piece, index: int, order: list[int]) -> bool:
    """Whether so many headers as a heading tells of begin not far behind it.

    What comes first may be links back, which have no header.
    """
    over = bisect_right(order, index)
    behind = len(order) - over
    if behind <= _FEWEST or order[over] > index + _FURTHEST:
        return False
    told = number_in(heading)
    return _NEARLY * told <= behind <= told


def _is_signed_below(heading: int, headers: dict[int, Header], order: list[int]) -> bool:
    """Whether the first header under a heading, further down, is the first comment's signature."""
    behind = bisect_right(order, heading)
    if behind == len(order) or order[behind] > heading + _LONGEST_COMMENT:
        return False
    return headers[order[behind]].below and headers[order[-1]].below


def are_counted_off(pieces: list[Piece], heading: int, headers: dict[int, Header]) -> bool:
    """Whether numbered words stand under a heading, each signed right before the next number."""
    return _are_signed_off(pieces, heading, headers, sorted(headers))


def _are_signed_off(
    pieces: list[Piece], heading: int, headers: dict[int, Header], order: list[int]
) -> bool:
    first = first_number(pieces, heading)
    behind = order[bisect_right(order, heading) :] if first is not None else []
    if first is None or len(behind) < _FEWEST or first >= behind[0]:
        return False
    if not any(map(is_prose, pieces[first : behind[-1]])):
        return False
    following = [
        _following(pieces, index + headers[index].taken) if headers[index].words is None else None
        for index in behind[:-1]
    ]
    numbered = sum(piece is not None and piece.number is not None for piece in following)
    return 4 * numbered >= 3 * len(following)


def _following(pieces: list[Piece], index: int) -> Piece | None:
    """The next piece from *index* on that is no button and not empty, or only a number."""
    for at in range(index, len(pieces)):
        piece = pieces[at]
        if piece.number is not None or not (is_button(piece.said) or is_empty(piece)):
            return piece
    return None


def _nearest(
    pieces: list[Piece], headings: list[int], index: int, headers: dict[int, Header]
) -> int:
    """Of the headings from *index* on with no prose or header between, the last one.

    An article's foot tells the number of its comments too, right above their heading.
    """
    for at in range(index + 1, len(pieces)):
        if at in headings:
            index = at
        elif at in headers or is_prose(pieces[at]) or pieces[at].marker is not None:
            break
    return index


def near(pieces: list[Piece], index: int) -> range:
    """The pieces in which a heading's first header is looked for."""
    return range(index + 1, min(index + 7, len(pieces)))


def after(headers: dict[int, Header], heading: int) -> dict[int, Header]:
    """The headers behind a heading."""
    return {index: header for index, header in headers.items() if index > heading}


def first_number(pieces: list[Piece], heading: int) -> int | None:
    """The piece with the number 1 soon under a heading."""
    for index in range(heading + 1, min(heading + 4, len(pieces))):
        if pieces[index].number == 1:
            return index
    return None
