"""Forum posts whose header is not in the post but right before it, as bbPress sets them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from store.importers.html_candidates import PAIR
from store.importers.html_names import any_of, names_in, remembered, text_of, tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADER = re.compile(r"(?:\w+-)?(?:reply|topic|post|comment)-header")
_BLOG_HEADER = re.compile(r"(?:\w+-)?post-header")
_MOST_TEXT = 300
_named_header = any_of(remembered(_HEADER))
_heads_a_post = any_of(remembered(_BLOG_HEADER))


def pair_headers(root: _Element) -> None:
    """Put each header and the post after it into one element.

    Blogs call the head of an article by such a name too, in a box of each article's own: the
    header of a "post" counts beside others only.
    """
    headers = [e for e in root.iter("div", "li", "header") if _is_header(e)]
    beside = Counter(header.getparent() for header in headers)
    for header in headers:
        if beside[header.getparent()] < 2 and _heads_a_post(tokens(header)):
            continue
        post = header.getnext()
        if post is None or post.tag not in {"div", "li", "article"} or _is_header(post):
            continue
        if header.getparent() is None or not _is_post(post):
            continue
        pair = header.makeelement("div")
        pair.set(PAIR, "")
        header.addprevious(pair)
        pair.append(header)
        pair.append(post)


def _is_header(element: _Element) -> bool:
    """Whether an element is named for a header, and says when or leads to somebody."""
    names = element.get("class")
    if names is None or "header" not in names.lower() or not _named_header(names_in(names)):
        return False
    return element.find(".//a") is not None or any(map(str.isdigit, text_of(element, _MOST_TEXT)))


def _is_post(element: _Element) -> bool:
    """Whether an element is named after what the header belongs to, or holds its content."""
    names = tokens(element)
    if names & {"reply", "topic", "post", "comment", "hentry"}:
        return True
    return any(name.endswith(("-content", "-text", "-body")) for name in names)
