"""Comments that are only names and words, without dates or buttons: items of a list. Pure.

A service that draws its comments by a script may leave a plain list in the page. A list of anything
looks so; something must speak for comments: the service's name under it, a heading over it, links
back among the items, addresses before names, or that the same people come back to answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import ends_sentence, is_empty, is_furniture, is_prose
from store.importers.header_parts import Header, next_line, read_name, words_of
from store.importers.lines import Piece
from store.importers.mentions import speaks_of_comments
from store.importers.thread_headings import is_heading
from store.importers.walk import ends_thread

_FEWEST = 3
_FEWEST_AGAIN = 2
"""How many must come back in a list that nothing else speaks for."""
_MANY = 6
_LEAST = 0.6
"""The least share of a list's items that begin with a name."""
_MOST_LEVELS = 30
"""How many depths of lists are looked at, each with all that stands within it."""
_PROSE = 3
"""One comment of so many at least has a sentence, as the entries of a menu have not."""
_FAR_MORE = 2
"""How many times as many names without a list are believed instead of one."""
_DULL = 1.5
"""How many items with a name outweigh one without."""
_LONGEST_NAME = 40
_MOST_NAMES = 4
_LONGEST_LINE = 200
_LONGEST_LINKBACK = 300
_HIGHEST = 12
"""How many pieces may stand between the first name and the first with an address."""
_NEAREST = 4
"""How many pieces may stand between a heading and the first item."""
_NICK = re.compile(r"[a-zß-öø-ÿа-яё]\S*|\S*[^\W\d_]\S*[\d_]\S*")
"""A name that only somebody gives himself who writes comments, as "jane_88"."""
_ADDRESSED = re.compile(r"https?://\S{4,150}\s[^\W\d_][^.?!:]{0,40}")
"""A name with its address before it."""


