"""Runs of capitalised words: the raw material of names and speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from store.suggest.lexicon import HONORIFICS
from store.suggest.namelists import GIVEN_NAMES

# Starts with what may be a capital; `str.isupper` decides, since the Latin ranges mix both cases.
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΫЀ-ЯḀ-ỿ"
_LETTER = r"[\w\u0300-\u036f]"
_TOKEN = re.compile(
    rf"(?<![\w])(?:(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})\.(?=\s)"
    rf"|[{_CAPITAL}]\.(?:-?[{_CAPITAL}]\.){{0,6}}(?!\w)"
    rf"|(?!{_LETTER}+n[’']t\b)[{_CAPITAL}]{_LETTER}*"
    rf"(?:[-&]{_LETTER}+|[’'](?!(?:s|t|m|d|ve|re|ll)\b){_LETTER}+)*)"
)
_GAP = re.compile(
    r"[ \t\u00a0]{1,3}(?:&[ \t\u00a0]"
    r"|(?:(?:de|del|della|der|den|van|von|zu|bin|ibn|da|dos|du|di|ter|y)"
    r"[ \t\u00a0])(?:(?:la|las|los|der|den|het)[ \t\u00a0])?|(?:al|el|ul|ur|as|ash)-|[dD][’'])?"
)
_FROM = re.compile(r"\svon\s")
_PARTICLE = re.compile(r"(?:^|[^\w])(?:al|el|ul|ur|as|ash|an|ad|at|bin)$", re.IGNORECASE)
_AND = re.compile(r"\s&\s")
_PARTNERS = re.compile(r"(?:Co|Cos|Company|Sons|Brothers|Bros|Partners|Associates)\b")
_WORD = re.compile(r"[\w-]+")
_BOUND = re.compile(r"\b(?:al|el|ul|ash|as|ar|an|ad)-$")
_OWNED = re.compile(r"[’']s?[ \t\u00a0]")
_OWNERS = frozenset(
    ("People", "Peoples", "Women", "Men", "Children", "Workers", "Farmers", "Teachers", "Veterans")
)
"""Whose name something may bear: the People’s Harbour Party."""

_HOUSE = re.compile(
    r"(?:[A-Z]\w+ ){0,2}(?:Association|Federation|Union|Party|League|War|Council|Front|Congress|"
    r"Organi[sz]ation|Committee|Society|Movement|Army|Alliance|Cup|Championship|Conference)\b"
)
"""What several may own: the Miners’ Federation."""

_LONGEST_GAP = 16
_LONGEST_RUN = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row, joined by blanks and name particles; offsets of each word.

    `personal` tells that its place in a phrase makes it a person's name.
    """

    tokens: tuple[tuple[int, int], ...]
    personal: bool = False

    @property
    def start(self) -> int:
        """Where the first word starts."""
        return self.tokens[0][0]

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.tokens[-1][1]


def runs(text: str, start: int, end: int) -> Iterator[Run]:
    """The capitalised runs of text[start:end], in order, of twelve words at most."""
    held: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, end):
        at, stop = match.span()
        if not text[at].isupper() or _is_tail(text, at):
            continue
        if held and (len(held) == _LONGEST_RUN or not _joined(text, held, at)):
            yield Run(tuple(held))
            held = []
        held.append((at if held else _bound(text, start, at), stop))
    if held:
        yield Run(tuple(held))


def _is_tail(text: str, at: int) -> bool:
    """Whether a capital follows a hyphen that binds it to a word: pro-Kenya, but not al-Farsi."""
    if text[max(0, at - 1) : at] != "-":
        return False
    before = text[max(0, at - 5) : at - 1]
    return before[-1:].isalnum() and _PARTICLE.search(before) is None


def _bound(text: str, start: int, at: int) -> int:
    """Where a word at *at* begins with the article that a hyphen binds to it: al-Farsi."""
    article = _BOUND.search(text, max(start, at - 4), at)
    return at if article is None else article.start()


def _joined(text: str, held: list[tuple[int, int]], right: int) -> bool:
    """Whether the word at *right* goes on the run held; "von" does not behind a whole name."""
    left = held[-1][1]
    if right - left > _LONGEST_GAP:
        return False
    if len(held) > 1 and _FROM.match(text, left, right) is not None:
        return text[slice(*held[-1])] in GIVEN_NAMES
    if _OWNED.fullmatch(text, left, right):
        owner = text[slice(*held[-1])]
        return owner in _OWNERS or (owner[-1] == "s" and _HOUSE.match(text, right) is not None)
    if _AND.fullmatch(text, left, right):
        following = _WORD.match(text, right)
        person = len(held) > 1 and text[slice(*held[0])] in GIVEN_NAMES
        pair = following is not None and following.group() in GIVEN_NAMES
        return not (person or pair) or _PARTNERS.match(text, right) is not None
    return _GAP.fullmatch(text, left, right) is not None
