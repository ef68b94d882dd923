"""Names of people, organizations, places, laws and events, and dates, by shape and head words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from store.model import AttributeValue, Block, BlockKind
from store.suggest.acronyms import acronyms
from store.suggest.base import Suggestion
from store.suggest.chains import chains
from store.suggest.dates import dates
from store.suggest.folding import UNSURE, Name, NameType, aliases, folded
from store.suggest.gazetteer import EMPTY, Gazetteer
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lexicon import (
    CALENDAR,
    COUNTRIES,
    COUNTRY_ACRONYMS,
    DEMONYMS,
    FIELDS,
    HONORIFICS,
    NO_NAMES,
    ORDINARY,
    PLACE_PHRASES,
    ROLES,
    is_field,
    is_role,
)
from store.suggest.marks import MarkedSpan, marked
from store.suggest.namelists import (
    GIVEN_NAMES,
    OPENERS,
    SHOUTED,
    is_of_a_people,
    is_prefixed,
    is_thing,
)
from store.suggest.passages import Passage, language, passages
from store.suggest.runs import Run, runs
from store.text import fold_space

ORIGIN = "rule:names/2"

_LOWER = re.compile(r"\b[a-zß-öø-ÿ]{3,}")
_AROUND = 100_000
"""Code points around what is read in which a word in lower case makes it no name; more would take
a quarter of a second in ten megabytes, in which no other thread could do anything.
"""
_IN = re.compile(r"\b(?:in|from|near|across|outside|nach|aus|to|at)\s$")
_THE = re.compile(r"\b[Tt]he\s$")
_SPEAKS = re.compile(r"\s(?:said|says|told|added|sagte|erklärte|who)\b")
_PLACE_NOUN = (
    r"(?:islands?|city|town|village|province|district|region|port|valley|peninsula|county|suburb|"
    r"capital|mayor|governor|people|citizens|residents|inhabitants|stadt|insel|provinz|dorf|ville|île|village|région|ciudad|isla|provincia|pueblo)"
)
_PLACE_BEFORE = re.compile(rf"\b{_PLACE_NOUN} (?:of|de|d[’']|von)\s?$", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r"\s(?:islands?|valley|peninsula|province|district|county|strait|river|airport|harbour|harbor|"
    r"railway|highway)\b"
)
_ROLE_AFTER = re.compile(
    r"\s(?:minister|secretary|director|spokes\w+|chief|officer|commissioner|adviser|advisor|"
    r"committee|department|ministry)s?\b"
)
_NOUN_AFTER = re.compile(r"\s(?!said|says|told|added|who|was|is|has|had)[a-z]{3,}")
_SENTENCE_BREAK = frozenset('.!?…:\n“„«"‘([•*–—-|')
_GERMAN_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|ismus|nis|ungen|tionen|jahr|tag|Ende|Anfang|Mitte|prozent)$"
)
_YEAR = re.compile(r"\s(?:of\s)?(?:1\d|20)\d\d\b")
_DIRECTIONS = frozenset(
    f"{side}{ending}" for side in ("North", "South", "East", "West") for ending in ("", "ern")
) | {"Central", "Upper", "Lower"}
_ALL_CAPS_LONGEST = 7
_LONGEST_TITLE = 8


@dataclass(frozen=True, slots=True)
class _Text:
    """What the whole text tells about its words."""

    german: bool
    lower: frozenset[str]
    common: frozenset[str]


def names(text: str, blocks: Sequence[Block], known: Gazetteer = EMPTY) -> tuple[Name, ...]:
    """The names in text order, not overlapping; later short forms carry the first full name.

    Names the library already holds come as *known*; they win over what the rules would make.
    """
    return read(text, passages(text, blocks), known)


def read(text: str, found: Sequence[Passage], known: Gazetteer = EMPTY) -> tuple[Name, ...]:
    """The names of some passages read in a row."""
    if not found:
        return ()
    around = max(0, found[0].start - _AROUND), found[-1].end + _AROUND
    lower = frozenset(_LOWER.findall(text, *around))
    whole = _Text(language(text) == "de", lower, lower | ORDINARY | SHOUTED)
    raw: list[Name] = []
    titled: list[Passage] = []
    for passage in found:
        if _is_title_cased(text, passage):
            titled.append(passage)
        raw.extend(_passage_names(text, passage, whole, known))
    seen = Counter(name.canonical for name in raw if not any(_covers(t, name) for t in titled[:8]))
    kept = [
        name
        for name in raw
        if name.canonical in seen or not any(_covers(t, name) for t in titled[:8])
    ]
    return tuple(folded(text, kept))


def _covers(passage: Passage, name: Name) -> bool:
    return passage.start <= name.start < passage.end


def _is_title_cased(text: str, passage: Passage) -> bool:
    if passage.kind not in (BlockKind.TITLE, BlockKind.HEADING):
        return False
    long_words = [word for word in text[passage.start : passage.end].split() if len(word) > 3]
    capital = sum(word[0].isupper() for word in long_words)
    return len(long_words) > 3 and capital * 10 >= len(long_words) * 6


def _passage_names(text: str, passage: Passage, whole: _Text, known: Gazetteer) -> Iterator[Name]:
    """Known names first, then dates, then long forms, then runs that overlap none of them."""
    taken: list[Name] = list(known.find(text, passage.start, passage.end))
    taken += [
        Name(start, end, "date", fold_space(text[start:end]), 0.9)
        for start, end in dates(text, passage.start, passage.end)
    ]
    for bound in acronyms(text, passage.start, passage.end):
        long_form = text[slice(*bound.long)]
        if not long_form[0].isupper():
            continue
        kind = by_heads(long_form.split()) or "organization"
        taken.append(Name(*bound.long, kind, fold_space(long_form), 0.9))
        taken.append(Name(*bound.short, kind, fold_space(long_form), 0.9))
    taken.sort(key=lambda name: (name.start, -name.score))
    taken = list(_apart(taken))
    works = [span for span in marked(text, passage.start, passage.end) if _is_work(text, span)]
    starts = [name.start for name in taken]
    floor = passage.start
    result = list(taken)
    found = runs(text, passage.start, passage.end)
    for run in chains(text, found, passage.start, passage.end):
        near = bisect_right(starts, run.start) - 1
        beside = taken[max(0, near) : near + 2]
        if run.start < floor or any(n.start < run.end and run.start < n.end for n in beside):
            continue
        if any(work.start < run.end and run.start < work.end for work in works):
            continue
        for name in _run_names(text, passage, run, whole):
            result.append(name)
            floor = name.end
    result.sort(key=lambda name: name.start)
    yield from _apart(result)


def _is_work(text: str, span: MarkedSpan) -> bool:
    """Whether marked words are the title of a work, whose words name nothing by themselves."""
    words = text[span.inner_start : span.inner_end].split(maxsplit=_LONGEST_TITLE)
    long_words = [word for word in words if len(word) > 3]
    return (
        span.closed
        and 1 < len(words) < _LONGEST_TITLE
        and bool(long_words)
        and all(word[0].isupper() for word in long_words)
        and by_heads(words) is None
        and words[0] not in GIVEN_NAMES
    )


def _apart(ordered: Iterable[Name]) -> Iterator[Name]:
    end = -1
    for name in ordered:
        if name.start >= end:
            yield name
            end = name.end


def _core(text: str, passage: Passage, run: Run, whole: _Text) -> list[tuple[int, int]]:
    """A run's words without ordinary ones at its ends and adjectives like Pro-Kenya before it."""
    tokens = list(run.tokens)
    if by_heads([text[slice(*token)] for token in tokens]) is None:
        while len(tokens) > 1 and is_prefixed(text[slice(*tokens[0])]):
            tokens.pop(0)
    while tokens and _is_ordinary(text, passage, tokens[0], len(tokens), whole):
        tokens.pop(0)
    while _is_loose_end(text, tokens):
        tokens.pop()
    return tokens


