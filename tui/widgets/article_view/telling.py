"""An article as one plain text that a screen reader tells from top to bottom. Pure.

What the rich page shows by place and colour is put into words: what a block is, how deep a comment
is, where an annotation begins and ends. Offsets lead from the article to the told text and back.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from store.model import Block, BlockKind
from store.threads import Place, Walk
from store.wording import counted
from tui.untrusted import one_line
from tui.widgets.article_view.plan import FURNITURE, KEPT_LINES, Folds

_SAID = {
    BlockKind.TITLE: "Title: ",
    BlockKind.SITE: "Site: ",
    BlockKind.BYLINE: "Byline: ",
    BlockKind.DATELINE: "Dateline: ",
    BlockKind.DATE: "Date: ",
    BlockKind.CAPTION: "Caption: ",
    BlockKind.HEADING: "Heading: ",
    BlockKind.QUOTE: "Quoted: ",
    BlockKind.CODE: "Code: ",
    BlockKind.COMMENTS_HEADING: "Heading of the comments: ",
    BlockKind.COMMENT_META: "Line of a comment: ",
    BlockKind.BOILERPLATE: "Page furniture: ",
}
_NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch text[start:end] of the article that is announced, and in what words."""

    start: int
    end: int
    words: str
    name: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Part of the told text from `at` on: the article's [start, end) copied, or words of ours.

    A `stand` piece is words of ours that stand for [start, end), and on which the caret may be.
    """

    at: int
    start: int
    end: int
    own: bool
    stand: bool = False


_at = attrgetter("at")


class Telling:
    """The told text of an article, its blocks for laying it out, and the way of offsets."""

    def __init__(
        self, text: str, blocks: Sequence[Block], folds: Folds, told: Iterable[Told] = ()
    ) -> None:
        """Tell *text* with *told* announced, what *folds* hide in one line each."""
        self._source = text
        self._pieces: list[_Piece] = []
        self._parts: list[str] = []
        self._length = 0
        self._signs = _signs(told)
        self._sign_places = [sign[0] for sign in self._signs]
        self._blocks: list[Block] = []
        self._tell(blocks, folds)
        self.text = "".join(self._parts)
        self.blocks = tuple(self._blocks)
        self._places = [piece for piece in self._pieces if not piece.own or piece.stand]
        self._starts = [piece.start for piece in self._places]

    # The way of offsets

    def to_told(self, offset: int) -> int:
        """Where the article's *offset* is told, or what comes next after it."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return self._places[0].at if self._places else 0
        piece = self._places[index]
        if offset < piece.end:
            return piece.at if piece.stand else piece.at + offset - piece.start
        if index + 1 < len(self._places):
            return self._places[index + 1].at
        return piece.at if piece.stand else piece.at + piece.end - piece.start - 1

    def to_article(self, place: int, *, back: bool = False) -> int:
        """The article's offset that is told at *place*; from words of ours on, or *back*."""
        index = bisect_right(self._pieces, place, key=_at) - 1
        if index < 0:
            return 0
        piece = self._pieces[index]
        if piece.stand:
            return piece.start
        if not piece.own:
            return min(piece.start + place - piece.at, piece.end - 1)
        held = bisect_left(self._places, piece.at, key=_at)
        if (back or held == len(self._places)) and held:
            before = self._places[held - 1]
            return before.start if before.stand else before.end - 1
        return self._places[held].start if held < len(self._places) else 0

    def is_own(self, place: int) -> bool:
        """Whether words of ours stand at *place*, which the caret passes over."""
        index = bisect_right(self._pieces, place, key=_at) - 1
        if index < 0:
            return True
        piece = self._pieces[index]
        return piece.own and not (piece.stand and piece.at == place)

    # Telling

    def _tell(self, blocks: Sequence[Block], folds: Folds) -> None:
        walk = Walk(folds.closed)
        index = 0
        while index < len(blocks):
            block = blocks[index]
            stop = index + 1
            if block.kind in FURNITURE:
                while stop < len(blocks) and blocks[stop].kind is block.kind:
                    stop += 1
                self._furniture(blocks[index:stop], stop < len(blocks) and blocks[stop], folds)
            elif block.kind is BlockKind.COMMENT:
                self._comment(block, walk.take(block), folds)
            else:
                self._block(block, _SAID.get(block.kind, ""))
            index = stop

    def _furniture(self, run: Sequence[Block], following: Block | bool, folds: Folds) -> None:
        first, last = run[0], run[-1]
        if first.id in folds.opened:
            for block in run:
                self._block(block, _SAID[block.kind])
        elif not (
            first.kind is BlockKind.COMMENT_META
            and isinstance(following, Block)
            and following.kind is BlockKind.COMMENT
        ):
            lines = self._source.count("\n", first.start, last.end) + 1
            told = f"Page furniture, {counted(lines, 'line')}, folded."
            self._stand(first.start, last.end, told)

    def _comment(self, block: Block, place: Place, folds: Folds) -> None:
        if place.hidden:
            return
        introduced = _introduced(block, place)
        if block.id in folds.closed:
            self._stand(block.start, block.end, f"{introduced}, folded with its answers.")
        else:
            self._block(block, f"{introduced}: ")

    def _block(self, block: Block, said: str) -> None:
        begun = self._begin()
        self._say(said)
        position = block.start
        first = bisect_left(self._sign_places, block.start)
        for place, closes, words in self._signs[first:]:
            if place > block.end or (place == block.end and not closes):
                break
            if place == block.start and closes:
                continue
            self._copy(position, place)
            position = max(position, place)
            self._say(words)
        self._copy(position, block.end)
        kind = block.kind if block.kind in KEPT_LINES else BlockKind.PARAGRAPH
        kind = BlockKind.TABLE if kind is BlockKind.CODE else kind
        self._end(begun, kind)

    def _stand(self, start: int, end: int, words: str) -> None:
        begun = self._begin()
        self._pieces.append(_Piece(self._length, start, end, own=True, stand=True))
        self._put(words)
        self._end(begun, BlockKind.PARAGRAPH)

    def _begin(self) -> int:
        if self._length:
            self._say("\n\n")
        return self._length

    def _end(self, begun: int, kind: BlockKind) -> None:
        if self._length > begun:
            name = f"told-{len(self._blocks)}"
            self._blocks.append(Block(id=name, kind=kind, start=begun, end=self._length))

    def _say(self, words: str) -> None:
        if words:
            self._pieces.append(_Piece(self._length, 0, 0, own=True))
            self._put(words)

    def _copy(self, start: int, end: int) -> None:
        if start < end:
            self._pieces.append(_Piece(self._length, start, end, own=False))
            self._put(self._source[start:end])

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)


