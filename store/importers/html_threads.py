"""The comment threads of a page: every comment's words, author, date, number and parent.

Known markups and unknown ones go the same way: elements that hold a comment each, what the names
and the lines in them say, then marks that tell the writer where words begin and end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.affixes import strip_affixes
from store.importers.html_anchored import find_anchored
from store.importers.html_candidates import Candidate, find_candidates
from store.importers.html_cover import cover
from store.importers.html_headers import pair_headers
from store.importers.html_hidden import hide_controls, hide_copies
from store.importers.html_inner import with_answers
from store.importers.html_kept import show_kept
from store.importers.html_linkbacks import is_excerpt, is_linkback, linked_words
from store.importers.html_names import text_of
from store.importers.html_outline import Outline, outline
from store.importers.html_parents import find_parents
from store.importers.html_pattern import find_repeated
from store.importers.html_posts import find_called, find_posts
from store.importers.html_pruning import are_titles, prune, widen, without_articles
from store.importers.html_recurring import counted_off, recurring_lines
from store.importers.html_regions import Region, read_regions
from store.importers.html_remarks import Remark
from store.importers.html_replied import find_replied
from store.importers.html_rows import pair_rows
from store.importers.html_signers import labels_in
from store.importers.html_signs import Signs, drop_strays, read_signs
from store.importers.html_terms import pair_terms
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_HEADING = 300
_MOST_LOOKED_AT = 1000
_FEWEST_SIGNED = 3
_MOST_ASKED = 3


@dataclass(slots=True)
class Threads:
    """What was found: the comments by element, in the page's order, and what stands between.

    *outline* is the page before the comments' words were marked; `changed` when any were.
    """

    outline: Outline
    remarks: dict[_Element, Remark] = field(default_factory=dict)
    between: set[_Element] = field(default_factory=set)
    heading: str | None = None
    changed: bool = False


def read_threads(root: _Element) -> Threads:
    """Find the comments under *root* and mark their words in the tree."""
    _reveal(root)
    hide_copies(root)
    hide_controls(root)
    pair_terms(root)
    pair_headers(root)
    pair_rows(root)
    nodes = outline(root)
    found = find_candidates(nodes)
    regions = read_regions(root, found) if found else {}
    if found:
        found = prune(found, regions)
        if are_titles(found, regions):
            return Threads(nodes)
        found = without_articles(widen(found, regions))
        regions = _read_anew(root, found, regions)
    found = found or find_called(root, nodes)
    posts = {} if found else find_posts(root, nodes)
    known = 0 if _are_headers(found, regions) else max(len(found), len(posts))
    anchored = find_anchored(root, nodes, known)
    found = anchored or found or _unnamed(root, nodes, posts)
    if not found and show_kept(root, nodes):
        nodes = outline(root)
        found = find_candidates(nodes)
    threads = Threads(nodes)
    if not found:
        return threads
    threads.changed = True
    regions = _read_anew(root, found, regions)
    found = with_answers(root, found, regions)
    regions = _read_anew(root, found, regions)
    labels = labels_in(regions.values())
    signs = {element: read_signs(region, labels) for element, region in regions.items()}
    _drop_unsigned(found, signs)
    threads.remarks = {element: Remark(at) for at, element in enumerate(found, start=1)}
    regions = {element: regions[element] for element in found}
    drop_strays(signs.values())
    _read(threads.remarks, regions, signs)
    outer = {e: c.outer.element if c.outer is not None else None for e, c in found.items()}
    find_parents(regions, threads.remarks, outer, signs)
    _name_heading(root, threads)
    _mark_between(threads)
    return threads


def _read_anew(
    root: _Element, found: dict[_Element, Candidate], regions: dict[_Element, Region]
) -> dict[_Element, Region]:
    """What each of *found* holds: *regions*, unless these are of others."""
    return regions if regions.keys() == found.keys() else read_regions(root, found)


def _are_headers(found: dict[_Element, Candidate], regions: dict[_Element, Region]) -> bool:
    """Whether what is named as comments are their headers, by the first few: words stand beside."""
    first = [regions[element] for element in islice(found, _MOST_ASKED) if element in regions]
    return bool(first) and all(find_words(region, read_signs(region)) is None for region in first)


def _unnamed(
    root: _Element, nodes: Outline, posts: dict[_Element, Candidate]
) -> dict[_Element, Candidate]:
    """Comments that no names tell: what repeats, or *posts*, or what is answered, if it is more."""
    replied = find_replied(root, nodes)
    found = find_repeated(root, nodes) or posts
    return found if len(found) >= len(replied) else replied


def _read(
    remarks: dict[_Element, Remark], regions: dict[_Element, Region], signs: dict[_Element, Signs]
) -> None:
    """Mark the words of all comments, and tell who wrote each, when, and its number."""
    buttons = recurring_lines(regions.values())
    spans: dict[_Element, tuple[int, int]] = {}
    for element, remark in remarks.items():
        region, own = regions[element], signs[element]
        linkback = is_linkback(region)
        words = linked_words(region, own) if linkback and not own.named else None
        words = words or find_words(region, own, buttons)
        if words is None and linkback:
            words = linked_words(region, own)
        if words is not None:
            spans[element] = words
        remark.pingback = linkback or (words is not None and is_excerpt(region, *words, own))
        remark.author, remark.date = own.author, own.date
    unnamed = [remark for element, remark in remarks.items() if not signs[element].named]
    strip_affixes([remark for remark in unnamed if not remark.pingback])
    numbers = counted_off(regions, spans)
    for element, (first, last) in spans.items():
        cover(regions[element], first + (element in numbers), last)
    begun = _first_number(next(iter(remarks))) - 1
    for element, remark in remarks.items():
        number = signs[element].number
        remark.number = number or numbers.get(element) or remark.place + begun


def _reveal(root: _Element) -> None:
    """Comments given for readers without scripts are read."""
    for element in list(root.iter("noscript")):
        if find_candidates(outline(element)):
            element.tag = "div"


def _drop_unsigned(found: dict[_Element, Candidate], signs: dict[_Element, Signs]) -> None:
    """Leave out what nobody signed, on no date, in a list of signed comments: "No trackbacks"."""
    loose = [
        element
        for element, own in signs.items()
        if own.author is None and own.date is None and not element.get("id")
    ]
    signed = sum(own.author is not None and own.date is not None for own in signs.values())
    if 0 < _FEWEST_SIGNED * len(loose) <= signed:
        inside = {c.outer.element for c in found.values() if c.outer is not None}
        for element in loose:
            if element not in inside:
                del found[element], signs[element]


def _first_number(first: _Element) -> int:
    """Where a list of comments begins to count, as on the second page of a long one."""
    up = first.getparent()
    start = (up.get("start") or "") if up is not None and up.tag == "ol" else ""
    return int(start) if start.isdecimal() and len(start) < 7 else 1


def _name_heading(root: _Element, threads: Threads) -> None:
    """What heads the comments is a heading, whatever its element."""
    first = next(iter(threads.remarks))
    place: _Element | None = first
    steps = 0
    while place is not None and place.tag != "body" and steps < 40:
        before = place.getprevious()
        steps += 1
        if before is None:
            place = place.getparent()
            continue
        place = before
        head = _heading_in(before)
        if head is not None:
            threads.heading = text_of(head, _LONGEST_HEADING)
            if head.tag not in _HEADINGS:
                head.tag = "h3"
            return


def _heading_in(element: _Element) -> _Element | None:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "ul", "ol", "form"}:
        return None
    chosen = None
    for inner in islice(element.iter(), _MOST_LOOKED_AT):
        if not isinstance(inner.tag, str) or inner.tag in {"a", "br", "img", "script", "style"}:
            continue
        words = text_of(inner, _LONGEST_HEADING)
        if 0 < len(words) < _LONGEST_HEADING and phrases.COMMENTS_HEADING.fullmatch(words):
            if inner.tag in _HEADINGS:
                return inner
            if inner.tag in {"div", "p", "header", "legend"} and (
                chosen is None or chosen in inner.iterancestors()
            ):
                chosen = inner
    return chosen


def _mark_between(threads: Threads) -> None:
    """What stands between two comments of one list, and is none, belongs to the page."""
    beside: dict[_Element, list[_Element]] = {}
    for element in threads.remarks:
        up = element.getparent()
        if up is not None:
            beside.setdefault(up, []).append(element)
    for group in beside.values():
        if len(group) < 2:
            continue
        place = group[0].getnext()
        while place is not None and place is not group[-1]:
            if place not in threads.remarks and isinstance(place.tag, str):
                holds = any(inner in threads.remarks for inner in place.iter())
                if not holds and len(text_of(place, _LONGEST_HEADING)) < _LONGEST_HEADING:
                    threads.between.add(place)
            place = place.getnext()
