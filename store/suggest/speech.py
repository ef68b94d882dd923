"""Who speaks: a cue's speaker, with the role kept apart from the name, in one clause of prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.suggest.cues import ACCORDING, CUE, GERMAN_SO, LEADING_PRONOUN, PRONOUN
from store.suggest.lexicon import CALENDAR, HONORIFICS, ORDINARY, ORGANIZATIONS, is_office, is_role
from store.suggest.persons import Mention, is_linked, person
from store.suggest.runs import Run, runs
from store.text import trim

REACH = 260
"""How far from a quotation its cue may stand, in code points."""

_STOP = re.compile(r"[.!?…]+[”\"»’)]*(?=\s|$)|(?<=[a-zäöüß“”])\.(?=[A-ZÄÖÜ][a-zäöü])")
_SHORT_BEFORE = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(HONORIFICS))}|No|vs|etc|Inc|Corp|Ltd)|\b\w|\b[IVX]+)$"
)
_PHRASE_END = re.compile(
    r"[,;:()\n“”„«»\"]|\s[–—-]\s|\.(?=[A-ZÄÖÜ][a-zäöü])"
    r"|\s(?:who|which|whose|that|when|while|after|before|as|because|during|following|adding|"
    r"about|referring|speaking|this|last|on|dass|nach|nachdem|am|vor|mit|bei|auf|gegenüber|zu|dazu|qui|lors|que)\b"
)
_APPOSITION_END = re.compile(r"[,;:()\n“”„«»\"]|\s[–—]\s|[.!?](?=\s|$)")
_ADVERBIAL = re.compile(
    r"\s*(?:zu|zum|zur|dazu|gegenüber|nach|am|vor|im|in|auf|über|von|vom|bei|beim|damals|dass|es|"
    r"heute|gestern|später|weiter|außerdem|auch|laut|mit|aus|an)\b"
)
_NO_ROLE = re.compile(
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
_RELATIVE = re.compile(r"\s*(?:who|which|whose|whom|qui|que|dont|quien|cuyo)\b")
_INVERTED = re.compile(r"[\s,]*([a-zß-öø-ÿ]{4,16})\s+(?=[A-ZÀ-Þ][\w’'-]+\s[A-ZÀ-Þ][\w’'-]+)")
_BARE_WORD = re.compile(r"\w+")
_FOR = re.compile(r"\s*(Pour|Para|For|Für)\s+")
_PARTICIPLE = re.compile(r"\s*(?:speaking|asking|requesting|citing|referring|quoting|writing)\b")
_AUXILIARY = re.compile(
    r"(?<=[\s,])(?:se|a|ont|avait|avaient|est|s[’']est|ha|han|había|hat|haben|hatte|hatten)\s*$"
)
_DASHED = re.compile(r"\s*[—–]\s*(?=[^\W\d_])")
_DIGIT = re.compile(r"\d")
_LONGEST_LEAD = 120
_LONGEST_PHRASE = 200


@dataclass(frozen=True, slots=True)
class Voice:
    """What a clause says of its speaker; `pronoun` asks for the last one named."""

    speaker: Mention | None
    role: str | None
    cue: Mention
    pronoun: bool = False


def voice_after(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The voice in the clause that follows a quotation: “…,” said X; “…,” X, ROLE, said."""
    if dashed := _DASHED.match(text, start, stop):
        return _signed_with_dash(text, dashed.end(), stop)
    stop = sentence_end(text, start, min(stop, start + REACH))
    if german and (so := GERMAN_SO.match(text, start, stop)):
        return _from_phrase(text, so.end(), stop, _mention(text, *so.span(1)))
    if according := ACCORDING.search(text, start, min(stop, start + 30)):
        return _from_phrase(text, according.end(), stop, _mention(text, *according.span()))
    if put := _PUT_IT.match(text, start, stop):
        return _voice(text, put.span(1), None, _mention(text, *put.span(2)))
    found = CUE.search(text, start, stop) or _unlisted(text, start, stop)
    if found is None:
        return None
    cue = _mention(text, *found.span())
    lead = text[start : found.start()].strip(" ,–—-\u00a0").lower()
    if lead in ("", "a", "as", "has", "hat", "ha", "so", "also", "or so", "auch", "then"):
        return _from_phrase(text, found.end(), stop, cue)
    return _subject(text, start, found.start(), cue)


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
    return _from_phrase(text, start, stop, _mention(text, dash, dash + 1))


