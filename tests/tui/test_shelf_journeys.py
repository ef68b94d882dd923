"""Journeys on the article list: filter, order, preview, marks, and what is done to several."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.library import Library
from store.several import set_states
from tests.tui.conftest import Opener, press, until
from tui.dialogs.pick import Pick
from tui.screens.listing import ListingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.corpus import CorpusBar
from tui.widgets.preview import Preview
from tui.widgets.rows import RowList


def listing(screen: object) -> ListingScreen:
    assert isinstance(screen, ListingScreen)
    return screen


def titles(screen: object) -> list[str]:
    return [row.cells[1] for row in listing(screen).rows.rows]


@pytest.fixture
def tagged(folder: Path, all_samples: dict[str, str]) -> dict[str, str]:
    """The samples, the news tagged with a disputed claim and a code, two others done."""
    names = list(all_samples)
    with Library(folder, who="bo") as library:
        news = all_samples["01-news-dump.txt"]
        disputed = {"status": "disputed"}
        library.store(library.draft(news, "claim", [(0, 9)], attributes=disputed, codes=["risk"]))
        set_states(library, [all_samples[names[3]], all_samples[names[4]]], "done")
    return all_samples


async def test_conditions_words_and_texts_narrow_the_list(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        for line, count in (("has:disputed", 1), ("state:done", 2), ("by:bo", 1), ("code:risk", 1)):
            await press(pilot, f"/ text:{line} enter")
            assert len(titles(app.screen)) == count, line
            await press(pilot, "esc")
        assert len(titles(app.screen)) == len(tagged)
        await press(pilot, "/ text:recruiters")  # no title has it
        await listing(app.screen).searched.wait()
        with Library(app.library.folder) as library:
            articles = library.articles
            having = [a.title for a in articles.all() if "recruiters" in articles.text(a.id)]
        assert titles(app.screen) == having
        assert 0 < len(having) < len(tagged)


async def test_while_a_text_is_not_searched_yet_nothing_vanishes_from_the_list(
    all_samples: dict[str, str], opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (pilot, app):
        screen = listing(app.screen)
        with monkeypatch.context() as patch:
            patch.setattr(screen, "_search", lambda *_: None)
            await press(pilot, "/ text:recruiters")
            assert len(titles(screen)) == len(all_samples)
            assert not screen.searched.is_set()


async def test_a_wrong_condition_is_explained_and_the_list_stays(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "/ text:state:done space text:stat:x")
        screen = listing(app.screen)
        assert "There is no stat:" in screen.filter.hint
        assert len(titles(screen)) == 2


async def test_tab_completes_a_condition_and_the_hint_says_what_there_is(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(120, 24)) as (pilot, app):
        screen = listing(app.screen)
        await press(pilot, "/")
        assert "state:" in screen.filter.hint and "has:" in screen.filter.hint
        await screen.workers.wait_for_complete()
        await press(pilot, "text:st tab")
        assert screen.filter.line == "state:"
        assert "done 2" in screen.filter.hint
        await press(pilot, "text:d tab enter")
        assert screen.filter.line == "state:done"
        assert len(titles(screen)) == 2


async def test_every_condition_can_be_had_from_a_menu_without_knowing_the_syntax(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "F")
        while not isinstance(app.screen, Pick):
            await pilot.pause()
        offered = {row.key for row in app.screen.query_one(RowList).rows}
        assert {"state:done", "has:disputed", "code:risk", "by:bo"} <= offered
        assert any(key.startswith("site:") for key in offered)
        assert any(key.startswith("date:") for key in offered)
        await press(pilot, "text:disputed enter")
        assert listing(app.screen).filter.line == "has:disputed"
        assert len(titles(app.screen)) == 1
        await press(pilot, "F")
        while not isinstance(app.screen, Pick):
            await pilot.pause()
        await press(pilot, "text:disputed enter")
        assert len(titles(app.screen)) == len(tagged)


async def test_the_list_sorts_by_every_column_both_ways_and_remembers_it(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(120, 24)) as (pilot, app):
        for column in (1, 2, 3, 4, 5, 6):
            await press(pilot, "s")
            cells = [row.cells[column] for row in listing(app.screen).rows.rows]
            known = [cell for cell in cells if cell]
            keyed = list(map(int, known)) if column > 3 else list(map(str.casefold, known))
            assert keyed == sorted(keyed), column
            if column < 4:  # what has no value comes last, either way
                assert cells[: len(known)] == known
            await press(pilot, "S")
            turned = [c for row in listing(app.screen).rows.rows if (c := row.cells[column])]
            back = list(map(int, turned)) if column > 3 else list(map(str.casefold, turned))
            assert back == sorted(keyed, reverse=True)
            await press(pilot, "S")
        await press(pilot, "s")
        states = [row.cells[0].split()[-1] for row in listing(app.screen).rows.rows]
        assert states == sorted(states, key=["new", "begun", "done"].index)
    async with opened() as (_, app):
        again = [row.cells[0].split()[-1] for row in listing(app.screen).rows.rows]
        assert again == states


async def test_a_click_on_a_columns_title_sorts_by_it(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await pilot.click("#articles", offset=(12, 0))
        await pilot.pause()
        assert titles(app.screen) == sorted(titles(app.screen), key=str.casefold)


async def previewed(app: object, pilot: object, words: str) -> None:
    """Wait until the preview shows *words*."""
    while words not in app.screen.query_one(Preview).words:  # type: ignore[attr-defined]
        await pilot.pause()  # type: ignore[attr-defined]


async def test_the_preview_opens_where_there_is_room_and_is_remembered(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(80, 24)) as (_, app):
        assert not app.screen.has_class("preview-open")
    async with opened(size=(120, 24)) as (pilot, app):
        assert app.screen.has_class("preview-open")
        await previewed(app, pilot, "1 claim")
        await press(pilot, "p")
        assert not app.screen.has_class("preview-open")
    async with opened(size=(120, 24)) as (pilot, app):
        assert not app.screen.has_class("preview-open")
        await press(pilot, "p")
    async with opened(size=(80, 24)) as (pilot, app):
        assert not app.screen.has_class("preview-open")
        await press(pilot, "p / text:recruiters enter")
        await previewed(app, pilot, "recruiters")


async def test_marked_articles_change_state_together_as_one_step(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "space j space")
        bar = app.screen.query_one(StatusBar)
        assert "2 marked" in bar.words
        await press(pilot, "d")
        with Library(folder) as library:
            states = [article.state for article in library.articles.all()]
        assert states.count("begun") == 2 and states[1] == "new"
        await press(pilot, "u")
        with Library(folder) as library:
            assert {article.state for article in library.articles.all()} == {"new"}
        await press(pilot, "esc")
        assert "marked" not in bar.words


async def test_all_listed_are_marked_coded_and_removed_each_as_one_step(
    folder: Path, tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "/ text:has:ann enter * t text:later enter")
        with Library(folder) as library:
            assert [a.codes for a in library.annotations.all()] == [("risk", "later")]
        await press(pilot, "u")
        with Library(folder) as library:
            assert [a.codes for a in library.annotations.all()] == [("risk",)]
        await press(pilot, "esc esc / text:state:done enter * x y")
        assert len(titles(app.screen)) == 0
        await press(pilot, "esc")
        assert len(titles(app.screen)) == len(tagged) - 2
        await press(pilot, "u")
        assert len(titles(app.screen)) == len(tagged)


async def test_only_the_marked_articles_are_exported(
    tmp_path: Path, tagged: dict[str, str], opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened() as (pilot, _):
        await press(pilot, "shift+down E enter")
        await until(pilot, (tmp_path / "postil-export.json").exists)
    exported = json.loads((tmp_path / "postil-export.json").read_text(encoding="utf-8"))
    marked = list(tagged.values())[:2]
    assert {article["id"] for article in exported["articles"]} == set(marked)
    assert len(exported["annotations"]) == 1


async def test_the_progress_of_the_whole_corpus_stands_above_the_list(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(120, 24)) as (pilot, app):
        bar = app.screen.query_one(CorpusBar)
        assert f"2 of {len(tagged)} articles reviewed" in bar.words
        assert "1 annotation" in bar.words
        await press(pilot, "d d")
        assert f"3 of {len(tagged)} articles reviewed" in bar.words
        await press(pilot, "/ text:zzz")  # a filter changes nothing about it
        assert f"3 of {len(tagged)} articles reviewed" in bar.words


async def test_the_next_article_not_done_is_the_next_of_those_listed(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened() as (pilot, app):
        await press(pilot, "j j ] u")
        assert listing(app.screen).rows.key == list(tagged.values())[5]


async def test_the_cursor_comes_back_to_the_article_read_last_also_after_a_restart(
    tagged: dict[str, str], opened: Opener
) -> None:
    ids = list(tagged.values())
    async with opened() as (pilot, app):
        await press(pilot, "j enter ] u")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.article.id == ids[2]
        await press(pilot, "esc")
        assert listing(app.screen).rows.key == ids[2]
        await press(pilot, "j j")
        listing(app.screen).keep_place()  # as leaving does
    async with opened() as (_, app):
        assert listing(app.screen).rows.key == ids[4]


async def test_what_is_remembered_may_be_damaged(
    tagged: dict[str, str], opened: Opener, tmp_path: Path
) -> None:
    state = tmp_path / "state" / "postil" / "screen.json"
    state.parent.mkdir(parents=True)
    for damaged in (b"\xff", b"[]", b'{"order":"nope","backwards":3,"cursors":[],"preview":1}'):
        state.write_bytes(damaged)
        async with opened() as (_, app):
            assert len(titles(app.screen)) == len(tagged)


async def test_a_narrow_list_counts_annotations_before_words(
    tagged: dict[str, str], opened: Opener
) -> None:
    async with opened(size=(60, 24)) as (_, app):
        line = app.screen.query_one(CorpusBar).render_line(0).text
        assert f"2 of {len(tagged)} reviewed · 1 annotation" in line
        assert "words" not in line
