"""How a project of another program counts positions, tried on the texts it marks.

The specification counts code points and does not say whether an end is exclusive. Programs differ:
some name the last character instead of the one after it, some count UTF-16 units, some leave out
the carriage returns (or the byte order mark) that their text files have. A selection's name mostly
begins with its words, which decides; else the reading that cuts fewer words in two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from store.exporters.foreign import flattened
from store.exporters.offsets import Utf16

_LIKELY = 0.5
"""Of all ends, how many more must stand between words for an unusual reading to be believed."""


class FileText:
    """A source's text: `raw` as the file has it, `flat` as it is stored."""

    def __init__(self, raw: str, *, as_it_is: bool = False) -> None:
        """For the text of a file; *as_it_is* where the library holds that very text."""
        self.raw = raw
        self.flat, self.dropped = (raw, ()) if as_it_is else flattened(raw)

    @cached_property
    def utf16(self) -> Utf16:
        """The raw text's offsets in UTF-16 units."""
        return Utf16(self.raw)

    @cached_property
    def flat_utf16(self) -> Utf16:
        """The flat text's offsets in UTF-16 units."""
        return Utf16(self.flat)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A selection's positions and name, in the text it stands in."""

    text: FileText
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to count: the end inclusive, in UTF-16 units, without what importing drops."""

    inclusive: bool = False
    units: bool = False
    flat: bool = False

    def span(self, text: FileText, start: int, end: int) -> tuple[int, int]:
        """Positions of the file as offsets of the flat text, which they may lie outside of."""
        return self._offset(text, start), self._offset(text, end + self.inclusive)

    def words(self) -> str:
        """What is unusual about it, in a reader's words; empty where nothing is."""
        told = {
            "as including the last character": self.inclusive,
            "in UTF-16 units": self.units,
            "without carriage returns": self.flat,
        }
        return ", ".join(words for words, holds in told.items() if holds)

    def _offset(self, text: FileText, at: int) -> int:
        if self.units:
            point = (text.flat_utf16 if self.flat else text.utf16).point(at)
            if point is None:
                return -1
            at = point
        if self.flat:
            return at
        return at - bisect_left(text.dropped, at)


def reading_of(stretches: Iterable[Stretch]) -> Reading:
    """The reading under which most selections have the words that their names say."""
    held = list(stretches)
    candidates = [Reading(inclusive) for inclusive in (False, True)]
    if any(one.text.dropped for one in held):
        candidates += [Reading(one.inclusive, flat=True) for one in candidates]
    if any(one.text.utf16.differs for one in held):
        candidates += [Reading(one.inclusive, True, one.flat) for one in candidates]
    named = [sum(_is_named(one, reading) for one in held) for reading in candidates]
    best = [at for at, count in enumerate(named) if count == max(named)]
    cuts = {at: sum(_cuts(one, candidates[at]) for one in held) for at in best}
    chosen = min(best, key=lambda at: (cuts[at], at))
    if cuts[best[0]] - cuts[chosen] < _LIKELY * len(held):
        chosen = best[0]
    return candidates[chosen]


def _is_named(one: Stretch, reading: Reading) -> bool:
    start, end = reading.span(one.text, one.start, one.end)
    words, name = _folded(one.text.flat[max(0, start) : max(0, end)]), _folded(one.name)
    short = name.removesuffix("…").removesuffix("...").rstrip()
    return bool(short) and (words == name if short == name else words.startswith(short))


def _cuts(one: Stretch, reading: Reading) -> int:
    """How many of a selection's two ends are within a word, or have a blank inside."""
    text = one.text.flat
    start, end = reading.span(one.text, one.start, one.end)
    blank = (
        text[max(0, start) : start + 1].isspace() + text[max(0, end - 1) : max(0, end)].isspace()
    )
    return blank + _within(text, start) + _within(text, end)


def _within(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _folded(words: str) -> str:
    return " ".join(words.split())
