"""Names that are whole: what joins them, what is told apart from them, what takes them up again."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.suggest.gazetteer import Gazetteer
from store.suggest.names import names
from store.suggest.persons import person


def found(text: str) -> list[str]:
    return [text[name.start : name.end] for name in names(text, ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Al Amin in the town.", ["Al Amin"]),
        ("We met them in Des Lunes and in the hills.", ["Des Lunes"]),
        ("We met Will Okoro and Per Lindqvist there.", ["Will Okoro", "Per Lindqvist"]),
        ("The captain Dean Okoro left.", ["Dean Okoro"]),
        ("The captain Dean Ana Okoro left.", ["Ana Okoro"]),
        ("We met Christian Okoro there.", ["Christian Okoro"]),
        ("We met Adam Hill there.", ["Adam Hill"]),
        ("We met Ida Jean King there.", ["Ida Jean King"]),
        ("We met Tep Sen there.", ["Tep Sen"]),
        ("We met Susan M. Okoro there.", ["Susan M. Okoro"]),
        ("We met Ida d’Orle there.", ["Ida d’Orle"]),
        ("We met Queen Ida I there.", ["Ida I"]),
        ("We met Ida Okoro Jr. there.", ["Ida Okoro Jr."]),
        ("We heard of al-Farsi there.", ["al-Farsi"]),
    ],
)
def test_a_person_s_name_is_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They sued Harwick & Lomas Co there.", ["Harwick & Lomas Co"]),
        ("They sued Ida H. Okoro & Sons there.", ["Ida H. Okoro & Sons"]),
        ("They sued Gordon & Quell there.", ["Gordon & Quell"]),
        ("They sued the Oule Film and Music Archive.", ["Oule Film and Music Archive"]),
        ("They saw the Quell Bank and Oule Museum.", ["Quell Bank", "Oule Museum"]),
        ("We met Ida Okoro & Ana Sesay there.", ["Ida Okoro", "Ana Sesay"]),
        ("They sued Harwick Mills Inc. there.", ["Harwick Mills Inc."]),
        ("They sued Harwick Mills Inc of Oule there.", ["Harwick Mills Inc", "Oule"]),
        ("They sued the Ferry Miners’ Federation there.", ["Ferry Miners’ Federation"]),
        ("They saw the Miners’ boats there.", ["Miners"]),
        ("They ran for One Lowland there.", ["One Lowland"]),
        ("They are in the Ferry Hall of Fame now.", ["Ferry Hall of Fame"]),
        ("They flew from the Quell Space Center on QX-12 then.", ["Quell Space Center", "QX-12"]),
        ("They asked Quell Fane MPs there.", ["Quell Fane"]),
        ("They wore an OULE T-shirt there.", ["OULE"]),
        ("They met at the G7 summit again.", ["G7"]),
    ],
)
def test_a_house_s_name_is_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They live in St Oule now.", ["St Oule"]),
        ("They live in St. Oule now.", ["St. Oule"]),
        ("They live in Bosnia and Herzegovina now.", ["Bosnia and Herzegovina"]),
        ("They live on the French Riviera now.", ["French Riviera"]),
        ("They saw the July Harwick figures.", ["Harwick"]),
        ("The Danish-Kenyan talks failed.", []),
    ],
)
def test_a_place_s_name_is_whole(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_what_somebody_is_ends_before_the_name_that_opens_a_sentence() -> None:
    assert found("Goalkeeper Ana Lomas left.") == ["Ana Lomas"]
    assert found("Cheerful Australian Adam Hill left.") == ["Adam Hill"]


@pytest.mark.parametrize("surname", ["Hill", "King", "Li", "Ng"])
def test_a_surname_that_is_a_word_or_short_takes_its_person_up(surname: str) -> None:
    text = f"We met Adam {surname} there. Nobody knew that {surname} was ill. Then {surname} left."
    assert [name.canonical for name in names(text, ())] == [f"Adam {surname}"] * 3


@pytest.mark.parametrize(
    "behind", ["The Hill is far.", "They saw the Hill.", "Amber Hill is far.", "Hill of Stones."]
)
def test_another_name_with_that_word_is_not_taken_for_the_person(behind: str) -> None:
    text = f"We met Adam Hill there. {behind}"
    assert [name.start for name in names(text, ()) if name.canonical == "Adam Hill"] == [7]


def test_an_ordinary_word_that_opens_a_sentence_is_no_surname() -> None:
    text = "We met Adam Hill on that hill. Hill farms were few. Nobody asked Hill of it."
    assert found(text) == ["Adam Hill", "Hill"]
    assert names(text, ())[-1].start == text.rindex("Hill")


def in_blocks(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.type) for n in names(text, segment(text))]


def test_a_headline_in_capitals_holds_the_names_that_the_text_has_elsewhere() -> None:
    text = (
        "FERRIES - OKORO LEAVES HARWICK MILLS IN KENYA AFTER STORM\n\n"
        "The ferries stood still when Ida Okoro left the Harwick Mills Company for good.\n\n"
        "Nobody had seen Okoro at the gates of Harwick Mills again, and the storm went on."
    )
    assert in_blocks(text)[:3] == [
        ("OKORO", "person"),
        ("HARWICK MILLS", "person"),
        ("KENYA", "place"),
    ]


def test_a_headline_in_capitals_holds_no_surname_that_is_a_word_of_the_text() -> None:
    text = (
        "FERRIES - NOBODY ON THE HILL AFTER STORM IN OULE\n\n"
        "The ferries stood still when Adam Hill left the hill above the town of Oule for good."
    )
    assert [words for words, _ in in_blocks(text)] == ["OULE", "Adam Hill", "Oule"]


def test_a_headline_in_capitals_holds_what_the_library_knows() -> None:
    text = (
        "FERRIES - QRSV LEAVES THE HARBOUR AFTER STORM\n\n"
        "The ferries stood still for a day, and nobody knew when they would sail again."
    )
    known = Gazetteer([("QRSV", "organization", "Quell River Service")])
    assert [name.canonical for name in names(text, segment(text), known)] == ["Quell River Service"]


@pytest.mark.parametrize(
    "line",
    [
        "PORT OULE, Kenya — The ferries stood still",
        "PORT OULE (Lowland Press) - The ferries stood still",
        "PORT OULE, Kenya (Press) -- The ferries stood still",
        "PORT OULE – The ferries stood still",
    ],
)
def test_a_dateline_names_its_place(line: str) -> None:
    text = f"{line} for a day, and nobody knew when they would sail again in that weather."
    assert (text[:9], "place") in [(text[n.start : n.end], n.type) for n in names(text, ())]


def test_a_heading_in_capitals_before_a_hyphen_is_no_place() -> None:
    assert found("FERRY RATES - The boats stood still for a day, and nobody knew why.") == []


def test_a_shouted_sentence_names_nobody() -> None:
    assert found("GIVE IT TO HIM! That is what they said of it in the end.") == []


def test_a_group_stays_one_where_its_last_word_is_an_idea() -> None:
    text = "The group Quell Passion met there. Nobody has a seat in Quell Passion."
    assert [n.type for n in names(text, ())] == ["organization", "organization"]


@pytest.mark.parametrize("name", ["Dean Okoro", "Per Okoro", "Susan M. Okoro", "Roman Okoro"])
def test_a_speaker_s_name_is_whole_too(name: str) -> None:
    phrase = f"the ferry’s spokesman {name}"
    mention = person(phrase, 0, len(phrase))
    assert mention is not None
    assert mention[2] == name
