"""What the settings say is what the screen does and shows."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.widgets import Input

from store.library import Library
from tests.tui.conftest import Opener, press, reading, said
from tui.app import PostilApp
from tui.dialogs.key_sheet import KeySheet
from tui.screens.palette import Palette
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.rows import RowList

KEYS = """
[keys]
tag-quote = ["Q", "ctrl+t"]
next-quotation = "g n"
undo = "ctrl+z"
delete = "delete"
keys = "f3"
other = []
annotator = "g p"
"""


def told(app: PostilApp) -> str:
    return " ".join(said(app))


async def test_remapped_keys_and_sequences_do_what_they_should_and_the_old_ones_nothing(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, settings=KEYS) as (pilot, app):
        await press(pilot, "] q")
        assert reading(app).view.selection is None
        await press(pilot, "g n q")
        assert reading(app).annotations == ()
        await press(pilot, "Q")
        assert [a.kind for a in reading(app).annotations] == ["quote"]
        await press(pilot, "u")
        assert len(reading(app).annotations) == 1
        await press(pilot, "ctrl+z")
        assert reading(app).annotations == ()
        await press(pilot, "g n ctrl+t")
        assert len(reading(app).annotations) == 1


async def test_footer_sheet_palette_and_messages_show_the_remapped_keys(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings=KEYS, size=(200, 40)) as (pilot, app):
        words = reading(app).query_one(CommandFooter).words
        assert "Q quote" in words and "f3 keys" in words and "ctrl+z undo" in words
        assert "Nothing tagged yet: Q e c d" in app.screen.query_one("#panel", RowList).empty
        await press(pilot, "g n Q delete")
        assert "ctrl+z brings it back" in told(app)
        await press(pilot, "f3")
        assert isinstance(app.screen, KeySheet)
        rows = {row.key: row.cells[1] for row in app.screen.query_one(RowList).rows}
        assert (rows["tag-quote"], rows["next-quotation"]) == ("Q  ctrl+t", "g n")
        assert rows["other"] == "ctrl+p"
        await press(pilot, "esc ctrl+p")
        assert isinstance(app.screen, Palette)
        listed = app.screen.query_one(CommandList)
        while not any("(Q  ctrl+t)" in str(option.prompt) for option in listed.options):
            await pilot.pause()
        assert not any("(q)" in str(option.prompt) for option in listed.options)


@pytest.mark.parametrize("quit_", ["ctrl+x", "f10", "g q"])
async def test_quitting_has_its_own_key_and_the_old_one_is_free(
    quit_: str, news: str, opened: Opener
) -> None:
    settings = f'[keys]\nundo = "ctrl+q"\nquit = "{quit_}"'
    async with opened(news, settings=settings) as (pilot, app):
        await press(pilot, "] q q ctrl+q")
        assert app.is_running and reading(app).annotations == ()
        if " " not in quit_:
            await press(pilot, "?")  # from a dialog, too
        await pilot.press(*quit_.split())
        await app.workers.wait_for_complete()
        assert app._exit


async def test_the_list_names_its_remapped_keys(folder: Path, opened: Opener) -> None:
    Library(folder).close()
    async with opened(settings='[keys]\nadd = "ctrl+o"\nannotator = "g p"') as (_, app):
        assert "Press ctrl+o to add" in app.screen.query_one(RowList).empty
        assert "(g p changes it)" in app.screen.query_one(StatusBar).words


async def test_a_command_without_a_key_is_named_by_the_palettes(
    folder: Path, opened: Opener
) -> None:
    Library(folder).close()
    async with opened(settings="[keys]\nadd = []") as (_, app):
        assert "Press ctrl+p to add" in app.screen.query_one(RowList).empty


async def test_what_the_list_and_the_key_sheet_say_of_keys_follows_the_settings(
    news: str, opened: Opener
) -> None:
    settings = '[keys]\npalette = "f4"\nreverse = "R"\nother = []'
    async with opened(settings=settings, size=(120, 24)) as (pilot, app):
        await press(pilot, "s")
        assert "R turns it round" in app.screen.query_one(StatusBar).words
        await press(pilot, "enter ?")
        rows = {row.key: row.cells[1] for row in app.screen.query_one(RowList).rows}
        assert rows["other"] == "f4"


async def test_what_is_wrong_in_the_file_is_told_in_one_line_and_nothing_stops(
    news: str, opened: Opener
) -> None:
    wrong = 'column = 3\nreduced_motion = 1\n[keys]\nundo = "q"\n'
    async with opened(news, settings=wrong) as (pilot, app):
        assert told(app).startswith(
            "config.toml, line 1: column must be from 30 to 160, not 3 "
            "(+2 more: postil config check)"
        )
        await press(pilot, "] q q u")
        assert reading(app).annotations == ()


async def test_a_chosen_theme_is_used_and_kept(
    news: str, opened: Opener, no_settings: Path
) -> None:
    async with opened(news) as (pilot, app):
        assert app.theme == "lamp"
        await press(pilot, "f2")
        assert app.theme == "paper"
        assert tomllib.loads(no_settings.read_text())["theme"] == "paper"
        screen = reading(app)
        screen.run_command(next(c for c in screen.offered if c.id == "choose-theme"))
        await pilot.pause()
        await press(pilot, "text:nord enter")
        assert app.theme == "nord"
        assert tomllib.loads(no_settings.read_text())["theme"] == "nord"


async def test_a_theme_that_cant_be_kept_is_used_all_the_same(
    news: str, opened: Opener, no_settings: Path
) -> None:
    no_settings.parent.mkdir(parents=True)
    no_settings.write_text("column = = 3")
    async with opened(news) as (pilot, app):
        await press(pilot, "f2")
        assert app.theme == "paper"
        assert "holds until you quit" in told(app)
        assert no_settings.read_text() == "column = = 3"


async def test_theme_column_and_panel_are_as_set(news: str, opened: Opener) -> None:
    async with opened(
        news, size=(80, 24), settings='theme = "contrast"\ncolumn = 40\npanel = "open"'
    ) as (pilot, app):
        assert app.theme == "contrast"
        assert reading(app).view.measure == 40
        assert reading(app).desk.panel.display
        await press(pilot, "+ esc")
        await press(pilot, "enter")
        assert reading(app).view.measure == 45
    async with opened(news, size=(140, 24), settings='panel = "closed"') as (_, app):
        assert not reading(app).desk.panel.display


async def test_suggestions_are_left_out_where_they_are_not_wanted(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings="suggestions = false") as (pilot, app):
        screen = reading(app)
        await screen.kit.suggesting.ready.wait()
        await press(pilot, "tab")
        assert screen.kit.suggested.open == ()
        assert "Nothing more is suggested" in told(app)
        await press(pilot, "] q q")
        assert len(screen.annotations) == 1


@pytest.mark.parametrize("still", [True, False])
async def test_reduced_motion_neither_moves_nor_blinks_nor_flashes(
    news: str, opened: Opener, still: bool
) -> None:
    setting = f"reduced_motion = {str(still).lower()}"
    async with opened(news, settings=setting) as (pilot, app):
        screen = reading(app)
        await screen.kit.suggesting.ready.wait()
        await press(pilot, "g g")
        await pilot.press("tab")
        assert (screen.view._overlay.flash is None) is still
        assert (app.animation_level == "none") is still
        await press(pilot, "] q q s")
        fields = [field for field in app.screen.query(Input) if field.has_focus]
        assert [field.cursor_blink for field in fields] == [not still]


@pytest.mark.parametrize(("setting", "seconds"), [(2, 5), (45, 45)])
async def test_a_word_in_the_bar_stays_for_as_long_as_notices_do_and_never_shorter_than_it_takes(
    setting: int, seconds: int, news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    whisper = StatusBar.whisper

    def noted(bar: StatusBar, words: str, seconds: float, **beside: bool) -> None:
        asked.append(seconds)
        whisper(bar, words, seconds, **beside)

    monkeypatch.setattr(StatusBar, "whisper", noted)
    async with opened(news, settings=f"notice_seconds = {setting}\n") as (pilot, app):
        await press(pilot, "] q q x")
        assert "brings it back" in told(app)
        assert set(asked) == {seconds}
