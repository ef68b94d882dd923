"""Codes by key, digit and typing; other kinds; who is asked for: keys in, stored facts out."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.library import Library
from store.model import Code
from store.recoding.codes import add_code
from store.search import Matcher
from tests.tui.conftest import Opener, press, reading, stored
from tui.dialogs.pick import NO_FIT, Pick, fit
from tui.widgets.rows import RowList
from tui.words import described


@pytest.fixture
def coded(folder: Path, news: str) -> str:
    """A codebook: shelter with the key s, law with the key w, and fishing without one."""
    with Library(folder, who="ann") as library:
        for code in (
            Code(name="fishing"),
            Code(name="shelter", key="s"),
            Code(name="law", key="w"),
        ):
            library.coding.recode(add_code(code))
    return news


async def test_a_code_is_given_by_its_own_key_in_two(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, app):
        await press(pilot, "] q q t w")
        assert reading(app)
    (quote,) = stored(folder, coded)
    assert quote.codes == ("law",)


async def test_digits_give_the_codes_given_last_also_in_the_next_article(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    first, second = all_samples["01-news-dump.txt"], all_samples["03-quotation-marks.txt"]
    async with opened(first) as (pilot, app):
        await press(pilot, "] q q t text:one enter ] q q t text:two enter ] q q t 2")
        assert [a.codes for a in reading(app).annotations] == [("one",), ("two",), ("one",)]
        app.read(second, instead=True)
        await press(pilot, "] q q t 1 t 2")
    (quote,) = stored(folder, second)
    assert quote.codes == ("one", "two")


async def test_a_blank_begins_a_name_whose_first_letter_is_a_key(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, _):
        await press(pilot, "] q q t space text:safety enter")
    (quote,) = stored(folder, coded)
    assert quote.codes == ("safety",)


async def test_typing_finds_a_code_by_its_beginning_before_those_that_only_hold_it(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, _):
        await press(pilot, "] q q t text:fi enter t space text:sh enter")
    (quote,) = stored(folder, coded)
    assert quote.codes == ("fishing", "shelter")


def test_what_was_typed_fits_by_beginning_word_part_hint_and_letters_in_order() -> None:
    ranks = [
        fit("sh", Matcher("sh"), *option)
        for option in (
            ("shelter", ""),
            ("night shelter", ""),
            ("fishing", ""),
            ("boats", "on shore"),
            ("south", ""),
            ("law", ""),
        )
    ]
    assert ranks == [0, 1, 2, 3, 4, NO_FIT]


async def test_the_next_is_tagged_with_the_code_the_last_was_given(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, _):
        await press(pilot, "] q q t w ] q .")
    assert [quote.codes for quote in stored(folder, coded)] == [("law",), ("law",)]


async def test_another_kind_keeps_id_note_codes_and_links(
    folder: Path, coded: str, opened: Opener
) -> None:
    async with opened(coded) as (pilot, app):
        await press(pilot, "] q q t w m text:why ctrl+s ] q q L enter enter 2 [ a T c")
        assert reading(app).current() is not None
        kinds = [a.kind for a in reading(app).annotations]
        assert kinds == ["claim", "quote"]
        (before, _) = stored(folder, coded)
        await press(pilot, "T d u")
    claim, quote = stored(folder, coded)
    assert claim == before
    assert (claim.kind, claim.note, claim.codes) == ("claim", "why", ("law",))
    assert claim.attributes["claimant"] == "Dr. Irena Mavrell"
    assert [link.to for link in quote.links] == [claim.id]


async def test_a_quote_whose_speaker_cant_be_guessed_asks_for_one(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news) as (pilot, app):
        await press(pilot, "/ text:apart enter q")
        assert isinstance(app.screen, Pick)
        await press(pilot, "text:Ekel enter")
        assert reading(app)
    (quote,) = stored(folder, news)
    assert quote.attributes["speaker"] == "Tomas Ekeland"


async def test_a_speaker_is_not_asked_for_where_that_is_set_off_nor_where_it_is_guessed(
    folder: Path, news: str, opened: Opener
) -> None:
    async with opened(news, settings="ask_speaker = false") as (pilot, app):
        await press(pilot, "/ text:apart enter q")
        assert reading(app)
    async with opened(news) as (pilot, app):
        await press(pilot, "] q q")
        assert reading(app)
    assert [quote.attributes.get("speaker") for quote in stored(folder, news)] == [
        "Dr. Irena Mavrell",
        None,
    ]


async def test_speakers_come_from_the_guess_then_this_article_then_the_library(
    folder: Path, all_samples: dict[str, str], opened: Opener
) -> None:
    here, there = all_samples["01-news-dump.txt"], all_samples["02-nested-comments.html"]
    with Library(folder, who="ann") as library:
        person = {"type": "person", "name": "Far Away"}
        library.store(library.draft(there, "entity", [(0, 3)], attributes=person))
        place = {"type": "place", "name": "Port Ansel"}
        library.store(library.draft(here, "entity", [(135, 145)], attributes=place))
        tagged = {"type": "organization", "name": "The League"}
        library.store(library.draft(here, "entity", [(222, 226)], attributes=tagged))
    async with opened(here) as (pilot, app):
        await reading(app).kit.suggesting.ready.wait()
        await press(pilot, "] q q s")
        assert isinstance(app.screen, Pick)
        offered = app.screen.query_one(RowList).keys
    assert offered[:2] == ("Dr. Irena Mavrell", "The League")
    assert "Tomas Ekeland" in offered
    assert offered[-1] == "Far Away"
    assert "Port Ansel" not in offered


@pytest.mark.parametrize("typed", ["Law", "LAW", "Fish", "sHE"])
async def test_a_name_typed_in_another_case_finds_the_code_before_making_one(
    folder: Path, coded: str, opened: Opener, typed: str
) -> None:
    async with opened(coded) as (pilot, _):
        await press(pilot, f"] q q t space text:{typed} enter")
    (quote,) = stored(folder, coded)
    assert quote.codes in (("law",), ("fishing",), ("shelter",))
    with Library(folder) as library:
        assert len(library.codebook.codes) == 3


async def test_the_name_that_is_typed_goes_before_those_that_begin_with_it(
    folder: Path, coded: str, opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        library.coding.recode(add_code(Code(name="law and order")))
        library.coding.recode(add_code(Code(name="Law")))
    async with opened(coded) as (pilot, _):
        await press(pilot, "] q q t space text:Law enter")
    (quote,) = stored(folder, coded)
    assert quote.codes == ("Law",)


async def test_a_mark_has_the_colour_of_its_code_or_of_the_code_above(
    folder: Path, coded: str, opened: Opener
) -> None:
    with Library(folder, who="ann") as library:
        library.coding.recode(add_code(Code(name="rights", colour="#aa5500")))
        library.coding.recode(add_code(Code(name="asylum", parent="rights")))
        kind = library.codebook.kind("quote").colour
        plain = library.store(library.draft(coded, "quote", [(0, 5)]))
        coloured = library.store(library.draft(coded, "quote", [(6, 9)], codes=["law", "asylum"]))
    async with opened(coded) as (_, app):
        colours = {
            mark.id: mark.colour for mark in reading(app).kit.showing.marks() if not mark.suggested
        }
        assert colours == {plain.id: kind, coloured.id: "#aa5500"}


def test_a_long_role_leaves_room_for_codes_and_note_in_the_bar(folder: Path, news: str) -> None:
    role = "Deputy Minister of Labour and of Social Protection of the Western Provinces"
    attributes = {"speaker": "Ann Lee", "role": role}
    with Library(folder, who="ann") as library:
        quote = library.draft(news, "quote", [(0, 5)], attributes=attributes)
    assert described(quote) == f"Quote · Ann Lee, {role}"
    full = replace(quote, codes=("law",), note="seen")
    assert described(full) == "Quote · Ann Lee, Deputy Minister… · law · note: seen"
