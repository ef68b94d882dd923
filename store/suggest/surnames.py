"""Later mentions of a person by a surname that is an ordinary word too, or very short: Hill, Li."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from store.suggest.evidence import Evidence, starts_sentence
from store.suggest.folding import Name
from store.suggest.heads import is_acronym
from store.suggest.passages import Passage

_LONE = re.compile(r"(?<![\w.&’'-])([A-ZÀ-Þ][\w-]+)(?![\w-]|[’']\w{2}|\s(?:of|for)?\s?[A-ZÀ-Þ])")
_BEFORE = re.compile(r"\b([A-ZÀ-Þ][\w.’'-]*|the|an?)\s+$")
_ARTICLES = frozenset(("the", "a", "an"))
_SCORE = 0.75


def surnames(
    text: str, found: Sequence[Passage], names: Sequence[Name], whole: Evidence
) -> Iterator[Name]:
    """The mentions that stand in none of the *names*, which are in text order.

    The word is the last of a full name before, or its first where that has two letters, as in
    names that begin with the family's. At the start of a sentence it may not be an ordinary word.
    """
    full: dict[str, Name] = {}
    starts = [name.start for name in names]
    at = 0
    for passage in found:
        for match in _LONE.finditer(text, passage.start, passage.end):
            while at < len(names) and names[at].start < match.start():
                full.update((word, names[at]) for word in _taken_up(names[at]) if word not in full)
                at += 1
            word = match.group(1)
            if word not in full:
                continue
            index = bisect_right(starts, match.start()) - 1
            if index >= 0 and names[index].end > match.start():
                continue
            before = _BEFORE.search(text, max(passage.start, match.start() - 24), match.start())
            if before is not None and _goes_before(before.group(1).lower(), whole):
                continue
            folded = word.lower()
            first = starts_sentence(text, passage.start, match.start())
            if folded in whole.ordinary or (first and folded in whole.lower):
                continue
            yield Name(*match.span(1), "person", full[word].canonical, _SCORE)


def _goes_before(folded: str, whole: Evidence) -> bool:
    """Whether the word before makes another name of it: the Hill, Amber Hill; not Later Hill."""
    return folded in _ARTICLES or folded not in whole.ordinary


def _taken_up(name: Name) -> Iterator[str]:
    """The words by which a person may be taken up."""
    words = name.canonical.split()
    if name.type != "person" or len(words) < 2 or is_acronym(words[-1]):
        return
    yield words[-1]
    if len(words[0]) == 2:
        yield words[0]