def _run_names(text: str, passage: Passage, run: Run, whole: _Text) -> Iterator[Name]:
    """The name or names of one run: offices split from people."""
    if run.personal:
        yield Name(run.start, run.end, "person", fold_space(text[run.start : run.end]), 0.8)
        return
    tokens = _core(text, passage, run, whole)
    if not tokens:
        return
    for index, (at, stop) in enumerate(tokens):
        titled = index and text[slice(*tokens[index - 1])].rstrip(".") in HONORIFICS
        if index and not titled and text[at:stop].rstrip(".") in HONORIFICS:
            yield from _run_names(text, passage, Run(tuple(tokens[:index])), whole)
            yield from _run_names(text, passage, Run(tuple(tokens[index:])), whole)
            return
    words = [text[start:end] for start, end in tokens]
    if _are_shouted(words, whole):
        return
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if exact in PLACE_PHRASES or _is_part_of_country(words):
        yield Name(start, end, "place", exact, 0.9)
    elif len(words) == 2 and words[1] in COUNTRIES and words[0].lower() in FIELDS:
        yield Name(start, end, "organization", exact, 0.7)
    elif len(words) > 1 and (kind := by_heads(exact.split())) is not None:
        year = _YEAR.match(text, end, passage.end) if kind in ("law", "event") else None
        end = end if year is None else year.end()
        yield Name(start, end, kind, fold_space(text[start:end]), 0.8)
    else:
        first = _starts_sentence(text, passage.start, start)
        for name in _person_or_plain(text, tokens, words, whole):
            unsure = first and name.type == "other"
            yield replace(name, score=UNSURE) if unsure else name


