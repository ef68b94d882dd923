"""A first walk over a parsed page: what its elements are, before any text is written.

Both walks go over the page's outline. Comments are found before either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

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
class Weight:
    """How much is below an element, in characters; `held` when title or comments are in it."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    held: bool = False


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


@dataclass(slots=True)
class _Frame:
    node: Node
    weight: Weight
    remark: Remark | None
    linked: bool
    prose: bool
    furniture: bool


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
            _weigh(walk.stack[-1], node.element.tail)
    walk.conclude(root)
    return walk.found


@dataclass(slots=True)
class _Walk:
    """The state of the first walk."""

    found: Survey
    stack: list[_Frame] = field(default_factory=list)
    headings: list[tuple[_Element, str, bool]] = field(default_factory=list)
    mains: list[tuple[int, _Element]] = field(default_factory=list)
    weights: dict[_Element, Weight] = field(default_factory=dict)
    suspects: list[Node] = field(default_factory=list)

    def enter(self, node: Node) -> None:
        """Note what an element is."""
        tag = node.tag
        up = self.stack[-1] if self.stack else None
        frame = _Frame(
            node,
            Weight(),
            self.found.remarks.get(node.element) or (up.remark if up else None),
            tag == "a" or (up is not None and up.linked),
            tag in _PROSE or (up is not None and up.prose),
            up is not None and up.furniture,
        )
        if _is_furniture(node):
            self.suspects.append(node)
            frame.furniture = True
        if tag in {"h1", "h2"} and frame.remark is None:
            self.headings.append((node.element, tag, frame.furniture))
        self.stack.append(frame)
        _weigh(frame, node.element.text)

    def leave(self) -> None:
        """Add up what the innermost element held."""
        frame = self.stack.pop()
        node, weight = frame.node, frame.weight
        self.weights[node.element] = weight
        if self.stack:
            up = self.stack[-1]
            if weight.text:
                _add(up.weight, weight)
            _weigh(up, node.element.tail)
        if frame.remark is None and (
            node.tag in {"main", "article"}
            or not node.names.isdisjoint(_MAIN)
            or node.attributes.get("itemprop") == "articleBody"
        ):
            self.mains.append((weight.prose, node.element))

    def conclude(self, root: _Element) -> None:
        """Choose title, main part and furniture, now that all weights are known."""
        whole = self.weights.get(root, Weight())
        self.found.prose = whole.prose
        self.found.title = _pick_title(self.headings, self.found)
        _mark_held(self.found, self.weights)
        enough = [item for item in self.mains if item[0] >= max(200, 0.6 * whole.prose)]
        self.found.main = min(enough, key=lambda item: item[0])[1] if enough else None
        self.found.blank = [
            element
            for element, weight in self.weights.items()
            if not weight.text and element.tag not in _KEPT_BLANK
        ]
        for node in self.suspects:
            weight = self.weights[node.element]
            large = _is_large(weight, whole) or (weight.prose >= _LEAST_WORDS and _is_section(node))
            if not weight.held and (not large or is_hidden(node.attributes)):
                self.found.aside.add(node.element)


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


def _weigh(frame: _Frame, text: str | None) -> None:
    if not text:
        return
    size = len(text) if not text[:1].isspace() else len(text.strip())
    frame.weight.text += size
    if frame.linked:
        frame.weight.linked += size
    elif frame.prose and frame.remark is None:
        frame.weight.prose += size


def _add(weight: Weight, more: Weight) -> None:
    weight.text += more.text
    weight.linked += more.linked
    weight.prose += more.prose


def _is_large(weight: Weight, whole: Weight) -> bool:
    """Whether an element holds too much of the page to be furniture, whatever its name.

    By what stands in paragraphs; and by all words that are no link, for many blogs part the
    paragraphs of an article by line breaks alone.
    """
    if weight.prose >= max(1, _MUCH * whole.prose):
        return True
    words = weight.text - weight.linked
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
    for element, tag, aside, words in texts:
        if tag == "h1" and not aside and words:
            return element
    return next((element for element, tag, _, words in texts if tag == "h1" and words), None)


def _mark_held(found: Survey, weights: dict[_Element, Weight]) -> None:
    """Elements round the title or a comment are never furniture as a whole; each climbed once."""
    starts = [*found.remarks, *([found.title] if found.title is not None else [])]
    for start in starts:
        element: _Element | None = start
        while element is not None and not (weight := weights[element]).held:
            weight.held = True
            element = element.getparent()
