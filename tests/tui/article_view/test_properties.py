"""What holds for any Unicode at any width from 1 to 300."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from store.model import Block, BlockKind
from store.text import words
from tests.tui.article_view.samples import HOSTILE, any_article, article
from tui.untrusted import visible
from tui.widgets.article_view.caret import MOTIONS, moved
from tui.widgets.article_view.folding import toggle_all
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.plan import Folds

Article = tuple[str, tuple[Block, ...]]
WIDTHS = st.integers(1, 300) | st.integers(1, 12)
SCRIPTS = (
    "ก็ที่นี่ हिन्दी اَلْعَرَبِيَّةُ עִבְרִית 한국어 \u1100\u1161\u11a8 日本語 👩\u200d👩\u200d👧\u200d👦 👍🏽 🇫🇷🇩🇪 "
    "e\u0301\u0302\u0303 ﷽ ‱ ß ﬁ\u200d\u200c\ufe0f"
)
PAIRS = {
    "right": "left",
    "down": "up",
    "word_next": "word_prev",
    "sentence_next": "sentence_prev",
    "block_next": "block_prev",
    "comment_next": "comment_prev",
}


@st.composite
def any_layout(draw: st.DrawFn) -> Layout:
    text, blocks = draw(any_article())
    folds = Folds()
    if draw(st.booleans()):
        toggle_all(folds, blocks)
    layout = Layout(text, blocks, draw(WIDTHS), folds)
    layout.extend_all()
    return layout


def worldly(width: int) -> Layout:
    """Scripts of the world and hostile signs, in prose and comments."""
    layout = Layout(
        *article(
            (BlockKind.TITLE, SCRIPTS),
            (BlockKind.PARAGRAPH, " ".join(reversed(SCRIPTS.split())) * 3),
            (BlockKind.COMMENT, SCRIPTS + HOSTILE),
            (BlockKind.COMMENT, HOSTILE + "a", {"parent": "b2"}),
        ),
        width,
        Folds(),
    )
    layout.extend_all()
    return layout


def places(layout: Layout) -> list[int]:
    return [offset for row in range(layout.row_count) for offset in layout.stops(row)]


def is_inside_a_grapheme(layout: Layout, offset: int) -> bool:
    """Whether *offset* parts a base from its marks, or a joiner from what it joins.

    Told apart from the layout's own cells: by Unicode's categories, on the text as stored.
    """
    row = layout.row_of(offset)
    start, end = layout.span(row)
    if offset in (start, end) or layout.is_fold(row):
        return False
    before, here = layout.text[offset - 1], layout.text[offset]
    heap = 0
    while offset - heap > start and unicodedata.combining(layout.text[offset - heap - 1]):
        heap += 1
    if heap >= 30 or not before.isprintable() or before.isspace():
        return False  # a heap of marks is cut, and a sign that is not drawn carries none
    return bool(unicodedata.combining(here)) and before.isalpha()


@given(any_layout())
@example(worldly(1))
@example(worldly(7))
@example(worldly(80))
@example(worldly(300))
def test_offset_to_cell_to_offset_is_the_identity(layout: Layout) -> None:
    for offset in places(layout):
        assert layout.offset_at(*layout.cell_of(offset)) == offset


@given(any_layout(), st.data())
@example(worldly(9), None)
def test_every_motion_lands_on_a_grapheme_edge(layout: Layout, data: st.DataObject | None) -> None:
    edges = set(places(layout))
    starts = sorted(edges) if data is None else [data.draw(st.integers(0, len(layout.text)))]
    for start in starts:
        caret = layout.snap(start)
        for motion in MOTIONS:
            count = 1 if data is None else data.draw(st.integers(1, 4))
            place = moved(layout, caret, motion, count=count, goal=5)
            assert place in edges or not edges
            assert not edges or not is_inside_a_grapheme(layout, place)


@given(any_layout())
@example(worldly(300))
def test_graphemes_are_those_of_the_text_as_drawn(layout: Layout) -> None:
    for row in range(layout.row_count):
        start, end = layout.span(row)
        drawn = visible(layout.text[start:end])
        if "\u200d" in drawn or len(drawn) > 200 or any("🇦" <= c <= "🇿" for c in drawn):
            continue  # joiners and flags are put right beyond what the library cuts
        edges = {start + first for first, _, _ in split_graphemes(drawn.replace("\n", " "))[0]}
        assert edges <= set(layout.stops(row)) or start == end


@pytest.mark.parametrize("forward", sorted(PAIRS))
@given(layout=any_layout(), data=st.data())
def test_forward_then_back_returns(forward: str, layout: Layout, data: st.DataObject) -> None:
    if forward == "word_next":
        assume(not any_word_is_parted(layout))
    caret = layout.snap(data.draw(st.integers(0, len(layout.text))))
    if forward not in ("right", "down"):
        caret = moved(layout, caret, forward)  # to where such motions stop
    goal = layout.cell_of(caret)[1]
    there = moved(layout, caret, forward, goal=goal)
    if there != caret and (forward in ("right", "down") or moved_there(layout, caret, forward)):
        assert moved(layout, there, PAIRS[forward], goal=goal) == caret, layout.text


def any_word_is_parted(layout: Layout) -> bool:
    """Whether a block begins within a word, so that its two parts are words of their own."""
    edges = {edge for block in layout.blocks for edge in (block.start, block.end)}
    found = words(layout.text, 0, len(layout.text))
    return any(start < edge < end for start, end in found for edge in edges)


def moved_there(layout: Layout, caret: int, forward: str) -> bool:
    """Whether *caret* is a place where *forward* stops, so that its inverse stops there too."""
    back = PAIRS[forward]
    before = moved(layout, caret, back)
    return before != caret and moved(layout, before, forward) == caret


@given(any_layout())
@example(worldly(1))
@example(worldly(2))
@example(worldly(300))
def test_no_row_is_wider_than_the_screen(layout: Layout) -> None:
    for row in range(layout.row_count):
        start, end = layout.span(row)
        units = layout.units(row)
        drawn = (
            visible(layout.text[start:end]) if units is None else "".join(u.drawn for u in units)
        )
        assert layout.indent(row) + cell_len(drawn.replace("\n", " ")) <= layout.width
