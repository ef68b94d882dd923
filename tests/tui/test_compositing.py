"""What is sent piece by piece adds up to the screen that Textual would draw as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.pilot import Pilot
from textual.strip import Strip

from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from tests.conftest import imported
from tests.tui.article_view.samples import HOSTILE
from tests.tui.conftest import press
from tests.tui.monkey import Recorder
from tui.app import PostilApp
from tui.compositing import QuickCompositor
from tui.screens.reading import ReadingScreen
from tui.sgr import rendered
from tui.widgets.rows import RowList

CONSOLE = Console(color_system="truecolor", force_terminal=True)
COLOURS = st.none() | st.sampled_from(
    [Color.parse(name) for name in ("default", "red", "#010203", "#a0b0c0", "color(200)")]
)
FLAGS = ("bold", "italic", "underline", "reverse", "strike", "dim", "blink", "underline2")
STYLES = st.none() | st.builds(
    lambda flags, ink, ground: Style(color=ink, bgcolor=ground, **flags),
    st.dictionaries(st.sampled_from(FLAGS), st.booleans()),
    COLOURS,
    COLOURS,
)


class Shown:
    """A terminal's cells after some bytes."""

    def __init__(self, columns: int, rows: int) -> None:
        """A blank screen."""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def feed(self, written: str) -> Shown:
        """Take in what is written."""
        self._stream.feed(written)
        return self

    @property
    def cells(self) -> list[list[object]]:
        """Every cell with its look, row by row."""
        buffer, screen = self.screen.buffer, self.screen
        return [[buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


@given(st.lists(st.tuples(st.text("ab 好é", min_size=1, max_size=4), STYLES), max_size=8))
def test_a_strip_said_in_changes_looks_like_one_said_in_full(
    pieces: list[tuple[str, Style | None]],
) -> None:
    segments = [Segment(text, style) for text, style in pieces]
    short, full = rendered(Strip(segments), CONSOLE), Strip(segments).render(CONSOLE)
    # pyte knows no dim, and takes its end for the end of bold: that is looked at below.
    if not any(style is not None and style.dim for _, style in pieces):
        assert Shown(80, 1).feed(f"{short}|").cells == Shown(80, 1).feed(f"{full}|").cells
    assert len(short) <= len(full) or len(pieces) < 2


def test_of_two_looks_that_end_by_one_code_the_other_begins_again() -> None:
    both, bold = Style(bold=True, dim=True), Style(bold=True)
    strip = Strip([Segment("a", both), Segment("b", bold), Segment("c", both)])
    assert rendered(strip, CONSOLE) in (
        "\x1b[0;1;2ma\x1b[0;1mb\x1b[2mc\x1b[0m",
        "\x1b[1;2ma\x1b[0;1mb\x1b[2mc\x1b[0m",
        "\x1b[1;2ma\x1b[22;1mb\x1b[2mc\x1b[0m",
    )


JOURNEYS = {
    "reading": "j j 5 j pagedown pagedown pageup v w w e ) c z Z tab enter f6 j f6 l",
    "searching": "/ text:a enter n n esc",
    "talking": "? esc ) q esc ctrl+p esc",
    "looks": "- - + f esc u ctrl+r",
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (20, 5)], ids=str)
@pytest.mark.parametrize("journey", sorted(JOURNEYS))
async def test_the_terminal_shows_after_every_key_what_a_whole_paint_would(
    tmp_path: Path, size: tuple[int, int], journey: str
) -> None:
    library = Library(tmp_path, who="ann")
    article = library.add(read_file(paths()[0])[0]).article.id
    app = PostilApp(library, article=article)
    await follow(app, library, size, ["", *JOURNEYS[journey].split()])


async def test_lists_and_filters_of_hostile_titles_are_drawn_line_by_line(tmp_path: Path) -> None:
    library = Library(tmp_path, who="ann")
    for number in range(30):
        library.add(imported(f"{number} 好好", title=f"Ev\x1bil {number} 好[/] {'long ' * number}"))
    for path in paths():
        library.add(read_file(path)[0])
    keys = "j j pagedown pageup p s s / text:a text:n enter j esc"
    await follow(PostilApp(library), library, (120, 12), ["", *keys.split()])


async def follow(app: PostilApp, library: Library, size: tuple[int, int], keys: list[str]) -> None:
    """Press *keys*; after each the terminal must show what a paint of everything shows."""
    app.driver_class = Recorder
    faults: list[BaseException] = []
    compared: list[str] = []

    async def drive(pilot: Pilot[Any]) -> None:
        terminal, taken = Shown(*size), 0
        try:
            await pilot.pause()
            for key in keys:
                await press(pilot, key)
                await settled(app, pilot)
                driver = app._driver
                assert isinstance(driver, Recorder)
                terminal.feed("".join(driver.written[taken:]))
                taken = len(driver.written)
                assert_same(terminal.cells, whole(app, size).cells, key)
                compared.append(key)
        except BaseException as error:
            faults.append(error)
        finally:
            app.exit()

    await app.run_async(headless=False, size=size, auto_pilot=drive)
    app.lane.stop()
    library.close()
    if faults:
        raise faults[0]
    assert compared == keys


def assert_same(held: list[list[object]], wanted: list[list[object]], key: str) -> None:
    """Say where the first difference is."""
    for y, (row, other) in enumerate(zip(held, wanted, strict=True)):
        for x, (cell, another) in enumerate(zip(row, other, strict=True)):
            assert cell == another, (key, x, y)


async def settled(app: PostilApp, pilot: Pilot[Any]) -> None:
    """Wait until all is on disk and painted."""
    await app.lane.drained()
    if isinstance(app.screen, ReadingScreen):
        await app.screen.kit.suggesting.ready.wait()
    await pilot.pause()
    await pilot.pause()


def whole(app: PostilApp, size: tuple[int, int]) -> Shown:
    """The screen as Textual's own compositor draws all of it."""
    compositor = app.screen._compositor
    update = compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, CompositorUpdate) and not hasattr(update, "placed")
    return Shown(*size).feed(update.render_segments(app.console).replace("\n", "\r\n"))


