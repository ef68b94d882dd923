"""What can't be done, or was done elsewhere meanwhile, is told; nothing typed is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from store.exporters import canonical
from store.library import Library
from store.model import Attribute, Kind
from tests.tui.conftest import Opener, press
from tui.app import PostilApp
from tui.dialogs.form import AnnotationForm
from tui.saving import Saving, SavingLane
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen


async def taken_in(app: PostilApp) -> None:
    """Wait until the look at other windows' changes is through the lane."""
    done = asyncio.Event()
    app.look_round()
    app.lane.submit(lambda: None, lambda _: done.set(), lambda _: done.set())
    await done.wait()


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
                assert isinstance(app.screen, ListingScreen)
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


async def test_the_same_field_changed_in_another_window_is_not_overwritten(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q m text:mine")
        with Library(folder, who="bo") as other:
            (quote,) = other.annotations.of(news)
            other.edit(quote.id, {"note": "theirs"})
        await taken_in(app)
        await press(pilot, "ctrl+s")
        with Library(folder) as other:
            assert other.annotations.get(quote.id).note == "theirs"
        await press(pilot, "m")
        form = app.screen
        assert isinstance(form, AnnotationForm)
        assert form.typed()["note"] == "mine"
        await press(pilot, "ctrl+s")
    with Library(folder) as library:
        assert library.annotations.get(quote.id).note == "mine"


async def test_a_change_that_was_not_seen_yet_is_not_overwritten_either(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, _):
        await press(pilot, "] q q m text:mine")
        with Library(folder, who="bo") as other:
            (quote,) = other.annotations.of(news)
            other.edit(quote.id, {"note": "theirs"})
        await press(pilot, "ctrl+s")
    with Library(folder) as library:
        assert library.annotations.get(quote.id).note == "theirs"


async def test_what_was_deleted_elsewhere_comes_back_with_the_note_typed_meanwhile(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q m text:kept")
        with Library(folder, who="bo") as other:
            (quote,) = other.annotations.of(news)
            other.remove([quote.id])
        await taken_in(app)
        await press(pilot, "ctrl+s")
    with Library(folder) as library:
        assert library.annotations.get(quote.id).note == "kept"


async def test_a_form_stays_when_its_article_is_removed_elsewhere(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q m text:words")
        with Library(folder, who="bo") as other:
            other.remove_articles([news])
        await taken_in(app)
        assert isinstance(app.screen, AnnotationForm)
        await press(pilot, "esc")
        assert isinstance(app.screen, ListingScreen)


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
