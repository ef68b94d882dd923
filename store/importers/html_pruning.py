"""Which of the elements named as comments hold one each, without wraps, parts and titles."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.buttons import is_button
from store.importers.html_authors import is_connector
from store.importers.html_candidates import Candidate
from store.importers.html_names import SURE_COMMENT_ID, heads_comments, text_of
from store.importers.html_regions import Region, said
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIGHEST = 12
_MOST_TITLES = 0.7
_LONGEST_TITLE = 400
_MOST_SIGNED = 0.25
"""Of elements that hold words alone: some of these lead to somebody, or say when."""
_FIGURES = re.compile(r"\d+")


def prune(
    found: dict[_Element, Candidate], regions: dict[_Element, Region]
) -> dict[_Element, Candidate]:
    """The candidates without those that only wrap others, and without the same one again."""
    inner: dict[_Element, list[Candidate]] = {}
    for candidate in found.values():
        if candidate.outer is not None:
            inner.setdefault(candidate.outer.element, []).append(candidate)
    dropped: set[_Element] = set()
    for candidate in reversed(found.values()):
        own = [c for c in inner.get(candidate.element, ()) if c.element not in dropped]
        if _holds_words(regions[candidate.element]) and _is_said(regions[candidate.element]):
            dropped.update(c.element for c in own if not c.nested and not _is_apart(c, regions))
            continue
        if not own:
            if not _is_said(regions[candidate.element]):
                dropped.add(candidate.element)
            continue
        first = own[0]
        if _are_parts(candidate, own, regions):
            dropped.update(other.element for other in own)
        elif not first.nested and (
            _is_signed(regions[candidate.element]) > _is_signed(regions[first.element])
            or len(own) == 1
            or any(other.nested for other in own[1:])
            or _are_one(candidate, first)
        ):
            dropped.add(first.element)
        else:
            dropped.add(candidate.element)
    return _rebuilt(found, dropped)


def _are_parts(candidate: Candidate, own: list[Candidate], regions: dict[_Element, Region]) -> bool:
    """Whether several inside one that is signed are its paragraphs: none has author or date."""
    return (
        len(own) > 1
        and SURE_COMMENT_ID.fullmatch(candidate.element.get("id") or "") is not None
        and _is_signed(regions[candidate.element])
        and not any(other.nested or _is_signed(regions[other.element]) for other in own)
    )


def _are_one(candidate: Candidate, inner: Candidate) -> bool:
    """Whether the ids of both begin with the same number."""
    own, other = (_FIGURES.search(c.element.get("id") or "") for c in (candidate, inner))
    return own is not None and other is not None and own[0] == other[0]


def are_titles(found: dict[_Element, Candidate], regions: dict[_Element, Region]) -> bool:
    """Whether nearly all only name comments and link to them, as a table of contents does."""
    titles = sum(map(_is_title, map(regions.__getitem__, found)))
    return titles > 1 and titles >= _MOST_TITLES * len(found)


def _is_title(region: Region) -> bool:
    """Whether all that is said beside author and date links to the comment of the same number."""
    own = _FIGURES.search(region.element.get("id") or "")
    words = fold_space("".join(slot.text for slot in region.slots))
    if len(words) < len(text_of(region.element, _LONGEST_TITLE)):
        return False  # what is nested in it says more
    told = [
        slot
        for slot in region.slots
        if slot.hints.author is None
        and slot.hints.stamp is None
        and any(map(str.isalnum, slot.text))
    ]
    targets = [
        slot.hints.link.get("href") or "" if slot.hints.link is not None else "" for slot in told
    ]
    return (
        own is not None
        and bool(told)
        and all(
            "#" in target and _FIGURES.findall(target.partition("#")[2])[-1:] == [own[0]]
            for target in targets
        )
    )


def widen(
    found: dict[_Element, Candidate], regions: dict[_Element, Region]
) -> dict[_Element, Candidate]:
    """Where the elements named as comments hold words alone: the boxes with their headers too.

    Where some stand in no box of their own, none does.
    """
    if len(found) < 2 or any(candidate.outer is not None for candidate in found.values()):
        return found
    signed = sum(_is_signed(regions[element]) for element in found)
    if signed > _MOST_SIGNED * len(found) or not all(regions[e].slots for e in found):
        return found
    holding: dict[_Element, int] = {}
    for element in found:
        for above in islice(element.iterancestors(), _HIGHEST):
            holding[above] = holding.get(above, 0) + 1
    wide: dict[_Element, Candidate] = {}
    for element, candidate in found.items():
        widest = element
        for above in islice(element.iterancestors(), _HIGHEST):
            if holding[above] > 1 or above.tag in {"body", "html"}:
                break
            widest = above
        wide[widest] = Candidate(widest, None, candidate.sure, False)
    return wide if wide.keys().isdisjoint(found) else found


def without_articles(found: dict[_Element, Candidate]) -> dict[_Element, Candidate]:
    """Without elements that only a class calls a comment and that hold the page's heading."""
    unlikely = {
        element
        for element, candidate in found.items()
        if not candidate.sure and element.find(".//h1") is not None
    }
    return {
        element: candidate
        for element, candidate in found.items()
        if element not in unlikely
        and not (candidate.outer is not None and candidate.outer.element in unlikely)
    }


def _rebuilt(found: dict[_Element, Candidate], dropped: set[_Element]) -> dict[_Element, Candidate]:
    kept: dict[_Element, Candidate] = {}
    for element, candidate in found.items():
        if element in dropped:
            continue
        outer = candidate.outer
        while outer is not None and outer.element in dropped:
            outer = outer.outer
        candidate.outer = outer
        kept[element] = candidate
    return kept


def _holds_words(region: Region) -> bool:
    """Whether a candidate has text of its own beside buttons."""
    for line in region.lines():
        words = said(line)
        meta = all(slot.hints.meta is not None for slot in line)
        if any(map(str.isalnum, words)) and not is_button(words) and not meta:
            return True
    return False


def _is_said(region: Region) -> bool:
    """Whether anything is said, be it a name: not only "Posted by:", or the list's heading."""
    lines = (said(line) for line in region.lines())
    return any(not is_connector(words) and not heads_comments(words[:400]) for words in lines)


def _is_apart(candidate: Candidate, regions: dict[_Element, Region]) -> bool:
    """Whether a candidate right inside another is an answer.

    Then each has an author or a date, or each a comment's id of its own.
    """
    outer = candidate.outer
    if outer is None:
        return False
    if all(_is_signed(regions[each.element]) for each in (candidate, outer)):
        return True
    own, other = (SURE_COMMENT_ID.fullmatch(c.element.get("id") or "") for c in (candidate, outer))
    return own is not None and other is not None and own[1] != other[1]


def _is_signed(region: Region) -> bool:
    return any(
        slot.hints.author is not None or slot.hints.stamp is not None for slot in region.slots
    )
