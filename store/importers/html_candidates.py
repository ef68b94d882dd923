"""The elements of a page that hold one reader's comment each, by their names and their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.html_names import (
    COMMENT,
    COMMENT_ID,
    REMARK_TAGS,
    SURE_COMMENT_ID,
    any_of,
    is_content,
    is_latest,
    is_nesting,
    is_section,
    plain_names,
    remembered,
    tokens,
    word_set,
)
from store.importers.html_outline import Node, Outline

if TYPE_CHECKING:
    from lxml.etree import _Element

PAIR = "{urn:postil}pair"
"""An attribute no HTML can hold: it marks a comment made of a list's terms."""

_LISTS = re.compile(
    r"(?:dsq-)?comments?[-_]?list|commentlist|comments-list|pinglist|pingbacklist|trackback-?list",
    re.IGNORECASE,
)
_FEWEST = 2
_LIST_TAGS = frozenset(("ol", "ul", "dl"))
_LIST_ITEM = frozenset(("li", "dd", "div", "article"))
_POST_ID = re.compile(r"(?:post[-_]?|p|reply[-_]?|msg[-_]?|message[-_]?)\d+", re.IGNORECASE)
_POSTS = word_set(
    "post topic-post crawler-post bbp-reply reply postcontainer message post_wrapper "
    "bbp-body-reply postbit forum-post"
)
_ARTICLES = word_set("type-post type-page hentry")
_REPLIES = word_set("reply topic type-reply type-topic post_block")
"""What WordPress calls its articles in a list of them, and what boards call their posts as well."""
_COMMENT_TYPES = ("schema.org/Comment", "schema.org/UserComments")
_FORUM = re.compile(
    r"post-?list|posts|postlist|topic|topicbody|thread|page-body|forum.*|bbp.*|viewtopic|"
    r"disqus_thread|dsq-.*|conversation|message-?list|post-stream",
    re.IGNORECASE,
)
_is_forum, _is_list = remembered(_FORUM), remembered(_LISTS)
_in_content = any_of(is_content)
_NOTHING_SAID = (False,) * 5


@dataclass(slots=True)
class Candidate:
    """An element that may be a comment; `sure` where more than a class name says so."""

    element: _Element
    outer: Candidate | None
    sure: bool
    nested: bool


@dataclass(slots=True)
class _Frame:
    candidate: Candidate | None
    section: bool
    forum: bool
    nested: bool
    listed: bool
    elsewhere: bool


def find_candidates(nodes: Outline) -> dict[_Element, Candidate]:
    """Every element named as a comment is, in the page's order."""
    found: dict[_Element, Candidate] = {}
    stack = [_Frame(None, False, False, False, False, False)]
    for node in nodes:
        if node is None:
            stack.pop()
            continue
        if not node.tag:
            continue
        up = stack[-1]
        frame = _frame(up, node)
        kind = None if frame.elsewhere else _kind(node, up)
        if kind is not None:
            candidate = Candidate(node.element, up.candidate, kind, up.nested)
            frame = replace(frame, candidate=candidate, nested=False)
            found[node.element] = candidate
        stack.append(frame)
    return _with_opening(found)


def _with_opening(found: dict[_Element, Candidate]) -> dict[_Element, Candidate]:
    """The same with the post that they answer, where it stands before them and is called alike."""
    first = next(iter(found), None)
    before = first.getprevious() if first is not None else None
    if first is None or before is None or before.tag != first.tag:
        return found
    names = plain_names(tokens(first))
    alike = (plain_names(tokens(element)) == names for element in found)
    if names and plain_names(tokens(before)) == names and sum(islice(alike, _FEWEST)) == _FEWEST:
        return {before: Candidate(before, None, False, False), **found}
    return found


def _frame(up: _Frame, node: Node) -> _Frame:
    """What is known inside an element; most add nothing to what is known outside."""
    names, own = node.names, node.identity
    is_list = node.tag in _LIST_TAGS
    said = _said_by(names) if names else _NOTHING_SAID
    if said is _NOTHING_SAID and not own and not is_list:
        return replace(up, listed=False) if up.listed else up
    section, forum, listed, nested, latest = said
    if own:
        section = section or is_section(own)
        forum = forum or _is_forum(own)
        listed = listed or _is_list(own)
        latest = latest or is_latest(own)
    return _Frame(
        up.candidate,
        up.section or section,
        up.forum or forum,
        up.nested or is_list or nested,
        listed and is_list and node.tag != "dl",
        up.elsewhere or latest,
    )


@lru_cache(maxsize=4096)
def _said_by(names: frozenset[str]) -> tuple[bool, bool, bool, bool, bool]:
    """Whether class names are those of a section, a forum, a list, nesting or newest comments."""
    said = (
        any(map(is_section, names)),
        any(map(_is_forum, names)),
        any(map(_is_list, names)),
        any(map(is_nesting, names)),
        any(map(is_latest, names)),
    )
    return said if any(said) else _NOTHING_SAID


def _kind(node: Node, up: _Frame) -> bool | None:
    """Whether an element is surely (True) or maybe (False) a comment, or none."""
    attributes = node.attributes
    if PAIR in attributes:
        return True
    if node.tag not in REMARK_TAGS:
        return None
    if not (attributes or up.listed):
        return None
    names, identity = node.names, attributes.get("id", "")
    sure = identity[-1:].isdigit() and SURE_COMMENT_ID.fullmatch(identity) is not None
    if up.listed and node.tag in _LIST_ITEM:
        return True if sure or names & COMMENT or not _is_form(node) else None
    if sure or ("itemtype" in attributes and attributes["itemtype"].endswith(_COMMENT_TYPES)):
        return True
    is_post = up.forum and bool(names & _POSTS) and not is_article(names)
    if is_post and (_POST_ID.fullmatch(identity) or attributes.get("data-post-id")):
        return True
    if names and _in_content(names):
        return None
    if attributes.get("itemprop") == "comment" or attributes.get("data-comment-id"):
        return True
    if identity and up.section and COMMENT_ID.fullmatch(identity):
        return True
    if names & COMMENT:
        return up.section
    if is_post and names & {"topic-post", "crawler-post", "bbp-reply", "postbit", "forum-post"}:
        return True
    return None


def is_article(names: frozenset[str]) -> bool:
    """Whether class names are those of an article in a blog, not of a post in a forum."""
    return bool(names & _ARTICLES) and not names & _REPLIES


def _is_form(node: Node) -> bool:
    """Whether an element is where readers write a comment."""
    return node.identity == "respond" or node.element.find(".//textarea") is not None
