"""How set phrases begin, read off their patterns: what begins otherwise is none. Pure.

A look at a line's first letters is many times quicker than patterns of a hundred alternatives, and
so is one at its words, where a pattern finds some anywhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from unicodedata import category

from store.importers import phrases
from store.importers.months import LETTERS, plain

_PHRASES = (
    phrases.COMMENTS_HEADING,
    phrases.SORTING,
    phrases.COOKIES,
    phrases.FIELD,
    phrases.FORM,
    phrases.FURNITURE,
    phrases.RELATED,
    phrases.LICENCE,
    phrases.POWERED,
)
_LENGTH = 4
"""How many characters of an opening are read."""
_LONGEST_WORD = 40
_ANY = "\0"
"""Ends an opening that anything may follow."""
_TOKEN = re.compile(
    r"\(\?(?:P<\w+>|<?[=!]|[a-z]*:)|\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|.",
    re.DOTALL,
)
_TIMES = re.compile(r"(?:[?*+]|\{(?P<least>\d*),?\d*\})\??")
_MEMBER = re.compile(r"\\.|(?P<first>.)-(?P<last>.)|.", re.DOTALL)
_MEANT = {r"\d": "", r"\s": " ", r"\W": " ", r"\b": "", r"\n": "", r"\t": ""}
"""What letters and blanks the escapes stand for; any other one stands for anything."""


def opener(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    """A question of words, their white space folded: may they begin as *patterns* do?"""

    @cache
    def known() -> frozenset[str]:
        return frozenset().union(*(openings(pattern.pattern) for pattern in patterns))

    @lru_cache(maxsize=16384)
    def is_opening(head: str) -> bool:
        if not head.replace(" ", "").isalpha():
            return True  # only letters are told apart
        return any(head[:length] in known() for length in range(_LENGTH + 1))

    return lambda said: is_opening(said.lower()[:_LENGTH])


def openings(pattern: str, length: int = _LENGTH) -> frozenset[str]:
    """What texts that *pattern* matches begin with, cut short or where anything may follow.

    Of texts that begin with letters and single blanks alone, and in lower case.
    """
    return frozenset(opening.rstrip(_ANY) for opening in _Reader(pattern, length).alternatives())


def first_words(pattern: str) -> frozenset[str]:
    """The first word of whatever *pattern* matches, as `months.letter_runs` gives a text's words.

    For patterns that spell out their words in letters.
    """
    return frozenset(
        LETTERS.findall(plain(opening))[0] for opening in openings(pattern, _LONGEST_WORD)
    )


may_open = opener(*_PHRASES)
"""Whether words, their white space folded, begin as one of the set phrases does."""


class _Reader:
    """Reads a pattern once, from left to right."""

    def __init__(self, pattern: str, length: int) -> None:
        """At the beginning of *pattern*, of whose texts so many characters are read."""
        self._pattern = pattern
        self._length = length
        self._at = 0

    def alternatives(self) -> set[str]:
        """The openings of what stands up to a closing bracket, or to the end."""
        found = self._sequence()
        while self._pattern.startswith("|", self._at):
            self._at += 1
            found |= self._sequence()
        self._at += 1
        return found

    def _sequence(self) -> set[str]:
        closed: set[str] = set()
        open_: set[str] = {""}
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            part = self._part()
            times = _TIMES.match(self._pattern, self._at)
            skipped: set[str] = set()
            if times is not None:
                self._at = times.end()
                if times[0][0] in "?*" or times["least"] in ("0", ""):
                    skipped = open_
                if times[0][0] != "?":
                    part = {opening + _ANY for opening in part}
            longer = {(begun + opening)[: self._length] for begun in open_ for opening in part}
            shorter = {
                opening
                for opening in longer
                if len(opening) < self._length and opening[-1:] != _ANY
            }
            closed |= longer - shorter
            open_ = shorter | skipped
        return closed | open_

    def _part(self) -> set[str]:
        match = _TOKEN.match(self._pattern, self._at)
        assert match is not None
        token, self._at = match[0], match.end()
        if token[0] == "(":
            inside = self.alternatives()
            return {""} if token[-1] in "=!" else inside
        if token in "^$":
            return {""}
        if token[0] != "[":
            return _meant(token)
        if token[1] == "^":
            return {_ANY}
        return set().union(*map(_members, _MEMBER.finditer(token[1:-1])))


def _members(match: re.Match[str]) -> set[str]:
    """What a letter or a range in a class stands for."""
    if match["first"] is None:
        return _meant(match[0])
    letters = map(chr, range(ord(match["first"]), ord(match["last"]) + 1))
    return set().union(*map(_meant, letters))


def _meant(token: str) -> set[str]:
    """The letter or blank that a token stands for, if any."""
    if token == "." or (token[0] == "\\" and token[1].isalnum()):
        meant = _MEANT.get(token, _ANY)
    else:
        meant = token[-1].lower()
    if category(meant[:1] or " ")[0] == "M":
        return {_ANY}  # a vowel sign or an accent ends a run of letters
    return {meant} if meant.isalpha() or meant in (" ", _ANY) else set()
