"""An article as lines of plain text: heading, paragraphs, comments as a tree. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from store.model import Article, Block, BlockKind
from store.text import fold_space
from store.threads import depths as depths_of
from store.wording import counted
from tui.cli.table import wrapped
from tui.untrusted import one_line, visible

_HEAD = (BlockKind.TITLE, BlockKind.SITE, BlockKind.BYLINE, BlockKind.DATE)
_FLOWING = (BlockKind.DATELINE, BlockKind.DATE, BlockKind.LEAD, BlockKind.PARAGRAPH)
_VERBATIM = (BlockKind.CODE, BlockKind.TABLE)
_DEEPEST = 8


def rendered(
    article: Article, text: str, blocks: Sequence[Block], *, annotations: int, width: int
) -> Iterator[str]:
    """The lines, made safe to print and at most *width* cells wide where they can be."""
    yield from _head(article, annotations, width)
    depths = depths_of(blocks)
    folded = 0
    for block in _joined(text, blocks):
        if block.kind is BlockKind.BOILERPLATE:
            folded += text.count("\n", block.start, block.end) + 1
            continue
        if _is_in_head(article, text, block) or block.kind is BlockKind.COMMENT_META:
            continue
        if folded:
            yield from ("", _fold_line(folded))
            folded = 0
        yield ""
        yield from _block(block, visible(text[block.start : block.end]), depths, width)
    if folded:
        yield from ("", _fold_line(folded))


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that share a line (a dateline and its paragraph) as one paragraph."""
    held: Block | None = None
    for block in blocks:
        flows = held is not None and held.kind in _FLOWING and block.kind in _FLOWING
        if held is not None and flows and "\n" not in text[held.end : block.start]:
            held = replace(held, kind=BlockKind.PARAGRAPH, end=block.end)
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _head(article: Article, annotations: int, width: int) -> Iterator[str]:
    yield from wrapped(one_line(article.title), width)
    printed = None if article.date is None else article.date.text
    known = [part for part in (article.site, article.byline, printed) if part]
    if known:
        yield from wrapped(one_line(" · ".join(known)), width)
    yield (
        f"{article.id} · {counted(article.words, 'word')} · "
        f"{counted(article.comments, 'comment')} · "
        f"{counted(annotations, 'annotation')} · {article.state}"
    )
    yield "─" * min(width, 40)


def _is_in_head(article: Article, text: str, block: Block) -> bool:
    if block.kind not in _HEAD:
        return False
    printed = None if article.date is None else article.date.text
    known = (article.title, article.site, article.byline, printed)
    return fold_space(text[block.start : block.end]) in {fold_space(k) for k in known if k}


def _fold_line(lines: int) -> str:
    return f"[ {counted(lines, 'line')} of page furniture ]"


def _block(block: Block, shown: str, depths: dict[str, int], width: int) -> Iterator[str]:
    match block.kind:
        case BlockKind.TITLE | BlockKind.HEADING | BlockKind.COMMENTS_HEADING:
            yield from wrapped(shown, width, "" if shown.startswith("#") else "## ")
        case BlockKind.QUOTE:
            yield from wrapped(shown, width, "" if shown.startswith(">") else "> ")
        case BlockKind.CAPTION:
            yield from wrapped(shown, width, "    ")
        case BlockKind.COMMENT:
            indent = "  " * min(depths[block.id], _DEEPEST)
            number = "" if block.number is None else f"{block.number}. "
            named = [part for part in (block.author, block.date) if part]
            if block.pingback:
                named.append("pingback")
            yield from wrapped(number + one_line(" · ".join(named) or "anonymous"), width, indent)
            yield from wrapped(shown, width, indent + "│ ")
        case kind if kind in _VERBATIM:
            yield from shown.split("\n")
        case _:
            yield from wrapped(shown, width)
