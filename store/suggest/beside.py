"""What the words beside a name tell of it: that it is a place, that it acts, what it is called."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from typing import Literal

from store.suggest.folding import Name, NameType
from store.suggest.lexicon import is_field
from store.suggest.namelists import COMMON, GIVEN_NAMES

AT = re.compile(r"\b(?:in|from|near|across|outside|nach|aus|to|at)\s$")
SPEAKS = re.compile(r"\s(?:said|says|told|added|sagte|erklärte|who)\b")
_PLACE_NOUN = (
    r"(?:islands?|city|town|village|province|district|region|port|valley|peninsula|county|suburb|"
    r"capital|mayor|governor|people|citizens|residents|inhabitants|stadt|insel|provinz|dorf|ville|"
    r"île|village|région|ciudad|isla|provincia|pueblo)"
)
_PLACE_BEFORE = re.compile(
    rf"\b{_PLACE_NOUN} (?:of|de|d[’']|von)\s?$|\bcapital,?\s$", re.IGNORECASE
)
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
    r"(?:has|had|was|is|will|would|did|himself|herself|won|began|made|took|became|went|came|wrote|"
    r"left|[a-z]{2,}ed)\b"
)
_NOUN = re.compile(
    r"(?:s|ing|ly|ity|acy|lcy|edge|ness|ment|[ts]ion|ism|[ae]nce|ship|ware|ist|play)$"
)
_LISTED = re.compile(r"(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)*,? (?:and|or|&) [A-Z]")
_THING_AFTER = re.compile(
    r"\s(?:database|software|browser|camera|phones?|smartphone|virus|vaccine|syndrome|disease|"
    r"novels?|films?|movie|album|trilogy|franchise|console|engine|rocket|spacecraft|scale|method|"
    r"algorithm|theorem|protein|classification)\b"
)
_WORD_BEFORE = re.compile(r"([a-z]+)\s[“\"‘']?$")
_THINGS = frozenset(
    "ship vessel boat ferry yacht submarine frigate tanker schooner spacecraft orbiter shuttle "
    "rocket novel book film movie album song single hit game database software browser comet "
    "asteroid horse anthology brand fragrance series sitcom show musical opera painting sculpture "
    "poem play".split()
)
"""Nouns before the name of a thing: the ferry Harwick."""

_HOUSE_AFTER = re.compile(
    r"\s(?:news\sagency|newspaper|daily|shares|stock|headquarters|executives|employees|subsidiary)\b"
)
_HOUSES = frozenset(
    "company firm group band team club agency newspaper magazine broadcaster charity union airline "
    "retailer bank publisher website party organization organisation".split()
)
"""Nouns before the name of an organization: the airline Harwick."""


def is_placed(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name call it a place: the island of X, the X valley."""
    return (
        _PLACE_BEFORE.search(text, max(0, start - 24), start) is not None
        or _PLACE_AFTER.match(text, end) is not None
    )


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
    housed = not known and _HOUSE_AFTER.match(text, name.end) is not None
    return "organization" if housed or noun in _HOUSES else None
