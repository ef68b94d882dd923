"""Whom a phrase beside a cue names: the speaker, with the role kept apart from the name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.suggest.bounds import is_short
from store.suggest.cues import LEADING_PRONOUN, PRONOUN
from store.suggest.lexicon import CALENDAR, ORDINARY, ORGANIZATIONS, is_office
from store.suggest.persons import Mention, is_linked, person
from store.suggest.runs import Run, runs
from store.text import trim

PHRASE_END = re.compile(
    r"[,;:()\n“”„«»\"]|\s[–—-]\s|\.(?=[A-ZÄÖÜ][a-zäöü])"
    r"|\s(?:who|which|whose|that|when|while|after|before|as|because|during|following|adding|"
    r"about|referring|speaking|this|last|on|dass|nach|nachdem|am|vor|mit|bei|auf|gegenüber|zu|dazu|qui|lors|que)\b"
)
_APPOSITION_END = re.compile(r"[,;:()\n“”„«»\"]|\s[–—]\s|[.!?](?=\s|$)")
NO_ROLE = re.compile(
    r"\s*(?:who|which|whose|whom|in|on|at|after|before|when|while|during|adding|and|but|as|with|"
    r"to|outside|inside|near|via|through|under|late|early|earlier|later|yesterday|today|"
    r"speaking|referring|according|\d+\s*$|der |die |das (?!\w*in\b)|qui|que)\b"
)
_ARTICLE = re.compile(
    r"^(?:the|a|an|one|der|die|das|ein|eine|le|la|l’|un|une|el|los|las)(?:\s+|$)", re.I
)
_OF = re.compile(r"^\s+(?:of|from|von|vom|de|du|del)\s+")
_NOT_A_SPEAKER = re.compile(
    r"^(?:\d+$|it|that|this|there|which|what|who|is|was|be|to|not|and|or|as|when|if|so)\b", re.I
)
_ON = re.compile(r"\s(?:on|am)\s+(?:the\s+)?([A-ZÀ-Þ]\w*)")
_OF_INSIDE = re.compile(r"\b(?:of|for|on|des|der|für|de|du)\b")
_UNNAMED = re.compile(
    r"\s*(?:the|an?|one|another|der|die|das|eine?|une?|l[ae]s?|l’|el|los|las)\b", re.I
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_RELATIVE = re.compile(r"\s*(?:who|which|whose|whom|qui|que|dont|quien|cuyo)\b")
_PARTICIPLE = re.compile(r"\s*(?:speaking|asking|requesting|citing|referring|quoting|writing)\b")
_AUXILIARY = re.compile(
    r"(?<=[\s,])(?:se|a|ont|avait|avaient|est|s[’']est|ha|han|había|hat|haben|hatte|hatten)\s*$"
)
_LONGEST_PHRASE = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """What a clause says of its speaker; `pronoun` asks for the last one named."""

    speaker: Mention | None
    role: str | None
    cue: Mention
    pronoun: bool = False


def from_phrase(text: str, start: int, stop: int, cue: Mention) -> Voice | None:
    """The speaker in the phrase behind a cue, with what stands in apposition."""
    if pronoun := LEADING_PRONOUN.match(text, start, stop):
        return Voice(mention(text, *trim(text, *pronoun.span())), None, cue, pronoun=True)
    start, stop = trim(text, start, min(stop, start + _LONGEST_PHRASE))
    end = _phrase_end(text, start, stop)
    phrase = trim(text, start, end)
    if phrase[0] >= phrase[1]:
        return None
    aside = apposition(text, end, stop)
    return voice_of(text, phrase, aside, cue)


def _phrase_end(text: str, start: int, stop: int) -> int:
    """Where a noun phrase ends; "on" in it goes on while an office still wants its name."""
    for match in PHRASE_END.finditer(text, start, stop):
        goes_on = _ON.match(text, match.start(), stop)
        if (
            goes_on is None
            or goes_on.group(1) in CALENDAR
            or not has_head(text[start : match.start()])
            or person(text, start, match.start()) is not None
        ):
            return match.start()
    return stop


def has_head(phrase: str) -> bool:
    """Whether a phrase names an office or an organization."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    return any(is_office(word) or word in ORGANIZATIONS for word in words)


def apposition(text: str, comma: int, stop: int) -> tuple[int, int] | None:
    """What stands in apposition behind a comma, if it is no clause of its own."""
    if text[comma : comma + 1] != ",":
        return None
    stops = (
        found.start()
        for found in _APPOSITION_END.finditer(text, comma + 1, stop)
        if not is_short(text, comma, found.start())
    )
    start, end = trim(text, comma + 1, next(stops, stop))
    return None if start >= end or NO_ROLE.match(text, start, end) else (start, end)


