"""The linear mode: told in words, one thing below the other, the terminal's cursor at the caret."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from store.library import Library
from tests.terminal import Terminal
from tests.tui.conftest import Opener, press, reading, suggested
from tui.app import PostilApp
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.article_view.linear import LinearView
from tui.widgets.bars import CommandFooter, StatusBar
from tui.widgets.rows import RowList

LINEAR = "linear = true"
FRAMES = set("│┃║╭╮╰╯┌┐└┘├┤─━═▎▌▐█▔▁▊┊●▸⋯")


def shown(app: PostilApp) -> list[str]:
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in row).rstrip() for row in strips]


def view(app: PostilApp) -> LinearView:
    found = app.screen.query_one("#text")
    assert isinstance(found, LinearView)
    return found


def under_the_cursor(app: PostilApp) -> str:
    x, y = app.cursor_position
    return shown(app)[y][x:]


def sentence(app: PostilApp) -> str:
    return app.screen.query_one(StatusBar).sentence


async def test_annotations_are_announced_where_they_begin_and_end(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings=LINEAR) as (pilot, app):
        await press(pilot, "] q q")
        text = " ".join(" ".join(shown(app)).split())
        assert "[quote, speaker Dr. Irena Mavrell" in text
        assert ": “With the protection act" in text
        assert "heard of it,” end quote]" in text
        assert sentence(app).startswith("Quote, Dr. Irena Mavrell")
        assert sentence(app).endswith("1 quote, saved.")
        assert shown(app)[-1] == sentence(app)


async def test_there_are_no_frames_no_margin_and_nothing_beside_the_text(
    all_samples: dict[str, str], opened: Opener
) -> None:
    article = all_samples["02-nested-comments.html"]
    async with opened(article, size=(140, 40), settings=LINEAR) as (pilot, app):
        for keys in ("] c", "c", "] a", "enter", "esc ?", "esc t", "esc f7", "f7 E"):
            await press(pilot, keys)
            assert not FRAMES & set("".join(shown(app))), keys
            if "t" not in keys and "?" not in keys and "E" not in keys:
                assert not any("    " in line.strip() for line in shown(app)), keys
        await press(pilot, "esc esc esc")
        assert isinstance(app.screen, ListingScreen)
        assert not FRAMES & set("".join(shown(app)))


@pytest.mark.parametrize("width", [40, 80])
async def test_the_letter_of_a_hint_covers_no_letter_at_the_beginning_of_a_line(
    news: str, opened: Opener, width: int
) -> None:
    async with opened(news, size=(width, 24), settings=LINEAR) as (pilot, app):
        await suggested(app)
        before = shown(app)[:20]
        await press(pilot, "f")
        hints = reading(app).kit.pointing.hints
        at = next(at for at, line in enumerate(before) if line.startswith("The "))
        row = shown(app)[at]
        label, _, _ = row.partition("The")
        assert label in hints


async def test_comments_are_told_with_their_depth_and_whom_they_answer(
    all_samples: dict[str, str], opened: Opener
) -> None:
    article = all_samples["02-nested-comments.html"]
    async with opened(article, size=(100, 60), settings=LINEAR) as (pilot, app):
        await press(pilot, "] c ] c")
        text = " ".join(" ".join(shown(app)).split())
        assert "depth 1, in reply to" in text
        assert "depth 2" in text


async def test_the_terminals_cursor_is_where_the_caret_is(
    all_samples: dict[str, str], opened: Opener
) -> None:
    article = all_samples["02-nested-comments.html"]
    async with opened(article, size=(60, 20), settings=LINEAR) as (pilot, app):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for keys in ("l", "w", "j", "] c", "G", "pagedown", "g g", "] q", "q", "k", ") )", "z"):
            await press(pilot, keys)
            letter = screen.text[view(app).caret]
            assert under_the_cursor(app)[:1] in (letter, "P"), keys
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        await press(pilot, "w")
        assert under_the_cursor(app)[:1] == screen.text[view(app).caret]


async def test_in_a_list_the_cursor_is_at_the_row_which_is_told_in_words(
    all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(120, 24), settings=LINEAR) as (pilot, app):
        await press(pilot, "j")
        rows = app.screen.query_one(RowList)
        line = under_the_cursor(app)
        title = rows.rows[1].cells[1]
        assert title in line and "Words " in line and "  " not in line.strip()


async def test_the_same_keys_make_the_same_annotations(
    folder: Path, news: str, opened: Opener
) -> None:
    keys = "] q q ] q q / text:recruiters enter esc c e ] c d g g 3 w v l l l e"
    made = []
    for settings in ("", LINEAR):
        async with opened(news, settings=settings) as (pilot, _):
            await press(pilot, keys)
        with Library(folder) as library:
            annotations = library.annotations.of(news)
            made.append([(a.kind, a.start, a.end, a.attributes) for a in annotations])
            library.remove([a.id for a in annotations])
            library.keep_place(news, 0)
    assert made[0] == made[1]
    assert len(made[0]) == 6


async def test_moving_draws_no_row_again_and_the_bar_changes_only_with_the_block(
    news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(news, settings=LINEAR) as (pilot, app):
        await suggested(app)
        await press(pilot, "g g } } }")
        drawn: list[int] = []
        monkeypatch.setattr(view(app), "refresh_line", drawn.append)
        before = sentence(app)
        await press(pilot, "l l l")
        assert drawn == []
        assert sentence(app) == before


async def test_what_is_said_and_selected_is_in_the_status_sentence_until_the_next_key(
    news: str, opened: Opener
) -> None:
    async with opened(news, settings=LINEAR) as (pilot, app):
        await press(pilot, "] q q x")
        assert sentence(app).startswith("Deleted: quote")
        assert not app._notifications
        await press(pilot, "j")
        assert "Deleted" not in sentence(app)
        await press(pilot, "] q")
        assert " words selected: “" in sentence(app)
        assert not app.screen.query_one(CommandFooter).display
        await press(pilot, "u u u")
        assert sentence(app).startswith("Nothing to do: There is nothing to undo")


async def test_a_fold_is_one_line_that_the_caret_can_open(
    all_samples: dict[str, str], opened: Opener
) -> None:
    article = all_samples["02-nested-comments.html"]
    async with opened(article, size=(100, 60), settings=LINEAR) as (pilot, app):
        await press(pilot, "] c z")
        assert any("folded with its answers." in line for line in shown(app))
        assert under_the_cursor(app).startswith("Comment")
        await press(pilot, "z")
        assert not any("folded with its answers." in line for line in shown(app))


async def test_the_real_cursor_is_shown_and_follows(folder: Path, news: str) -> None:
    def run() -> None:
        command = [sys.executable, "-m", "tui", "--library", str(folder), "read", news, "--plain"]
        env = {"HOME": str(folder.parent), "XDG_CONFIG_HOME": str(folder.parent / "none")}
        with Terminal(command, columns=80, rows=24, env=env) as terminal:
            terminal.wait_for("Title: Aid Groups")
            terminal.settle()
            at = terminal.written.rindex(b"\x1b[?25h")
            assert b"\x1b[?25l" not in terminal.written[at:]
            terminal.press("w", "w")
            cursor = terminal._screen.cursor
            while not terminal.lines[cursor.y][cursor.x :].startswith("from Veldra"):
                assert terminal._read(10), "the cursor never came there"
            terminal.press("ctrl+q")
            terminal.finish()

    await asyncio.to_thread(run)


async def test_a_key_opens_the_preview_though_it_never_opens_by_itself(
    news: str, opened: Opener
) -> None:
    async with opened(size=(120, 24), settings=LINEAR) as (pilot, app):
        assert not app.screen.has_class("preview-open")
        await press(pilot, "p")
        assert app.screen.has_class("preview-open")
        await press(pilot, "p")
        assert not app.screen.has_class("preview-open")
