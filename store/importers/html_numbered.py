"""Posts of a forum that only a number in their ids tells: each signed, with a date and words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.html_candidates import Candidate, is_article, widen
from store.importers.html_names import REMARK_TAGS
from store.importers.html_outline import Outline
from store.importers.html_regions import Region, read_regions
from store.importers.html_signs import read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBERED = re.compile(
    r"(?:post|p|pid|edit|reply|msg|message|post[-_]message)[-_]?\d+", re.IGNORECASE
)
_FEWEST = 2
_MOST_UNSIGNED = 0.3
_HEADINGS = ("h1", "h2", "h3", "h4")


def find_numbered(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """The posts of a page whose elements are *nodes*; none unless nearly all are signed."""
    found: dict[_Element, Candidate] = {}
    open_posts: list[bool] = []
    for node in nodes:
        if node is None:
            open_posts.pop()
            continue
        if not node.tag:
            continue
        inside = bool(open_posts) and open_posts[-1]
        own = (
            not inside
            and node.tag in REMARK_TAGS
            and bool(node.identity)
            and _NUMBERED.fullmatch(node.identity) is not None
            and not is_article(node.names)
        )
        if own:
            found[node.element] = Candidate(node.element, None, True, False)
        open_posts.append(inside or own)
    if len(found) < _FEWEST:
        return {}
    found = widen(found, read_regions(root, found))
    regions = read_regions(root, found)
    posts = {e: candidate for e, candidate in found.items() if _is_post(regions[e])}
    unsigned = len(found) - len(posts)
    return posts if len(posts) >= _FEWEST and unsigned <= _MOST_UNSIGNED * len(found) else {}


def _is_post(region: Region) -> bool:
    if any(_leads_away(heading) for heading in islice(region.element.iter(*_HEADINGS), 8)):
        return False
    signs = read_signs(region)
    return signs.named and signs.date is not None and find_words(region, signs) is not None


def _leads_away(heading: _Element) -> bool:
    """Whether a heading is a page's own, or links to another page, as a teaser's does."""
    links = [*heading.iter("a"), *islice(heading.iterancestors("a"), 1)]
    return heading.tag == "h1" or any("#" not in (link.get("href") or "#") for link in links)
