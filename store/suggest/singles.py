"""The type of a lone capitalised word, by its shape and the words beside it."""

from __future__ import annotations

import re
from typing import Literal

from store.suggest.evidence import Evidence
from store.suggest.folding import Name, NameType
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lexicon import (
    CALENDAR,
    COUNTRIES,
    COUNTRY_ACRONYMS,
    DEMONYMS,
    NO_NAMES,
    ROLES,
    is_field,
)
from store.suggest.namelists import COMMON, GIVEN_NAMES, SHOUTED, TITLES, is_of_a_people, is_thing

COMPOUND = re.compile(
    r"-(?:\w{3,}ed|based|led|run|born|built|held|made|owned|style|like|era|wide|bound|winning|winners?|"
    r"speaking|language|elect|class|type|critical|critic|parent|area|themed|friendly|only|style)$"
)
"""What makes an adjective of the name before it: Vienna-based."""

AT = re.compile(r"\b(?:in|from|near|across|outside|nach|aus|to|at)\s$")
SPEAKS = re.compile(r"\s(?:said|says|told|added|sagte|erklärte|who)\b")
_PLACE_NOUN = (
    r"(?:islands?|city|town|village|province|district|region|port|valley|peninsula|county|suburb|"
    r"capital|mayor|governor|people|citizens|residents|inhabitants|stadt|insel|provinz|dorf|ville|île|village|région|ciudad|isla|provincia|pueblo)"
)
_PLACE_BEFORE = re.compile(rf"\b{_PLACE_NOUN} (?:of|de|d[’']|von)\s?$", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r"\s(?:islands?|valley|peninsula|province|district|county|strait|river|airport|harbour|harbor|"
    r"railway|highway)\b"
)
ROLE_AFTER = re.compile(
    r"\s(?:minister|secretary|director|spokes\w+|chief|officer|commissioner|adviser|advisor|"
    r"committee|department|ministry)s?\b"
)
_ACTS = re.compile(
    r"[’']s\s|\s(?:(?:also|then|later|never|once|first|himself|herself|who|and)\s)?"
    r"(?:has|had|was|is|will|would|did|himself|herself|won|began|made|took|became|went|came|wrote|left|"
    r"[a-z]{2,}ed)\b"
)
_NOUN = re.compile(
    r"(?:s|ing|ly|ity|acy|lcy|edge|ness|ment|[ts]ion|ism|[ae]nce|ship|ware|ist|play)$"
)
_LISTED = re.compile(r"(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)*,? (?:and|or|&) [A-Z]")
_NOBLES = frozenset(
    [
        "duke",
        "duchess",
        "count",
        "countess",
        "baron",
        "baroness",
        "earl",
        "viscount",
        "elder",
        "lords",
    ]
)
_WITHIN = re.compile(r"\b(?:in|aus|nach|bei|von)\s$")
_PLURAL = re.compile(r"(?:en|er|el|e|ft|st|cht|nd|ng|us|ion|mie|ik|rn|ln|ismus|tum)$")
_IDIOMS = frozenset(
    "Anfang Angst Anspruch Arbeit Bedarf Beginn Betrieb Betracht Bezug Brand Fahrt Folge Form Frage "
    "Frieden Gang Gefahr Geld Gold Haft Hand Haus Hause Kauf Konflikt Kontakt Kraft Mode Musik Natur "
    "Not Reihe Richtung Ruhe Sicht Stand Stein Verbindung Verdacht Wasser Weg Wege Zukunft Zusammenarbeit "
    "Basis Dank Deutsch Englisch Ende Erfolg Fleisch Fall Geburt Glas Grund Holz Jahr Jahre Leben Metall "
    "Mitte Nacht Mio Mrd Prozent Öl Papier Schluss Tag Tage Teil Uhr Woche Zeit".split()
)
"""German nouns that often stand without an article."""

_THING_AFTER = re.compile(
    r"\s(?:database|software|browser|camera|phones?|smartphone|virus|vaccine|syndrome|disease|"
    r"novels?|films?|movie|album|trilogy|franchise|console|engine|rocket|spacecraft|scale|method|"
    r"algorithm|theorem|protein|classification)\b"
)
_MONEY = re.compile(r"\s?[$€£¥]")
_WORD_BEFORE = re.compile(r"([a-z]+)\s[“\"‘']?$")
_THINGS = frozenset(
    [
        "ship",
        "vessel",
        "boat",
        "ferry",
        "yacht",
        "submarine",
        "frigate",
        "tanker",
        "schooner",
        "spacecraft",
        "orbiter",
        "shuttle",
        "rocket",
        "novel",
        "book",
        "film",
        "movie",
        "album",
        "song",
        "single",
        "hit",
        "game",
        "database",
        "software",
        "browser",
        "comet",
        "asteroid",
        "horse",
        "anthology",
        "brand",
        "fragrance",
        "series",
        "sitcom",
        "show",
        "musical",
        "opera",
        "painting",
        "sculpture",
        "poem",
        "play",
    ]
)
"""Nouns before the name of a thing: the ferry Harwick."""

