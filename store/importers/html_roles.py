"""What the text of an element is, as its tag and its names say."""

from __future__ import annotations

from dataclasses import dataclass

from store.importers.html_names import INLINE, word_set
from store.importers.html_outline import Node
from store.importers.html_remarks import Remark
from store.model import BlockKind
from store.text import fold_space

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CAPTION = word_set("wp-caption-text caption figcaption image-caption gallery-caption")
_BYLINE = word_set("byline author entry-author post-author article-author p-author")
_DATE = word_set("date published entry-date post-date article-date dateline pubdate")
_LONGEST_MOMENT = 80

Place = tuple[str, frozenset[str], tuple[str, frozenset[str]]]
"""Tag and names of a box and of the box round it: paragraphs of one article mostly share it."""

NOWHERE: Place = ("", frozenset(), ("", frozenset()))


@dataclass(slots=True, eq=False)
class Role:
    """What the text of an element is; two runs with one role and no break are one block."""

    kind: BlockKind
    level: int | None = None
    remark: Remark | None = None
    outside: bool = False
    moment: str | None = None


@dataclass(slots=True)
class Run:
    """A stretch of text of one role, where it stands, and how much of it is links."""

    role: Role
    start: int
    end: int
    place: Place
    linked: int = 0


def role_of(node: Node, up: Role, outside: bool) -> tuple[Role, bool]:
    """The role of what is in an element, and whether all that is in it keeps that role.

    *up* is the role round it; *outside* where the element is not in the article.
    """
    tag, names, attributes = node.tag, node.names, node.attributes
    prop = attributes.get("itemprop")
    if tag in _HEADINGS:
        return Role(BlockKind.HEADING, level=_HEADINGS[tag], outside=outside), False
    if tag == "figcaption" or not names.isdisjoint(_CAPTION):
        return Role(BlockKind.CAPTION, outside=outside), True
    if tag == "time" or not names.isdisjoint(_DATE) or prop == "datePublished":
        moment = attributes.get("datetime") or attributes.get("content") or ""
        moment = fold_space(moment)[:_LONGEST_MOMENT]
        return Role(BlockKind.DATE, outside=outside, moment=moment or None), False
    if not names.isdisjoint(_BYLINE) or attributes.get("rel") == "author" or prop == "author":
        return Role(BlockKind.BYLINE, outside=outside), False
    if tag == "blockquote":
        return Role(BlockKind.QUOTE, outside=outside), True
    if tag == "pre":
        return Role(BlockKind.CODE, outside=outside), True
    if tag == "table":
        return Role(BlockKind.TABLE, outside=outside), False
    if tag in {"li", "dt", "dd"}:
        return Role(BlockKind.LIST, outside=outside), False
    if tag == "p" and up.kind in {BlockKind.TABLE, BlockKind.LIST}:
        return up, False
    if tag not in INLINE and (tag == "p" or outside != up.outside):
        return Role(BlockKind.PARAGRAPH, outside=outside), False
    return up, False
