"""What the rules find in texts written for that, counted: news in four languages, and comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from store.importers.segment import segment
from tests.store.suggest.marked_texts import Case, Gold, cases
from tui.cli.labels import INDIRECT, KINDS, labelled

LANGUAGES = ("english", "german", "french", "spanish")
ALL = [case for language in LANGUAGES for case in cases(language)]
Span = dict[str, Any]
NAMES = ("PERSON", "ORG", "LOC", "LAW", "EVENT")


@dataclass
class Count:
    """Hits, and what of both sides there is; what differs is kept to be read."""

    hits: int = 0
    gold: int = 0
    found: int = 0
    differing: list[str] = field(default_factory=list)

    def take(self, case: Case, gold: Iterable[Any], found: Iterable[Any]) -> None:
        """Compare two sets of one text."""
        wanted, got = set(gold), set(found)
        self.hits += len(wanted & got)
        self.gold += len(wanted)
        self.found += len(got)
        for sign, rest in (("-", wanted - got), ("+", got - wanted)):
            self.differing += [f"{sign} {case.id} {each}" for each in sorted(rest, key=str)]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / max(1, self.gold + self.found)

    def told(self) -> str:
        """The figure and all that differs, for a failing test."""
        return "\n".join([f"f1 {self.f1:.3f}", *self.differing])


@cache
def found(case: str) -> tuple[Span, ...]:
    """What `postil suggest --json` would write for a text, reported speech with it."""
    text = next(each.text for each in ALL if each.id == case)
    spans, problems = labelled(text, segment(text), (*KINDS, INDIRECT))
    assert problems == ()
    return tuple(spans)


def of(case: Case, *labels: str) -> list[Span]:
    return [s for s in found(case.id) if s["label"] in labels and s.get("accepted", True)]


def words(case: Case, span: Gold | Span | None) -> str:
    if span is None:
        return ""
    start, end = (span.start, span.end) if isinstance(span, Gold) else (span["start"], span["end"])
    return case.text[start:end] or str(span["text"] if isinstance(span, dict) else "")


def who(case: Case, span: Gold | Span | None) -> str:
    """The last word of a speaker's name: titles and roles before it are no matter here."""
    return words(case, span).split()[-1] if words(case, span) else ""


def places(case: Case, *labels: str) -> list[tuple[int, int, str]]:
    return [(s["start"], s["end"], words(case, s)) for s in of(case, *labels)]


def gold_places(case: Case, *labels: str) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, words(case, s)) for s in case.of(*labels)]


def test_there_are_sixty_texts_and_more_that_cover_every_label() -> None:
    assert len(ALL) >= 60
    assert len({case.id for case in ALL}) == len(ALL)
    labels = {span.label.rstrip("0123456789").split(":")[0] for case in ALL for span in case.spans}
    wanted = {"q", "i", "u", "s", "c", "DATE", "ACRONYM", "LONGFORM", "CLAIM", "DISPUTED", *NAMES}
    assert labels == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotations_are_found_exactly(language: str) -> None:
    count = Count()
    for case in cases(language):
        count.take(case, gold_places(case, "q"), places(case, "QUOTE"))
    assert count.f1 >= 0.96, count.told()


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotations_have_their_speakers_and_cues(language: str) -> None:
    speakers, cues = Count(), Count()
    for case in cases(language):
        quotes = of(case, "QUOTE")
        speakers.take(
            case,
            [(q.start, who(case, case.speaker(q))) for q in case.of("q")],
            [(q["start"], who(case, q.get("speaker"))) for q in quotes],
        )
        cues.take(
            case,
            [(q.start, words(case, cue)) for q in case.of("q") if (cue := case.cue(q))],
            [
                (q["start"], words(case, q["cue"]))
                for q in quotes
                if "cue" in q and any(letter.isalpha() for letter in q["cue"]["text"])
            ],
        )
    assert speakers.f1 >= 0.9, speakers.told()
    assert cues.f1 >= 0.8, cues.told()


@pytest.mark.parametrize("case", [case for case in ALL if case.of("u")], ids=lambda case: case.id)
def test_titles_and_scare_quotes_are_no_quotations(case: Case) -> None:
    assert places(case, "QUOTE") == gold_places(case, "q")


@pytest.mark.parametrize("case", [case for case in ALL if case.of("i")], ids=lambda case: case.id)
def test_reported_speech_is_ranked_below_quotations(case: Case) -> None:
    assert places(case, "INDIRECT") == gold_places(case, "i")
    assert all(span["score"] < 0.5 for span in of(case, "INDIRECT"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_found(language: str) -> None:
    count = Count()
    for case in cases(language):
        count.take(case, gold_places(case, "DATE"), places(case, "DATE"))
    assert count.f1 >= 0.95, count.told()


@pytest.mark.parametrize(("language", "least"), [("english", 0.9), ("german", 0.7)])
def test_names_are_found(language: str, least: float) -> None:
    count = Count()
    for case in cases(language):
        if any(span.label in NAMES for span in case.spans):
            count.take(case, gold_places(case, *NAMES), places(case, *NAMES))
    assert count.f1 >= least, count.told()


@pytest.mark.parametrize(
    "case", [c for c in ALL if any(":" in span.label for span in c.spans)], ids=lambda case: case.id
)
def test_acronyms_are_bound_to_their_long_forms(case: Case) -> None:
    bound: dict[str, set[tuple[int, int]]] = {}
    for span in found(case.id):
        if span["label"] in ("ACRONYM", "LONGFORM"):
            bound.setdefault(span["link"], set()).add((span["start"], span["end"]))
    wanted: dict[str, set[tuple[int, int]]] = {}
    for gold in case.spans:
        if ":" in gold.label:
            wanted.setdefault(gold.label.split(":")[1], set()).add((gold.start, gold.end))
    assert list(bound.values()) == list(wanted.values())


@pytest.mark.parametrize(
    "case", [case for case in ALL if case.of("DISPUTED", "CLAIM")], ids=lambda case: case.id
)
def test_claims_are_found_and_the_disputed_ones_marked(case: Case) -> None:
    claims = {(s["start"], s["end"]): s for s in of(case, "CLAIM")}
    for gold in case.of("DISPUTED", "CLAIM"):
        assert (gold.start, gold.end) in claims, words(case, gold)
    disputed = [place for place, span in claims.items() if span["disputed"]]
    assert disputed == [(gold.start, gold.end) for gold in case.of("DISPUTED")]
