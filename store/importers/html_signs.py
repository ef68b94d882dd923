"""What a comment's header says: who, when, which number, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile

from store.importers.buttons import is_button
from store.importers.html_answers import Answer, read_answer
from store.importers.html_regions import Region, Slot, said
from store.importers.html_signers import Signer, read_signer
from store.importers.html_stamps import Stamp, read_stamp
from store.text import fold_space

_NUMBER = re.compile(r"(#|№|nr\.?|no\.?)?\s?(\d{1,6})[.):]?", re.IGNORECASE)
_LONGEST_NUMBER = 6
_MOST_STRAYS = 0.4
_MOST_HEADED = 0.8


@dataclass(slots=True)
class Signs:
    """What a comment's header says; `header` holds the slots that say it, by their place.

    `counting` are those of the number. `named` tells that an element named for authors holds the
    author, `beside` that the author stands on the line of the date, `headed` that words stand over
    both.
    """

    author: str | None = None
    named: bool = False
    beside: bool = False
    headed: bool = False
    date: str | None = None
    number: int | None = None
    counting: frozenset[int] = frozenset()
    answer: Answer = field(default_factory=Answer)
    header: set[int] = field(default_factory=set)
    stamped: frozenset[int] = frozenset()


def read_signs(region: Region, labels: frozenset[str] = frozenset()) -> Signs:
    """Author, date, number and what is answered, read of the names round the text, else of it.

    *labels* are hardly an author.
    """
    lines = region.lines()
    answer = read_answer(lines)
    number, counting = _read_number(region)
    lines = _without(lines, answer.slots)
    titles = _titles(region)
    stamp, signer = _read_header(region, _without(lines, titles), counting, labels)
    if titles and (stamp.date is None or signer.name is None):
        stamp, signer = _read_header(region, lines, counting, labels)
        signer = replace(signer, beside=signer.beside and titles.isdisjoint(signer.slots))
    return Signs(
        author=signer.name,
        named=signer.named,
        beside=signer.beside,
        headed=_is_headed(region, stamp.slots | signer.slots),
        date=stamp.date,
        number=number,
        counting=counting,
        answer=answer,
        header={*stamp.slots, *signer.slots, *titles},
        stamped=stamp.slots,
    )


def _read_header(
    region: Region, lines: list[list[Slot]], counting: frozenset[int], labels: frozenset[str]
) -> tuple[Stamp, Signer]:
    """Date and author as *lines* say them; a link in brackets or a button is hardly the name."""
    stamp = read_stamp(region, lines)
    lines = _without(lines, counting)
    signer = read_signer(region, _without(lines, _beside(lines)), stamp.slots, labels)
    if signer.name is None:
        signer = read_signer(region, lines, stamp.slots, labels)
    if signer.name is None:
        buttons = _buttons(region)
        marked = {region.slots[at].line for at in buttons | counting}
        signer = read_signer(region, _without(lines, buttons), stamp.slots, labels, marked)
    return stamp, signer


def drop_strays(signs: Collection[Signs]) -> None:
    """Take away an author that is read where all other comments have their title.

    Where most are named beside the date, or in an element of their own, and what stands over that
    is none, a comment that is not named so has no author.
    """
    signed = [own for own in signs if own.author is not None]
    strays = [own for own in signed if not (own.named or own.beside)]
    usual = len(signed) - len(strays)
    headed = sum(own.headed for own in signed if own.named or own.beside)
    if headed >= _MOST_HEADED * usual and len(strays) <= _MOST_STRAYS * len(signed):
        for own in strays:
            own.author = None


def _without(lines: list[list[Slot]], places: frozenset[int]) -> list[list[Slot]]:
    """*lines* without the slots at *places*, and without those that are left empty."""
    if not places:
        return lines
    own = [[slot for slot in line if slot.at not in places] for line in lines]
    return [line for line in own if line]


def _titles(region: Region) -> frozenset[int]:
    """The slots of what a commenter put over the words: the first in an element named for it."""
    slots = dropwhile(lambda slot: not slot.hints.titled, region.slots)
    titled = list(takewhile(lambda slot: slot.hints.titled, slots))
    alike = takewhile(lambda slot: slot.hints.prose == titled[0].hints.prose, titled)
    found = [slot for slot in alike if not _is_sign(slot)]
    if any(slot.hints.prose for slot in region.slots[: found[0].at]) if found else True:
        return frozenset()
    return frozenset() if said(found).endswith(":") else frozenset(slot.at for slot in found)


def _is_headed(region: Region, header: frozenset[int]) -> bool:
    """Whether words stand before all that says who and when."""
    before = region.slots[: min(header, default=0)]
    return any(any(map(str.isalpha, slot.text)) for slot in before)


def _is_sign(slot: Slot) -> bool:
    return slot.hints.author is not None or slot.hints.stamp is not None


def _is_permalink(slot: Slot) -> bool:
    """Whether a text is a link in no paragraph, or one to a place of this page."""
    link = slot.hints.link
    return link is not None and (not slot.hints.prose or "#" in (link.get("href") or ""))


def _beside(lines: list[list[Slot]]) -> frozenset[int]:
    """The slots of links behind a name: "(Homepage)" in brackets, or "Reply to this message"."""
    bracketed = {
        slot.at
        for line in lines
        for before, slot, after in zip(line, line[1:], line[2:], strict=False)
        if slot.hints.link is not None
        and before.text.rstrip().endswith("(")
        and after.text.lstrip().startswith(")")
    }
    behind = (slot for line in lines for slot in line[1:] if slot.hints.link is not None)
    return frozenset(bracketed | {slot.at for slot in behind if _is_sure_button(slot)})


def _is_sure_button(slot: Slot) -> bool:
    """Whether a text is a button of several words, or of an element named for one."""
    words = fold_space(slot.text)
    return is_button(words) and (slot.hints.meta is not None or " " in words)


def _buttons(region: Region) -> frozenset[int]:
    """The slots of links that are buttons, wherever they stand: "(Reply)" beside a name."""
    return frozenset(
        slot.at
        for slot in region.slots
        if slot.hints.link is not None and is_button(fold_space(slot.text))
    )


def _read_number(region: Region) -> tuple[int | None, frozenset[int]]:
    """The number that a comment's header prints, or its element keeps; and the slot of it."""
    for slot in region.slots:
        match = _NUMBER.fullmatch(fold_space(slot.text).strip("()[] "))
        if match is None:
            continue
        linked = bool(match[1]) and _is_permalink(slot)
        if linked or slot.hints.number:
            return int(match[2]), frozenset((slot.at,))
    value = region.element.get("value") or ""
    kept = value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return int(value) if kept else None, frozenset()
