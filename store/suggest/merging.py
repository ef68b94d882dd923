"""Names of two sources made one list: which of two that overlap is kept."""

# ruff: noqa: SIM905 - word lists are easier to read and to extend unquoted

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from store.suggest.beside import ROLE_AFTER
from store.suggest.folding import Name, NameType
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lands import COUNTRIES, DEMONYMS
from store.suggest.lexicon import NO_NAMES, ORDINARY, ROLES, is_field
from store.suggest.namelists import (
    GIVEN_NAMES,
    OPENERS,
    SHOUTED,
    THINGS,
    is_designation,
    is_of_a_people,
    is_opener,
    is_prefixed,
    is_thing,
)
from store.suggest.titles import is_title, untitled
from store.text import fold_space, trim

SURE = 0.85
"""Score from which a rule's name stands against the model's."""

_GUESSED = 0.5
"""Score up to which a rule's type is a guess."""

_ALONE = 0.6
"""Score from which a rule's name that the model does not see stands too."""

_LEAD = re.compile(r"(?:(?:the|a|an|The|A|An)\s+)+")
_TAIL = re.compile(r"(?:[’']s?|[\s,;:.)(\"”’—–-]+)$")

_CUT = re.compile(r"\s+[-–—|/]+\s+|[()\[\]<>:]+|\s+([a-zà-ÿ’']+)(?=\s)")
_PARTED = re.compile(r",? (?:and|&) |, ")
_POSSESSIVE = re.compile(r"[’']s? (?:the )?")
_THE = re.compile(r"\b[Tt]he\s$")
_PARTICLES = frozenset(
    "de del della der den van von zu bin ibn da dos du di ter y la las los el al".split()
)
_OF = _PARTICLES | frozenset("of for the and on des für et à pour".split())
_HEADED = frozenset(("for", "on"))
_JOINTS: dict[NameType, frozenset[str]] = {
    "person": _PARTICLES | {"the"},
    "place": _PARTICLES | {"of", "the", "des", "am", "an"},
}
"""Words in lower case that a name of a type may have inside."""

_FIRST = re.compile(r"([^\W\d_][\w-]*)\.?\s+(?=\S)")
_PREFIX = re.compile(r"\b(?:pro|anti|non|ex|pre|post|pan|neo|trans|mid|inter)-$", re.IGNORECASE)
_COUNTS = re.compile(r"(?:\s+(?:and\s+)?\d[\d.,:-]*(?:st|nd|rd|th)?)+$")
_SMALL = re.compile(r"(?<=\w)(?:\s+[a-zß-öø-ÿ]{2,})+$")
_RESULT = re.compile(r"\s+\d+-[\d-]+$")
_LAST = re.compile(r"\s+(\w+)$")
_ADDRESS = re.compile(r"@|\w\.(?:com|org|net|htm|html|doc|pdf|edu|gov)\b|\w/\w*/|\.\w+\.\w{3,}")


