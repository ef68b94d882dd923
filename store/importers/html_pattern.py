"""Comments without a known name: what repeats under a heading of comments, each with a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from store.importers import phrases
from store.importers.dates import find_stamp
from store.importers.html_candidates import Candidate
from store.importers.html_names import (
    DROPPED,
    INLINE,
    STAMP,
    any_of,
    heads_comments,
    is_latest,
    is_section,
    remembered,
    text_of,
    tokens,
    word_set,
)
from store.importers.html_outline import Outline
from store.importers.html_unboxed import box_up
from store.text import fold_space

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_STAMP = 120
_MOST = 40
_MOST_TEXT = 3000
_MOST_BEFORE = 1000
_HIGHEST = 40
_SHORTEST = 12
_MOST_LINKED = 0.7
_NO_SECTIONS = DROPPED | word_set("body html a span form li nav input button option")
_SURE = re.compile(
    r"comment|kommentar|coment|commenti|reacti|reaktion|réaction|respuest|reponse|réponse|antwort|"
    r"repl(?:y|ies)|respon[sd]|leserbrief|nazar|didgah|комментар|ответ|дидгоҳ|دیدگاه|نظر|پاسخ|تبصر|"
    r"تعليق|ردود|コメント|评论|評論|留言|yorum|thought|gedanke|reflexion|réflexion|discussion",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"sidebar|teaser|related|byline", re.IGNORECASE)
_CHANGING = re.compile(
    r"\d|^(?:odd|even|alt|first|last|by.*author|has-.*|is-.*|depth.*|level.*|parent|child|op)$",
    re.I,
)
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "p", "div", "strong")
_MOST_SIBLINGS = 20_000
_LARGE = frozenset(("body", "main", "article"))
_HEAD = re.compile(
    r"(?:[a-z0-9]{1,20}[-_]{1,2}){0,4}[a-z]{0,20}(?:head(?:er|ing|line)?|title)s?", re.IGNORECASE
)
_SUBHEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_ITEMS = word_set("li article tr dd section")
_Key = tuple[str, str]


@lru_cache(maxsize=4096)
def _is_other(name: str) -> bool:
    return is_latest(name) or _OTHERS.search(name) is not None


_named_head = any_of(remembered(_HEAD))
_in_other, _in_section = any_of(_is_other), any_of(is_section)


@dataclass(frozen=True, slots=True)
class _Section:
    """Where all comments of a page may stand, and whether a heading says so.

    Each of *runs* is an element that may hold them, or several that stand side by side.
    """

    runs: tuple[tuple[_Element, ...], ...]
    headed: bool


def find_repeated(root: _Element, nodes: Outline) -> dict[_Element, Candidate]:
    """The comments of the first section of comments that shows a pattern, by element.

    *nodes* are the elements under *root*.
    """
    for section in _sections(root, nodes):
        marks = [_marks(run) for run in section.runs]
        for find in (_unboxed, _best, _lone) if section.headed else (_best,):
            for run, dates in zip(section.runs, marks, strict=True):
                items = find(run, dates) if dates else []
                if items:
                    return _nested(root, items)
    return {}


def _sections(root: _Element, nodes: Outline) -> list[_Section]:
    """What may hold all comments."""
    found: list[_Section] = []
    headings: _Headings | None = None
    for node in nodes:
        if len(found) >= _MOST:
            break
        if node is None or not node.tag or node.tag in _NO_SECTIONS:
            continue
        element, names, own = node.element, node.names, node.identity
        is_head = node.tag in _SUBHEADINGS
        if not own and not names and not is_head:
            continue
        if _in_other(names) or _is_other(own):
            continue
        if not is_head and (_in_section(names) or is_section(own)):
            headings = headings or _Headings(root)
            headed = headings.head(element)
            if (headed or any(map(_SURE.search, (own, *names)))) and not headings.title(element):
                found.append(_Section(((element,),), headed))
        if (is_head or _named_head(names)) and _is_heading(element):
            headings = headings or _Headings(root)
            found.append(_under(element, headings))
    return found


def _under(heading: _Element, headings: _Headings) -> _Section:
    """What stands after a heading of comments, or after the box that holds nothing else."""
    while (up := heading.getparent()) is not None and up.tag not in _LARGE:
        if up.tag not in {"header", "hgroup"} and next(heading.itersiblings(), None) is not None:
            break
        heading = up
    siblings = islice(heading.itersiblings(), _MOST_SIBLINGS)
    after = tuple(takewhile(lambda place: not _is_next(place), siblings))
    if (
        up is not None
        and up.tag not in _LARGE
        and not _follows_much(heading, up)
        and not headings.title(up)
    ):
        return _Section((after,), True)
    return _Section((*((element,) for element in after[:3]), after), True)


def _is_next(element: _Element) -> bool:
    """Whether an element heads comments again, as in a list of articles."""
    is_head = element.tag in _SUBHEADINGS or _named_head(tokens(element))
    return is_head and _is_heading(element)


def _follows_much(heading: _Element, box: _Element) -> bool:
    """Whether an article's worth of words stands in *box* before a heading of comments there."""
    size = 0
    place: _Element | None = heading
    while place is not None and place is not box:
        for before in place.itersiblings(preceding=True):
            size += len(text_of(before, _MOST_BEFORE)) if isinstance(before.tag, str) else 0
            if size > _MOST_BEFORE:
                return True
        place = place.getparent()
    return False


