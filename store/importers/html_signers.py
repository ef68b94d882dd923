"""Who wrote a comment, as an element named for authors says, or else its header's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Set
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.dates import find_stamp
from store.importers.html_authors import (
    clean_name,
    is_connector,
    is_name,
    is_role,
    leads_to_name,
)
from store.importers.html_names import called
from store.importers.html_regions import Region, Slot, said
from store.importers.html_stamps import LONGEST_LINE

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIGHEST = 12
_FIRST_LINES = 3
_FEWEST = 3
_NAMED = frozenset(("vcard", "byline"))


@dataclass(frozen=True, slots=True)
class Signer:
    """An author, whether an element named for authors says so, and the slots that say it.

    `beside` where it stands on the line of the date.
    """

    name: str | None = None
    named: bool = False
    slots: frozenset[int] = frozenset()
    beside: bool = False


def read_signer(
    region: Region,
    lines: list[list[Slot]],
    stamped: Set[int],
    labels: Set[str],
    marked: Set[int] = frozenset(),
) -> Signer:
    """The author of a comment whose date is said by the slots *stamped*.

    *lines* are the comment's without what names another comment, and without its number. What is
    in *labels* is an author where nothing else is. Lines whose number is *marked* hold buttons.
    """
    signer = _hinted(region, stamped, labels)
    name = signer.name if signer is not None else None
    if name is None or (name in labels and is_role(name)):
        signer = _printed(lines, stamped, marked) or signer
    return signer or Signer()


def _signed(name: str, slots: list[Slot], named: bool = False, beside: bool = False) -> Signer:
    return Signer(name, named, frozenset(slot.at for slot in slots), beside)


def labels_in(regions: Collection[Region]) -> frozenset[str]:
    """What an element named for authors says in each of several comments: "Name withheld"."""
    times: Counter[str] = Counter()
    for region in regions:
        times.update({s.text.strip() for s in region.slots if s.hints.author is not None})
    fewest = max(_FEWEST, len(regions))
    return frozenset(words for words, count in times.items() if count >= fewest)


def _hinted(region: Region, stamped: Set[int], labels: Set[str]) -> Signer | None:
    by_author: dict[_Element, list[Slot]] = {}
    for slot in region.slots:
        if slot.hints.author is not None:
            by_author.setdefault(slot.hints.author, []).append(slot)
    seen = set()
    spare: Signer | None = None
    outer = {above for e in by_author for above in islice(e.iterancestors(), _HIGHEST)}

    def key(slot: Slot) -> tuple[int, bool, int, int]:
        hints = slot.hints
        return len(hints.contents), hints.author in outer, hints.rank, slot.at

    for slot in sorted((slot for group in by_author.values() for slot in group), key=key):
        element = slot.hints.author
        assert element is not None
        if element in seen or slot.hints.answered:
            continue
        seen.add(element)
        line = [other for other in region.slots if other.line == slot.line]
        held = [other for other in by_author[element] if other.line == slot.line]
        if not _signs(element, held, line):
            continue
        group = [held[0], *(other for other in held[1:] if not _is_aside(other))]
        apart = bool(stamped) and stamped.isdisjoint(other.at for other in held)
        name = clean_name(said(group), alone=True, dated=not apart)
        if name is not None and slot.hints.rank > 1:
            name = _linked_name(group, name)
        if name is None or (find_stamp(name) is not None and len(name.split()) < _FEWEST):
            continue
        if name not in labels:
            return _signed(name, held, named=True)
        spare = spare or _signed(name, held, named=True)
    return spare


def _is_aside(slot: Slot) -> bool:
    """Whether what stands behind a name says what somebody is, or is a button."""
    return is_role(slot.text) or (slot.hints.link is not None and is_button(slot.text.strip(" ()")))


def _linked_name(group: list[Slot], name: str) -> str:
    """The part of *name* that is a link, where a part is."""
    links = {id(slot.hints.link): slot.hints.link for slot in group if slot.hints.link is not None}
    for link in links.values():
        linked = [slot for slot in group if slot.hints.link is link]
        inner = clean_name(said(linked), alone=True) if len(linked) < len(group) else None
        if inner is not None and (inner in name or name in inner):
            return inner
    return name


def _signs(element: _Element, held: list[Slot], line: list[Slot]) -> bool:
    """Whether what an element holds names an author: a `cite` may name a book, in a sentence."""
    if element.tag != "cite" or held[0].hints.rank < 3 or called(element) & _NAMED:
        return True
    first = line.index(held[0])
    before, after = said(line[:first]), said(line[first + len(held) :])
    if not before and said(held).endswith((":", "：")):
        return True
    if before and not is_connector(before):
        return clean_name(f"{before} x") == "x" and not after
    if not after or is_connector(after) or not held[0].hints.prose:
        return len(after) <= LONGEST_LINE
    return len(after) <= LONGEST_LINE and (
        find_stamp(after) is not None or phrases.SAYS.match(f"x {after}") is not None
    )


def _printed(lines: list[list[Slot]], stamped: Set[int], marked: Set[int]) -> Signer | None:
    """The name before "says:", or beside a date, or on the lines round it."""
    for line in lines[:_FIRST_LINES]:
        signer = _saying(line, dated=bool(stamped))
        if signer is not None:
            return signer
    at = next((i for i, line in enumerate(lines) if _holds(line, stamped)), None)
    if at is None:
        return _leading(lines)
    for i in (at, 0, at - 1, at + 1):
        if not 0 <= i < len(lines):
            continue
        name = clean_name(said(lines[i]))
        if name is None or find_stamp(name) is not None:
            continue
        if not is_name(name) and not (i == at and _is_led(lines[i])):
            continue
        if (
            i == at
            or (i < at and (_stands_out(lines[i], marked) or leads_to_name(said(lines[i]))))
            or (i != 0 and not _is_prose(lines[i]))
        ):
            return _signed(_linked_name(lines[i], name), lines[i], beside=i == at)
    if at > 0 and len(lines[at - 1]) == 1 and len(lines) > 2:
        name = clean_name(said(lines[at - 1]))
        if name is not None and is_name(name):
            return _signed(name, lines[at - 1])
    return None


def _is_led(line: list[Slot]) -> bool:
    """Whether what follows the date on a line is said to be a name: "3 May, by Ann"."""
    words = said(line)
    found = find_stamp(words)
    return found is not None and leads_to_name(words[found.end :])


def _saying(line: list[Slot], dated: bool) -> Signer | None:
    """The name in "Ann says:"; what follows on its line are no words where there is a date."""
    words = said(line)
    says = phrases.SAYS.match(words) if len(words) < LONGEST_LINE else None
    name = clean_name(says["name"]) if says is not None else None
    if says is None or name is None or not is_name(name) or _is_told(line[0]):
        return None
    return _signed(name, line) if dated or says.end() == len(words) else None


def _is_told(slot: Slot) -> bool:
    """Whether a text is in a paragraph of the comment's words, and neither in bold nor a link."""
    hints = slot.hints
    return hints.prose and bool(hints.contents) and hints.strong is None


def _stands_out(line: list[Slot], marked: Set[int]) -> bool:
    """Whether all of a line is in bold or a link, but what ties a name to a date; or *marked*."""
    return line[0].line in marked or all(
        slot.hints.strong is not None or is_connector(slot.text) for slot in line
    )


def _is_prose(line: list[Slot]) -> bool:
    return any(slot.hints.prose for slot in line)


def _leading(lines: list[list[Slot]]) -> Signer | None:
    """Without a date, a name in bold or in a link stands first, more words after it."""
    first = lines[0] if lines else []
    if first and first[0].hints.strong is not None and (len(lines) > 1 or len(first) > 1):
        name = clean_name(first[0].text)
        if name is not None and is_name(name):
            return _signed(name, first[:1])
    return None


def _holds(line: list[Slot], wanted: Set[int]) -> bool:
    return any(slot.at in wanted for slot in line)
