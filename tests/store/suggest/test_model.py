"""What a language model adds, with a stand-in for the model: its own spans and parses are given."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from store.suggest.model import Model, ModelError, load
from store.suggest.registry import prepared, suggest

TEXT = (
    "The valley was flooded and the people of the valley left. Harwick, too, stayed, as did the "
    "mayor of Oule. “Nobody has come to help us at all,” was what the old ferryman then said."
)


@dataclass
class Stub:
    """Gives the entities of a list that it finds in a passage; words are parsed as told."""

    names: dict[str, str]
    subjects: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def pipe(self, pieces: Iterable[str]) -> Iterator[Any]:
        for piece in pieces:
            self.read.append(piece)
            yield Parsed(piece, self)


class Parsed:
    """A passage as the model hands it back: its text, entities and words."""

    def __init__(self, text: str, stub: Stub) -> None:
        self.text = text
        self.ents = [
            SimpleNamespace(label_=label, start_char=at, end_char=at + len(name))
            for name, label in stub.names.items()
            if (at := text.find(name)) >= 0
        ]
        self._tokens = []
        for verb, subject in stub.subjects.items():
            if (at := text.find(verb)) >= 0:
                words = SimpleNamespace(idx=text.find(subject), i=0, text=subject)
                words.subtree = [words]
                words.dep_ = "nsubj"
                self._tokens.append(SimpleNamespace(idx=at, i=1, children=[words], text=verb))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._tokens)


def names(text: str, stub: Stub) -> dict[str, tuple[str, str]]:
    """Each suggested name with its type and origin."""
    found = suggest(text, (), kinds={"entity"}, suggesters=prepared(model=Model(stub, "model:x/1")))
    assert found.problems == ()
    return {
        text[one.start : one.end]: (str(one.attributes["type"]), one.origin)
        for one in found.suggestions
    }


def test_the_model_adds_names_that_the_rules_do_not_see() -> None:
    assert "Harwick" not in names(TEXT, Stub({}))
    assert names(TEXT, Stub({"Harwick": "PERSON"}))["Harwick"] == ("person", "model:x/1")


def test_what_the_rules_are_sure_of_stays_theirs() -> None:
    text = "The Lake Water Commission (LWC) met in Uganda on 3 May 2021 with nobody there."
    stub = Stub({"LWC": "PERSON", "Uganda": "ORG", "May": "PERSON", "Water Commission": "ORG"})
    found = names(text, stub)
    assert found["LWC"] == ("organization", "rule:names/4")
    assert found["Uganda"][0] == "place"
    assert found["3 May 2021"][0] == "date"
    assert found["Lake Water Commission"][0] == "organization"
    assert not {"May", "Water Commission"} & found.keys()


def test_a_span_of_the_model_is_cut_where_names_end() -> None:
    text = "It was signed there by Ines Quill - Analyst, and sent to Oule and Harwick, they say."
    found = names(text, Stub({"Ines Quill - Analyst": "PERSON", "Oule and Harwick": "GPE"}))
    assert {"Ines Quill", "Oule", "Harwick"} <= found.keys()


@pytest.mark.parametrize(
    ("title", "words"),
    [("Dr. Ida Holm", "Ida Holm"), ("Ms Holm", "Ms Holm"), ("General Holm", "Holm")],
)
def test_a_title_is_told_apart_as_by_the_rules(title: str, words: str) -> None:
    text = f"It was there that they met {title} of the valley, they say."
    assert names(text, Stub({title: "PERSON"})).keys() == names(text, Stub({})).keys() == {words}


def test_a_name_that_the_rules_see_twice_stands_without_the_model() -> None:
    text = "They went on to Quellmark by boat. Nobody at all was glad that Quellmark had to close."
    assert "Quellmark" in names(text, Stub({}))
    assert "Quellmark" not in names("Nobody was glad that Quellmark had to close.", Stub({}))


def test_a_word_that_is_mostly_written_small_is_no_name_of_the_model() -> None:
    text = "The marsh is wide and the marsh is deep, and it was on the Marsh that they met."
    assert names(text, Stub({"Marsh": "GPE"})) == {}


def test_small_letters_are_a_name_only_in_a_careless_text() -> None:
    stub = Stub({"lowgate": "GPE"})
    assert names("It was in lowgate that they met in the end.", stub) == {}
    assert "lowgate" in names("it was in lowgate that i met them in the end", stub)


def test_the_model_does_not_join_a_person_with_a_house() -> None:
    text = "Nobody asked Ida Holm for Lowgate Agency papers in the end."
    found = names(text, Stub({"Ida Holm for Lowgate Agency": "ORG"}))
    assert {"Ida Holm", "Lowgate Agency"} <= found.keys()


@pytest.mark.parametrize(
    ("span", "label", "left"),
    [
        ("Ida Holm 75", "PERSON", "Ida Holm"),
        ("Lowgate Rovers 4-0", "ORG", "Lowgate Rovers"),
        ("Studio 9", "ORG", "Studio 9"),
        ("Oule province", "GPE", "Oule"),
        ("Australian Adam Brook", "ORG", "Adam Brook"),
    ],
)
def test_a_span_of_the_model_ends_where_its_name_does(span: str, label: str, left: str) -> None:
    text = f"It was then that the people of the town saw {span} in the end."
    assert [words for words in names(text, Stub({span: label})) if words in span] == [left]


def test_a_line_in_capitals_is_left_to_the_rules() -> None:
    text = "NOBODY SAW OULE FERRIES LEAVE\n\nIt was in Oule that they met in the end, all of them."
    found = names(text, Stub({"OULE FERRIES LEAVE": "ORG"}))
    assert found == {"OULE": ("place", "rule:names/4"), "Oule": ("place", "rule:names/4")}


def test_a_type_that_the_rules_guess_is_the_model_s() -> None:
    text = "Nobody at all was glad that Quellmark had to close. They all knew Quellmark by then."
    assert names(text, Stub({}))["Quellmark"][0] == "person"
    assert names(text, Stub({"Quellmark": "GPE"}))["Quellmark"][0] == "place"


def test_a_given_name_is_a_person_s_whatever_the_model_sees() -> None:
    text = "Nobody at all was glad that they saw Wendy in the harbour of the town."
    assert names(text, Stub({"Wendy": "ORG"}))["Wendy"][0] == "person"


def test_a_thing_stays_one_whatever_the_model_sees() -> None:
    text = "Nobody at all was glad that they sank the ferry Harwick in the harbour of the town."
    assert names(text, Stub({"Harwick": "PERSON"}))["Harwick"][0] == "other"


@pytest.mark.parametrize(
    ("span", "parts"),
    [
        ("Anna Brook and Bo Okello", ["Anna Brook", "Bo Okello"]),
        ("Oule Mills, Lowgate Mills", ["Oule Mills", "Lowgate Mills"]),
        ("Lowgate Institute’s Centre for Sand", ["Lowgate Institute", "Centre for Sand"]),
        ("Old Sand and Oule Museum", ["Old Sand and Oule Museum"]),
    ],
)
def test_a_span_of_the_model_that_joins_names_of_the_rules_is_parted(
    span: str, parts: list[str]
) -> None:
    text = f"It was then that the people of the town saw {span} in the end."
    assert [words for words in names(text, Stub({span: "ORG"})) if words in span] == parts


def test_a_speaker_that_the_rules_miss_is_the_subject_of_the_cue() -> None:
    text = "“Nobody has come to help us at all,” it was then that said the ferryman Bo Okello."
    stub = Stub({}, {"said": "Bo Okello"})
    suggesters = prepared(model=Model(stub, "model:x/1"))
    found = suggest(text, (), kinds={"quote"}, suggesters=suggesters).suggestions
    assert [one.attributes["speaker"] for one in found] == ["Bo Okello"]


def test_other_languages_than_english_are_left_to_the_rules() -> None:
    stub = Stub({"Weber": "PERSON"})
    text = "Der Brunnen ist seit dem Sommer leer, und die Bauern warten auf den Regen."
    names(text, stub)
    assert stub.read == []


def test_a_text_is_read_once_for_names_and_quotations() -> None:
    stub = Stub({"Harwick": "PERSON"})
    suggest(TEXT, (), suggesters=prepared(model=Model(stub, "model:x/1")))
    assert stub.read == [TEXT]


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match=r"pip install 'postil\[nlp\]'"):
        load()


def test_a_model_that_will_not_load_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("its files are from another version")

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=refuse))
    with pytest.raises(ModelError, match="from another version"):
        load()
