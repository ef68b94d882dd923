"""The elements of a page that hold one reader's comment each, by their names and their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.buttons import is_button
from store.importers.html_authors import is_connector
from store.importers.html_names import (
    COMMENT,
    COMMENT_ID,
    REMARK_TAGS,
    SURE_COMMENT_ID,
    any_of,
    heads_comments,
    is_content,
    is_latest,
    is_nesting,
    is_section,
    plain_names,
    remembered,
    text_of,
    tokens,
    word_set,
)
from store.importers.html_outline import Node, Outline
from store.importers.html_regions import Region, said
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

PAIR = "{urn:postil}pair"
"""An attribute no HTML can hold: it marks a comment made of a list's terms."""

_LISTS = re.compile(
    r"(?:dsq-)?comments?[-_]?list|commentlist|comments-list|pinglist|pingbacklist|trackback-?list",
    re.IGNORECASE,
)
_HIGHEST = 12
_FEWEST = 2
_MOST_TITLES = 0.7
_LONGEST_TITLE = 400
_FIGURES = re.compile(r"\d+")
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
            len(own) == 1 or any(other.nested for other in own[1:]) or _are_one(candidate, first)
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
    """Where the elements named as comments hold words alone: the boxes with their headers too."""
    if len(found) < 2 or any(candidate.outer is not None for candidate in found.values()):
        return found
    if any(_is_signed(regions[element]) or not regions[element].slots for element in found):
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
    return wide


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
