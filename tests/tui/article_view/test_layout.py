"""Rows, and the way from offsets to cells and back."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model import Block, BlockKind
from tests.tui.article_view.samples import any_article, article, paragraphs
from tui.widgets.article_view.folding import reveal, toggle, toggle_all
from tui.widgets.article_view.graphemes import cells, is_narrow
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.plan import Folds, Form
from tui.widgets.article_view.wrap import wrap

Article = tuple[str, tuple[Block, ...]]
WIDTHS = st.integers(1, 300) | st.integers(1, 12)


def laid_out(content: Article, width: int, folds: Folds | None = None) -> Layout:
    layout = Layout(*content, width, folds or Folds())
    layout.extend_all()
    return layout


def rows_of(layout: Layout) -> list[str]:
    return [
        layout.text[slice(*layout.span(row))] or (section.label if section else "")
        for row in range(layout.row_count)
        for section in [layout.section(row)]
    ]


@given(any_article(), WIDTHS, st.booleans())
def test_every_drawn_offset_leads_to_its_cell_and_back(
    content: Article, width: int, opened: bool
) -> None:
    folds = Folds()
    if opened:
        toggle_all(folds, content[1])
    layout = laid_out(content, width, folds)
    for row in range(layout.row_count):
        for offset in layout.stops(row):
            assert layout.is_visible(offset)
            place = layout.cell_of(offset)
            assert place[0] == row
            assert layout.offset_at(*place) == offset
            assert layout.snap(offset) == offset


@given(any_article(), WIDTHS)
def test_no_row_is_wider_than_the_column(content: Article, width: int) -> None:
    layout = laid_out(content, width)
    for row in range(layout.row_count):
        start, end = layout.span(row)
        units = layout.units(row)
        used = end - start if units is None else sum(unit.width for unit in units)
        assert layout.indent(row) + used <= width


@given(any_article(), WIDTHS)
def test_rows_are_in_order_and_lose_nothing_but_blanks(content: Article, width: int) -> None:
    folds = Folds()
    toggle_all(folds, content[1])
    layout = laid_out(content, width, folds)
    reached = 0
    for row in range(layout.row_count):
        start, end = layout.span(row)
        assert start >= reached or start == end
        reached = max(reached, end)
    drawn = {offset for row in range(layout.row_count) for offset in range(*layout.span(row))}
    for block in content[1]:
        if block.kind is BlockKind.COMMENT_META:
            continue
        for offset in range(block.start, block.end):
            assert offset in drawn or layout.text[offset].isspace()


@given(any_article(), WIDTHS, st.lists(st.integers(0, 400), max_size=5))
def test_a_layout_made_piece_by_piece_is_the_same(
    content: Article, width: int, offsets: list[int]
) -> None:
    lazy, whole = Layout(*content, width, Folds()), laid_out(content, width)
    for offset in offsets:
        assert lazy.row_of(offset) == whole.row_of(offset)
    lazy.extend_all()
    assert rows_of(lazy) == rows_of(whole)


@given(any_article(), WIDTHS, st.integers(0, 400))
def test_any_offset_snaps_to_a_place_the_caret_can_stand(
    content: Article, width: int, offset: int
) -> None:
    layout = laid_out(content, width)
    for back in (False, True):
        place = layout.snap(offset, back=back)
        assert layout.is_visible(place) or not layout.row_count
        assert layout.snap(place, back=back) == place


@given(st.text(st.sampled_from("ab \u0301é好🇩🇪👍🏽\u200d\ufe0f❤\x1b"), max_size=40))
def test_graphemes_are_as_wide_as_what_is_drawn(text: str) -> None:
    units = cells(text, 0, len(text), 80)
    assert "".join(text[unit.start : unit.end] for unit in units) == text
    assert cell_len("".join(unit.drawn for unit in units)) == sum(unit.width for unit in units)
    assert all(unit.width >= 1 for unit in units)
    if is_narrow(text, 0, len(text)):
        assert len(units) == len(text)


def test_flags_families_and_skin_tones_are_one_grapheme() -> None:
    text = "🇩🇪🇫🇷👨‍👩‍👧👍🏽e\u0301"
    assert [text[u.start : u.end] for u in cells(text, 0, len(text), 80)] == [
        "🇩🇪", "🇫🇷", "👨‍👩‍👧", "👍🏽", "e\u0301",
    ]  # fmt: skip


def test_words_wrap_at_blanks_and_hyphens_and_break_when_too_long() -> None:
    text = "one two-three abcdefghijkl"
    assert [text[a:b] for a, b in wrap(text, 0, len(text), 8)] == [
        "one two-", "three", "abcdefgh", "ijkl",
    ]  # fmt: skip


def test_chinese_breaks_anywhere_but_before_a_full_stop() -> None:
    text = "兵士たちが来た。夜"
    assert [text[a:b] for a, b in wrap(text, 0, len(text), 14)] == ["兵士たちが来", "た。夜"]


def test_machine_wrapped_lines_are_joined_and_verse_is_kept() -> None:
    long = "A line that was wrapped by a machine at some column or other"
    prose = article((BlockKind.PARAGRAPH, f"{long}\n{long}\nand ends here."))
    assert len(rows_of(laid_out(prose, 300))) == 1
    verse = article((BlockKind.PARAGRAPH, "So short\na line\nis verse"))
    assert rows_of(laid_out(verse, 300)) == ["So short", "a line", "is verse"]


def test_what_shares_a_line_is_shown_on_one() -> None:
    text = "ARAMA, 12 March — Words."
    blocks = (
        Block(id="a", kind=BlockKind.DATELINE, start=0, end=6),
        Block(id="b", kind=BlockKind.DATE, start=7, end=15),
        Block(id="c", kind=BlockKind.PARAGRAPH, start=16, end=len(text)),
    )
    assert rows_of(laid_out((text, blocks), 80)) == [text]


def test_a_paragraph_that_was_split_is_shown_as_two() -> None:
    text = "GENEVA - It began. It went on."
    blocks = (
        Block(id="b1", kind=BlockKind.DATELINE, start=0, end=8),
        Block(id="b2", kind=BlockKind.PARAGRAPH, start=9, end=18),
        Block(id="b3", kind=BlockKind.PARAGRAPH, start=19, end=30),
    )
    assert rows_of(laid_out((text, blocks), 60)) == ["GENEVA - It began.", "", "It went on."]


def test_comments_are_a_tree_with_headers_and_furniture_is_folded(comments: Article) -> None:
    assert rows_of(laid_out(comments, 80)) == [
        "Words before. More words.", "", "⋯ page furniture, 2 lines · folded", "", "",
        "3 comments", "", "● 1 · Ana · Monday", "First said.", "",
        "● 2 · unsigned · in reply to Ana", "Answered.", "", "● 3 · Eve", "Last.",
    ]  # fmt: skip


def test_a_folded_comment_hides_its_answers_and_reveal_brings_them_back(comments: Article) -> None:
    folds = Folds()
    toggle(folds, "b4", BlockKind.COMMENT)
    rows = rows_of(laid_out(comments, 80, folds))
    assert "▸ 1 · Ana · Monday · folded" in rows
    assert "Answered." not in rows
    where = comments[0].index("Answered")
    assert reveal(folds, comments[1], where, where + 3)
    assert "Answered." in rows_of(laid_out(comments, 80, folds))
    assert not reveal(folds, comments[1], where, where + 3)


def test_what_a_comments_header_says_is_hidden_until_it_is_searched(comments: Article) -> None:
    where = comments[0].index("1. Ana")
    folds = Folds()
    assert not laid_out(comments, 80, folds).is_visible(where)
    assert reveal(folds, comments[1], where, where + 2)
    assert laid_out(comments, 80, folds).is_visible(where)


def test_a_fold_row_stands_for_its_first_offset(comments: Article) -> None:
    layout = laid_out(comments, 80)
    share = comments[0].index("Share")
    row = layout.row_of(share + 8)
    section = layout.section(row)
    assert section is not None
    assert section.form is Form.FOLD
    assert layout.snap(share + 8) == share


@pytest.mark.parametrize("width", [1, 2, 10, 20, 40, 300])
def test_two_hundred_nested_comments_stay_readable(width: int) -> None:
    parts: list[tuple[BlockKind, str, dict[str, object]]] = [
        (BlockKind.COMMENT, "Some words said.", {"parent": f"b{n - 1}"} if n else {})
        for n in range(200)
    ]
    layout = laid_out(article(*parts), width)
    assert all(layout.indent(row) <= max(0, width // 2) for row in range(layout.row_count))


@pytest.mark.parametrize(
    "line",
    ["x" * 1_000_000, "word " * 200_000, "好" * 300_000, "\u0301" * 300_000, "\u200d" * 100_000],
    ids=["one word", "words", "chinese", "accents", "joiners"],
)
def test_one_enormous_line_begins_at_once(line: str) -> None:
    began = time.perf_counter()
    layout = Layout(line, paragraphs(line), 60, Folds())
    layout.extend_rows(60)
    assert layout.row_count >= 60
    assert time.perf_counter() - began < 2
    assert layout.row_count < 1000


def test_an_article_without_anything_has_no_rows_and_one_place() -> None:
    layout = laid_out(("", ()), 80)
    assert (layout.row_count, layout.snap(0), layout.cell_of(0)) == (0, 0, (0, 0))
