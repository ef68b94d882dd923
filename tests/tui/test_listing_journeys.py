"""Journeys on the article list."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.library import Library
from tests.tui.conftest import Opener, press, until
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.rows import RowList


def titles(app_screen: object) -> list[str]:
    assert isinstance(app_screen, ListingScreen)
    return [row.cells[1] for row in app_screen.rows.rows]


async def test_the_list_shows_state_title_site_date_words_comments_and_annotations(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder) as library:
        library.store(library.draft(news, "entity", [(0, 3)]))
    async with opened(size=(120, 24)) as (_, app):
        (row,) = app.screen.query_one(RowList).rows
    assert row.cells[0].endswith("new")
    assert row.cells[1].startswith("Aid Groups from Veldra")
    assert row.cells[2:] == ("River Rights Monitor", "2023-03-14", "508", "2", "1")


async def test_typing_in_the_filter_narrows_the_list_and_enter_opens_what_is_left(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        assert len(titles(app.screen)) == len(all_samples)
        await press(pilot, "/ text:boats")
        await until(pilot, lambda: titles(app.screen) == ["Who counts the boats?"])
        await press(pilot, "enter enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.article.title == "Who counts the boats?"


async def test_escape_clears_the_filter(all_samples: dict[str, str], opened: Opener) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "/ text:zzz esc")
        assert len(titles(app.screen)) == len(all_samples)


async def test_sorting_goes_through_the_columns_and_turns_round(
    all_samples: dict[str, str], opened: Opener
) -> None:
    assert all_samples
    async with opened() as (pilot, app):
        await press(pilot, "s")
        by_title = titles(app.screen)
        assert by_title == sorted(by_title, key=str.casefold)
        await press(pilot, "S")
        assert titles(app.screen) == by_title[::-1]


async def test_the_state_cycles_and_is_stored(folder: Path, news: str, opened: Opener) -> None:
    async with opened() as (pilot, _):
        await press(pilot, "d d")
    with Library(folder) as library:
        assert library.articles.get(news).state == "done"


async def test_an_article_is_removed_after_asking_and_comes_back_by_undo(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder) as library:
        library.store(library.draft(news, "entity", [(0, 3)]))
    async with opened() as (pilot, app):
        await press(pilot, "x esc")
        assert len(titles(app.screen)) == 1
        await press(pilot, "x y")
        assert titles(app.screen) == []
        await press(pilot, "u")
        assert len(titles(app.screen)) == 1
    with Library(folder) as library:
        assert library.annotations.count(news) == 1


async def test_an_empty_library_says_how_to_add(folder: Path, opened: Opener) -> None:
    async with opened() as (_, app):
        assert "postil add" in app.screen.query_one(RowList).empty


async def test_a_file_is_added_by_its_path_and_a_wrong_one_is_explained(
    tmp_path: Path, opened: Opener
) -> None:
    (tmp_path / "a.txt").write_text("A heading\n\nSome words in a paragraph.\n", encoding="utf-8")
    async with opened() as (pilot, app):
        await press(pilot, "a")
        await pilot.press(*f"{tmp_path}/a.txt")
        await press(pilot, "enter")
        assert titles(app.screen) == ["A heading"]
        await press(pilot, "a")
        await pilot.press(*f"{tmp_path}/none.txt")
        await press(pilot, "enter")
        assert titles(app.screen) == ["A heading"]
        assert any("none.txt" in notice.message for notice in app._notifications)


async def test_the_whole_library_is_exported_to_a_named_file(
    tmp_path: Path, news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened() as (pilot, _):
        await press(pilot, "E enter")
        await until(pilot, (tmp_path / "postil-export.json").exists)
    exported = (tmp_path / "postil-export.json").read_text(encoding="utf-8")
    assert news in exported


async def test_the_key_sheet_has_every_command_and_does_the_chosen_one(
    all_samples: dict[str, str], opened: Opener
) -> None:
    assert all_samples
    async with opened() as (pilot, app):
        await press(pilot, "?")
        listed = {row.key for row in app.screen.query_one(RowList).rows}
        assert listed == {command.id for command in ListingScreen.commands}
        await press(pilot, "text:order enter")
        assert isinstance(app.screen, ListingScreen)


async def test_the_palette_offers_every_command(news: str, opened: Opener) -> None:
    from tui.screens.palette import CommandProvider

    async with opened(news) as (_, app):
        provider = CommandProvider(app.screen)
        offered = [str(hit.prompt) async for hit in provider.discover()]
        for command in ReadingScreen.commands:
            assert any(str(text).startswith(command.title) for text in offered)


async def test_every_command_is_done_by_one_part_of_the_screen_or_by_the_screen(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (_, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for command in ReadingScreen.commands:
            able = [who for who in (screen, *screen.parts) if hasattr(who, f"do_{command.action}")]
            assert len(able) == 1, command.id


async def test_a_command_chosen_in_the_palette_is_done(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        depth = len(app.screen_stack)
        await press(pilot, "ctrl+p")
        await pilot.press(*"Next quotation")
        await pilot.pause()
        for _ in range(100):  # the palette searches for a while before enter does anything
            if len(app.screen_stack) <= depth:
                break
            await pilot.press("enter")
            await pilot.pause(0.05)
        assert screen.view.selection is not None


async def test_paging_in_a_palette_that_found_nothing_does_no_harm(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=(40, 8)) as (pilot, app):
        await press(pilot, "ctrl+p text:zzq pagedown pageup esc")
        assert app.is_running


async def test_leaving_while_a_change_is_on_its_way_loses_nothing(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "enter")
        await pilot.press("right_square_bracket", "q", "q", "escape", "escape", "escape")
        await press(pilot, "j")
        assert isinstance(app.screen, ListingScreen)
    with Library(folder) as library:
        assert library.annotations.count(news) == 1


async def test_the_pseudonym_signs_notes_from_now_on(
    folder: Path, news: str, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with opened() as (pilot, app):
        await press(pilot, "P text:kite enter")
        assert "kite" in app.screen.query_one(StatusBar).words
        await press(pilot, "enter e")
    with Library(folder) as library:
        assert [a.creator for a in library.annotations.of(news)] == ["kite"]
