"""Pictures of screens, compared exactly. A wanted change: `pytest --snapshot-update`, and look."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import msgspec
import pytest
from textual.pilot import Pilot

from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from tests.tui.conftest import press
from tui.app import PostilApp
from tui.screens.reading import ReadingScreen

SAMPLES = {path.name: path for path in paths()}
DAY = "2026-01-31T12:00:00.000Z"


class Compare(Protocol):
    def __call__(
        self, app: PostilApp, *, terminal_size: tuple[int, int], run_before: object
    ) -> bool: ...


def opened(folder: Path, *names: str) -> tuple[Library, list[str]]:
    library = Library(folder, who="kestrel")
    ids = []
    for name in names or SAMPLES:
        imported = read_file(SAMPLES[name])[0]
        source = msgspec.structs.replace(imported.source, imported=DAY)
        ids.append(library.add(msgspec.structs.replace(imported, source=source)).article.id)
    return library, ids


async def read(pilot: Pilot[None], keys: str) -> None:
    """Press *keys* on the reading screen, and wait until it shows what is suggested."""
    await press(pilot, keys)
    screen = pilot.app.screen
    assert isinstance(screen, ReadingScreen)
    await screen.kit.suggesting.ready.wait()
    await pilot.pause()


def close(app: PostilApp, library: Library) -> None:
    app.lane.stop()
    library.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("look", ["dark", "light", "no-colour"])
def test_an_article_with_overlapping_annotations(
    tmp_path: Path,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    look: str,
) -> None:
    if look == "no-colour":
        monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    library, (article,) = opened(tmp_path, "01-news-dump.txt")
    app = PostilApp(library, article=article)

    async def tag(pilot: Pilot[None]) -> None:
        app.animation_level = "none"
        if look == "light":
            app.toggle_theme()
        await read(pilot, "] q q / text:recruiters enter esc c e ] q q 2 ] c d [ a")

    assert snap_compare(app, terminal_size=size, run_before=tag)
    close(app, library)


def test_the_article_list(tmp_path: Path, snap_compare: Compare) -> None:
    library, _ = opened(tmp_path)
    app = PostilApp(library)

    async def go(pilot: Pilot[None]) -> None:
        await press(pilot, "j j")

    assert snap_compare(app, terminal_size=(100, 24), run_before=go)
    close(app, library)


def test_nested_comments_are_a_tree(tmp_path: Path, snap_compare: Compare) -> None:
    library, (article,) = opened(tmp_path, "02-nested-comments.html")
    app = PostilApp(library, article=article)

    async def go(pilot: Pilot[None]) -> None:
        await read(pilot, "] c")

    assert snap_compare(app, terminal_size=(80, 40), run_before=go)
    close(app, library)


def test_hostile_text_is_shown_as_marks(tmp_path: Path, snap_compare: Compare) -> None:
    library, (article,) = opened(tmp_path, "07-markup-and-escapes.txt")
    app = PostilApp(library, article=article)

    async def go(pilot: Pilot[None]) -> None:
        await read(pilot, "j")

    assert snap_compare(app, terminal_size=(80, 30), run_before=go)
    close(app, library)
