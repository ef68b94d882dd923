"""Passages: the stretches a suggester may read as one, a paragraph of one block at most."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from store.model import Block, BlockKind
from store.text import trim

SILENT = frozenset(
    {
        BlockKind.SITE,
        BlockKind.CODE,
        BlockKind.COMMENTS_HEADING,
        BlockKind.COMMENT_META,
        BlockKind.BOILERPLATE,
    }
)
"""Block kinds that hold nothing to suggest."""

_TOLD = re.compile(r"[.…][”\"»“’)\]]*$")
_TITLES = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_BLANK_LINE = re.compile(r"\n\s*\n")
_LANGUAGE_HINTS = {
    "de": frozenset("der die das und ist nicht den mit von ein eine dem sich auf".split()),
    "fr": frozenset("le la les et est une dans des du pour pas sur qui au".split()),
    "es": frozenset("el la los las y que en una del por para con se al".split()),
    "en": frozenset("the and of to is was in that for it on with he by".split()),
}
_LOWER_WORD = re.compile(r"[a-zà-ÿ]+")
_SAMPLE = 6000


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] without blank lines in it. `author` is set in a comment that names one."""

    start: int
    end: int
    kind: BlockKind
    author: str | None = None


def passages(text: str, blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The readable passages in order; without blocks, the text's own paragraphs."""
    if not blocks:
        return tuple(_split(text, 0, len(text), BlockKind.PARAGRAPH, None))
    return tuple(
        passage
        for block in blocks
        if block.kind not in SILENT
        for passage in _split(text, block.start, min(block.end, len(text)), block.kind, block)
    )


def _split(text: str, start: int, end: int, kind: BlockKind, block: Block | None) -> list[Passage]:
    author = block.author if block is not None and kind is BlockKind.COMMENT else None
    found: list[Passage] = []
    begin = start
    for stop, after in [
        *(match.span() for match in _BLANK_LINE.finditer(text, start, end)),
        (end, end),
    ]:
        inner_start, inner_end = trim(text, begin, stop)
        if inner_start < inner_end:
            # A text of one line is segmented as a title; one that ends in a full stop is prose.
            told = kind in _TITLES and _TOLD.search(text, inner_start, inner_end) is not None
            shown = BlockKind.PARAGRAPH if told else kind
            found.append(Passage(inner_start, inner_end, shown, author))
        begin = after
    return found


def around(
    found: Sequence[Passage], offset: int, before: int, after: int
) -> tuple[Sequence[Passage], Passage | None]:
    """A window of passages round *offset*, and the passage that covers it, if one does."""
    index = bisect_right(found, offset, key=lambda passage: passage.start) - 1
    here = found[index] if index >= 0 and offset <= found[index].end else None
    return found[max(0, index - before) : max(0, index) + after + 1], here


def language(text: str) -> str:
    """The likelier of en, de, fr and es, by function words in the text's first 6,000 characters."""
    seen = _LOWER_WORD.findall(text[:_SAMPLE].lower())
    counts = {name: sum(word in hints for word in seen) for name, hints in _LANGUAGE_HINTS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > counts["en"] else "en"
