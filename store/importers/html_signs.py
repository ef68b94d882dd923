"""Who wrote a comment and when, as the header or the foot of the comment prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.dates import find_date, find_stamp
from store.importers.html_authors import (
    clean_name,
    ends_a_sentence,
    is_connector,
    is_name,
    is_role,
    leads_to_answered,
)
from store.importers.html_names import called
from store.importers.html_regions import Region, Slot, said
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_LINE = 160
_HIGHEST = 12
_ANSWERING = re.compile(
    r"^\W*(?:(?:repl(?:y|ying|ied)|responding|response|answer)\s+to|antwort(?:et)?\s+(?:an|auf)|"
    r"réponse\s+à|respuesta\s+a|risposta\s+a|resposta\s+a|ответ)\s+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(#|№|nr\.?|no\.?)?\s?(\d{1,6})[.):]?", re.IGNORECASE)

_LABEL = re.compile(r"[^\W\d][\w\s]{2,24}:\s*")
_JOINED = re.compile(
    r"(?:joined|registered|member\ssince|anmeldungsdatum|registriert|beigetreten|dabei\sseit|"
    r"mitglied\sseit|inscrit(?:\sle)?|inscription|registrado(?:\sem)?|iscritto(?:\sil)?|"
    r"geregistreerd|lid\sgeworden(?:\sop)?|dołączył|zarejestrowan[ya]|зарегистрирован|"
    r"registrace|založen|registrován)\W*$",
    re.IGNORECASE,
)
"""What forums print of an author's date, which is not the post's."""
_NAMED = frozenset(("vcard", "byline"))
_MOMENTS = (
    *("title", "datetime", "data-original-title", "content"),
    *("data-date", "data-time", "data-timestamp", "data-utime", "data-epoch"),
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)


@dataclass(slots=True)
class Signs:
    """What a comment's header says; `header` holds the slots that say it, by their place.

    `answered` holds those that name the comment answered.
    """

    author: str | None = None
    named: bool = False
    date: str | None = None
    number: int | None = None
    answered_id: str | None = None
    answered_name: str | None = None
    header: set[int] = field(default_factory=set)
    stamped: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)


def read_signs(region: Region) -> Signs:
    """Author, date, number and what is answered, read of the names round the text, else of it."""
    signs = Signs()
    places = {id(slot): at for at, slot in enumerate(region.slots)}
    lines = region.lines()
    _read_answered(region, lines, signs, places)
    own = [[slot for slot in line if places[id(slot)] not in signs.answered] for line in lines]
    lines = [line for line in own if line]
    _hinted_date(region, signs, places)
    if not signs.stamped:
        _printed_date(lines, signs, places)
    if signs.date is not None and find_date(signs.date) is None:
        signs.date = _exact(region, signs) or signs.date
    _hinted_author(region, signs, places)
    if signs.author is None:
        _printed_author(lines, signs, places)
    _read_number(region, signs)
    return signs


def _hinted_date(region: Region, signs: Signs, places: dict[int, int]) -> None:
    hinted = [slot for slot in region.slots if slot.hints.stamp is not None]
    by_stamp: dict[_Element, list[Slot]] = {}
    for slot in hinted:
        assert slot.hints.stamp is not None
        by_stamp.setdefault(slot.hints.stamp, []).append(slot)
    seen = set()
    for slot in sorted(hinted, key=lambda slot: (len(slot.hints.contents), places[id(slot)])):
        element = slot.hints.stamp
        assert element is not None
        if element in seen:
            continue
        seen.add(element)
        group = by_stamp[element]
        words = said(group)
        found = find_stamp(words)
        if found is None and not any(map(str.isdigit, words)):
            continue
        if len(words) > _LONGEST_LINE or (found is None and len(words) > 60):
            continue
        signs.date = found.printed.text if found is not None else words[:80]
        signs.stamped = {places[id(slot)] for slot in group}
        signs.header |= signs.stamped
        return
    for element in region.ranges:
        if element.tag == "time" and (moment := element.get("datetime")):
            signs.date = fold_space(moment)[:80]
            return


def _exact(region: Region, signs: Signs) -> str | None:
    """The full date that a page keeps behind a printed "3 days ago" or "3 May, 10:11"."""
    for at in sorted(signs.stamped):
        place: _Element | None = region.slots[at].element
        if region.slots[at].tail and place is not None:
            place = place.getparent()
        while place is not None:
            for name in _MOMENTS:
                value = fold_space(place.get(name) or "")[:80]
                if _EPOCH.fullmatch(value):
                    return datetime.fromtimestamp(int(value[:10]), UTC).strftime("%Y-%m-%d %H:%M")
                if value and find_date(value) is not None:
                    return value
            place = None if place is region.element else place.getparent()
    return None


def _printed_date(lines: list[list[Slot]], signs: Signs, places: dict[int, int]) -> None:
    """The first line that is hardly more than a date, a name, and what ties them."""
    for whole in sorted(lines, key=lambda line: min(len(slot.hints.contents) for slot in line)):
        line = [slot for slot in whole if slot.hints.rank] or whole  # a name may hold a date
        words = said(line)
        if len(words) > _LONGEST_LINE:
            continue
        found = find_stamp(words)
        if found is None or _JOINED.search(words[: found.start]) is not None:
            continue
        labelled = _LABEL.fullmatch(words[: found.start]) is not None
        if len(words) - (found.end - found.start) > 60 and not labelled:
            continue
        rest = f"{words[: found.start]} {words[found.end :]}"
        most = 4 if all(slot.hints.prose for slot in line) else 8
        if ends_a_sentence(rest) and len(rest.split()) > most and not labelled:
            continue
        if signs.date is None:
            signs.date = found.printed.text
        holding = [slot for slot in line if find_stamp(fold_space(slot.text)) is not None]
        signs.stamped = {places[id(slot)] for slot in holding or line}
        signs.header |= signs.stamped
        return


def _hinted_author(region: Region, signs: Signs, places: dict[int, int]) -> None:
    hinted = [slot for slot in region.slots if slot.hints.author is not None]
    by_author: dict[_Element, list[Slot]] = {}
    for slot in hinted:
        assert slot.hints.author is not None
        by_author.setdefault(slot.hints.author, []).append(slot)
    seen = set()
    outer = {above for e in by_author for above in islice(e.iterancestors(), _HIGHEST)}

    def key(slot: Slot) -> tuple[int, bool, int, int]:
        hints = slot.hints
        return len(hints.contents), hints.author in outer, hints.rank, places[id(slot)]

    order = sorted(hinted, key=key)
    for slot in order:
        element = slot.hints.author
        assert element is not None
        if element in seen or slot.hints.answered:
            continue
        seen.add(element)
        line = [other for other in region.slots if other.line == slot.line]
        held = [other for other in by_author[element] if other.line == slot.line]
        if not _signs(element, held, line):
            continue
        group = [held[0], *(other for other in held[1:] if not is_role(other.text))]
        apart = bool(signs.stamped) and signs.stamped.isdisjoint(places[id(s)] for s in held)
        name = clean_name(said(group), alone=True, dated=not apart)
        if name is not None and slot.hints.rank > 1:
            name = _linked_name(group, name)
        if name is None or (find_stamp(name) is not None and len(name.split()) < 3):
            continue
        signs.author, signs.named = name, True
        signs.header |= {places[id(other)] for other in held}
        return


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
    if before and not is_connector(before):
        return clean_name(f"{before} x") == "x" and not after
    if not after or is_connector(after) or not held[0].hints.prose:
        return len(after) <= _LONGEST_LINE
    return len(after) <= _LONGEST_LINE and (
        find_stamp(after) is not None or phrases.SAYS.match(f"x {after}") is not None
    )


def _printed_author(lines: list[list[Slot]], signs: Signs, places: dict[int, int]) -> None:
    for line in lines[:3]:
        words = said(line)
        says = phrases.SAYS.match(words) if len(words) < _LONGEST_LINE else None
        name = clean_name(says["name"]) if says is not None else None
        if says is None or name is None or not is_name(name) or _is_told(line[0]):
            continue
        if says.end() == len(words) or signs.stamped:
            signs.author = name
            signs.header |= {places[id(slot)] for slot in line}
            return
    at = next((i for i, line in enumerate(lines) if _holds(line, signs.stamped, places)), None)
    if at is None:
        _leading_name(lines, signs, places)
        return
    for i in (at, 0, at - 1, at + 1):
        if not 0 <= i < len(lines):
            continue
        name = clean_name(said(lines[i]))
        if name is None or not is_name(name) or find_stamp(name) is not None:
            continue
        strong = all(slot.hints.strong is not None for slot in lines[i])
        if i == at or (strong and i < at) or (i != 0 and not _is_prose(lines[i])):
            signs.author = name
            signs.header |= {places[id(slot)] for slot in lines[i]}
            return
    if at > 0 and len(lines[at - 1]) == 1 and len(lines) > 2:
        name = clean_name(said(lines[at - 1]))
        if name is not None and is_name(name):
            signs.author = name
            signs.header |= {places[id(slot)] for slot in lines[at - 1]}


def _is_told(slot: Slot) -> bool:
    """Whether a text is in a paragraph of the comment's words, and neither in bold nor a link."""
    hints = slot.hints
    return hints.prose and bool(hints.contents) and hints.strong is None


