"""Marks the elements round a comment's words, so that the writer sees where they begin and end.

Words need not fill an element: text that stands loose beside a header gets an element of its own,
which changes nothing a reader sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.importers.html_remarks import WORDS

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_regions import Region

_Unit = tuple["_Element", bool]


def cover(region: Region, first: int, last: int) -> None:
    """Mark the slots *first* to *last* of *region*, both included, and no other text."""
    index = {(slot.element, slot.tail): at for at, slot in enumerate(region.slots)}
    open_nodes = [region.element]
    while open_nodes:
        node = open_nodes.pop()
        groups: list[list[_Unit]] = [[]]
        whole = True
        for unit in _units(node):
            inside, partial = _state(region, index, node, unit, (first, last))
            if partial:
                open_nodes.append(unit[0])
            if inside:
                groups[-1].append(unit)
            else:
                whole = False
                groups.append([])
        if whole and node is not region.element:
            node.set(WORDS, "")
            continue
        for group in groups:
            _mark(node, _trimmed(region, index, node, group))


def _units(node: _Element) -> list[_Unit]:
    """The text of *node*, its children and their tails, as (element, is text or tail)."""
    units: list[_Unit] = [(node, True)] if node.text else []
    for child in node:
        units.append((child, False))
        if child.tail:
            units.append((child, True))
    return units


def _state(
    region: Region, index: dict[_Unit, int], node: _Element, unit: _Unit, span: tuple[int, int]
) -> tuple[bool, bool]:
    """Whether a unit belongs to the words, and whether only a part of it does."""
    element, is_text = unit
    first, last = span
    if is_text:
        at = index.get((element, element is not node))
        return at is None or first <= at <= last, False
    begun, ended = region.ranges.get(element, (0, 0))
    if begun == ended:
        return True, False
    if first <= begun and ended - 1 <= last:
        return True, False
    return False, begun <= last and first < ended


def _trimmed(
    region: Region, index: dict[_Unit, int], node: _Element, group: list[_Unit]
) -> list[_Unit]:
    """The group from its first text to its last: blanks and pictures at its ends stay out."""
    kept = [at for at, unit in enumerate(group) if _holds(region, index, node, unit)]
    return group[kept[0] : kept[-1] + 1] if kept else []


def _holds(region: Region, index: dict[_Unit, int], node: _Element, unit: _Unit) -> bool:
    element, is_text = unit
    if is_text:
        return (element, element is not node) in index
    begun, ended = region.ranges.get(element, (0, 0))
    return begun < ended


def _mark(node: _Element, group: list[_Unit]) -> None:
    if not group:
        return
    if len(group) == 1 and not group[0][1]:
        group[0][0].set(WORDS, "")
        return
    span = node.makeelement("span")
    span.set(WORDS, "")
    opening, is_text = group[0]
    units = group
    if is_text and opening is node:
        span.text, node.text = node.text, None
        node.insert(0, span)
        units = group[1:]
    elif is_text:
        span.text, opening.tail = opening.tail, None
        opening.addnext(span)
        units = group[1:]
    else:
        opening.addprevious(span)
    tails = {element for element, is_tail in units if is_tail}
    for element, is_tail in units:
        if is_tail:
            continue  # it came along with its element
        tail = element.tail
        span.append(element)
        if tail and element not in tails:
            element.tail, span.tail = None, tail