def listed_headers(text: str, pieces: list[Piece]) -> dict[int, Header]:
    """The names of the comments, by their pieces, or none."""
    foot = next((at for at, piece in enumerate(pieces) if _names_service(piece)), None)
    first = next((at for at, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    if foot is not None:
        marked = {at: name for at in range(first, foot) if (name := _name(text, pieces[at]))}
        last = next((at for at in reversed(marked) if pieces[at].marker is not None), None)
        alike = {at: n for at, n in marked.items() if last and _alike(pieces, at, last)}
        alone = {at: name for at, name in marked.items() if len(pieces[at].lines) == 1}
        found = _above(pieces, alike, foot) or _above(pieces, alone, foot)
        if found:
            return found
    lists = (_List(text, pieces, items) for items in _lists(pieces, first))
    spoken = [listed.headers for listed in lists if listed.is_spoken_for()]
    found = max(spoken, key=len, default={})
    unlisted = _unlisted(text, pieces, first)
    names = {header.author for header in unlisted.values()}
    return unlisted if len(names) > _FAR_MORE * len(found) else found


def _unlisted(text: str, pieces: list[Piece], first: int) -> dict[int, Header]:
    """The names of comments that stand below each other like paragraphs, or none.

    Several must have an address before them, or links back stand among them. Only the last line of
    short ones in a row, and every second above it, is a name: the others are what somebody says.
    """
    told = [
        at
        for at in range(first, len(pieces))
        if _is_addressed(text, pieces[at]) or _is_linkback(pieces[at])
    ]
    if len(told) < _FEWEST:
        return {}
    over = range(told[0] - 1, max(first, told[0] - _HIGHEST), -1)
    start = next((at for at in over if _name(text, pieces[at]) is not None), told[0])
    ends = (at for at in range(told[-1], len(pieces)) if ends_thread(pieces[at]))
    stop = next(ends, len(pieces))
    headers: dict[int, Header] = {}
    after_words = True
    for at in range(stop - 1, start - 1, -1):
        piece = pieces[at]
        name = None if _is_linkback(piece) or len(piece.lines) > 1 else _name(text, piece)
        words = at + 1 < stop and not _is_linkback(pieces[at + 1])
        if name is not None and words and after_words:
            headers[at] = Header(at, 1, name, None, None, weak=True)
        after_words = at not in headers
    order = [*sorted(headers), stop]
    prose = sum(any(map(is_prose, pieces[at:end])) for at, end in pairwise(order))
    if not _PROSE * prose >= len(headers) >= _FEWEST:
        return {}
    return {at: headers[at] for at in order[:-1]}


def _lists(pieces: list[Piece], first: int) -> Iterator[list[int]]:
    """The items of each list behind piece *first*, as deep as each other; not those within."""
    levels: dict[int, list[int]] = {}
    for at in range(first, len(pieces)):
        piece = pieces[at]
        if piece.marker is not None:
            levels.setdefault(piece.indent, []).append(at)
        elif ends_thread(piece):
            yield from islice(levels.values(), _MOST_LEVELS)
            levels = {}
    yield from islice(levels.values(), _MOST_LEVELS)


@dataclass
class _List:
    """A list whose *items* may be comments that begin with a name."""

    text: str
    pieces: list[Piece]
    items: list[int]

    @cached_property
    def linked(self) -> frozenset[int]:
        """The items that are links back from other pages."""
        return frozenset(at for at in self.items if _is_linkback(self.pieces[at]))

    @cached_property
    def headers(self) -> dict[int, Header]:
        """The headers of the items and of those within, or none where too few have a name."""
        named = self._named(self.items)
        first, last = self._densest(named)
        top = {at: header for at, header in named.items() if first <= at <= last}
        if len({header.author for header in top.values()}) < 2:
            return {}
        stop = self._end_of(last)
        within = [at for at in range(first, stop) if self._is_deeper(at)]
        deeper = self._named(within)
        if len(deeper) < _LEAST * len(within):
            deeper = {}
        found = dict(sorted((top | deeper).items()))
        return _behind_article(self.pieces, found, stop)

    def _densest(self, named: dict[int, Header]) -> tuple[int, int]:
        """The first and last of the items among which most have a name; menus have none."""
        best, found = 0.0, (0, -1)
        worth, first, last = 0.0, self.items[0], self.items[0]
        for at in self.items:
            if worth <= 0 or self._is_parted(last, at):
                worth, first = 0.0, at
            last = at
            worth += 1 if at in named else 0 if at in self.linked else -_DULL
            if worth > best:
                best, found = worth, (first, at)
        return found

    def _end_of(self, last: int) -> int:
        """Where what belongs to the item *last* ends."""
        level = self.pieces[last].indent
        for at in range(last + 1, len(self.pieces)):
            piece = self.pieces[at]
            if (
                ends_thread(piece)
                or (piece.marker is not None and piece.indent <= level)
                or (self._sets_in and piece.indent <= level)
            ):
                return at
        return len(self.pieces)

    def is_spoken_for(self) -> bool:
        """Whether anything tells that the items are comments."""
        told = sum(is_prose(piece) or ends_sentence(piece) for piece in self._words())
        if not self.headers or _PROSE * told < len(self.headers):
            return False
        first = min(self.headers)
        over = self.pieces[max(0, first - _NEAREST) : first]
        again = [name for name, count in Counter(self._authors()).items() if count > 1]
        last = max(self.headers)
        linked = any(first - _NEAREST <= at <= last for at in self.linked)
        nicks = {name for name in self._authors() if _NICK.fullmatch(name) is not None}
        nicknamed = len(nicks) >= _FEWEST_AGAIN
        return (
            (linked and len(self.headers) >= _FEWEST)
            or sum(_is_addressed(self.text, self.pieces[at]) for at in self.headers) >= _FEWEST
            or any(is_heading(piece) or speaks_of_comments(piece) for piece in over)
            or (len(self.headers) >= _FEWEST and self._is_partly_answered() and bool(again))
            or (len(self.headers) >= _MANY and len(again) >= _FEWEST_AGAIN and nicknamed)
        )

    def _is_partly_answered(self) -> bool:
        """Whether some have answers and others none; in a list of lists all have their own."""
        deeper = [self._is_deeper(at) for at in self.headers]
        alone = (not one and not other for one, other in pairwise([*deeper, False]))
        return any(deeper) and any(alone)

    def _authors(self) -> list[str]:
        return [header.author for header in self.headers.values() if header.author is not None]

    def _words(self) -> Iterator[Piece]:
        for at, header in self.headers.items():
            yield from self.pieces[at : at + 1] if header.words else self.pieces[at + 1 : at + 2]

    def _named(self, items: list[int]) -> dict[int, Header]:
        found: dict[int, Header] = {}
        for at in items:
            name = _name(self.text, self.pieces[at])
            words = next_line(self.pieces[at])
            below = self.pieces[at + 1 : at + 2]
            spoken = words is not None or any(
                piece.marker is None and not is_empty(piece) and not ends_thread(piece)
                for piece in below
            )
            if name is not None and spoken:
                found[at] = Header(at, 1, name, None, words, weak=True)
        return found

    @cached_property
    def _sets_in(self) -> bool:
        """Whether what belongs to an item is set in deeper than its marker."""
        below = [self.pieces[at + 1] for at in self.items if at + 1 < len(self.pieces)]
        words = [piece.indent for piece in below if piece.marker is None]
        return 2 * sum(indent > self.pieces[self.items[0]].indent for indent in words) > len(words)

    def _is_parted(self, one: int, other: int) -> bool:
        """Whether something that belongs to no item stands between two."""
        level = self.pieces[one].indent
        between = self.pieces[one + 1 : other]
        return self._sets_in and any(
            piece.marker is None and piece.indent <= level for piece in between
        )

    def _is_deeper(self, at: int) -> bool:
        piece = self.pieces[at]
        return piece.marker is not None and piece.indent > self.pieces[self.items[0]].indent


def _is_addressed(text: str, piece: Piece) -> bool:
    """Whether a piece begins with a name that has its address before it."""
    return _ADDRESSED.fullmatch(text, piece.words, piece.lines[0].end) is not None


def _is_linkback(piece: Piece) -> bool:
    return piece.size < _LONGEST_LINKBACK and phrases.PINGBACK.match(piece.said) is not None


def _names_service(piece: Piece) -> bool:
    return piece.size <= _LONGEST_LINE and phrases.POWERED.match(piece.said) is not None


def _alike(pieces: list[Piece], one: int, other: int) -> bool:
    """Whether two are items of one list."""
    first, second = pieces[one], pieces[other]
    return first.marker == second.marker and first.indent == second.indent


def _name(text: str, piece: Piece) -> str | None:
    line = piece.lines[0]
    said = text[piece.words : line.end].strip()
    if not said or len(said) > _LONGEST_LINE or said.endswith(tuple(".?!:,;…")):
        return None
    if is_button(said) or is_furniture(said) or phrases.OF_COMMENTS.search(said) is not None:
        return None
    name = read_name(said)
    fits = name is not None and len(name) <= _LONGEST_NAME and words_of(name) <= _MOST_NAMES
    return name if fits else None


def _above(pieces: list[Piece], names: dict[int, str], foot: int) -> dict[int, Header]:
    """The last of *names* that each have words behind them, up to the first that has none."""
    found: dict[int, Header] = {}
    following = foot
    for at in sorted(names, reverse=True):
        words = next_line(pieces[at])
        said = [piece for piece in pieces[at + 1 : following] if not is_empty(piece)]
        if words is None and not said:
            if found:
                break
            following = at
            continue
        found[at] = Header(at, 1, names[at], None, words, weak=True)
        following = at
    found = _behind_article(pieces, dict(sorted(found.items())), foot)
    spoken = any(ends_sentence(piece) for piece in pieces[min(found, default=foot) : foot])
    return found if len(found) >= _FEWEST and spoken else {}


def _behind_article(pieces: list[Piece], found: dict[int, Header], end: int) -> dict[int, Header]:
    """Without the first of *found* that are lines of an article: half of all follows each."""
    order = [*found, end]
    while len(order) > 1 and 2 * _size(pieces[order[0] : order[1]]) > _size(pieces[order[0] : end]):
        del order[0]
    return {at: found[at] for at in order[:-1]}


def _size(pieces: list[Piece]) -> int:
    return sum(piece.size for piece in pieces)