def _is_prose(line: list[Slot]) -> bool:
    return any(slot.hints.prose for slot in line)


def _leading_name(lines: list[list[Slot]], signs: Signs, places: dict[int, int]) -> None:
    """Without a date, a name in bold or in a link stands first, more words after it."""
    first = lines[0] if lines else []
    lead = [slot for slot in first if slot.hints.strong is not None][:1]
    if lead and lead[0] is first[0] and (len(lines) > 1 or len(first) > 1):
        name = clean_name(lead[0].text)
        if name is not None and is_name(name):
            signs.author = name
            signs.header.add(places[id(lead[0])])


def _holds(line: list[Slot], wanted: set[int], places: dict[int, int]) -> bool:
    return any(places[id(slot)] in wanted for slot in line)


def _read_number(region: Region, signs: Signs) -> None:
    value = region.element.get("value") or ""
    if value.isdecimal() and len(value) < 7:
        signs.number = int(value)
    for slot in region.slots:
        match = _NUMBER.fullmatch(fold_space(slot.text).strip("()[] "))
        if match is None or slot.hints.prose:
            continue
        if (match[1] and slot.hints.link is not None) or slot.hints.number:
            signs.number = int(match[2])
            return


def _read_answered(
    region: Region, lines: list[list[Slot]], signs: Signs, places: dict[int, int]
) -> None:
    for line in lines:
        words = said(line)
        match = phrases.IN_REPLY.match(words) if len(words) < 120 else None
        hinted = [slot for slot in line if slot.hints.answered]
        if match is None and not hinted:
            links = [slot for slot in line if slot.hints.link is not None and not slot.hints.prose]
            hinted = [s for s in links if phrases.IN_REPLY.match(fold_space(s.text)[:100])]
            match = phrases.IN_REPLY.match(said(hinted)) if hinted else None
        if match is None and not hinted:
            hinted = _linked_answered(line)
        if match is None and not hinted:
            continue
        anchored = any(
            slot.hints.link is not None and "#" in (slot.hints.link.get("href") or "")
            for slot in line
        )
        if any(slot.hints.prose for slot in line) and not hinted and not anchored:
            return
        name = match["name"] if match is not None else _ANSWERING.sub("", said(hinted))
        signs.answered_name = clean_name(name)
        signs.answered = {places[id(slot)] for slot in hinted if not slot.hints.answered}
        for slot in hinted or line:
            link = slot.hints.link
            target = (link.get("href") or "") if link is not None else ""
            _, hash_sign, anchor = target.partition("#")
            if hash_sign and re.search(r"\d", anchor):
                signs.answered_id = anchor
        return


def _linked_answered(line: list[Slot]) -> list[Slot]:
    """The link to another comment behind "Ann replied to", where a line has one."""
    for before, slot in pairwise(line):
        link = slot.hints.link
        if link is None or slot.hints.prose or before.hints.link is not None:
            continue
        if "#" in (link.get("href") or "") and leads_to_answered(before.text):
            return [slot]
    return []
