"""Marks, their rails, and rows as they are painted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from store.model import Block, BlockKind
from tests.tui.article_view.samples import any_article, article
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.marks import Mark, MarkIndex, Rails
from tui.widgets.article_view.paint import Frame, Painter, RowState
from tui.widgets.article_view.palette import LOOKS, Palette
from tui.widgets.article_view.plan import Folds

Article = tuple[str, tuple[Block, ...]]
PALETTE = Palette(Style(), {role: Style(bold=role == "caret") for role in LOOKS})
SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 120)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=200,
)


def marks_of(spans: list[tuple[int, int]]) -> list[Mark]:
    return [Mark(str(n), a, b, "Q", suggested=n % 3 == 0) for n, (a, b) in enumerate(spans)]


@given(SPANS, st.integers(0, 300), st.integers(1, 50))
def test_the_index_finds_just_the_marks_that_touch(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    index = MarkIndex(marks_of(spans))
    expected = [n for n, m in enumerate(index.marks) if m.start < start + length and m.end > start]
    assert index.between(start, start + length) == expected


@given(SPANS.map(lambda spans: spans[:40]), st.integers(5, 60))
def test_no_two_marks_share_a_row_of_one_rail(spans: list[tuple[int, int]], width: int) -> None:
    layout = Layout(*article((BlockKind.PARAGRAPH, "some words " * 40)), width, Folds())
    layout.extend_all()
    index = MarkIndex(marks_of(spans))
    rails = Rails(layout, index)
    taken = set()
    for number in reversed(range(len(index.marks))):
        mark = index.marks[number]
        for row in range(layout.row_of(mark.start), layout.row_of(mark.end - 1) + 1):
            place = (row, rails.rail_of(number))
            assert place not in taken
            taken.add(place)


@given(any_article(), st.integers(1, 300), st.integers(0, 99), SPANS)
def test_every_row_is_painted_exactly_as_wide_as_the_view(
    content: Article, width: int, caret: int, spans: list[tuple[int, int]]
) -> None:
    frame = Frame.of(width, 80)
    layout = Layout(*content, frame.content, Folds())
    layout.extend_all()
    painter = Painter(layout, frame, PALETTE, ((3, 9),))
    marks = tuple((mark, n) for n, mark in enumerate(marks_of(spans[:6])))
    for row in range(layout.row_count):
        span = layout.reach(row)
        state = RowState(row, marks, span, caret, (span,), span, span)
        strip = Strip(painter.segments(state))
        assert strip.cell_length == width
        assert sum(cell_len(segment.text) for segment in strip) == width
        assert "\x1b" not in strip.text
        assert "\n" not in strip.text


def painted(content: Article, state: RowState, width: int = 80) -> list[tuple[str, bool]]:
    """The pieces of a row, and whether each is underlined."""
    frame = Frame.of(width, 70)
    layout = Layout(*content, frame.content, Folds())
    layout.extend_all()
    roles = PALETTE.roles | {"mark": Style(underline=True)}
    strip = Strip(Painter(layout, frame, Palette(Style(), roles), ()).segments(state))
    return [
        (segment.text, bool(segment.style and segment.style.underline))
        for segment in strip.simplify()
    ]


PROSE = article((BlockKind.PARAGRAPH, "abcdefgh"))


def test_an_annotation_is_underlined_and_has_its_letter_in_the_margin() -> None:
    pieces = painted(PROSE, RowState(0, ((Mark("1", 2, 5, "Q"), 0),)))
    assert ("cde", True) in pieces
    assert "".join(text for text, _ in pieces).split() == ["Q", "abcdefgh"]


def test_a_suggestion_is_dotted_and_has_a_small_letter() -> None:
    pieces = painted(PROSE, RowState(0, ((Mark("1", 2, 6, "E", suggested=True), 0),)))
    assert [text for text, underlined in pieces if underlined] == ["c", "e"]
    assert "".join(text for text, _ in pieces).split()[0] == "e"


def test_a_disputed_claim_has_an_exclamation_mark_and_crowds_a_plus() -> None:
    disputed = (Mark("1", 0, 3, "C", disputed=True), 0)
    crowd = (Mark("2", 0, 3, "Q"), 7)
    line = "".join(text for text, _ in painted(PROSE, RowState(0, (disputed, crowd))))
    assert line.split() == ["+", "!", "abcdefgh"]


def test_a_mark_that_ends_inside_a_character_covers_all_of_it() -> None:
    content = article((BlockKind.PARAGRAPH, "ae\u0301好b"))
    pieces = painted(content, RowState(0, ((Mark("1", 2, 3, "Q"), 0),)))
    assert ("e\u0301", True) in pieces
