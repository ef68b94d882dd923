"""The terminal may have any size at any time, on every screen and in every dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.conflicts import Clash
from store.library import Library
from tests.tui.conftest import Opener, press, suggested, until
from tui.app import PostilApp
from tui.dialogs.base import Dialog
from tui.dialogs.conflict import Conflict
from tui.dialogs.prompts import Confirm
from tui.widgets.bars import CommandFooter, StatusBar

SIZES = ((20, 5), (40, 12), (300, 80), (21, 5), (20, 40), (120, 6), (80, 24), (1, 1), (20, 5))
OPENED_BY = {
    "article": "] q q",
    "key sheet": "?",
    "form": "] q q enter",
    "note": "] q q m",
    "speaker": "] q q s",
    "code": "] q q t",
    "kind": "] q q T",
    "evidence": "] q q V",
    "other end": "] q q L",
    "history": "] q q H",
    "export": "E",
    "pseudonym": "P",
    "blocks": "B",
    "occurrences": "] q q *",
    "link": "] q q ] q q L",
    "accept": "a",
    "find": "/ text:the",
    "hints": "f",
    "panel": "] q q f6",
    "palette": "ctrl+p",
}


def in_sight(app: PostilApp) -> bool:
    """What must hold on any screen that is not absurdly small, once it has settled."""
    screen = app.screen
    if isinstance(screen, Dialog):
        box, focused = screen.query_one(".dialog--box"), screen.focused
        seen = focused is None or box.region.height <= 4 or focused.region.overlaps(box.region)
        return screen.region.contains_region(box.region) and seen
    if screen.query(CommandFooter):
        regions = [screen.query_one(kind).region for kind in (StatusBar, CommandFooter)]
        edges = (regions[0].bottom, regions[1].bottom)
        return [region.height for region in regions] == [1, 1] and edges == (
            regions[1].y,
            app.size.height,
        )
    return True


async def through_all_sizes(pilot: Pilot[None], app: PostilApp) -> None:
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await pilot.pause()
        if min(size) > 1:
            await until(pilot, lambda: in_sight(app))
        await press(pilot, "down up")


@pytest.mark.parametrize("opened_by", sorted(OPENED_BY))
async def test_what_is_open_on_an_article_takes_any_size(
    opened_by: str, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await suggested(app)
        await press(pilot, OPENED_BY[opened_by])
        await through_all_sizes(pilot, app)
        await press(pilot, "esc esc")


@pytest.mark.parametrize("keys", ["j", "/ text:a", "?", "a", "x", "E", "P", "ctrl+p"])
async def test_what_is_open_on_the_list_takes_any_size(
    keys: str, all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, keys)
        await through_all_sizes(pilot, app)


async def test_an_empty_list_takes_any_size(folder: Path, opened: Opener) -> None:
    Library(folder).close()
    async with opened() as (pilot, app):
        await through_all_sizes(pilot, app)


async def test_questions_take_any_size(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q")
        (annotation,) = app.library.annotations.all()
        for dialog in (
            Confirm("Is it so? " * 40, {"y": "yes", "n": "no"}),
            Conflict(Clash(annotation, annotation, ("note", "speaker", "spans"))),
        ):
            app.push_screen(dialog)
            await pilot.pause()
            await through_all_sizes(pilot, app)
            await press(pilot, "esc")


async def test_the_program_may_begin_on_the_smallest_screen(news: str, opened: Opener) -> None:
    async with opened(news, size=(20, 5)) as (pilot, app):
        await press(pilot, "] q q u g g j w space")
        await until(pilot, lambda: in_sight(app))
        assert len(app.screen.query_one(StatusBar).render_line(0).text) == 20
