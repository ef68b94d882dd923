"""A long article is read before its library is open, and nothing that is done then is lost."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from store import glimpse as glimpses
from store.errors import NotSavedError
from store.glimpse import glimpse
from store.importers.registry import read_file
from store.library import Library
from store.places import snapshot_path
from tests.terminal import Terminal, postil
from tests.tui.conftest import Session, until
from tui import starting as program
from tui.app import PostilApp
from tui.opening import Opening
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.rows import RowList

SENTENCE = "“The bridge at Osk is closed,” said Ann Lee. Nobody in the town was asked about it. "
Arriving = Callable[..., AbstractAsyncContextManager[tuple[Session, "Gated"]]]


class Gated(Opening):
    """Opens when it is let; until then whoever asks for the library waits."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, who="ann")
        self.gate = threading.Event()
        self.asked_by: list[str] = []
        self.fault: NotSavedError | None = None

    def get(self) -> Library:
        if not self.is_open:
            self.asked_by.append(threading.current_thread().name)
        self.gate.wait(60)
        if self.fault is not None:
            raise self.fault
        return super().get()


def fill(folder: Path, source: Path, size: int) -> str:
    """A library in *folder* with one article of about *size* characters, a claim in it; its id."""
    source.write_text("A Long Report\n\n" + (SENTENCE * 4 + "\n\n") * (size // 340), "utf-8")
    with Library(folder, who="ann") as library:
        article = library.add(read_file(source)[0]).article.id
        library.store(library.draft(article, "claim", [(20, 40)]))
    return article


@pytest.fixture
def long(folder: Path, tmp_path: Path) -> str:
    """An article with more blocks than a glimpse shows."""
    return fill(folder, tmp_path / "long.txt", 400_000)


@pytest.fixture
def arriving(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Arriving:
    """Opens the program on a glimpse of the library's article; the library opens when it is let."""
    monkeypatch.setattr(glimpses, "LARGE", 0)

    @asynccontextmanager
    async def open_app(article: str) -> AsyncIterator[tuple[Session, Gated]]:
        opening, seen = Gated(folder), glimpse(folder, article)
        assert seen is not None
        app = PostilApp(opening, article=seen)
        try:
            async with app.run_test(size=(120, 40)) as pilot:
                await until(pilot, lambda: opening.asked_by)
                yield (pilot, app), opening
        finally:
            opening.gate.set()
            app.lane.stop()
            opening.close()

    return open_app


async def test_the_text_is_there_first_and_then_what_is_tagged(
    arriving: Arriving, folder: Path, long: str
) -> None:
    async with arriving(long) as ((pilot, app), opening):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert screen.is_opening
        await pilot.press("j", "j", "w", "pagedown")
        await until(pilot, lambda: screen.view.caret)
        caret, top = screen.view.caret, screen.view.scroll_offset.y
        assert screen.blocks[-1].end < len(screen.text.rstrip())
        assert screen.query_one(StatusBar).words.startswith("opening…")
        assert "being opened" in screen.query_one(RowList).empty
        opening.gate.set()
        await until(pilot, lambda: not screen.is_opening)
        assert opening.asked_by == ["postil-saving"]
        assert (screen.view.caret, screen.view.scroll_offset.y) == (caret, top)
        assert [found.start for found in screen.annotations] == [20]
        assert screen.blocks == app.library.articles.blocks(long)
        await pilot.press("G")
        await until(pilot, lambda: screen.view.caret > len(screen.text) - 1000)
        await until(pilot, lambda: app.library.articles.get(long).state == "begun")


async def test_what_changes_the_library_waits_and_is_done_in_order(
    arriving: Arriving, folder: Path, long: str
) -> None:
    async with arriving(long) as ((pilot, app), opening):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        await pilot.press("j", "j", "c", "pagedown", "j")
        await pilot.pause()
        first = screen.view.caret
        assert not screen.annotations
        opening.gate.set()
        await until(pilot, lambda: len(screen.annotations) == 2)
        await until(pilot, lambda: screen.view.caret > first + 500)
        await app.lane.drained()
        claims = app.library.annotations.of(long)
        assert any(claim.start <= first < claim.end for claim in claims)


async def test_a_step_to_the_end_waits_for_the_rest_of_the_blocks(
    arriving: Arriving, folder: Path, long: str
) -> None:
    async with arriving(long) as ((pilot, app), opening):
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        before = screen.view.caret
        await pilot.press("G", "k")
        await pilot.pause()
        assert screen.view.caret == before
        opening.gate.set()
        await until(pilot, lambda: screen.view.caret > len(screen.text) - 1000)


async def test_a_text_that_was_altered_is_told_and_not_shown(
    arriving: Arriving, folder: Path, long: str
) -> None:
    path = folder / "articles" / long / "text"
    path.write_bytes(path.read_bytes().replace(b"Ann Lee", b"Tom Lee"))
    async with arriving(long) as ((pilot, app), opening):
        opening.gate.set()
        await until(pilot, lambda: isinstance(app.screen, ListingScreen))
        await until(pilot, lambda: any("altered" in n.message for n in app._notifications))


async def test_a_library_that_cannot_be_opened_ends_the_screen(
    arriving: Arriving, folder: Path, long: str
) -> None:
    async with arriving(long) as ((pilot, app), opening):
        opening.fault = NotSavedError("The disk is full.")
        await pilot.press("c")
        opening.gate.set()
        await until(pilot, lambda: app.refused is not None)
        assert app.refused is opening.fault


async def test_whoever_leaves_at_once_need_not_wait(
    arriving: Arriving, folder: Path, long: str
) -> None:
    async with arriving(long) as ((pilot, app), opening):
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
        assert not opening.is_open


def test_what_opening_finds_is_told_as_ever(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = fill(folder, tmp_path / "long.txt", 1_200_000)
    raw = snapshot_path(folder).read_bytes()
    at = raw.index(b'"annotations":{') + 200
    snapshot_path(folder).write_bytes(raw[:at] + b"\xff" + raw[at + 1 :])
    assert glimpse(folder, article) is not None
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "POSTIL_ANNOTATOR": "ann"}
    command = postil("--library", str(folder), "read", article)
    with Terminal(command, columns=120, rows=40, env=env) as terminal:
        terminal.wait_for("bridge at Osk")
        terminal.wait_for("library.json is damaged")
        terminal.wait_for("1 claim")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0
    with Library(folder) as library:
        assert len(library.annotations.of(article)) == 1


def test_why_it_cannot_be_opened_is_the_command_s_error(
    folder: Path, long: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glimpses, "LARGE", 0)

    def run(self: PostilApp) -> None:
        self.refused = NotSavedError("The disk is full.")

    monkeypatch.setattr(PostilApp, "run", run)
    with pytest.raises(NotSavedError, match="disk is full"):
        program.run_screen(folder, named=True, article=long, who="ann", tell=print)
