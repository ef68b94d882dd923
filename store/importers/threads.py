"""The reader comments of a raw text: where they begin and end, who wrote which, who answers whom.

A comment's header may say its author ("Ann says:"), author and date on a line or two, or only a
number; in some pages the author and date stand under the words instead. Depth shows in the
indentation of the headers. Nothing here is particular to one site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from itertools import islice, takewhile

from store.importers import phrases
from store.importers.affixes import strip_affixes
from store.importers.buttons import is_button
from store.importers.closing import take_closing_dates, take_names, told_acts, with_names_first
from store.importers.comment_ends import leads_up, trim_ends
from store.importers.depth import even_out
from store.importers.drafts import Draft
from store.importers.furniture import ends_words, is_empty, is_furniture, is_prose, is_related
from store.importers.header_marks import is_portrait
from store.importers.header_parts import Header
from store.importers.headers import find_headers
from store.importers.lead_ins import lead_ins
from store.importers.lines import Piece
from store.importers.listed import listed_headers
from store.importers.mentions import (
    find_tails,
    find_tops,
    have_quote_buttons,
)
from store.importers.numbered import find_numbered, named_numbers, take_heading
from store.importers.plausible import alike, is_likely, is_sure
from store.importers.recurring import names_over_buttons, recurring_headers
from store.importers.series import Serial, serial_headers
from store.importers.thread_headings import (
    after,
    are_counted_off,
    find_heading,
    find_headings,
    first_number,
    near,
    number_in,
)
from store.importers.walk import FORM, Thread, Walker, ends_thread, heads_with_number

_NEARLY = 0.9
_SHORTEST_ARTICLE = 200
_FEWEST, _ENOUGH = 2, 3
_LONGEST_UP = 40
_MOST_BUTTONS = 5
_SIGNED = re.compile(
    r"(?:posted\sby|postato\sda|posté\spar|enviado\spor|投稿者)\s?[:：]|由\s.{1,60}\s發表於|由\s.{1,60}\s发表于",
    re.IGNORECASE,
)
"""How blogs sign comments below, and what they sign articles with has no double point."""
_BACK, _ON = ("«", "‹", "<<", "←"), ("»", "›", ">>", "→")
"""How links to the articles before and after begin and end."""


class Side(Enum):
    """Whether a header stands above the words or, as a signature, under them."""

    ABOVE = "above"
    BELOW = "below"


def find_thread(text: str, pieces: list[Piece]) -> Thread | None:
    """The comment section of *text*, or None where there is none that is sure.

    A reading by rules that finds hardly a comment gives way to one by what the comments share.
    """
    headings = find_headings(pieces)
    if not headings and not any(map(is_prose, pieces)):
        return None
    ruled = _by_rules(text, pieces, headings)
    signed = ruled is not None and ruled.heading is not None and _is_signed(ruled, _ENOUGH)
    if ruled is not None and signed and not _is_by_one(ruled.comments):
        return _more(text, pieces, headings, ruled) or ruled
    found = serial_headers(text, pieces, headings)
    if ruled is not None and signed:
        again = None
        if len(found.headers) >= len(ruled.comments) and not _is_by_one(found.headers.values()):
            again = _walk(text, pieces, _closed(pieces, found.headers), found.heading)
        return again or _more(text, pieces, headings, ruled) or ruled
    alike = _walk(text, pieces, _closed(pieces, found.headers), found.heading)
    other = ruled or _recurring(text, pieces, headings) or _listed(text, pieces)
    if other is None or (alike is not None and _is_better(found, other, ruled)):
        return alike
    return other


def find_board(text: str, pieces: list[Piece]) -> Thread | None:
    """The posts of a board's topic, told by boxes or numbers, or None where *text* is none."""
    headings = find_headings(pieces)
    found = serial_headers(text, pieces, headings)
    if not found.board or not _are_signed(found.headers):
        return None
    return _walk(text, pieces, _closed(pieces, found.headers), found.heading)


def find_headed(text: str, pieces: list[Piece]) -> Thread | None:
    """The comments that a heading and their own headers tell: signed, dated, and in sentences."""
    headings = find_headings(pieces)
    ruled = _by_rules(text, pieces, headings) if headings else None
    if ruled is None or ruled.heading is None or not _is_signed(ruled, _FEWEST):
        return None
    comments = ruled.comments
    dated = sum(comment.date is not None for comment in comments)
    ended = sum(ends_words(text[comment.start : comment.end]) for comment in comments)
    if _is_by_one(comments) or dated < _NEARLY * len(comments) or 2 * ended < len(comments):
        return None
    return ruled


