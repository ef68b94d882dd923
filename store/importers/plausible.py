"""Whether headers that rules find are comments': no bylines, no list of teasers. Pure."""

from __future__ import annotations

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_prose
from store.importers.header_parts import Header
from store.importers.lead_ins import is_answer
from store.importers.lines import Piece
from store.importers.mentions import find_counts, is_told

_NEARLY = 0.9
_SHORTEST_ARTICLE = 200
_ENOUGH = 3


def is_sure(pieces: list[Piece], headers: dict[int, Header], first: int) -> bool:
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
    if len(headers) > _ENOUGH and len({header.author for header in headers.values()}) == 1:
        return False  # nobody talks with nobody: a list of what begins when
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
    """Whether most are "Ann said..." or "Ann said,", which no article writes again and again."""
    acts = [
        index
        for index, header in headers.items()
        if header.said and _first_line(pieces[index]).endswith(("...", "…", ","))
    ]
    return len(acts) >= _ENOUGH and 2 * len(acts) > len(headers)


def _first_line(piece: Piece) -> str:
    return piece.said[: piece.lines[0].end - piece.words].rstrip()


def _drop_byline(pieces: list[Piece], headers: dict[int, Header], first: int) -> None:
    """Leave out a first header with hardly a sentence before it and an article behind it.

    Or one that says in other words than all others who wrote: "Posted by Ann", "Written by Bob".
    """
    if len(headers) < 2:
        return
    byline, following = sorted(headers)[:2]
    if _is_said_otherwise(headers, byline):
        del headers[byline]
        return
    before = sum(piece.size for piece in pieces[first:byline] if is_prose(piece))
    behind = sum(piece.size for piece in pieces[byline:following] if is_prose(piece))
    if before < _SHORTEST_ARTICLE and behind > max(_SHORTEST_ARTICLE, 4 * before):
        del headers[byline]


def _is_said_otherwise(headers: dict[int, Header], first: int) -> bool:
    """Whether all names but the *first* begin with the same word, which is nobody's name."""
    names = [header.author or "" for index, header in headers.items() if index != first]
    words = {name.split(" ", 1)[0] for name in names}
    return (
        len(names) >= _ENOUGH
        and len(set(names)) > 1
        and len(words) == 1
        and all(" " in name for name in names)
        and (headers[first].author or "").split(" ", 1)[0] not in words
    )


def _has_button(pieces: list[Piece], headers: dict[int, Header]) -> bool:
    return bool(headers) and any(is_button(piece.said) for piece in pieces[min(headers) :])


def is_likely(pieces: list[Piece], heading: int, headers: dict[int, Header]) -> bool:
    """Whether weak headers are a thread: under an article, and no list of the newest comments.

    These are the article's where it has as many of them.
    """
    said = pieces[heading].said
    if phrases.LATEST.match(said) is not None and phrases.SORTING.fullmatch(said) is None:
        told = find_counts(pieces[:heading])
        if len(headers) < _ENOUGH or not is_told(pieces, told, len(headers)):
            return False
    article = sum(piece.size for piece in pieces[:heading] if is_prose(piece))
    return article >= _SHORTEST_ARTICLE and (len(headers) > 1 or _has_button(pieces, headers))


def alike(pieces: list[Piece], headers: dict[int, Header]) -> dict[int, Header]:
    """Without the few that only say "When I start, it says:" among many that have dates.

    And without those that stand in the midst of numbered comments: "You wrote:".
    """
    acts = [index for index, header in headers.items() if header.said and header.date is None]
    dated = [at for at, header in headers.items() if header.date is not None]
    listed = sum(pieces[at].marker is not None for at in dated)
    if listed >= _NEARLY * len(dated):
        acts = [at for at in acts if pieces[at].marker is None]
    else:
        dated = [at for at in dated if not headers[at].said]
    if not acts or len(dated) < _ENOUGH or 4 * len(acts) > len(dated):
        return headers
    return {index: header for index, header in headers.items() if index not in acts}
