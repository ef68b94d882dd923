"""A library with one news page in it, and the program on a screen without a terminal."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from store.model import Annotation
from tui.app import PostilApp
from tui.dialogs.paragraphs import Paragraphs
from tui.screens.reading import ReadingScreen
from tui.settings.reading import checked
from tui.themes import theme_names
from tui.widgets.bars import StatusBar

Session = tuple[Pilot[None], PostilApp]
Opener = Callable[..., AbstractAsyncContextManager[Session]]


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the screen remembers goes into a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules alone, whether the extra is installed or not."""
    monkeypatch.setattr("store.suggest.model.is_installed", lambda: False)


@pytest.fixture(autouse=True)
def no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the settings file would be; there is none."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings" / "postil" / "config.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the library is."""
    return tmp_path / "library"


@pytest.fixture
def news(folder: Path) -> str:
    """The id of the sample news dump, stored in the library of *folder*."""
    dump = next(path for path in paths() if path.name == "01-news-dump.txt")
    with Library(folder, who="ann") as library:
        return library.add(read_file(dump)[0]).article.id


@pytest.fixture
def all_samples(folder: Path) -> dict[str, str]:
    """Every sample stored in the library of *folder*: file name to article id."""
    with Library(folder, who="ann") as library:
        return {p.name: library.add(read_file(p)[0]).article.id for p in paths()}


@pytest.fixture
def opened(folder: Path) -> Iterator[Opener]:
    """Opens the program on the library; what was changed is on disk when the block ends."""

    @asynccontextmanager
    async def open_app(
        article: str | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        who: str = "ann",
        settings: str = "",
    ) -> AsyncIterator[Session]:
        library = Library(folder, who=who)
        read = checked(Path("config.toml"), settings, tomllib.loads(settings), theme_names())
        app = PostilApp(library, article=article, loaded=read)
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield pilot, app
                await app.lane.drained()
                await pilot.pause()
        finally:
            app.lane.stop()
            library.close()

    yield open_app


def stored(folder: Path, article: str) -> tuple[Annotation, ...]:
    """The annotations of *article* that are on disk."""
    with Library(folder) as library:
        return library.annotations.of(article)


def reading(app: PostilApp) -> ReadingScreen:
    """The screen, which shows an article."""
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


async def suggested(app: PostilApp) -> ReadingScreen:
    """The screen, which shows an article, once it shows what is suggested there."""
    screen = reading(app)
    await screen.kit.suggesting.ready.wait()
    return screen


async def taken_in(app: PostilApp) -> None:
    """Wait until a look at other windows' changes is through the lane."""
    done = asyncio.Event()
    app.look_round()
    app.lane.submit(lambda: None, lambda _: done.set(), lambda _: done.set(), counted=False)
    await done.wait()


def said(app: PostilApp) -> list[str]:
    """What is said in notices and in the bars."""
    bars = [bar.words for screen in app.screen_stack for bar in screen.query(StatusBar)]
    return [str(notice.message) for notice in app._notifications] + bars


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys written with blanks between them; `text:…` types a word letter by letter."""
    names = {"]": "right_square_bracket", "[": "left_square_bracket", "/": "slash"}
    names |= {"?": "question_mark", ".": "full_stop", "<": "less_than_sign"}
    names |= {">": "greater_than_sign", "esc": "escape", "(": "left_parenthesis"}
    names |= {")": "right_parenthesis", "{": "left_curly_bracket", "}": "right_curly_bracket"}
    names |= {"+": "plus", "-": "minus", "*": "asterisk"}
    for key in keys.split():
        if key.startswith("text:"):
            await pilot.press(*key.removeprefix("text:"))
        else:
            await pilot.press(names.get(key, key))
        await pilot.pause()
    app = pilot.app
    assert isinstance(app, PostilApp)
    await app.lane.drained()
    await pilot.pause()


async def until(pilot: Pilot[None], fact: Callable[[], object]) -> None:
    """Let the program go on until *fact* holds."""
    for _ in range(2000):
        if fact():
            return
        await pilot.pause(0.005)
    raise AssertionError(f"{fact} never held")


async def paragraphs(pilot: Pilot[None], app: PostilApp) -> list[str]:
    """The lines of what is shown to read, once they are there: they come after their screen."""
    await until(pilot, lambda: isinstance(app.screen, Paragraphs) and app.screen.query(Static))
    return [str(line.render()) for line in app.screen.query(Static)]
