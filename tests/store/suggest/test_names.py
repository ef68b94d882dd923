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
