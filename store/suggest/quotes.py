"""Quotations and who speaks them, by marks and cue words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.model import AttributeValue, Block, BlockKind
from store.suggest.base import Suggestion
from store.suggest.bounds import sentence_end, sentence_start
from store.suggest.cues import CUE
from store.suggest.lexicon import ORDINARY
from store.suggest.likelihood import likelihood
from store.suggest.marks import MarkedSpan, marked
from store.suggest.passages import Passage, language, passages
from store.suggest.persons import Mention, person
from store.suggest.phrases import Voice
from store.suggest.runs import runs
from store.suggest.speech import REACH, signer, voice_after, voice_before
from store.text import fold_space

ORIGIN = "rule:quotes/2"
WORTH_SUGGESTING = 0.5
"""Score from which marked words are proposed as a quotation."""

_SIGNED_BY = re.compile(
    r"(?:It|This|The [\w ]{3,30}|Es|Der Brief|Die Erklärung) (?:was|is|were|had been|wurde|ist) "
    r"(?:\w+ly )?(?:(signed|written|issued|released|read out) by|(unterzeichnet|verfasst) von)\b"
)
_GOES_ON = re.compile(r",? (?:and|but|or|und|aber|sowie|et|mais|y|pero)\b[^.!?;:]{0,80}$")
_REPORTED = re.compile(
    r"\b(?:sei|seien|habe|werde|würde[n]?|könne|müsse|solle|wolle|dürfe|gebe|gehe|komme|stehe|fehle|"
    r"wisse|bleibe|mache|lasse|liege|halte|hätten?|wäre[n]?)\b"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: text[start:end] with its marks, text[inner_start:inner_end] without.

    `speaker` and `cue` are (start, end, words); both may stand in an earlier passage. `score` is
    0..1: how sure the rules are that this is speech and not a title or a word held at a distance.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    speaker: Mention | None
    role: str | None
    cue: Mention | None
    form: Literal["direct", "mixed", "indirect"]
    score: float


@dataclass
class _Reading:
    """What is known as the passages go by."""

    german: bool
    named: Mention | None = None
    role: str | None = None
    last: Quotation | None = None
    before: Quotation | None = None
    open_chain: int = 0
    lead_in: bool = False


def quotations(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """All marked quotations in text order, low-scored ones included; none crosses a block."""
    return read(text, passages(text, blocks))


def read(text: str, found: Sequence[Passage]) -> tuple[Quotation, ...]:
    """The quotations of some passages read in a row."""
    reading = _Reading(german=language(text) == "de")
    result: list[Quotation] = []
    for passage in found:
        _read_passage(text, passage, reading, result)
    return tuple(result)


def _read_passage(text: str, passage: Passage, reading: _Reading, result: list[Quotation]) -> None:
    spans = marked(text, passage.start, passage.end)
    before_passage = reading.last
    reading.last = before_passage if spans else None
    if not spans:
        reading.before = before_passage
    first = len(result)
    for index, span in enumerate(spans):
        left = spans[index - 1].end if index else passage.start
        right = spans[index + 1].start if index + 1 < len(spans) else passage.end
        result.append(_attribute(text, passage, span, (left, right), reading))
        reading.last = result[-1]
    if not spans:
        _sign_back(text, passage, result, reading)
        prose = text[passage.start : passage.end]
        reading.lead_in = prose.endswith(":")
        if passage.kind is not BlockKind.COMMENT:
            voice = (
                voice_before(text, passage.start, passage.end, german=reading.german)
                if reading.lead_in
                else None
            )
            _remember(text, passage, reading, voice)
        reading.open_chain = 0
        return
    _carry_back(result, first, reading)
    unclosed = not spans[-1].closed
    reading.open_chain = reading.open_chain + 1 if unclosed else 0
    reading.lead_in = False


def _sign_back(text: str, passage: Passage, result: list[Quotation], reading: _Reading) -> None:
    """Give the quotations just read the one who signed them: It was signed by …"""
    if reading.before is None or not result or result[-1].speaker is not None:
        return
    signed = _SIGNED_BY.match(text, passage.start, passage.end)
    if signed is None:
        return
    voice = signer(text, signed.end(), passage.end, signed.span(signed.lastindex or 1))
    for index in range(len(result) - 1, -1, -1):
        if result[index].speaker is not None or voice is None:
            break
        if result[index].score >= WORTH_SUGGESTING:
            result[index] = replace(
                result[index], speaker=voice.speaker, role=voice.role, cue=voice.cue
            )


def _carry_back(result: list[Quotation], first: int, reading: _Reading) -> None:
    """Give the speaker found at a chain's end to the paragraphs left open before it."""
    if not reading.open_chain or result[first].speaker is None:
        return
    for index in range(first - 1, max(-1, first - 1 - reading.open_chain), -1):
        if result[index].speaker is not None:
            break
        source = result[first]
        result[index] = replace(
            result[index], speaker=source.speaker, role=source.role, score=source.score
        )


