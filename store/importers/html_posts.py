"""Posts of a forum that a number in their ids tells, or their class alone, as in its archives.

Blogs call their articles so too. So each post is signed, has a date and words, and leads nowhere.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.html_candidates import Candidate, is_article, widen
from store.importers.html_names import AUTHOR, REMARK_TAGS, tokens, word_set
from store.importers.html_outline import Node, Outline
from store.importers.html_regions import Region, read_regions
from store.importers.html_signs import read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERED = re.compile(
    r"(?:post|p|pid|edit|reply|msg|message|post[-_]message)[-_]?\d+", re.IGNORECASE
)
_CALLED = word_set("post forum-post forumpost message reply")
_TITLE = re.compile(r"(?:.{0,30}[-_])?(?:title|headline|subject)", re.IGNORECASE)
_FEWEST = 2
_MOST_UNSIGNED = 0.3
_HEADINGS = ("h1", "h2", "h3", "h4")
_MOST_LOOKED_AT = 60


def find_posts(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """The posts of a page whose elements are *nodes*; none unless nearly all are signed."""
    numbered: list[_Element] = []
    called: list[_Element] = []
    for node in nodes:
        if node is None or not (node.identity or node.names) or node.tag not in REMARK_TAGS:
            continue
        if node.identity[-1:].isdigit() and _NUMBERED.fullmatch(node.identity):
            if not _is_article(node):
                numbered.append(node.element)
        elif node.tag != "article" and not _CALLED.isdisjoint(node.names) and not _is_article(node):
            called.append(node.element)
    return _signed(root, numbered, _MOST_UNSIGNED) or _signed(root, called, 0.0)


def _outermost(elements: list[_Element]) -> dict[_Element, Candidate]:
    """Those of *elements* that stand in no other."""
    found: dict[_Element, Candidate] = {}
    for element in elements:
        if not any(above in found for above in element.iterancestors()):
            found[element] = Candidate(element, None, True, False)
    return found


def _is_article(node: Node) -> bool:
    kind = node.attributes.get("itemtype", "")
    return is_article(node.names) or kind.endswith(("Article", "BlogPosting"))


def _signed(root: _Element, elements: list[_Element], unsigned: float) -> dict[_Element, Candidate]:
    """Those of *elements* that are posts, where no more than a share of *unsigned* are none."""
    found = _outermost(elements)
    if len(found) < _FEWEST:
        return {}
    found = widen(found, read_regions(root, found))
    regions = read_regions(root, found)
    posts: dict[_Element, Candidate] = {}
    others = 0
    for element, candidate in found.items():
        if _is_post(regions[element]):
            posts[element] = candidate
            continue
        others += 1
        if others > unsigned * len(found):
            return {}
    return posts if len(posts) >= _FEWEST else {}


def _is_post(region: Region) -> bool:
    if any(map(_leads_away, islice(region.element.iter(), _MOST_LOOKED_AT))):
        return False
    signs = read_signs(region)
    return signs.named and signs.date is not None and find_words(region, signs) is not None


def _leads_away(element: _Element) -> bool:
    """Whether an element is a page's own heading, or a title that links to another page."""
    names = tokens(element)
    if element.tag == "h1":
        return True
    if element.tag not in _HEADINGS and not any(map(_TITLE.fullmatch, names)):
        return False
    if any(map(AUTHOR.fullmatch, names)) or any(
        any(map(AUTHOR.fullmatch, tokens(above))) for above in islice(element.iterancestors(), 2)
    ):
        return False
    links = [*element.iter("a"), *islice(element.iterancestors("a"), 1)]
    return any("#" not in (link.get("href") or "#") for link in links)
