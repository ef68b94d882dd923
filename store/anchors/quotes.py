"""Find a quotation's place in a text. Offsets are code points, end exclusive."""

from __future__ import annotations

import re

from store.errors import AmbiguousError, NotFoundError
from store.wording import counted

_SHOWN = 60


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of *quote*: exactly, else with white space folded; overlapping ones too."""
    if not quote.strip():
        return []
    exact = [(at, at + len(quote)) for at in _occurrences(text, quote)]
    if exact:
        return exact
    words = quote.split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = (pattern.match(text, at) for at in _occurrences(text, words[0]))
    return [match.span() for match in found if match is not None]


def locate(text: str, quote: str, nth: int | None, where: str) -> tuple[int, int]:
    """The one place of *quote* in *text*, or its *nth* (from 1); *where* names the text.

    Raises NotFoundError, or AmbiguousError when it stands in several places and nth is None.
    """
    found = places(text, quote)
    shown = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
    if not found:
        raise NotFoundError(
            f"'{shown}' is not in {where}. Copy the words exactly as the article has them."
        )
    if nth is None:
        if len(found) > 1:
            raise AmbiguousError(
                f"'{shown}' is in {where} {counted(len(found), 'time')}. Say which with --nth 1 to "
                f"{len(found)}, or quote more words."
            )
        return found[0]
    if not 1 <= nth <= len(found):
        raise NotFoundError(
            f"'{shown}' is in {where} {counted(len(found), 'time')}, so there is no number {nth}."
        )
    return found[nth - 1]


def _occurrences(text: str, words: str) -> list[int]:
    found = []
    at = text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
