"""Who speaks: the clause before or behind a quotation, its cue, and whom that names."""

from __future__ import annotations

import re

from store.suggest.bounds import sentence_end, sentence_start
from store.suggest.cues import ACCORDING, CUE, GERMAN_SO
from store.suggest.lexicon import ORDINARY, is_role
from store.suggest.persons import Mention, person
from store.suggest.phrases import (
    NO_ROLE,
    PHRASE_END,
    Voice,
    apposition,
    from_phrase,
    has_head,
    mention,
    subject,
    tidy,
    voice_of,
)
from store.suggest.runs import runs
from store.text import trim

REACH = 260
"""How far from a quotation its cue may stand, in code points."""

_ADVERBIAL = re.compile(
    r"\s*(?:zu|zum|zur|dazu|gegenüber|nach|am|vor|im|in|auf|über|von|vom|bei|beim|damals|dass|es|"
    r"heute|gestern|später|weiter|außerdem|auch|laut|mit|aus|an)\b"
)
_PUT_IT = re.compile(r"[\s,]*(?:was how|is how|as)\s+([^,;:()\n]{2,80}?)\s+(puts? it)\b")
_FRONTED = re.compile(
    r"\s*(?:in|nach|am|an|im|ins|bei|beim|zu|zum|zur|auf|für|mit|gegenüber|laut|da\w+|später|außerdem|"
    r"weiter|zudem|anschließend|über|während|wenn|als|auch|so|hier\w*|dennoch|gleichzeitig|aus|vor|"
    r"anlässlich|wegen|von|vom|unter|seit|trotz|ferner|zuvor|zuletzt|gestern|heute|bereits|schon|"
    r"nun|jetzt|allerdings|jedoch|doch)\b",
    re.IGNORECASE,
)
_SUBJECT_PRONOUN = re.compile(
    r"\b(?:er|sie|he|she|they|il|elle|ella|él|Er|Sie|He|She|They|Il|Elle)\b"
)
_DETERMINED = re.compile(
    r"\b(?:de[rnms]|d[ia]e?s?|ein\w*|kein\w*|sein\w*|ihr\w*|dies\w*|mit|in|im|am|zu[mr]?|für|von|"
    r"vom|über|auf|nach|bei|beim|und|oder|an|als|\w+(?:en|em|es|er|e))\s+$"
)
_VERB = re.compile(
    r"\s(?:war|waren|ist|sind|hat|haben|hatte|hatten|wird|werden|wurde|wurden|sei|seien|habe|"
    r"kann|konnte|soll|sollte|muss|musste|was|were|is|are|has|had|will|would)\b"
)
_INVERTED = re.compile(r"[\s,]*([a-zß-öø-ÿ]{4,16})\s+(?=[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ][\w’'-]+)")
_BARE_WORD = re.compile(r"\w+")
_FOR = re.compile(r"\s*(Pour|Para|For|Für)\s+")
_DASHED = re.compile(r"\s*[—–]\s*(?=[^\W\d_])")
_DIGIT = re.compile(r"\d")
_LONGEST_LEAD = 120


