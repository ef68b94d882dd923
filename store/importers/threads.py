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
from store.importers.depth import even_out
from store.importers.drafts import Draft
from store.importers.furniture import (
    ends_sentence,
    is_empty,
    is_furniture,
    is_prose,
    is_related,
)
from store.importers.header_parts import Header
from store.importers.headers import find_headers
from store.importers.lead_ins import is_answer, lead_ins
from store.importers.lines import Piece
from store.importers.patterns import for_lower
from store.importers.recurring import recurring_headers
from store.importers.series import is_index, serial_headers
from store.importers.walk import FORM, Thread, Walker, ends_thread
from store.model import BlockKind

_SHORTEST_ARTICLE = 200
_FEWEST, _ENOUGH = 2, 3
_TIMES = 2
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
    """The comment section of *text*, or None where there is none that is sure.

    A reading by rules that finds hardly a comment gives way to one by what the comments share.
    """
    headings = [index for index, piece in enumerate(pieces) if _is_heading(piece)]
    if not headings and not any(map(is_prose, pieces)):
        return None
    ruled = _by_rules(text, pieces, headings)
    if ruled is not None and ruled.heading is not None and _is_signed(ruled):
        if len(ruled.comments) >= _ENOUGH:
            return ruled
    heading, headers = serial_headers(text, pieces, headings)
    other = ruled or _recurring(text, pieces, headings)
    apart = heading is not None and other is not None and other.first > max(headers, default=0)
    least = _ENOUGH if apart else _least(other, ruled, heading)
    if len(headers) >= least and (other is None or _are_signed(headers)):
        return _walk(text, pieces, _closed(pieces, headers), heading) or other
    return other


def _least(other: Thread | None, ruled: Thread | None, heading: int | None) -> int:
    """How many headers that are alike must be found to be believed instead of another reading."""
    known = 0 if other is None else len(other.comments)
    if other is None:
        return _FEWEST
    if ruled is None:
        return _ENOUGH if heading is not None else _TIMES * known
    if not _is_signed(ruled):
        return known
    return _ENOUGH if ruled.heading is not None else known + 1


def _is_signed(thread: Thread) -> bool:
    """Whether most comments have an author."""
    signed = sum(comment.author is not None for comment in thread.comments)
    return 2 * signed > len(thread.comments)


def _are_signed(headers: dict[int, Header]) -> bool:
    """Whether most of *headers* name an author."""
    return 2 * sum(header.author is not None for header in headers.values()) > len(headers)


def _by_rules(text: str, pieces: list[Piece], headings: list[int]) -> Thread | None:
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
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    strong = _closed(pieces, _after(strong, prose - 1))
    if _is_sure(pieces, strong, prose):
        return _walk(text, pieces, strong, None)
    return None


def _recurring(text: str, pieces: list[Piece], headings: list[int]) -> Thread | None:
    """Comments told apart by the same line under each, behind an article's first prose."""
    first = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    headers = _closed(pieces, recurring_headers(text, pieces, first))
    if len(headers) < 2:
        return None
    over = [at for at in headings if at > first and min(headers) in _near(pieces, at)]
    return _walk(text, pieces, headers, over[-1] if over else None)


def _is_sure(pieces: list[Piece], headers: dict[int, Header], first: int) -> bool:
    """Whether headers behind the *first* prose make a thread without a heading over it.

    There must be prose before them, for an article's own byline looks like a header, and more
    than the dates that a list of teasers has too: "says", a reply button, or a third one.
    """
    _drop_byline(pieces, headers, first)
    if _are_left_open(pieces, headers):
        return True
    dated = [header for header in headers.values() if header.date]
    if len(headers) < 2 or not dated or not _have_words(headers):
        return False
    return (
        len(dated) > 2
        or any(header.said for header in headers.values())
        or _has_button(pieces, headers)
        or any(is_answer(pieces[index - 1]) for index in headers if index)
    )


