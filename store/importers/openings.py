"""How set phrases begin, read off their patterns: what begins otherwise is none. Pure.

A look at a line's first letters is many times quicker than patterns of a hundred alternatives.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from store.importers import phrases

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


def may_open(said: str) -> bool:
    """Whether *said*, its white space folded, begins as one of the set phrases does."""
    return _is_opening(said.lower()[:_LENGTH])


@lru_cache(maxsize=16384)
def _is_opening(head: str) -> bool:
    if not head.replace(" ", "").isalpha():
        return True  # only letters are told apart
    known = _known()
    return any(head[:length] in known for length in range(_LENGTH + 1))


@cache
def _known() -> frozenset[str]:
    return frozenset().union(*(openings(phrase.pattern) for phrase in _PHRASES))


def openings(pattern: str) -> frozenset[str]:
    """What texts that *pattern* matches begin with, cut short or where anything may follow.

    Of texts that begin with letters and single blanks alone, and in lower case.
    """
    return frozenset(opening.rstrip(_ANY) for opening in _Reader(pattern).alternatives())


class _Reader:
    """Reads a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        """At the beginning of *pattern*."""
        self._pattern = pattern
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
            longer = {(begun + opening)[:_LENGTH] for begun in open_ for opening in part}
            shorter = {
                opening for opening in longer if len(opening) < _LENGTH and opening[-1:] != _ANY
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
    return {meant} if meant.isalpha() or meant in (" ", _ANY) else set()
