"""What a comment's header says: who, when, which number, and what is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from store.importers.html_answers import Answer, read_answer
from store.importers.html_regions import Region, Slot
from store.importers.html_signers import read_signer
from store.importers.html_stamps import read_stamp
from store.text import fold_space

_NUMBER = re.compile(r"(#|№|nr\.?|no\.?)?\s?(\d{1,6})[.):]?", re.IGNORECASE)
_LONGEST_NUMBER = 6


@dataclass(slots=True)
class Signs:
    """What a comment's header says; `header` holds the slots that say it, by their place.

    `named` tells that an element named for authors holds the author.
    """

    author: str | None = None
    named: bool = False
    date: str | None = None
    number: int | None = None
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
    stamp = read_stamp(region, lines)
    signer = read_signer(region, _without(lines, counting), stamp.slots, labels)
    return Signs(
        author=signer.name,
        named=signer.named,
        date=stamp.date,
        number=number,
        answer=answer,
        header={*stamp.slots, *signer.slots},
        stamped=stamp.slots,
    )


def _without(lines: list[list[Slot]], places: frozenset[int]) -> list[list[Slot]]:
    """*lines* without the slots at *places*, and without those that are left empty."""
    if not places:
        return lines
    own = [[slot for slot in line if slot.at not in places] for line in lines]
    return [line for line in own if line]


def _read_number(region: Region) -> tuple[int | None, frozenset[int]]:
    """The number that a comment's header prints, or its element keeps; and the slot of it."""
    for slot in region.slots:
        match = _NUMBER.fullmatch(fold_space(slot.text).strip("()[] "))
        if match is None:
            continue
        linked = bool(match[1]) and slot.hints.link is not None and not slot.hints.prose
        if linked or slot.hints.number:
            return int(match[2]), frozenset((slot.at,))
    value = region.element.get("value") or ""
    kept = value.isdecimal() and len(value) <= _LONGEST_NUMBER
    return int(value) if kept else None, frozenset()
