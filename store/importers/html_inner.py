"""Answers that stand in the box of the comment they answer, as a blog's owner writes them there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.importers.html_candidates import Candidate
from store.importers.html_names import REMARK_TAGS, any_of, remembered, tokens
from store.importers.html_regions import Region, Slot, read_regions
from store.importers.html_signs import read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_ANSWER = re.compile(
    r"(?:.{0,30}[-_])?(?:admin|author|owner|re)?[-_]?(?:reply|answer|response|reponse|antwort|"
    r"respuesta|risposta)(?:[-_](?:text|box|body|content|comment|wrap|item|message))?",
    re.IGNORECASE,
)
_named_answer = any_of(remembered(_ANSWER))


def with_answers(
    root: _Element, found: dict[_Element, Candidate], regions: Mapping[_Element, Region]
) -> dict[_Element, Candidate]:
    """*found* with the signed and dated answers in them, in the page's order."""
    inner = {
        box: element
        for element, region in regions.items()
        for box, (first, end) in region.ranges.items()
        if box.tag in REMARK_TAGS
        and _named_answer(tokens(box))
        and _may_be_signed(region.slots[first:end])
    }
    if not inner:
        return found
    apart = read_regions(root, [*found, *inner])
    answers = {box: outer for box, outer in inner.items() if _is_comment(apart[box])}
    if not answers or not all(_is_comment(apart[outer]) for outer in answers.values()):
        return found
    every: dict[_Element, Candidate] = {}
    for element in root.iter():
        if element in found:
            every[element] = found[element]
        elif element in answers:
            every[element] = Candidate(element, found[answers[element]], True, True)
    return every


def _may_be_signed(slots: list[Slot]) -> bool:
    """Whether there is more than a button in a box, and figures as in a date."""
    return len(slots) > 1 and any(any(map(str.isdigit, slot.text)) for slot in slots)


def _is_comment(region: Region) -> bool:
    signs = read_signs(region)
    signed = signs.author is not None and signs.date is not None
    return signed and find_words(region, signs) is not None
