"""Find a quotation's place in a text. Offsets are code points, end exclusive."""

from __future__ import annotations

import re

from store.errors import AmbiguousError, NotFoundError

_SHOWN = 60


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of *quote*: exactly, else with white space folded; overlapping ones too."""
    if not quote.strip():
        return []
    exact = [(at, at + len(quote)) for at in _occurrences(text, quote)]
    if exact:
        return exact
    pattern = r"\s+".join(map(re.escape, quote.split()))
    return [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)]


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
                f"'{shown}' is in {where} {len(found)} times. Say which with --nth 1 to "
                f"{len(found)}, or quote more words."
            )
        return found[0]
    if not 1 <= nth <= len(found):
        raise NotFoundError(
            f"'{shown}' is in {where} {len(found)} time(s), so there is no number {nth}."
        )
    return found[nth - 1]


def _occurrences(text: str, quote: str) -> list[int]:
    found = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found
