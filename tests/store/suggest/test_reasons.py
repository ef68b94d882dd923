"""Every suggestion says in a sentence what its rule went by."""

import pytest

from store.importers.segment import segment
from store.suggest.base import Suggestion
from store.suggest.gazetteer import Gazetteer
from store.suggest.reasons import reason
from store.suggest.registry import prepared, suggest

TEXT = (
    "Wall raised at last\n\n"
    "The Lake Water Commission (LWC) met in Uganda on 3 May 2021 with Dr. Ida Holm and Bo Okello. "
    "“The wall will hold for a hundred years,” said Ida Holm. “Nobody need fear the water.” "
    "The ministry said that the gates would be closed by the summer. "
    "The wall cost 9 million dollars in 2019, more than twice what was promised in 2015.\n\n"
    "1 Comment\n\n"
    "1. That is not true, the wall cost far more than what was promised."
)


def told(words: str, kind: str, known: Gazetteer | None = None) -> str:
    suggesters = prepared() if known is None else prepared(known)
    found = suggest(TEXT, segment(TEXT), suggesters=suggesters).suggestions
    start = TEXT.index(words)
    one = next(one for one in found if one.kind == kind and one.start == start)
    return reason(TEXT, one)


@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        ("“The wall will hold", "quote", "with “said” beside them"),
        ("“Nobody need", "quote", "whoever spoke or was named last goes on"),
        ("the gates would", "quote", "Reported without quotation marks; “said”"),
        ("Lake Water", "entity", "the head of such names: organization"),
        ("LWC", "entity", "A short form of “Lake Water Commission”"),
        ("Uganda", "entity", "list of countries"),
        ("3 May", "entity", "Written like a date"),
        ("Ida Holm and Bo", "entity", "“Dr.” stands before a name"),
        ("Bo Okello", "entity", "in a place where names stand; read as: person"),
        ("The wall cost", "claim", "a figure, a quantity, a comparison"),
        ("That is not", "claim", "doubts, denies or accuses: “not true”"),
        ("That is not", "claim", "it answers “The wall cost 9 million"),
    ],
)
def test_a_reason_names_what_the_rule_went_by(words: str, kind: str, why: str) -> None:
    assert why in told(words, kind)


def test_a_name_of_the_library_says_so() -> None:
    known = Gazetteer([("Bo Okello", "person", "Bo Okello")])
    assert told("Bo Okello", "entity", known) == (
        "The library has an entity or a code of this name."
    )


def test_what_a_model_sees_says_so() -> None:
    seen = Suggestion(
        kind="entity",
        start=0,
        end=4,
        origin="model:x/1",
        attributes={"type": "place", "name": "Wall"},
    )
    assert reason(TEXT, seen) == "A language model takes it for: place."