async def test_what_gets_past_every_widget_is_still_stopped_on_the_way_out(tmp_path: Path) -> None:
    library = Library(tmp_path, who="ann")
    article = library.add(read_file(paths()[0])[0]).article.id
    app = PostilApp(library, article=article)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        painter = screen.view._painter
        assert painter is not None
        evil = Segment(HOSTILE[:8] + "\x1b[2J\x07", Style(bold=True))
        painter.segments = lambda state: [evil]  # type: ignore[method-assign]
        screen.view._strips.clear()
        screen.view.refresh()
        compositor = screen._compositor
        assert isinstance(compositor, QuickCompositor)
        compositor._dirty_regions.add(screen.view.region)
        update = compositor.render_update()
        assert isinstance(update, CompositorUpdate)
        written = update.render_segments(app.console)
        assert "\x1b[2J" not in written and "\x07" not in written


async def test_the_scroll_bar_is_dragged_and_clicked_with_the_mouse(tmp_path: Path) -> None:
    library = Library(tmp_path, who="ann")
    for path in paths() * 4:
        library.add(read_file(path)[0])
    app = PostilApp(library)
    async with app.run_test(size=(80, 9)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one("#articles", RowList)
        assert rows.max_scroll_y > 0
        bar = rows.vertical_scrollbar
        below = (0, bar.size.height - 1)
        await pilot.click(bar, offset=below)
        await pilot.wait_for_animation()
        assert rows.scroll_y > 0
        rows.scroll_end(animate=False)
        await pilot.pause()
        await pilot.mouse_down(bar, offset=below)
        await pilot.hover(bar, offset=(0, 0))
        await pilot.mouse_up(bar, offset=(0, 0))
        await pilot.wait_for_animation()
        assert rows.scroll_y == 0
    app.lane.stop()
    library.close()
