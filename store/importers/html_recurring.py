"""What most comments of a page have round their words: buttons under them, numbers before them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from store.importers.html_regions import Region, Slot, said
from store.importers.mentions import labelled
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONG = 40
_LONGEST_FOOT = 80
_MOST_BEHIND = 10
_FEWEST = 3
_MOST_TOPS = 12
_NEARLY_ALL = 0.8
_SHORTEST = 3
"""The fewest lines of a comment whose last line may be no words: one for name, date and words."""
_NUMBER = re.compile(r"#?(\d{1,6})\s?[.:)]\s*")

Spans = Mapping["_Element", tuple[int, int]]
"""The first and the last slot of each comment's words."""


def recurring_lines(regions: Iterable[Region]) -> frozenset[str]:
    """What stands as a link, or last of all, in most comments: buttons in whatever language.

    And what stands near the top of nearly all: "Member", or "Posts:" and a number.
    """
    linked: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    tops: Counter[str] = Counter()
    number = 0
    for region in regions:
        number += 1
        lines = region.lines()
        last = [slot for slot in region.slots[-_MOST_BEHIND:] if slot.hints.link is not None]
        tops.update({labelled(words) for line in lines[:_MOST_TOPS] if (words := _short(line))})
        own = {said(line) for line in lines if is_linked(line)}
        linked.update(own | {fold_space(slot.text) for slot in last})
        foot = next((line for line in reversed(lines) if not _is_meta(line)), None)
        if foot and len(lines) >= _SHORTEST and not any(slot.hints.prose for slot in foot):
            feet[said(foot)] += 1
    found = {
        words
        for words, count in linked.items()
        if words and count > 1 and 2 * count >= number and len(words) <= _LONG
    }
    found.update(
        words
        for words, count in feet.items()
        if words and count >= _FEWEST and 2 * count >= number and len(words) <= _LONGEST_FOOT
    )
    found.update(
        words for words, count in tops.items() if count >= max(_FEWEST, _NEARLY_ALL * number)
    )
    return frozenset(found)


def recurs(words: str, known: frozenset[str]) -> bool:
    """Whether a line is one of what is *known* to stand in most comments, figures apart."""
    return words in known or (len(words) <= _LONG and labelled(words) in known)


def _short(line: list[Slot]) -> str:
    """The words of a short line that is in no paragraph; "" for another."""
    if any(slot.hints.prose for slot in line) or sum(len(s.text) for s in line) > _LONGEST_FOOT:
        return ""
    words = said(line)
    return words if len(words) <= _LONG and any(map(str.isalpha, words)) else ""


def is_linked(line: list[Slot]) -> bool:
    """Whether a line is a link, or several, and no paragraph."""
    return all(slot.hints.link is not None and not slot.hints.prose for slot in line)


def _is_meta(line: list[Slot]) -> bool:
    """Whether all of a line is in elements named for buttons, a signature or the like."""
    return all(slot.hints.meta is not None for slot in line)


def counted_off(regions: Mapping[_Element, Region], spans: Spans) -> dict[_Element, int]:
    """The numbers of comments that nearly all begin with theirs, in an element before the words."""
    numbers: dict[_Element, int] = {}
    for element, (first, last) in spans.items():
        found = _NUMBER.fullmatch(fold_space(regions[element].slots[first].text))
        if found is not None and first < last:
            numbers[element] = int(found[1])
    rising = all(one < other for one, other in pairwise(numbers.values()))
    if len(numbers) < _FEWEST or 4 * len(numbers) < 3 * len(spans) or not rising:
        return {}
    return numbers
