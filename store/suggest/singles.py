"""The type of a lone capitalised word, by its shape and the words beside it."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re

from store.suggest.beside import AT, ROLE_AFTER, SPEAKS
from store.suggest.evidence import Evidence
from store.suggest.folding import NameType
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lands import COUNTRIES, COUNTRY_ACRONYMS, DEMONYMS
from store.suggest.lexicon import CALENDAR, NO_NAMES, ROLES, is_field
from store.suggest.namelists import (
    GIVEN_NAMES,
    SHOUTED,
    TITLES,
    is_designation,
    is_of_a_people,
    is_thing,
)

_NOBLES = frozenset("duke duchess count countess baron baroness earl viscount elder lords".split())
_WITHIN = re.compile(r"\b(?:in|aus|nach|bei|von)\s$")
_PLURAL = re.compile(r"(?:en|er|el|e|ft|st|cht|nd|ng|us|ion|mie|ik|rn|ln|ismus|tum)$")
_MANY = re.compile(r"(?:en|rn|ln|ft|cht|ng|ion|mie|ik|ismus|tum|[^aeiou]e)$")
_IDIOMS = frozenset(
    "Anfang Angst Anspruch Arbeit Basis Bedarf Beginn Betracht Betrieb Bezug Brand Dank Deutsch "
    "Ende Englisch Erfolg Fahrt Fall Fleisch Folge Form Frage Frieden Gang Geburt Gefahr Geld "
    "Glas Gold Grund Haft Hand Haus Hause Holz Jahr Jahre Kauf Konflikt Kontakt Kraft Leben "
    "Metall Mio Mitte Mode Mrd Musik Nacht Natur Not Papier Prozent Reihe Richtung Ruhe Schluss "
    "Sicht Stand Stein Tag Tage Teil Uhr Verbindung Verdacht Wasser Weg Wege Woche Zeit Zukunft "
    "Zusammenarbeit Öl".split()
)
"""German nouns that often stand without an article."""

_GROUP = re.compile(r"G\d{1,2}")
_MONEY = re.compile(r"\s?[$€£¥]")
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


def _is_compound(word: str) -> bool:
    """Whether a capital only begins an adjective: Vienna-based, Nubian-Kushite."""
    tail = word.rpartition("-")[2]
    if tail != word and all(is_of_a_people(part) or part in DEMONYMS for part in word.split("-")):
        return True
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
    if _is_by_the_way(text, word, end):
        return None, 0.0
    if word in COUNTRY_ACRONYMS:
        return "place", 0.8
    if _GROUP.fullmatch(word):
        return "organization", 0.7
    if is_acronym(word):
        if word.lower() in whole.common and _is_shouted(text, start, end):
            return None, 0.0
        return ("organization", 0.7) if len(word) <= _ALL_CAPS_LONGEST else (None, 0.0)
    if _is_noun(word, whole, office=office):
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


def _is_by_the_way(text: str, word: str, end: int) -> bool:
    """Whether a capitalised word only qualifies, counts or shouts: US$, Monday, VERY."""
    money = word in COUNTRY_ACRONYMS or len(word) == 2
    return (
        (money and _MONEY.match(text, end) is not None)
        or _is_compound(word)
        or is_designation(word)
        or word in NO_NAMES
        or word in CALENDAR
        or (word.isupper() and word.lower() in SHOUTED)
    )


def _is_noun(word: str, whole: Evidence, *, office: bool) -> bool:
    """Whether a word is an adjective, a rank, a head word alone, or one that stands small too."""
    folded = word.lower()
    if word in DEMONYMS or len(word) < 3 or _is_rank(folded) or word.isupper():
        return True
    if by_heads([word]) is not None or (folded in whole.lower and not office):
        return True
    return whole.german and GERMAN_NOUN.search(word) is not None


def _in_german(text: str, start: int, word: str, whole: Evidence) -> tuple[NameType | None, float]:
    """The type of a lone German word by the preposition before it, or as a given name."""
    if word in GIVEN_NAMES:
        return "person", 0.6
    if word in _IDIOMS:
        return None, 0.0
    if word.removesuffix("s") in whole.bare and not _MANY.search(word):
        return "other", 0.5
    within = _WITHIN.search(text, max(0, start - 8), start) is not None
    return ("place", 0.6) if within and not _PLURAL.search(word) else (None, 0.0)


def _is_no_name(text: str, word: str, end: int) -> bool:
    """Whether a lone word up to *end* is an idea (Accommodation) or of a people (Nubian gold)."""
    if is_of_a_people(word):
        return word.endswith("s") or _NOUN_AFTER.match(text, end) is not None
    return is_thing(word.lower())
