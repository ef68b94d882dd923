"""The beginning of an article, or the passage with the words looked for, beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.model import Article, Block, BlockKind
from store.search import Matcher
from tui.untrusted import content, one_line
from tui.widgets.unmarked import markup

_LENGTH = 2400
_BEFORE = 300
_PLAIN = (
    BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST, BlockKind.HEADING,
    BlockKind.CAPTION, BlockKind.COMMENT, BlockKind.TABLE, BlockKind.CODE,
)  # fmt: skip


class Preview(VerticalScroll, can_focus=False):
    """Shows what an article begins with."""

    DEFAULT_CSS = """
    Preview {
        width: 2fr;
        height: 1fr;
        display: none;
        padding: 0 1;
        border-left: vkey $panel-lighten-2;
        background: $surface;
        scrollbar-size-vertical: 1;
        & > Static { width: 1fr; }
    }
    """

    def compose(self) -> ComposeResult:
        """One piece of text."""
        yield Static("", markup=False)

    def show(self, told: Content) -> None:
        """Show *told* from its beginning."""
        self.query_one(Static).update(told)
        self.scroll_home(animate=False)

    @property
    def words(self) -> str:
        """What is shown."""
        return str(self.query_one(Static).render())


def previewed(
    article: Article,
    text: str,
    blocks: Sequence[Block],
    annotations: str,
    matchers: Sequence[Matcher] = (),
) -> Content:
    """Head, what is tagged, and the text from its beginning, or from just before the first place
    of what is looked for, whose places are marked.
    """
    known = (article.site, article.byline, (article.dated or "").replace("T", " "))
    head = [content(one_line(article.title), "bold")]
    if told := " · ".join(one_line(part) for part in known if part):
        head.append(content(told, "dim"))
    if annotations:
        head.append(content(annotations, "italic"))
    body = _passage(text, blocks, matchers, marked=article.source.media_type == "text/markdown")
    return Content("\n").join([*head, Content(""), body])


def _passage(
    text: str, blocks: Sequence[Block], matchers: Sequence[Matcher], *, marked: bool
) -> Content:
    shown = [block for block in blocks if block.kind in _PLAIN]
    hits = sorted(hit for matcher in matchers for hit in _first(matcher, text, shown))
    begin = max(0, hits[0][0] - _BEFORE) if hits else 0
    pieces: list[Content] = []
    length = 0
    for block in shown:
        if block.end <= begin:
            continue
        start = max(block.start, begin)
        end = min(block.end, start + _LENGTH - length)
        piece = content(text[start:end])
        for hit_start, hit_end in hits:
            if start <= hit_start and hit_end <= end:
                piece = piece.stylize("reverse", hit_start - start, hit_end - start)
        if marked:
            piece = _without(piece, [(a - start, b - start) for a, b in markup(text, start, end)])
        cut_off = Content("…") if start > block.start or end < block.end else Content("")
        pieces.append(cut_off + piece if start > block.start else piece + cut_off)
        length += end - start
        if length >= _LENGTH:
            break
    return Content("\n\n").join(pieces)


def _without(piece: Content, spans: Sequence[tuple[int, int]]) -> Content:
    """*piece* without these stretches (in order, apart) of it."""
    edges = [0, *(edge for span in spans for edge in span), len(piece)]
    kept = zip(edges[::2], edges[1::2], strict=True)
    return Content("").join([piece[start:end] for start, end in kept])


def _first(matcher: Matcher, text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """The places in the first blocks, from the first that has any, as far as is shown."""
    found: list[tuple[int, int]] = []
    for block in blocks:
        if found and block.start > found[0][0] + _LENGTH:
            break
        found += matcher.find(text, block.start, block.end)
    return found
