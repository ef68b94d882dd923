"""Names: their spans, types and canonical forms."""

import pytest

from store.suggest.acronyms import acronyms
from store.suggest.names import NameSuggester, names


def found(text: str) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], n.type) for n in names(text, ())]


@pytest.mark.parametrize(
    ("text", "exact", "kind"),
    [
        ("We met Amara Diop there.", "Amara Diop", "person"),
        ("We met Dr. Amara Diop there.", "Amara Diop", "person"),
        ("We met Professor Diop there.", "Professor Diop", "person"),
        ("We met General Amara Diop there.", "Amara Diop", "person"),
        ("We met Emperor Diop there.", "Diop", "person"),
        ("We met Jan van den Berg there.", "Jan van den Berg", "person"),
        ("We met Omar al-Farsi there.", "Omar al-Farsi", "person"),
        ("We met J. R. Okello there.", "J. R. Okello", "person"),
        ("We met Anne-Marie O’Neill there.", "Anne-Marie O’Neill", "person"),
        ("We met Minister Okello there.", "Okello", "person"),
        ("They sued the Ministry of Water today.", "Ministry of Water", "organization"),
        ("They sued the Clear Wells Agency today.", "Clear Wells Agency", "organization"),
        ("They study at the University of Lund.", "University of Lund", "organization"),
        ("They flew to Uganda yesterday.", "Uganda", "place"),
        ("They live in Kisumu now.", "Kisumu", "place"),
        ("They live in New Zealand now.", "New Zealand", "place"),
        ("They broke the Clean Water Act 2019 twice.", "Clean Water Act 2019", "law"),
        ("They met at the Lake Water Forum again.", "Lake Water Forum", "event"),
        ("It began on 28 August 2018 at noon.", "28 August 2018", "date"),
        ("It began in June 2017 at last.", "June 2017", "date"),
        ("It began [28/8/2018] at last.", "28/8/2018", "date"),
        ("It began on March 3, 2020 at last.", "March 3, 2020", "date"),
        ("Es begann am 3. Oktober 1990 in aller Ruhe.", "3. Oktober 1990", "date"),
    ],
)
def test_a_name_is_found_with_its_type(text: str, exact: str, kind: str) -> None:
    assert (exact, kind) in found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She wrote of the First Harbour War twice.", [("First Harbour War", "event")]),
        ("They left Great Britain twice.", [("Great Britain", "place")]),
        ("They flew from Los Angeles at dawn.", [("Los Angeles", "place")]),
        ("They met De Gaulle there.", [("De Gaulle", "person")]),
        (
            "They are members of the People’s Harbour Party.",
            [("People’s Harbour Party", "organization")],
        ),
        (
            "They run the Centre for Control of Marsh Disorders.",
            [("Centre for Control of Marsh Disorders", "organization")],
        ),
        ("They served in the 43rd Regiment then.", [("43rd Regiment", "organization")]),
        ("They read the Lisbon Star there.", [("Lisbon Star", "organization")]),
        ("They read Lowgate.org there.", [("Lowgate.org", "organization")]),
        ("They fasted in Ramadan again.", [("Ramadan", "event")]),
        ("It was a Vienna-based group.", [("Vienna", "place")]),
        ("They sold it for US$ 20 or NZ$ 30.", []),
        ("They saw New Zealanders and a Soviet soldier.", []),
        ("Naturally Peru agreed.", [("Peru", "place")]),
        ("For the Pro-Harbour camp it was a bad day.", []),
    ],
)
def test_a_name_begins_and_ends_where_its_words_do(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They sank the ferry Harwick there.", "other"),
        ("They sued the airline Harwick there.", "organization"),
        ("They closed the Harwick database there.", "other"),
        ("They asked Harwick news agency there.", "organization"),
        ("They flew to the capital Harwick then.", "place"),
    ],
)
def test_a_noun_beside_a_name_tells_what_it_is(text: str, kind: str) -> None:
    assert found(text) == [("Harwick", kind)]


def test_a_thing_stays_one_wherever_it_is_named_again() -> None:
    assert found("They sank the ferry Harwick. Nobody saw how Harwick went down.") == [
        ("Harwick", "other"),
        ("Harwick", "other"),
    ]


