"""The name or names of one run of capitalised words: offices split from people, ends trimmed."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.suggest.evidence import Evidence, starts_sentence
from store.suggest.folding import UNSURE, Name, NameType
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lexicon import (
    COUNTRIES,
    DEMONYMS,
    FIELDS,
    HONORIFICS,
    NO_NAMES,
    ORDINARY,
    PLACE_PHRASES,
    is_field,
    is_role,
)
from store.suggest.namelists import (
    GIVEN_NAMES,
    HOLIDAYS,
    OPENERS,
    is_of_a_people,
    is_opener,
    is_prefixed,
    is_thing,
)
from store.suggest.passages import Passage
from store.suggest.runs import Run
from store.suggest.singles import (
    AT,
    COMPOUND,
    GERMAN_NOUN,
    ROLE_AFTER,
    SPEAKS,
    apposed,
    is_placed,
    names_somebody,
    typed,
)
from store.suggest.titles import untitled
from store.text import fold_space

_THE = re.compile(r"\b[Tt]he\s$")
_YEAR = re.compile(r"\s(?:of\s)?(?:1\d|20)\d\d\b")
_ORDINAL = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\s$")
_NUMBERED = frozenset(
    "legion division brigade regiment battalion squadron infantry airborne army fleet corps cavalry "
    "marines congress".split()
)
"""Heads of what is numbered, folded: the 43rd Regiment."""

_DOMAIN = re.compile(
    r"\.(?:com|org|net|gov|edu|info|ca|uk|de|fr|es|eu|ch|at|io|tv)\b(?![\w@/.-]\w)"
)
_TOLD = 0.6
_QUALIFIERS = frozenset("great good poor dear more most some many all".split())
_RANKS = frozenset(("great", "first", "second", "third"))
_ROMANCE = frozenset("el la le les los las de du von di da del".split())
_COMPASS = frozenset("New San Sri Costa Puerto Saudi North South East West Northern".split())
"""What opens a place of two words, and what its people are called: New Zealanders."""

_DIRECTIONS = frozenset(
    f"{side}{ending}" for side in ("North", "South", "East", "West") for ending in ("", "ern")
) | {"Central", "Upper", "Lower"}


def _core(text: str, passage: Passage, run: Run, whole: Evidence) -> list[tuple[int, int]]:
    """A run's words without ordinary ones at its ends and adjectives like Pro-Kenya before it."""
    tokens = list(run.tokens)
    if by_heads([text[slice(*token)] for token in tokens]) is None:
        while tokens and is_prefixed(text[slice(*tokens[0])]):
            tokens.pop(0)
    while (
        tokens
        and not _opens_place(text, tokens)
        and _is_ordinary(text, passage, tokens[0], len(tokens), whole)
    ):
        tokens.pop(0)
    while _is_loose_end(text, tokens):
        tokens.pop()
    return tokens


