"""An article told in words: what is said, and the way of offsets through it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store.model import Block, BlockKind
from tests.tui.article_view.samples import any_article, article
from tui.widgets.article_view.caret import MOTIONS, moved
from tui.widgets.article_view.folding import toggle, toggle_all
from tui.widgets.article_view.linear import ToldLayout
from tui.widgets.article_view.plan import Folds
from tui.widgets.article_view.telling import Telling, Told

Article = tuple[str, tuple[Block, ...]]


@st.composite
def any_telling(draw: st.DrawFn) -> tuple[Article, Telling]:
    text, blocks = draw(any_article())
    folds = Folds()
    if draw(st.booleans()):
        toggle_all(folds, blocks)
    for block in blocks:
        if block.kind is BlockKind.COMMENT and draw(st.booleans()):
            toggle(folds, block.id, block.kind)
    ends = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(ends, ends), max_size=5))
    told = [Told(min(s), max(s), "quote, speaker \x1bX\n", "quote") for s in spans if s[0] != s[1]]
    return (text, blocks), Telling(text, blocks, folds, told)


@given(any_telling())
def test_every_told_character_of_the_article_leads_back_to_it(
    given_: tuple[Article, Telling],
) -> None:
    (text, _), telling = given_
    for place, letter in enumerate(telling.text):
        if not telling.is_own(place):
            offset = telling.to_article(place)
            assert telling.to_told(offset) == place
            assert text[offset] == letter or letter == telling.text[place]
    for offset in range(len(text)):
        place = telling.to_told(offset)
        assert 0 <= place <= max(0, len(telling.text) - 1) or not telling.text


@given(any_telling())
def test_all_that_is_not_folded_is_told_in_order(given_: tuple[Article, Telling]) -> None:
    (text, _), telling = given_
    own = [p for p in range(len(telling.text)) if not telling.is_own(p)]
    offsets = [telling.to_article(place) for place in own]
    assert offsets == sorted(set(offsets))
    blocks = telling.blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    assert len(text) >= len(offsets)


@given(any_telling(), st.integers(1, 60), st.data())
def test_the_caret_stands_on_the_article_alone_whatever_moves_it(
    given_: tuple[Article, Telling], width: int, data: st.DataObject
) -> None:
    (text, _), telling = given_
    layout = ToldLayout(telling, width)
    caret = layout.snap(telling.to_told(data.draw(st.integers(0, len(text)))))
    for motion in MOTIONS:
        place = moved(layout, caret, motion, count=data.draw(st.integers(1, 3)), goal=7)
        layout.extend_all()
        if any(layout.stops(row) for row in range(layout.row_count)):
            assert not telling.is_own(place)
            forward = motion.endswith(("next", "down", "right", "end", "bottom"))
            assert (place >= caret if forward else place <= caret) or motion in ("top", "bottom")
            caret = place


@given(any_telling(), st.integers(1, 60))
def test_right_visits_every_place_and_left_returns(
    given_: tuple[Article, Telling], width: int
) -> None:
    _, telling = given_
    layout = ToldLayout(telling, width)
    layout.extend_all()
    places = [stop for row in range(layout.row_count) for stop in layout.stops(row)]
    for before, after in pairwise(places):
        assert moved(layout, before, "right") == after
        assert moved(layout, after, "left") == before


def test_blocks_comments_and_annotations_are_told_in_words(comments: Article) -> None:
    text, blocks = comments
    told = [
        Told(0, 12, "quote, speaker Ann", "quote"),
        Told(6, 12, "entity, type place", "entity"),
        Told(13, 17, "claim, status disputed", "claim"),
    ]
    assert Telling(text, blocks, Folds(), told).text.split("\n\n") == [
        "[quote, speaker Ann: Words [entity, type place: before end entity] end quote]."
        "[claim, status disputed:  Mor end claim]e words.",
        "Page furniture, 2 lines, folded.",
        "Heading of the comments: 3 comments",
        "Comment 1, by Ana, Monday: First said.",
        "Comment 2, unsigned, depth 1, in reply to Ana: Answered.",
        "Comment 3, by Eve: Last.",
    ]


def test_a_folded_comment_hides_its_answers_and_stands_for_itself(comments: Article) -> None:
    text, blocks = comments
    folds = Folds()
    toggle(folds, "b4", BlockKind.COMMENT)
    telling = Telling(text, blocks, folds)
    assert "Comment 1, by Ana, Monday, folded with its answers." in telling.text
    assert "Answered." not in telling.text
    first, last = text.index("First"), text.index("Last")
    assert telling.to_article(telling.to_told(first + 3)) == first
    assert telling.text[telling.to_told(text.index("Answered"))] == "L"
    assert telling.to_article(telling.to_told(last)) == last


def test_a_table_keeps_its_lines_and_prose_its_paragraphs() -> None:
    text, blocks = article((BlockKind.TABLE, "a b\nc d"), (BlockKind.PARAGRAPH, "So\nit is"))
    telling = Telling(text, blocks, Folds())
    assert [block.kind for block in telling.blocks] == [BlockKind.TABLE, BlockKind.PARAGRAPH]
