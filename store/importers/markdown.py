"""Markdown: the frozen text is the source itself; markdown-it-py says which lines are what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.importers.base import Facts, Origin, decode, imported, refuse, refuse_blank
from store.importers.dates import find_date, parse_date
from store.importers.drafts import Draft, finish
from store.importers.furniture import is_furniture
from store.importers.markdown_front import front_matter
from store.importers.phrases import BYLINE, CREDIT, DATE_LABEL, OPENING_QUOTES
from store.model import Block, BlockKind, Imported
from store.text import fold_space

if TYPE_CHECKING:
    from markdown_it.token import Token

_KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "blockquote_open": BlockKind.QUOTE,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "table_open": BlockKind.TABLE,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.BOILERPLATE,
    "hr": BlockKind.BOILERPLATE,
}
_UNSEEN = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<([a-z]+)", re.IGNORECASE)
_TAGS = {
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "figure": BlockKind.CAPTION,
    "ol": BlockKind.LIST,
    "pre": BlockKind.CODE,
    "table": BlockKind.TABLE,
    "ul": BlockKind.LIST,
}
_MARKUP = re.compile(r"[*_`]{1,3}")
_LONGEST_CAPTION = 400


class MarkdownImporter:
    """Reads CommonMark with tables; front matter gives title, author, date and site."""

    name = "markdown"
    version = 2
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, raw: bytes, origin: Origin) -> tuple[Imported, ...]:
        """One article. Raises InputError when *raw* is no text, or blank."""
        refuse(raw, origin)
        text, charset, how = decode(raw)
        refuse_blank(text, origin)
        facts = _facts(front_matter(text).fields)
        blocks = parse_blocks(text)
        return (
            imported(
                raw,
                origin,
                importer=f"{self.name}/{self.version}",
                media_type="text/markdown",
                text=text,
                charset=(charset, how),
                blocks=blocks,
                facts=facts if facts.title else _with_title(facts, text, blocks),
            ),
        )


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown source."""
    from markdown_it import MarkdownIt

    skipped = front_matter(text).end
    starts = _line_starts(text, skipped)
    drafts = [Draft(BlockKind.BOILERPLATE, 0, skipped)] if skipped else []
    # The parser takes form feeds and other blanks as text; its lines are split at LF alone, and
    # a NUL becomes one U+FFFD: neither moves a line.
    # Only blocks are wanted, so the costly inline rule is left out.
    tokens = MarkdownIt("commonmark").enable("table").disable("inline").parse(text[skipped:])
    titled = False
    for token in tokens:
        if token.level or token.map is None or token.type not in _KINDS:
            continue
        start, end = starts[token.map[0]], starts[token.map[1]]
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            drafts += _items(tokens, token, starts)
            continue
        draft = _draft(text, token, start, end)
        if draft.kind is BlockKind.HEADING and draft.level == 1 and not titled:
            titled = True
            draft.kind, draft.level = BlockKind.TITLE, None
            if text.startswith("#", start):
                drafts.append(Draft(BlockKind.BOILERPLATE, start, start + 1))
                draft.start = start + 1
        drafts.append(draft)
    return finish(text, drafts)


def _line_starts(text: str, skipped: int) -> list[int]:
    starts = [skipped]
    at = text.find("\n", skipped)
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    starts.append(len(text))
    starts.append(len(text))
    return starts


def _items(tokens: list[Token], opening: Token, starts: list[int]) -> list[Draft]:
    """The outermost items of a list, each a block with what it holds."""
    assert opening.map is not None
    first, last = opening.map
    return [
        Draft(BlockKind.LIST, starts[token.map[0]], starts[token.map[1]])
        for token in tokens
        if token.type == "list_item_open"
        and token.level == 1
        and token.map is not None
        and first <= token.map[0] < last
    ]


def _draft(text: str, token: Token, start: int, end: int) -> Draft:
    kind = _KINDS[token.type]
    draft = Draft(kind, start, end)
    if kind is BlockKind.HEADING:
        draft.level = int(token.tag[1:])
    elif token.type == "html_block":
        draft.kind = _of_markup(text[start:end])
    elif kind is BlockKind.PARAGRAPH:
        words = _MARKUP.sub("", fold_space(text[start : min(end, start + 600)]))
        if words.startswith(tuple(OPENING_QUOTES)):
            draft.kind = BlockKind.QUOTE
        elif len(words) <= _LONGEST_CAPTION and CREDIT.search(words):
            draft.kind = BlockKind.CAPTION
        elif len(words) <= 120 and BYLINE.fullmatch(words) and words[-1:] not in ".!?":
            draft.kind = BlockKind.BYLINE
        elif (
            len(words) <= 60 and (DATE_LABEL.match(words) or len(words) <= 32) and find_date(words)
        ):
            draft.kind = BlockKind.DATE
        elif is_furniture(words):
            draft.kind = BlockKind.BOILERPLATE
    return draft


def _of_markup(markup: str) -> BlockKind:
    """What a piece of HTML is: furniture only where it shows no words."""
    if not fold_space(_UNSEEN.sub(" ", markup)):
        return BlockKind.BOILERPLATE
    tag = _TAG.search(markup)
    return BlockKind.PARAGRAPH if tag is None else _TAGS.get(tag[1].lower(), BlockKind.PARAGRAPH)


def _facts(fields: dict[str, str]) -> Facts:
    """Title, author, date, site and language as the front matter gives them."""

    def first(*names: str) -> str | None:
        return next((fields[name] for name in names if name in fields), None)

    date = first("date", "published", "pubdate")
    return Facts(
        title=first("title", "headline"),
        site=first("site", "publisher"),
        byline=first("author", "authors", "byline", "creator"),
        date=parse_date(date) if date else None,
        language=(first("lang", "language") or "")[:20] or None,
    )


def _with_title(facts: Facts, text: str, blocks: tuple[Block, ...]) -> Facts:
    """*facts* with the title's words, emphasis marks and closing or underlining marks left out."""
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            words = re.sub(r"\n[=-]+\s*$|\s#+\s*$", "", text[block.start : block.end])
            title = fold_space(_MARKUP.sub("", words)) or None
            return Facts(title, facts.site, facts.byline, facts.date, facts.language)
    return facts
