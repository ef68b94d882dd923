"""What an article's blocks become on the screen: a lazy sequence of sections. Pure.

A section is a flow (what shares a line with a dateline or date, and wraps together with it), or
one synthetic row: a comment's header, a fold, a rule. Synthetic rows stand for an offset but hold
no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct, field

from store.model import Block, BlockKind
from store.threads import Walk
from store.wording import counted
from tui.untrusted import one_line

META = frozenset({BlockKind.SITE, BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.DATE})
KEPT_LINES = frozenset({BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE})
FURNITURE = frozenset({BlockKind.COMMENT_META, BlockKind.BOILERPLATE})
_ALONE = FURNITURE | KEPT_LINES | {BlockKind.COMMENT}
_PREFIXES = {
    BlockKind.QUOTE: ("▎ ", "▎ "),
    BlockKind.CAPTION: ("▣ ", "  "),
    BlockKind.CODE: ("  ", "  "),
}
_BLANK_LINE_BEFORE = re.compile(r"\n[^\S\n]*\n\s*\Z")
_NAME_LIMIT = 60
_DEEPEST = 8


class Form(Enum):
    """How a section is drawn."""

    TEXT = "text"
    HEADER = "header"
    FOLD = "fold"
    RULE = "rule"


class Section(Struct, frozen=True):
    """Part of the page: text[start:end] as a flow, or one synthetic row standing at *start*.

    `first` and `rest` are drawn before its first and its other rows; both take as many cells.
    `gap` counts the empty rows above. `group` names the fold that the section belongs to.
    """

    form: Form
    start: int
    end: int
    kind: BlockKind
    gap: int = 1
    first: str = ""
    rest: str = ""
    label: str = ""
    group: str | None = None


class Folds(Struct):
    """Which folds are not as at first: boilerplate and comment heads open, comments closed."""

    opened: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)


def fold_groups(blocks: Sequence[Block]) -> list[str]:
    """The ids of the folds that are closed at first: the first block of each run of furniture."""
    found = []
    for index, block in enumerate(blocks):
        if block.kind in FURNITURE and (index == 0 or blocks[index - 1].kind is not block.kind):
            found.append(block.id)
    return found


class Plan:
    """Makes the sections of an article at a content width in cells, in order, as asked for."""

    def __init__(self, text: str, blocks: Sequence[Block], folds: Folds, width: int) -> None:
        """Plan *blocks* of *text* for rows of *width* cells."""
        self._text = text
        self._blocks = blocks
        self._folds = folds
        self._prefixes = width >= 12
        self._deepest = max(1, min(_DEEPEST, width // 10))
        self._walk = Walk(folds.closed)
        self._last: BlockKind | None = None

    def sections(self) -> Iterator[Section]:
        """The sections from the first to the last."""
        index, count = 0, len(self._blocks)
        while index < count:
            stop = self._group_end(index)
            group = self._blocks[index:stop]
            first, last = group[0], group[-1]
            match first.kind:
                case BlockKind.BOILERPLATE:
                    yield from self._boilerplate(first, last)
                case BlockKind.COMMENT_META if stop < count and self._says_it(stop):
                    yield from self._comment_meta(first, last)
                case BlockKind.COMMENT_META:
                    yield from self._boilerplate(first, last)
                case BlockKind.COMMENT:
                    yield from self._comment(first)
                case _:
                    yield from self._flow(group)
            self._last = last.kind
            index = stop

    def _group_end(self, index: int) -> int:
        """The index behind the blocks that are shown with blocks[index]."""
        blocks = self._blocks
        kind = blocks[index].kind
        stop = index + 1
        if kind in FURNITURE:
            while stop < len(blocks) and blocks[stop].kind is kind:
                stop += 1
        elif kind not in _ALONE:
            while (
                stop < len(blocks)
                and blocks[stop].kind not in _ALONE
                and (blocks[stop - 1].kind in META or blocks[stop].kind in META)
                and "\n" not in self._text[blocks[stop - 1].end : blocks[stop].start]
            ):
                stop += 1
        return stop

    def _says_it(self, index: int) -> bool:
        """Whether the next block is a comment, whose header repeats what its head said."""
        return self._blocks[index].kind is BlockKind.COMMENT

    def _gap(self, kind: BlockKind, start: int) -> int:
        """Empty rows above a section of *kind* that begins at *start*."""
        last = self._last
        if last is None or (last in META and kind in META):
            return 0
        if kind is last and kind in KEPT_LINES:
            return 1 if _BLANK_LINE_BEFORE.search(self._text, max(0, start - 200), start) else 0
        return 1

    def _flow(self, group: Sequence[Block]) -> Iterator[Section]:
        start, end = group[0].start, group[-1].end
        kinds = [block.kind for block in group]
        kind = next((kind for kind in kinds if kind not in META), kinds[0])
        gap = self._gap(kind, start)
        if kind is BlockKind.COMMENTS_HEADING:
            yield Section(Form.RULE, start, start, kind, gap=gap)
            gap = 0
        first, rest = _PREFIXES.get(kind, ("", "")) if self._prefixes else ("", "")
        yield Section(Form.TEXT, start, end, kind, gap=gap, first=first, rest=rest)

    def _boilerplate(self, first: Block, last: Block) -> Iterator[Section]:
        start, end, kind = first.start, last.end, BlockKind.BOILERPLATE
        open_ = first.id in self._folds.opened
        lines = self._text.count("\n", start, end) + 1
        size = f", {counted(lines, 'line')}" if not open_ else ""
        label = f"⋯ page furniture{size} · {'unfolded' if open_ else 'folded'}"
        gap = self._gap(kind, start)
        form = Form.HEADER if open_ else Form.FOLD
        yield Section(form, start, start, kind, gap=gap, label=label, group=first.id)
        if open_:
            yield Section(Form.TEXT, start, end, kind, gap=0, group=first.id)

    def _comment_meta(self, first: Block, last: Block) -> Iterator[Section]:
        if first.id in self._folds.opened:
            kind = BlockKind.COMMENT_META
            gap = self._gap(kind, first.start)
            yield Section(Form.TEXT, first.start, last.end, kind, gap=gap, group=first.id)

    def _comment(self, block: Block) -> Iterator[Section]:
        depth, parent, hidden = self._walk.take(block)
        if hidden:
            return
        closed = block.id in self._folds.closed
        guide = "│ " * min(depth, self._deepest) if self._prefixes else ""
        label = _comment_label(block, parent)
        gap = self._gap(block.kind, block.start)
        yield Section(
            Form.FOLD if closed else Form.HEADER,
            block.start,
            block.start,
            block.kind,
            gap=gap,
            first=guide,
            label=f"▸ {label} · folded" if closed else f"● {label}",
            group=block.id,
        )
        if not closed:
            inner = guide + ("  " if self._prefixes else "")
            yield Section(
                Form.TEXT, block.start, block.end, block.kind, 0, inner, inner, group=block.id
            )


def _comment_label(block: Block, parent: Block | None) -> str:
    """A comment's header in words: number, author, date, whom it answers."""
    parts = [] if block.number is None else [str(block.number)]
    parts.append(one_line(block.author, _NAME_LIMIT) if block.author else "unsigned")
    if block.date:
        parts.append(one_line(block.date, _NAME_LIMIT))
    if parent is not None:
        whom = one_line(parent.author, _NAME_LIMIT) if parent.author else "unsigned"
        parts.append(f"in reply to {whom}")
    if block.pingback:
        parts.append("pingback")
    return " · ".join(parts)
