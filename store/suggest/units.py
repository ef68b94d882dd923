"""Natural units at the caret: what a key tags when nothing is selected, and how selections grow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from store.model import AttributeValue, Block, BlockKind
from store.suggest import names, quotes
from store.suggest.claims import WHOLE_COMMENT
from store.suggest.folding import Name
from store.suggest.marks import marked
from store.suggest.passages import around, passages
from store.text import fold_space, sentence_at, sentences, trim, word_at
from store.threads import with_answers

Unit = tuple[int, int]
Finder = Callable[[str, Sequence[Block], int], Unit | None]

_BEFORE, _AFTER = 40, 4
"""Passages read before and after the caret's to find speakers and full names."""


def word_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The word at *offset*, or the next on its line."""
    return word_at(text, offset)


def name_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The name that covers *offset*."""
    found = _name_at(text, blocks, offset, offset + 1)
    return None if found is None else (found.start, found.end)


def quotation_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The outermost marked quotation that covers *offset*, with its marks."""
    _, here = around(passages(text, blocks), offset, 0, 0)
    if here is None:
        return None
    for span in marked(text, here.start, here.end):
        if span.start <= offset < span.end or (offset == span.end == here.end):
            return span.start, span.end
    return None


def sentence_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The sentence at *offset*, within its block."""
    limits = block_unit(text, blocks, offset)
    return None if limits is None else sentence_at(text, *limits, offset)


def block_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The block at *offset* without outer white space; a paragraph in a text without blocks."""
    if block := _block_at(blocks, offset):
        start, end = trim(text, block.start, min(block.end, len(text)))
        return (start, end) if start < end else None
    if blocks:
        return None
    _, here = around(passages(text, blocks), offset, 0, 0)
    return None if here is None else (here.start, here.end)


def thread_unit(text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """The comment at *offset* with all its replies."""
    block = _block_at(blocks, offset)
    if block is None or block.kind is not BlockKind.COMMENT:
        return None
    end = max(one.end for one in with_answers(blocks, block))
    return block.start, min(end, len(text))


_LADDER: tuple[Finder, ...] = (
    word_unit,
    name_unit,
    quotation_unit,
    sentence_unit,
    block_unit,
    thread_unit,
)


def natural_unit(kind: str, text: str, blocks: Sequence[Block], offset: int) -> Unit | None:
    """What tagging at the caret takes for *kind*; `disputed` is a claim on a whole comment."""
    match kind:
        case "quote":
            return quotation_unit(text, blocks, offset) or sentence_unit(text, blocks, offset)
        case "entity":
            return name_unit(text, blocks, offset) or word_unit(text, blocks, offset)
        case "disputed" if _comment_at(blocks, offset):
            return block_unit(text, blocks, offset)
        case "claim" if _comment_at(blocks, offset) and _is_short(text, blocks, offset):
            return block_unit(text, blocks, offset)
        case _:
            return sentence_unit(text, blocks, offset)


def grow(text: str, blocks: Sequence[Block], start: int, end: int) -> Unit:
    """The smallest unit that holds the selection and more; the selection itself at the top."""
    best: Unit = (start, end)
    for finder in _LADDER:
        found = finder(text, blocks, start)
        if found is None or not (found[0] <= start and end <= found[1]) or found == (start, end):
            continue
        if best == (start, end) or found[1] - found[0] < best[1] - best[0]:
            best = found
    return best


def guess(
    kind: str, text: str, blocks: Sequence[Block], start: int, end: int
) -> dict[str, AttributeValue]:
    """The attributes to fill in for a selection of text[start:end] tagged as *kind*."""
    match kind:
        case "quote":
            return _guess_quote(text, blocks, start, end)
        case "entity":
            found = _name_at(text, blocks, start, end)
            exact = fold_space(text[start:end])
            if found is None:
                return {"type": "other", "name": exact}
            return {"type": found.type, "name": found.canonical}
        case "claim" | "disputed":
            block = _comment_at(blocks, start)
            author = None if block is None else block.author
            given: dict[str, AttributeValue] = {
                "proposition": fold_space(text[start:end]),
                "claimant": author,
            }
            return given | ({"status": "disputed"} if kind == "disputed" else {})
        case _:
            return {}


def _guess_quote(
    text: str, blocks: Sequence[Block], start: int, end: int
) -> dict[str, AttributeValue]:
    window, _ = around(passages(text, blocks), start, _BEFORE, _AFTER)
    full: dict[str, str] = {}
    for quotation in quotes.read(text, window):
        attributes = quotes.attributes_of(quotation, full)
        if quotation.start < end and start < quotation.end:
            return attributes
    block = _comment_at(blocks, start)
    return {
        "speaker": None if block is None else block.author,
        "role": None,
        "cue": None,
        "form": "indirect",
    }


def _name_at(text: str, blocks: Sequence[Block], start: int, end: int) -> Name | None:
    """The first name that overlaps text[start:end], read with the passages round it."""
    window, here = around(passages(text, blocks), start, _BEFORE, _AFTER)
    if here is None:
        return None
    for name in names.read(text, window):
        if name.start < end and start < name.end:
            return name
    return None


def _block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block that covers *offset* or ends there, where a selection may end."""
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if index < 0 or offset > blocks[index].end:
        return None
    return blocks[index]


def _comment_at(blocks: Sequence[Block], offset: int) -> Block | None:
    block = _block_at(blocks, offset)
    return block if block is not None and block.kind is BlockKind.COMMENT else None


def _is_short(text: str, blocks: Sequence[Block], offset: int) -> bool:
    limits = block_unit(text, blocks, offset)
    return limits is not None and len(sentences(text, *limits)) <= WHOLE_COMMENT
