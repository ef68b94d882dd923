"""What a Label Studio task is about: a plain text, a page of markup, or a dialogue.

Regions of a text have offsets; those of a page name text nodes by XPath (in newer files offsets in
all the page's text too); those of a dialogue name turns by number (labelstud.io/tags/hypertext,
/tags/paragraphs). Code points are counted, UTF-16 units where only these give a region's words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from store.exporters.offsets import Utf16
from store.exporters.rows import number_of, object_of, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKUP = re.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*)\b[^<>]*>.*</[a-z]", re.I | re.S)
_STEP = re.compile(r"([a-zA-Z][\w-]*|text\(\))(?:\[([0-9]{1,6})\])?")
_ADDED = ("tbody", "html", "body")
"""Elements that a browser puts in where the file leaves them out."""
_UNSEEN = ("script", "style", "head", "template")
_LINE_NAMES = (
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul"
)
_LINES = frozenset(_LINE_NAMES.split())


class Page(Protocol):
    """A task's text, and where a region stands in it."""

    text: str

    def place(self, value: dict[str, Any]) -> tuple[int, int] | None:
        """The offsets that a region's *value* means; None where it means none."""


def page_of(data: object, *, markup: bool | None = None) -> Page | None:
    """The page of a value in a task's data; None for what has no text. *markup* is what its
    regions say of it, None where there are none.
    """
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return Dialogue(data)
    if not isinstance(data, str):
        return None
    if markup is None:
        markup = _MARKUP.match(data) is not None
    return (MarkupPage.of(data) if markup else None) or PlainPage(data)


class PlainPage:
    """A text with offsets."""

    def __init__(self, text: str) -> None:
        """For *text*."""
        self.text = text
        self._units = Utf16(text)

    def place(self, value: dict[str, Any]) -> tuple[int, int] | None:
        """By `start` and `end`."""
        return self.at(number_of(value.get("start")), number_of(value.get("end")), value)

    def at(
        self, start: int | None, end: int | None, value: dict[str, Any]
    ) -> tuple[int, int] | None:
        """The offsets *start* and *end*, in UTF-16 units where only so *value*'s words fit."""
        if start is None or end is None or not 0 <= start < end:
            return None
        words = value.get("text")
        if isinstance(words, str) and self.text[start:end] != words and self._units.differs:
            first, last = self._units.point(start), self._units.point(end)
            if first is not None and last is not None and self.text[first:last] == words:
                return first, last
        return start, end


class Dialogue:
    """Turns with a name and words each; a line a turn."""

    def __init__(self, turns: list[Any]) -> None:
        """For the list in a task's data."""
        self._begin: list[int] = []
        self._turns: list[PlainPage] = []
        lines: list[str] = []
        at = 0
        for turn in map(object_of, turns):
            name = next((w for w in (words_of(turn.get(k)) for k in ("author", "name")) if w), "")
            words = words_of(turn.get("text"))
            head = f"{name}: " if name else ""
            self._begin.append(at + len(head))
            self._turns.append(PlainPage(words))
            lines.append(head + words)
            at += len(lines[-1]) + 2
        self.text = "\n\n".join(lines)

    def place(self, value: dict[str, Any]) -> tuple[int, int] | None:
        """By the numbers of two turns, and offsets in each."""
        first, last = number_of(value.get("start")), number_of(value.get("end"))
        start, end = number_of(value.get("startOffset")), number_of(value.get("endOffset"))
        if None in (first, last, start, end):
            return None
        assert first is not None and last is not None and start is not None and end is not None
        if not (0 <= first <= last < len(self._turns)):
            return None
        if first == last:
            found = self._turns[first].at(start, end, value)
            return (
                None
                if found is None
                else (self._begin[first] + found[0], self._begin[first] + found[1])
            )
        ends = self._begin[first] + start, self._begin[last] + end
        return ends if ends[0] < ends[1] else None