def subject(text: str, start: int, stop: int, cue: Mention) -> Voice | None:
    """The speaker before a cue: the last phrase, or the one its apposition belongs to."""
    if pronoun := PRONOUN.search(text[start:stop].rstrip(" ,")):
        at = start + pronoun.start()
        return Voice(mention(text, at, start + pronoun.end()), None, cue, pronoun=True)
    if auxiliary := _AUXILIARY.search(text[start:stop]):
        stop = start + auxiliary.start()
    pieces = [
        piece
        for found in re.finditer(r"[^,;:()–—\n]+", text[start:stop])
        if (piece := trim(text, start + found.start(), start + found.end()))[0] < piece[1]
    ]
    if not pieces:
        return None
    aside_closed = text[start:stop].rstrip().endswith(",")
    while len(pieces) > 1 and (
        _PARTICIPLE.match(text, *pieces[-1])
        or (aside_closed and _RELATIVE.match(text, *pieces[-1]))
    ):
        pieces.pop()
    bare = person(text, *pieces[-1])
    if bare is not None and len(pieces) > 1 and _fills(text, bare, pieces[-1]):
        return Voice(bare, _role_before(text, pieces[-2]), cue)
    if text[start:stop].rstrip().endswith(",") and len(pieces) > 1:
        for index, piece in enumerate(pieces[:-1]):
            if person(text, *piece) and not NO_ROLE.match(text, *piece):
                aside = pieces[index + 1]
                return voice_of(text, piece, None if NO_ROLE.match(text, *aside) else aside, cue)
    return voice_of(text, pieces[-1], None, cue)


def voice_of(
    text: str, phrase: tuple[int, int], aside: tuple[int, int] | None, cue: Mention
) -> Voice | None:
    """The voice that a phrase and its apposition name."""
    start, end = phrase
    if end - start > _LONGEST_PHRASE:
        start = end - _LONGEST_PHRASE
    name = person(text, start, end)
    other = None if aside is None else person(text, *aside)
    if other is not None and (
        name is None
        or (_fills(text, other, aside) and (" " not in name[2] or _names_a_post(text, start, name)))
    ):
        return Voice(other, tidy(text[start:end]), cue)
    if name is not None:
        behind = "" if NO_ROLE.match(text, name[1], end) else text[name[1] : end]
        role = tidy(f"{text[start : name[0]]} {_OF.sub('', behind)}")
        if aside is not None:
            role = (
                text[aside[0] : aside[1]]
                if role is None
                else f"{role}, {text[aside[0] : aside[1]]}"
            )
        return Voice(name, role, cue)
    if (body := _nameless(text, start, end)) is not None:
        return Voice(body, None, cue)
    words = text[start:end].split()
    if not words or len(words) > 7 or _NOT_A_SPEAKER.match(text[start:end]):
        return Voice(None, None, cue)
    return Voice(mention(text, start, end), None, cue)


def _names_a_post(text: str, start: int, name: Mention) -> bool:
    """Whether "the ROLE of …" stands before a name found in it: the true one may follow."""
    before = text[start : name[0]]
    return _ARTICLE.match(before) is not None and _OF_INSIDE.search(before) is not None


def _nameless(text: str, start: int, end: int) -> Mention | None:
    """A speaker without a personal name: an organization, or a post or someone unnamed whole."""
    capital = [run for run in runs(text, start, end) if not _is_ordinary(text, run)]
    if not capital:
        return None
    lead = text[start : capital[0].start]
    if _UNNAMED.match(lead) and (is_linked(lead) or has_head(lead)):
        return mention(text, start, capital[-1].end)
    last = capital[0]
    for run in capital[1:]:
        if not is_linked(text[last.end : run.start], cause=True):
            break
        last = run
    return mention(text, capital[0].start, last.end)


def _role_before(text: str, phrase: tuple[int, int]) -> str | None:
    """The phrase before a bare name as its role, if it begins as one does: with an article."""
    return tidy(text[slice(*phrase)]) if _ARTICLE.match(text[slice(*phrase)]) else None


def _fills(text: str, name: Mention, phrase: tuple[int, int] | None) -> bool:
    """Whether a name of two words or more is all its phrase says."""
    return phrase is not None and " " in name[2] and (name[0], name[1]) == phrase


def _is_ordinary(text: str, run: Run) -> bool:
    return all(text[start:end].lower() in ORDINARY for start, end in run.tokens)


def tidy(words: str) -> str | None:
    """A role as shown: white space folded, leading article and loose ends dropped."""
    role = _ARTICLE.sub("", " ".join(words.split()), count=1).strip(" ,;:–—-.")
    return role if len(role) > 2 and any(letter.isalpha() for letter in role) else None


def mention(text: str, start: int, end: int) -> Mention:
    """A place with its words."""
    return start, end, text[start:end]