_HOUSES = frozenset(
    [
        "company",
        "firm",
        "group",
        "band",
        "team",
        "club",
        "agency",
        "newspaper",
        "magazine",
        "broadcaster",
        "charity",
        "union",
        "airline",
        "retailer",
        "bank",
        "publisher",
        "website",
        "party",
        "organization",
        "organisation",
    ]
)
"""Nouns before the name of an organization: the airline Harwick."""

_NOUN_AFTER = re.compile(r"\s(?!said|says|told|added|who|was|is|has|had)[a-z]{3,}")
GERMAN_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|ismus|nis|ungen|tionen|jahr|tag|Ende|Anfang|Mitte|prozent)$"
)
_ALL_CAPS_LONGEST = 7


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether the word before or after is all capitals too."""
    return any(
        beside.isupper() and sum(letter.isalpha() for letter in beside) > 1
        for beside in (
            *text[max(0, start - 24) : start].split()[-1:],
            *text[end : end + 24].split()[:1],
        )
    )


def is_placed(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name call it a place: the island of X, the X valley."""
    return (
        _PLACE_BEFORE.search(text, max(0, start - 24), start) is not None
        or _PLACE_AFTER.match(text, end) is not None
    )


def _is_compound(word: str) -> bool:
    """Whether a capital only begins an adjective: Vienna-based."""
    tail = word.rpartition("-")[2]
    return tail != word and len(tail) > 2 and tail.islower()


def _is_rank(word: str) -> bool:
    """Whether a folded word is an office or a rank, or some who hold it."""
    return any(
        bare in ROLES or bare in TITLES or bare in _NOBLES
        for bare in (word, word.removesuffix("s"))
    )


def typed(
    text: str, start: int, end: int, whole: Evidence, *, office: bool
) -> tuple[NameType | None, float]:
    """The type of a lone capitalised word, None where it is more likely no name."""
    word = text[start:end]
    if word in COUNTRIES or (whole.german and word.removesuffix("s") in COUNTRIES):
        return "place", 0.9
    if (word in COUNTRY_ACRONYMS or len(word) == 2) and _MONEY.match(text, end):
        return None, 0.0
    if word in COUNTRY_ACRONYMS:
        return "place", 0.8
    if (
        _is_compound(word)
        or word in NO_NAMES
        or word in CALENDAR
        or (word.isupper() and word.lower() in SHOUTED)
    ):
        return None, 0.0
    if is_acronym(word):
        if word.lower() in whole.common and _is_shouted(text, start, end):
            return None, 0.0
        return ("organization", 0.7) if len(word) <= _ALL_CAPS_LONGEST else (None, 0.0)
    if word in DEMONYMS or len(word) < 3 or _is_rank(word.lower()) or word.isupper():
        return None, 0.0
    if by_heads([word]) is not None or (word.lower() in whole.lower and not office):
        return None, 0.0
    if whole.german and GERMAN_NOUN.search(word):
        return None, 0.0
    if is_field(word.lower()) and (office or ROLE_AFTER.match(text, end)):
        return None, 0.0
    if office or SPEAKS.match(text, end):
        return "person", 0.7
    if whole.german:
        return _in_german(text, start, word, whole)
    if _is_no_name(text, word, end):
        return None, 0.0
    if AT.search(text, max(0, start - 8), start):
        return "place", 0.6
    return "other", 0.5


def _in_german(text: str, start: int, word: str, whole: Evidence) -> tuple[NameType | None, float]:
    """The type of a lone German word: what a preposition of place stands before, or a given name."""
    if word in GIVEN_NAMES:
        return "person", 0.6
    if _PLURAL.search(word) is not None or word in _IDIOMS:
        return None, 0.0
    if _WITHIN.search(text, max(0, start - 8), start):
        return "place", 0.6
    return ("other", 0.5) if word.removesuffix("s") in whole.bare else (None, 0.0)


def _is_no_name(text: str, word: str, end: int) -> bool:
    """Whether a lone word up to *end* is an idea (Accommodation) or of a people (Nubian gold)."""
    if is_of_a_people(word):
        return word.endswith("s") or _NOUN_AFTER.match(text, end) is not None
    return is_thing(word.lower())


def names_somebody(text: str, start: int, end: int) -> bool:
    """Whether a lone word that opens a sentence is told to be a name by what follows it."""
    word = text[start:end].lower()
    if " " in word or word in COMMON or _NOUN.search(word) is not None or is_field(word):
        return False
    return _ACTS.match(text, end) is not None or _LISTED.match(text, end) is not None


def apposed(text: str, name: Name) -> NameType | Literal["thing"] | None:
    """What the noun right before a name calls it: a thing of no type there is, an organization."""
    before = _WORD_BEFORE.search(text, max(0, name.start - 24), name.start)
    noun = "" if before is None else before.group(1)
    known = name.type == "place" or name.canonical.split(" ", 1)[0] in GIVEN_NAMES
    if noun in _THINGS or (not known and _THING_AFTER.match(text, name.end) is not None):
        return "thing"
    return "organization" if noun in _HOUSES else None