def _signs(told: Iterable[Told]) -> list[tuple[int, bool, str]]:
    """Where something is said in the text: (offset, whether it ends there, the words), in order.

    At one offset what ends comes first; of those that end together, what began last.
    """
    found: list[tuple[int, int, int, str]] = []
    for one in told:
        found.append((one.start, 1, -one.end, f"[{one_line(one.words)}: "))
        found.append((one.end, 0, -one.start, f" end {one.name}]"))
    found.sort(key=lambda sign: sign[:3])
    return [(place, not order, words) for place, order, _, words in found]


def _introduced(block: Block, place: Place) -> str:
    return ", ".join(_introduction(block, place))


def _introduction(block: Block, place: Place) -> Iterator[str]:
    """A comment's number, author, date, depth and whom it answers, in words."""
    number = "" if block.number is None else f" {block.number}"
    yield f"{'Pingback' if block.pingback else 'Comment'}{number}"
    yield f"by {one_line(block.author, _NAME_LIMIT)}" if block.author else "unsigned"
    if block.date:
        yield one_line(block.date, _NAME_LIMIT)
    if place.depth:
        yield f"depth {place.depth}"
    if (parent := place.parent) is not None:
        whom = one_line(parent.author, _NAME_LIMIT) if parent.author else "an unsigned comment"
        yield f"in reply to {whom}"
