"""What each comment of a page holds, outside the comments nested in it: its pieces of text.

A slot is one text node. It knows what the names of the elements round it hint at: an author, a
date, a button, a comment's words. The hints are weighed elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.importers.html_names import (
    AUTHOR,
    DROPPED,
    INLINE,
    META,
    META_TAGS,
    NO_AUTHOR,
    NUMBER,
    STAMP,
    SURE_COMMENT_ID,
    TITLE,
    any_of,
    is_content,
    remembered,
    tokens,
)
from store.text import fold_space

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

SAID = "{urn:postil}said"
"""An attribute no HTML can hold: it marks elements that are known to hold a comment's words."""
_LOOSE = frozenset(("vcard", "byline"))
_COMMON = frozenset(("text", "content", "contents", "body", "message", "copy"))
_LONGEST_ID = 100
_LIKELY_NAME = frozenset(("b", "strong", "cite", "em", "a"))
_IN_REPLY = re.compile(
    r"(?:.{0,20}[-_])?reply[-_]?(?:ing)?[-_]?to(?:[-_].*)?|parent[-_]?(?:link|comment).*", re.I
)
_COUNTER = re.compile(r"[-_]?\d+$")
_PEOPLE = re.compile(
    r"/(?:users?|profiles?|members?|people|author)/|(?:member|profile)\.php\?|[?&;]action=profile"
)
_PICTURE = re.compile(r"(?:.{0,30}[-_])?(?:gr)?avatar(?:[-_].{1,20})?", re.I)
"""A picture, and the letter that may stand for it."""
_SIGNATURE = re.compile(r"(?:.{0,30}[-_])?(?:signature|sig)(?:[-_].{1,20})?", re.I)
"""What ends all that somebody writes on a board."""
_AUTHOR_INFO = re.compile(r".*[-_]info", re.I)
_hold_content = any_of(is_content)
_hold_number = any_of(remembered(NUMBER))
_hold_answer = any_of(remembered(_IN_REPLY))
_hold_stamp = any_of(remembered(STAMP))
_hold_title = any_of(remembered(TITLE))
_hold_signature = any_of(remembered(_SIGNATURE))
_hold_meta = any_of(remembered(META))
_hold_picture = any_of(remembered(_PICTURE))
_hold_others = any_of(lambda name: NO_AUTHOR.search(name) is not None)
_is_author = remembered(AUTHOR)
_is_info = remembered(_AUTHOR_INFO)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the elements round a text say of it."""

    author: _Element | None = None
    rank: int = 9
    stamp: _Element | None = None
    number: bool = False
    meta: _Element | None = None
    contents: tuple[_Element, ...] = ()
    link: _Element | None = None
    strong: _Element | None = None
    answered: bool = False
    prose: bool = False
    titled: bool = False


@dataclass(slots=True)
class Slot:
    """One text node: the text of *element*, or the tail after it, and a blank before it.

    `at` is its place among the slots of its comment.
    """

    element: _Element
    tail: bool
    text: str
    hints: Hints
    line: int
    at: int


@dataclass(slots=True)
class Region:
    """The slots of one comment, its lines, and which slots lie in each of its elements."""

    element: _Element
    slots: list[Slot] = field(default_factory=list)
    line: int = 0
    gap: str = ""
    ranges: dict[_Element, tuple[int, int]] = field(default_factory=dict)
    _lines: list[list[Slot]] | None = None

    def lines(self) -> list[list[Slot]]:
        """The slots by the lines they are shown on; asked for once all of them are read."""
        if self._lines is None:
            self._lines = self._by_line()
        return self._lines

    def _by_line(self) -> list[list[Slot]]:
        found: list[list[Slot]] = []
        for slot in self.slots:
            if found and found[-1][-1].line == slot.line:
                found[-1].append(slot)
            else:
                found.append([slot])
        return found


def said(slots: list[Slot]) -> str:
    """The words of *slots*; a blank parts what two elements say that stand side by side.

    So it does "Ann" in one and "May 3" right behind it.
    """
    parts: list[str] = []
    for before, slot in zip([None, *slots], slots, strict=False):
        if before is not None and not before.tail and (not slot.tail or _is_seam(before, slot)):
            parts.append(" ")
        parts.append(slot.text)
    return fold_space("".join(parts))


def _is_seam(before: Slot, slot: Slot) -> bool:
    """Whether a word ends with an element where another begins."""
    begins = slot.text[:1]
    return before.text[-1:].islower() and (begins.isupper() or begins.isdigit())


@dataclass(slots=True)
class _Frame:
    region: Region | None
    hints: Hints
    begun: int


def read_regions(root: _Element, comments: Iterable[_Element]) -> dict[_Element, Region]:
    """The region of each of *comments*, by its element: one walk, whatever the nesting."""
    from lxml import etree

    regions = {element: Region(element) for element in comments}
    stack = [_Frame(None, Hints(), 0)]
    dropped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        frame = stack[-1]
        if tag in DROPPED or not tag:
            dropped += 1 if event == "start" else -1
            if event == "end" and not dropped:
                _take(frame, element, True, element.tail)
        elif dropped:
            continue
        elif event == "start":
            stack.append(_enter(element, tag, frame, regions))
        else:
            stack.pop()
            own = frame.region
            if own is not None:
                own.ranges[element] = (frame.begun, len(own.slots))
                own.line += tag not in INLINE
            above = stack[-1]
            if above.region is not own and above.region is not None:
                above.region.line += 1
            _take(above, element, True, element.tail)
    return regions


def _enter(element: _Element, tag: str, up: _Frame, regions: dict[_Element, Region]) -> _Frame:
    own = regions.get(element)
    if own is not None:
        frame = _Frame(own, Hints(), 0)
    elif up.region is None:
        return _Frame(None, up.hints, 0)
    else:
        up.region.line += tag not in INLINE
        frame = _Frame(up.region, _hints(element, tag, up.hints), len(up.region.slots))
    _take(frame, element, False, element.text)
    return frame


def _take(frame: _Frame, element: _Element, tail: bool, text: str | None) -> None:
    region = frame.region
    if region is None or not text:
        return
    if text.isspace():
        region.gap = " "
        return
    text = region.gap + text
    region.slots.append(Slot(element, tail, text, frame.hints, region.line, len(region.slots)))
    region.gap = ""


def _hints(element: _Element, tag: str, up: Hints) -> Hints:
    names = tokens(element)
    identity = (element.get("id") or "").lower()[:_LONGEST_ID]
    prop = (element.get("itemprop") or "").lower()
    role = (element.get("data-role") or "").lower()
    said_here = SAID in element.attrib
    content = tag not in META_TAGS and (said_here or _is_content(names, identity, prop))
    author, rank = up.author, up.rank
    found = 9 if content else _rank(names, identity, prop, role, element)
    if found == 3 and tag == "a" and up.prose and up.contents:
        found = 9
    if found <= rank and found < 9:
        author, rank = element, found
    elif author is not None and _hold_picture(names):
        author, rank = None, 9
    stamp = up.stamp
    if stamp is None and not content and _is_stamp(tag, names, prop):
        stamp = element
    meta = None if content and not names <= _COMMON else up.meta
    if meta is None and not content and _is_meta(element, tag, names, role):
        meta = element
    return Hints(
        author,
        rank,
        stamp,
        up.number or (not content and _hold_number(names)),
        meta,
        (*up.contents, element) if content else up.contents,
        element if tag == "a" else up.link,
        element if tag in _LIKELY_NAME else up.strong,
        up.answered or _hold_answer(names),
        up.prose or tag in {"p", "blockquote", "pre"},
        up.titled or _hold_title(names),
    )


def _is_content(names: frozenset[str], identity: str, prop: str) -> bool:
    if prop in {"text", "commenttext", "articlebody", "reviewbody"}:
        return True
    if _hold_signature(names):
        return False
    return _hold_content(names) or (bool(identity) and is_content(_COUNTER.sub("", identity)))


def _rank(names: frozenset[str], identity: str, prop: str, role: str, element: _Element) -> int:
    """How surely an element names the author: 0 is surest, 9 not at all."""
    tag = str(element.tag)
    if "fn" in names or prop == "name" or role == "username":
        return 0
    if tag == "cite" and "author" in names:
        return 2
    if _hold_others(names):
        return 9
    if prop in {"author", "creator"}:
        return 1
    named = {name for name in names if _is_author(name)}
    if any(name not in _LOOSE and not _is_info(name) for name in named):
        return 2
    if identity and tag in INLINE and _is_author(_COUNTER.sub("", identity)):
        return 2
    if named or tag == "cite":
        return 3
    href = element.get("href") or ""
    rel = (element.get("rel") or "").lower()
    if tag == "a" and ("author" in rel or _PEOPLE.search(href)):
        return 3
    return 9


def _is_stamp(tag: str, names: frozenset[str], prop: str) -> bool:
    return (
        tag == "time"
        or prop in {"datepublished", "datecreated", "commenttime", "datemodified"}
        or _hold_stamp(names)
    )


def _is_meta(element: _Element, tag: str, names: frozenset[str], role: str) -> bool:
    if tag in META_TAGS or (element.get("role") or "").lower() in {"button", "menu", "toolbar"}:
        return True
    if role in {"footer", "reply", "reply-link", "voting", "controls"}:
        return True
    return _hold_meta(names) and not (_hold_picture(names) and _holds_comment(element))


def _holds_comment(element: _Element) -> bool:
    """Whether a box named for a picture is one for all of a comment."""
    return any(SURE_COMMENT_ID.fullmatch(inner.get("id") or "") for inner in element.iter())
