"""Names of one text folded into entities: later short forms carry the first full name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from store.suggest.heads import is_acronym
from store.suggest.lexicon import HONORIFICS

NameType = Literal["person", "organization", "place", "date", "law", "event", "other"]

_LISTED = re.compile(r",? (?:and|or|und|oder|et|ou|y|o) |, ")
_WORD_BEFORE = re.compile(r"\b([^\W\d_]+)\s$")
_AT = frozenset(
    [
        "in",
        "from",
        "near",
        "across",
        "outside",
        "to",
        "at",
        "of",
        "towards",
        "into",
        "through",
        "nach",
        "aus",
        "à",
        "en",
    ]
)
UNSURE = 0.2
"""Score of a lone word that may be capitalised for its place; kept if seen elsewhere."""


@dataclass(frozen=True, slots=True)
class Name:
    """text[start:end] names something of *type*; `canonical` is its fullest form in the text.

    `origin` is set where another rule than the names' own found it; a `thing` is no name of the
    types there are, and is not guessed to be one.
    """

    start: int
    end: int
    type: NameType
    canonical: str
    score: float = 0.7
    origin: str | None = None
    thing: bool = False


def folded(text: str, found: list[Name]) -> Iterator[Name]:
    """Later mentions by surname, first word or acronym take the first full form and its type."""
    full: dict[str, Name] = {}
    given: dict[str, set[str]] = {}
    for name in found:
        words = [w for w in name.canonical.split() if w.rstrip(".") not in HONORIFICS]
        if name.type == "person" and len(words) > 1 and not is_acronym(words[-1]):
            full.setdefault(words[-1], name)
            given.setdefault(words[0], set()).add(words[-1])
        exact = text[name.start : name.end]
        if exact != name.canonical and is_acronym(exact):
            full.setdefault(exact, name)
    for first, surnames in given.items():
        if len(surnames) == 1 and first not in full:
            full[first] = full[next(iter(surnames))]
    guessed = _guessed(text, found)
    kinds: dict[str, Counter[NameType]] = {}
    for name in found:
        kinds.setdefault(name.canonical, Counter())[name.type] += 1 if name.type != "other" else 0
    things = {name.canonical for name in found if name.thing}
    sure = {name.canonical for name in found if name.score > UNSURE} | full.keys()
    for name in found:
        if name.score <= UNSURE and name.canonical not in sure:
            continue
        last = name.canonical.rsplit(" ", 1)[-1]
        whole = full.get(name.canonical) or (
            full.get(last) if name.type == "person" and _is_titled(name.canonical) else None
        )
        if whole is not None and name.type != "date":
            yield replace(name, type=whole.type, canonical=whole.canonical, score=0.85, thing=False)
            continue
        kind, count = kinds[name.canonical].most_common(1)[0]
        guess = kind if count else "other"
        if name.canonical in things and guess in ("other", "person"):
            yield replace(name, type="other")
            continue
        yield replace(name, type=kind if count else guessed.get(name.canonical, "other"))


def _guessed(text: str, found: Sequence[Name]) -> dict[str, NameType]:
    """The likeliest type of each name without one, by its places in the text."""
    votes: dict[str, Counter[NameType]] = {}
    before: Name | None = None
    for name in found:
        if name.thing:
            before = None
        elif name.type == "other":
            listed = before is not None and _LISTED.fullmatch(text, before.end, name.start)
            kind = before.type if listed and before is not None else _likely(text, name)
            votes.setdefault(name.canonical, Counter())[kind] += 1
            before = replace(name, type=kind)
        else:
            before = name
    return {canonical: vote.most_common(1)[0][0] for canonical, vote in votes.items()}


def _likely(text: str, name: Name) -> NameType:
    """What a name without a head word most likely is, by the word before it."""
    if text[name.start : name.end].isupper() and " " in name.canonical:
        return "other"
    before = _WORD_BEFORE.search(text, max(0, name.start - 16), name.start)
    word = "" if before is None else before.group(1).lower()
    if word in ("the", "der", "die", "das", "les", "los"):
        return "organization"
    return "place" if word in _AT else "person"


def _is_titled(canonical: str) -> bool:
    first, _, rest = canonical.partition(" ")
    return first.rstrip(".") in HONORIFICS and " " not in rest


def aliases(text: str, found: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """The other forms in which each entity stands in *text*, by its canonical name."""
    forms: dict[str, dict[str, None]] = {}
    for name in found:
        form = " ".join(text[name.start : name.end].split())
        if form != name.canonical and name.type != "date":
            forms.setdefault(name.canonical, {})[form] = None
    return {canonical: tuple(each) for canonical, each in forms.items()}
