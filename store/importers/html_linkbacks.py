"""Links back from other pages, told from readers' comments: pingbacks, trackbacks, excerpts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.html_authors import is_name
from store.importers.html_names import PINGBACK, called, text_of
from store.importers.html_regions import Region, said
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_signs import Signs

_LABEL = re.compile(r"\W*(?:pingbacks?|trackbacks?)\W*", re.IGNORECASE)
_LABELLED = re.compile(
    r"\W*(?:pingback|trackback)\s?(?::|(?:by|from|on|von|vom|de|par|di|da|от)(?!\w))", re.IGNORECASE
)
_EXCERPT = re.compile(r"(?P<head>.{0,200}?)\[(?:\.{3}|…)\]\s.*\s\[(?:\.{3}|…)\]\W*", re.DOTALL)
_BROKEN = re.compile(r"\W*(?:\.{3}|…)")
_LONGEST_EXCERPT = 2000
_LONGEST_HEADING = 300
_LONGEST_NAME = 100
_HIGHEST = 4
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def is_linkback(region: Region) -> bool:
    """Whether a class, a heading over it or its first words call a comment a link back."""
    place: _Element | None = region.element
    for _ in range(_HIGHEST):
        if place is None or place.tag == "body":
            break
        if called(place) & PINGBACK:
            return True
        before = place.getprevious()
        if before is not None and before.tag in _HEADINGS:
            heading = text_of(before, _LONGEST_HEADING)
            if len(heading) < 80 and phrases.PINGBACKS_HEADING.fullmatch(heading):
                return True
        place = place.getparent()
    return any(_LABELLED.match(said(line)) is not None for line in region.lines())


def linked_words(region: Region, signs: Signs) -> tuple[int, int] | None:
    """The slots of a link back's only line, which are its words; the page's name is its author."""
    kept = [
        at
        for at, slot in enumerate(region.slots)
        if at not in signs.stamped
        and not _LABEL.fullmatch(slot.text)
        and slot.hints.meta is None
        and any(map(str.isalnum, slot.text))
    ]
    if not kept:
        return None
    if signs.named:
        return kept[0], kept[-1]
    linked = next((at for at in kept if region.slots[at].hints.link is not None), kept[0])
    link = region.slots[linked].hints.link
    group = [slot for slot in region.slots if slot.hints.link is link] if link is not None else []
    name = said(group) if group else _LABELLED.sub("", region.slots[linked].text)
    name = fold_space(name).strip(" »«")[:_LONGEST_NAME]
    signs.author = name if name and _names_a_page(name, link is not None) else None
    return kept[0], kept[-1]


def _names_a_page(words: str, linked: bool) -> bool:
    """Whether *words* are a page's name, not the beginning of what it says."""
    return _BROKEN.match(words) is None and (linked or is_name(words))


def is_excerpt(region: Region, first: int, last: int, signs: Signs) -> bool:
    """Whether a comment says what another page says round its link: "[...] boats [...]"."""
    words = said(region.slots[first : last + 1])[:_LONGEST_EXCERPT]
    found = _EXCERPT.fullmatch(words)
    return found is not None and (not found["head"] or signs.author is None)
