"""Where a page's article begins and ends, by a second opinion.

Trafilatura (Apache-2.0) finds most articles but returns plain text. It is given the page without
what is furniture already. Its text says which of our blocks it takes for the article; what stands
before the first such block and after the last is furniture. Between them nothing is folded: there
our own reading of the page counts, for content folded away is the worst error an importer can
make.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.importers.drafts import Draft
from store.model import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.importers.html_drafting import Drafted

_WORD = re.compile(r"\w+")
_RUN = 4
_BODY = frozenset(
    {BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.QUOTE, BlockKind.LIST}
    | {BlockKind.TABLE, BlockKind.CODE}
)
_LEADS = frozenset({BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE})
_UNREAD = "unread"
_MOST_ELEMENTS = 2_500
"""On a larger page a second opinion takes longer than all the rest, and hardly changes anything."""
_MANY_ELEMENTS = 2_000
_LEAST_SHARE = 0.3
"""Of our main text, below which the second opinion is about something else."""
_MOST_LINKED = 0.6
_PROSE_WORDS = 8
_LONG_PROSE = 15
_HALF = 0.5
_MUCH = 0.15
"""Of the article found, above which prose outside of it in places like its own is part of it."""
_NEAR = 2
"""How many blocks away a shorter block that both took still belongs to the article."""
_LEAD_WORDS = 10
_MOST_LEADS = 6


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page of *size* elements; those in *unread* are no part of the article."""

    root: _Element
    size: int
    unread: Sequence[_Element]


def fold_outside(page: Page, text: str, drafted: Drafted, spared: range) -> None:
    """Make boilerplate of main text before and after the article; *page* is used up by it.

    Leads between the title and the article stay. Nothing changes where the second opinion covers
    less than three tenths of the main text found, or there is none; none is asked for on a page
    that is mostly links, which has no article. What begins in *spared* stays.
    """
    drafts, linked = drafted.drafts, drafted.linked
    body = [draft for draft in drafts if draft.kind in _BODY]
    links = sum((draft.end - draft.start) * linked.get(draft, 0.0) for draft in body)
    if len(body) < 2 or links > _MOST_LINKED * sum(draft.end - draft.start for draft in body):
        return
    words = _WORD.findall(_extracted(page))
    runs = set(_runs(words))
    counts: list[int] = []
    taken: list[float] = []
    line = f" {' '.join(words)} "
    for draft in body:
        own = _WORD.findall(text, draft.start, draft.end)
        counts.append(len(own))
        if len(own) < _RUN:
            taken.append(float(bool(own) and f" {' '.join(own)} " in line))
        else:
            found = sum(map(runs.__contains__, _runs(own)))
            taken.append(found / (len(own) - _RUN + 1))
    sizes = [draft.end - draft.start for draft in body]
    share = sum(size * part for size, part in zip(sizes, taken, strict=True)) / (sum(sizes) or 1)
    extent = _extent(counts, taken)
    if extent is None or share < _LEAST_SHARE:
        return
    first, last = _with_kin(extent, body, counts, drafted)
    leads = _leads(drafts, body[:first], counts)
    for draft in (*body[:first], *body[last + 1 :]):
        if draft not in leads and draft.start not in spared:
            draft.kind, draft.level = BlockKind.BOILERPLATE, None


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Every four words that stand side by side."""
    return zip(*(words[at:] for at in range(_RUN)), strict=False)


def _extent(counts: list[int], taken: list[float]) -> tuple[int, int] | None:
    """The first and the last block of the article: prose that both took, and what is near it."""
    both = [at for at, part in enumerate(taken) if part >= 0.5]
    prose = [at for at in both if counts[at] >= _PROSE_WORDS]
    if not prose:
        return None
    first, last = prose[0], prose[-1]
    for at in reversed([at for at in both if at < first]):
        if first - at <= _NEAR:
            first = at
    for at in [at for at in both if at > last]:
        if at - last <= _NEAR:
            last = at
    return first, last


def _with_kin(
    extent: tuple[int, int], body: Sequence[Draft], counts: list[int], drafted: Drafted
) -> tuple[int, int]:
    """The article with prose before and after that stands in places like its own, if it is much.

    An article that is set in several parts is often taken for its first part only. A line or two
    in the same place is what sites add to their articles.
    """
    first, last = extent
    prose = [
        count >= _LONG_PROSE and drafted.linked.get(draft, 0.0) < _HALF
        for draft, count in zip(body, counts, strict=True)
    ]
    inside = [at for at in range(first, last + 1) if prose[at]]
    kin = {drafted.places[body[at]] for at in inside}
    size = sum(counts[at] for at in inside)
    sides = (range(first), range(last + 1, len(body)))
    for side in sides:
        more = [at for at in side if prose[at] and drafted.places[body[at]] in kin]
        if sum(counts[at] for at in more) > _MUCH * size:
            first, last = min(first, *more), max(last, *more)
    return first, last


def _leads(drafts: Sequence[Draft], before: list[Draft], counts: list[int]) -> set[Draft]:
    """Paragraphs between the title and the article, which extractors like to leave out."""
    title = next((draft for draft in drafts if draft.kind is BlockKind.TITLE), None)
    if title is None:
        return set()
    after = [
        (draft, count)
        for draft, count in zip(before, counts, strict=False)
        if draft.start >= title.end
    ]
    if len(after) > _MOST_LEADS:
        return set()
    return {draft for draft, count in after if draft.kind in _LEADS and count >= _LEAD_WORDS}


def _extracted(page: Page) -> str:
    """Trafilatura's text of the page; empty where it gives up, or the page is a giant.

    On a large page it does not ask its own second opinions: they take longer than all the rest.
    """
    if page.size > _MOST_ELEMENTS:
        return ""
    fast = page.size > _MANY_ELEMENTS
    import trafilatura
    from lxml import etree

    for element in page.unread:
        element.tag = _UNREAD
    etree.strip_elements(page.root, _UNREAD, with_tail=False)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it is not ours to tell
    try:
        return trafilatura.extract(page.root, fast=fast, include_comments=False) or ""
    except Exception:  # whatever it stumbles over: a second opinion can be done without
        return ""
