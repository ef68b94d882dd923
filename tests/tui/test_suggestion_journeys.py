"""Journeys through suggestions: only keys are pressed, then stored facts are looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from store.library import Library
from store.model import Block
from store.suggest import registry
from store.suggest.base import Suggestion
from store.suggest.model import Model, ModelError
from store.suggest.ranking import Tally
from tests.store.suggest.test_model import Stub
from tests.tui.conftest import Opener, press, said, stored
from tui.app import PostilApp
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar


async def reader(pilot: Pilot[None], app: PostilApp) -> ReadingScreen:
    """The reading screen, once it has its suggestions."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen)
    async with asyncio.timeout(20):
        while not screen.kit.suggested.open:
            await pilot.pause(0.02)
    return screen


async def go_to(
    pilot: Pilot[None], screen: ReadingScreen, kind: str, status: str | None = None
) -> None:
    """Press tab until a suggestion of *kind* is chosen, and of *status* if it is a claim."""
    for _ in screen.kit.suggested.open:
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
        first = next(one for one in screen.kit.suggested.open if one.start >= screen.view.caret)
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
        before = screen.kit.suggested.open
        await press(pilot, "tab enter")
        (gone,) = [one for one in before if one not in screen.kit.suggested.open]
        assert gone.start == screen.view.caret
        await press(pilot, "u")
        assert screen.kit.suggested.open == before
    assert stored(folder, news) == ()


async def test_a_rejected_suggestion_stays_rejected_until_undone(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        before = screen.kit.suggested.open
        await press(pilot, "tab x")
        (gone,) = [one for one in before if one not in screen.kit.suggested.open]
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        assert screen.kit.suggested.open == tuple(one for one in before if one != gone)
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
            for one in screen.kit.suggested.open
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
        quotes = [one for one in screen.kit.suggested.open if one.kind == "quote"]
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


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for a fact."""
    async with asyncio.timeout(20):
        while not true():
            await pilot.pause(0.02)


def told(app: PostilApp) -> str:
    """What an open dialog says, and the list in it."""
    from tui.widgets.rows import RowList

    lines = [str(each.render()) for each in app.screen.query(Static)]
    for listed in app.screen.query(RowList):
        lines += [" ".join(row.cells) for row in listed.rows]
    return "\n".join(lines)


async def test_why_something_is_suggested_is_told_with_what_was_learnt_and_can_be_forgotten(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        await press(pilot, "tab i")
        assert "Nothing is learnt yet" in told(app)
        assert "pip install 'postil[nlp]'" in told(app)
        await press(pilot, "esc")
        await go_to(pilot, screen, "entity")
        await press(pilot, "enter")
        await go_to(pilot, screen, "entity")
        await press(pilot, "x")
        await go_to(pilot, screen, "entity")
        here = screen.suggestion_here()
        assert here is not None
        await press(pilot, "i")
        assert here.origin in told(app)
        assert "this rule: kept 1, rejected 1" in told(app)
        assert "rule:names entity rule 1 1" in told(app)
        await press(pilot, "x")
        assert screen.library.learning.decisions().rules == {}
        await press(pilot, "u")
        assert screen.library.learning.decisions().rules == {"rule:names entity": Tally(1, 1)}
        await press(pilot, "i X")
        assert screen.library.learning.decisions().strings == {}


async def test_a_rule_that_is_always_rejected_is_heard_less(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        before = [one for one in screen.kit.suggested.open if one.kind == "entity"]
        for _ in range(8):
            await go_to(pilot, screen, "entity")
            await press(pilot, "x")
        left = [one for one in screen.kit.suggested.open if one.kind == "entity"]
        assert 0 < len(left) < len(before) - 8


async def test_a_name_tagged_in_one_article_is_known_in_the_next(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    first, second = all_samples["01-news-dump.txt"], all_samples["14-long-report.md"]
    with Library(folder, who="ann") as library:
        attributes = {"type": "law", "name": "Paper Code", "aliases": ["The older code"]}
        library.store(library.draft(first, "entity", [(0, 5)], attributes=attributes))
        at = library.articles.text(second).index("The older code")
    async with opened(second) as (pilot, app):
        screen = await reader(pilot, app)
        (known,) = [
            one for one in screen.kit.suggested.open if one.start == at and one.kind == "entity"
        ]
        assert known.origin == "rule:known/1"
        assert known.attributes["name"] == "Paper Code"
        assert known.attributes["type"] == "law"


async def test_the_model_s_additions_come_on_screen_after_those_of_the_rules(
    news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading, asked = asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def load() -> Model:
        asked.append(True)
        asyncio.run_coroutine_threadsafe(loading.wait(), loop).result()
        return Model(Stub({"Volunteers": "GPE"}), "model:x/1")

    monkeypatch.setattr("store.suggest.model.is_installed", lambda: True)
    monkeypatch.setattr("store.suggest.model.loaded", load)
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        await until(pilot, lambda: bool(asked))
        assert {one.origin.partition(":")[0] for one in screen.kit.suggested.open} == {"rule"}
        rules = len(screen.kit.suggested.open)
        loading.set()
        await until(pilot, lambda: len(screen.kit.suggested.open) != rules or bool(model(screen)))
        assert model(screen)


def model(screen: ReadingScreen) -> list[Suggestion]:
    return [one for one in screen.kit.suggested.open if one.origin.startswith("model:")]


async def test_a_model_that_will_not_load_is_told_once_and_the_rules_go_on(
    news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> Model:
        raise ModelError("The language model won't load; the rules go on alone.")

    monkeypatch.setattr("store.suggest.model.is_installed", lambda: True)
    monkeypatch.setattr("store.suggest.model.loaded", load)
    await told_once(news, opened, "won't load")


class Broken:
    """A suggester that raises."""

    name = "rule:broken/1"

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        raise ValueError("no")


async def test_a_suggester_that_raises_is_told_once_and_the_others_go_on(
    news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "SUGGESTERS", (("entity", Broken), *registry.SUGGESTERS))
    await told_once(news, opened, "rule:broken/1 gave up: ValueError: no")


async def told_once(news: str, opened: Opener, words: str) -> None:
    """Open an article twice: *words* are said the first time, and suggestions are there."""
    async with opened(news) as (pilot, app):
        screen = await reader(pilot, app)
        await until(pilot, lambda: bool(app.told))
        first = said(app)
        assert screen.kit.suggested.open
        app.push_screen(ReadingScreen(app.library, news))
        await pilot.pause()
        await reader(pilot, app)
        await until(pilot, lambda: screen is not app.screen)
        later = said(app)
    assert len({each for each in (*first, *later) if words in each}) == 1
