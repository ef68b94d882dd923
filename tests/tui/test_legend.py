"""The letters and colours by which annotations and suggestions are marked."""

from __future__ import annotations

from msgspec.structs import replace

from store.defaults import DEFAULT_CODEBOOK
from store.model import Annotation, AttributeValue, Code, Span
from store.suggest.base import Suggestion
from tui.screens.reading.legend import Legend

TEXT = "Nobody saw the second boat leave."
CODES = (Code(name="risk", colour="red"), Code(name="flood", parent="risk"), Code(name="plain"))
LEGEND = Legend(replace(DEFAULT_CODEBOOK, codes=CODES))


def tagged(kind: str, *codes: str, **attributes: AttributeValue) -> Annotation:
    return Annotation(
        id="1",
        article="a",
        kind=kind,
        spans=(Span.of(TEXT, 0, 6), Span.of(TEXT, 15, 26)),
        codes=codes,
        attributes=dict(attributes),
        creator="wren",
        created="",
        modified="",
    )


def test_every_stretch_of_an_annotation_has_a_mark_of_its_kind() -> None:
    marks = LEGEND.marks(tagged("quote"))
    assert [(m.start, m.end, m.letter, m.colour) for m in marks] == [
        (0, 6, "Q", "blue"),
        (15, 26, "Q", "blue"),
    ]


def test_the_first_code_with_a_colour_of_its_own_or_its_parents_gives_the_marks_colour() -> None:
    assert {mark.colour for mark in LEGEND.marks(tagged("quote", "plain", "flood"))} == {"red"}
    assert {mark.colour for mark in LEGEND.marks(tagged("quote", "plain"))} == {"blue"}


def test_a_kind_that_the_codebook_lost_is_marked_all_the_same() -> None:
    assert {(m.letter, m.colour) for m in LEGEND.marks(tagged("hearsay"))} == {("?", "")}


def test_a_disputed_claim_is_told_from_others() -> None:
    assert all(mark.disputed for mark in LEGEND.marks(tagged("claim", status="disputed")))
    assert not any(mark.disputed for mark in LEGEND.marks(tagged("claim", status="verified")))


def test_a_suggestion_is_dotted_and_a_name_has_no_rail() -> None:
    found = Suggestion(kind="entity", start=0, end=6, score=0.9, origin="rule:names/1")
    mark = LEGEND.dotted(found)
    assert mark is not None
    assert (mark.suggested, mark.railed, mark.letter) == (True, False, "E")
    assert LEGEND.dotted(replace(found, kind="hearsay")) is None
