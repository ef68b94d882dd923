"""Whom a comment answers, as it says itself: "in reply to Ann", or a link to another comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from store.importers import phrases
from store.importers.html_authors import clean_name, leads_to_answered
from store.importers.html_regions import Slot, said
from store.text import fold_space

_LONGEST_LINE = 120
_ANSWERING = re.compile(
    r"^\W*(?:(?:repl(?:y|ying|ied)|responding|response|answer)\s+to|antwort(?:et)?\s+(?:an|auf)|"
    r"réponse\s+à|respuesta\s+a|risposta\s+a|resposta\s+a|ответ)\s+",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """The name and the anchor of the comment answered, and the slots that say no more than it."""

    name: str | None = None
    anchor: str | None = None
    slots: frozenset[int] = frozenset()


def read_answer(lines: list[list[Slot]]) -> Answer:
    """What the first of a comment's *lines* that names another comment says of it."""
    signed = False
    for line in lines:
        words = said(line)
        match = phrases.IN_REPLY.match(words) if len(words) < _LONGEST_LINE else None
        hinted = [slot for slot in line if slot.hints.answered]
        if match is None and not hinted:
            links = [slot for slot in line if slot.hints.link is not None and not slot.hints.prose]
            hinted = [s for s in links if phrases.IN_REPLY.match(fold_space(s.text)[:100])]
            match = phrases.IN_REPLY.match(said(hinted)) if hinted else None
        if match is None and not hinted:
            hinted = _linked(line) or _mentioned(line, signed)
        signed = signed or any(slot.hints.author is not None for slot in line)
        if match is None and not hinted:
            continue
        if any(slot.hints.prose for slot in line) and not hinted and not any(map(_target, line)):
            return Answer()
        name = match["name"] if match is not None else _ANSWERING.sub("", said(hinted))
        own = frozenset(slot.at for slot in hinted if not slot.hints.answered)
        return Answer(clean_name(name.strip().lstrip("@")), _anchor(hinted or line), own)
    return Answer()


def _target(slot: Slot) -> str:
    """The part of a page that a link leads to, "#" before it, or ""."""
    link = slot.hints.link
    href = (link.get("href") or "") if link is not None else ""
    return href[href.find("#") :] if "#" in href else ""


def _anchor(slots: list[Slot]) -> str | None:
    targets = (_target(slot)[1:] for slot in slots)
    return next((anchor for anchor in targets if _FIGURE.search(anchor) is not None), None)


def _mentioned(line: list[Slot], signed: bool) -> list[Slot]:
    """The link "@Bo" of a header behind the author's name, which may be *signed* before *line*."""
    named = [slot for slot in line if slot.hints.author is not None]
    begun = -1 if signed else named[0].at if named else line[-1].at
    return [slot for slot in line if slot.at > begun and _is_mention(slot)][:1]


def _is_mention(slot: Slot) -> bool:
    hints = slot.hints
    outside = hints.author is None and not (hints.prose or hints.contents)
    return outside and hints.link is not None and slot.text.lstrip().startswith("@")


def _linked(line: list[Slot]) -> list[Slot]:
    """The link to another comment behind "Ann replied to", where a line has one."""
    for before, slot in pairwise(line):
        if slot.hints.link is None or slot.hints.prose or before.hints.link is not None:
            continue
        if _target(slot) and leads_to_answered(before.text):
            return [slot]
    return []
