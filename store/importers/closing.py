"""Dates that close comments: "Ann:", her words, the date; then the next name. Pure.

Read from the first date on, each date seems to stand over the next name. What comes before the
first and after the last one tells that it does not.
"""

from __future__ import annotations

from store.importers.buttons import is_button
from store.importers.furniture import is_empty, is_furniture
from store.importers.header_parts import Header, is_date_line, read_name, words_of
from store.importers.lines import Piece

_FEWEST = 2
_LEAST = 0.8
_MOST_NAMES = 4
_LONGEST_NAME = 60


def with_names_first(
    text: str, pieces: list[Piece], headers: dict[int, Header], heading: int | None
) -> dict[int, Header]:
    """*headers*, each of a date and the name under it, as names whose date stands below.

    Left as they are but where a name and words come before the first date, and no name behind the
    last.
    """
    order = sorted(headers)
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
