"""The type of a name by its head word: the last one, or the one before "of" and "for"."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from store.suggest.lands import DEMONYMS
from store.suggest.lexicon import EVENTS, LAWS, ORGANIZATIONS, PLACES

HeadType = Literal["organization", "place", "law", "event"]

_HEADS: tuple[tuple[frozenset[str], HeadType], ...] = (
    (LAWS, "law"),
    (EVENTS, "event"),
    (ORGANIZATIONS, "organization"),
    (PLACES, "place"),
)
_JOINING = frozenset("of for and the de du des del für der la & et und y".split())
_NUMERALS = frozenset("I II III IV V VI VII VIII IX X XI XII".split())
LEADING_PLACES = frozenset("mount lake river cape gulf port fort north south east west".split())


def by_heads(words: Sequence[str]) -> HeadType | None:
    """The type of a name of these words, or None where no head word tells."""
    head = list(words)
    for index, word in enumerate(words):
        if index and word.lower() in _JOINING:
            head = list(words[:index])
            break
    while len(head) > 1 and (head[-1].isdigit() or head[-1] in _NUMERALS):
        head.pop()
    if not head:
        return None
    last = head[-1].lower().strip(".,")
    for heads, kind in _HEADS:
        if last in heads:
            return kind
    if len(head) > 1 and head[0].lower() in LEADING_PLACES and head[-1] not in DEMONYMS:
        return "place"
    for word in head[:-1]:
        if word.lower() in ORGANIZATIONS and len(head) > 1 and word.lower() not in LEADING_PLACES:
            return "organization"
    return None


def is_acronym(word: str) -> bool:
    """Two to seven letters, nearly all capitals, and no numeral: UN, NGOs, U.S."""
    if word in _NUMERALS:
        return False
    letters = [letter for letter in word.removesuffix("s") if letter.isalpha()]
    return 2 <= len(letters) <= 7 and all(letter.isupper() for letter in letters)
