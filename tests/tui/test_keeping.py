"""A backup, a check and a purge, asked for on screen."""

from __future__ import annotations

from pathlib import Path

from store.backups import backups
from store.doctor.examine import examine
from store.library import Library
from tests.tui.conftest import Opener, paragraphs, press, reading, said, stored, until
from tui.app import PostilApp
from tui.dialogs.prompts import Confirm
from tui.screens.listing import ListingScreen


def do(app: PostilApp, command: str) -> None:
    screen = app.screen
    assert isinstance(screen, ListingScreen) or screen is reading(app)
    screen.run_command(next(c for c in screen.offered if c.id == command))


async def test_a_backup_is_made_at_once_and_told(news: str, folder: Path, opened: Opener) -> None:
    before = len(backups(folder))
    async with opened(news) as (pilot, app):
        do(app, "backup")
        await until(pilot, lambda: "Backed up 1 article" in " ".join(said(app)))
    assert len(backups(folder)) == before + 1


async def test_an_empty_library_has_nothing_to_back_up(folder: Path, opened: Opener) -> None:
    async with opened() as (pilot, app):
        do(app, "backup")
        await until(pilot, lambda: "nothing to back up" in " ".join(said(app)))
    assert not backups(folder)


async def test_a_check_says_what_is_wrong_first_and_mends_nothing(
    news: str, folder: Path, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        (folder / "articles" / news / "source").write_bytes(b"something else")
        do(app, "check")
        lines = await paragraphs(pilot, app)
        headlines = [line for line in lines if not line.startswith("  ")]
        assert "1 article, 0 annotations: 1 fault" in headlines[0]
        assert any(headline.startswith("fault · articles") for headline in headlines)
        assert "What holds" in headlines
        await press(pilot, "esc")
    assert not examine(folder).healthy


async def test_the_annotation_here_is_purged_once_that_is_confirmed(
    news: str, folder: Path, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q")
        do(app, "purge")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "esc")
        assert len(stored(folder, news)) == 1
        (quote,) = stored(folder, news)
        do(app, "purge")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(pilot, lambda: f"Purged {quote.id}" in " ".join(said(app)))
        assert reading(app).annotations == ()
        await press(pilot, "u")
    assert not stored(folder, news)
    assert quote.exact.encode() not in (folder / "library.json").read_bytes()
    with Library(folder) as library:
        assert not [row for row in library.history(quote.id) if row["before"] or row["after"]]


async def test_where_nothing_is_tagged_there_is_nothing_to_purge(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        do(app, "purge")
        await until(pilot, lambda: "There is no annotation here" in " ".join(said(app)))
