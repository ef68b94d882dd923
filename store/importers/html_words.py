"""Which of a comment's text is its words: not its header, its buttons, nor what is nested in it.

Words may stand before the author, between author and date, or after both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.furniture import is_furniture
from store.importers.html_authors import is_connector
from store.importers.html_recurring import is_linked, recurs
from store.importers.html_regions import Region, Slot, said
from store.importers.html_signs import Signs
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONG = 40
_SHORT = 15
_MOST_BEHIND = 10
_PARTING = re.compile(r"[\s|·•‧∙–—\-_/\\*+=~#<>«»‹›←→↑↓▲▼,;]*")
"""What parts a comment from another, or the parts of its header, and says nothing."""
_NO_LETTER = re.compile(r"[\W\d_]*")
_RULE = re.compile(r"_{8,}")
_LONGEST_SIGNATURE = 600
_HEADING = re.compile(r"h[1-6]")


def find_words(
    region: Region, signs: Signs, buttons: frozenset[str] = frozenset()
) -> tuple[int, int] | None:
    """The first and the last slot of the comment's words, or None where it has none.

    *buttons* are known to be none of them.
    """
    found = _found(region, signs, buttons)
    if found is None:
        return None
    first, last = found
    first += first in signs.counting and first < last
    return _without_buttons(region, first, last, buttons)


def _found(region: Region, signs: Signs, buttons: frozenset[str]) -> tuple[int, int] | None:
    content = _content(region, signs)
    if content is not None:
        first, end = content
        return _trimmed(region, first, min(end, _closed(region)) - 1, buttons)
    closed = _closed(region)
    units = [unit for unit in _units(region, signs) if unit[-1] < closed]
    common = [unit for unit in units if recurs(_said(region, unit), buttons)]
    own = [unit for unit in units if unit not in common]
    worded = [u for u in units if u not in common or not is_linked([region.slots[at] for at in u])]
    tries = ((own, True), (own, False), (worded, True), (worded, False))
    found = ([u for u in those if _is_words(region, u, signs, strict)] for those, strict in tries)
    words = next(filter(None, found), [])
    telling = [unit for unit in words if _tells(region, unit)]
    chosen = _above_buttons(region, _side(region, telling or words, signs))
    while len(chosen) > 1 and _is_loose_link(region, chosen):
        chosen = chosen[:-1]
    return (chosen[0][0], _paragraph_end(region, chosen[-1][-1])) if chosen else None


def _paragraph_end(region: Region, last: int) -> int:
    """The last slot of the paragraph that ends the words, though no more than a mark is in it."""
    own = _paragraph(region.slots[last])
    while last + 1 < len(region.slots) and own is not None:
        after = region.slots[last + 1]
        if _paragraph(after) is not own or after.hints.link is not None or after.hints.meta:
            break
        last += 1
    return last


def _paragraph(slot: Slot) -> _Element | None:
    """The paragraph that a text stands right in, or after a line break there."""
    place = slot.element.getparent() if slot.tail else slot.element
    return place if place is not None and place.tag == "p" else None


def _above_buttons(region: Region, units: list[list[int]]) -> list[list[int]]:
    """Paragraphs without what stands under the buttons below them and is none."""
    for at in range(1, len(units)):
        between = region.slots[units[at - 1][-1] + 1 : units[at][0]]
        if (
            between
            and is_button(said(between))
            and _has_prose(region, units[:at])
            and not _has_prose(region, units[at:])
        ):
            return units[:at]
    return units


def _without_buttons(
    region: Region, first: int, last: int, buttons: frozenset[str]
) -> tuple[int, int]:
    """The words without a row of buttons that ends their last line, and counts between these."""
    ended = last
    for at in range(last, max(first, last - _MOST_BEHIND), -1):
        slot = region.slots[at]
        words = fold_space(slot.text)
        if slot.hints.link is not None and (words in buttons or is_button(words)):
            ended = at - 1
        elif len(words) > _SHORT:
            break
    while ended > first and _NO_LETTER.fullmatch(region.slots[ended].text) and ended < last:
        ended -= 1
    return first, ended


def _closed(region: Region) -> int:
    """The slot at which a form for readers' comments begins, in a comment that is not closed."""
    if region.element.find(".//form") is None:
        return len(region.slots)
    at = links = 0
    begun = False
    for line in region.lines():
        heads = all(slot.hints.meta is not None for slot in line)
        if begun and heads and phrases.FORM.match(said(line)[:100]) is not None:
            return at - links
        linked = is_linked(line)
        links = links + len(line) if linked else 0
        begun = begun or not (heads or linked)
        at += len(line)
    return at


