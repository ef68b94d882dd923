"""Comments in no box of their own: name, words and date of each stand one after another.

Some old themes set a line "Posted by Ann, 3 May" under the words of each, others over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.html_candidates import PAIR
from store.importers.html_names import heads_comments, plain_names, text_of, tokens

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_SIGN = 160
_LONGEST = 3000
_FEWEST = 2
_MOST_WORDLESS = 0.3
_LEAST_ALIKE = 0.7
"""Of all elements with a date, below which they are no lines under or over words."""
_MOST = 20_000
"""The most elements that are looked at."""
_Kind = tuple[str, frozenset[str]]


def box_up(elements: Sequence[_Element], marks: Collection[_Element]) -> list[_Element]:
    """Put each comment among *elements* that stand side by side into one element, and return these.

    *marks* print the dates: two at least of them stand in short lines of one kind, and nearly all
    of these have words before them, or all after them.
    """
    elements = elements[:_MOST]
    signs = _signs(elements, marks)
    if len(signs) < _FEWEST:
        return []
    said = [_is_said(element) for element in elements]
    begin = next((at for at, words in enumerate(said) if words), 0)
    if begin < signs[0]:
        ends = [at + 1 for at in signs]
        spans = list(zip([begin, *ends[:-1]], ends, strict=True))
    else:
        spans = list(zip(signs, [*signs[1:], len(elements)], strict=True))
        spans[-1] = (signs[-1], _end(elements, signs))
    worded = sum(sum(said[first:end]) > 1 for first, end in spans)
    if worded < (1 - _MOST_WORDLESS) * len(spans):
        return []
    return [_boxed(elements[first:end]) for first, end in spans]


def _kind(element: _Element) -> _Kind:
    return str(element.tag), plain_names(tokens(element))


def _signs(elements: Sequence[_Element], marks: Collection[_Element]) -> list[int]:
    """The places of the short lines with a date that are of the kind that most are of."""
    holding = set(marks)
    for mark in marks:
        holding.update(mark.iterancestors())
    dated = [at for at, element in enumerate(elements) if element in holding]
    short = [at for at in dated if len(text_of(elements[at], _LONGEST_SIGN)) <= _LONGEST_SIGN]
    kinds = Counter(_kind(elements[at]) for at in short)
    kind, count = kinds.most_common(1)[0] if kinds else (None, 0)
    return (
        [at for at in short if _kind(elements[at]) == kind]
        if count >= _LEAST_ALIKE * len(dated)
        else []
    )


def _is_said(element: _Element) -> bool:
    words = text_of(element, _LONGEST)
    return any(map(str.isalnum, words)) and not heads_comments(words[:_LONGEST_SIGN])


def _end(elements: Sequence[_Element], signs: list[int]) -> int:
    """Where the last comment ends: before what is in none of the others, or heads a form."""
    kinds = {_kind(element) for element in elements[signs[0] : signs[-1]]}
    for at in range(signs[-1] + 1, len(elements)):
        words = text_of(elements[at], _LONGEST_SIGN)
        if _kind(elements[at]) not in kinds or phrases.FORM.match(words.lower()) is not None:
            return at
    return len(elements)


def _boxed(elements: Sequence[_Element]) -> _Element:
    box = elements[0].makeelement("div")
    box.set(PAIR, "")
    elements[0].addprevious(box)
    for element in elements:
        box.append(element)
    return box
