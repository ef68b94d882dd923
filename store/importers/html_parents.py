"""Which comment a comment of a page answers: by nesting, by what it names, by its depth."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from store.importers.html_candidates import PAIR
from store.importers.html_names import DEPTH, INDENT, NESTING, tokens
from store.importers.html_remarks import Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_regions import Region
    from store.importers.html_signs import Signs

_OWN_NAMES = ("id", "data-comment-id", "data-id", "data-pid")
_PARENT_NAMES = (
    "data-parent",
    "data-parent-id",
    "data-reply-to",
    "data-parent-comment-id",
    "data-in-reply-to",
    "parentid",
)
_SPACERS = ((".//td[@indent]", "indent"), (".//td/img[@height='1'][@width]", "width"))
"""What moves a comment in a table to the right, and the attribute that says how far."""
_FURTHEST = 12
_LONGEST_ID = 100
_ANCHOR = re.compile(r"(?:.{0,10}[-_])?(?:comment|c|forum|post|p)[-_]?\d+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:[_-]\d+)?$")
_UNITS = {"px": 1.0, "em": 16.0, "rem": 16.0, "%": 8.0, ")": 16.0}


def find_parents(
    regions: dict[_Element, Region],
    remarks: dict[_Element, Remark],
    outer: dict[_Element, _Element | None],
    signs: dict[_Element, Signs],
) -> None:
    """Set every remark's parent. *outer* is the comment round a comment, by element."""
    by_id: dict[str, Remark] = {}
    by_name: dict[str, Remark] = {}
    by_depth: list[tuple[float, Remark]] = []
    before: dict[_Element, _Element | None] = {}
    depths: dict[_Element, float] = {}
    holding = _holding(remarks)
    for element, remark in remarks.items():
        depth = _depth(element, holding)
        above = outer[element]
        while above is not None and depth is not None and depths.get(above, -1.0) >= depth:
            above = outer[above]
        if above is None:
            above = _above(element, remarks, before)
            if above is not None and depth is not None and depths.get(above, -1.0) >= depth:
                above = None
        remark.parent = remarks[above] if above is not None else None
        said = signs[element]
        named = _named(element, said, by_id)
        if named is not None:
            remark.parent = named
        elif said.answer.name and (answered := by_name.get(said.answer.name.casefold())):
            tree = remark.parent
            if tree is None or (tree.author or "").casefold() != said.answer.name.casefold():
                remark.parent = answered
        if depth is not None:
            depths[element] = depth
            while by_depth and by_depth[-1][0] >= depth:
                by_depth.pop()
            if remark.parent is None and by_depth and above is None:
                remark.parent = by_depth[-1][1]
            by_depth.append((depth, remark))
        for name in _ids(regions[element]):
            by_id.setdefault(name, remark)
        if remark.author:
            by_name[remark.author.casefold()] = remark


def _ids(region: Region) -> set[str]:
    """The figures by which other comments and links may name this one."""
    element = region.element
    names = set(map(element.get, _OWN_NAMES))
    before = element.getprevious()
    anchors = [before] if before is not None and before.tag == "a" else []
    for inner in (*region.ranges, *anchors):
        for name in (inner.get("id"), inner.get("name")):
            if name and _ANCHOR.fullmatch(name):
                names.add(name)
    return {match[0] for name in names if name and (match := _DIGITS.search(name[-_LONGEST_ID:]))}


def _named(element: _Element, signs: Signs, by_id: dict[str, Remark]) -> Remark | None:
    for target in (signs.answer.anchor, *map(element.get, _PARENT_NAMES)):
        match = _DIGITS.search(target[-_LONGEST_ID:]) if target else None
        if match is not None and match[0] in by_id:
            return by_id[match[0]]
    return None


def _above(
    element: _Element,
    remarks: dict[_Element, Remark],
    before: dict[_Element, _Element | None],
) -> _Element | None:
    """The comment before the list or the indented box that *element* stands in.

    *before* keeps what was found for each box, for the comments that share it.
    """
    for place, ancestor in enumerate(element.iterancestors()):
        if place >= _FURTHEST or ancestor.tag == "body":
            return None
        if not _is_nesting(ancestor):
            continue
        if ancestor not in before:
            before[ancestor] = _last_before(ancestor, remarks)
        if before[ancestor] is not None:
            return before[ancestor]
    return None


def _last_before(box: _Element, remarks: dict[_Element, Remark]) -> _Element | None:
    """The comment that what stands right before *box* is, or the last one in it."""
    place = box.getprevious()
    while place is not None and (not isinstance(place.tag, str) or _is_blank(place)):
        place = place.getprevious()
    if place is None or place in remarks:
        return place
    last: _Element | None = None
    for inner in place.iter():
        if inner in remarks and (last is None or last not in inner.iterancestors()):
            last = inner
    return last


def _is_nesting(element: _Element) -> bool:
    up = element.getparent()
    listed = (
        element.tag in {"ol", "ul", "dl"} and up is not None and up.tag in {"ol", "ul", "li", "dd"}
    )
    return listed or any(NESTING.fullmatch(name) for name in tokens(element))


def _is_blank(element: _Element) -> bool:
    return not "".join(map(str, element.itertext())).strip()


def _holding(remarks: dict[_Element, Remark]) -> Counter[_Element]:
    """How many comments each element round one holds."""
    holding: Counter[_Element] = Counter()
    for element in remarks:
        holding.update(islice(element.iterancestors(), _FURTHEST))
    return holding


def _depth(element: _Element, holding: Counter[_Element]) -> float | None:
    """How deep a comment, or a box that holds it alone, says that it lies, or is indented."""
    for name in ("data-depth", "data-level", "aria-level", "data-indent"):
        value = element.get(name) or ""
        if value.isdecimal():
            return float(value)
    if element.tag == "tr":
        for path, name in _SPACERS:
            spacer = element.find(path)
            value = spacer.get(name) or "" if spacer is not None else ""
            if value.isdecimal():
                return float(value)
    alone = takewhile(lambda above: holding[above] == 1, element.iterancestors())
    inside = islice(element, _FURTHEST) if PAIR in element.attrib else ()
    boxes = [element, *inside, *islice(alone, _FURTHEST)]
    for place in boxes:
        for name in tokens(place):
            match = DEPTH.fullmatch(name)
            if match is not None:
                return float(match[1])
    up = boxes[-1].getparent() if boxes[-1].getparent() is not element else None
    for place in boxes if up is None else (*boxes, up):
        match = INDENT.search(place.get("style") or "")
        if match is not None:
            return float(match[1]) * _UNITS[match[2].lower()]
    return None
