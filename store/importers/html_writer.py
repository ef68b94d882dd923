"""The second walk: writes a page's frozen text and drafts its blocks as it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.dates import find_date, find_stamp
from store.importers.drafts import Draft
from store.importers.furniture import count_words, is_furniture, is_related
from store.importers.html_survey import (
    DROPPED,
    Remark,
    Survey,
    is_content,
    is_hidden,
    tokens,
    word_set,
)
from store.model import BlockKind
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE = word_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark "
    "q rp rt ruby s samp small span strike strong sub sup time tt u var wbr picture "
    "source input"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BY = word_set("by von par por di da written")
_AN_ARTICLE = 1500
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_CAPTION = word_set("wp-caption-text caption figcaption image-caption gallery-caption")
_BYLINE = word_set("byline author entry-author post-author article-author p-author")
_DATE = word_set("date published entry-date post-date article-date dateline pubdate")
_FULL_NAME = word_set("fn")
_AUTHOR = word_set(
    "comment-author comment__author comment-author-name comment_author commentauthor "
    "commenter author username user-name"
)
_STAMP = word_set("comment-date comment_date comment-time comment__date commentdate")
_META = word_set(
    "comment-meta commentmetadata comment-metadata comment-author reply "
    "comment-reply-link comment-edit-link comment-awaiting-moderation comment-actions "
    "comment-footer vcard comment_postinfo comment-header"
)


@dataclass(frozen=True, slots=True, eq=False)
class Role:
    """What the text of an element is; two runs with one role and no break are one block."""

    kind: BlockKind
    level: int | None = None
    remark: Remark | None = None
    note: str = ""
    outside: bool = False


@dataclass(slots=True)
class _Frame:
    role: Role
    verbatim: bool
    linked: bool
    sticky: bool
    remark: Remark | None
    inside: bool


@dataclass(slots=True)
class _Run:
    """A stretch of text of one role, and how much of it is links."""

    role: Role
    start: int
    end: int
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

    def write(self, root: _Element, opening: str | None) -> None:
        """Write the page under *root*, *opening* first as its title if it has none of its own."""
        from lxml import etree

        if opening:
            self._emit(opening, Role(BlockKind.TITLE), False, False)
            self._break("\n\n")
        base = Role(BlockKind.PARAGRAPH)
        stack = [_Frame(base, False, False, False, None, self.found.main is None)]
        dropped = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in DROPPED or not tag:
                dropped += 1 if event == "start" else -1
                if event == "end" and not dropped:
                    self._text(element.tail, stack[-1])
                continue
            if dropped:
                continue
            if event == "start":
                self._open(element, tag, stack)
            else:
                stack.pop()
                self._close(tag)
                if tag == "a" and not element.tail and not self.gap and _begins_a_word(element):
                    self.gap = " "  # links set side by side without a blank: buttons, not a word
                self._text(element.tail, stack[-1])

    @property
    def text(self) -> str:
        """The frozen text."""
        return "".join(self.parts)

    def _open(self, element: _Element, tag: str, stack: list[_Frame]) -> None:
        up = stack[-1]
        if tag == "br":
            self._break("\n")
        elif tag in {"td", "th"}:
            self._cell()
        elif tag in {"li", "tr", "dt", "dd", "option"}:
            self._break("\n")
            self.apart = self.apart or tag != "tr"
        elif tag not in _INLINE:
            self._break("\n\n")
        frame = self._frame(element, tag, up)
        stack.append(frame)
        self._text(element.text, frame)

    def _close(self, tag: str) -> None:
        if tag in {"li", "tr", "dt", "dd", "option"}:
            self._break("\n")
        elif tag not in _INLINE and tag not in {"br", "td", "th"}:
            self._break("\n\n")

    def _cell(self) -> None:
        if self.parts and not self.gap.startswith("\n"):
            self.gap = " | "

    def _break(self, gap: str) -> None:
        if len(gap) > 1 or not self.gap.startswith("\n"):
            self.gap = gap
        if len(gap) > 1:
            self.apart = True

    def _frame(self, element: _Element, tag: str, up: _Frame) -> _Frame:
        remark = self.found.remarks.get(element) or up.remark
        inside = up.inside or element is self.found.main
        linked = up.linked or tag == "a"
        verbatim = up.verbatim or tag in {"pre", "textarea"}
        if remark is not up.remark:
            assert remark is not None
            kind = BlockKind.COMMENT if remark.pingback else BlockKind.COMMENT_META
            role = Role(kind, remark=remark)
            return _Frame(role, verbatim, linked, False, remark, inside)
        if up.sticky:
            return _Frame(up.role, verbatim, linked, True, remark, inside)
        names = tokens(element)
        if remark is not None:
            role = self._in_comment(element, tag, names, up, remark)
            return _Frame(
                role,
                verbatim,
                linked,
                role.kind is BlockKind.COMMENT and role is not up.role,
                remark,
                inside,
            )
        if element is self.found.title:
            return _Frame(Role(BlockKind.TITLE), verbatim, linked, True, None, inside)
        if element in self.found.aside or is_hidden(element):
            return _Frame(Role(BlockKind.BOILERPLATE), verbatim, linked, True, None, inside)
        role, sticky = self._role(element, tag, names, up, inside)
        return _Frame(role, verbatim, linked, sticky, None, inside)

    def _in_comment(
        self, element: _Element, tag: str, names: set[str], up: _Frame, remark: Remark
    ) -> Role:
        if remark.pingback and not remark.explicit:
            if names & (_META - {"vcard", "comment-author"}):
                return Role(BlockKind.COMMENT_META, remark=remark)
            return up.role
        if is_content(element, names):
            return Role(BlockKind.COMMENT, remark=remark)
        if names & _FULL_NAME or element.get("itemprop") == "name":
            return Role(BlockKind.COMMENT_META, remark=remark, note="name")
        if tag == "time" or names & _STAMP:
            return Role(BlockKind.COMMENT_META, remark=remark, note="stamp")
        if names & _AUTHOR or element.get("itemprop") in {"author", "creator"}:
            return Role(BlockKind.COMMENT_META, remark=remark, note="author")
        if names & _META or tag in {"header", "footer", "form"}:
            return Role(BlockKind.COMMENT_META, remark=remark, note="meta")
        if not remark.explicit and tag in {"p", "blockquote"} and not up.role.note:
            return Role(BlockKind.COMMENT, remark=remark)
        return up.role

    def _role(
        self, element: _Element, tag: str, names: set[str], up: _Frame, inside: bool
    ) -> tuple[Role, bool]:
        outside = not inside
        prop = element.get("itemprop")
        if tag in _HEADINGS:
            return Role(BlockKind.HEADING, level=_HEADINGS[tag], outside=outside), False
        if tag == "figcaption" or names & _CAPTION:
            return Role(BlockKind.CAPTION, outside=outside), True
        if tag == "time" or names & _DATE or prop == "datePublished":
            return Role(BlockKind.DATE, outside=outside), False
        if names & _BYLINE or element.get("rel") == "author" or prop == "author":
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
        if tag not in _INLINE and (tag == "p" or outside != up.role.outside):
            return Role(BlockKind.PARAGRAPH, outside=outside), False
        return up.role, False

    def _text(self, raw: str | None, frame: _Frame) -> None:
        if not raw:
            return
        if frame.verbatim:
            self._emit(
                raw.replace("\r\n", "\n").replace("\r", "\n"), frame.role, frame.linked, True
            )
            return
        words = _BLANKS.sub(" ", raw)
        if words[0] == " " and not self.gap:
            self.gap = " "
        bare = words.strip(" ")
        if not bare or bare.isspace():
            return
        self._emit(bare, frame.role, frame.linked, False)
        if words[-1] == " ":
            self.gap = " "

    def _emit(self, words: str, role: Role, linked: bool, verbatim: bool) -> None:
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
        if role.remark is not None and role.kind is BlockKind.COMMENT_META:
            self._note(words, gap, role)
        last = self.runs[-1] if self.runs else None
        joined = role.kind in {BlockKind.COMMENT, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.CODE}
        if last is None or last.role is not role or (self.apart and not joined):
            last = _Run(role, start, self.at)
            self.runs.append(last)
        last.end = self.at
        last.linked += len(words) if linked else 0
        self.apart = False

    def _note(self, words: str, gap: str, role: Role) -> None:
        remark = role.remark
        assert remark is not None
        target = {"name": remark.full_name, "author": remark.author, "stamp": remark.stamp}
        spaced = (" " if gap else "") + words
        remark.meta.append(spaced)
        if role.note in target:
            target[role.note].append(spaced)

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
        for remark, draft in words_of.items():
            _sign(remark, draft, words_of)
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
        elif draft.kind is BlockKind.DATE and find_date(words) is None:
            draft.kind = BlockKind.PARAGRAPH if prose else BlockKind.BOILERPLATE
        elif draft.kind in {BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION}:
            pass
        elif (run.role.outside and not prose) or (
            draft.kind is BlockKind.LIST
            and self.found.main is None
            and self.found.prose > _AN_ARTICLE
            and run.linked > 0.8 * size
            and count_words(words) < 12
        ):
            draft.kind = BlockKind.BOILERPLATE
        elif draft.kind is BlockKind.PARAGRAPH and words[0] in phrases.OPENING_QUOTES:
            draft.kind = BlockKind.QUOTE


def _begins_a_word(link: _Element) -> bool:
    """Whether what stands right after a link is another link or a span that begins with a word."""
    after = link.getnext()
    if after is None or after.tag not in {"a", "span", "button"}:
        return False
    return "".join(map(str, after.itertext()))[:1].isalnum()


def _sign(remark: Remark, draft: Draft, words_of: dict[Remark, Draft]) -> None:
    draft.pingback = remark.pingback
    draft.number = remark.number
    draft.parent = words_of.get(remark.parent) if remark.parent else None
    if not remark.pingback:
        draft.author = _author("".join(remark.full_name)) or _author("".join(remark.author))
    stamp = fold_space("".join(remark.stamp))
    found = find_stamp(stamp or fold_space("".join(remark.meta)))
    draft.date = found.printed.text if found else (stamp[:80] or None)
    if draft.author is None and not remark.pingback and found:
        before = fold_space("".join(remark.meta)).partition(found.printed.text)[0]
        draft.author = _author(before)


def _author(raw: str) -> str | None:
    words = fold_space(raw)
    says = phrases.SAYS.fullmatch(words)
    name = (says["name"] if says else words).strip(" ,:|·•–—-")
    return name if name and len(name) <= 100 else None
