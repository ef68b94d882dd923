"""Export and import on screen: what comes of it is shown before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from store.exporters.files import write_export
from store.importers.registry import import_bytes
from store.library import Library
from tests.tui.conftest import Opener, paragraphs, press, said, until
from tui.app import PostilApp
from tui.dialogs.export import Choice, Export
from tui.dialogs.paragraphs import Paragraphs
from tui.dialogs.prompts import Confirm
from tui.dialogs.whereabouts import Whereabouts
from tui.dialogs.working import Working
from tui.screens import exporting
from tui.screens.listing import ListingScreen
from tui.widgets.rows import RowList


@pytest.fixture
def tagged(folder: Path, news: str) -> str:
    """The news article with a claim with a note, and a protected person."""
    with Library(folder, who="ann") as library:
        text = library.articles.text(news)
        library.store(library.draft(news, "claim", [(0, 9)], note="look"))
        at = text.index(" ")
        draft = library.draft(
            news,
            "entity",
            [(0, at)],
            attributes={"name": text[:at], "type": "person", "protect": "source"},
        )
        library.store(draft)
    return news


def outlook(app: PostilApp) -> str:
    return str(app.screen.query_one(".export--outlook", Static).render())


async def choose(pilot: Pilot[None], app: PostilApp, name: str) -> None:
    """Go down the list of formats to the one called *name*."""
    listed = app.screen.query_one("#formats", RowList)
    for _ in listed.rows:
        if listed.key == name:
            break
        await press(pilot, "j")
    assert listed.key == name


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_counts_losses_and_the_beginning_are_shown_before_anything_is_written(
    tagged: str,
    opened: Opener,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    assert tagged
    monkeypatch.chdir(tmp_path)
    async with opened(size=size) as (pilot, app):
        await press(pilot, "E")
        await until(pilot, lambda: "2 annotations in 1 article" in outlook(app))
        assert '"format":"postil"' in outlook(app)
        await press(pilot, "tab")
        await choose(pilot, app, "csv")
        await until(pilot, lambda: "left out of 1: the articles' texts" in outlook(app))
        assert app.screen.query_one(Input).value.endswith("postil-export.csv")
        box = app.screen.query_one(".dialog--box").region
        assert box.bottom <= size[1] and box.right <= size[0]
        assert list(tmp_path.glob("*")) == [tmp_path / "library"]
        await press(pilot, "esc")
        assert isinstance(app.screen, ListingScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_that_a_format_leaves_out_can_be_read_beforehand(
    tagged: str, opened: Opener, size: tuple[int, int]
) -> None:
    assert tagged
    async with opened(size=size) as (pilot, app):
        await press(pilot, "E tab")
        await choose(pilot, app, "conll")
        await until(pilot, lambda: "left out of 1: notes" in outlook(app))
        shown = outlook(app).count("left out of")
        assert ("f3 shows all" in outlook(app)) == (size[1] == 24)
        await press(pilot, "f3")
        counts = await paragraphs(pilot, app)
        assert sum("record" in line for line in counts) >= max(shown, 5)
        await press(pilot, "esc")
        assert isinstance(app.screen, Export)
        box = app.screen.query_one(".dialog--box").region
        assert box.bottom <= size[1]


async def test_filters_and_redaction_hold_for_what_is_written(
    tagged: str, opened: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "out.jsonl"
    async with opened(tagged) as (pilot, app):
        await press(pilot, "E")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "tab")
        await choose(pilot, app, "jsonl")
        await press(pilot, "tab right tab text:c tab right")
        screen = app.screen
        assert isinstance(screen, Export)
        assert screen.choice.here
        assert (screen.choice.kind, screen.choice.redact) == ("claim", "names")
        await until(pilot, lambda: "1 annotation " in outlook(app))
        await press(pilot, "ctrl+s")
        await until(pilot, file.exists)
        await until(pilot, lambda: not isinstance(app.screen, Export))
    (row,) = map(json.loads, file.read_text().splitlines())
    assert row["kind"] == "claim"
    assert "Source 1" in row["spans"][0]["exact"] or "Source 1" in row["article_title"]


async def test_a_file_that_is_there_is_replaced_only_when_that_is_said(
    tagged: str, opened: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    async with opened() as (pilot, app):
        await press(pilot, "E")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, Export))
        await press(pilot, "esc")
        assert file.read_text() == "old"
        await press(pilot, "E")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        await until(pilot, lambda: not isinstance(app.screen, Export))
        await press(pilot, "y")
        await until(pilot, lambda: file.read_text() != "old")
    assert tagged in file.read_text()


async def test_an_export_under_way_can_be_ended_and_leaves_nothing(
    tagged: str, opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tagged
    gate = Event()

    def slow(path: Path, pieces: Iterator[bytes]) -> int:
        first = next(pieces)
        gate.wait()
        return write_export(path, chain([first], pieces))

    monkeypatch.setattr("tui.screens.exporting.write_export", slow)
    monkeypatch.chdir(tmp_path)
    async with opened() as (pilot, app):
        await press(pilot, "E enter")
        await until(pilot, lambda: isinstance(app.screen, Working))
        await press(pilot, "esc")
        gate.set()
        await until(pilot, lambda: isinstance(app.screen, ListingScreen))
        await until(pilot, lambda: any("nothing was written" in one for one in said(app)))
        assert not any("Wrote" in one for one in said(app))
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


async def test_an_import_asks_about_what_is_unsure(
    folder: Path, opened: Opener, tmp_path: Path
) -> None:
    with Library(folder, who="ann") as library:
        made = import_bytes(b"No one came. No one saw. Rain fell.", name="rain.txt")[0]
        article = library.add(made).article.id
    items = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:x:{number}",
            "type": "Annotation",
            "target": {
                "source": f"urn:postil:article:{article}",
                "selector": {"type": "TextQuoteSelector", "exact": words},
            },
        }
        for number, words in enumerate(("No one", "A wholly other sentence"))
    ]
    file = tmp_path / "notes.jsonld"
    file.write_text(json.dumps(items))
    async with opened() as (pilot, app):
        await press(pilot, "I")
        app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter")
        told = await paragraphs(pilot, app)
        assert told[:2] == [
            "notes.jsonld",
            "  2 annotations kept aside without a sure place.",
        ]
        await press(pilot, "esc")
        await until(pilot, lambda: isinstance(app.screen, Whereabouts))
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, Paragraphs))
        await press(pilot, "esc")
    with Library(folder) as library:
        (placed,) = library.annotations.all()
        assert placed.exact == "No one"
        assert [one.annotation.exact for one in library.orphans.all()] == [
            "A wholly other sentence"
        ]


def test_the_outlook_on_a_binary_file_shows_none_of_its_bytes(folder: Path) -> None:
    pytest.importorskip("spacy")
    with Library(folder, who="ann") as library:
        library.add(import_bytes(b"The wall was raised in spring.", name="wall.txt")[0])
        whole = Choice(format="docbin", path="x.spacy")
        assert exporting.outlook(library, (), whole).lines == ("a binary file",)


async def test_annotations_of_an_earlier_version_are_carried_over(
    folder: Path, opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        ids = []
        for text in (b"The wall was raised in spring. No one came.", b"Rain. The wall was raised."):
            ids.append(library.add(import_bytes(text, name="wall.txt")[0]).article.id)
        library.store(library.draft(ids[0], "quote", [(0, 19)]))
    async with opened(ids[1]) as (pilot, app):
        await press(pilot, "ctrl+p text:carry enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.is_running)
        await press(pilot, "y")
        await until(pilot, lambda: app.library.annotations.count(ids[1]) == 1)
        await press(pilot, "u")
        assert app.library.annotations.count(ids[0]) == 1


async def test_what_is_not_sure_is_asked_about_with_both_places_on_a_small_screen(
    folder: Path, opened: Opener
) -> None:
    begin = "It rained in the valley for nine days, and nobody came to the mill.\n\n" * 3
    end = "\n\nThe miller went home at last.\n\nNobody has seen him since then.\n"
    said = "who had seen the storms of four winters, disagreed with every word of it"
    old = f"{begin}The harbour master, {said}.{end}"
    new = f"{begin}The harbour master, who has seen such storms: not a word of it is true.{end}"
    with Library(folder, who="ann") as library:
        ids = []
        for text in (old, new):
            made = import_bytes(text.encode(), name="mill.txt")[0]
            ids.append(library.add(made).article.id)
        for words in (said, "The miller went home at last"):
            at = old.index(words)
            library.store(library.draft(ids[0], "quote", [(at, at + len(words))]))
    async with opened(ids[1], size=(80, 24)) as (pilot, app):
        await press(pilot, "ctrl+p text:carry enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm) and app.screen.is_running)
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, Whereabouts) and app.screen.is_running)
        texts = list(app.screen.query(Static))
        shown = " ".join(str(text.render()) for text in texts)
        assert said in shown
        assert "not a word of it" in shown
        await until(pilot, lambda: app.screen.query_one("VerticalScroll").size.height > 0)
        assert app.screen.query_one("VerticalScroll").max_scroll_y == 0
        await press(pilot, "n")
        await until(pilot, lambda: app.library.annotations.count(ids[1]) == 1)
        assert app.library.annotations.count(ids[0]) == 1
        await press(pilot, "u")
        assert app.library.annotations.count(ids[0]) == 2
