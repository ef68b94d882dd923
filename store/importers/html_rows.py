"""Forum posts that stand in a table: who in one row or cell, when and what in others, as phpBB's.

Each is put into one element, so that it is found as a comment is.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, cast

from store.importers.html_candidates import PAIR
from store.importers.html_names import AUTHOR, any_of, remembered, tokens, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_BODIES = word_set("postbody posttext postmsg messagebody")
_BODY = "postbody"
_MARKED = "//td/descendant-or-self::*[contains(@class, 'post') or contains(@class, 'messagebody')]"
_MOST_ROWS = 4
_HIGHEST = 12
_names_author = any_of(remembered(AUTHOR))


def pair_rows(root: _Element) -> None:
    """Put the rows of each post into one element, and its words into one cell.

    A quotation parts the words of one post, and one in it these again: all in a cell are one.
    """
    every = dict.fromkeys(_cells(root))
    cells = [cell for cell in every if not any(a in every for a in cell.iterancestors("td"))]
    holding: dict[_Element, int] = {}
    for cell in cells:
        for row in _rows_round(cell):
            holding[row] = holding.get(row, 0) + 1
    for cell in cells:
        group = next((g for row in _rows_round(cell) if (g := _group(row, holding))), [])
        if group:
            cell.set("class", _BODY)
            _pair(group)


def _cells(root: _Element) -> Iterator[_Element]:
    for marked in cast("list[_Element]", root.xpath(_MARKED)):
        if tokens(marked) & _BODIES:
            yield marked if marked.tag == "td" else next(marked.iterancestors("td"))


def _rows_round(cell: _Element) -> Iterator[_Element]:
    return islice(cell.iterancestors("tr"), _HIGHEST)


def _group(row: _Element, holding: dict[_Element, int]) -> list[_Element]:
    """The rows of one post that end in *row*, or none where no author stands in them."""
    group: list[_Element] = []
    place: _Element | None = row
    while place is not None and len(group) < _MOST_ROWS:
        if holding.get(place, 0) != (0 if group else 1):
            break
        group.insert(0, place)
        if any(_names_author(tokens(inner)) for inner in place.iter()):
            return group
        place = place.getprevious()
    return []


def _pair(rows: list[_Element]) -> None:
    if len(rows) == 1:
        rows[0].set(PAIR, "")
        return
    pair = rows[0].makeelement("tbody")
    pair.set(PAIR, "")
    rows[0].addprevious(pair)
    for row in rows:
        pair.append(row)