def _is_loose_link(region: Region, units: list[list[int]]) -> bool:
    """Whether a link stands last, outside the paragraphs that the words before it are in."""
    last = [region.slots[at].hints for at in units[-1]]
    return (
        all(hints.link is not None and not hints.prose for hints in last)
        and _has_prose(region, units[:1])
        and _size(region, units[-1:]) <= _LONG
    )


def _content(region: Region, signs: Signs) -> tuple[int, int] | None:
    """The slots from first to end of what is named for a comment's words, and holds most of them.

    It holds no header. A box in it with all of its text but headings and buttons is taken instead.
    """
    wrappers = {element for at in signs.header for element in region.slots[at].hints.contents}
    sizes: dict[_Element, tuple[int, int]] = {}
    boxes: dict[tuple[object, ...], dict[_Element, None]] = {}
    for slot in region.slots:
        own = [element for element in slot.hints.contents if element not in wrappers]
        if own and (slot.hints.meta is None or slot.hints.prose):
            size = 0 if _is_tie(slot) else len(slot.text.strip())
            worded = size if _NO_LETTER.fullmatch(slot.text) is None else 0
            for element in own:
                before = sizes.get(element, (0, 0))
                sizes[element] = before[0] + worded, before[1] + size
            boxes.setdefault(_box(own[0]), {})[own[0]] = None
    if not boxes:
        return None
    parts = list(max(boxes.values(), key=lambda parts: sum(sum(sizes[part]) for part in parts)))
    if len(parts) == 1:
        return region.ranges[_innermost(parts[0], sizes)]
    return region.ranges[parts[0]][0], region.ranges[parts[-1]][1]


def _is_tie(slot: Slot) -> bool:
    """Whether a text in no paragraph only ties a name to a date, as "commented" does."""
    words = fold_space(slot.text)
    return any(map(str.isalpha, words)) and not slot.hints.prose and is_connector(words)


def _innermost(whole: _Element, sizes: dict[_Element, tuple[int, int]]) -> _Element:
    """The innermost box in *whole* that has as many words; counts beside it are none."""
    worded, size = sizes[whole]
    for element in reversed(sizes):
        same = sizes[element][0] == worded if worded else sizes[element][1] == size
        if same and whole in element.iterancestors():
            return element
    return whole


def _box(element: _Element) -> tuple[object, ...]:
    """What elements share that hold the paragraphs of one comment: their id, or their place."""
    identity = element.get("id")
    return element.tag, element.get("class"), identity or element.getparent()


def _trimmed(
    region: Region, first: int, last: int, buttons: frozenset[str]
) -> tuple[int, int] | None:
    """The words of their element, without the buttons at its end and the notes at its head."""
    lines: list[list[int]] = []
    for at in range(first, last + 1):
        if lines and region.slots[lines[-1][-1]].line == region.slots[at].line:
            lines[-1].append(at)
        else:
            lines.append([at])
    begun, ended = 0, _unsigned(region, lines)
    while begun < ended and _is_note(region, lines[begun], buttons):
        begun += 1
    while ended > begun and _is_note(region, lines[ended - 1], buttons):
        ended -= 1
    if begun == ended:
        return (first, last)
    return lines[begun][0], lines[ended - 1][-1]


def _unsigned(region: Region, lines: list[list[int]]) -> int:
    """How many of *lines* stand before a rule of underscores and a signature under it."""
    size = 0
    for at in range(len(lines) - 1, 0, -1):
        words = _said(region, lines[at])
        if _RULE.fullmatch(words):
            return at
        size += len(words)
        if size > _LONGEST_SIGNATURE:
            break
    return len(lines)


def _is_note(region: Region, line: list[int], buttons: frozenset[str]) -> bool:
    slots = [region.slots[at] for at in line]
    words = said(slots)
    if all(_is_named_meta(slot) for slot in slots):
        return True
    if all(_is_permalink(slot) for slot in slots):
        return True
    if any(slot.hints.answered for slot in slots) and len(words) < 100:
        return True
    if recurs(words, buttons) and not any(slot.hints.prose for slot in slots):
        return True
    linked = all(slot.hints.link is not None or slot.hints.meta is not None for slot in slots)
    return (linked and (is_button(words) or words in buttons)) or _is_bar(slots)