def _more(text: str, pieces: list[Piece], headings: list[int], ruled: Thread) -> Thread | None:
    """The comments under the same heading that are alike, if it tells of more than the rules found.

    Links back are counted too, so that a few may be missing.
    """
    told = 0 if ruled.heading is None else number_in(pieces[ruled.heading])
    known = len(ruled.comments)
    if _NEARLY * told <= known:
        return None
    found = serial_headers(text, pieces, headings)
    if found.heading != ruled.heading or not known < len(found.headers) <= told:
        return None
    thread = _walk(text, pieces, _closed(pieces, found.headers), found.heading)
    authors = {} if thread is None else {draft.start: draft.author for draft in thread.comments}
    agreed = sum(authors.get(draft.start) == draft.author for draft in ruled.comments)
    return thread if agreed >= _NEARLY * known else None


def _is_better(found: Serial, other: Thread, ruled: Thread | None) -> bool:
    """Whether headers that are alike are believed instead of *other*, which may be by rules."""
    known = len(other.comments)
    headers, heading = found.headers, found.heading
    if not _are_signed(headers):
        return False
    if found.board:
        signed = ruled is not None and _is_signed(ruled)
        names = {comment.author for comment in ruled.comments} if ruled is not None else set()
        return len(headers) >= max(_ENOUGH, known + (signed and len(names) > 1))
    if heading is not None and other.first > max(headers):
        return len(headers) >= _ENOUGH
    if ruled is None:
        return len(headers) >= (_ENOUGH if heading is not None else known)
    if not _is_signed(ruled):
        return len(headers) >= max(known, _FEWEST)
    if ruled.heading is not None and (heading is None or heading > ruled.heading):
        return False  # a list of articles under the form, for instance
    return len(headers) >= max(_ENOUGH, known + (ruled.heading is None))


def _is_signed(thread: Thread, fewest: int = 0) -> bool:
    """Whether there are at least so many comments and most of them have an author."""
    signed = sum(comment.author is not None for comment in thread.comments)
    return len(thread.comments) >= fewest and 2 * signed > len(thread.comments)


def _is_by_one(comments: Iterable[Draft | Header]) -> bool:
    """Whether all say the same in their author's place, as "Posted" in an unknown language."""
    return len({comment.author for comment in comments}) == 1


def _are_signed(headers: dict[int, Header]) -> bool:
    """Whether most of *headers* name an author, and there are any."""
    return bool(headers) and 2 * sum(
        header.author is not None for header in headers.values()
    ) > len(headers)


def _by_rules(text: str, pieces: list[Piece], headings: list[int]) -> Thread | None:
    every = find_headers(text, pieces)
    strong = {index: header for index, header in every.items() if not header.weak}
    heading = find_heading(pieces, headings, strong)
    if heading is not None:
        return _walk(text, pieces, _closed(pieces, after(strong, heading)), heading)
    heading = find_heading(pieces, headings, every)
    if heading is not None:
        headers = _closed(pieces, after(every, heading))
        if is_likely(pieces, heading, headers):
            return _walk(text, pieces, headers, heading)
    heading, headers = told_acts(text, pieces, headings)
    if heading is not None:
        return _walk(text, pieces, headers, heading)
    heading, headers = named_numbers(text, pieces, headings)
    if heading is not None:
        return _walk(text, pieces, headers, heading)
    found = find_numbered(pieces, headings)
    if found is not None:
        found.drafts += take_closing_dates(text, found.comments)
        return found
    prose = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    over = max((at for at in strong if at < prose), default=prose)
    saying = strong.get(over)
    said = saying is not None and saying.said and over + saying.taken == prose
    strong = _closed(pieces, after(strong, (over if said else prose) - 1))
    if is_sure(pieces, strong, prose):
        return _walk(text, pieces, strong, None)
    return None


