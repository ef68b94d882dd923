"""Motions over a layout."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model import Block, BlockKind
from tests.tui.article_view.samples import any_article, article
from tui.widgets.article_view.caret import MOTIONS, moved
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.plan import Folds

Article = tuple[str, tuple[Block, ...]]


def laid_out(content: Article, width: int) -> Layout:
    return Layout(*content, width, Folds())


@given(any_article(), st.integers(1, 80), st.data())
def test_every_motion_ends_where_the_caret_can_stand(
    content: Article, width: int, data: st.DataObject
) -> None:
    layout = laid_out(content, width)
    caret = layout.snap(data.draw(st.integers(0, len(content[0]))))
    for motion in MOTIONS:
        count = data.draw(st.integers(1, 5))
        place = moved(layout, caret, motion, count=count, goal=data.draw(st.integers(0, 90)))
        assert layout.snap(place) == place
        forward = motion.endswith(("next", "down", "right", "end", "bottom"))
        assert (place >= caret if forward else place <= caret) or motion == "bottom"


@given(any_article(), st.integers(1, 80), st.integers(1, 9), st.data())
def test_right_then_left_returns(
    content: Article, width: int, count: int, data: st.DataObject
) -> None:
    layout = laid_out(content, width)
    caret = layout.snap(data.draw(st.integers(0, len(content[0]))))
    there = moved(layout, caret, "right", count=count)
    steps = sum(1 for _ in _between(layout, caret, there))
    back = moved(layout, there, "left", count=steps) if steps else there
    assert back == caret


def _between(layout: Layout, caret: int, there: int) -> list[int]:
    found = []
    while caret < there:
        caret = moved(layout, caret, "right")
        found.append(caret)
    return found


@given(any_article(), st.integers(1, 80))
def test_right_from_the_top_visits_every_place_once(content: Article, width: int) -> None:
    layout = laid_out(content, width)
    layout.extend_all()
    places = [offset for row in range(layout.row_count) for offset in layout.stops(row)]
    if places:
        assert [places[0], *_between(layout, places[0], places[-1])] == places


@pytest.fixture
def story(comments: Article) -> Layout:
    return laid_out(comments, 80)


def at(layout: Layout, words: str) -> int:
    return layout.text.index(words)


def test_words_go_by_words_and_step_over_what_is_folded(story: Layout) -> None:
    stops, caret = [], 0
    for _ in range(9):
        caret = moved(story, caret, "word_next")
        stops.append(story.text[caret:].split()[0])
    assert stops == ["before.", ".", "More", "words.", ".", "Share", "3", "comments", "First"]
    for _ in range(9):
        caret = moved(story, caret, "word_prev")
    assert caret == 0


def test_a_word_motion_inside_an_apostrophe_leaves_the_whole_word() -> None:
    layout = laid_out(article((BlockKind.PARAGRAPH, "I don't know")), 80)
    assert moved(layout, 5, "word_next") == 8
    assert moved(layout, 5, "word_prev") == 2


def test_sentences_blocks_and_comments(story: Layout) -> None:
    assert moved(story, 0, "sentence_next") == at(story, "More")
    assert moved(story, at(story, "words."), "sentence_prev") == at(story, "More")
    assert moved(story, 3, "block_next") == at(story, "Share")
    assert moved(story, at(story, "Share"), "block_next") == at(story, "3 comments")
    assert moved(story, at(story, "3 comments"), "block_prev") == at(story, "Share")
    assert moved(story, 0, "comment_next", count=2) == at(story, "Answered")
    assert moved(story, at(story, "Last"), "comment_prev") == at(story, "Answered")
    assert moved(story, at(story, "Last"), "comment_next") == at(story, "Last")


def test_up_and_down_keep_the_goal_and_pass_empty_rows(story: Layout) -> None:
    share = moved(story, 7, "down", goal=7)
    assert share == at(story, "Share")
    assert moved(story, share, "up", goal=7) == 7
    assert moved(story, 0, "up", goal=0) == 0


def test_ends_of_line_and_of_article(story: Layout) -> None:
    assert moved(story, 3, "line_end") == at(story, "words.") + 5
    assert moved(story, 3, "line_start") == 0
    assert moved(story, 0, "bottom") == len(story.text) - 1
    assert moved(story, 40, "top") == 0


def test_an_unknown_motion_is_refused(story: Layout) -> None:
    with pytest.raises(ValueError, match="sideways"):
        moved(story, 0, "sideways")


def test_sentences_lead_through_a_long_article_in_order() -> None:
    layout = laid_out(article(*[(BlockKind.PARAGRAPH, "One. Two. Three.")] * 50), 20)
    caret, seen = 0, 1
    while (following := moved(layout, caret, "sentence_next")) != caret:
        caret, seen = following, seen + 1
    assert seen == 150