class _Headings:
    """What a page's headings stand in, judged once: sections may lie in sections."""

    def __init__(self, root: _Element) -> None:
        found = [e for e in root.iter(*_HEADING_TAGS) if _is_heading(e)]
        self._own = set(found)
        self._headed = _round(found)
        self._titled = _round([e for e in root.iter("h1") if e not in self._own])

    def head(self, section: _Element) -> bool:
        """Whether a heading of comments is in *section* or right before it."""
        before = section.getprevious()
        return section in self._headed or (
            before is not None
            and isinstance(before.tag, str)
            and (before in self._own or _is_heading(before))
        )

    def title(self, section: _Element) -> bool:
        """Whether the page's own heading is inside: then more than comments is."""
        return section in self._titled


def _round(elements: list[_Element]) -> set[_Element]:
    """*elements* and all that they stand in."""
    found: set[_Element] = set()
    for element in elements:
        for place in chain((element,), element.iterancestors()):
            if place in found:
                break
            found.add(place)
    return found


def _is_heading(element: _Element) -> bool:
    words = text_of(element, 400)
    return (
        0 < len(words) < 300
        and heads_comments(words)
        and phrases.LATEST.match(words) is None
        and (_SURE.search(words) is not None or any(map(str.isdigit, words)))
    )


def _marks(run: tuple[_Element, ...]) -> list[_Element]:
    """The innermost elements that print a comment's date, or else who "says"."""
    stamps: list[_Element] = []
    says: list[_Element] = []
    for element in chain.from_iterable(member.iter() for member in run):
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED:
            continue
        if tag == "time" or any(STAMP.fullmatch(name) for name in tokens(element)):
            words = text_of(element, _LONGEST_STAMP)
            if words and (tag == "time" or find_stamp(words) is not None):
                stamps.append(element)
            continue
        own = fold_space((element.text or "") + " " + " ".join(c.tail or "" for c in element))
        if 3 < len(own) <= _LONGEST_STAMP and find_stamp(own) is not None:
            stamps.append(element)
        elif tag not in INLINE and len(element) < 4 and own.endswith((":", "：")):
            words = text_of(element, _LONGEST_STAMP)
            if phrases.SAYS.fullmatch(words) is not None:
                says.append(element)
    kept: list[_Element] = []
    for element in stamps or says:
        if not any(above in kept[-3:] for above in element.iterancestors()):
            kept.append(element)
    return kept


def _lone(run: tuple[_Element, ...], marks: list[_Element]) -> list[_Element]:
    """The outermost element round the only date under a heading that holds words beside it."""
    found: list[_Element] = []
    if len(run) > 1 or len(marks) > 1:
        return found
    said = len(text_of(marks[0], _MOST_TEXT))
    for element in islice(chain(marks, marks[0].iterancestors()), _HIGHEST):
        if (
            str(element.tag) not in INLINE
            and len(text_of(element, _MOST_TEXT)) > said + _SHORTEST
            and _has_words(element)
        ):
            found = [element]
        if element is run[0]:
            break
    return found


def _unboxed(run: tuple[_Element, ...], marks: list[_Element]) -> list[_Element]:
    """Comments that stand in no box of their own, in boxes made for them."""
    return box_up(list(run[0]) if len(run) == 1 else run, marks) if len(marks) > 1 else []


def _best(run: tuple[_Element, ...], marks: list[_Element]) -> list[_Element]:
    """The elements of one kind that hold a date each, the most of them, then the largest.

    Two at least: one alone may be anything.
    """
    stop = run[0] if len(run) == 1 else run[0].getparent()
    groups: dict[_Key, dict[_Element, None]] = {}
    for mark in marks:
        seen: set[_Key] = set()
        for element in islice(chain((mark,), mark.iterancestors()), _HIGHEST):
            if element is stop:
                break
            for key in _keys(element):
                if key not in seen:
                    seen.add(key)
                    groups.setdefault(key, {})[element] = None
    is_worded = cache(_has_words)  # an element is of several kinds
    best: list[_Element] = []
    best_score = (0, 0)
    for members in groups.values():
        items = [element for element in members if str(element.tag) not in INLINE]
        worded = [element for element in items if is_worded(element)]
        if not worded or len(worded) < 0.7 * len(items):
            continue
        if len(items) == 1:
            continue
        score = (len(items), sum(len(text_of(element, _MOST_TEXT)) for element in items))
        if score > best_score:
            best, best_score = items, score
    return best


def _keys(element: _Element) -> list[_Key]:
    tag = str(element.tag)
    names = [name for name in tokens(element) if not _CHANGING.search(name)]
    keys = [(tag, name) for name in names] or [(tag, "")]
    return [*keys, (tag, "*")] if tag in _ITEMS else keys


def _has_words(element: _Element) -> bool:
    """Whether more is said in an element than who and when, and not in links, as teasers do."""
    words = text_of(element, _MOST_TEXT, " ")
    if len(words) < _SHORTEST or element.find(".//form") is not None:
        return False
    if any(_is_heading(heading) for heading in element.iter("h1", "h2", "h3", "h4", "h5")):
        return False
    linked = sum(len(text_of(link, 400)) for link in islice(element.iter("a"), 100))
    return linked < _MOST_LINKED * len(words)


def _nested(root: _Element, items: list[_Element]) -> dict[_Element, Candidate]:
    chosen = set(items)
    found: dict[_Element, Candidate] = {}
    for element in root.iter():
        if element not in chosen or any(above.tag in DROPPED for above in element.iterancestors()):
            continue
        outer = next((above for above in element.iterancestors() if above in found), None)
        found[element] = Candidate(
            element, found[outer] if outer is not None else None, True, outer is not None
        )
    return found
