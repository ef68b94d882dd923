"""Suggestions as labelled spans: the shape of `postil suggest --json`. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from store.exporters.labels import TYPE_LABELS
from store.model import Block
from store.suggest.acronyms import acronyms
from store.suggest.base import Suggestion
from store.suggest.claims import ORIGIN as CLAIMS
from store.suggest.claims import ranked
from store.suggest.passages import passages
from store.suggest.ranking import NO_DECISIONS, WORTH_SHOWING, Decisions, Ranked, rank
from store.suggest.registry import SUGGESTERS, Suggesters, suggest

KINDS = ("quote", "entity", "acronym", "claim")
"""What is written where nothing else is asked for."""

INDIRECT = "indirect"
"""Reported speech without marks, a kind of its own here: its label is written where it is asked
for only.
"""

_WORTH_RANKING = 0.1
_ACRONYM_ORIGIN = "rule:acronyms/1"

Span = dict[str, Any]


def labelled(
    text: str,
    blocks: Sequence[Block],
    kinds: Collection[str] = KINDS,
    suggesters: Suggesters = SUGGESTERS,
    decisions: Decisions = NO_DECISIONS,
) -> tuple[list[Span], tuple[str, ...]]:
    """The spans in text order, and a line for each suggester that failed.

    Scores are moved by the *decisions* of a library; what they rank too low is not accepted.
    """
    asked = {"quote" if kind == INDIRECT else kind for kind in kinds}
    found = suggest(text, blocks, asked, suggesters)
    ranked = rank(text, found.suggestions, decisions)
    spans = [
        span
        for item in ranked
        if _is_asked(item, kinds) and (span := _span(text, item)) is not None
    ]
    if "claim" in kinds:
        spans += _ranked(text, blocks)
    if "acronym" in kinds:
        spans += _acronyms(text, blocks)
    spans.sort(key=lambda span: (span["start"], -span["end"]))
    return spans, found.problems


def _is_asked(ranked: Ranked, kinds: Collection[str]) -> bool:
    """Whether a suggestion's kind is among those asked for; reported speech is one of its own."""
    item = ranked.suggestion
    return (INDIRECT if _is_reported(item) else item.kind) in kinds


def _is_reported(item: Suggestion) -> bool:
    return item.kind == "quote" and item.attributes.get("form") == "indirect"


def _span(text: str, ranked: Ranked) -> Span | None:
    item = ranked.suggestion
    span: Span = {"start": item.start, "end": item.end}
    facts: Span = {"score": round(ranked.score, 3), "origin": item.origin}
    if ranked.score < min(WORTH_SHOWING, item.score):
        facts["accepted"] = False
    match item.kind:
        case "quote":
            span |= {"label": "INDIRECT" if _is_reported(item) else "QUOTE"} | facts
            if item.speaker is not None:
                span["speaker"] = _mention(item.speaker)
            if item.cue is not None:
                span["cue"] = _mention(item.cue)
        case "claim":
            disputed = item.is_disputed
            span |= {"label": "CLAIM"} | facts | {"disputed": disputed}
            if item.answers is not None:
                start, end = item.answers
                span["answers"] = _mention((start, end, text[start:end]))
        case _:
            type_ = str(item.attributes.get("type"))
            if type_ == "other" or type_ not in TYPE_LABELS:
                return None
            span |= {"label": TYPE_LABELS[type_]} | facts
    return span


def _ranked(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Sentences below the mark, for programs that set their own: `accepted` is false on them."""
    return [
        {
            "start": claim.start,
            "end": claim.end,
            "label": "CLAIM",
            "score": claim.score,
            "origin": CLAIMS,
            "disputed": claim.disputed,
            "accepted": False,
        }
        for claim in ranked(text, blocks)
        if not claim.accepted and claim.score >= _WORTH_RANKING
    ]


def _mention(found: tuple[int, int, str]) -> Span:
    start, end, words = found
    return {"start": start, "end": end, "text": words}


def _acronyms(text: str, blocks: Sequence[Block]) -> list[Span]:
    spans: list[Span] = []
    for passage in passages(text, blocks):
        for found in acronyms(text, passage.start, passage.end):
            link = text[slice(*found.short)]
            for label, (start, end) in (("ACRONYM", found.short), ("LONGFORM", found.long)):
                span = {"start": start, "end": end, "label": label, "score": 1.0}
                spans.append(span | {"origin": _ACRONYM_ORIGIN, "link": link})
    return spans
