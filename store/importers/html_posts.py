"""Comments and posts that only their own names tell: a number in their ids, or a class they share.

Blogs call their articles so too. So each is signed, has a date and words, and leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Literal

from store.importers.buttons import is_button
from store.importers.html_candidates import Candidate, is_article
from store.importers.html_names import (
    AUTHOR,
    REMARK_TAGS,
    called,
    is_latest,
    remembered,
    text_of,
    tokens,
    word_set,
)
from store.importers.html_outline import Node, Outline
from store.importers.html_pruning import widen
from store.importers.html_regions import SAID, Region, read_regions
from store.importers.html_signs import read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_Test = Callable[[str], bool]
_Kind = Literal["id", "class"]
_Group = tuple[_Kind, list["_Element"]]
"""Elements that are called alike, and by what."""

_POST_ID = re.compile(
    r"(?:js-)?(?:post|p|pid|edit|reply|msg|message|post[-_](?:message|id))[-_]?\d+", re.IGNORECASE
)
_POST_NAMES = word_set("post forum-post forumpost message reply kmsg")
_COMMENT_NAME = re.compile(
    r"(?:[a-z0-9]{1,20}[-_]{1,2}){0,5}[a-z]{0,6}(?:comm?ent|kommentar|commentaire|comentario)(?:[-_]{1,2}(?:item|entry|main|single|article|"
    r"box|card|node|row|block|wrap(?:per)?|container|root|holder|outer|inner|top|view))?|h-cite",
    re.IGNORECASE,
)
_COMMENT_ID = re.compile(rf"(?:{_COMMENT_NAME.pattern})[-_]{{0,2}}\d+", re.IGNORECASE)
_SPAN = "comment"
"""What some old sites call no more than the words of a comment."""
_COUNTER = re.compile(r"\d+$")
_TITLE = re.compile(r"(?:.{0,30}[-_])?(?:title|headline|subject)", re.IGNORECASE)
_FEWEST = 2
_MOST_UNSIGNED = 0.3
_MOST_TRIED = 4
"""How many groups of elements alike are looked at, the largest first."""
_MOST_IN_HEADING = 10
_HEADINGS = ("h1", "h2", "h3", "h4")
_MOST_LOOKED_AT = 60
_LONGEST_BUTTON = 60
_is_author = remembered(AUTHOR)
_is_post_id, _is_comment_id = remembered(_POST_ID), remembered(_COMMENT_ID)
_is_comment_name = remembered(_COMMENT_NAME)


def find_called(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """What is named as a comment of a page whose elements are *nodes*, answers in it included."""
    for kind, elements in _groups(nodes, _is_comment_id, _is_comment_name, articles=True):
        found = _signed(root, _nested(elements), 0.0, named=kind == "class")
        if found:
            return found
    return {}


def find_posts(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """The posts of a page whose elements are *nodes*; none unless nearly all are signed."""
    for kind, elements in _groups(nodes, _is_post_id, _POST_NAMES.__contains__, articles=False):
        unsigned = _MOST_UNSIGNED if kind == "id" else 0.0
        found = _signed(root, _outermost(elements), unsigned)
        if found:
            return found
    return {}


def _groups(nodes: Outline, is_id: _Test, is_name: _Test, articles: bool) -> list[_Group]:
    """Elements whose ids differ in their number alone, or that share a class, the most first.

    *articles* where those that a class names may be so tagged.
    """
    groups: dict[tuple[_Kind, str], list[_Element]] = {}
    for node in nodes:
        if node is None or not (node.identity or node.names):
            continue
        if node.tag not in REMARK_TAGS and not (node.tag == "span" and _SPAN in node.names):
            continue
        keys: list[tuple[_Kind, str]] = []
        if node.identity[-1:].isdigit() and is_id(node.identity):
            keys.append(("id", _COUNTER.sub("", node.identity)))
        elif articles or node.tag != "article":
            keys += [("class", name) for name in node.names if is_name(name)]
        if keys and not _is_article(node):
            for key in keys:
                groups.setdefault(key, []).append(node.element)
    found = [(kind, group) for (kind, _), group in groups.items() if len(group) >= _FEWEST]
    found.sort(key=lambda group: len(group[1]), reverse=True)
    return [group for group in found[:_MOST_TRIED] if not _is_elsewhere(group[1][0])]


def _is_elsewhere(element: _Element) -> bool:
    """Whether an element is in a list of the newest comments on other pages."""
    return any(any(map(is_latest, called(e))) for e in (element, *element.iterancestors()))


def _outermost(elements: list[_Element]) -> dict[_Element, Candidate]:
    """Those of *elements* that stand in no other."""
    found: dict[_Element, Candidate] = {}
    for element in elements:
        if not any(above in found for above in element.iterancestors()):
            found[element] = Candidate(element, None, True, False)
    return found


def _nested(elements: list[_Element]) -> dict[_Element, Candidate]:
    """All of *elements*, each with the one that it stands in."""
    found: dict[_Element, Candidate] = {}
    for element in elements:
        outer = next((found[above] for above in element.iterancestors() if above in found), None)
        found[element] = Candidate(element, outer, True, outer is not None)
    return found


def _is_article(node: Node) -> bool:
    kind = node.attributes.get("itemtype", "")
    return is_article(node.names) or kind.endswith(("Article", "BlogPosting"))


def _signed(
    root: _Element, found: dict[_Element, Candidate], unsigned: float, named: bool = True
) -> dict[_Element, Candidate]:
    """Those *found* that are posts, where no more than a share of *unsigned* are none.

    *named* where elements named for authors must hold these. What is found may hold no more than a
    post's words: then the boxes round it are posts, and *named* or not.
    """
    if len(found) < _FEWEST:
        return {}
    wide = widen(found, read_regions(root, found))
    if wide is not found:
        if sum(map(_is_button, found)) > unsigned * len(found):
            return {}
        for element in found:
            element.set(SAID, "")
        found, named = wide, False
    regions = read_regions(root, found)
    posts: dict[_Element, Candidate] = {}
    others = 0
    for element, candidate in found.items():
        if _is_post(regions[element], named):
            posts[element] = candidate
            continue
        others += 1
        if others > unsigned * len(found):
            return {}
    return posts if len(posts) >= _FEWEST else {}


def _is_button(element: _Element) -> bool:
    return is_button(text_of(element, _LONGEST_BUTTON))


def _is_post(region: Region, named: bool) -> bool:
    if any(map(leads_away, islice(region.element.iter(), _MOST_LOOKED_AT))):
        return False
    signs = read_signs(region)
    signed = signs.named or (signs.author is not None and not named)
    return signed and signs.date is not None and find_words(region, signs) is not None


def leads_away(element: _Element) -> bool:
    """Whether an element is a page's own heading, or a title that links to another page."""
    names = tokens(element)
    if element.tag == "h1":
        return True
    if element.tag not in _HEADINGS and not any(map(_TITLE.fullmatch, names)):
        return False
    round_it = (*islice(element.iterancestors(), 2), *islice(element.iter(), _MOST_IN_HEADING))
    if any(any(map(_is_author, tokens(place))) for place in round_it):
        return False
    links = [*element.iter("a"), *islice(element.iterancestors("a"), 1)]
    return any("#" not in (link.get("href") or "#") for link in links)
