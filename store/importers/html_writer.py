"""The second walk: writes a page's frozen text, and tells what each stretch of it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.importers.html_names import INLINE, plain_names, word_set
from store.importers.html_outline import Node, Outline
from store.importers.html_remarks import Remark, is_words
from store.importers.html_roles import NOWHERE, Place, Role, Run, role_of
from store.importers.html_survey import Survey, is_hidden
from store.model import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_LINES = word_set("li tr dt dd option")
_NO_LINES = word_set("br td th")
_BLANK = " \t\n\r\f\v"
_BLANKS = re.compile(rf"[{_BLANK}]+")


@dataclass(slots=True)
class _Frame:
    """What holds inside an element; most add nothing to what holds outside, and share it."""

    role: Role
    verbatim: bool
    linked: bool
    sticky: bool
    remark: Remark | None
    inside: bool
    place: Place


@dataclass(slots=True)
class Writer:
    """Walks a page once. `text` and `runs` are ready after `write`."""

    found: Survey
    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    at: int = 0
    gap: str = ""
    apart: bool = True

    def write(self, nodes: Outline, opening: str | None) -> None:
        """Write the page of *nodes*, *opening* first as its title if it has none of its own."""
        if opening:
            self._emit(opening, Role(BlockKind.TITLE), False, False, NOWHERE)
            self._break("\n\n")
        base = Role(BlockKind.PARAGRAPH)
        inside = self.found.main is None
        frames = [_Frame(base, False, False, False, None, inside, NOWHERE)]
        opened: list[Node] = []
        for node in nodes:
            if node is None:
                frames.pop()
                self._close(opened.pop(), frames[-1])
            elif node.tag:
                opened.append(node)
                frames.append(self._open(node, frames[-1]))
            else:
                self._text(node.element.tail, frames[-1])

    @property
    def text(self) -> str:
        """The frozen text."""
        return "".join(self.parts)

    def _open(self, node: Node, up: _Frame) -> _Frame:
        tag = node.tag
        if tag not in INLINE:
            if tag == "br":
                self._break("\n")
            elif tag in {"td", "th"}:
                self._cell()
            elif tag in _LINES:
                self._break("\n")
                self.apart = self.apart or tag != "tr"
            else:
                self._break("\n\n")
        frame = self._frame(node, up)
        self._text(node.element.text, frame)
        return frame

    def _close(self, node: Node, up: _Frame) -> None:
        tag, tail = node.tag, node.element.tail
        if tag in _LINES:
            self._break("\n")
        elif tag not in INLINE:
            if tag not in _NO_LINES:
                self._break("\n\n")
        elif tag == "a" and not tail and not self.gap and _begins_a_word(node.element):
            self.gap = " "  # links set side by side without a blank: buttons, not a word
        self._text(tail, up)

    def _cell(self) -> None:
        if self.parts and not self.gap.startswith("\n"):
            self.gap = " | "

    def _break(self, gap: str) -> None:
        if len(gap) > 1 or not self.gap.startswith("\n"):
            self.gap = gap
        if len(gap) > 1:
            self.apart = True

    def _frame(self, node: Node, up: _Frame) -> _Frame:
        found, element, tag = self.found, node.element, node.tag
        remark = found.remarks.get(element) or up.remark
        linked = up.linked or tag == "a"
        verbatim = up.verbatim or tag in {"pre", "textarea"}
        within = remark is up.remark
        same = within and linked is up.linked and verbatim is up.verbatim
        if same and up.sticky and up.role.kind is BlockKind.BOILERPLATE:
            return up
        inside = up.inside or element is found.main
        place = up.place
        if tag not in INLINE:
            place = (tag, plain_names(node.names), place[:2])
        sticky = True
        if not within:
            assert remark is not None
            role, sticky = Role(BlockKind.COMMENT_META, remark=remark), False
        elif up.sticky:
            role = up.role
        elif remark is not None:
            sticky = is_words(element)
            role = Role(BlockKind.COMMENT, remark=remark) if sticky else up.role
        elif element is found.title:
            role = Role(BlockKind.TITLE)
        elif element in found.aside or is_hidden(node.attributes):
            role = Role(BlockKind.BOILERPLATE)
        else:
            role, sticky = role_of(node, up.role, not inside)
            if same and role is up.role and place is up.place and inside is up.inside:
                return up
        return _Frame(role, verbatim, linked, sticky, remark, inside, place)

    def _text(self, raw: str | None, frame: _Frame) -> None:
        if not raw:
            return
        if frame.verbatim:
            self._emit(
                raw.replace("\r\n", "\n").replace("\r", "\n"),
                frame.role,
                frame.linked,
                True,
                frame.place,
            )
            return
        if raw.isspace():
            if raw[0] in _BLANK and not self.gap:
                self.gap = " "
            return
        words = _BLANKS.sub(" ", raw)
        if words[0] == " " and not self.gap:
            self.gap = " "
        bare = words.strip(" ")
        if not bare or bare.isspace():
            return
        self._emit(bare, frame.role, frame.linked, False, frame.place)
        if words[-1] == " ":
            self.gap = " "

    def _emit(self, words: str, role: Role, linked: bool, verbatim: bool, place: Place) -> None:
        if verbatim and not words.strip() and not self.parts:
            return
        gap = self.gap if self.parts else ""
        self.gap = ""
        if gap:
            self.parts.append(gap)
            self.at += len(gap)
        start = self.at
        self.parts.append(words)
        self.at += len(words)
        last = self.runs[-1] if self.runs else None
        joined = role.kind in {BlockKind.COMMENT, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CODE}
        if last is None or last.role is not role or (self.apart and not joined):
            last = Run(role, start, self.at, place)
            self.runs.append(last)
        last.end = self.at
        last.linked += len(words) if linked else 0
        self.apart = False


def _begins_a_word(link: _Element) -> bool:
    """Whether what stands right after a link is another link or a span that begins with a word."""
    after = link.getnext()
    if after is None or after.tag not in {"a", "span", "button"}:
        return False
    return "".join(map(str, after.itertext()))[:1].isalnum()
