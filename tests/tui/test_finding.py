"""Finding: what is typed, in one go or letter by letter, and going from hit to hit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual import events

from store.hits import Search
from store.library import Library
from tests.conftest import imported
from tests.tui.conftest import Opener, press, reading, said, until
from tui.app import PostilApp
from tui.widgets.bars import CommandFooter, StatusBar

PARAGRAPH = "The committee heard that the bridge at Osk had been closed without notice again.\n\n"


def line(app: PostilApp) -> str:
    return app.screen.query_one(CommandFooter).words


def in_one_go(app: PostilApp, keys: str) -> None:
    """Send keys as a terminal does that hands them over together: none waits for another."""
    for key in keys:
        name = {"\r": "enter", "/": "slash"}.get(key, key)
        app.post_message(events.Key(name, key))


def stored_long(folder: Path) -> str:
    with Library(folder, who="ann") as library:
        text = "A Long Page\n\n" + PARAGRAPH * 3000 + "A zeppelin was seen.\n"
        return library.add(imported(text)).article.id


async def test_a_search_in_one_go_is_one_search_and_keys_behind_enter_are_commands(
    news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def counted(query: str, text: str, origin: int, former: Search | None) -> Search:
        begun.append(query)
        return Search(query, text, origin, former)

    monkeypatch.setattr("tui.screens.reading.finding.Search", counted)
    async with opened(news) as (pilot, app):
        screen = reading(app)
        in_one_go(app, "/osk\rnn")
        third = [at for at in range(len(screen.text)) if screen.text.startswith("Osk", at)][2]
        await until(pilot, lambda: screen.view.caret == third)
        assert begun == ["osk"]


async def test_the_line_stands_in_the_footers_place_and_the_text_does_not_move(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        before = reading(app).view.region
        await press(pilot, "/")
        assert line(app).startswith("Find") and "enter goes there" in line(app)
        assert reading(app).view.region == before
        await press(pilot, "text:osk")
        assert line(app).startswith("Find osk") and "1 of " in line(app)
        await press(pilot, "esc")
        assert "quote" in line(app)


async def test_old_words_go_with_the_first_letter_and_stay_for_enter(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "/ text:osk enter / text:min left left backspace")
        assert line(app).startswith("Find in")
        await press(pilot, "ctrl+u ctrl+k text:osk enter")
        first = reading(app).view.caret
        await press(pilot, "/ enter")
        assert reading(app).text[reading(app).view.caret :].startswith("Osk")
        assert reading(app).view.caret == first


async def test_words_that_are_not_there_are_said_not_to_be_there(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "/ text:zeppelin")
        assert "nothing" in line(app)
        await press(pilot, "enter")
        assert "“zeppelin” is not in this text" in app.screen.query_one(StatusBar).words
        assert not reading(app).kit.finding.has_hits


async def test_the_first_hit_of_a_long_text_is_shown_before_all_are_counted(
    folder: Path, opened: Opener
) -> None:
    article = stored_long(folder)
    async with opened(article) as (pilot, app):
        screen = reading(app)
        await press(pilot, "/ text:zeppelin enter")
        await until(pilot, lambda: screen.text.startswith("zeppelin", screen.view.caret))
        await press(pilot, "/ text:committee enter")
        bar = screen.query_one(StatusBar)
        await until(pilot, lambda: "hit 1 of 3000" in bar.words)
        await press(pilot, "N")
        assert "hit 3000 of 3000" in bar.words


async def test_what_is_pasted_is_typed(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "/")
        app.post_message(events.Paste("osk\nsecond line"))
        await pilot.pause()
        await press(pilot, "enter")
        assert reading(app).text.startswith("Osk", reading(app).view.caret)


async def test_in_linear_mode_the_line_is_there_while_it_is_typed_with_the_terminals_cursor(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings="linear = true\n") as (pilot, app):
        footer = app.screen.query_one(CommandFooter)
        assert not footer.display
        await press(pilot, "/ text:osk")
        assert footer.display and footer.has_focus
        assert app.cursor_position == footer.terminal_cursor()
        await press(pilot, "enter")
        assert not footer.display and reading(app).view.has_focus
        assert reading(app).text.startswith("Osk", reading(app).view.caret)


async def test_the_leap_to_a_hit_is_drawn_with_the_key_that_asks_for_it(
    folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once: list[int] = []
    article = stored_long(folder)
    async with opened(article, size=(120, 40)) as (pilot, app):
        screen = reading(app)
        await screen.kit.suggesting.ready.wait()
        paint_now, draw, in_key = screen.paint_now, screen._compositor.render_update, False

        def painting() -> None:
            nonlocal in_key
            in_key = True
            paint_now()
            in_key = False

        def drawing(*arguments: Any, **options: Any) -> Any:
            at_once.extend([screen.view.caret] if in_key else [])
            return draw(*arguments, **options)

        monkeypatch.setattr(screen, "paint_now", painting)
        monkeypatch.setattr(screen._compositor, "render_update", drawing)
        in_one_go(app, "/zeppelin\r")
        await until(pilot, lambda: screen.view.caret == screen.text.index("zeppelin"))
        assert screen.view.caret in at_once


async def test_a_whole_page_pasted_to_be_found_is_cut_and_keys_are_answered(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "slash")
        app.screen.post_message(events.Paste("word " * 200_000))
        await press(pilot, "enter")
        assert any("is not in this text" in words for words in said(app))
