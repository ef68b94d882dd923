"""When a comment was written, as its header or its foot prints it, or its markup keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store.importers.dates import find_date, find_stamp
from store.importers.html_authors import ends_a_sentence, leads_to_name
from store.importers.html_regions import Region, Slot, said
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_LINE = 160
"""The longest line of a header."""
_LONGEST_VAGUE = 60
"""The longest words of an element for dates in which no date is known."""
_LONGEST_DATE = 80
_MOST_BESIDE = 60
_LABEL = re.compile(r"[^\W\d][\w\s]{2,24}:\s*")
_JOINED = re.compile(
    r"(?:joined|registered|member\ssince|anmeldungsdatum|registriert|beigetreten|dabei\sseit|"
    r"mitglied\sseit|inscrit(?:\sle)?|inscription|registrado(?:\sem)?|iscritto(?:\sil)?|"
    r"geregistreerd|lid\sgeworden(?:\sop)?|dołączył|zarejestrowan[ya]|зарегистрирован|"
    r"registrace|založen|registrován)\W*$",
    re.IGNORECASE,
)
"""What forums print of an author's date, which is not the post's."""
_MOMENTS = (
    *("title", "datetime", "data-original-title", "content"),
    *("data-date", "data-time", "data-timestamp", "data-utime", "data-epoch"),
)
_WRITTEN = frozenset(("datepublished", "datecreated", "commenttime"))
"""What markup calls the moment at which something was written."""
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A comment's date, and the slots that say it, by their place."""

    date: str | None = None
    slots: frozenset[int] = frozenset()


def read_stamp(region: Region, lines: list[list[Slot]]) -> Stamp:
    """The date of a comment, the full one where its markup keeps that behind "3 days ago"."""
    stamp = _hinted(region)
    if stamp is None:
        printed = _printed(lines) or _printed(_apart(lines)) or Stamp()
        stamp = Stamp(_timed(region) or printed.date or next(_kept(region), None), printed.slots)
    if stamp.date is None or find_date(stamp.date) is not None:
        return stamp
    whole = _beside(stamp, lines)
    if whole is not None:
        return whole
    return Stamp(_exact(region, stamp) or stamp.date, stamp.slots)


def _hinted(region: Region) -> Stamp | None:
    """What the first element named for dates says, those outside the comment's words first."""
    by_stamp: dict[_Element, list[Slot]] = {}
    for slot in region.slots:
        if slot.hints.stamp is not None:
            by_stamp.setdefault(slot.hints.stamp, []).append(slot)
    for group in sorted(by_stamp.values(), key=_depth):
        words = said(group)
        found = find_stamp(words)
        if found is None and (len(words) > _LONGEST_VAGUE or not any(map(str.isdigit, words))):
            continue
        if len(words) > LONGEST_LINE:
            continue
        date = found.printed.text if found is not None else words[:_LONGEST_DATE]
        return Stamp(date, frozenset(slot.at for slot in group))
    return None


def _beside(stamp: Stamp, lines: list[list[Slot]]) -> Stamp | None:
    """The date on the line of a time of day in an element of its own: "11:02 am on 3 May 2020"."""
    for line in lines:
        if stamp.slots.isdisjoint(slot.at for slot in line):
            continue
        words = said(line)
        found = find_stamp(words) if len(words) <= LONGEST_LINE else None
        if found is not None and find_date(found.printed.text) is not None:
            own = {s.at for s in line if s.hints.author is None and find_stamp(s.text) is not None}
            return Stamp(found.printed.text, stamp.slots | own)
    return None


def _depth(slots: list[Slot]) -> int:
    """In how many elements named for a comment's words the outermost of *slots* lies."""
    return min(len(slot.hints.contents) for slot in slots)


def _apart(lines: list[list[Slot]]) -> list[list[Slot]]:
    """What stands on a line with a comment's words in an element named for what is none of them."""
    kept = ([slot for slot in line if slot.hints.meta is not None] for line in lines)
    return [own for own, line in zip(kept, lines, strict=True) if 0 < len(own) < len(line)]


def _printed(lines: list[list[Slot]]) -> Stamp | None:
    """The first line that is hardly more than a date, a name, and what ties them."""
    for whole in sorted(lines, key=_depth):
        line = [slot for slot in whole if slot.hints.rank] or whole  # a name may hold a date
        words = said(line)
        if len(words) > LONGEST_LINE:
            continue
        found = find_stamp(words)
        if found is None or _JOINED.search(words[: found.start]) is not None:
            continue
        labelled = _LABEL.fullmatch(words[: found.start]) is not None
        labelled = labelled or leads_to_name(words[found.end :])
        if len(words) - (found.end - found.start) > _MOST_BESIDE and not labelled:
            continue
        rest = f"{words[: found.start]} {words[found.end :]}"
        most = 4 if all(slot.hints.prose for slot in line) else 8
        if ends_a_sentence(rest) and len(rest.split()) > most and not labelled:
            continue
        holding = [slot for slot in line if find_stamp(fold_space(slot.text)) is not None]
        return Stamp(found.printed.text, frozenset(slot.at for slot in holding or line))
    return None


def _exact(region: Region, stamp: Stamp) -> str | None:
    """The full date that a page keeps behind a printed "3 days ago" or "3 May, 10:11"."""
    for at in sorted(stamp.slots):
        place: _Element | None = region.slots[at].element
        if region.slots[at].tail and place is not None:
            place = place.getparent()
        while place is not None:
            for name in _MOMENTS:
                value = fold_space(place.get(name) or "")[:_LONGEST_DATE]
                if _EPOCH.fullmatch(value):
                    return datetime.fromtimestamp(int(value[:10]), UTC).strftime("%Y-%m-%d %H:%M")
                if value and find_date(value) is not None:
                    return value
            place = None if place is region.element else place.getparent()
    return next((moment for moment in _kept(region) if find_date(moment) is not None), None)


def _timed(region: Region) -> str | None:
    """The moment that the first element for times keeps."""
    moments = (element.get("datetime") for element in region.ranges if element.tag == "time")
    return next((fold_space(moment)[:_LONGEST_DATE] for moment in moments if moment), None)


def _kept(region: Region) -> Iterator[str]:
    """The moments that a comment's markup keeps without showing them."""
    for element in region.ranges:
        if (element.get("itemprop") or "").lower() in _WRITTEN:
            moment = element.get("content") or element.get("datetime")
            if moment:
                yield fold_space(moment)[:_LONGEST_DATE]