def tidied(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without a leading article and a trailing possessive, and within one line."""
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    end = min([end, *(at for at in [text.find("\n", start, end)] if at >= 0)])
    while start < end and (tail := _TAIL.search(text, max(start, end - 4), end)) is not None:
        if text[end - 1] == "." and (tail.start() == start or text[end - 2].isupper()):
            break
        end = tail.start()
    return start, max(start, end)


def pieces(text: str, start: int, end: int, kind: NameType) -> Iterator[tuple[int, int]]:
    """What a model's span is made of: it is cut at dashes, brackets and ordinary words, but for
    those that join a name (Bank of Lakes; Jan van der Berg). What is no name is let go.
    """
    begin = start
    joints = _JOINTS.get(kind, _OF)
    cuts = [
        match.span()
        for match in _CUT.finditer(text, start, end)
        if match.group(1) not in joints or not _joins(text, start, match)
    ]
    for stop, after in [*cuts, (end, end)]:
        inner = tidied(text, *trim(text, begin, stop))
        inner = _closed(text, *_opened(text, *_uncounted(text, *inner, kind)))
        if kind == "person":
            inner = untitled(text, *inner)
        names = inner[0] < inner[1] and text[inner[0]].isalnum() and not _is_part(text, *inner)
        if names and _is_name(text[slice(*inner)], kind):
            yield inner
        begin = after


def _uncounted(text: str, start: int, end: int, kind: NameType) -> tuple[int, int]:
    """A span without the figures behind it: Ines Quill 75, Lowgate Rovers 4-0; but Studio 54."""
    several = kind == "person" and len(text[start:end].split()) > 2
    found = (_COUNTS if several else _RESULT).search(text, start, end)
    return (start, end) if found is None else (start, found.start())


def _joins(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a small word inside a span joins a name: "for" and "on" only behind a head word."""
    return (
        match.group(1) not in _HEADED or by_heads(text[start : match.start()].split()) is not None
    )


def _opened(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the ordinary word that only begins its line or sentence: Great School."""
    while (word := _FIRST.match(text, start, end)) is not None and is_prefixed(word.group()):
        start = word.end()
    word = _FIRST.match(text, start, end)
    if word is None:
        return start, end
    if word.group(1) in DEMONYMS and (given := _FIRST.match(text, word.end(), end)):
        return (word.end() if given.group(1) in GIVEN_NAMES else start), end
    before = text[max(0, start - 3) : start].rstrip(" ")
    if before and before[-1] not in "\n.!?:":
        return start, end
    folded = word.group(1).lower()
    opens = folded in ORDINARY or folded in OPENERS or is_opener(folded)
    return (word.end() if opens else start), end


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without small words at its end, and without the ordinary one that stands before a
    colon: Oule | province, Ines Quill | Image:
    """
    small = _SMALL.search(text, start, end)
    if small is not None and any(letter.isupper() for letter in text[start : small.start()]):
        return start, small.start()
    word = _LAST.search(text, start, end)
    if word is None or word.group(1).lower() not in ORDINARY or text[end : end + 1] != ":":
        return start, end
    return start, word.start()


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a span ends an adjective (anti-Oule), or is what an office is for (Trade chief)."""
    if text[max(0, start - 1) : start] == "-" and _PREFIX.search(text, max(0, start - 8), start):
        return True
    fields = all(is_field(word.lower()) for word in text[start:end].split())
    return fields and ROLE_AFTER.match(text, end) is not None


def _is_name(words: str, kind: NameType) -> bool:
    written_small = not any(letter.isupper() for letter in words)
    if (written_small and kind not in ("person", "place")) or _ADDRESS.search(words) is not None:
        return False
    each = words.split()
    if len(each) > 1 and kind == "organization" and each[-1].lower() in THINGS:
        return False
    if len(each) == 1 and words not in GIVEN_NAMES:
        folded = words.lower()
        if (
            by_heads(each) is not None
            or is_thing(folded)
            or words in DEMONYMS
            or is_prefixed(words)
            or is_designation(words)
            or (kind != "person" and is_of_a_people(words))
            or folded in OPENERS
            or is_title(words)
            or (folded in ROLES and kind != "person")
        ):
            return False
    return words not in NO_NAMES and not all(
        word.lower() in ORDINARY or (word.isupper() and word.lower() in SHOUTED) for word in each
    )


def merged(text: str, own: Sequence[Name], theirs: Sequence[Name]) -> Iterator[Name]:
    """The rules' names and the model's in text order, none overlapping.

    Dates, known names and what the text itself defines are the rules'. Elsewhere the model's bounds
    hold, unless it cut a longer name of the rules to pieces or split a place off a longer name; a
    name that only a doubtful rule sees, and only once, is let go.
    """
    seen_by_rules = Overlaps(own)
    theirs = [name for name in theirs if not _is_several(text, name, seen_by_rules.of(name))]
    first: list[Name] = []
    last: list[Name] = []
    places = Overlaps(theirs)
    for name in own:
        beside = places.of(name)
        if not beside:
            (first if _stands(text, name) else last).append(name)
        elif same := [o for o in beside if (o.start, o.end) == (name.start, name.end)]:
            first.append(_typed(text, name, same[0]))
        elif _stands(text, name):
            if not (name.type == "place" and any(_is_longer(other, name) for other in beside)):
                first.append(name)
        elif _is_whole(name) and all(_holds(name, other) for other in beside):
            first.append(name)
        else:
            last.append(name)
    kept = [*first, *Overlaps(first).free(theirs)]
    kept.sort(key=lambda name: name.start)
    often = Counter(name.canonical for name in own)
    seen = {name.canonical for name in theirs} | {
        name for name, times in often.items() if times > 1
    }
    kept += Overlaps(kept).free(
        name for name in last if name.score >= _ALONE or name.canonical in seen
    )
    yield from sorted(kept, key=lambda name: name.start)


def _is_several(text: str, name: Name, inside: Sequence[Name]) -> bool:
    """Whether a span of the model is made of names of the rules, parted by a comma, by "and" or by
    a possessive: Ida Holm and Bo Okello; but not the National Air and Space Museum.
    """
    if len(inside) < 2 or (inside[0].start, inside[-1].end) != (name.start, name.end):
        return False
    gaps = [text[left.end : right.start] for left, right in pairwise(inside)]
    if any(_POSSESSIVE.fullmatch(gap) for gap in gaps):
        return " " in inside[-1].canonical
    if not all(_PARTED.fullmatch(gap) for gap in gaps):
        return False
    if all(" " in each.canonical for each in inside):
        return by_heads(inside[-1].canonical.split()) is None
    alike = len({each.type for each in inside}) == 1
    return alike and _THE.search(text, max(0, name.start - 5), name.start) is None


class Overlaps:
    """Names in text order, none overlapping another, asked which of them a span meets."""

    def __init__(self, ordered: Sequence[Name]) -> None:
        """Over names in text order."""
        self._names = ordered
        self._starts = [name.start for name in ordered]

    def of(self, name: Name) -> list[Name]:
        """Those that share a character with *name*."""
        at = max(0, bisect_right(self._starts, name.start) - 1)
        stop = bisect_left(self._starts, name.end)
        return [other for other in self._names[at:stop] if other.end > name.start]

    def free(self, names: Iterable[Name]) -> Iterator[Name]:
        """Those of *names* that meet none."""
        return (name for name in names if not self.of(name))


def _typed(text: str, name: Name, theirs: Name) -> Name:
    """A name that both see, of the model's type where the rules only guess one."""
    guessed = name.score <= _GUESSED and name.type != "other" and not _stands(text, name)
    return replace(name, type=theirs.type) if guessed else name


def _holds(outer: Name, inner: Name) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_longer(outer: Name, inner: Name) -> bool:
    """Whether a name holds a place's and has a head word of its own: Oule Symphony Orchestra."""
    return _holds(outer, inner) and by_heads(outer.canonical.split()) is not None


def _is_whole(name: Name) -> bool:
    """Whether a rule's name of some words is not to be cut to pieces."""
    return " " in name.canonical and name.score >= _ALONE


def _stands(text: str, name: Name) -> bool:
    """Whether a rule's name goes before the model's."""
    exact = text[name.start : name.end]
    if name.type in ("date", "law") or exact in COUNTRIES or name.origin is not None:
        return True
    defined = name.canonical != fold_space(exact) and is_acronym(exact)
    return defined or (name.score >= SURE and " " in exact)
