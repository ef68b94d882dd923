"""An article's skeleton: the comments near one, and the headings to go to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from store.blocks import block_at
from store.model import Block, BlockKind
from store.text import fold_space
from store.threads import comments, depths

_FIRST_WORDS = 70
_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.COMMENTS_HEADING)


class Entry(Struct, frozen=True):
    """A place of the outline: where it begins, how deep it lies, its words."""

    start: int
    depth: int
    words: str
    comment: bool = False


def kin(blocks: Sequence[Block], offset: int, which: str) -> list[Block]:
    """The comments that are `sibling`, `parent`, `reply` or of one `author` with that at *offset*.

    In order, the comment itself left out; all comments when *offset* is in none, but for none
    that are its parent or replies.
    """
    all_of_them = comments(blocks)
    own = block_at(blocks, offset)
    if own is None or own.kind is not BlockKind.COMMENT:
        return [] if which in ("parent", "reply") else all_of_them
    match which:
        case "parent":
            return [block for block in all_of_them if block.id == own.parent]
        case "reply":
            return [block for block in all_of_them if block.parent == own.id]
        case "author":
            wanted = (own.author or "").casefold()
            found = [block for block in all_of_them if (block.author or "").casefold() == wanted]
        case _:
            found = [block for block in all_of_them if block.parent == own.parent]
    return [block for block in found if block is not own]


def outline(text: str, blocks: Sequence[Block]) -> list[Entry]:
    """Title, headings and comments of *text*, in order, each as deep as it lies."""
    deep = depths(blocks)
    found = []
    for block in blocks:
        words = fold_space(text[block.start : min(block.end, block.start + 4 * _FIRST_WORDS)])
        if block.kind in _HEADINGS:
            depth = 0 if block.kind is not BlockKind.HEADING else max(0, (block.level or 2) - 1)
            words = words.lstrip("#").lstrip() or words  # as Markdown marks a heading
            found.append(Entry(block.start, depth, words[:_FIRST_WORDS]))
        elif block.kind is BlockKind.COMMENT:
            author = block.author or "unsigned"
            number = f"{block.number} · " if block.number else ""
            told = f"{number}{author}: {words}"[:_FIRST_WORDS]
            found.append(Entry(block.start, deep[block.id] + 1, told, comment=True))
    return found
