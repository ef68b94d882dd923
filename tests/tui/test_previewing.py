"""What is shown beside the list and offered to be disputed: words, no markup and no fragments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.registry import read_file
from store.library import Library
from store.search import Matcher
from store.suggest.answers import is_claim_like
from tests.tui.conftest import Opener, press
from tui.widgets.preview import previewed
from tui.widgets.rows import RowList
from tui.widgets.unmarked import markup

MARKDOWN = """# The *Long* Road

## What was said ##

The mayor **denied** it on [the radio](https://example.org/a "once"), see `log.txt`.

> It never happened.

A snake_case_name and 2 * 3 * 4 stay.
"""


def words(text: str) -> str:
    spans = markup(text, 0, len(text))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))


def test_headings_links_and_stress_lose_their_signs_and_words_keep_theirs() -> None:
    assert words(MARKDOWN).split("\n\n") == [
        "The Long Road",
        "What was said",
        "The mayor denied it on the radio, see log.txt.",
        "It never happened.",
        "A snake_case_name and 2 * 3 * 4 stay.\n",
    ]


@given(st.text(alphabet="#*_`[]()!> a\n-=", max_size=60))
def test_what_is_left_out_lies_in_order_within_any_text(text: str) -> None:
    at = 0
    for start, end in markup(text, 0, len(text)):
        assert at <= start < end <= len(text)
        at = end


def test_a_preview_shows_words_without_markup_and_marks_what_is_looked_for(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "road.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    with Library(folder, who="ann") as library:
        article = library.add(read_file(file)[0]).article
        text, blocks = library.articles.text(article.id), library.articles.blocks(article.id)
        shown = previewed(article, text, blocks, "", [Matcher("denied")])
    assert "##" not in shown.plain and "**" not in shown.plain and "](" not in shown.plain
    assert "The mayor denied it on the radio" in shown.plain
    (marked,) = [span for span in shown.spans if span.style == "reverse"]
    assert shown.plain[marked.start : marked.end] == "denied"


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("The army denied it.", True),
        ("“They were killed at night.”", True),
        ("Le ministre a démissionné !", True),
        ("این خبر نادرست است.", True),
        ("政府はこの報道を否定した。", True),
        ("Osk,", False),
        ("Photo: Ann Lee 2018.", False),
        ("Read more about this here", False),
        ("© The River Paper 2019.", False),
    ],
)
def test_a_statement_is_told_from_a_fragment(sentence: str, *, claims: bool) -> None:
    assert is_claim_like(sentence) is claims


PAGE = """The Bridge Is Closed

Osk,

Photo: Ann Lee 2018.

The mayor closed the bridge on Monday. Boats carry the children to school.

The ferry costs two coins a day.

Comments

Ben says: 3 May 2018 at 10:00

Quite unheard of, honestly.
"""


async def test_without_a_likely_sentence_the_nearest_statement_is_offered_and_no_fragment(
    folder: Path, tmp_path: Path, opened: Opener
) -> None:
    file = tmp_path / "bridge.txt"
    file.write_text(PAGE, encoding="utf-8")
    with Library(folder, who="ann") as library:
        article = library.add(read_file(file)[0]).article.id
    async with opened(article) as (pilot, app):
        await press(pilot, "/ text:quite enter C")
        rows = app.screen.query_one(RowList)
        offered = [row.cells[0] for row in rows.rows]
    assert offered[0] == "The mayor closed the bridge on Monday."
    assert "Osk," not in offered and "Photo: Ann Lee 2018." not in offered


async def test_the_palette_has_a_line_for_each_command(news: str, opened: Opener) -> None:
    from textual.widgets import OptionList

    async with opened(news) as (pilot, app):
        await press(pilot, "ctrl+p")
        listed = app.screen.query_one(OptionList)
        assert listed.option_count > 5
        assert all("\n" not in str(option.prompt) for option in listed.options)
