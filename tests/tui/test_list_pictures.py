"""Pictures of the article list and the codebook, compared exactly."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.model import Code, Kind
from store.recoding.codes import add_code
from store.recoding.kinds import add_kind
from store.several import set_states
from tests.tui.conftest import press
from tests.tui.test_pictures import Compare, close, opened
from tui.app import PostilApp
from tui.screens.codebook import CodebookScreen
from tui.screens.listing import ListingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.preview import Preview

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def listed(folder: Path) -> tuple[PostilApp, list[str]]:
    library, ids = opened(folder)
    disputed = {"status": "disputed"}
    library.store(library.draft(ids[0], "claim", [(0, 9)], attributes=disputed, codes=["harm"]))
    library.store(library.draft(ids[2], "quote", [(0, 9)], codes=["shot", "trade"]))
    set_states(library, ids[3:6], "done")
    set_states(library, ids[7:8], "begun")
    return PostilApp(library), ids


async def previewed(pilot: Pilot[None]) -> None:
    """Wait until the preview, where it is open, shows the article under the cursor."""
    screen = pilot.app.screen
    assert isinstance(screen, ListingScreen)
    await screen.searched.wait()
    key = screen.rows.key
    if screen.has_class("preview-open") and key is not None:
        title = screen.library.articles.get(key).title[:10]
        while not screen.query_one(Preview).words.startswith(title):
            await pilot.pause()
    await pilot.pause()


@SIZES
def test_the_list_with_marks_and_progress(
    tmp_path: Path, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app, _ = listed(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app.animation_level = "none"
        await press(pilot, "j space j space s")
        app.screen.query_one(StatusBar).fall_silent()
        await previewed(pilot)

    assert snap_compare(app, terminal_size=size, run_before=go)
    close(app, app.library)


@SIZES
def test_the_list_narrowed_with_a_hint(
    tmp_path: Path, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app, _ = listed(tmp_path)

    async def go(pilot: Pilot[None]) -> None:
        app.animation_level = "none"
        await press(pilot, "/ text:the space text:state:")
        app.screen.query_one("Input").cursor_blink = False  # type: ignore[attr-defined]
        await previewed(pilot)
        screen = app.screen
        assert isinstance(screen, ListingScreen)
        while "done 3" not in screen.filter.hint:
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=go)
    close(app, app.library)


@SIZES
def test_the_codebook_with_warnings(
    tmp_path: Path, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app, _ = listed(tmp_path)
    for code in (
        Code(name="force", parent="harm", description="what was done to whom", colour="#ffff00"),
        Code(name="hearsay", parent="trade", colour="cyan", key="h"),
        Code(name="words", colour="#4477ee", key="h"),
    ):
        app.library.coding.recode(add_code(code))
    app.library.coding.recode(add_kind(Kind(name="rumour", letter="Q", key="j", colour="red")))

    async def go(pilot: Pilot[None]) -> None:
        app.animation_level = "none"
        await press(pilot, "K j")
        screen = app.screen
        assert isinstance(screen, CodebookScreen)
        await screen.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=go)
    close(app, app.library)
