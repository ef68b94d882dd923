"""Dates that close comments: "Ann:", her words, the date; then the next name. Pure.

Read from the first date on, each date seems to stand over the next name. What comes before the
first and after the last one tells that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.importers.buttons import is_button
from store.importers.drafts import Draft
from store.importers.furniture import is_empty, is_furniture
from store.importers.header_parts import (
    LONGEST_NAME,
    Header,
    date_line,
    is_date_line,
    next_line,
    read_name,
    words_of,
)
from store.importers.lines import Piece
from store.importers.thread_headings import number_in
from store.importers.vocabulary import SAYING
from store.model import BlockKind
from store.text import fold_space

_FEWEST = 2
_ACT = re.compile(rf"\s(?:{SAYING})\s?[:,]?\s*$", re.IGNORECASE)
_LEAST = 0.8
_MOST_NAMES = 4
_MOST_SIGNED = 7
_MOST_TRIED = 10
_FURTHEST = 14
_LONGEST_NAME = 60


def with_names_first(
    text: str, pieces: list[Piece], headers: dict[int, Header], heading: int | None
) -> dict[int, Header]:
    """*headers*, each of a date and the name under it, as names whose date stands below.

    Left as they are but where a name and words come before the first date, and no name behind the
    last.
    """
    order = sorted(headers)
    acting = sum(header.said for header in headers.values())
    acts = {} if heading is None or 2 * acting > len(headers) else _acts(text, pieces, heading)
    if (
        len(acts) > _FEWEST
        and len(acts) >= _LEAST * len(headers)
        and 2 * len(acts.keys() & headers) < len(headers)
    ):
        return acts
    if heading is None or len(order) <= _FEWEST or not is_date_line(text, pieces[order[-1]]):
        return headers
    *others, last = order
    named = [at for at in others if headers[at].taken == _FEWEST and headers[at].author]
    if headers[last].author is not None or len(named) < _LEAST * len(others):
        return headers
    first = _first_name(pieces, heading, order[0])
    if first is None or not all(is_date_line(text, pieces[at]) for at in others):
        return headers
    return {first.index: first} | {
        at + 1: Header(at + 1, 1, headers[at].author, None, headers[at].words, weak=True)
        for at in named
    }


def told_acts(
    text: str, pieces: list[Piece], headings: list[int]
) -> tuple[int | None, dict[int, Header]]:
    """The last heading that tells how many "Ann says" stand soon behind it, and these."""
    for heading in headings[: -_MOST_TRIED - 1 : -1]:
        told = number_in(pieces[heading])
        acts = _acts(text, pieces, heading) if told > _FEWEST else {}
        near = min(acts, default=len(pieces)) <= heading + _FURTHEST
        if near and len(acts) > _FEWEST and _LEAST * told <= len(acts) <= told:
            return heading, acts
    return None, {}


def _acts(text: str, pieces: list[Piece], heading: int) -> dict[int, Header]:
    """The headers that name the act and nothing else, as "Ann says", behind a heading."""
    found: dict[int, Header] = {}
    for at in range(heading + 1, len(pieces)):
        piece = pieces[at]
        end = piece.lines[0].end
        if end - piece.words > _LONGEST_NAME:
            continue
        said = text[piece.words : end]
        act = _ACT.search(said)
        name = None if act is None else read_name(said[: act.start()])
        if name is not None and words_of(name) <= _MOST_NAMES:
            found[at] = Header(at, 1, name, None, next_line(piece), said=True)
    return found


def take_closing_dates(text: str, comments: Sequence[Draft]) -> list[Draft]:
    """Take the dates that end most of the undated *comments*, with the names over them where
    none is signed otherwise, and return where they stood.
    """
    undated = [draft for draft in comments if draft.date is None and not draft.pingback]
    found: list[tuple[Draft, int, str]] = []
    for draft in undated:
        start = _last_line(text, draft.start, draft.end)
        stamp = date_line(text, start, draft.end)
        if start > draft.start and stamp is not None and stamp.clock:
            found.append((draft, start, stamp.words))
    if len(found) <= _FEWEST or len(found) < _LEAST * len(undated):
        return []
    dates = []
    names: dict[int, tuple[int, str]] = {}
    if all(draft.author is None for draft in undated):
        names = _names_over(text, found)
        if not names:
            dates += take_names(text, [draft for draft, _, _ in found])
    for draft, start, words in found:
        top, draft.author = names.get(start, (start, draft.author))
        dates.append(Draft(BlockKind.COMMENT_META, top, draft.end))
        draft.end, draft.date = top, words
    return dates


def _last_line(text: str, start: int, end: int) -> int:
    """Where the last line of text[start:end] begins that is not blank."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return max(start, text.rfind("\n", start, end) + 1)


def _names_over(text: str, dates: Sequence[tuple[Draft, int, str]]) -> dict[int, tuple[int, str]]:
    """Where the names over dates begin, and the names, by the dates' own places; or nothing."""
    names: dict[int, tuple[int, str]] = {}
    for draft, start, _ in dates:
        over = _last_line(text, draft.start, start)
        said = fold_space(text[over : min(start, over + LONGEST_NAME)])
        name = read_name(said) if over > draft.start and not said.endswith(tuple(".?!")) else None
        if name is not None and words_of(name) <= _MOST_SIGNED:
            names[start] = over, name
    return names if len(names) >= _LEAST * len(dates) else {}


def take_names(text: str, comments: Sequence[Draft]) -> list[Draft]:
    """Take the names that begin *comments*, as "Ann:" on a line, and return where they stood."""
    named: list[tuple[Draft, int, str]] = []
    for draft in comments:
        end = text.find("\n", draft.start, min(draft.end, draft.start + _LONGEST_NAME))
        said = fold_space(text[draft.start : max(end, draft.start)])
        name = read_name(said.rstrip(": ")) if said.endswith(":") else None
        if name is not None and words_of(name) <= _MOST_NAMES:
            named.append((draft, end, name))
    if len(named) < _LEAST * len(comments):
        return []
    taken = []
    for draft, end, name in named:
        taken.append(Draft(BlockKind.COMMENT_META, draft.start, end))
        draft.start, draft.author = end, name
    return taken


def _first_name(pieces: list[Piece], heading: int, date: int) -> Header | None:
    """The first name under a heading, if words stand between it and the first date."""
    for at in range(heading + 1, date - 1):
        said = pieces[at].said.rstrip(" :")
        if is_empty(pieces[at]) or is_furniture(said) or is_button(said):
            continue
        name = read_name(said) if len(said) <= _LONGEST_NAME else None
        fits = name is not None and words_of(name) <= _MOST_NAMES
        return Header(at, 1, name, None, None, weak=True) if fits else None
    return None
