"""Names of two sources made one list: which of two that overlap is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from store.suggest.folding import Name
from store.suggest.heads import is_acronym
from store.suggest.lexicon import COUNTRIES, HONORIFICS, NO_NAMES

SURE = 0.85
"""Score from which a rule's name stands against the model's."""

_ALONE = 0.7
"""Score from which a rule's name that the model does not see stands too."""

_LEAD = re.compile(r"(?:(?:the|a|an|The|A|An)\s+)+")
_TAIL = re.compile(r"(?:[’']s?|[\s,;:.)(\"”’—–-]+)$")


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


def merged(text: str, own: Sequence[Name], theirs: Sequence[Name]) -> Iterator[Name]:
    """The rules' names and the model's in text order, none overlapping.

    Dates, known names and what the text itself defines are the rules'; elsewhere the model's
    bounds hold, and a name that only a doubtful rule sees is let go.
    """
    sure = [name for name in own if _stands(text, name)]
    weak = [name for name in own if not _stands(text, name)]
    added = _free(theirs, sure)
    kept = _free([name for name in weak if name.score >= _ALONE], added)
    everything = [*sure, *(_titled(text, name) for name in added), *kept]
    end = -1
    for name in sorted(everything, key=lambda name: (name.start, -name.end)):
        if name.start >= end:
            yield name
            end = name.end


def _stands(text: str, name: Name) -> bool:
    exact = text[name.start : name.end]
    return (
        name.type in ("date", "law")
        or exact in COUNTRIES
        or (name.score >= SURE and (" " in exact or not is_acronym(exact)))
    )


def _free(names: Sequence[Name], taken: Sequence[Name]) -> list[Name]:
    """Those that overlap none of *taken*; both in text order."""
    free: list[Name] = []
    at = 0
    for name in names:
        while at < len(taken) and taken[at].end <= name.start:
            at += 1
        clear = at == len(taken) or taken[at].start >= name.end
        if clear and name.canonical not in NO_NAMES:
            free.append(name)
    return free


def _titled(text: str, name: Name) -> Name:
    """The model's person with the title before it, as the rules have it: Dr. Amara Diop."""
    if name.type != "person":
        return name
    before = text[max(0, name.start - 12) : name.start].rstrip()
    word = before.rsplit(maxsplit=1)[-1] if before else ""
    if word.rstrip(".") not in HONORIFICS or not word[:1].isupper():
        return name
    start = text.rindex(word, 0, name.start)
    exact = " ".join(text[start : name.end].split())
    return Name(start, name.end, name.type, exact, name.score, name.origin)
