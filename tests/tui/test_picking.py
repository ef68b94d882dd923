"""The dialog to pick from a list, the foot of a form, and what the bar says for a while."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import App
from textual.widgets import Input, Static

from store.importers.registry import read_file
from store.library import Library
from tests.tui.conftest import Opener, press
from tui.dialogs.pick import Pick
from tui.screens.shelf import ShelfScreen
from tui.widgets.bars import StatusBar
from tui.widgets.rows import RowList

LONG = "A sentence that is long enough to need all of the room that a box of this width has"


async def test_the_words_get_the_room_that_short_hints_leave() -> None:
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Pick("Go to", [(LONG, "5 %")]))
        await pilot.pause()
        assert LONG[:60] in app.screen.query_one(RowList).render_line(0).text


async def test_what_fits_nothing_is_told_and_a_page_is_a_page() -> None:
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Pick("Go to", [(f"row {n}", "") for n in range(50)]))
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        await pilot.press("pagedown")
        assert rows.key not in ("row 0", "row 1")
        told = app.screen.query_one(Static)
        assert not told.display
        await pilot.press(*"zz")
        await pilot.pause()
        assert told.display and not rows.keys


async def test_the_foot_of_a_form_says_what_enter_does_in_this_field(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "e m")
        box = app.screen.query_one(".dialog--box")
        assert "enter new line" in str(box.border_subtitle)
        await press(pilot, "shift+tab")
        assert "ctrl+s or enter save" in str(box.border_subtitle)


async def test_leaving_a_mark_says_nothing_and_a_hit_says_which_it_is(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        bar = app.screen.query_one(StatusBar)
        await press(pilot, "M esc")
        assert "mark" not in bar.words
        await press(pilot, "/ text:the enter n")
        assert "hit 2 of" in bar.words


async def test_a_long_word_in_the_bar_ends_in_an_ellipsis_and_hides_nothing_of_saving(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        bar = app.screen.query_one(StatusBar)
        bar.whisper(LONG * 2)
        line = bar.render_line(0).text
        assert line.startswith(" saved") and line.rstrip().endswith("…")
        del pilot


async def test_the_list_shows_the_day_of_a_date_with_a_time(
    tmp_path: Path, folder: Path, opened: Opener
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Quay opened</title>"
        '<meta property="article:published_time" content="2021-04-13T10:44:00+00:00"></head>'
        f"<body><article><h1>Quay opened</h1><p>{LONG}.</p></article></body></html>"
    )
    with Library(folder) as library:
        library.add(read_file(page)[0])
    async with opened() as (_, app):
        assert isinstance(app.screen, ShelfScreen)
        line = app.screen.query_one("#articles", RowList).render_line(1).text
        assert "2021-04-13 " in line and "…" not in line


async def test_a_code_that_was_given_is_told_and_given_once(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        bar = app.screen.query_one(StatusBar)
        await press(pilot, "] q q t text:risk enter")
        assert "code: risk" in bar.words
        await press(pilot, "t text:risk enter")
        assert "it has the code risk already" in bar.words
    assert [a.codes for a in app.library.annotations.of(news)] == [("risk",)]


async def test_undoing_silences_what_the_bar_said_of_the_step(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        bar = app.screen.query_one(StatusBar)
        await press(pilot, "] q q t text:risk enter")
        assert "code: risk" in bar.words
        await press(pilot, "u")
        assert "code: risk" not in bar.words


async def test_the_annotations_leave_most_of_a_narrow_screen_to_the_text(
    news: str, opened: Opener
) -> None:
    async with opened(news, size=(80, 24)) as (pilot, app):
        await press(pilot, "f7")
        panel = app.screen.query_one("#panel", RowList)
        assert panel.display and panel.size.width <= 30


async def test_a_stray_key_in_a_form_replaces_nothing(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q enter")
        field = app.screen.focused
        assert isinstance(field, Input)
        await press(pilot, "shift+tab tab tab shift+tab")
        field = next(f for f in app.screen.query(Input) if "Mavrell" in f.value)
        field.focus()
        await press(pilot, "x")
        assert field.value == "Dr. Irena Mavrellx"


async def test_a_page_pasted_where_a_name_is_typed_is_not_taken(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        for keys in ("] q q t", "esc esc esc /"):
            await press(pilot, keys)
            field = app.screen.query_one(Input)
            field.post_message(events.Paste("word " * 200_000))
            await press(pilot, "text:law")
            assert field.value == "law"
