"""Later mentions of an organization by its head word alone: the Commission, after its full name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from store.suggest.folding import Name
from store.suggest.lexicon import ORGANIZATIONS
from store.suggest.passages import Passage

_HEADED = re.compile(r"\b[Tt]he\s([A-Z][a-z]+)(?![\w-]|[’'](?!s\b)|\s[A-Z]|\sof\s[A-Z])")
_CHAMBERS = frozenset(("Senate", "Congress", "Parliament", "Bundestag", "Bundesrat", "Knesset"))
_SCORE = 0.75


def shorts(text: str, found: Sequence[Passage], names: Sequence[Name]) -> Iterator[Name]:
    """The short forms that stand in none of the *names*, which are in text order.

    The head is the last word of a full name before, or the one before "of" (Church of the Valley);
    of several such names the nearest is meant. A parliament is known without one.
    """
    full: dict[str, Name] = {}
    starts = [name.start for name in names]
    at = 0
    for passage in found:
        for match in _HEADED.finditer(text, passage.start, passage.end):
            while at < len(names) and names[at].start < match.start(1):
                full.update((head, names[at]) for head in _heads(names[at]))
                at += 1
            head = match.group(1)
            index = bisect_left(starts, match.end(1)) - 1
            if index >= 0 and names[index].end > match.start(1):
                continue
            if head in full:
                whole = full[head]
                yield Name(*match.span(1), whole.type, whole.canonical, _SCORE)
            elif head in _CHAMBERS:
                yield Name(*match.span(1), "organization", head, _SCORE)


def _heads(name: Name) -> Iterator[str]:
    """The words by which a name may be taken up."""
    words = name.canonical.split()
    if name.type != "organization" or len(words) < 2:
        return
    heads = [words[-1]]
    if "of" in words[1:]:
        heads.append(words[words.index("of") - 1])
    for head in heads:
        if head.lower() in ORGANIZATIONS:
            yield head
