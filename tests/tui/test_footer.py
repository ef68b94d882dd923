"""The footer says what can be done now, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.widget import Widget

from store.library import Library
from tests.libraries import make_newer
from tests.tui.conftest import Opener, press, suggested
from tui.app import PostilApp
from tui.dialogs.base import Dialog
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import Bar, CommandFooter

WIDE = (300, 24)


def footer(app: PostilApp) -> str:
    """What the footer of the undermost screen in sight says."""
    screens = [screen for screen in app.screen_stack if screen.query(CommandFooter)]
    return screens[-1].query_one(CommandFooter).words


def offers(app: PostilApp, *labels: str) -> bool:
    return all(f" {label}  " in f"{footer(app)}  " for label in labels)


@pytest.mark.parametrize("theme", ["lamp", "contrast", "without colour"])
async def test_the_bars_draw_themselves_as_textual_would(
    news: str, opened: Opener, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if theme == "without colour":
        monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    named = "" if theme == "without colour" else f'theme = "{theme}"'
    async with opened(news, size=(80, 24), settings=named) as (pilot, app):
        for keys in ("", "j", "/ text:veldra", "enter"):
            await press(pilot, keys)
            for bar in app.screen.query(Bar):
                part = Region(0, 0, bar.size.width, 1)
                assert bar.render_lines(part) == Widget.render_lines(bar, part)
                part = Region(3, 0, 20, 1)
                assert [strip.text for strip in bar.render_lines(part)] == [
                    bar.render_line(0).text[3:23]
                ]


async def test_an_empty_list_offers_what_works_without_articles(
    folder: Path, opened: Opener
) -> None:
    Library(folder).close()
    async with opened(size=WIDE) as (_, app):
        assert offers(app, "add", "keys", "commands", "quit")
        assert not any(offers(app, word) for word in ("open", "filter", "sort", "state", "all"))


async def test_a_list_offers_to_open_and_a_filtered_one_to_show_all(
    news: str, opened: Opener
) -> None:
    async with opened(size=WIDE) as (pilot, app):
        assert offers(app, "open", "filter", "sort", "state", "add")
        assert not offers(app, "all")
        await press(pilot, "/ text:veldra")
        assert footer(app) == "type · enter takes it · esc leaves"
        await press(pilot, "enter")
        assert offers(app, "open", "all")
        await press(pilot, "esc")
        assert not offers(app, "all")


async def test_the_article_offers_what_fits_the_caret(news: str, opened: Opener) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        screen = await suggested(app)
        await press(pilot, "g g")
        assert offers(app, "quote", "entity", "claim", "disputed", "suggested", "select", "find")
        assert not any(offers(app, w) for w in ("speaker", "note", "delete", "copy", "fold"))
        await press(pilot, "] q")
        assert offers(app, "copy", "quote")
        await press(pilot, "q")
        assert offers(app, "open", "speaker", "note", "delete", "undo", "copy")
        await press(pilot, "g g tab")
        assert screen.suggestion_here() is not None
        assert offers(app, "accept", "reject")
        assert not offers(app, "open")


async def test_undo_is_dim_until_there_is_a_step_to_undo(news: str, opened: Opener) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        await suggested(app)
        undo = next(c for c in ReadingScreen.commands if c.id == "undo")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.can_do(undo) is None
        await press(pilot, "] q q")
        assert screen.can_do(undo) is True
        await press(pilot, "u")
        assert screen.can_do(undo) is None
        await press(pilot, "ctrl+r")
        assert screen.can_do(undo) is True


async def test_hits_and_folds_are_offered_where_there_are_some(
    all_samples: dict[str, str], opened: Opener
) -> None:
    article = all_samples["02-nested-comments.html"]
    async with opened(article, size=WIDE) as (pilot, app):
        await suggested(app)
        assert not offers(app, "next hit")
        await press(pilot, "/ text:the")
        assert footer(app).startswith("Find the ")
        await press(pilot, "enter")
        assert offers(app, "next hit")
        await press(pilot, "esc ] c")
        assert offers(app, "fold")
        assert not offers(app, "next hit")


async def test_a_letter_waited_for_is_all_that_is_asked(news: str, opened: Opener) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        await suggested(app)
        for key, word in (("f", "selects"), ("M", "names the mark"), ("'", "goes to its mark")):
            await press(pilot, key)
            assert word in footer(app)
            assert not offers(app, "quote")
            await press(pilot, "esc")
            assert offers(app, "quote")


async def test_a_sequence_under_way_is_shown(news: str, opened: Opener) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        await press(pilot, "1 2 ]")
        assert footer(app).startswith("12] …")


async def test_nothing_is_offered_behind_a_dialog(news: str, opened: Opener) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        await suggested(app)
        for keys in ("?", "] q q enter", "t", "E"):
            await press(pilot, keys)
            assert isinstance(app.screen, Dialog)
            assert footer(app) == ""
            await press(pilot, "esc")
            assert offers(app, "quote", "keys")


async def test_a_library_that_only_can_be_read_offers_no_changes(
    folder: Path, news: str, opened: Opener
) -> None:
    make_newer(folder)
    async with opened(news, size=WIDE) as (pilot, app):
        screen = await suggested(app)
        await press(pilot, "g g tab")
        assert screen.suggestion_here() is not None
        for word in ("quote", "entity", "claim", "code", "accept", "reject", "undo"):
            assert not offers(app, word)
        assert offers(app, "find", "keys")


async def test_the_way_to_all_keys_is_offered_on_any_width(news: str, opened: Opener) -> None:
    async with opened(news, size=(20, 5)) as (pilot, app):
        await suggested(app)
        for width in (20, 40, 60, 80, 120):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert footer(app).endswith("? keys")


async def test_a_click_on_a_command_does_it_and_on_a_dim_one_does_nothing(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=WIDE) as (pilot, app):
        screen = await suggested(app)
        await pilot.click(CommandFooter, offset=(1 + footer(app).index("undo"), 0))
        assert app.undoable == 0 and not app._notifications
        await press(pilot, "] q")
        await pilot.click(CommandFooter, offset=(1 + footer(app).index("quote"), 0))
        await app.lane.drained()
        await pilot.pause()
        assert [a.kind for a in screen.annotations] == ["quote"]
