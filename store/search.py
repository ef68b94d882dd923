"""One matcher for finding and for highlighting. Pure; offsets are code points, end exclusive."""

from __future__ import annotations

import re

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

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Every non-empty match in text[start:end], in order, not overlapping."""
        if self._empty:
            return []
        stop = len(text) if end is None else end
        found = (match.span() for match in self._pattern.finditer(text, start, stop))
        return [(a, b) for a, b in found if a < b]

    def matches(self, text: str) -> bool:
        """Whether *text* holds the query (an empty query is in every text)."""
        return self._empty or self._pattern.search(text) is not None