def _opens_place(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a run begins with a place of two words whose first may be ordinary: Los Angeles."""
    return len(tokens) > 1 and fold_space(text[tokens[0][0] : tokens[1][1]]) in PLACE_PHRASES


def names_of(text: str, passage: Passage, run: Run, whole: Evidence) -> Iterator[Name]:
    """The name or names of one run: offices split from people, titles let go.

    What stands right before it may tell its type: the ferry Harwick, the company Harwick.
    """
    for name in _names_of(text, passage, run, whole):
        told = apposed(text, name) if name.type in ("other", "person", "place", "organization") else None
        if told == "thing":
            yield replace(name, type="other", thing=True)
        elif told is not None:
            yield replace(name, type=told, score=max(name.score, _TOLD))
        elif name.type == "person":
            start, end = untitled(text, name.start, name.end)
            yield replace(name, start=start, canonical=fold_space(text[start:end]))
        else:
            yield name


def _names_of(text: str, passage: Passage, run: Run, whole: Evidence) -> Iterator[Name]:
    if run.personal:
        yield Name(run.start, run.end, "person", fold_space(text[run.start : run.end]), 0.8)
        return
    tokens = _core(text, passage, run, whole)
    if not tokens:
        return
    for index, (at, stop) in enumerate(tokens):
        if (compound := COMPOUND.search(text, at, stop)) is not None:
            before = Run((*tokens[:index], (at, compound.start())))
            yield from _names_of(text, passage, before, whole)
            if index + 1 < len(tokens):
                yield from _names_of(text, passage, Run(tuple(tokens[index + 1 :])), whole)
            return
    for index, (at, stop) in enumerate(tokens):
        titled = index and text[slice(*tokens[index - 1])].rstrip(".") in HONORIFICS
        if index and not titled and text[at:stop].rstrip(".") in HONORIFICS:
            yield from _names_of(text, passage, Run(tuple(tokens[:index])), whole)
            yield from _names_of(text, passage, Run(tuple(tokens[index:])), whole)
            return
    words = [text[start:end] for start, end in tokens]
    if _are_shouted(words, whole):
        return
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if words[-1].lower() in _NUMBERED and (
        ordinal := _ORDINAL.search(text, max(0, start - 8), start)
    ):
        yield Name(
            ordinal.start(), end, "organization", fold_space(text[ordinal.start() : end]), 0.8
        )
        return
    if exact in HOLIDAYS:
        yield Name(start, end, "event", exact, 0.8)
        return
    if suffix := _DOMAIN.match(text, end, passage.end):
        if text[max(0, start - 1) : start] not in ("@", ".", "/"):
            yield Name(start, suffix.end(), "organization", text[start : suffix.end()], 0.6)
        return
    if len(words) > 1 and len(words[-1]) == 1 and words[0] not in GIVEN_NAMES:
        yield Name(start, end, "other", exact, 0.4, thing=True)
        return
    if exact in PLACE_PHRASES or _is_part_of_country(words):
        yield Name(start, end, "place", exact, 0.9)
    elif len(words) == 2 and words[1] in COUNTRIES and words[0].lower() in FIELDS:
        yield Name(start, end, "organization", exact, 0.7)
    elif len(words) > 1 and (kind := by_heads(exact.split())) is not None:
        year = _YEAR.match(text, end, passage.end) if kind in ("law", "event") else None
        end = end if year is None else year.end()
        yield Name(start, end, kind, fold_space(text[start:end]), 0.8)
    else:
        opener = text[slice(*run.tokens[0])].lower()
        qualified = opener in _QUALIFIERS or is_opener(opener)
        first = starts_sentence(text, passage.start, run.start if qualified else start)
        for name in _person_or_plain(text, tokens, words, whole):
            unsure = (
                first and name.type == "other" and not names_somebody(text, name.start, name.end)
            )
            yield replace(name, score=UNSURE) if unsure else name


def _is_loose_end(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a run's last word is ordinary: no head word, no surname (James To), and no particle
    before it (Punta del Este).
    """
    words = [text[slice(*token)] for token in tokens]
    return (
        len(words) > 1
        and words[-1].lower() in ORDINARY
        and by_heads(words[-1:]) is None
        and not (len(words) == 2 and words[0] in GIVEN_NAMES)
        and not text[tokens[-2][1] : tokens[-1][0]].strip()
    )


def _are_shouted(words: Sequence[str], whole: Evidence) -> bool:
    """Whether a run of capitals is made of ordinary words: CALL TODAY AND SAVE."""
    if len(words) < 2 or not all(word.isupper() for word in words):
        return False
    return 2 * sum(word.isalpha() and word.lower() in whole.common for word in words) >= len(words)


def _is_part_of_country(words: Sequence[str]) -> bool:
    """Whether words say which part of a country: Southern Chile."""
    return len(words) == 2 and words[0] in _DIRECTIONS and words[1] in COUNTRIES


def _is_ordinary(
    text: str, passage: Passage, token: tuple[int, int], count: int, whole: Evidence
) -> bool:
    """Whether a run's first word is capitalised for its place only."""
    word = text[slice(*token)]
    folded = word.lower()
    first = starts_sentence(text, passage.start, token[0])
    if folded in ORDINARY:
        if count > 1 and folded in _RANKS and not first:
            return False
        if count > 1 and folded in _ROMANCE and (whole.tongue == "en" or not first):
            return False
        return not (word.isupper() and len(word) > 1)
    if folded in OPENERS or (count > 1 and is_opener(folded)):
        return first
    if word in HONORIFICS or count > 1 or not first:
        return False
    return folded in whole.lower and word not in COUNTRIES


def _person_or_plain(
    text: str, tokens: list[tuple[int, int]], words: list[str], whole: Evidence
) -> Iterator[Name]:
    """A run without a head word at its end: office + person, place, acronym, or unknown."""
    cut = 0
    for index, word in enumerate(words):
        if word.rstrip(".") in HONORIFICS and len(words) > index + 1:
            start, end = tokens[index][0], tokens[-1][1]
            yield Name(start, end, "person", fold_space(text[start:end]), 0.9)
            return
        if is_role(word.lower()) or word in DEMONYMS:
            cut = index + 1
    office = cut > 0 and any(is_role(word.lower()) for word in words[:cut])
    for start, end in tokens[:cut]:
        if text[start:end] in COUNTRIES:
            yield Name(start, end, "place", text[start:end], 0.8)
        elif is_acronym(text[start:end]) and text[start:end] not in NO_NAMES:
            yield Name(start, end, "organization", text[start:end], 0.7)
    rest, left = tokens[cut:], words[cut:]
    while len(rest) > 1 and _is_apart(*left[:2]):
        kind: NameType = "place" if left[0] in COUNTRIES else "organization"
        yield Name(*rest[0], kind, left[0], 0.7)
        rest, left = rest[1:], left[1:]
    if rest:
        yield from _plain(text, rest, left, whole, office=office)


def _is_apart(first: str, second: str) -> bool:
    """Whether a place or an acronym before other capitals is a name by itself: UN Anna Sol."""
    if first in COUNTRIES:
        return second in GIVEN_NAMES or second in COUNTRIES or second.isupper()
    return is_acronym(first) and second in GIVEN_NAMES


def _plain(
    text: str, tokens: list[tuple[int, int]], words: list[str], whole: Evidence, *, office: bool
) -> Iterator[Name]:
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if len(words) < 3 and not office and is_placed(text, start, end):
        yield Name(start, end, "place", exact, 0.8)
        return
    if len(words) == 1:
        kind, score = typed(text, start, end, whole, office=office)
        if kind is not None:
            yield Name(start, end, kind, exact, score)
        return
    if whole.german and any(GERMAN_NOUN.search(word) for word in words):
        return
    if all(word.isupper() and len(word) > 2 for word in words):
        yield Name(start, end, "other", exact, 0.4)
        return
    if words[0] in _COMPASS and is_of_a_people(words[-1]) and not whole.german:
        return
    if all(is_field(word.lower()) for word in words) and ROLE_AFTER.match(text, end):
        return
    if words[0] in COUNTRIES and is_thing(words[-1].lower()) and len(words) == 2:
        yield Name(*tokens[0], "place", words[0], 0.7)
        return
    thing = is_thing(words[-1].lower()) or (is_acronym(words[-1]) and words[-1] in NO_NAMES)
    if words[0] not in GIVEN_NAMES and thing and not office:
        yield Name(start, end, "other", exact, 0.4, thing=True)
        return
    if not office and (words[0] in COUNTRIES or is_acronym(words[0]) or is_acronym(words[-1])):
        yield Name(start, end, "organization", exact, 0.6)
        return
    if not office and _THE.search(text, max(0, start - 5), start):
        yield Name(start, end, "other", exact, 0.6)
        return
    place = AT.search(text, max(0, start - 8), start) is not None and len(words) == 2 and not office
    spoken = SPEAKS.match(text, end) is not None
    yield Name(start, end, "place" if place and not spoken else "person", exact, 0.7)
