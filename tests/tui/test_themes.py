"""The program's own themes are read well, and nothing is told by colour alone in any."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.filter import dim_color
from textual.geometry import Region
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES

from store.library import Library
from tests.tui.conftest import Opener, press, suggested
from tui.app import PostilApp
from tui.colours import HUES
from tui.contrast import ENOUGH, contrast, readable
from tui.screens.reading import ReadingScreen
from tui.themes import OWN, other_side, theme_names
from tui.widgets.article_view import ArticleView
from tui.widgets.article_view.palette import LOOKS

NON_TEXT = 3.0
"""What lines and frames need (WCAG 2.2, 1.4.11)."""


def ratio(style: Style) -> float:
    """The contrast of what is drawn in *style*, with reverse and dim as a terminal draws them."""
    colour, ground = style.color, style.bgcolor
    assert colour is not None and ground is not None
    if style.dim:
        colour = dim_color(ground, colour)
    return contrast(colour.get_truecolor(), ground.get_truecolor())


def drawn(app: PostilApp, region: Region | None = None) -> list[Segment]:
    """What the screen shows, or *region* of it."""
    region = region or app.screen.region
    rows = app.screen._compositor.render_strips()[region.y : region.bottom]
    return [
        segment
        for row in rows
        for segment in Strip(row).crop(region.x, region.right)
        if segment.text.strip()
    ]


def ill_read(segments: list[Segment]) -> list[tuple[str, float]]:
    found = []
    for text, style, _ in segments:
        assert style is not None
        least = ENOUGH if any(letter.isalnum() for letter in text) else NON_TEXT
        if not set(text) <= set(" ▁▂▃▄▅▆▇█▔▊▎▏▕▐▌") and ratio(style) < least:
            found.append((text, round(ratio(style), 2)))
    return found


@pytest.fixture
def marked(folder: Path, news: str) -> str:
    """The news page with an annotation of each kind."""
    with Library(folder, who="ann") as library:
        for number, kind in enumerate(("quote", "entity", "claim", "claim")):
            disputed = {"status": "disputed"} if number == 3 else {}
            span = (900 + 130 * number, 960 + 130 * number)
            library.store(
                library.draft(news, kind, [span], attributes=disputed, codes=["crossing"])
            )
    return news


@pytest.mark.parametrize("theme", sorted(OWN))
async def test_all_that_an_own_theme_draws_is_read_well(
    theme: str, marked: str, opened: Opener
) -> None:
    async with opened(marked, size=(140, 40), settings=f'theme = "{theme}"') as (pilot, app):
        await suggested(app)
        for keys in ("g g", "] a", "] q", "f", "esc esc / text:the", "enter", "tab", "] c z"):
            await press(pilot, keys)
            assert ill_read(drawn(app)) == [], keys
        for keys in ("?", "] a enter", "t", "E", "B", "s", "H", "ctrl+p"):
            await press(pilot, keys)
            box = app.screen.query(".dialog--box")
            region = box.first().region if box else None
            if region is not None:
                assert ill_read(drawn(app, region)) == [], keys
            await press(pilot, "esc")
        await press(pilot, "esc esc esc")
        assert not isinstance(app.screen, ReadingScreen)
        assert ill_read(drawn(app)) == []
        await press(pilot, "/ text:a")
        assert ill_read(drawn(app)) == []


@pytest.mark.parametrize("theme", sorted(OWN))
async def test_every_mark_is_read_well_on_every_ground_it_may_have(
    theme: str, marked: str, opened: Opener
) -> None:
    async with opened(marked, settings=f'theme = "{theme}"') as (_, app):
        view = app.screen.query_one(ArticleView)
        palette = view._palette()
        over = [palette.role(name) for name in ("hit", "flash")]
        texts = [palette.role(role) for role in LOOKS]
        texts += [palette.hue(name) for name in HUES]
        texts += [palette.hue(colour) for colour in ("#101010", "#f0f0f0", "#0000ff", "#ffff00")]
        for text in texts:
            for style in (Style(), palette.role("code")):
                assert ratio(palette.base + style + text) >= ENOUGH, (theme, text)
            for style in over:
                assert ratio(palette.base + text + style) >= ENOUGH, (theme, text, style)


@pytest.mark.parametrize("no_colour", [False, True])
async def test_every_kind_is_told_by_its_sign_in_every_theme(
    no_colour: bool, marked: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_colour:
        monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    async with opened(marked, size=(80, 60)) as (pilot, app):
        await press(pilot, "g g")
        view = app.screen.query_one(ArticleView)
        for theme in theme_names():
            app.theme = theme
            await pilot.pause()
            strips = [view.render_line(y) for y in range(view.size.height)]
            left = view._painter.frame.left if view._painter else 0
            assert set("QEC!") <= set("".join(strip.text[:left] for strip in strips))
            assert any(s.style and s.style.underline for strip in strips for s in strip)


def test_light_and_dark_go_together_and_back() -> None:
    dark = {theme.name: theme.dark for theme in (*OWN.values(), *BUILTIN_THEMES.values())}
    for name in theme_names():
        other = other_side(name, dark=dark[name])
        assert dark[other] is not dark[name]
    assert other_side("lamp", dark=True) == "paper"
    assert other_side("contrast-light", dark=False) == "contrast"
    assert other_side("solarized-dark", dark=True) == "solarized-light"


def test_no_widget_names_a_colour_of_its_own() -> None:
    named = re.compile(
        r"(?:#[0-9a-f]{3,8}\b|\b(?:color|background|tint): *(?!\$|auto|transparent)\w)"
    )
    for path in (Path(__file__).parents[2] / "tui").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for sheet in re.findall(r'CSS = """(.*?)"""', source, re.DOTALL):
            assert not named.search(sheet), (path, named.search(sheet))


TRIPLET = st.tuples(*[st.integers(0, 255)] * 3)


@given(TRIPLET, TRIPLET)
def test_any_colour_is_made_readable_on_any_ground(
    colour: tuple[int, int, int], ground: tuple[int, int, int]
) -> None:
    found = readable(colour, ground)
    assert contrast(found, ground) >= ENOUGH
    if contrast(colour, ground) >= ENOUGH:
        assert found == colour


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