def voice_after(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The voice in the clause that follows a quotation: “…,” said X; “…,” X, ROLE, said."""
    if dashed := _DASHED.match(text, start, stop):
        return _signed_with_dash(text, dashed.end(), stop)
    stop = sentence_end(text, start, min(stop, start + REACH))
    if german and (so := GERMAN_SO.match(text, start, stop)):
        return from_phrase(text, so.end(), stop, mention(text, *so.span(1)))
    if according := ACCORDING.search(text, start, min(stop, start + 30)):
        return from_phrase(text, according.end(), stop, mention(text, *according.span()))
    if put := _PUT_IT.match(text, start, stop):
        return voice_of(text, put.span(1), None, mention(text, *put.span(2)))
    found = CUE.search(text, start, stop) or _unlisted(text, start, stop)
    if found is None:
        return None
    cue = mention(text, *found.span())
    lead = text[start : found.start()].strip(" ,–—-\u00a0").lower()
    if lead in ("", "a", "as", "has", "hat", "ha", "so", "also", "or so", "auch", "then"):
        return from_phrase(text, found.end(), stop, cue)
    return subject(text, start, found.start(), cue)


def _unlisted(text: str, start: int, stop: int) -> re.Match[str] | None:
    """A verb that no list has, between a quotation and a name of two words: “…,” quips Ann Lee."""
    found = _INVERTED.match(text, start, stop)
    if found is None or (text[start - 2 : start - 1] not in (",", "?", "!") and text[start] != ","):
        return None
    word = found.group(1).lower()
    return None if word in ORDINARY or is_role(word) else _BARE_WORD.search(text, found.start(1))


def _signed_with_dash(text: str, start: int, stop: int) -> Voice | None:
    """The name behind a dash that ends a passage: “…” — Ana Sol, mayor. No source with a date."""
    if stop - start > _LONGEST_LEAD or _DIGIT.search(text, start, stop):
        return None
    if CUE.search(text, start, stop):
        return None
    dash = text.rindex("—" if "—" in text[start - 4 : start] else "–", start - 4, start)
    return from_phrase(text, start, stop, mention(text, dash, dash + 1))


def voice_before(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The voice in the unfinished sentence that leads to a quotation: X said: “…”."""
    start = sentence_start(text, max(start, stop - REACH), stop)
    if not text[start:stop].strip():
        return None
    cues = list(CUE.finditer(text, start, stop))
    if cues:
        found = cues[-1]
        cue = mention(text, *found.span())
        between = text[found.end() : stop]
        voice = subject(text, start, found.start(), cue)
        if voice is not None and voice.speaker is not None and not between.strip(" ,:-–—"):
            return voice
        if german and _is_subject(text, start, found.start(), voice):
            return voice
        inverted = from_phrase(text, found.end(), stop, cue)
        if german and inverted is not None and _is_named(text, inverted):
            return inverted
        if (voice is None or (voice.speaker is None and not voice.pronoun)) and inverted:
            return inverted
        return voice
    if according := list(ACCORDING.finditer(text, start, stop)):
        last = according[-1]
        if verb := _VERB.search(text, last.end(), stop):
            stop = verb.start()
        return from_phrase(text, last.end(), stop, mention(text, *last.span()))
    if (held := _FOR.match(text, start, stop)) and text[start:stop].rstrip().endswith(","):
        voice = from_phrase(text, held.end(), stop, mention(text, *held.span(1)))
        if voice is not None and voice.speaker is not None and " " in voice.speaker[2]:
            return voice
    return _before_colon(text, start, stop, german=german)


def _before_colon(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The subject of a clause that ends in a colon without a cue word: Ana Sol: “…”."""
    start, stop = trim(text, start, stop)
    if text[stop - 1 : stop] != ":":
        return None
    cue = mention(text, stop - 1, stop)
    first = PHRASE_END.search(text, start, stop - 1)
    end = min(stop - 1, stop - 1 if first is None else first.start())
    name = person(text, start, end)
    if german and name is not None and not _is_certain(text, start, name):
        name = None
    if name is None and first is not None and (aside := apposition(text, end, stop - 1)):
        name = person(text, *aside)
    if name is not None and name[0] - start < _LONGEST_LEAD:
        role = None if NO_ROLE.match(text, start, name[0]) else tidy(text[start : name[0]])
        return Voice(name, role if role and has_head(role) else None, cue)
    if pronoun := _SUBJECT_PRONOUN.search(text, start, stop):
        return Voice(mention(text, *pronoun.span()), None, cue, pronoun=True)
    if german:
        for run in runs(text, start, stop):
            if run.start > start and not _DETERMINED.search(text, start, run.start):
                return Voice(mention(text, run.start, run.end), None, cue)
    return None


def _is_certain(text: str, start: int, name: Mention) -> bool:
    """Whether a German name is more than a noun: two words, or an office before it."""
    return " " in name[2] or (name[0] > start and has_head(text[start : name[0]]))


def _is_subject(text: str, start: int, stop: int, voice: Voice | None) -> bool:
    """Whether what stands before a German verb is its subject: a name or pronoun, not In Berlin."""
    if voice is None or voice.speaker is None or _FRONTED.match(text, start, stop):
        return False
    at, end, words = voice.speaker
    first = at - start <= 1
    return voice.pronoun or (stop - end <= 2 and (" " in words or first))


def signer(text: str, start: int, stop: int, cue: tuple[int, int]) -> Voice | None:
    """Who signed, in the words behind "signed by"."""
    return from_phrase(text, start, sentence_end(text, start, stop), mention(text, *cue))


def _is_named(text: str, voice: Voice) -> bool:
    """Whether an inverted clause (sagte Anna Beck) names its speaker or has a pronoun."""
    if voice.pronoun:
        return True
    if voice.speaker is None or not any(letter.isupper() for letter in voice.speaker[2]):
        return False
    return _ADVERBIAL.match(text, voice.cue[1], voice.speaker[1]) is None
