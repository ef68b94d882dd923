"""One matcher for finding and for highlighting. Pure; offsets are code points, end exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from store.errors import InvalidChangeError

Span = tuple[int, int]

PIECE = 1 << 18
"""Code points of a text that are looked through at a time."""
_LAP = 64
"""Letters of a first word that are looked for as a plain string; the pattern sees to the rest."""
_RARE = b"zqjx"
"""Letters that stand in few words of most languages in Latin script, the rarest first."""
_TRIES = 800
"""How often a rare letter may stand in a piece until the word itself is looked for all the same."""
_VARIANTS = {"i": "ıİ", "k": "\N{KELVIN SIGN}", "s": "ſ"}
"""What beside its capital matches an ASCII letter where case is ignored."""


class Matcher:
    """Finds a phrase (white space folded, case ignored unless it has capitals) or a regex."""

    def __init__(self, query: str, *, regex: bool = False) -> None:
        """Compile *query*; raises InvalidChangeError for a broken regular expression."""
        self.query = query
        words = query.split()
        pattern = query if regex else r"\s+".join(map(re.escape, words))
        flags = re.NOFLAG if any(letter.isupper() for letter in query) else re.IGNORECASE
        try:
            self._pattern = re.compile(pattern, flags)
        except re.error as error:
            raise InvalidChangeError(
                f"'{query}' is not a regular expression ({error}). Mend it, or leave out --regex."
            ) from error
        self._regex = regex
        self._empty = not pattern
        self._folds_case = bool(flags & re.IGNORECASE)
        self._phrase = "" if regex else " ".join(words)
        self._first = "" if regex or self._empty else words[0][:_LAP]
        self._first_pattern = re.compile(re.escape(self._first), flags)
        self._is_first = self._first == self._phrase

    def find(
        self, text: str, start: int = 0, end: int | None = None, *, most: int | None = None
    ) -> list[Span]:
        """Every match but empty ones in text[start:end], in order, apart; at *most* so many."""
        if self._empty:
            return []
        stop = len(text) if end is None else end
        if self._regex:
            spans = (match.span() for match in self._pattern.finditer(text, start, stop))
            return list(islice((span for span in spans if span[0] < span[1]), most))
        found = self.pieces(text, start, stop, stop)
        return list(islice((span for piece in found for span in piece), most))

    def pieces(self, text: str, start: int, stop: int, end: int) -> Iterator[list[Span]]:
        """The matches of a phrase that begin in text[start:stop] and end by *end*, in order, apart.

        They come in lists, some of them empty: after each, `PIECE` code points are done.
        """
        folded = _folded(text) if self._sees_small_letters(text) else None
        at = start
        while at < stop and not self._empty:
            until = min(stop, (at // PIECE + 1) * PIECE)
            found = list(self._matches(text, folded, at, until, end))
            at = max(until, found[-1][1]) if found else until
            yield found

    def _sees_small_letters(self, text: str) -> bool:
        """Whether the first word can be looked for in small ASCII letters, which is quickest."""
        return (
            self._folds_case
            and self._first.isascii()
            and not any(letter in text for key in self._first for letter in _VARIANTS.get(key, ""))
        )

    def _matches(
        self, text: str, folded: Folded | None, start: int, stop: int, end: int
    ) -> Iterator[Span]:
        """The matches that begin in text[start:stop], a stretch within one piece."""
        size = len(self._first)
        # A sign that isn't ASCII is looked for as a question mark.
        sure = self._is_first and (folded is None or "?" not in self._first)
        at = self._candidate(text, folded, start, stop)
        while at >= 0:
            if sure:
                found = (at, at + size) if at + size <= end else None
            else:
                match = self._pattern.match(text, at, end)
                found = None if match is None else match.span()
            if found is not None:
                yield found
            at = self._candidate(text, folded, at + 1 if found is None else found[1], stop)

    def _candidate(self, text: str, folded: Folded | None, at: int, stop: int) -> int:
        """Where the first word stands next, from *at* on and before *stop*; -1 where nowhere."""
        if at >= stop:
            return -1
        reach = stop - 1 + len(self._first)
        if folded is not None:
            return folded.find(self._first.encode(), at, reach)
        if not self._folds_case:
            return text.find(self._first, at, reach)
        found = self._first_pattern.search(text, at, min(reach, len(text)))
        return -1 if found is None else found.start()

    def narrows(self, other: Matcher) -> bool:
        """Whether every match of this phrase begins where one of the *other*'s does."""
        short, long = other._phrase, self._phrase
        if not short or not long.startswith(short) or not short.isascii():
            return False
        # "aa" in "aaab" is found at 0 only, "aab" at 1.
        small = short.lower()
        overlaps = any(small.endswith(small[:size]) for size in range(1, len(small)))
        return not overlaps and (other._folds_case or not self._folds_case)

    def match_at(self, text: str, start: int) -> Span | None:
        """The match that begins at *start*, or None."""
        found = self._pattern.match(text, start)
        return None if found is None or not found.group() else found.span()

    def matches(self, text: str) -> bool:
        """Whether *text* holds the query (an empty query is in every text)."""
        return self._empty or self._pattern.search(text) is not None


class Folded:
    """A text in small ASCII letters, made piece by piece as it is looked through, and kept.

    All other signs are question marks, so that a code point is a byte, whatever the text.
    """

    def __init__(self, text: str) -> None:
        """Of *text*; nothing is made yet."""
        self._text = text
        self._pieces: dict[int, bytes] = {}

    def find(self, word: bytes, start: int, stop: int) -> int:
        """Where *word*, at most `_LAP` bytes, stands in [start, stop), which begins in a piece
        and ends in it or in its lap; -1 where nowhere."""
        index = start // PIECE
        base = index * PIECE
        found = _find(self.piece(index), word, start - base, stop - base)
        return found if found < 0 else found + base

    def piece(self, index: int) -> bytes:
        """The piece of that number, and so much of the next that a word across is found."""
        made = self._pieces.get(index)
        if made is None:
            part = self._text[index * PIECE : (index + 1) * PIECE + _LAP]
            made = self._pieces[index] = part.encode("ascii", "replace").lower()
        return made


def _find(piece: bytes, word: bytes, start: int, stop: int) -> int:
    """`piece.find(word, start, stop)`, from one rare letter of the word to the next where it has
    one: a single byte is found many times as fast as several.
    """
    lead = _rarest(word)
    if lead >= 0:
        letter, last = word[lead], stop - len(word) + lead + 1
        for _ in range(_TRIES):
            at = piece.find(letter, start + lead, last) - lead
            if at < start:
                return -1
            if piece.startswith(word, at):
                return at
            start = at + 1
    return piece.find(word, start, stop)


@lru_cache(maxsize=4)
def _rarest(word: bytes) -> int:
    """Where the rarest letter stands in *word*; -1 where it has only common ones."""
    return next((word.index(letter) for letter in _RARE if letter in word), -1)


@lru_cache(maxsize=1)
def _folded(text: str) -> Folded:
    return Folded(text)


def read_ahead(text: str) -> Iterator[int]:
    """Make ready to search *text*, piece by piece; gives the numbers of the pieces."""
    folded = _folded(text)
    for index in range(-(-len(text) // PIECE)):
        folded.piece(index)
        yield index
