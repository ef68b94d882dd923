"""Reported speech without marks: X said that …; X sagte, … sei …; According to X, …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.model import Block, BlockKind
from store.suggest.base import Suggestion
from store.suggest.cues import ACCORDING, CUE
from store.suggest.marks import marked
from store.suggest.passages import Passage, language, passages
from store.suggest.persons import Mention
from store.suggest.phrases import Voice
from store.suggest.quotes import Quotation, suggestion
from store.suggest.speech import voice_after, voice_before
from store.text import sentences, trim

ORIGIN = "rule:indirect/1"

_SURE = 0.45
_LIKELY = 0.35
"""Scores: below every quotation that marks set off."""

_THAT = re.compile(
    r"(?:[ ][^\s,;:.]+){0,6}?,?[ ](?:that|dass|daß|que|qu[’'])(?:[ ]|(?<=[’']))", re.IGNORECASE
)
_BARE = re.compile(
    r"[ ](?=(?:the|it|he|she|they|there|we|an?|all|no|some|more|most|many|his|her|their|its|this|"
    r"these|those|both|every|\d[\d.,]*)[ ]|[A-Z][a-z]+[ ](?:is|was|has|had|will|would|were)\b)"
)
_REPORTING = re.compile(
    r"(?:said|says|added|adds|claimed|claims|argued|argues|insisted|insists|warned|warns|noted|"
    r"announced|estimated|believes?|believed|thinks?|thought|stressed|confirmed|denied)$"
)
_MOOD = re.compile(
    r",[ ](?=[^.!?]{0,120}?\b(?:sei|seien|habe|hätten|werde|würden?|könnten?|könne|müssten?|müsse|"
    r"solle|sollten|wolle|wollten|dürfe|dürften|gebe|gäbe|wäre|wären|haben|sind|ist|wird)\b)"
)
_SILENT = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.LIST})
_LEAST_WORDS = 4
_LONGEST = 1500


def reported(text: str, found: Sequence[Passage]) -> tuple[Quotation, ...]:
    """The reported clauses of some passages, in text order, outside all quotation marks."""
    german = language(text) == "de"
    result: list[Quotation] = []
    named: Mention | None = None
    for passage in found:
        if passage.kind in _SILENT:
            continue
        edges = [(span.start, span.end) for span in marked(text, passage.start, passage.end)]
        at = 0
        for start, end in sentences(text, passage.start, passage.end):
            while at < len(edges) and edges[at][1] <= start:
                at += 1
            if end - start > _LONGEST or (at < len(edges) and edges[at][0] < end):
                continue
            clause = next(_clauses(text, start, end, german=german), None)
            if clause is None:
                continue
            inner, voice, score = clause
            speaker = named if voice.pronoun and named is not None else voice.speaker
            if not voice.pronoun:
                named = voice.speaker
            result.append(
                Quotation(*inner, *inner, speaker, voice.role, voice.cue, "indirect", score)
            )
    return tuple(result)


def _clauses(
    text: str, start: int, end: int, *, german: bool
) -> Iterator[tuple[tuple[int, int], Voice, float]]:
    """What a sentence reports, with its speaker; only clauses of some length with a speaker."""
    stop = end
    while stop > start and text[stop - 1] in ".!?":
        stop -= 1
    for begin, last, voice, score in _candidates(text, start, stop, german=german):
        inner = trim(text, begin, last)
        words = text[slice(*inner)].split(maxsplit=_LEAST_WORDS)
        if len(words) >= _LEAST_WORDS and voice is not None and voice.speaker is not None:
            yield inner, voice, score


def _candidates(
    text: str, start: int, stop: int, *, german: bool
) -> Iterator[tuple[int, int, Voice | None, float]]:
    according = ACCORDING.match(text, start, stop)
    if according is not None:
        comma = text.find(",", according.end(), stop)
        if comma > 0:
            yield comma + 1, stop, voice_before(text, start, comma + 1, german=german), _SURE
    for cue in CUE.finditer(text, start, stop):
        that = _THAT.match(text, cue.end(), stop)
        if that is None and german:
            that = _MOOD.search(text, cue.end(), min(stop, cue.end() + 120))
        if that is not None:
            yield that.end(), stop, voice_before(text, start, that.end(), german=german), _SURE
        elif _REPORTING.match(cue.group()) and (bare := _BARE.match(text, cue.end(), stop)):
            voice = voice_before(text, start, cue.end(), german=german)
            yield bare.end(), stop, voice, _LIKELY
    comma = text.rfind(",", start, stop)
    if comma > start and (CUE.search(text, comma, stop) or ACCORDING.search(text, comma, stop)):
        yield start, comma, voice_after(text, comma, stop, german=german), _LIKELY


class IndirectSuggester:
    """Proposes reported speech, ranked below all that stands in quotation marks."""

    name = ORIGIN

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The reported clauses in text order."""
        full: dict[str, str] = {}
        return tuple(
            suggestion(quotation, full, ORIGIN)
            for quotation in reported(text, passages(text, blocks))
        )
