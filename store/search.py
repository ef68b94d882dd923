"""One matcher for finding and for highlighting. Pure; offsets are code points, end exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from store.errors import InvalidChangeError


class Matcher:
    """Finds a phrase (white space folded, case ignored unless it has capitals) or a regex."""

    def __init__(self, query: str, *, regex: bool = False) -> None:
        """Compile *query*; raises InvalidChangeError for a broken regular expression."""
        self.query = query
        pattern = query if regex else r"\s+".join(map(re.escape, query.split()))
        flags = re.NOFLAG if any(letter.isupper() for letter in query) else re.IGNORECASE
        try:
            self._pattern = re.compile(pattern, flags)
        except re.error as error:
            raise InvalidChangeError(
                f"'{query}' is not a regular expression ({error}). Mend it, or leave out --regex."
            ) from error
        self._empty = not pattern
        self._folds_case = bool(flags & re.IGNORECASE)
        words = [] if regex else query.split()
        self._first = words[0] if words and len(words[0]) > 1 else ""

    def find(
        self, text: str, start: int = 0, end: int | None = None, *, most: int | None = None
    ) -> list[tuple[int, int]]:
        """Every match but empty ones in text[start:end], in order, apart; at *most* so many."""
        if self._empty:
            return []
        stop = len(text) if end is None else end
        found = self._spans(text, start, stop)
        return list(islice(((a, b) for a, b in found if a < b), most))

    def _spans(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The matches; a phrase's first word is looked for as a plain string, which is quicker."""
        searched = self._as_typed(text) if self._first else None
        if searched is None:
            for match in self._pattern.finditer(text, start, stop):
                yield match.span()
            return
        at = searched.find(self._first, start, stop)
        while at >= 0:
            found = self._pattern.match(text, at, stop)
            if found is not None:
                yield found.span()
            at = searched.find(self._first, at + 1 if found is None else found.end(), stop)

    def _as_typed(self, text: str) -> str | None:
        """*text* as the first word is to be looked for in it; None where only the pattern can."""
        if not self._folds_case:
            return text
        # Outside ASCII a letter may match others than its small one (ſ and s, ı and i).
        if not self._first.isascii() or any(letter in text for letter in "ſı"):
            return None
        return _lowered(text)

    def matches(self, text: str) -> bool:
        """Whether *text* holds the query (an empty query is in every text)."""
        return self._empty or self._pattern.search(text) is not None


@lru_cache(maxsize=1)
def _lowered(text: str) -> str | None:
    """*text* in small letters, or None where that moves its letters."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else None