def test_a_date_before_a_name_is_no_part_of_it() -> None:
    assert found("Yesterday Halima Odero left.") == [
        ("Yesterday", "date"),
        ("Halima Odero", "person"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Harwick was late.", "Harwick’s boat was late.", "Harwick and Pellmouth were late."],
)
def test_a_lone_word_that_opens_a_sentence_is_a_name_where_it_acts(text: str) -> None:
    assert "Harwick" in [words for words, _ in found(text)]


def test_ideas_and_stuff_that_open_a_sentence_are_no_names() -> None:
    assert found("Literacy was rare. Coffee has a price. Driving was hard. Nobody’s fault.") == []


def test_an_organization_is_taken_up_by_its_head_word() -> None:
    text = (
        "The Lake Water Commission met. Later the Commission left, and the commission is no more."
    )
    assert [(n.start, n.canonical) for n in names(text, ())] == [
        (4, "Lake Water Commission"),
        (text.index("Commission left"), "Lake Water Commission"),
    ]


def test_a_head_word_that_takes_nothing_up_is_no_name() -> None:
    assert found("They heard that the Commission left.") == []


def test_more_of_what_is_named_too_are_no_name() -> None:
    text = "They bought a Quornet. Later they sold the Quornets, but kept that Quornet."
    assert "Quornets" not in [words for words, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gestern hat ihre Kandidatin Sarah Olm die Wahl in der Stadt verloren.",
            ["Gestern", "Sarah Olm"],
        ),
        ("Die Anzahl von Fischen und das Klima der Zone sind nicht bekannt.", []),
        ("Sie kam mit dem Zug aus Lumenau und ist nicht mehr da.", ["Lumenau"]),
        ("Er ist in Bezug auf die Wahl und in Gefahr nicht zu finden.", []),
        ("Die Mehrheit ist klein, und die Häfen Belgiens sind leer.", ["Belgiens"]),
        (
            "Das ist alles, was Kestner weiß. Die Wahl war knapp, und Kestner hat sie verloren.",
            ["Kestner", "Kestner"],
        ),
        ("Das ist ein Hafen, und der Hafen ist leer. Ein Hafen ist nicht das Meer.", []),
        ("Ida von Lumen ist die neue Leiterin, und das ist gut.", ["Ida von Lumen"]),
    ],
)
def test_german_names_are_told_from_nouns(text: str, expected: list[str]) -> None:
    assert [words for words, _ in found(text)] == expected


def test_ordinary_words_that_begin_a_sentence_are_no_names() -> None:
    assert found("Water is scarce. Nobody saw the water. Perhaps it rained. Hopefully not.") == []


@pytest.mark.parametrize("mark", ["’", "'"])
@pytest.mark.parametrize("words", ["I’m", "I’ve", "We’ll", "You’re", "She’d", "Don’t", "Isn’t"])
def test_a_shortened_verb_makes_no_name_of_its_word(words: str, mark: str) -> None:
    assert found(f"They said that {words.replace('’', mark)} come.") == []


def test_an_acronym_takes_its_long_form_s_name_and_type() -> None:
    text = "The Network of River Farmers (NRF) met. Later the NRF left."
    assert [(n.type, n.canonical) for n in names(text, ())] == [
        ("organization", "Network of River Farmers")
    ] * 3


def test_a_surname_takes_the_first_full_name() -> None:
    text = "We met Amara Diop. Later Diop said nothing."
    assert [n.canonical for n in names(text, ())] == ["Amara Diop", "Amara Diop"]


@pytest.mark.parametrize(
    ("text", "long_form"),
    [
        ("the Union of Lake Towns (ULT) met", "Union of Lake Towns"),
        ("the union for clean lakes (UCL) met", "union for clean lakes"),
        ("non-governmental organizations (NGOs) met", "non-governmental organizations"),
        ("nothing that fits here (XQZ) at all", None),
        ("it rained (see above) a lot", None),
    ],
)
def test_acronyms_are_bound_to_long_forms(text: str, long_form: str | None) -> None:
    bound = acronyms(text, 0, len(text))
    assert [text[slice(*b.long)] for b in bound] == ([] if long_form is None else [long_form])


def test_a_suggestion_carries_type_and_name() -> None:
    (suggestion,) = NameSuggester().suggest("We met Amara Diop there.", ())
    assert suggestion.kind == "entity"
    assert suggestion.attributes == {"type": "person", "name": "Amara Diop"}