def voice_before(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The voice in the unfinished sentence that leads to a quotation: X said: “…”."""
    start = sentence_start(text, max(start, stop - REACH), stop)
    if not text[start:stop].strip():
        return None
    cues = list(CUE.finditer(text, start, stop))
    if cues:
        found = cues[-1]
        cue = _mention(text, *found.span())
        between = text[found.end() : stop]
        voice = _subject(text, start, found.start(), cue)
        if voice is not None and voice.speaker is not None and not between.strip(" ,:-–—"):
            return voice
        if german and _is_subject(text, start, found.start(), voice):
            return voice
        inverted = _from_phrase(text, found.end(), stop, cue)
        if german and inverted is not None and _is_named(text, inverted):
            return inverted
        if (voice is None or (voice.speaker is None and not voice.pronoun)) and inverted:
            return inverted
        return voice
    if according := list(ACCORDING.finditer(text, start, stop)):
        last = according[-1]
        if verb := _VERB.search(text, last.end(), stop):
            stop = verb.start()
        return _from_phrase(text, last.end(), stop, _mention(text, *last.span()))
    if (held := _FOR.match(text, start, stop)) and text[start:stop].rstrip().endswith(","):
        voice = _from_phrase(text, held.end(), stop, _mention(text, *held.span(1)))
        if voice is not None and voice.speaker is not None and " " in voice.speaker[2]:
            return voice
    return _before_colon(text, start, stop, german=german)


def _before_colon(text: str, start: int, stop: int, *, german: bool) -> Voice | None:
    """The subject of a clause that ends in a colon without a cue word: Ana Sol: “…”."""
    start, stop = trim(text, start, stop)
    if text[stop - 1 : stop] != ":":
        return None
    cue = _mention(text, stop - 1, stop)
    first = _PHRASE_END.search(text, start, stop - 1)
    end = min(stop - 1, stop - 1 if first is None else first.start())
    name = person(text, start, end)
    if german and name is not None and not _is_certain(text, start, name):
        name = None
    if name is None and first is not None and (aside := _apposition(text, end, stop - 1)):
        name = person(text, *aside)
    if name is not None and name[0] - start < _LONGEST_LEAD:
        role = None if _NO_ROLE.match(text, start, name[0]) else _tidy(text[start : name[0]])
        return Voice(name, role if role and _has_head(role) else None, cue)
    if pronoun := _SUBJECT_PRONOUN.search(text, start, stop):
        return Voice(_mention(text, *pronoun.span()), None, cue, pronoun=True)
    if german:
        for run in runs(text, start, stop):
            if run.start > start and not _DETERMINED.search(text, start, run.start):
                return Voice(_mention(text, run.start, run.end), None, cue)
    return None


def _is_certain(text: str, start: int, name: Mention) -> bool:
    """Whether a German name is more than a noun: two words, or an office before it."""
    return " " in name[2] or (name[0] > start and _has_head(text[start : name[0]]))


def _is_subject(text: str, start: int, stop: int, voice: Voice | None) -> bool:
    """Whether what stands before a German verb is its subject: a name or pronoun, not In Berlin."""
    if voice is None or voice.speaker is None or _FRONTED.match(text, start, stop):
        return False
    at, end, words = voice.speaker
    first = at - start <= 1
    return voice.pronoun or (stop - end <= 2 and (" " in words or first))


def signer(text: str, start: int, stop: int, cue: tuple[int, int]) -> Voice | None:
    """Who signed, in the words behind "signed by"."""
    return _from_phrase(text, start, sentence_end(text, start, stop), _mention(text, *cue))


def sentence_start(text: str, start: int, stop: int) -> int:
    """Where the last sentence of text[start:stop] begins; *stop* if it is finished there."""
    begin = start
    for match in _STOP.finditer(text, start, stop):
        if _SHORT_BEFORE.search(text, max(start, match.start() - 8), match.start()) is None:
            begin = match.end()
    return begin


def sentence_end(text: str, start: int, stop: int) -> int:
    """Where the first sentence of text[start:stop] ends."""
    for match in _STOP.finditer(text, start, stop):
        if _SHORT_BEFORE.search(text, max(start, match.start() - 8), match.start()) is None:
            return match.start()
    return stop


def _from_phrase(text: str, start: int, stop: int, cue: Mention) -> Voice | None:
    """The speaker in the phrase behind a cue, with what stands in apposition."""
    if pronoun := LEADING_PRONOUN.match(text, start, stop):
        return Voice(_mention(text, *trim(text, *pronoun.span())), None, cue, pronoun=True)
    start, stop = trim(text, start, min(stop, start + _LONGEST_PHRASE))
    end = _phrase_end(text, start, stop)
    phrase = trim(text, start, end)
    if phrase[0] >= phrase[1]:
        return None
    aside = _apposition(text, end, stop)
    return _voice(text, phrase, aside, cue)


def _phrase_end(text: str, start: int, stop: int) -> int:
    """Where a noun phrase ends; "on" in it goes on while an office still wants its name."""
    for match in _PHRASE_END.finditer(text, start, stop):
        goes_on = _ON.match(text, match.start(), stop)
        if (
            goes_on is None
            or goes_on.group(1) in CALENDAR
            or not _has_head(text[start : match.start()])
            or person(text, start, match.start()) is not None
        ):
            return match.start()
    return stop


def _has_head(phrase: str) -> bool:
    """Whether a phrase names an office or an organization."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    return any(is_office(word) or word in ORGANIZATIONS for word in words)


def _apposition(text: str, comma: int, stop: int) -> tuple[int, int] | None:
    if text[comma : comma + 1] != ",":
        return None
    stops = (
        found.start()
        for found in _APPOSITION_END.finditer(text, comma + 1, stop)
        if _SHORT_BEFORE.search(text, max(comma, found.start() - 8), found.start()) is None
    )
    start, end = trim(text, comma + 1, next(stops, stop))
    return None if start >= end or _NO_ROLE.match(text, start, end) else (start, end)


def _subject(text: str, start: int, stop: int, cue: Mention) -> Voice | None:
    """The speaker before a cue: the last phrase, or the one its apposition belongs to."""
    if pronoun := PRONOUN.search(text[start:stop].rstrip(" ,")):
        at = start + pronoun.start()
        return Voice(_mention(text, at, start + pronoun.end()), None, cue, pronoun=True)
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
            if person(text, *piece) and not _NO_ROLE.match(text, *piece):
                aside = pieces[index + 1]
                return _voice(text, piece, None if _NO_ROLE.match(text, *aside) else aside, cue)
    return _voice(text, pieces[-1], None, cue)


def _voice(
    text: str, phrase: tuple[int, int], aside: tuple[int, int] | None, cue: Mention
) -> Voice | None:
    start, end = phrase
    if end - start > _LONGEST_PHRASE:
        start = end - _LONGEST_PHRASE
    name = person(text, start, end)
    other = None if aside is None else person(text, *aside)
    if other is not None and (
        name is None
        or (_fills(text, other, aside) and (" " not in name[2] or _names_a_post(text, start, name)))
    ):
        return Voice(other, _tidy(text[start:end]), cue)
    if name is not None:
        behind = "" if _NO_ROLE.match(text, name[1], end) else text[name[1] : end]
        role = _tidy(f"{text[start : name[0]]} {_OF.sub('', behind)}")
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
    return Voice(_mention(text, start, end), None, cue)


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
    if _UNNAMED.match(lead) and (is_linked(lead) or _has_head(lead)):
        return _mention(text, start, capital[-1].end)
    last = capital[0]
    for run in capital[1:]:
        if not is_linked(text[last.end : run.start], cause=True):
            break
        last = run
    return _mention(text, capital[0].start, last.end)


def _role_before(text: str, phrase: tuple[int, int]) -> str | None:
    """The phrase before a bare name as its role, if it begins as one does: with an article."""
    return _tidy(text[slice(*phrase)]) if _ARTICLE.match(text[slice(*phrase)]) else None


def _fills(text: str, name: Mention, phrase: tuple[int, int] | None) -> bool:
    """Whether a name of two words or more is all its phrase says."""
    return phrase is not None and " " in name[2] and (name[0], name[1]) == phrase


def _is_named(text: str, voice: Voice) -> bool:
    """Whether an inverted clause (sagte Anna Beck) names its speaker or has a pronoun."""
    if voice.pronoun:
        return True
    if voice.speaker is None or not any(letter.isupper() for letter in voice.speaker[2]):
        return False
    return _ADVERBIAL.match(text, voice.cue[1], voice.speaker[1]) is None


def _is_ordinary(text: str, run: Run) -> bool:
    return all(text[start:end].lower() in ORDINARY for start, end in run.tokens)


def _tidy(words: str) -> str | None:
    """A role as shown: white space folded, leading article and loose ends dropped."""
    role = _ARTICLE.sub("", " ".join(words.split()), count=1).strip(" ,;:–—-.")
    return role if len(role) > 2 and any(letter.isalpha() for letter in role) else None


def _mention(text: str, start: int, end: int) -> Mention:
    return start, end, text[start:end]
