"""The name or names of one run of capitalised words, told by its form and by what is beside it."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from store.suggest.beside import apposed, names_somebody
from store.suggest.ends import Tokens, core, is_numbered, opens_sentence
from store.suggest.evidence import Evidence
from store.suggest.folding import UNSURE, Name
from store.suggest.heads import by_heads
from store.suggest.lands import COUNTRIES, DEMONYMS, PLACE_PHRASES
from store.suggest.lexicon import FIELDS, SURNAMES, is_honorific, is_role
from store.suggest.namelists import GIVEN_NAMES, HOLIDAYS
from store.suggest.passages import Passage
from store.suggest.plain import plain_names
from store.suggest.runs import Run
from store.suggest.titles import untitled
from store.text import fold_space

_YEAR = re.compile(r"\s(?:of\s)?(?:1\d|20)\d\d\b")
_ORDINAL = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\s$")
_NUMBERED = frozenset(
    "legion division brigade regiment battalion squadron infantry airborne army fleet corps "
    "cavalry marines congress".split()
)
"""Heads of what is numbered, folded: the 43rd Regiment."""

_DOMAIN = re.compile(
    r"\.(?:com|org|net|gov|edu|info|ca|uk|de|fr|es|eu|ch|at|io|tv)\b(?![\w@/.-]\w)"
)
_ADDRESSED = ("@", ".", "/")
_TOLD = 0.6
_SHORTENED = frozenset(("Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Jr", "Sr"))
"""Abbreviations that end a name, the stop with them."""

_DIRECTIONS = frozenset(
    f"{side}{ending}" for side in ("North", "South", "East", "West") for ending in ("", "ern")
) | {"Central", "Upper", "Lower"}
_COMPOUND = re.compile(
    r"-(?:\w{3,}ed|based|led|run|born|built|held|made|owned|style|like|era|wide|bound|winning|winners?|"
    r"speaking|language|elect|class|type|critical|critic|parent|area|themed|friendly|only|style)$"
)
"""What makes an adjective of the name before it: Vienna-based."""


def names_of(text: str, passage: Passage, run: Run, whole: Evidence) -> Iterator[Name]:
    """The name or names of one run: offices split from people, titles let go.

    What stands right before it may tell its type: the ferry Harwick, the company Harwick.
    """
    for part in _parted(text, passage, run, whole):
        name = _stopped(text, part)
        told = None if name.type in ("law", "event", "date") else apposed(text, name)
        if told == "thing":
            yield replace(name, type="other", thing=True)
        elif told is not None:
            yield replace(name, type=told, score=max(name.score, _TOLD))
        elif name.type == "person":
            start, end = untitled(text, name.start, name.end)
            yield replace(name, start=start, canonical=fold_space(text[start:end]))
        else:
            yield name


def _stopped(text: str, name: Name) -> Name:
    """A name with the stop of the abbreviation that ends it: Harwick Mills Inc."""
    last = text[name.start : name.end].rsplit(None, 1)[-1]
    shortened = last in _SHORTENED and text[name.end : name.end + 1] == "."
    return replace(name, end=name.end + 1) if shortened else name


def _parted(text: str, passage: Passage, run: Run, whole: Evidence) -> Iterator[Name]:
    """The names of a run's parts: it is cut behind Vienna-based, and before Dr. inside it."""
    if run.personal:
        yield Name(run.start, run.end, "person", fold_space(text[run.start : run.end]), 0.8)
        return
    tokens = core(text, passage, run, whole)
    if not tokens:
        return
    cut = _cut(text, tokens)
    if cut is not None:
        for part in cut:
            if part:
                yield from _parted(text, passage, Run(tuple(part)), whole)
        return
    words = [text[start:end] for start, end in tokens]
    behind = [text[slice(*token)] for token in run.tokens if token[0] >= tokens[-1][1]]
    if _are_shouted(words + behind, whole):
        return
    name = _by_form(text, passage, tokens, words) or _by_head(text, passage, tokens, words)
    if name is not None:
        yield from () if name.score == 0 else (name,)
        return
    first = opens_sentence(text, passage, run, tokens[0][0])
    for name in plain_names(text, tokens, words, whole):
        doubtful = first and name.type == "other"
        unsure = doubtful and not names_somebody(text, name.start, name.end)
        yield replace(name, score=UNSURE) if unsure else name


def _cut(text: str, tokens: Tokens) -> tuple[Tokens, Tokens] | None:
    """Where a run is two: at an adjective made of a name, before a title behind a name."""
    for index, (at, stop) in enumerate(tokens):
        if (compound := _COMPOUND.search(text, at, stop)) is not None:
            return [*tokens[:index], (at, compound.start())], tokens[index + 1 :]
    words = [text[slice(*token)] for token in tokens]
    titles = [is_honorific(words, index) for index in range(len(words))]
    for index in range(1, len(tokens)):
        follows = index < len(tokens) - 1 or text[tokens[index][1] - 1] == "."
        if follows and titles[index] and not titles[index - 1]:
            return tokens[:index], tokens[index:]
    return None


def _by_form(text: str, passage: Passage, tokens: Tokens, words: Sequence[str]) -> Name | None:
    """What its form alone tells: 43rd Regiment, a feast, an address of the web, Vitamin C.

    An address inside another has no score: it is no name.
    """
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    ordinal = _ORDINAL.search(text, max(0, start - 8), start)
    if ordinal is not None and words[-1].lower() in _NUMBERED:
        whole = fold_space(text[ordinal.start() : end])
        return Name(ordinal.start(), end, "organization", whole, 0.8)
    if exact in HOLIDAYS:
        return Name(start, end, "event", exact, 0.8)
    if (suffix := _DOMAIN.match(text, end, passage.end)) is not None:
        score = 0.0 if text[max(0, start - 1) : start] in _ADDRESSED else 0.6
        return Name(start, suffix.end(), "organization", text[start : suffix.end()], score)
    lettered = len(words) > 1 and len(words[-1]) == 1 and words[0] not in GIVEN_NAMES
    if lettered and not is_numbered(words):
        return Name(start, end, "other", exact, 0.4, thing=True)
    return None


def _by_head(text: str, passage: Passage, tokens: Tokens, words: Sequence[str]) -> Name | None:
    """What a list or a head word tells; a law or an event takes its year in."""
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if exact in PLACE_PHRASES or _is_part_of_country(words):
        return Name(start, end, "place", exact, 0.9)
    if len(words) == 2 and words[1] in COUNTRIES and words[0].lower() in FIELDS:
        return Name(start, end, "organization", exact, 0.7)
    named = words[-1].lower() in SURNAMES and words[-2:-1] and words[-2] in GIVEN_NAMES
    named = named and (len(words) == 2 or words[-3] in DEMONYMS or is_role(words[-3].lower()))
    kind = by_heads(exact.split()) if len(words) > 1 and not named else None
    if kind is None:
        return None
    year = _YEAR.match(text, end, passage.end) if kind in ("law", "event") else None
    end = end if year is None else year.end()
    return Name(start, end, kind, fold_space(text[start:end]), 0.8)


def _are_shouted(words: Sequence[str], whole: Evidence) -> bool:
    """Whether a run of capitals is made of ordinary words: CALL TODAY AND SAVE."""
    if len(words) < 2 or not all(word.isupper() for word in words):
        return False
    return 2 * sum(word.isalpha() and word.lower() in whole.common for word in words) >= len(words)


def _is_part_of_country(words: Sequence[str]) -> bool:
    """Whether words say which part of a country: Southern Chile."""
    return len(words) == 2 and words[0] in _DIRECTIONS and words[1] in COUNTRIES
