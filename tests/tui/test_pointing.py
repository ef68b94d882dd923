"""Letters on what is in view, stretches, marks, and the way back: keys in, stored facts out."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from store.importers.registry import import_bytes
from store.library import Library
from store.text import sentence_at
from tests.tui.conftest import Opener, press, reading, stored, until
from tui.hints import hinted, labels
from tui.widgets.bars import StatusBar


@pytest.mark.parametrize("count", [0, 1, 26, 27, 52, 300, 676])
def test_no_label_begins_another_and_none_is_longer_than_two_letters(count: int) -> None:
    found = labels(count)
    assert len(found) == len(set(found)) == count
    assert all(len(label) <= 2 for label in found)
    assert not any(b.startswith(a) for a, b in permutations(found[:60] + found[-60:], 2) if a != b)
    if count <= 26:
        assert all(len(label) == 1 for label in found)


def test_the_nearest_get_the_shortest_labels_and_one_start_one_label() -> None:
    spans = [(at, at + 5) for at in range(0, 400, 10)]
    found = hinted([(200, 290), *spans], 205)
    by_start = {span[0]: label for label, span in found.items()}
    assert found[by_start[200]] == (200, 290)
    assert len(by_start[200]) == 1
    assert len(by_start[0]) == len(by_start[390]) == 2
    assert len(found) == len(spans)


async def test_a_letter_selects_what_it_stands_on_and_moves_nothing(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        before = screen.view.shown()
        await press(pilot, "f")
        target = next(s for s in screen.kit.pointing.hints.values() if screen.text[s[0]] == "“")
        label = next(name for name, span in screen.kit.pointing.hints.items() if span == target)
        await press(pilot, " ".join(label))
        assert screen.view.selection == target
        assert screen.view.shown() == before
        await press(pilot, "q")
    (quote,) = stored(folder, news)
    assert (quote.kind, quote.start, quote.end) == ("quote", *target)


async def test_a_letter_stands_on_the_blank_before_its_word_and_leaves_the_word_legible(
    folder: Path, opened: Opener
) -> None:
    text = "A Page\n\nIt came late. She left. He stayed.\n"
    with Library(folder, who="ann") as library:
        page = library.add(import_bytes(text.encode(), name="page.txt")[0]).article.id
    async with opened(page) as (pilot, app):
        view = reading(app).view
        await press(pilot, "f")
        labels = {span[0]: label for label, span in reading(app).kit.pointing.hints.items()}
        she, he = labels[text.index("She")], labels[text.index("He ")]
        first = labels[text.index("It")]
        drawn = [strip.text for strip in view.render_lines(view.size.region)]
        assert any(f"{first}It came late.{she}She left.{he}He stayed." in line for line in drawn)


async def test_capitals_select_the_whole_paragraph_and_escape_leaves(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "f esc")
        assert screen.view.selection is None
        await press(pilot, "j")  # keys are keys again
        await press(pilot, "f")
        label, span = next(iter(screen.kit.pointing.hints.items()))
        await press(pilot, " ".join(label.upper()))
        block = screen.view.block_at(span[0])
        assert block is not None
        assert screen.view.selection == (block.start, block.end)


async def test_two_stretches_become_one_annotation(folder: Path, news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "] q")
        first = screen.view.selection
        await press(pilot, "A ] q ] q q")
    (quote,) = stored(folder, news)
    assert first is not None
    assert (quote.spans[0].start, quote.spans[0].end) == first
    assert len(quote.spans) == 2
    assert quote.spans[1].exact.startswith("“")


async def test_kept_stretches_are_dropped_by_escape_and_tagged_alone_without_a_selection(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = reading(app)
        await press(pilot, "v w A esc")
        await press(pilot, "] q")
        span = screen.view.selection
        await press(pilot, "A q")
    (quote,) = stored(folder, news)
    assert [(s.start, s.end) for s in quote.spans] == [span]


async def test_the_bar_no_longer_offers_to_drop_stretches_that_are_tagged(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        bar = app.screen.query_one(StatusBar)
        await press(pilot, "] q A")
        assert "1 kept" in bar.words
        await press(pilot, "] q q")
        assert "1 kept" not in bar.words


async def test_a_mark_is_set_and_come_back_to(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        view = reading(app).view
        await press(pilot, "5 j")
        here = view.caret
        await pilot.press("M", "k")
        await press(pilot, "G")
        assert view.caret != here
        await pilot.press("apostrophe", "k")
        await pilot.pause()
        assert view.caret == here


async def test_alt_left_leads_back_from_a_leap_and_alt_right_there_again(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        view = reading(app).view
        begun = view.caret
        await press(pilot, "] c")
        there = view.caret
        await press(pilot, "alt+left")
        assert view.caret == begun
        await press(pilot, "alt+right")
        assert view.caret == there


async def test_hints_stand_on_names_and_sentences_in_view(news: str, opened: Opener) -> None:
    async with opened(news, size=(100, 40)) as (pilot, app):
        screen = reading(app)
        await screen.kit.suggesting.ready.wait()
        await press(pilot, "f")
        spans = set(screen.kit.pointing.hints.values())
        names = {(s.start, s.end) for s in screen.kit.suggested.open if s.kind == "entity"}
        assert spans & names
        sentences = {
            sentence_at(screen.text, block.start, block.end, block.start) for block in screen.blocks
        }
        assert spans & sentences


@pytest.mark.parametrize(
    "leap", ["G", "tab", "2 tab", "] q", "2 ] c", "] o", "/ text:smuggling enter", "f6 k f6", "f a"]
)
async def test_alt_left_leads_back_from_every_leap(news: str, opened: Opener, leap: str) -> None:
    async with opened(news, size=(140, 40)) as (pilot, app):
        await press(pilot, "] c d ] c d g g w w")
        await until(pilot, reading(app).kit.suggesting.ready.is_set)
        left = reading(app).view.caret
        await press(pilot, leap)
        assert reading(app).view.caret != left
        await press(pilot, "alt+left")
        assert reading(app).view.caret == left


async def test_alt_left_leads_back_from_hit_to_hit(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "/ text:the enter")
        first = reading(app).view.caret
        await press(pilot, "n n alt+left alt+left")
        assert reading(app).view.caret == first


async def test_a_leap_that_leads_nowhere_keeps_the_way_on(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "G")
        last = reading(app).view.caret
        await press(pilot, "alt+left [ c")
        await press(pilot, "alt+right")
        assert reading(app).view.caret == last


async def test_a_click_on_a_row_of_the_panel_is_a_leap(news: str, opened: Opener) -> None:
    async with opened(news, size=(140, 40)) as (pilot, app):
        await press(pilot, "] c d ] c d g g w w")
        left = reading(app).view.caret
        await pilot.click("#panel", offset=(5, 1))
        await until(pilot, lambda: reading(app).view.caret != left)
        await press(pilot, "f6 alt+left")
        assert reading(app).view.caret == left
