"""Files added on screen: many at once, what is to be known of them, and repairs offered."""

from __future__ import annotations

import io
import sys
from multiprocessing import resource_tracker
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from store.article_files import ArticleFiles
from store.errors import NotSavedError
from store.importers import pool
from store.importers.pool import Job, read_jobs
from store.importers.readings import Context
from store.library import Library
from tests.tui.conftest import Opener, press, said, until
from tui.app import PostilApp
from tui.dialogs.paragraphs import Paragraphs
from tui.dialogs.prompts import Confirm
from tui.dialogs.working import Working
from tui.screens import adding
from tui.screens.listing import ListingScreen
from tui.widgets.rows import RowList


async def add(pilot: Pilot[None], path: Path) -> None:
    await press(pilot, "a")
    await pilot.press(*str(path))
    await press(pilot, "enter")


def filled(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"n{number}.txt").write_text(f"Barge {number}\n\nIt came in at noon.\n")
    return folder


async def added(pilot: Pilot[None], app: PostilApp, count: int) -> None:
    await until(
        pilot,
        lambda: (
            isinstance(app.screen, ListingScreen)
            and len(app.screen.query_one(RowList).rows) == count
        ),
    )


def asked(app: PostilApp) -> str:
    return " ".join(str(line.render()) for line in app.screen.query(Static))


def test_files_are_read_side_by_side_where_standard_error_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Captured(io.StringIO):
        def fileno(self) -> int:
            return -1

    monkeypatch.setattr(pool, "_processors", lambda: 2)
    monkeypatch.setattr(sys, "stderr", Captured())
    monkeypatch.setattr(resource_tracker._resource_tracker, "_fd", None)
    monkeypatch.setattr(resource_tracker._resource_tracker, "_pid", None)
    jobs = [Job(file.name, path=file) for file in filled(tmp_path / "in", 10).iterdir()]
    assert all(isinstance(result, list) for _, result in read_jobs(jobs, Context()))


async def test_a_folder_of_many_files_is_added_and_what_is_not_read_is_counted(
    tmp_path: Path, opened: Opener
) -> None:
    folder = filled(tmp_path / "in", 12)
    (folder / "film.mp4").write_bytes(b"x")
    async with opened() as (pilot, app):
        await add(pilot, folder)
        await added(pilot, app, 12)
        assert any("12 added, 1 not read." in words for words in said(app))


async def test_what_was_added_at_once_is_undone_and_redone_at_once(
    news: str, tmp_path: Path, opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await add(pilot, filled(tmp_path / "in", 12))
        await added(pilot, app, 13)
        assert app.undoable == 1
        await press(pilot, "u")
        await added(pilot, app, 1)
        await until(pilot, lambda: any("Undone: add: 12 articles" in w for w in said(app)))
        await press(pilot, "ctrl+r")
        await added(pilot, app, 13)
        await press(pilot, "u")
        await add(pilot, tmp_path / "in" / "n3.txt")
        await added(pilot, app, 2)
        await press(pilot, "u")
        await until(pilot, lambda: any("Undone: add: “Barge 3”" in w for w in said(app)))


async def test_a_long_adding_shows_how_far_it_is_and_escape_keeps_what_is_done(
    folder: Path, tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "_SOON", 0.0)
    many = filled(tmp_path / "in", 400)
    async with opened() as (pilot, app):
        await press(pilot, "a")
        await pilot.press(*str(many), "enter")
        await until(pilot, lambda: isinstance(app.screen, Working))
        await press(pilot, "esc")
        await until(pilot, lambda: any("Ended." in words for words in said(app)))
        assert isinstance(app.screen, ListingScreen)
    with Library(folder) as library:
        assert 0 < len(library.articles) < 400


async def test_what_is_to_be_known_of_what_was_added_is_listed(
    tmp_path: Path, opened: Opener
) -> None:
    broken = filled(tmp_path / "in", 2)
    for number in range(4):
        (broken / f"b{number}.pdf").write_bytes(b"%PDF-broken")
    async with opened() as (pilot, app):
        await add(pilot, broken)
        await until(pilot, lambda: isinstance(app.screen, Paragraphs))
        shown = " ".join(str(line.render()) for line in app.screen.query(Static))
        assert all(f"b{number}.pdf" in shown for number in range(4))


async def test_what_failed_of_a_folder_is_named_with_the_folder_it_lies_in(
    tmp_path: Path, opened: Opener
) -> None:
    broken = filled(tmp_path / "in", 1)
    (broken / "of May").mkdir()
    (broken / "of May" / "page.pdf").write_bytes(b"%PDF-broken")
    async with opened() as (pilot, app):
        await add(pilot, broken)
        await until(pilot, lambda: any("'of May/page.pdf'" in words for words in said(app)))


async def test_a_misread_text_is_offered_a_repaired_version_beside_it(
    folder: Path, tmp_path: Path, opened: Opener
) -> None:
    words = "La ville d’Évreux a été fermée pendant l’été, où ça ?"
    misread = words.encode().decode("cp1252", "replace")
    (tmp_path / "a.txt").write_text(f"Un titre\n\n{misread}\n", encoding="utf-8")
    async with opened() as (pilot, app):
        await add(pilot, tmp_path / "a.txt")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "“a.txt” had been read in a wrong encoding" in asked(app)
        await press(pilot, "y")
        await added(pilot, app, 2)
    with Library(folder) as library:
        texts = {library.articles.text(article.id) for article in library.articles.all()}
        assert f"Un titre\n\n{misread}\n" in texts
        assert any("été fermée" in text for text in texts)


async def test_the_question_about_misread_texts_names_the_first_of_many(
    tmp_path: Path, opened: Opener
) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        words = f"La ville n° {number} d’Évreux a été fermée l’été.".encode().decode("cp1252")
        (tmp_path / "in" / f"{number}.txt").write_text(f"Un titre\n\n{words}\n", encoding="utf-8")
    async with opened() as (pilot, app):
        await add(pilot, tmp_path / "in")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "“0.txt”, “1.txt”, “2.txt” and 2 more files had been read" in asked(app)
        assert "beside each?" in asked(app)


async def test_a_full_disk_ends_the_adding_and_says_so(
    tmp_path: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> None:
        raise NotSavedError("Can't write it: No space left on device.")

    monkeypatch.setattr(ArticleFiles, "write", refusing)
    many = filled(tmp_path / "in", 8)
    async with opened() as (pilot, app):
        await add(pilot, many)
        await until(pilot, lambda: any("Ended. 3 failed." in words for words in said(app)))
        assert any("No space left" in words for words in said(app))
