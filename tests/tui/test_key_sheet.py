"""`?`: every command of the screen, by group, found by typing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.tui.conftest import Opener, press
from tui.app import PostilApp
from tui.commands.screens import SCREENS
from tui.dialogs.key_sheet import KeySheet
from tui.screens.reading import ReadingScreen
from tui.widgets.columns import Row
from tui.widgets.rows import RowList


def rows(app: PostilApp) -> Sequence[Row]:
    assert isinstance(app.screen, KeySheet)
    return app.screen.query_one(RowList).rows


@pytest.mark.parametrize("where", sorted(SCREENS))
async def test_every_command_is_there_once_under_its_group(
    where: str, news: str, opened: Opener
) -> None:
    async with opened(news if where == "reading" else None) as (pilot, app):
        await press(pilot, "K ?" if where == "codebook" else "?")
        commands = {command.id: command for command in SCREENS[where]}
        assert sorted(row.key for row in rows(app)) == sorted(commands)
        assert [row.cells[0] for row in rows(app) if row.cells[0]] == list(
            dict.fromkeys(command.group for command in SCREENS[where])
        )
        group = ""
        for row in rows(app):
            group = row.cells[0] or group
            assert commands[row.key].group == group
            assert row.cells[2] == commands[row.key].title


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_all_of_it_is_reached_by_scrolling_on_any_screen(
    size: tuple[int, int], news: str, opened: Opener
) -> None:
    async with opened(news, size=size) as (pilot, app):
        await press(pilot, "?")
        listed = app.screen.query_one(RowList)
        box = app.screen.query_one(".dialog--box")
        assert box.region.bottom <= size[1] and box.region.right <= size[0]
        seen: set[str] = set()
        for _ in SCREENS["reading"]:
            seen |= {listed.render_line(y).text.rstrip() for y in range(listed.size.height)}
            await press(pilot, "down")
        for command in SCREENS["reading"]:
            assert any(command.title[: min(8, size[0] - 14)] in line for line in seen), command


async def test_typing_finds_a_command_by_name_key_group_or_id_and_enter_does_it(
    news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        for typed, found in (("next quot", "next-quotation"), ("ctrl+r", "redo"), ("f7", "panel")):
            await press(pilot, "?")
            await pilot.press(*typed)
            await pilot.pause()
            assert found in [row.key for row in rows(app)]
            await press(pilot, "esc")
        await press(pilot, "? text:next-quotation enter")
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.view.selection is not None
        await press(pilot, "? text:zzzz")
        assert rows(app) == ()
        assert "No command" in app.screen.query_one(RowList).render_line(0).text


async def test_on_eighty_columns_no_key_and_no_title_is_cut(news: str, opened: Opener) -> None:
    async with opened(news, size=(80, 24)) as (pilot, app):
        await press(pilot, "?")
        listed = app.screen.query_one(RowList)
        for number, row in enumerate(listed.rows):
            listed.go_to(number)
            await pilot.pause()
            shown = "\n".join(strip.text for strip in listed.render_lines(listed.size.region))
            assert row.cells[1] in shown, shown
            assert row.cells[2] in shown, shown
