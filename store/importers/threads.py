"""The reader comments of a raw text: where they begin and end, who wrote which, who answers whom.

A comment's header may say its author ("Ann says:"), author and date on a line or two, or only a
number; in some pages the author and date stand under the words instead. Depth shows in the
indentation of the headers. Nothing here is particular to one site.
"""

from __future__ import annotations

from enum import Enum

from store.importers import phrases
from store.importers.affixes import strip_affixes
from store.importers.buttons import is_button
from store.importers.drafts import Draft
from store.importers.furniture import is_empty, is_furniture, is_prose, is_related
from store.importers.header_parts import Header
from store.importers.headers import find_headers
from store.importers.lead_ins import is_answer, lead_ins
from store.importers.lines import Piece
from store.importers.patterns import for_lower
from store.importers.recurring import recurring_headers
from store.importers.walk import FORM, Thread, Walker, ends_thread
from store.model import BlockKind

_SHORTEST_ARTICLE = 200
_LONGEST_CHOICE = 80
_LONGEST_COMMENT = 40
"""The most pieces of a first comment that is signed below."""
_HEADING = for_lower(phrases.COMMENTS_HEADING)
_SORTING = for_lower(phrases.SORTING)


class Side(Enum):
    """Whether a header stands above the words or, as a signature, under them."""

    ABOVE = "above"
    BELOW = "below"


def find_thread(text: str, pieces: list[Piece]) -> Thread | None:
    """The comment section of *text*, or None where there is none that is sure."""
    headings = [index for index, piece in enumerate(pieces) if _is_heading(piece)]
    if not headings and not any(map(is_prose, pieces)):
        return None
    every = find_headers(text, pieces)
    strong = {index: header for index, header in every.items() if not header.weak}
    heading = _heading(pieces, headings, strong)
    if heading is not None:
        return _walk(text, pieces, _closed(pieces, _after(strong, heading)), heading)
    heading = _heading(pieces, headings, every)
    if heading is not None:
        headers = _closed(pieces, _after(every, heading))
        if _is_likely(pieces, heading, headers):
            return _walk(text, pieces, headers, heading)
    found = _numbered(pieces, headings)
    if found is not None:
        return found
    strong = _closed(pieces, strong)
    if _is_sure(pieces, strong):
        return _walk(text, pieces, strong, None)
    return _recurring(text, pieces, headings)


def _recurring(text: str, pieces: list[Piece], headings: list[int]) -> Thread | None:
    """Comments told apart by the same line under each, behind an article's first prose."""
    first = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    headers = _closed(pieces, recurring_headers(text, pieces, first))
    if len(headers) < 2:
        return None
    over = [at for at in headings if at > first and min(headers) in _near(pieces, at)]
    return _walk(text, pieces, headers, over[-1] if over else None)


