"""Comments of systems whose names say nothing: each has a button by which it is answered."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.importers.buttons import is_button
from store.importers.html_candidates import Candidate
from store.importers.html_names import INLINE, in_latest, text_of
from store.importers.html_posts import leads_away
from store.importers.html_regions import Region, read_regions
from store.importers.html_signs import Signs, read_signs
from store.importers.html_words import find_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from store.importers.html_outline import Outline

_REPLY = re.compile(
    r"repl(?:y|ies)|respond|(?:auf\s)?.{0,60}antwort|répond|respond|contestar|rispond|"
    r"beantwoord|reag|ответ|відпов|پاسخ|ځواب|رد|الرد|أضف|جواب|返信|回复|回覆|답글|yanıt|cevap|"
    r"odpow|odpov|svar|besvar|răspun|απάντ|απαντ|balas|válasz|vastaa|odgovor|отговор|trả\slời|הגב|השב",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"/intent/")
"""In the address of a button that leads to a network where an answer is written, not here."""
_FEWEST = 2
_MOST = 5000
_MOST_TRIED = 2
_HIGHEST = 6
"""How far above the button the box of a comment is looked for that holds others too."""
_LONGEST = 60
_MOST_LOOKED_AT = 60
_LEAST = 0.9
"""Of all buttons of a kind, one for the article aside, below which they are not of comments."""
_LEAST_SIGNED = 0.7


def find_replied(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """The comments that end in a button each, by element; all signed and dated but a few."""
    groups: dict[str, list[_Element]] = {}
    known: dict[_Element, bool] = {}
    for node in nodes:
        if node is None or node.tag not in {"a", "button"}:
            continue
        words = text_of(node.element, _LONGEST)
        if not is_reply(words) or _ELSEWHERE.search(node.attributes.get("href") or ""):
            continue
        if not in_latest(node.element, known):
            groups.setdefault(words.split()[0].casefold(), []).append(node.element)
    found = sorted(groups.values(), key=len, reverse=True)[:_MOST_TRIED]
    for buttons in found:
        if _FEWEST <= len(buttons) <= _MOST and (boxes := _boxes(root, buttons)):
            return _nested(root, boxes)
    return {}


def is_reply(words: str) -> bool:
    """Whether short *words* are a button for an answer, in any language."""
    return bool(words) and is_button(words) and _REPLY.match(words) is not None


def _boxes(root: _Element, buttons: Sequence[_Element]) -> list[_Element]:
    """The box round each of *buttons* that holds a comment, or none."""
    holding: dict[_Element, int] = {}
    for button in buttons:
        for above in button.iterancestors():
            holding[above] = holding.get(above, 0) + 1
    fewest = max(_FEWEST, min(len(buttons) - 1, _LEAST * len(buttons)))
    boxes = [_widest(button, holding) for button in buttons]
    best: list[_Element] = []
    for _ in range(_HIGHEST):
        headers = {box: _said(region) for box, region in read_regions(root, boxes).items()}
        said = {box: signs for box, signs in headers.items() if signs is not None}
        signed = sum(signs.author is not None for signs in said.values())
        if len(said) > len(best) and signed >= _LEAST_SIGNED * len(said):
            best = list(said)
        if len(said) == len(boxes):
            break
        boxes = [box if box in said else _above(box, holding, len(buttons)) for box in boxes]
    return best if len(best) >= fewest else []


def _widest(button: _Element, holding: Mapping[_Element, int]) -> _Element:
    """The largest box round *button* that holds no other."""
    box = button
    while (up := box.getparent()) is not None and holding[up] == 1:
        box = up
    return box


def _above(box: _Element, holding: Mapping[_Element, int], every: int) -> _Element:
    """The box round *box*, unless it holds *every* button."""
    up = box.getparent()
    return box if up is None or holding[up] == every else up


def _said(region: Region) -> Signs | None:
    """The header of what says something on a date."""
    if str(region.element.tag) in INLINE:
        return None
    if any(map(leads_away, islice(region.element.iter(), _MOST_LOOKED_AT))):
        return None
    signs = read_signs(region)
    worded = signs.date is not None and find_words(region, signs) is not None
    return signs if worded else None


def _nested(root: _Element, boxes: Sequence[_Element]) -> dict[_Element, Candidate]:
    chosen = set(boxes)
    found: dict[_Element, Candidate] = {}
    for element in root.iter():
        if element in chosen:
            outer = next((found[a] for a in element.iterancestors() if a in found), None)
            found[element] = Candidate(element, outer, True, outer is not None)
    return found
