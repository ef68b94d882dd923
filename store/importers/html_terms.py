"""Comments that a page sets as a list of terms: who and when in `dt`, the words in `dd`."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.dates import find_stamp
from store.importers.html_candidates import PAIR
from store.importers.html_names import SECTION, called, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENT = re.compile(r"comment|kommentar|commentaire|comentario|reactie|reply", re.IGNORECASE)


def pair_terms(root: _Element) -> None:
    """Put each author's `dt` and the `dd` after it into one element, in lists of comments."""
    for terms in list(root.iter("dl")):
        if not _is_thread(terms):
            continue
        for wrapped in list(terms):
            if wrapped.tag == "div" and wrapped.find("dt") is not None:
                wrapped.set(PAIR, "")
        _pair(terms)


def _pair(terms: _Element) -> None:
    pair: _Element | None = None
    filled = False
    for child in list(terms):
        if child.tag == "dt" and (pair is None or filled):
            pair = terms.makeelement("div")
            pair.set(PAIR, "")
            for name in ("id", "class", "style", "data-depth", "data-level"):
                value = child.get(name)
                if value is not None:
                    pair.set(name, value)
            child.addprevious(pair)
            filled = False
        if pair is not None and child.tag in {"dt", "dd"}:
            pair.append(child)
            filled = filled or child.tag == "dd"


def _is_thread(terms: _Element) -> bool:
    heads = _heads(terms)
    if not heads or terms.find(".//dd") is None:
        return False
    if len(heads) == 1 and terms.find(".//textarea") is not None:
        return False  # where readers write one
    first = next(terms.iter("dt"))
    if any(_COMMENT.search(name) for place in (terms, first) for name in called(place)):
        return True
    if 2 * sum(map(_has_stamp, heads)) < len(heads):
        signed = any(map(_is_signed, terms.iter("dd")))
        return signed and _is_under(terms)
    return _is_under(terms) or len(heads) > 1 or _is_one_of_many(terms)


def _is_signed(term: _Element) -> bool:
    """Whether a `dd` ends in a date, and is no list of links to other pages."""
    words = text_of(term, 4000)
    linked = sum(len(text_of(link, 400)) for link in islice(term.iter("a"), 100))
    return 3 * linked < len(words) and find_stamp(words[-80:]) is not None


def _is_one_of_many(terms: _Element) -> bool:
    """Whether each comment has a list of its own: one like *terms* is beside or round it."""
    if any(PAIR in above.attrib for above in islice(terms.iterancestors(), 4)):
        return True
    beside = (
        next(terms.itersiblings("dl"), None),
        next(terms.itersiblings("dl", preceding=True), None),
    )
    return any(other is not None and any(map(_has_stamp, _heads(other))) for other in beside)


def _heads(terms: _Element) -> list[str]:
    """The words of each run of `dt`: an author's and a date's may be two."""
    heads: list[str] = []
    homes = {terms, *terms}
    last: _Element | None = None
    for child in terms.iter("dt", "dd"):
        if child.tag == "dt" and child.getparent() in homes:
            words = text_of(child, 400)
            if last is not None and last.tag == "dt":
                heads[-1] += f" {words}"
            else:
                heads.append(words)
        last = child
    return heads


def _has_stamp(words: str) -> bool:
    found = find_stamp(words) if len(words) < 160 else None
    return found is not None and len(words) > found.end - found.start


def _is_under(terms: _Element) -> bool:
    """Whether a list stands in a section of comments, or right under a heading of one."""
    place: _Element | None = terms
    for _ in range(6):
        if place is None or place.tag == "body":
            return False
        if any(SECTION.fullmatch(name) for name in called(place)):
            return True
        before = place.getprevious()
        if before is not None and isinstance(before.tag, str):
            words = text_of(before, 4000)
            if len(words) < 200 and phrases.COMMENTS_HEADING.fullmatch(words):
                return True
        place = place.getparent()
    return False
