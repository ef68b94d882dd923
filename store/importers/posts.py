"""A post with its comments, from formats that give them as fields: one text, composed from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.importers.base import Facts
from store.importers.composer import Composer
from store.importers.dates import parse_date
from store.importers.drafts import Draft
from store.importers.fragments import is_markup, read_fragment, with_paragraphs
from store.model import Block, BlockKind, PrintedDate
from store.text import fold_space

_LONGEST = 500
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's comment. *parent* is the key of the one it answers, *note* is for its header."""

    key: str
    words: str
    parent: str | None = None
    author: str | None = None
    date: str | None = None
    pingback: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What such a format says of an article. *markup* tells HTML from words (None: look at it)."""

    title: str | None = None
    body: str = ""
    markup: bool | None = None
    site: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    remarks: tuple[Remark, ...] = ()


def compose(post: Post) -> tuple[str, tuple[Block, ...], Facts]:
    """The text of *post*: title, author, date, body, then its comments as a tree."""
    title, author = _clean(post.title), _clean(post.author)
    date = _clean(post.date)
    composer = Composer()
    if title:
        composer.put(title, BlockKind.TITLE)
    if author:
        composer.put(author, BlockKind.BYLINE)
    if date:
        composer.put(date, BlockKind.DATE, gap="\n")
    composer.put_part(*_body(post.body, post.markup))
    _put_remarks(composer, post.remarks)
    facts = Facts(
        title=title and title[:_LONGEST],
        site=(_clean(post.site) or "")[:_LONGEST] or None,
        byline=author and author[:_LONGEST],
        date=_dated(date and date[:_LONGEST]),
        language=(_clean(post.language) or "")[:20] or None,
    )
    return composer.text, composer.blocks(), facts


def _dated(date: str | None) -> PrintedDate | None:
    return (parse_date(date) or PrintedDate(text=date)) if date else None


def _clean(field: str | None) -> str | None:
    """A field on one line, its markup read."""
    if field and is_markup(field):
        field = read_fragment(field)[0]
    return fold_space(field or "") or None


def _body(body: str, markup: bool | None) -> tuple[str, tuple[Block, ...]]:
    if markup or (markup is None and is_markup(body)):
        return read_fragment(with_paragraphs(body))
    composer = Composer()
    parts = _BLANK_LINE.split(body.replace("\r\n", "\n").replace("\r", "\n"))
    for part in parts:
        composer.put_prose(part)
    return composer.text, composer.blocks()


def _put_remarks(composer: Composer, remarks: tuple[Remark, ...]) -> None:
    """Write the comments, each after the one it answers; a circle of answers is cut open."""
    if not remarks:
        return
    composer.put("Comments", BlockKind.COMMENTS_HEADING)
    written: dict[str, Draft] = {}
    children: dict[str | None, list[Remark]] = {}
    keys = {remark.key for remark in remarks}
    for remark in remarks:
        known = remark.parent if remark.parent in keys else None
        children.setdefault(known, []).append(remark)
    done: set[int] = set()
    for start in (*children.get(None, ()), *remarks):
        stack = [start]
        while stack:
            remark = stack.pop()
            if id(remark) in done:
                continue
            done.add(id(remark))
            _put_remark(composer, remark, written)
            stack += reversed(children.get(remark.key, ()))


def _put_remark(composer: Composer, remark: Remark, written: dict[str, Draft]) -> None:
    author, date = _clean(remark.author), _clean(remark.date)
    header = " · ".join(part for part in (author, date, remark.note) if part)
    if header:
        composer.put(header, BlockKind.COMMENT_META)
    words, _ = _body(remark.words, None)
    # A comment that shows nothing but a picture keeps its place in the tree by its markup.
    shown = words or fold_space(remark.words) or "—"
    draft = composer.put(shown, BlockKind.COMMENT, gap="\n" if header else "\n\n")
    draft.author, draft.date, draft.pingback = author, date, remark.pingback
    draft.parent = written.get(remark.parent or "")
    written.setdefault(remark.key, draft)
