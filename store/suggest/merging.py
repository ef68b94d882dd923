"""Names of two sources made one list: which of two that overlap is kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from store.suggest.folding import Name
from store.suggest.heads import by_heads, is_acronym
from store.suggest.lands import COUNTRIES
from store.suggest.namelists import GIVEN_NAMES
from store.text import fold_space

SURE = 0.85
"""Score from which a rule's name stands against the model's."""

_GUESSED = 0.5
"""Score up to which a rule's type is a guess."""

_ALONE = 0.6
"""Score from which a rule's name that the model does not see stands too."""

_PARTED = re.compile(r",? (?:and|&) |, ")
_POSSESSIVE = re.compile(r"[’']s? (?:the )?")
_THE = re.compile(r"\b[Tt]he\s$")


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
    a possessive: Ida Holm and Bo Okello; but not the Old Sand and Water Museum.
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
    """A name that both see, of the model's type where the rules only guess one; a given name is
    a person's.
    """
    given = name.type == "person" and name.canonical.split(" ", 1)[0] in GIVEN_NAMES
    sure = given or name.type == "other" or _stands(text, name)
    guessed = name.score <= _GUESSED and not sure
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
