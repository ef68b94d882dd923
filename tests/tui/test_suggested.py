"""Which suggestions are open, and which is meant, without any screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from store.library import Library
from store.model import Annotation, Span
from store.suggest.base import Suggestion
from store.suggest.ranking import keyed
from tui.suggested import Suggested

TEXT = "The ferry to Norhaven was late. “We waited,” said Ilse Brandt. The toll had doubled."


def one(words: str, kind: str = "entity", score: float = 0.9, **attributes: str) -> Suggestion:
    start = TEXT.index(words)
    return Suggestion(
        kind=kind,
        start=start,
        end=start + len(words),
        score=score,
        origin=f"rule:{kind}/1",
        attributes=dict(attributes),
    )


PLACE, QUOTE, PERSON = one("Norhaven"), one("“We waited,”", "quote"), one("Ilse Brandt")
WHOLE = one("“We waited,” said Ilse Brandt.", "quote")


@pytest.fixture
def library(tmp_path: Path) -> Iterable[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def tagged(kind: str, words: str) -> Annotation:
    start = TEXT.index(words)
    span = Span.of(TEXT, start, start + len(words))
    return Annotation(
        id="1", article="a", kind=kind, spans=(span,), creator="wren", created="", modified=""
    )


def opened(
    library: Library,
    *suggestions: Suggestion,
    annotations: Iterable[Annotation] = (),
    rejected: Iterable[tuple[str, int, int]] = (),
) -> Suggested:
    suggested = Suggested()
    suggested.take(keyed(TEXT, suggestions))
    suggested.sift(annotations, frozenset(rejected), library.learning)
    return suggested


def test_what_overlaps_an_annotation_of_its_kind_is_not_open(library: Library) -> None:
    by = tagged("entity", "Brandt")
    assert opened(library, PLACE, PERSON, annotations=[by]).open == (PLACE,)
    of_another_kind = tagged("quote", "Ilse Brandt")
    assert opened(library, PERSON, annotations=[of_another_kind]).open == (PERSON,)


def test_what_was_rejected_at_its_place_is_not_open(library: Library) -> None:
    place = (PLACE.kind, PLACE.start, PLACE.end)
    assert opened(library, PLACE, PERSON, rejected=[place]).open == (PERSON,)


def test_a_plain_sentence_is_a_claim_only_where_it_is_likely_a_disputed_one_sooner(
    library: Library,
) -> None:
    doubtful = one("The toll had doubled.", "claim", 0.5)
    disputed = one("The ferry to Norhaven was late.", "claim", 0.5, status="disputed")
    assert opened(library, disputed, doubtful).open == (disputed,)


def test_the_shortest_over_the_caret_is_meant_unless_one_was_gone_to(library: Library) -> None:
    suggested = opened(library, WHOLE, PERSON)
    caret = PERSON.start + 2
    assert suggested.shortest_at(caret) == PERSON
    suggested.chosen = WHOLE
    assert suggested.chosen_at(caret) == WHOLE
    assert suggested.chosen_at(WHOLE.end) is None


def test_the_next_counts_from_the_one_gone_to_else_from_the_caret(library: Library) -> None:
    suggested = opened(library, PLACE, QUOTE, PERSON)
    assert suggested.beside(0, 1) == PLACE
    assert suggested.beside(PLACE.start, 1) == PLACE
    assert suggested.beside(0, 2) == QUOTE
    suggested.chosen = PLACE
    assert suggested.beside(PLACE.start, 1) == QUOTE
    assert suggested.beside(len(TEXT), -1) == PERSON
    assert suggested.beside(0, -1) is None
    assert suggested.beside(PERSON.start + 1, 1) is None


def test_the_one_gone_to_is_forgotten_once_it_is_tagged(library: Library) -> None:
    suggested = opened(library, PLACE, PERSON)
    suggested.chosen = PLACE
    suggested.sift([tagged("entity", "Norhaven")], frozenset(), library.learning)
    assert suggested.open == (PERSON,)
    assert suggested.chosen_at(PLACE.start) is None


def test_nothing_stays_open_where_nothing_is_found_any_more(library: Library) -> None:
    suggested = opened(library, PLACE)
    suggested.take(())
    assert (suggested.found, suggested.open) == ((), ())


def test_those_in_view_may_be_narrowed_to_a_kind(library: Library) -> None:
    suggested = opened(library, PLACE, QUOTE, PERSON)
    assert suggested.between(0, PERSON.start, None) == [PLACE, QUOTE]
    assert suggested.between(0, len(TEXT), "entity") == [PLACE, PERSON]
