"""A run without a head word: office and person, place and person, acronym, thing, or unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.suggest.beside import AT, ROLE_AFTER, SPEAKS, is_placed
from store.suggest.ends import Tokens
from store.suggest.evidence import Evidence
from store.suggest.folding import Name, NameType
from store.suggest.heads import is_acronym
from store.suggest.lands import COUNTRIES, COUNTRY_ACRONYMS, DEMONYMS
from store.suggest.lexicon import NO_NAMES, SURNAMES, is_field, is_honorific, is_role
from store.suggest.namelists import GIVEN_NAMES, UNUSUAL_NAMES, is_given, is_of_a_people, is_thing
from store.suggest.singles import GERMAN_NOUN, typed
from store.text import fold_space

_THE = re.compile(r"\b[Tt]he\s$")
_VESSELS = frozenset(("HMS", "USS", "SS", "MV", "MS", "RMS", "HMC", "HMCS", "HMAS"))
_COMPASS = frozenset(
    ("New", "San", "Sri", "Costa", "Puerto", "Saudi", "North", "South", "East", "West", "Northern")
)
"""What opens a place of two words, and what its people are called: New Zealanders."""


def plain_names(text: str, tokens: Tokens, words: list[str], whole: Evidence) -> Iterator[Name]:
    """A run without a head word at its end: office + person, place, acronym, or unknown."""
    cut = 0
    for index, word in enumerate(words):
        if is_honorific(words, index) and len(words) > index + 1:
            start, end = tokens[index][0], tokens[-1][1]
            yield Name(start, end, "person", fold_space(text[start:end]), 0.9)
            return
        given = any(each in GIVEN_NAMES for each in words[cut:index])
        named = (given and word.lower() in SURNAMES) or is_given(words, index)
        if (is_role(word.lower()) or word in DEMONYMS) and not named:
            cut = index + 1
    office = cut > 0 and any(is_role(word.lower()) for word in words[:cut])
    for start, end in tokens[:cut]:
        if text[start:end] in COUNTRIES or text[start:end] in COUNTRY_ACRONYMS:
            yield Name(start, end, "place", text[start:end], 0.8)
        elif is_acronym(text[start:end]) and text[start:end] not in NO_NAMES:
            yield Name(start, end, "organization", text[start:end], 0.7)
    if cut and words[cut - 1] in DEMONYMS and _is_of_land(text, tokens, words, cut):
        cut -= 1
    rest, left = tokens[cut:], words[cut:]
    while len(rest) > 1 and _is_apart(*left[:2]):
        kind: NameType = "place" if left[0] in COUNTRIES else "organization"
        yield Name(*rest[0], kind, left[0], 0.7)
        rest, left = rest[1:], left[1:]
    if rest:
        name = _named(text, rest, left, whole, office=office)
        if name is not None:
            yield name


def _is_of_land(text: str, tokens: Tokens, words: Sequence[str], cut: int) -> bool:
    """Whether a nation before one more word begins a name: the Lowland Riviera, British Rail."""
    if (
        cut != len(words) - 1
        or _THE.search(text, max(0, tokens[cut - 1][0] - 5), tokens[cut - 1][0]) is None
    ):
        return False
    last = words[-1]
    return not (last in COUNTRIES or last in GIVEN_NAMES or last.isupper() or is_of_a_people(last))


def _is_apart(first: str, second: str) -> bool:
    """Whether a place or an acronym before other capitals is a name by itself: UN Anna Sol."""
    if first in COUNTRIES:
        return second in GIVEN_NAMES or second in COUNTRIES or second.isupper()
    return is_acronym(first) and second in GIVEN_NAMES


def _named(
    text: str, tokens: Tokens, words: list[str], whole: Evidence, *, office: bool
) -> Name | None:
    """The name of what is left behind an office; None where it names nothing."""
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if len(words) < 3 and not office and is_placed(text, start, end):
        return Name(start, end, "place", exact, 0.8)
    if len(words) == 1:
        kind, score = typed(text, start, end, whole, office=office)
        return None if kind is None else Name(start, end, kind, exact, score)
    if all(word.isupper() and len(word) > 2 for word in words) and not whole.german:
        return Name(start, end, "other", exact, 0.4)
    if _names_nothing(text, end, words, whole):
        return None
    return _thing_or_house(text, tokens, words, office=office) or _somebody(
        text, start, end, words, office=office
    )


def _names_nothing(text: str, end: int, words: list[str], whole: Evidence) -> bool:
    """Whether some words up to *end* are German nouns, a people, or what an office is for."""
    if whole.german:
        return any(GERMAN_NOUN.search(word) for word in words)
    if words[0] in _COMPASS and is_of_a_people(words[-1]):
        return True
    return all(is_field(word.lower()) for word in words) and ROLE_AFTER.match(text, end) is not None


def _thing_or_house(text: str, tokens: Tokens, words: list[str], *, office: bool) -> Name | None:
    """A thing by its last word; a house by a place or an acronym in it: Oule Observer, CT Style."""
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if office:
        return None
    if words[0] in COUNTRIES and is_thing(words[-1].lower()) and len(words) == 2:
        return Name(*tokens[0], "place", words[0], 0.7)
    thing = is_thing(words[-1].lower()) or (is_acronym(words[-1]) and words[-1] in NO_NAMES)
    thing = thing or words[0] in _VESSELS or words[1] == "Shuttle"
    if words[0] not in GIVEN_NAMES | UNUSUAL_NAMES and thing:
        return Name(start, end, "other", exact, 0.4, thing=True)
    if "&" in exact or words[0] in COUNTRIES or is_acronym(words[0]) or is_acronym(words[-1]):
        return Name(start, end, "organization", exact, 0.6)
    if _THE.search(text, max(0, start - 5), start):
        return Name(start, end, "other", exact, 0.6)
    return None


def _somebody(text: str, start: int, end: int, words: list[str], *, office: bool) -> Name:
    """A person, or a place of two words behind "in" that does not speak."""
    behind = AT.search(text, max(0, start - 8), start) is not None
    place = behind and len(words) == 2 and not office and SPEAKS.match(text, end) is None
    return Name(start, end, "place" if place else "person", fold_space(text[start:end]), 0.7)
