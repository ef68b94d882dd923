"""Two windows, or another program, at one library: both versions are kept, and it is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from store.library import Library
from tests.tui.conftest import Opener, press, said, stored, taken_in
from tui import starting as program
from tui.app import PostilApp
from tui.cli.session import Session
from tui.dialogs.conflict import Conflict
from tui.dialogs.form import AnnotationForm
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen

NOTING = "] q q m text:mine"
"""Tags a quotation and begins to write a note."""


def change_elsewhere(folder: Path, news: str, **changes: object) -> str:
    """Change the one annotation of *news* in another window; its id."""
    with Library(folder, who="bo") as other:
        (quote,) = other.annotations.of(news)
        return other.edit(quote.id, changes).id


def notes(folder: Path, news: str) -> list[str]:
    """The notes that are on disk."""
    return sorted(annotation.note for annotation in stored(folder, news))


async def clash(
    folder: Path, news: str, pilot: Pilot[None], app: PostilApp, *, seen: bool = True
) -> str:
    """Change a note here and in another window, which this one has *seen* or not."""
    await press(pilot, NOTING)
    quote = change_elsewhere(folder, news, note="theirs")
    if seen:
        await taken_in(app)
    await press(pilot, "ctrl+s")
    assert isinstance(app.screen, Conflict)
    assert notes(folder, news) == ["mine", "theirs"]
    return quote


@pytest.mark.parametrize("seen", [True, False])
@pytest.mark.parametrize("answer", ["m mine", "t theirs", "esc mine theirs"])
async def test_a_field_changed_in_two_windows_keeps_both_versions_and_asks(
    folder: Path, news: str, opened: Opener, seen: bool, answer: str
) -> None:
    key, *left = answer.split()
    async with opened(news) as (pilot, app):
        quote = await clash(folder, news, pilot, app, seen=seen)
        await press(pilot, key)
    assert notes(folder, news) == left
    kept = stored(folder, news)
    assert quote in {a.id for a in kept}
    links = [(link.type, link.to) for a in kept for link in a.links]
    assert links == ([("same-as", quote)] if len(left) == 2 else [])


async def test_settling_a_conflict_is_one_step_that_u_takes_back(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await clash(folder, news, pilot, app)
        await press(pilot, "m u")
    assert notes(folder, news) == ["mine", "theirs"]


@pytest.mark.parametrize("answer", ["m", "t"])
async def test_a_conflict_is_asked_about_again_when_its_settlement_is_undone(
    folder: Path, news: str, opened: Opener, answer: str
) -> None:
    async with opened(news) as (pilot, app):
        await clash(folder, news, pilot, app)
        await press(pilot, f"{answer} u")
        assert isinstance(app.screen, Conflict)
        shown = [str(line.render()) for line in app.screen.query(Static)]
        assert "  theirs: theirs" in shown and "  mine:   mine" in shown
        await press(pilot, "t")
        assert not isinstance(app.screen, Conflict)
    assert notes(folder, news) == ["theirs"]


async def test_a_conflict_is_asked_about_from_the_list_too_and_when_its_edit_is_redone(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await clash(folder, news, pilot, app)
        await press(pilot, "m esc u")
        assert isinstance(app.screen, Conflict)
        assert isinstance(app.screen_stack[-2], ListingScreen)
        await press(pilot, "esc u")
        assert not isinstance(app.screen, Conflict)
        await press(pilot, "ctrl+r")
        assert isinstance(app.screen, Conflict)
        await press(pilot, "m")
    assert notes(folder, news) == ["mine"]


async def test_both_versions_that_were_kept_are_not_asked_about_for_other_steps(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await clash(folder, news, pilot, app)
        await press(pilot, "esc ] a")
        await press(pilot, "x u")
        assert not isinstance(app.screen, Conflict)


async def test_keeping_mine_takes_back_nothing_else_that_the_other_window_changed(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, NOTING)
        change_elsewhere(folder, news, note="theirs", codes=["theirs"])
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Conflict)
        await press(pilot, "m")
    (quote,) = stored(folder, news)
    assert (quote.note, quote.codes) == ("mine", ("theirs",))


async def test_different_fields_changed_in_two_windows_join_without_a_question(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, NOTING)
        change_elsewhere(folder, news, codes=["theirs"])
        await press(pilot, "ctrl+s")
        assert not isinstance(app.screen, Conflict)
    (quote,) = stored(folder, news)
    assert (quote.note, quote.codes) == ("mine", ("theirs",))


async def test_a_note_typed_while_its_article_is_removed_elsewhere_is_kept_until_it_is_back(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, NOTING)
        with Library(folder, who="bo") as other:
            other.remove_articles([news])
            await taken_in(app)
            await press(pilot, "ctrl+s")
            assert isinstance(app.screen, ReadingScreen)
            assert any("kept as a draft" in words for words in said(app))
            assert not any("no article" in words for words in said(app))
            other.undo()
        await taken_in(app)
        await press(pilot, "m ctrl+s")
        with Library(folder) as other:
            (quote,) = other.annotations.of(news)
            assert quote.note == "mine"
            other.remove_articles([news])
        await taken_in(app)
        assert isinstance(app.screen, ListingScreen)


async def test_what_was_deleted_elsewhere_comes_back_with_the_note_typed_meanwhile(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, NOTING)
        with Library(folder, who="bo") as other:
            (quote,) = other.annotations.of(news)
            other.remove([quote.id])
        await taken_in(app)
        await press(pilot, "ctrl+s")
    (back,) = stored(folder, news)
    assert (back.id, back.note) == (quote.id, "mine")


async def test_a_form_stays_when_its_article_is_removed_elsewhere(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, NOTING)
        with Library(folder, who="bo") as other:
            other.remove_articles([news])
        await taken_in(app)
        assert isinstance(app.screen, AnnotationForm)
        await press(pilot, "esc")
        assert isinstance(app.screen, ReadingScreen)  # with the words as a draft
        await press(pilot, "esc esc")
        assert isinstance(app.screen, ListingScreen)


def edit_by_hand(folder: Path) -> None:
    path = folder / "library.json"
    path.write_bytes(path.read_bytes().replace(b"Aid Groups", b"Aid Others"))


async def test_what_another_program_wrote_into_the_library_is_told_on_screen_when_it_is_seen(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (_, app):
        await taken_in(app)
        edit_by_hand(folder)
        await taken_in(app)
        told = [str(notice.message) for notice in app._notifications]
        assert sum("changed by another program" in words for words in told) == 1
        await taken_in(app)
        assert len(app._notifications) == len(told)


@pytest.mark.parametrize("seen", [True, False])
def test_what_was_not_told_on_screen_is_told_once_that_is_gone(
    folder: Path, news: str, monkeypatch: pytest.MonkeyPatch, seen: bool
) -> None:
    def run(self: PostilApp) -> None:
        edit_by_hand(folder)
        if seen:
            self.library.catch_up()
            self.told_notices = len(self.library.notices)

    monkeypatch.setattr(PostilApp, "run", run)
    told: list[str] = []
    program.run_screen(folder, named=True, article=news, who="ann", tell=told.append)
    assert len(told) == (0 if seen else 1)
    assert all("changed by another program" in words for words in told)


def test_a_command_tells_at_its_end_what_another_program_wrote_meanwhile(
    folder: Path, news: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session(str(folder)).open() as library:
        assert news in library.articles
        edit_by_hand(folder)
    assert capsys.readouterr().err.count("changed by another program") == 1
