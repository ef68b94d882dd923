"""The second walk: writes a page's frozen text and drafts its blocks as it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.dates import find_date, find_stamp
from store.importers.drafts import Draft
from store.importers.furniture import count_words, is_furniture, is_related
from store.importers.html_names import INLINE, plain_names, word_set
from store.importers.html_outline import Node, Outline
from store.importers.html_remarks import Remark, is_words, sign
from store.importers.html_repeats import fold_repeats
from store.importers.html_survey import Survey, is_hidden
from store.importers.html_teasers import fold_teasers
from store.model import BlockKind
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BY = word_set("by von par por di da written")
_AN_ARTICLE = 1500
_LINES = word_set("li tr dt dd option")
_NO_LINES = word_set("br td th")
_BLANK = " \t\n\r\f\v"
_BLANKS = re.compile(rf"[{_BLANK}]+")
_CAPTION = word_set("wp-caption-text caption figcaption image-caption gallery-caption")
_BYLINE = word_set("byline author entry-author post-author article-author p-author")
_DATE = word_set("date published entry-date post-date article-date dateline pubdate")


Place = tuple[str, frozenset[str], tuple[str, frozenset[str]]]
"""Tag and names of a box and of the box round it: paragraphs of one article mostly share it."""

_NOWHERE: Place = ("", frozenset(), ("", frozenset()))


@dataclass(slots=True, eq=False)
class Role:
    """What the text of an element is; two runs with one role and no break are one block."""

    kind: BlockKind
    level: int | None = None
    remark: Remark | None = None
    outside: bool = False
    moment: str | None = None


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
class _Run:
    """A stretch of text of one role, and how much of it is links."""

    role: Role
    start: int
    end: int
    place: Place
    linked: int = 0


@dataclass(slots=True)
class Writer:
    """Walks a page once. `text` and `drafts` are ready after `write`."""

    found: Survey
    parts: list[str] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    at: int = 0
    gap: str = ""
    apart: bool = True
    linked: dict[Draft, float] = field(default_factory=dict)
    """The share of each draft that is links, once they are drafted."""
    places: dict[Draft, Place] = field(default_factory=dict)
    """What kind of place each draft stands in, once they are drafted."""
    loose: set[Draft] = field(default_factory=set)
    """Drafts that are folded only for being short and beside the article."""
    moment: str | None = None
    """What the markup says of the first date printed in the article."""

    def write(self, nodes: Outline, opening: str | None) -> None:
        """Write the page of *nodes*, *opening* first as its title if it has none of its own."""
        if opening:
            self._emit(opening, Role(BlockKind.TITLE), False, False, _NOWHERE)
            self._break("\n\n")
        base = Role(BlockKind.PARAGRAPH)
        inside = self.found.main is None
        frames = [_Frame(base, False, False, False, None, inside, _NOWHERE)]
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
            role, sticky = self._role(node, up, inside)
            if same and role is up.role and place is up.place and inside is up.inside:
                return up
        return _Frame(role, verbatim, linked, sticky, remark, inside, place)

    def _role(self, node: Node, up: _Frame, inside: bool) -> tuple[Role, bool]:
        tag, names, attributes = node.tag, node.names, node.attributes
        outside = not inside
        prop = attributes.get("itemprop")
        if tag in _HEADINGS:
            return Role(BlockKind.HEADING, level=_HEADINGS[tag], outside=outside), False
        if tag == "figcaption" or not names.isdisjoint(_CAPTION):
            return Role(BlockKind.CAPTION, outside=outside), True
        if tag == "time" or not names.isdisjoint(_DATE) or prop == "datePublished":
            moment = fold_space(attributes.get("datetime") or attributes.get("content") or "")[:80]
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
        if tag == "p" and up.role.kind in {BlockKind.TABLE, BlockKind.LIST}:
            return up.role, False
        if tag not in INLINE and (tag == "p" or outside != up.role.outside):
            return Role(BlockKind.PARAGRAPH, outside=outside), False
        return up.role, False

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
            last = _Run(role, start, self.at, place)
            self.runs.append(last)
        last.end = self.at
        last.linked += len(words) if linked else 0
        self.apart = False

    def drafts(self) -> list[Draft]:
        """The drafts of the whole page, its comments with author, date and parent."""
        text = self.text
        words_of: dict[Remark, Draft] = {}
        drafts: list[Draft] = []
        for run in self.runs:
            role = run.role
            draft = Draft(role.kind, run.start, run.end, level=role.level)
            if role.remark is not None and role.kind is BlockKind.COMMENT:
                if role.remark in words_of:
                    if drafts[-1] is words_of[role.remark]:
                        drafts[-1].end = run.end
                        continue
                    draft.kind = BlockKind.COMMENT_META
                else:
                    words_of[role.remark] = draft
            elif role.remark is None:
                self._judge(text, run, draft)
            drafts.append(draft)
            self.places[draft] = run.place
            self.linked[draft] = run.linked / max(1, run.end - run.start)
        fold_teasers(text, self.linked.items())
        fold_repeats(text, drafts)
        sign(words_of)
        return drafts

    def _judge(self, text: str, run: _Run, draft: Draft) -> None:
        """Second thoughts on a run, now that its words are known."""
        size = run.end - run.start
        if size > 2000 or draft.kind in {BlockKind.TITLE, BlockKind.BOILERPLATE, BlockKind.CODE}:
            if draft.kind is BlockKind.PARAGRAPH and text[run.start] in phrases.OPENING_QUOTES:
                draft.kind = BlockKind.QUOTE
            return
        words = fold_space(text[run.start : run.end])
        if not words:
            return
        if (
            draft.kind is BlockKind.HEADING
            and self.found.remarks
            and len(words) < 300
            and phrases.COMMENTS_HEADING.fullmatch(words)
        ):
            draft.kind = BlockKind.COMMENTS_HEADING
            draft.level = None
            return
        prose = count_words(words) >= 12 and run.linked < 0.5 * size
        if (
            is_furniture(words)
            or (draft.kind is BlockKind.HEADING and is_related(words))
            or (draft.kind is BlockKind.BYLINE and words.lower().strip(" :|") in _BY)
        ):
            draft.kind = BlockKind.BOILERPLATE
        elif draft.kind is BlockKind.BYLINE and size > 160:
            draft.kind = BlockKind.PARAGRAPH
        elif draft.kind is BlockKind.DATE and not self._is_date(run, words):
            draft.kind = BlockKind.PARAGRAPH if prose else BlockKind.BOILERPLATE
        elif draft.kind in {BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION}:
            pass
        elif run.role.outside and not prose:
            draft.kind = BlockKind.BOILERPLATE
            self.loose.add(draft)
        elif (
            draft.kind is BlockKind.LIST
            and self.found.main is None
            and self.found.prose > _AN_ARTICLE
            and run.linked > 0.8 * size
            and count_words(words) < 12
        ):
            draft.kind = BlockKind.BOILERPLATE
        elif draft.kind is BlockKind.PARAGRAPH and words[0] in phrases.OPENING_QUOTES:
            draft.kind = BlockKind.QUOTE

    def _is_date(self, run: _Run, words: str) -> bool:
        """Whether a date's words are one; the first may be told from today, as "3 hours ago"."""
        full = find_date(words) is not None
        if not full and (self.moment or run.role.outside or find_stamp(words) is None):
            return False
        self.moment = self.moment or run.role.moment or words
        return True


def _begins_a_word(link: _Element) -> bool:
    """Whether what stands right after a link is another link or a span that begins with a word."""
    after = link.getnext()
    if after is None or after.tag not in {"a", "span", "button"}:
        return False
    return "".join(map(str, after.itertext()))[:1].isalnum()