def _is_permalink(slot: Slot) -> bool:
    """A subject line that links to its own comment, as Drupal makes of a comment's first words."""
    link = slot.hints.link
    return slot.hints.meta is not None and link is not None and "#" in (link.get("href") or "")


def _is_named_meta(slot: Slot) -> bool:
    meta = slot.hints.meta
    return meta is not None and _HEADING.fullmatch(str(meta.tag)) is None


def _units(region: Region, signs: Signs) -> list[list[int]]:
    """The places of the slots line by line; lines that hold the header slot by slot."""
    units: list[list[int]] = []
    at = 0
    for line in region.lines():
        places = list(range(at, at + len(line)))
        at += len(line)
        if signs.header.isdisjoint(places):
            units.append(places)
        else:
            units += [[place] for place in places]
    return units


def _said(region: Region, unit: list[int]) -> str:
    return said([region.slots[at] for at in unit])


def _is_words(region: Region, unit: list[int], signs: Signs, strict: bool) -> bool:
    if not signs.header.isdisjoint(unit):
        return False
    slots = [region.slots[at] for at in unit]
    words = said(slots)
    if not strict and any(slot.hints.prose for slot in slots):
        return not is_button(words) and not _is_bar(slots)
    if all(slot.hints.prose for slot in slots) and _is_gesture(words):
        return True
    if is_button(words) or is_furniture(words) or is_connector(words) or _is_bar(slots):
        return False
    if any(slot.hints.answered for slot in slots):
        return False
    if phrases.IN_REPLY.match(words) and len(words) < 80:
        return False
    if all(slot.hints.meta is not None for slot in slots):
        return not strict and len(words) > _LONG
    if _NO_LETTER.fullmatch(words) is not None:
        return False
    beside = any(region.slots[at].line == slots[0].line for at in signs.header)
    return len(words) > _LONG or not beside or not strict or _begins(region, unit, signs)


def _begins(region: Region, unit: list[int], signs: Signs) -> bool:
    """Whether words behind a header in elements of its own go on after a line break."""
    if unit[-1] + 1 >= len(region.slots):
        return False
    line = region.slots[unit[0]].line
    heads = [s for at in signs.header if (s := region.slots[at]).line == line]
    if any(
        s.hints.author is None and s.hints.meta is None and s.hints.stamp is None for s in heads
    ):
        return False
    last, after = region.slots[unit[-1]], region.slots[unit[-1] + 1]
    own = last.element.getparent() if last.tail else last.element
    return after.tail and after.element.tag == "br" and after.element.getparent() is own


def _tells(region: Region, unit: list[int]) -> bool:
    """Whether a unit is more than what ties a name to a date."""
    words = _said(region, unit)
    return not is_connector(words) or (_has_prose(region, [unit]) and _is_gesture(words))


def _is_gesture(words: str) -> bool:
    """Whether words without a letter say something: "?!", ":-)", but no count and no bullet."""
    return not any(map(str.isalnum, words)) and _PARTING.fullmatch(words) is None


def _is_bar(slots: list[Slot]) -> bool:
    """Links in a row, one of them a comment's button."""
    worded = [slot for slot in slots if _NO_LETTER.fullmatch(slot.text) is None]
    return all(slot.hints.link is not None for slot in worded) and any(
        is_button(fold_space(slot.text)) for slot in worded
    )


def _side(region: Region, words: list[list[int]], signs: Signs) -> list[list[int]]:
    """The words after the header, else those between author and date, else those before both."""
    if not signs.header:
        return words
    first, last = min(signs.header), max(signs.header)
    after = [unit for unit in words if unit[0] > last]
    before = [unit for unit in words if unit[-1] < first]
    between = [unit for unit in words if first < unit[0] and unit[-1] < last]
    sides = [after, between, before]
    prose = [side for side in sides if _has_prose(region, side)]
    if (
        prose
        and prose[0] is not after
        and after
        and _size(region, after) > 3 * _size(region, prose[0])
    ):
        return after
    return next((side for side in [*prose, *sides] if side), [])


def _has_prose(region: Region, units: list[list[int]]) -> bool:
    return any(region.slots[at].hints.prose for unit in units for at in unit)


def _size(region: Region, units: list[list[int]]) -> int:
    return sum(len(region.slots[at].text) for unit in units for at in unit)
