"""Comments that stand each at an anchor of its own, by which links reach them: `forum12`, `c7`.

What an anchor begins may be a box, one in another, or a run of elements that no box holds.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.html_candidates import PAIR, Candidate
from store.importers.html_names import INLINE, in_latest, plain_names, text_of, tokens
from store.importers.html_outline import Outline
from store.importers.html_regions import Region, read_regions
from store.importers.html_replied import is_reply
from store.importers.html_signs import read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

_ANCHOR = re.compile(
    r"(?P<name>comments?|commentaires?|kommentare?|comentarios?|comment[oi]|reacties?|reactions?|"
    r"forum|message|msg|reply|response|trackback|ancre|com|cmt|co?)[-_]?(?P<number>\d{1,12})",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:message|msg|reply|ancre|com?|c)[-_]?\d+", re.IGNORECASE)
"""What other pages call their chapters too: a comment of such a name links to itself, or is
answered by a button.
"""
_FEWEST = 2
_MOST = 20_000
_HIGHEST = 40
_MOST_TEXT = 3000
_MOST_TRIED = 3
_LEAST_WORDED = 0.8
_LEAST_SIGNED = 0.5
_LONGEST_FORM = 160
_MOST_LOOKED_AT = 60
_FIGURES = re.compile(r"\d+")
_Kind = tuple[str, frozenset[str]]


def find_anchored(root: _Element, nodes: Outline, more_than: int = 0) -> dict[_Element, Candidate]:
    """The comments at a page's anchors, by element, where there are *more_than* so many.

    *nodes* are the elements under *root*, which is changed where comments have no box.
    """
    anchors = _anchors(nodes)
    stop = _common(anchors) if len(anchors) >= max(_FEWEST, more_than + 1) else None
    if stop is None:
        return {}
    for boxes in _boxes(anchors, stop):
        if _are_comments(stop, boxes):
            return _nested(root, boxes)
    boxes = [_boxed(run) for run in _runs(anchors, stop)]
    if _are_comments(stop, boxes):
        first, *others = boxes
        if len(others) > more_than and not _are_comments(first, [first]):
            _unbox(first)
            boxes = others
        return _nested(root, boxes)
    for box in boxes:
        _unbox(box)
    return {}


def _anchors(nodes: Outline) -> list[_Element]:
    """The elements that bear the name that most anchors of comments have, each number once."""
    groups: dict[str, dict[str, _Element]] = {}
    known: dict[_Element, bool] = {}
    for node in nodes:
        if node is None or not node.tag or not node.attributes:
            continue
        name = node.identity or (node.attributes.get("name") or "" if node.tag == "a" else "")
        found = _ANCHOR.fullmatch(name) if name[-1:].isdigit() else None
        if found is not None and not in_latest(node.element, known):
            group = groups.setdefault(found["name"].lower(), {})
            group.setdefault(found["number"], node.element)
    return list(max(groups.values(), key=len).values())[:_MOST] if groups else []


def _common(elements: Sequence[_Element]) -> _Element | None:
    """The innermost element that all of *elements* stand in, and that is none of them."""
    first = elements[0]
    above = list(first.iterancestors())
    for element in elements[1:]:
        own = set(element.iterancestors())
        while above and above[0] not in own:
            above.pop(0)
    return above[0] if above else None


def _boxes(anchors: Sequence[_Element], stop: _Element) -> Iterable[list[_Element]]:
    """Elements of one kind that hold an anchor each, those of the most words first.

    Others may be nested in one: an anchor's is the innermost of its kind.
    """
    nearest: dict[_Kind, dict[_Element, None]] = {}
    for anchor in anchors:
        seen: set[_Kind] = set()
        for place in islice((anchor, *anchor.iterancestors()), _HIGHEST):
            if place is stop:
                break
            if str(place.tag) in INLINE:
                continue
            for kind in _kinds(place):
                if kind not in seen:
                    seen.add(kind)
                    nearest.setdefault(kind, {})[place] = None
    found = [list(boxes) for boxes in nearest.values() if len(boxes) == len(anchors)]
    found.sort(key=lambda boxes: sum(len(text_of(b, _MOST_TEXT)) for b in boxes), reverse=True)
    return found[:_MOST_TRIED]


def _kinds(element: _Element) -> set[_Kind]:
    tag = str(element.tag)
    return {(tag, frozenset((name,))) for name in plain_names(tokens(element))} | {
        (tag, frozenset())
    }


def _runs(anchors: Sequence[_Element], stop: _Element) -> list[list[_Element]]:
    """From each anchor to the next what stands side by side, where no box holds it."""
    holding: dict[_Element, int] = {}
    for anchor in anchors:
        for place in islice((anchor, *anchor.iterancestors()), _HIGHEST):
            holding[place] = holding.get(place, 0) + 1
            if place is stop:
                break
    begins: dict[_Element, None] = {}
    for anchor in anchors:
        place = anchor
        while (up := place.getparent()) is not None and holding.get(up, 0) == 1:
            place = up
        begins[place] = None
    runs: list[list[_Element]] = []
    for place in begins:
        run = [place]
        for after in place.itersiblings():
            if holding.get(after) or _heads_form(after):
                break
            run.append(after)
        runs.append(run)
    first, *rest = runs[-1]
    kinds = {kind for run in runs[:-1] for element in run for kind in _own_kinds(element)}
    runs[-1] = [first, *takewhile(lambda place: _own_kinds(place) & kinds, rest)]
    return runs


def _own_kinds(element: _Element) -> set[_Kind]:
    """What an element is called, or that it is called nothing."""
    kinds = _kinds(element)
    return {kind for kind in kinds if kind[1]} or kinds


def _heads_form(element: _Element) -> bool:
    if element.tag == "form":
        return True
    words = text_of(element, _LONGEST_FORM)
    return len(words) <= _LONGEST_FORM and phrases.FORM.match(words.lower()) is not None


def _boxed(run: Sequence[_Element]) -> _Element:
    box = run[0].makeelement("div")
    box.set(PAIR, "")
    run[0].addprevious(box)
    for element in run:
        box.append(element)
    return box


def _unbox(box: _Element) -> None:
    for element in list(box):
        box.addprevious(element)
    up = box.getparent()
    if up is not None:
        up.remove(box)


def _are_comments(stop: _Element, boxes: Sequence[_Element]) -> bool:
    """Whether nearly all of *boxes* in *stop* say something on a date, and half are signed."""
    regions = read_regions(stop, boxes).values()
    most_others = (1 - _LEAST_WORDED) * len(regions)
    others = signed = 0
    for region in regions:
        signs = read_signs(region)
        worded = signs.date is not None and find_words(region, signs) is not None
        signed += worded and signs.author is not None
        others += not (worded and _is_meant(region.element) and not _leads_away(region))
        if others > most_others:
            return False
    return signed >= _LEAST_SIGNED * len(regions)


def _is_meant(box: _Element) -> bool:
    """Whether a box is a comment's by its name, or else by a link in it to itself or its answer."""
    names = {name for name in _names(box) if name[-1:].isdigit() and _ANCHOR.fullmatch(name)}
    if any(_BARE.fullmatch(name) is None for name in names):
        return True
    return any(
        (link.get("href") or "").rpartition("#")[2] in names
        or is_reply(text_of(link, _LONGEST_FORM))
        for link in box.iter("a", "button")
    )


def _leads_away(region: Region) -> bool:
    """Whether a box begins with a link to another page, as a teaser and a board's row do.

    A link that names the comment's own number leads to it, or to a form that answers it.
    """
    first = region.slots[0]
    href = (first.hints.link.get("href") or "") if first.hints.link is not None else ""
    if not href or "#" in href or first.hints.author is not None:
        return False
    numbers = {number for name in _names(region.element) for number in _FIGURES.findall(name)}
    return numbers.isdisjoint(_FIGURES.findall(href))


def _names(box: _Element) -> Iterator[str]:
    """The names by which links may reach a box, and what stands in it."""
    for element in islice(box.iter(), _MOST_LOOKED_AT):
        yield element.get("id") or ""
        yield element.get("name") or ""


def _nested(root: _Element, boxes: Sequence[_Element]) -> dict[_Element, Candidate]:
    chosen = set(boxes)
    found: dict[_Element, Candidate] = {}
    for element in root.iter():
        if element in chosen:
            outer = next(
                (found[above] for above in element.iterancestors() if above in found), None
            )
            found[element] = Candidate(element, outer, True, outer is not None)
    return found