def _is_sure(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    """Whether headers make a thread without a heading over it.

    There must be prose before them, for an article's own byline looks like a header, and more
    than the dates that a list of teasers has too: "says", a reply button, or a third one.
    """
    first = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    for index in [index for index in headers if index < first]:
        del headers[index]
    _drop_byline(pieces, headers, first)
    dated = [header for header in headers.values() if header.date]
    if len(headers) < 2 or not dated:
        return False
    return (
        len(dated) > 2
        or any(header.said for header in headers.values())
        or _has_button(pieces, headers)
        or any(is_answer(pieces[index - 1]) for index in headers if index)
    )


def _drop_byline(pieces: list[Piece], headers: dict[int, Header], first: int) -> None:
    """Leave out a first header with hardly a sentence before it and an article behind it."""
    if len(headers) < 2:
        return
    byline, following = sorted(headers)[:2]
    before = sum(piece.size for piece in pieces[first:byline] if is_prose(piece))
    behind = sum(piece.size for piece in pieces[byline:following] if is_prose(piece))
    if before < _SHORTEST_ARTICLE and behind > max(_SHORTEST_ARTICLE, 4 * before):
        del headers[byline]


def _has_button(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    return bool(headers) and any(is_button(piece.said) for piece in pieces[min(headers) :])


def _is_likely(pieces: list[Piece], heading: int, headers: dict[int, Header]) -> bool:
    """Whether weak headers are a thread: under an article, and no list of the newest comments."""
    said = pieces[heading].said
    if phrases.LATEST.match(said) is not None and phrases.SORTING.fullmatch(said) is None:
        return False
    article = sum(piece.size for piece in pieces[:heading] if is_prose(piece))
    return article >= _SHORTEST_ARTICLE and (len(headers) > 1 or _has_button(pieces, headers))


def _closed(pieces: list[Piece], headers: dict[int, Header]) -> dict[int, Header]:
    """The headers up to the reply form or the links that close the thread.

    Teasers with dates may follow it.
    """
    for index in range(min(headers, default=len(pieces)) + 1, len(pieces)):
        piece = pieces[index]
        if not piece.opens or piece.size > 60:
            continue
        if FORM.match(piece.said.lower()) or is_related(piece.said):
            return {at: header for at, header in headers.items() if at < index}
    return headers


def _after(headers: dict[int, Header], heading: int) -> dict[int, Header]:
    return {index: header for index, header in headers.items() if index > heading}


def _heading(pieces: list[Piece], headings: list[int], headers: dict[int, Header]) -> int | None:
    """The piece that opens the comments, judged by a header soon after it.

    Over an article stands "3 Comments" too, and its byline after it: with nothing to read before
    the heading, one header more must follow.
    """
    near = [
        index
        for index in headings
        if any(at in headers for at in _near(pieces, index)) or _is_signed_below(index, headers)
    ]
    if not near:
        return None
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    for index in near:
        if index > prose:
            return _nearest(pieces, near, index, headers)
    return near[0] if len(_after(headers, near[0])) > 1 else None


def _is_signed_below(heading: int, headers: dict[int, Header]) -> bool:
    """Whether the first header under a heading, further down, is the first comment's signature."""
    first = min((index for index in headers if index > heading), default=None)
    if first is None or first > heading + _LONGEST_COMMENT:
        return False
    return headers[first].below and headers[max(headers)].below


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


def _is_heading(piece: Piece) -> bool:
    if not piece.opens or piece.size > 400 or piece.marker is not None:
        return False
    lower = piece.said.lower()
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
        FORM.match(rest.lstrip()) is not None
    )


def _heads_a_choice(piece: Piece) -> bool:
    """ "Comments (142)" over a line that offers to sort them: "Newest | Oldest"."""
    if len(piece.lines) != 2 or piece.size > _LONGEST_CHOICE:
        return False
    first = piece.lines[0]
    words = piece.said[: first.end - first.start]
    return any(map(str.isdigit, words)) and _HEADING.fullmatch(words.lower()) is not None


def _near(pieces: list[Piece], index: int) -> range:
    return range(index + 1, min(index + 7, len(pieces)))


def _first_number(pieces: list[Piece], heading: int) -> int | None:
    for index in range(heading + 1, min(heading + 4, len(pieces))):
        if pieces[index].number == 1:
            return index
    return None


def _numbered(pieces: list[Piece], headings: list[int]) -> Thread | None:
    """Comments told apart by nothing but their numbers."""
    starts = ((heading, _first_number(pieces, heading)) for heading in headings)
    heading, first = next((start for start in starts if start[1] is not None), (0, None))
    if first is None:
        return None
    thread = Thread(heading, len(pieces), heading=heading)
    _take_heading(thread, pieces, heading, first)
    expected, current = 1, None
    for index in range(first, len(pieces)):
        piece = pieces[index]
        words = piece.said
        if piece.number == expected and piece.indent <= pieces[first].indent + 1:
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.words))
            current = Draft(BlockKind.COMMENT, piece.words, piece.end, number=expected)
            thread.drafts.append(current)
            expected += 1
        elif ends_thread(piece) or (current is not None and piece.indent < pieces[first].indent):
            thread.last = index
            break
        elif is_button(words):
            thread.drafts.append(Draft(BlockKind.COMMENT_META, piece.start, piece.end))
            current = None
        elif current is not None:
            current.end = piece.end
    return thread


def _take_heading(thread: Thread, pieces: list[Piece], heading: int, first: int) -> None:
    piece = pieces[heading]
    thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
    for between in pieces[heading + 1 : first]:
        thread.drafts.append(Draft(BlockKind.COMMENT_META, between.start, between.end))


def _walk(
    text: str, pieces: list[Piece], headers: dict[int, Header], heading: int | None
) -> Thread | None:
    if not headers:
        return None
    first = min(headers)
    start = first if heading is None else heading
    side = _side(text, pieces, headers, start)
    leads = lead_ins(pieces, headers) if side is Side.ABOVE else {}
    if heading is None:
        start = leads.get(first, first)
    walker = Walker(text, pieces, headers, Thread(start, len(pieces), heading=heading), leads)
    if heading is not None:
        piece = pieces[heading]
        walker.thread.drafts.append(Draft(BlockKind.COMMENTS_HEADING, piece.start, piece.end))
        start = heading + 1
    thread = walker.above(start) if side is Side.ABOVE else walker.below(start)
    strip_affixes(thread.comments)
    return thread


def _side(text: str, pieces: list[Piece], headers: dict[int, Header], start: int) -> Side:
    """Signatures: words come before the first header and none after the last."""
    first, last = min(headers), max(headers)
    before = [
        piece
        for piece in pieces[start + 1 : first]
        if not is_empty(piece)
        and not is_furniture(piece.said)
        and phrases.PINGBACK.match(piece.said) is None
    ]
    if not before or headers[first].words is not None:
        return Side.ABOVE
    if headers[first].below and headers[last].below:
        attributed = phrases.COMMENT_BY.match(pieces[first].said) is not None
        behind = pieces[last + headers[last].taken :][:2]
        if attributed or (any(map(is_prose, before)) and not any(map(is_prose, behind))):
            return Side.BELOW
    end = last + headers[last].taken
    if end < len(pieces):
        words = pieces[end].said
        if not is_button(words) and not is_furniture(words):
            return Side.ABOVE
    return Side.BELOW
