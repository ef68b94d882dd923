"""Journeys through suggestions: only keys are pressed, then stored facts are looked at."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from store.library import Library
from store.model import Annotation
from tests.tui.conftest import Opener, press
from tui.app import PostilApp
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar


def stored(folder: Path, article: str) -> tuple[Annotation, ...]:
    with Library(folder) as library:
        return library.annotations.of(article)


async def reader(pilot: Pilot[None], app: PostilApp) -> ReadingScreen:
    """The reading screen, once it has its suggestions."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen)
    async with asyncio.timeout(20):
        while not screen.suggestions:
            await pilot.pause(0.02)
    return screen


async def go_to(
    pilot: Pilot[None], screen: ReadingScreen, kind: str, status: str | None = None
) -> None:
    """Press tab until a suggestion of *kind* is chosen, and of *status* if it is a claim."""
    for _ in screen.suggestions:
        await press(pilot, "tab")
        here = screen.suggestion_here()
        if here is not None and here.kind == kind and here.attributes.get("status") == status:
            return
    raise AssertionError(f"tab never came to a suggested {kind}")


async def test_a_suggested_name_is_tagged_in_two_keys_and_says_who_accepted_which_rule(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        first = next(one for one in screen.suggestions if one.start >= screen.view.caret)
        await press(pilot, "tab enter")
    (tagged,) = stored(folder, news)
    assert (tagged.kind, tagged.start, tagged.end) == (first.kind, first.start, first.end)
    assert tagged.attributes["name"] == first.attributes["name"]
    assert tagged.origin.by == first.origin
    assert tagged.origin.score == round(first.score, 3)
    assert tagged.origin.accepted_by == "ann"


async def test_what_is_accepted_is_no_suggestion_any_more_and_undo_makes_it_one_again(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        before = screen.suggestions
        await press(pilot, "tab enter")
        (gone,) = [one for one in before if one not in screen.suggestions]
        assert gone.start == screen.view.caret
        await press(pilot, "u")
        assert screen.suggestions == before
    assert stored(folder, news) == ()


async def test_a_rejected_suggestion_stays_rejected_until_undone(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        before = screen.suggestions
        await press(pilot, "tab x")
        (gone,) = [one for one in before if one not in screen.suggestions]
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        assert screen.suggestions == tuple(one for one in before if one != gone)
    with Library(folder) as library:
        assert library.rejections.of(news) == {(gone.kind, gone.start, gone.end)}
        assert library.undo().action == "reject suggestion"
        assert library.rejections.of(news) == set()
    assert stored(folder, news) == ()


async def test_all_of_a_kind_in_view_are_accepted_with_one_answer_and_one_undo(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(120, 40)) as (pilot, app):
        screen = await reader(pilot, app)
        await go_to(pilot, screen, "entity")
        first, last = screen.view.shown()
        wanted = {
            (one.kind, one.start, one.end)
            for one in screen.suggestions
            if one.kind == "entity" and first <= one.start < last
        }
        assert len(wanted) > 2
        await press(pilot, "a")
        await press(pilot, "y")
        assert {(a.kind, a.start, a.end) for a in screen.annotations} == wanted
        await press(pilot, "u")
        assert screen.annotations == ()
    assert stored(folder, news) == ()


async def test_a_suggestion_that_overlaps_a_tag_of_its_kind_is_not_shown(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        await press(pilot, "] q q")
        (quote,) = screen.annotations
        quotes = [one for one in screen.suggestions if one.kind == "quote"]
        assert quotes
        assert all(one.end <= quote.start or quote.end <= one.start for one in quotes)


async def test_the_bar_says_what_is_suggested_by_which_rule_and_what_to_press(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=(140, 40)) as (pilot, app):
        await reader(pilot, app)
        await press(pilot, "tab")
        words = app.screen.query_one(StatusBar).words
    assert "Suggested" in words
    assert "rule:" in words
    assert "enter accepts, x rejects" in words


async def test_a_disputed_comment_is_a_suggestion_that_enter_makes_a_claim_of_its_author(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        await go_to(pilot, screen, "claim", "disputed")
        await press(pilot, "enter")
        block = screen.view.block_at(screen.view.caret)
        assert block is not None
    (held,) = stored(folder, news)
    assert held.attributes["status"] == "disputed"
    assert held.attributes.get("claimant") == block.author
