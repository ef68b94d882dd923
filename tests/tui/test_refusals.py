"""What can't be done, or was done elsewhere meanwhile, is told; nothing typed is lost."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from store.errors import ReadOnlyError
from store.exporters import canonical
from store.library import Library
from store.model import Attribute, Kind
from store.wording import counted
from tests.libraries import make_newer
from tests.tui.conftest import Opener, paragraphs, press, said, taken_in, until
from tui.app import LOOK_SECONDS, PostilApp
from tui.dialogs.export import Export
from tui.dialogs.form import AnnotationForm
from tui.dialogs.prompts import Ask, Confirm
from tui.saving import Saving, SavingLane
from tui.screens.base import CommandScreen
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar


async def test_a_fault_in_one_change_does_not_end_saving() -> None:
    states: list[Saving] = []
    told: list[str] = []
    saved: list[int] = []
    lane = SavingLane(states.append)
    lane.submit(lambda: 1 // 0, saved.append, lambda error: told.append(error.message))
    lane.submit(lambda: 2, saved.append, lambda error: told.append(error.message))
    await lane.drained()
    lane.stop()
    assert saved == [2]
    assert len(told) == 1 and "ZeroDivisionError" in told[0]
    assert states[-1].words == "saved"


async def test_impossible_paths_are_told_and_work_goes_on(news: str, opened: Opener) -> None:
    assert news
    async with opened() as (pilot, app):
        for key in ("a", "E"):
            for path in ("~nosuchuser/x", "x" * 5000, "/proc/1/root/x"):
                await press(pilot, key)
                app.screen.query_one("Input").value = path  # type: ignore[attr-defined]
                await press(pilot, "enter")
                await until(pilot, lambda: isinstance(app.screen, ListingScreen))
        await press(pilot, "d")
        assert app.lane.state.words == "saved"


async def test_a_number_that_is_none_keeps_the_form_open(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "c enter tab tab text:nan ctrl+s")
        assert isinstance(app.screen, AnnotationForm)
        await press(pilot, "backspace backspace backspace text:0.7 ctrl+s")
    with Library(folder) as library:
        (claim,) = library.annotations.of(news)
    assert claim.attributes["confidence"] == 0.7


async def test_a_code_with_a_semicolon_stays_one_code_when_another_is_added(
    folder: Path, news: str, opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        library.store(library.draft(news, "quote", [(0, 9)], codes=["law; order"]))
    async with opened(news) as (pilot, app):
        await press(pilot, "] a enter")
        form = app.screen
        assert isinstance(form, AnnotationForm)
        form._fields["codes"].value += "; harm"  # type: ignore[union-attr]
        await press(pilot, "ctrl+s")
        await app.lane.drained()
    with Library(folder) as library:
        (quote,) = library.annotations.of(news)
    assert quote.codes == ("law; order", "harm")


async def test_an_untouched_note_keeps_its_unusual_line_ends(
    folder: Path, news: str, opened: Opener
) -> None:
    note = "one\r\ntwo\x85three\u2028four\x0bfive"
    with Library(folder) as library:
        held = library.store(library.draft(news, "entity", [(0, 3)], note=note))
    async with opened(news) as (pilot, app):
        await press(pilot, "m ctrl+s")
        assert isinstance(app.screen, ReadingScreen)
    with Library(folder) as library:
        assert library.annotations.get(held.id) == held


async def test_kinds_and_attributes_with_hostile_names_have_a_form(
    folder: Path, news: str, tmp_path: Path, opened: Opener
) -> None:
    hostile = Kind(
        name="[/]",
        letter="[",
        key="y",
        colour="nonsense",
        attributes=(
            Attribute(name="codes"),
            Attribute(name="a.b [bold"),
            Attribute(name="c", type="choice", choices=("[/]", "\x1b[31m")),
        ),
    )
    with Library(folder) as library:
        bundle = library.bundle()
        codebook = msgspec.structs.replace(bundle.codebook, kinds=(*bundle.codebook.kinds, hostile))
    made = msgspec.structs.replace(bundle, codebook=codebook)
    with Library(folder) as library:
        library.take_in(canonical.load(canonical.dump(made), "x.json"), "x.json")
        held = library.store(library.draft(news, "[/]", [(0, 3)]))
    async with opened(news) as (pilot, app):
        await press(pilot, "enter")
        assert isinstance(app.screen, AnnotationForm)
        await press(pilot, "text:first tab text:second tab right ctrl+s")
    with Library(folder) as library:
        assert library.annotations.get(held.id).attributes == {
            "codes": "first",
            "a.b [bold": "second",
            "c": "[/]",
        }


async def test_the_changes_of_another_window_are_counted_in_a_quiet_word(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await app.lane.drained()
        with Library(folder, who="bo") as other:
            for start in (0, 10, 20):
                other.store(other.draft(news, "quote", [(start, start + 5)]))
            other.keep_place(news, 7)  # where another reads is no change to tell
        await taken_in(app)
        await pilot.pause()
        words = app.screen.query_one(StatusBar).words
        assert "3 changes from another window" in words
        assert len(app.screen.annotations) == 3  # type: ignore[attr-defined]


async def test_what_came_from_another_window_is_told_beside_the_answer_to_the_readers_own_step(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, size=(160, 40)) as (pilot, app):
        await press(pilot, "] q q u")
        await app.lane.drained()
        await pilot.pause()
        assert "Undone: tag quote" in app.screen.query_one(StatusBar).words
        for count in (1, 2):
            with Library(folder, who="bo") as other:
                for _ in range(count):
                    other.store(other.draft(news, "quote", [(0, 5)]))
            await taken_in(app)
            await pilot.pause()
            words = app.screen.query_one(StatusBar).words
            assert ("Undone: tag quote" in words) == (count == 1)
            assert f"{counted(count, 'change')} from another window" in words


async def test_a_window_looks_by_itself_for_what_others_changed_within_two_seconds(
    folder: Path, news: str, opened: Opener
) -> None:
    assert LOOK_SECONDS < 2
    async with opened(news) as (pilot, app):
        with Library(folder, who="bo") as other:
            other.store(other.draft(news, "quote", [(0, 5)]))
        async with asyncio.timeout(30):  # as long as nobody looks, it never comes
            while not app.screen.annotations:  # type: ignore[attr-defined]
                await pilot.pause(0.05)


async def test_what_another_window_purged_is_gone_from_this_one_without_a_word(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q")
        await app.lane.drained()
        assert len(app.screen.annotations) == 1  # type: ignore[attr-defined]
        with Library(folder, who="bo") as other:
            other.purge([annotation.id for annotation in other.annotations.all()])
        await taken_in(app)
        await pilot.pause()
        assert len(app.screen.annotations) == 0  # type: ignore[attr-defined]


async def refused(app: PostilApp) -> None:
    """Wait until the bar says that a change is refused."""
    while app.lane.state.refused is None:
        await asyncio.sleep(0.01)


async def test_a_full_disk_is_told_in_the_bar_and_saved_by_itself_later(
    folder: Path, news: str, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with opened(news) as (pilot, app):
        app.lane._retry_seconds = 0.01
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            patch.setattr(os, "pwrite", full)
            await pilot.press("right_square_bracket", "q", "q")
            await refused(app)
            words = app.screen.query_one(StatusBar).words
            assert "NOT SAVED (1): No space left" in words
            assert len(app.screen.annotations) == 1  # type: ignore[attr-defined]
        await app.lane.drained()
        assert app.lane.state.words == "saved"
    with Library(folder) as library:
        assert len(library.annotations.of(news)) == 1


async def test_quitting_with_the_folder_gone_offers_a_copy_elsewhere_with_the_work_in_it(
    folder: Path, news: str, opened: Opener, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    async with opened(news) as (pilot, app):
        app.lane._retry_seconds = 0.01
        await press(pilot, "] q q")
        gone = tmp_path / "unplugged"
        shutil.move(folder, gone)
        await pilot.press("right_square_bracket", "q", "q")
        await refused(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("c")
        await pilot.pause()
        app.screen.query_one("Input").value = str(elsewhere)  # type: ignore[attr-defined]
        await pilot.press("enter")
        while app.lane.state.waiting:
            await asyncio.sleep(0.01)
    with Library(elsewhere) as library:
        assert len(library.annotations.of(news)) == 2
        for annotation in library.annotations.of(news):  # the text read last came along
            text = library.articles.text(news)
            assert text[annotation.start : annotation.end] == annotation.exact
        assert library.articles.blocks(news)
    with Library(gone) as library:
        assert len(library.annotations.of(news)) == 1


async def test_a_library_of_a_later_program_is_shown_and_not_changed(
    folder: Path, news: str, opened: Opener
) -> None:
    make_newer(folder)
    before = (folder / "library.json").read_bytes()
    async with opened(news) as (pilot, app):
        assert "READ ONLY" in app.screen.query_one(StatusBar).words
        await press(pilot, "] q q")
        assert app.screen.annotations == ()  # type: ignore[attr-defined]
    assert (folder / "library.json").read_bytes() == before


@pytest.mark.parametrize("keys", ["a", "E", "I", "K ctrl+p text:save enter"])
async def test_a_home_folder_that_there_is_not_is_told_wherever_a_path_is_typed(
    news: str, opened: Opener, keys: str
) -> None:
    assert news
    async with opened() as (pilot, app):
        await press(pilot, keys)
        await until(pilot, lambda: isinstance(app.screen, Ask | Export))
        app.screen.query_one(Input).value = "~nosuchuser/x"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, CommandScreen))
        assert any("whose home folder '~nosuchuser/x'" in words for words in said(app))


@pytest.mark.parametrize("keys", ["] q q", "B", "D", "I", "esc d", "esc a", "K a", "K j j enter"])
async def test_a_key_that_would_change_a_library_of_a_later_program_says_at_once_why_it_does_not(
    folder: Path, news: str, opened: Opener, keys: str
) -> None:
    make_newer(folder)
    async with opened(news) as (pilot, app):
        await press(pilot, keys)
        assert ReadOnlyError.title in {notice.title for notice in app._notifications}
        screen = app.screen
        assert isinstance(screen, CommandScreen)  # nothing was asked for in vain
        assert not any(screen.can_do(one) for one in screen.offered if one.changes)


async def test_the_history_of_an_annotation_is_shown_in_words(news: str, opened: Opener) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q m text:seen ctrl+s H")
        words = await paragraphs(pilot, app)
        assert any("ann  edit" in line for line in words)
        assert any("note: – → seen" in line for line in words)
        assert any("ann  tag quote" in line for line in words)