def _remember(text: str, passage: Passage, reading: _Reading, voice: Voice | None) -> None:
    """Keep the last person a passage without quotations names, for pronouns to come."""
    if voice is not None and voice.speaker is not None and not voice.pronoun:
        reading.named, reading.role = voice.speaker, voice.role
        return
    name = _last_person(text, passage.start, passage.end)
    if name is not None:
        reading.named, reading.role = name, None


def _last_person(text: str, start: int, end: int) -> Mention | None:
    """The last name of two words or more, or behind a title, in the last 400 characters."""
    best: Mention | None = None
    for run in runs(text, max(start, end - 400), end):
        name = person(text, run.start, run.end)
        if name is not None and (" " in name[2] or name[0] > run.start):
            best = name
    return best


def _attribute(
    text: str, passage: Passage, span: MarkedSpan, gap: tuple[int, int], reading: _Reading
) -> Quotation:
    """One marked span with the speaker its surroundings give it."""
    left, right = gap
    voice = _nearest_voice(text, span, left, right, reading)
    speaker, role, cue = None, None, None
    continued = False
    if voice is not None:
        cue = voice.cue
        if voice.pronoun:
            speaker, role = _antecedent(text, passage, left, min(span.start, voice.cue[0]), reading)
            speaker = speaker or voice.speaker
        else:
            speaker, role = voice.speaker, voice.role
    if speaker is None and passage.author is not None and voice is None:
        speaker = (span.start, span.start, passage.author)
    elif speaker is None and voice is None:
        speaker, role, continued = _continue(text, passage, span, left, reading)
    if voice is not None and speaker is not None and not voice.pronoun:
        reading.named, reading.role = speaker, role
    score = likelihood(text, passage, span, voice, continued=continued)
    form: Literal["direct", "mixed"] = "mixed" if _runs_into_prose(text, span, left) else "direct"
    return Quotation(
        span.start, span.end, span.inner_start, span.inner_end, speaker, role, cue, form, score
    )


def _antecedent(
    text: str, passage: Passage, left: int, stop: int, reading: _Reading
) -> tuple[Mention | None, str | None]:
    """Whom he or she is: the last one said to speak, else the last speaker, else the last name."""
    for found in reversed(list(CUE.finditer(text, max(left, stop - REACH), stop))):
        at = sentence_start(text, max(left, stop - REACH), found.start())
        name = person(text, at, found.start())
        if name is not None and found.start() - name[1] <= 2:
            return name, None
    if reading.named is not None:
        return reading.named, reading.role
    return _last_person(text, passage.start, stop), None


def _nearest_voice(
    text: str, span: MarkedSpan, left: int, right: int, reading: _Reading
) -> Voice | None:
    """The voice on the side the punctuation points to: behind “…,” and before a colon."""
    inner_last = text[span.inner_start : span.inner_end].rstrip()[-1:]
    before = voice_before(text, left, span.start, german=reading.german)
    if before is not None and text[left : span.start].rstrip()[-1:] == ":":
        return before
    finished = inner_last in (".", "…")
    after = voice_after(text, span.end, right, german=reading.german) if span.closed else None
    if after is not None and finished and _starts_new_sentence(text, span.end):
        after = None
    if after is not None and (inner_last in ",?!" or before is None):
        return after
    return before


