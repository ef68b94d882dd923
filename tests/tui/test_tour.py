"""The tour: the person's own keys, one line, no trace."""

from __future__ import annotations

import asyncio
import sys
import tomllib
from pathlib import Path

from store.library import Library
from tests.terminal import Terminal
from tests.tui.conftest import Opener, press, until
from tui.app import PostilApp
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.screens.tour import STEPS, TourBar
from tui.widgets.bars import StatusBar


def told(app: PostilApp) -> str:
    bars = app.screen.query(TourBar)
    assert len(bars) <= 1
    return str(bars.first().render()) if bars else ""


async def begun(app: PostilApp) -> None:
    app.start_tour()
    while not told(app):
        await asyncio.sleep(0)


async def test_each_step_waits_for_its_own_key_and_nothing_is_left_behind(
    folder: Path, news: str, opened: Opener, no_settings: Path
) -> None:
    async with opened() as (pilot, app):
        await begun(app)
        assert told(app) == "1 of 9 · enter opens the article under the cursor. · esc ends the tour"
        await press(pilot, "j k")
        assert told(app).startswith("1 of 9")
        await press(pilot, "enter")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await screen.kit.suggesting.ready.wait()
        steps = ["] q", "q", "g g tab", "enter", "] c", "d", "u"]
        for number, keys in enumerate(steps, 2):
            assert told(app).startswith(f"{number} of 9 · ")
            await press(pilot, "h" if keys != "enter" else "f7 f7")
            assert told(app).startswith(f"{number} of 9 · ")
            if number == 3:
                await press(pilot, "] q")
            await press(pilot, keys)
        assert told(app).startswith("9 of 9 · ? shows every key, ctrl+p finds")
        assert len(screen.annotations) == 2
        await press(pilot, "j")
        assert told(app) == "" and app.tour is None
        assert len(screen.annotations) == 0
        assert "taken back" in screen.query_one(StatusBar).words
        assert tomllib.loads(no_settings.read_text())["tour"] is False
    with Library(folder) as library:
        assert list(library.annotations.all()) == []


async def test_esc_ends_it_at_once_and_keeps_what_was_tagged_before(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        kept = library.store(library.draft(news, "entity", [(0, 3)]))
    async with opened(news) as (pilot, app):
        await begun(app)
        assert told(app).startswith("2 of 9")
        await press(pilot, "] q q esc")
        assert told(app) == "" and app.tour is None
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "] q esc esc")
        assert isinstance(app.screen, ListingScreen)
    with Library(folder) as library:
        assert [a.id for a in library.annotations.all()] == [kept.id]


async def test_it_goes_back_to_where_the_reader_was(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await press(pilot, "4 w")
        place = screen.view.caret
        await begun(app)
        await press(pilot, "] c")
        assert screen.view.caret != place
        await press(pilot, "esc")
        assert screen.view.caret == place
        await begun(app)
        await screen.kit.suggesting.ready.wait()
        await press(pilot, "] q q g g tab enter ] c d u")
        assert told(app).startswith("9 of 9")
        assert screen.view.caret == place
        await press(pilot, "w")
        assert screen.view.caret > place
        await press(pilot, "4 w g g esc")
        await begun(app)
        await press(pilot, "enter ] c")
        await app.action_quit()
        await app.workers.wait_for_complete()
    with Library(folder) as library:
        assert library.articles.position(news) == 0


async def test_the_place_in_an_article_left_meanwhile_stays_what_it_was(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder) as library:
        library.keep_place(news, 40)
    async with opened() as (pilot, app):
        await begun(app)
        await press(pilot, "enter G")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        screen.do_back()
        await until(pilot, lambda: isinstance(app.screen, ListingScreen))
        await press(pilot, "esc")
        assert app.tour is None
    with Library(folder) as library:
        assert library.articles.position(news) == 40


async def test_what_the_same_person_tags_elsewhere_during_the_tour_stays(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await begun(app)
        await press(pilot, "] q q")
        with Library(folder, who="ann") as other:
            kept = other.store(other.draft(news, "entity", [(0, 3)]))
        await app.lane.drained()
        app.look_round()
        while kept.id not in app.library.annotations:
            await pilot.pause()
        await press(pilot, "esc")
        assert app.tour is None
    with Library(folder) as library:
        assert [a.id for a in library.annotations.all()] == [kept.id]


async def test_what_is_tagged_after_the_tour_makes_the_article_begun(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await begun(app)
        await press(pilot, "enter")
        await until(pilot, lambda: app.library.articles.get(news).state == "begun")
        await press(pilot, "esc")
        assert app.library.articles.get(news).state == "new"
        await press(pilot, "] q q")
        await until(pilot, lambda: app.library.articles.get(news).state == "begun")
        # The tag alone is one step for undo.
        await press(pilot, "u")
        assert not app.library.annotations.of(news)


async def test_work_done_while_its_line_stood_there_stays(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await begun(app)
        await press(pilot, "e ] q q ] q q esc")
        assert app.tour is None
    with Library(folder) as library:
        assert sorted(a.kind for a in library.annotations.all()) == ["entity", "quote"]


async def test_quitting_in_the_middle_leaves_nothing_behind(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await begun(app)
        await press(pilot, "] q q")
        await app.action_quit()
        await app.workers.wait_for_complete()
    with Library(folder) as library:
        assert list(library.annotations.all()) == []


async def test_it_is_begun_again_from_the_palette_with_remapped_keys(
    news: str, opened: Opener
) -> None:
    settings = 'tour = false\n[keys]\nnext-quotation = "g n"'
    async with opened(news, settings=settings) as (pilot, app):
        assert app.tour is None
        await press(pilot, "ctrl+p")
        await pilot.press(*"take the tour")
        while app.tour is None:
            await pilot.pause()
            await pilot.press("enter")
        while not told(app):
            await pilot.pause()
        assert "g n selects the next quotation" in told(app)


async def test_every_step_fits_on_a_line_of_eighty_cells(news: str, opened: Opener) -> None:
    async with opened(news) as (_, app):
        await begun(app)
        assert app.tour is not None
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for at in range(1, len(STEPS)):
            app.tour._at = at
            app.tour.show(screen)
            assert len(told(app)) <= 78


def test_it_is_offered_at_the_very_first_start_and_never_again(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui"]
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with Terminal(command, env=env) as terminal:
        terminal.wait_for("1 of 9 · enter opens")
        terminal.press("esc")
        terminal.wait_for("14 articles")
        terminal.wait_for(r"\A(?!.*of 9)")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0
    with Terminal(command, env=env) as terminal:
        terminal.wait_for("14 articles")
        terminal.settle()
        assert "of 9" not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.finish() == 0


def test_a_notice_covers_neither_the_tour_nor_the_bar_nor_the_footer(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui"]
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with Terminal(command, env=env) as terminal:
        terminal.wait_for("1 of 9 · enter opens")
        terminal.press("a", "nowhere.txt", "enter")
        terminal.wait_for("▌")
        assert "▌" not in "".join(terminal.text.rstrip().splitlines()[-3:])
        terminal.press("ctrl+q")
        assert terminal.finish() == 0


async def test_its_article_is_new_again_unless_it_was_worked_on(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await begun(app)
        await press(pilot, "enter ] q q")
        assert app.library.articles.get(news).state == "begun"
        await press(pilot, "esc")
    with Library(folder) as library:
        assert library.articles.get(news).state == "new"
    async with opened() as (pilot, app):
        await begun(app)
        await press(pilot, "enter e ] q q esc")
    with Library(folder) as library:
        assert library.articles.get(news).state == "begun"
