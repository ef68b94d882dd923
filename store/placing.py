"""Annotations from elsewhere find their article in the library, and their words in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from store.anchors import places
from store.articles import Articles
from store.exporters.base import Remark, Unplaced
from store.exporters.web_writing import TERMS
from store.model import Annotation, Article, Span
from store.text import fold_space

_CONTEXT = 32
_LONG_ENOUGH = 12
"""Letters of a quotation from which its words alone may tell its article."""


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What found its place, and a remark on each of what did not."""

    annotations: tuple[Annotation, ...]
    remarks: tuple[Remark, ...]


def place(unplaced: Iterable[Unplaced], articles: Articles) -> Placed:
    """Give each annotation its article's id and true spans.

    The article is found by id, by the SHA-256 of its text, by address or file name, or by a title
    that only one has; without any of these, by a quotation that stands in one article alone. A
    quotation is placed by its offsets where the text has it there; else where it stands once, or
    where what stands round it fits best. What can't be placed surely is told and left out: nothing
    is moved in silence.
    """
    known = list(articles.all())
    found: list[Annotation] = []
    remarks: list[Remark] = []
    for one in unplaced:
        words = fold_space(one.annotation.spans[0].exact)[:60]
        where = f"“{words}”" if words else f"annotation {one.annotation.id}"
        candidates, named = _candidates(one, known)
        if len(candidates) > 1 or not named:
            candidates = [a for a in candidates if _spans(one.annotation, articles.text(a.id))]
        if len(candidates) != 1:
            why = "in several articles" if candidates else "in no article here"
            remarks.append(Remark(where=where, words=f"left out: it is {why}"))
            continue
        article = candidates[0]
        spans = _spans(one.annotation, articles.text(article.id))
        if spans is None:
            told = f"left out: its words are not, or not surely, in '{article.title}'"
            remarks.append(Remark(where=where, words=told))
            continue
        if not named:
            told = f"placed by its words alone, in '{article.title}'; look whether that is right"
            remarks.append(Remark(where=where, words=told))
        found.append(msgspec.structs.replace(one.annotation, article=article.id, spans=spans))
    return Placed(annotations=tuple(found), remarks=tuple(remarks))


def _candidates(one: Unplaced, known: list[Article]) -> tuple[list[Article], bool]:
    """The articles it may be about, and whether the file names them; else all that there are."""
    source = (one.source or "").removeprefix(f"{TERMS}article:").split("#")[0]
    title = fold_space(one.title or "").casefold()
    tests = (
        lambda a: a.id in (one.annotation.article, source),
        lambda a: one.text_sha256 is not None and a.text_sha256 == one.text_sha256,
        lambda a: bool(source) and source in (a.source.url, a.source.name),
        lambda a: bool(title) and fold_space(a.title).casefold() == title,
    )
    for test in tests:
        if fitting := [article for article in known if test(article)]:
            return fitting, True
    quoted = any(len(span.exact) >= _LONG_ENOUGH for span in one.annotation.spans)
    return (known if quoted else []), False


def _spans(annotation: Annotation, text: str) -> tuple[Span, ...] | None:
    found: list[tuple[int, int]] = []
    for span in annotation.spans:
        at = _span(span, text)
        if at is None:
            return None
        found.append(at)
    found.sort()
    if any(end > start for (_, end), (start, _) in pairwise(found)):
        return None
    return tuple(Span.of(text, start, end) for start, end in found)


def _span(span: Span, text: str) -> tuple[int, int] | None:
    """Where *span* stands in *text*, or None where that is not sure."""
    within = 0 <= span.start < span.end <= len(text)
    if not span.exact:
        return (span.start, span.end) if within else None
    if within and text[span.start : span.end] == span.exact:
        return span.start, span.end
    stands = places(text, span.exact)
    if len(stands) < 2:
        return stands[0] if stands else None
    scored = sorted(((_fit(span, text, at), at) for at in stands), reverse=True)
    return scored[0][1] if scored[0][0] > scored[1][0] else None


def _fit(span: Span, text: str, at: tuple[int, int]) -> int:
    """How many letters of the context agree, outwards from the quotation, blanks left out."""
    before = _bare(text[max(0, at[0] - 2 * _CONTEXT) : at[0]])[::-1]
    after = _bare(text[at[1] : at[1] + 2 * _CONTEXT])
    return _agree(_bare(span.prefix)[::-1], before) + _agree(_bare(span.suffix), after)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _agree(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