class MarkupPage:
    """HTML as the lines that a reader sees of it."""

    def __init__(self, root: _Element) -> None:
        """For what is in *root*."""
        self._root = root
        self._out: list[str] = []
        self._nodes: dict[_Element, list[list[tuple[int, int]]]] = {}
        self._all: list[tuple[int, int]] = []
        self._walk()
        self.text = "".join(self._out)

    @classmethod
    def of(cls, markup: str) -> MarkupPage | None:
        """The page of *markup*; None for what is none."""
        from lxml import etree, html

        try:
            page = cls(html.fragment_fromstring(markup.replace("\0", ""), create_parent="div"))
        except (etree.LxmlError, ValueError, AssertionError):
            return None
        return page if page.text.strip() else None

    def place(self, value: dict[str, Any]) -> tuple[int, int] | None:
        """By two XPaths with offsets; else by offsets in all text; else where its words stand."""
        words = " ".join(words_of(value.get("text")).split())
        given = object_of(value.get("globalOffsets"))
        ends = number_of(given.get("start")), number_of(given.get("end"))
        by_path = self._point(value, "start"), self._point(value, "end")
        by_all = _begin(self._all, ends[0]), _end(self._all, ends[1])
        for start, end in (by_path, by_all):
            if start is None or end is None or start >= end:
                continue
            if not words or " ".join(self.text[start:end].split()) == words:
                return start, end
        if not words or self.text.count(words) != 1:
            return None
        at = self.text.index(words)
        return at, at + len(words)

    def _point(self, value: dict[str, Any], end: str) -> int | None:
        """Where a path and an offset lead."""
        offset = number_of(value.get(f"{end}Offset"))
        element, node = self._root, -1
        for step in words_of(value.get(end)).strip("/").split("/"):
            match = _STEP.fullmatch(step)
            if match is None or node >= 0:
                return None
            name, nth = match[1].lower(), int(match[2] or 1) - 1
            if name == "text()":
                node = nth
                continue
            same = [child for child in element if child.tag == name]
            if nth < len(same):
                element = same[nth]
            elif name not in _ADDED:
                return None
        places = self._nodes.get(element, [])
        if not 0 <= node < len(places):
            return None
        return (_begin if end == "start" else _end)(places[node], offset)

    def _walk(self) -> None:
        """Put out the text in order, and note where each character of each text node went."""
        waiting: list[tuple[_Element, bool]] = [(self._root, False)]
        while waiting:
            element, is_tail = waiting.pop()
            if is_tail:
                self._end_line(element)
                if element is not self._root and element.tail:
                    parent = element.getparent()
                    assert parent is not None
                    self._put(parent, str(element.tail))
                continue
            waiting.append((element, True))
            if not isinstance(element.tag, str):
                continue
            self._end_line(element)
            if element.text:
                self._put(element, str(element.text))
            waiting += [(child, False) for child in reversed(element)]

    def _put(self, owner: _Element, words: str) -> None:
        unseen = owner.tag in _UNSEEN
        places = []
        for one in words:
            at = len(self._out)
            if one.isspace():
                if self._out and not self._out[-1].isspace() and not unseen:
                    self._out.append(" ")
            elif not unseen:
                self._out.append(one)
            places.append((at, len(self._out)))
        self._all += places
        self._nodes.setdefault(owner, []).append(places)

    def _end_line(self, element: _Element) -> None:
        if element.tag in _LINES and self._out:
            if self._out[-1] == " ":
                self._out[-1] = "\n"
            elif self._out[-1] != "\n":
                self._out.append("\n")


def _begin(places: list[tuple[int, int]], at: int | None) -> int | None:
    """Where character *at* begins, whose places in the page's text are *places*."""
    return places[at][0] if at is not None and 0 <= at < len(places) else None


def _end(places: list[tuple[int, int]], at: int | None) -> int | None:
    """Where the character before *at* ends."""
    return places[at - 1][1] if at is not None and 0 < at <= len(places) else None