def _recurring(text: str, pieces: list[Piece], headings: list[int]) -> Thread | None:
    """Comments told apart by the same line under each, behind an article's first prose."""
    first = next((index for index, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    headers = _closed(pieces, recurring_headers(text, pieces, first))
    above = len(headers) < _FEWEST
    if above:
        headers = _closed(pieces, names_over_buttons(text, pieces, first))
    if len(headers) < _FEWEST:
        return None
    over = [at for at in headings if at > first and min(headers) in near(pieces, at)]
    if above and not over:
        return None
    return _walk(text, pieces, headers, over[-1] if over else None)


def _listed(text: str, pieces: list[Piece]) -> Thread | None:
    """Comments without dates over the name of the service that keeps them."""
    headers = listed_headers(text, pieces)
    return _walk(text, pieces, headers, None) if headers else None


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


def _walk(
    text: str, pieces: list[Piece], headers: dict[int, Header], heading: int | None
) -> Thread | None:
    if not headers:
        return None
    headers = with_names_first(text, pieces, alike(pieces, headers), heading)
    first = min(headers)
    start = first if heading is None else heading
    side = _side(text, pieces, headers, start)
    leads = lead_ins(pieces, headers) if side is Side.ABOVE else {}
    if heading is None:
        start = leads.get(first, first)
    thread = Thread(start, len(pieces), heading=heading)
    walker = Walker(text, pieces, headers, thread, leads)
    walker.tails = find_tails(pieces, headers)
    walker.quotable = have_quote_buttons(pieces, headers)
    lines = (line for piece in pieces[first:] for line in piece.lines)
    short = (text[a.start : a.end] for a in lines if a.end - a.start <= _LONGEST_UP)
    walker.led = sum(1 for _ in islice(filter(leads_up, short), _ENOUGH)) == _ENOUGH
    if side is Side.ABOVE:
        walker.tops = find_tops(pieces, headers)
    if heading is not None:
        start = heading + 1
        if side is Side.BELOW:
            start = _first_below(text, pieces, heading, headers) or start
        take_heading(walker.thread, pieces, heading, start)
    if side is Side.ABOVE:
        thread = walker.above(start)
        thread.drafts += take_closing_dates(text, thread.comments)
        thread.drafts += trim_ends(text, thread.comments, led=walker.led)
    else:
        thread = walker.below(start)
        if all(draft.author is None for draft in thread.comments):
            thread.drafts += take_names(text, thread.comments)
    strip_affixes(thread.comments)
    even_out(thread.comments)
    return thread


def _first_below(
    text: str, pieces: list[Piece], heading: int, headers: dict[int, Header]
) -> int | None:
    """Where the number of the first comment stands, which is signed below."""
    if are_counted_off(pieces, heading, headers):
        return first_number(pieces, heading)
    over = range(heading + 1, min(headers))
    return next((at for at in over if heads_with_number(text, pieces[at])), None)


def _side(text: str, pieces: list[Piece], headers: dict[int, Header], start: int) -> Side:
    """Signatures: words come before the first header and none after the last."""
    first, last = min(headers), max(headers)
    before = [
        piece
        for piece in pieces[start + 1 : first]
        if not is_empty(piece)
        and not is_furniture(piece.said)
        and phrases.PINGBACK.match(piece.said) is None
        and phrases.PINGBACKS_HEADING.fullmatch(piece.said) is None
        and FORM.match(piece.said.lower()) is None
        and not is_portrait(piece.said, headers[first].author or "")
    ]
    if not before or headers[first].words is not None:
        return Side.ABOVE
    if start not in headers and are_counted_off(pieces, start, headers):
        return Side.BELOW
    if headers[first].below and headers[last].below:
        said = pieces[first].said
        attributed = phrases.COMMENT_BY.match(said) or _SIGNED.match(said)
        behind = pieces[last + headers[last].taken :][:2]
        if attributed or (any(map(is_prose, before)) and not any(map(_is_told, behind))):
            return Side.BELOW
    end = last + headers[last].taken
    while end < len(pieces) and is_empty(pieces[end]):
        end += 1
    if any(map(_is_said, _behind_buttons(pieces[end : end + _MOST_BUTTONS]))):
        return Side.ABOVE
    if end < len(pieces):
        words = pieces[end].said
        if not (is_button(words) or is_furniture(words) or ends_thread(pieces[end])):
            return Side.ABOVE
    return Side.BELOW


def _is_told(piece: Piece) -> bool:
    """Whether a piece is what somebody says, and does not lead to other articles."""
    leads = piece.said.startswith(_BACK) or piece.said.endswith(_ON)
    return is_prose(piece) and not leads


def _behind_buttons(rest: list[Piece]) -> list[Piece]:
    """What stands first behind one button or more."""
    buttons = len(list(takewhile(lambda piece: is_button(piece.said), rest)))
    return rest[buttons : buttons + 1] if buttons else []


def _is_said(piece: Piece) -> bool:
    return is_prose(piece) and not ends_thread(piece)
