"""Articles to lay out: plain ones, hostile ones, any."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from store.model import Block, BlockKind

HOSTILE = "\u0301\u0301\u200d\ufe0f\u200b\u202e\x1b\x00\t\n 　a好🇩🇪🏽👨[/]ก็가ᅡ\ud800é-ـ"
KINDS = list(BlockKind)


def article(
    *parts: tuple[BlockKind, str] | tuple[BlockKind, str, dict[str, object]],
) -> tuple[str, tuple[Block, ...]]:
    """A text of parts with blank lines between, and its blocks b0, b1, …"""
    text, blocks = "", []
    for number, (kind, words, *more) in enumerate(parts):
        text += "\n\n" if text else ""
        fields = more[0] if more else {}
        start = len(text)
        text += words
        blocks.append(
            Block(id=f"b{number}", kind=kind, start=start, end=len(text), **fields)  # type: ignore[arg-type]
        )
    return text, tuple(blocks)


def paragraphs(text: str) -> tuple[Block, ...]:
    """A paragraph for every stretch between blank lines."""
    return tuple(
        Block(
            id=f"p{match.start()}", kind=BlockKind.PARAGRAPH, start=match.start(), end=match.end()
        )
        for match in re.finditer(r"\S(?:[\s\S]*?\S)??(?=\n\s*\n|\s*\Z)", text)
    )


@st.composite
def any_article(draw: st.DrawFn) -> tuple[str, tuple[Block, ...]]:
    """Any text in blocks of any kinds, with white space or nothing between."""
    characters = st.characters(codec=None) | st.sampled_from(HOSTILE) | st.sampled_from("ab \n")
    pieces = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.text(characters)), max_size=6))
    text = ""
    blocks: list[Block] = []
    for number, (kind, words) in enumerate(pieces):
        text += draw(st.sampled_from(["", " ", "\n", "\n\n"]))
        if not words.strip():
            text += " " * len(words)
            continue
        start = len(text)
        text += words
        parent = draw(st.sampled_from([None, *(block.id for block in blocks)]))
        blocks.append(Block(id=f"b{number}", kind=kind, start=start, end=len(text), parent=parent))
    return text, tuple(blocks)