def _have_words(headers: dict[int, Header]) -> bool:
    """Whether something stands behind more than half of all headers: not behind "Starts: …"."""
    bare = [
        index
        for index, header in headers.items()
        if header.words is None and index + header.taken in headers
    ]
    return 5 * len(bare) < 2 * len(headers)


def _are_left_open(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    """Whether most headers are "Ann said...", which no article writes again and again."""
    acts = [
        index
        for index, header in headers.items()
        if header.said and pieces[index].said.endswith(("...", "…"))
    ]
    return len(acts) >= _ENOUGH and 2 * len(acts) > len(headers)


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
        if piece.size <= 60 and (FORM.match(piece.said.lower()) or is_related(piece.said)):
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
        if any(at in headers for at in _near(pieces, index))
        or _is_signed_below(index, headers)
        or _are_counted_off(pieces, index, headers)
    ]
    if not near:
        return None
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    for index in near:
        if index > prose and not _heads_an_index(pieces, index, headers):
            return _nearest(pieces, near, index, headers)
    return near[0] if len(_after(headers, near[0])) > 1 else None


def _heads_an_index(pieces: list[Piece], heading: int, headers: dict[int, Header]) -> bool:
    """Whether what follows is a list of articles, each with the number of its comments."""
    return is_index(pieces[heading + 1 : max(headers)], len(_after(headers, heading)))


def _is_signed_below(heading: int, headers: dict[int, Header]) -> bool:
    """Whether the first header under a heading, further down, is the first comment's signature."""
    first = min((index for index in headers if index > heading), default=None)
    if first is None or first > heading + _LONGEST_COMMENT:
        return False
    return headers[first].below and headers[max(headers)].below


def _are_counted_off(pieces: list[Piece], heading: int, headers: dict[int, Header]) -> bool:
    """Whether numbered words stand under a heading, each signed right before the next number."""
    behind = [index for index in sorted(headers) if index > heading]
    first = _first_number(pieces, heading)
    if len(behind) < _FEWEST or first is None or first >= behind[0]:
        return False
    if not any(map(is_prose, pieces[first : behind[0]])):
        return False
    following = [_following(pieces, index + headers[index].taken) for index in behind[:-1]]
    numbered = sum(piece is not None and piece.number is not None for piece in following)
    return 4 * numbered >= 3 * len(following)


def _following(pieces: list[Piece], index: int) -> Piece | None:
    """The next piece from *index* on that is no button and not empty, or only a number."""
    for piece in pieces[index:]:
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


def _is_heading(piece: Piece) -> bool:
    if piece.size > 400 or piece.marker is not None:
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
        FORM.match(rest.lstrip(" •|·–-,»")) is not None
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
    sentences = any(ends_sentence(piece) for piece in pieces[first : thread.last])
    return thread if sentences else None  # a list of what is read most has numbers too


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
    headers = _alike(headers)
    first = min(headers)
    start = first if heading is None else heading
    side = _side(text, pieces, headers, start)
    leads = lead_ins(pieces, headers) if side is Side.ABOVE else {}
    if heading is None:
        start = leads.get(first, first)
    walker = Walker(text, pieces, headers, Thread(start, len(pieces), heading=heading), leads)
    if heading is not None:
        counted = side is Side.BELOW and _are_counted_off(pieces, heading, headers)
        start = (_first_number(pieces, heading) if counted else None) or heading + 1
        _take_heading(walker.thread, pieces, heading, start)
    thread = walker.above(start) if side is Side.ABOVE else walker.below(start)
    strip_affixes(thread.comments)
    even_out(thread.comments)
    return thread


def _alike(headers: dict[int, Header]) -> dict[int, Header]:
    """Without the few that only say "When I start, it says:" among many that have dates."""
    acts = [index for index, header in headers.items() if header.said and header.date is None]
    plain = sum(not header.said and header.date is not None for header in headers.values())
    if not acts or plain < _ENOUGH or 4 * len(acts) > plain:
        return headers
    return {index: header for index, header in headers.items() if index not in acts}


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
    if start not in headers and _are_counted_off(pieces, start, headers):
        return Side.BELOW
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