def _starts_new_sentence(text: str, at: int) -> bool:
    """Whether prose goes on with a capital that is not simply a speaker's name and a cue."""
    following = text[at : at + 40].lstrip()
    return bool(following) and following[0].isupper() and at < len(text) and text[at].isspace()


def _continue(
    text: str, passage: Passage, span: MarkedSpan, left: int, reading: _Reading
) -> tuple[Mention | None, str | None, bool]:
    """The speaker of a quotation without a cue: the one who spoke just before, if it stands so."""
    last = reading.last
    alone = (
        sentence_start(text, left, span.start) >= span.start
        or not text[sentence_start(text, left, span.start) : span.start].strip()
    )
    if last is not None and last.score >= WORTH_SUGGESTING and last.speaker and alone:
        return last.speaker, last.role, True
    if _goes_on(text, last, left, span.start) and last is not None:
        return last.speaker, last.role, True
    if span.start == passage.start and (reading.lead_in or passage.kind is BlockKind.QUOTE):
        return reading.named, reading.role, reading.named is not None
    if alone and left == passage.start and span.start > passage.start:
        name = _last_person(text, passage.start, span.start)
        return name, None, name is not None
    if reading.german and not alone and _is_reported(text, span, left):
        named = reading.named or _last_person(text, passage.start, left)
        return named, reading.role if reading.named else None, named is not None
    return None, None, False


def _goes_on(text: str, last: Quotation | None, left: int, stop: int) -> bool:
    """Whether a sentence goes on to quote whom it quoted last: “…” and that it was “…”."""
    return (
        last is not None
        and last.speaker is not None
        and last.end == left
        and last.score >= WORTH_SUGGESTING
        and _GOES_ON.match(text, left, stop) is not None
    )


def _is_reported(text: str, span: MarkedSpan, left: int) -> bool:
    """Whether marked words stand in a German sentence that reports speech by its verb's mood."""
    start = sentence_start(text, max(left, span.start - REACH), span.start)
    stop = sentence_end(text, span.end, min(len(text), span.end + REACH))
    return any(_REPORTED.search(text, *edges) for edges in ((start, span.start), (span.end, stop)))


def _runs_into_prose(text: str, span: MarkedSpan, left: int) -> bool:
    """Whether the quoted words are part of the author's own sentence."""
    first = text[span.inner_start : span.inner_end].lstrip(" …[\u00a0")[:1]
    lead = text[left : span.start].rstrip()
    return first.islower() and bool(lead) and lead[-1] not in ":,.!?…;–—"


class QuoteSuggester:
    """Proposes quotations with speaker, role, cue and form."""

    name = ORIGIN

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The quotations worth proposing, in text order; speakers by their fullest earlier name."""
        full: dict[str, str] = {}
        found: list[Suggestion] = []
        for quotation in quotations(text, blocks):
            if quotation.score >= WORTH_SUGGESTING:
                found.append(suggestion(quotation, full, ORIGIN))
        return tuple(found)


def attributes_of(quotation: Quotation, full: dict[str, str]) -> dict[str, AttributeValue]:
    """A quotation's attributes; *full* maps a surname to the fullest name seen so far."""
    speaker = None if quotation.speaker is None else fold_space(quotation.speaker[2])
    if speaker is not None:
        first, surname = speaker.split(" ", 1)[0], speaker.rsplit(" ", 1)[-1]
        if first.lower() not in ORDINARY and surname[:1].isupper():
            if len(speaker) > len(full.get(surname, "")):
                full[surname] = speaker
            speaker = full[surname]
    return {
        "speaker": speaker,
        "role": quotation.role,
        "cue": None if quotation.cue is None else fold_space(quotation.cue[2]),
        "form": quotation.form,
    }


def suggestion(quotation: Quotation, full: dict[str, str], origin: str) -> Suggestion:
    """A quotation as a suggestion of the rule *origin*."""
    return Suggestion(
        kind="quote",
        start=quotation.start,
        end=quotation.end,
        origin=origin,
        score=quotation.score,
        attributes=attributes_of(quotation, full),
        speaker=quotation.speaker,
        cue=quotation.cue,
    )
