"""Markup inside other formats (a feed's entry, a chapter, a comment) as text with blocks."""

from __future__ import annotations

import re

from store.errors import InputError
from store.importers.base import Origin
from store.model import Block, BlockKind

_MARKUP = re.compile(
    r"<(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|blockquote|h[1-6]|img|figure|table|pre|code|!--)"
    r"(?:\s[^<>]*)?/?>|</(?:p|div|a|li)>|<!--|&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:p|div|ul|ol|li|dl|dt|dd|blockquote|h[1-6]|table|t[rhd]|thead|tbody|tfoot|caption|pre|"
    r"figure|figcaption|section|article|aside|header|footer|hr|form|address|main|nav|details|"
    r"summary|script|style|iframe|video|audio|object|embed)\b|<!--",
    re.IGNORECASE,
)
_PRE = re.compile(r"(<(pre|script|style|textarea)\b.*?(?:</\2\s*>|\Z))", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def is_markup(text: str) -> bool:
    """Whether *text* looks like HTML rather than plain words."""
    return _MARKUP.search(text) is not None


def read_fragment(markup: str) -> tuple[str, tuple[Block, ...]]:
    """The text of a piece of HTML and its blocks; empty where it shows no words."""
    from store.importers.html import read_page

    page = f'<!doctype html><meta charset="utf-8"><body>{markup}</body>'
    try:
        article, _ = read_page(page.encode("utf-8", "replace"), Origin("part.html"))
    except InputError:
        bare = re.sub(r"\s*\n\s*", "\n", _TAG.sub("", markup)).strip()
        whole = Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=len(bare))
        return bare, (whole,) if bare else ()
    return article.text, article.blocks


def body_of(markup: str) -> str:
    """What stands in the body of a page."""
    lower = markup.lower()
    start = lower.find("<body")
    start = markup.find(">", start) + 1 if start >= 0 else 0
    end = lower.rfind("</body")
    return markup[start : end if end > start else len(markup)]


def with_paragraphs(markup: str) -> str:
    """*markup* with the paragraphs that blank lines make in a blog's editor, as its pages show."""
    markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in markup:
        return markup
    pieces = _PRE.split(markup)
    written: list[str] = []
    for index in range(0, len(pieces), 3):
        written += map(_paragraph, _BLANK_LINE.split(pieces[index]))
        written += pieces[index + 1 : index + 2]
    return "\n".join(written)


def _paragraph(piece: str) -> str:
    bare = piece.strip()
    if not bare or _BLOCK.search(bare):
        return piece
    return "<p>" + bare.replace("\n", "<br>\n") + "</p>"
