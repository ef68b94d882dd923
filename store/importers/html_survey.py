"""A first walk over a parsed page: what its elements are, before any text is written.

Both walks go over the page's outline. Comments are found before either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.html_names import any_of, word_set
from store.importers.html_outline import Node, Outline
from store.importers.html_remarks import Remark
from store.text import fold_space

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from store.importers.html_threads import Threads

_ASIDES = word_set("nav aside form footer button select dialog menu")
_ROLES = word_set("navigation banner contentinfo complementary search dialog alert")
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|footer|share|shares|sharing|sharedaddy|social|"
    r"related|relatedposts|cookie|cookies|consent|gdpr|newsletter|subscribe|subscription|breadcrumbs?|"
    r"advert|advertisement|ads|promo|widget|pagination|pager|respond|popup|modal|toolbar|skip|"
    r"tagcloud|masthead|recommended|trending|banner|login|search|screen-reader-text|sr-only|"
    r"likes|rating|author-box|post-tags|tags-links|cat-links)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAIN = word_set(
    "entry-content post-content article-body article-content articlebody post-body "
    "story-body article__body content-body"
)
_KEPT_BLANK = word_set("html body br hr")
_NEVER_FURNITURE = word_set("html body main article")
_PROSE = word_set("p blockquote pre")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORD = re.compile(r"[^\W_]+")
_MANY_NAMES = 3
_MUCH = 0.4
_MOST_OF_ALL = 0.5
_LEAST_WORDS = 300
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Survey:
    """What the first walk found.

    `prose` counts characters in paragraphs, links left out; `blank` are elements without a word.
    """

    meta: dict[str, str] = field(default_factory=dict)
    page_title: str = ""
    language: str | None = None
    title: _Element | None = None
    main: _Element | None = None
    remarks: dict[_Element, Remark] = field(default_factory=dict)
    aside: set[_Element] = field(default_factory=set)
    blank: list[_Element] = field(default_factory=list)
    prose: int = 0


@dataclass(slots=True, eq=False)
class _Box:
    """One element: what it stands in, and how many characters are below it.

    `held` when the title or comments are in it.
    """

    node: Node
    remark: Remark | None
    is_link: bool
    is_prose: bool
    is_furniture: bool
    text: int = 0
    linked: int = 0
    prose: int = 0
    held: bool = False

    def weigh(self, text: str | None) -> None:
        """Count *text* that stands right in the element."""
        if not text:
            return
        size = len(text) if not text[0].isspace() else len(text.strip())
        self.text += size
        if self.is_link:
            self.linked += size
        elif self.is_prose and self.remark is None:
            self.prose += size


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a reader of the page would not see an element of these attributes."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def survey(root: _Element, nodes: Outline, threads: Threads) -> Survey:
    """Title, main part and furniture of the page under *root*, whose comments are *threads*."""
    found = Survey(language=root.get("lang"), remarks=threads.remarks, aside=set(threads.between))
    walk = _Walk(found)
    _read_meta(root, walk.found)
    for node in nodes:
        if node is None:
            walk.leave()
        elif node.tag:
            walk.enter(node)
        elif walk.stack:
            walk.stack[-1].weigh(node.element.tail)
    walk.conclude(root)
    return walk.found


@dataclass(slots=True)
class _Walk:
    """The state of the first walk."""

    found: Survey
    stack: list[_Box] = field(default_factory=list)
    headings: list[tuple[_Element, str, bool]] = field(default_factory=list)
    mains: list[tuple[int, _Element]] = field(default_factory=list)
    boxes: dict[_Element, _Box] = field(default_factory=dict)
    suspects: list[_Box] = field(default_factory=list)

    def enter(self, node: Node) -> None:
        """Note what an element is."""
        tag, element = node.tag, node.element
        remark = self.found.remarks.get(element)
        if self.stack:
            up = self.stack[-1]
            box = _Box(
                node,
                remark or up.remark,
                up.is_link or tag == "a",
                up.is_prose or tag in _PROSE,
                up.is_furniture,
            )
        else:
            box = _Box(node, remark, tag == "a", tag in _PROSE, False)
        if _is_furniture(node):
            self.suspects.append(box)
            box.is_furniture = True
        if tag in {"h1", "h2"} and box.remark is None:
            self.headings.append((element, tag, box.is_furniture))
        self.stack.append(box)
        self.boxes[element] = box
        box.weigh(element.text)

    def leave(self) -> None:
        """Add up what the innermost element held."""
        box = self.stack.pop()
        if self.stack:
            up = self.stack[-1]
            if box.text:
                up.text += box.text
                up.linked += box.linked
                up.prose += box.prose
            up.weigh(box.node.element.tail)
        if box.remark is None and _is_main(box.node):
            self.mains.append((box.prose, box.node.element))

    def conclude(self, root: _Element) -> None:
        """Choose title, main part and furniture, now that all is counted."""
        whole = self.boxes[root]
        self.found.prose = whole.prose
        self.found.title = _pick_title(self.headings, self.found)
        _mark_held(self.found, self.boxes)
        enough = [item for item in self.mains if item[0] >= max(200, 0.6 * whole.prose)]
        self.found.main = min(enough, key=lambda item: item[0])[1] if enough else None
        self.found.blank = [
            element
            for element, box in self.boxes.items()
            if not box.text and box.node.tag not in _KEPT_BLANK
        ]
        for box in self.suspects:
            large = _is_large(box, whole) or (box.prose >= _LEAST_WORDS and _is_section(box.node))
            if not box.held and (not large or is_hidden(box.node.attributes)):
                self.found.aside.add(box.node.element)


def _read_meta(root: _Element, found: Survey) -> None:
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or "").lower()
        value = fold_space(element.get("content") or "")
        if key and value:
            found.meta.setdefault(key, value)
    for element in root.iter("title"):
        found.page_title = _words_of(element)
        break


def _words_of(element: _Element) -> str:
    return fold_space("".join(str(part) for part in element.itertext()))


def _is_large(box: _Box, whole: _Box) -> bool:
    """Whether an element holds too much of the page to be furniture, whatever its name.

    By what stands in paragraphs; and by all words that are no link, for many blogs part the
    paragraphs of an article by line breaks alone.
    """
    if box.prose >= max(1, _MUCH * whole.prose):
        return True
    words = box.text - box.linked
    return words >= max(_LEAST_WORDS, _MOST_OF_ALL * (whole.text - whole.linked))


def _is_section(node: Node) -> bool:
    """Whether an element is called a furniture's name only for the words of its own heading.

    Writers of manuals give each section such an id: "sharing-with-others".
    """
    if node.tag in _ASIDES or (node.names and _named_furniture(node.names)):
        return False
    heading = next(node.element.iter(*_HEADINGS), None)
    own = _WORD.findall(node.identity)
    return (
        heading is not None
        and len(own) >= _MANY_NAMES
        and own == _WORD.findall(_words_of(heading).lower())
    )


def _is_main(node: Node) -> bool:
    if node.tag in {"main", "article"} or not node.names.isdisjoint(_MAIN):
        return True
    return node.attributes.get("itemprop") == "articleBody"


def _is_furniture(node: Node) -> bool:
    tag, attributes = node.tag, node.attributes
    if tag in _NEVER_FURNITURE:
        return False
    if tag in _ASIDES:
        return True
    if not attributes:
        return False
    if attributes.get("role", "").lower() in _ROLES or is_hidden(attributes):
        return True
    if tag in {"p", "time", "h1"}:
        return False
    if node.names and _named_furniture(node.names):
        return True
    identity = attributes.get("id")
    return identity is not None and _names_furniture(identity)


@lru_cache(maxsize=4096)
def _names_furniture(name: str) -> bool:
    return _FURNITURE.search(name) is not None


_named_furniture = any_of(_names_furniture)


def _pick_title(headings: list[tuple[_Element, str, bool]], found: Survey) -> _Element | None:
    known = [fold_space(found.meta.get("og:title", "")).lower(), found.page_title.lower()]
    texts = [(e, tag, aside, _words_of(e).lower()) for e, tag, aside in headings[:40]]
    site = found.meta.get("og:site_name", "").lower()
    for name in known:
        said = [item for item in texts if len(item[3]) > 3 and item[3] in name and item[3] != site]
        if said:
            return max(said, key=lambda item: len(item[3]))[0]
    first = [(e, aside) for e, tag, aside, words in texts if tag == "h1" and _may_be_title(words)]
    return next((e for e, aside in first if not aside), first[0][0] if first else None)


def _may_be_title(words: str) -> bool:
    """Whether a heading is not one over a form or the comments, which a page may have alone."""
    return bool(words) and not (
        phrases.FORM.match(words) or phrases.COMMENTS_HEADING.fullmatch(words)
    )


def _mark_held(found: Survey, boxes: dict[_Element, _Box]) -> None:
    """Elements round the title or a comment are never furniture as a whole; each climbed once."""
    starts = [*found.remarks, *([found.title] if found.title is not None else [])]
    for start in starts:
        element: _Element | None = start
        while element is not None and not (box := boxes[element]).held:
            box.held = True
            element = element.getparent()