def _is_loose_end(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether a run's last word is ordinary: no head word, no surname (James To), and no particle
    before it (Punta del Este).
    """
    words = [text[slice(*token)] for token in tokens]
    return (
        len(words) > 1
        and words[-1].lower() in ORDINARY
        and by_heads(words) is None
        and not (len(words) == 2 and words[0] in GIVEN_NAMES)
        and not text[tokens[-2][1] : tokens[-1][0]].strip()
    )


def _are_shouted(words: Sequence[str], whole: _Text) -> bool:
    """Whether a run of capitals is made of ordinary words: CALL TODAY AND SAVE."""
    if len(words) < 2 or not all(word.isupper() for word in words):
        return False
    return 2 * sum(word.isalpha() and word.lower() in whole.common for word in words) >= len(words)


def _is_part_of_country(words: Sequence[str]) -> bool:
    """Whether words say which part of a country: Southern Chile."""
    return len(words) == 2 and words[0] in _DIRECTIONS and words[1] in COUNTRIES


def _is_ordinary(
    text: str, passage: Passage, token: tuple[int, int], count: int, whole: _Text
) -> bool:
    """Whether a run's first word is capitalised for its place only."""
    word = text[slice(*token)]
    folded = word.lower()
    if folded in ORDINARY:
        return not (word.isupper() and len(word) > 1)
    if folded in OPENERS:
        return _starts_sentence(text, passage.start, token[0])
    if word in HONORIFICS or count > 1 or not _starts_sentence(text, passage.start, token[0]):
        return False
    return folded in whole.lower and word not in COUNTRIES


def _starts_sentence(text: str, start: int, at: int) -> bool:
    before = text[max(start, at - 6) : at].rstrip(" \t\u00a0*_#")
    return not before or before[-1] in _SENTENCE_BREAK or before[-1] in '”’»"'


def _person_or_plain(
    text: str, tokens: list[tuple[int, int]], words: list[str], whole: _Text
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
        elif is_acronym(text[start:end]):
            yield Name(start, end, "organization", text[start:end], 0.7)
    rest, left = tokens[cut:], words[cut:]
    while len(rest) > 1 and (left[0] in COUNTRIES or is_acronym(left[0])):
        kind: NameType = "place" if left[0] in COUNTRIES else "organization"
        yield Name(*rest[0], kind, left[0], 0.7)
        rest, left = rest[1:], left[1:]
    if rest:
        yield from _plain(text, rest, left, whole, office=office)


def _plain(
    text: str, tokens: list[tuple[int, int]], words: list[str], whole: _Text, *, office: bool
) -> Iterator[Name]:
    start, end = tokens[0][0], tokens[-1][1]
    exact = fold_space(text[start:end])
    if len(words) < 3 and not office and _is_placed(text, start, end):
        yield Name(start, end, "place", exact, 0.8)
        return
    if len(words) == 1:
        kind, score = _single(text, start, end, whole, office=office)
        if kind is not None:
            yield Name(start, end, kind, exact, score)
        return
    if whole.german and any(_GERMAN_NOUN.search(word) for word in words):
        return
    if all(word.isupper() and len(word) > 2 for word in words):
        yield Name(start, end, "other", exact, 0.4)
        return
    if all(is_field(word.lower()) for word in words) and _ROLE_AFTER.match(text, end):
        return
    if words[0] not in GIVEN_NAMES and is_thing(words[-1].lower()) and not office:
        yield Name(start, end, "other", exact, 0.4, thing=True)
        return
    if not office and _THE.search(text, max(0, start - 5), start):
        yield Name(start, end, "other", exact, 0.6)
        return
    place = (
        _IN.search(text, max(0, start - 8), start) is not None and len(words) == 2 and not office
    )
    spoken = _SPEAKS.match(text, end) is not None
    yield Name(start, end, "place" if place and not spoken else "person", exact, 0.7)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether the word before or after is all capitals too."""
    return any(
        beside.isupper() and sum(letter.isalpha() for letter in beside) > 1
        for beside in (
            *text[max(0, start - 24) : start].split()[-1:],
            *text[end : end + 24].split()[:1],
        )
    )


def _is_placed(text: str, start: int, end: int) -> bool:
    """Whether the words beside a name call it a place: the island of X, the X valley."""
    return (
        _PLACE_BEFORE.search(text, max(0, start - 24), start) is not None
        or _PLACE_AFTER.match(text, end) is not None
    )


def _is_compound(word: str) -> bool:
    """Whether a capital only begins an adjective: Vienna-based."""
    tail = word.rpartition("-")[2]
    return tail != word and len(tail) > 2 and tail.islower()


def _single(
    text: str, start: int, end: int, whole: _Text, *, office: bool
) -> tuple[NameType | None, float]:
    """The type of a lone capitalised word, None where it is more likely no name."""
    word = text[start:end]
    if word in COUNTRIES:
        return "place", 0.9
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
    if word in DEMONYMS or len(word) < 3 or word.lower() in ROLES or word.isupper():
        return None, 0.0
    if by_heads([word]) is not None or (word.lower() in whole.lower and not office):
        return None, 0.0
    if whole.german and _GERMAN_NOUN.search(word):
        return None, 0.0
    if is_field(word.lower()) and (office or _ROLE_AFTER.match(text, end)):
        return None, 0.0
    if office or _SPEAKS.match(text, end):
        return "person", 0.7
    if whole.german or _is_no_name(text, word, end):
        return None, 0.0
    if _IN.search(text, max(0, start - 8), start):
        return "place", 0.6
    return "other", 0.5


def _is_no_name(text: str, word: str, end: int) -> bool:
    """Whether a lone word up to *end* is an idea (Accommodation) or of a people (Nubian gold)."""
    if is_of_a_people(word):
        return word.endswith("s") or _NOUN_AFTER.match(text, end) is not None
    return is_thing(word.lower())


class NameSuggester:
    """Proposes entities with their type, canonical name and other forms."""

    name = ORIGIN

    def __init__(self, known: Gazetteer = EMPTY) -> None:
        """With the names a library already holds."""
        self._known = known

    def suggest(self, text: str, blocks: Sequence[Block]) -> tuple[Suggestion, ...]:
        """The names in text order."""
        return suggested(text, names(text, blocks, self._known))


def suggested(text: str, found: Sequence[Name]) -> tuple[Suggestion, ...]:
    """Names as suggestions; an entity's first mention carries its other forms."""
    others = aliases(text, found)
    return tuple(_suggestion(name, others.pop(name.canonical, ())) for name in found)


def _suggestion(name: Name, others: tuple[str, ...]) -> Suggestion:
    given: dict[str, AttributeValue] = {"type": name.type, "name": name.canonical}
    return Suggestion(
        kind="entity",
        start=name.start,
        end=name.end,
        origin=name.origin or ORIGIN,
        score=name.score,
        attributes=given | ({"aliases": list(others)} if others else {}),
    )
