"""Annotations from elsewhere find their article in the library, and their words in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote

import msgspec

from store.anchors.finding import Finder
from store.anchors.quotes import places
from store.anchors.together import together
from store.anchors.weighing import Anchor, apart, outcome_of
from store.articles import Articles
from store.exporters.base import Remark, Unplaced
from store.exporters.web_writing import TERMS
from store.model import Annotation, Article, Span, now
from store.orphans import Orphan
from store.text import fold_space

_LONG_ENOUGH = 12
"""Letters of a quotation from which its words alone may tell its article."""
_SHOWN = 60
_SCHEME = re.compile(r"^https?://(?:www\.)?")


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What found its place, what did not, and a remark on each that is to be looked at."""

    annotations: tuple[Annotation, ...]
    orphans: tuple[Orphan, ...]
    remarks: tuple[Remark, ...]


def place(unplaced: Iterable[Unplaced], articles: Articles, name: str) -> Placed:
    """Give each annotation of the file called *name* its article's id and true spans.

    The article is found by id, by the SHA-256 of its text, by address or file name, or by a title
    that only one has; without any of these, by a quotation that stands in one article alone, also
    for the others of its source. What
    can't be placed surely becomes an orphan, with a guess where there is one: nothing is moved in
    silence, and nothing dropped.
    """
    placing = _Placing(articles, name)
    placing.take(list(unplaced))
    return Placed(
        annotations=tuple(placing.found),
        orphans=tuple(placing.orphans),
        remarks=tuple(placing.remarks),
    )


class _Placing:
    def __init__(self, articles: Articles, name: str) -> None:
        self._articles, self._name = articles, name
        self._known = list(articles.all())
        self.found: list[Annotation] = []
        self.orphans: list[Orphan] = []
        self.remarks: list[Remark] = []

    def take(self, unplaced: list[Unplaced]) -> None:
        """Place all, those of one article together, or keep them as orphans; in their order."""
        homes = _with_others(unplaced, [self._home(one) for one in unplaced])
        anchors: dict[int, list[Anchor]] = {}
        at_home: dict[str, list[int]] = {}
        for number, (home, _) in enumerate(homes):
            if isinstance(home, Article):
                at_home.setdefault(home.id, []).append(number)
        for article, own in at_home.items():
            anchors |= self._anchored(article, unplaced, own)
        for number, (one, (home, named)) in enumerate(zip(unplaced, homes, strict=True)):
            if isinstance(home, str):
                self._keep(one, None, (), home)
            else:
                self._settle(one, home, named, anchors[number])

    def _home(self, one: Unplaced) -> Home:
        candidates, named = _candidates(one, self._known)
        if len(candidates) > 1 or not named:
            candidates = [a for a in candidates if self._stands(one.annotation, a)] or (
                candidates if named else []
            )
        if len(candidates) != 1:
            return "several articles fit" if candidates else _missing(one), named
        return candidates[0], named

    def _anchored(
        self, article: str, unplaced: list[Unplaced], own: list[int]
    ) -> dict[int, list[Anchor]]:
        spans = [span for at in own for span in unplaced[at].annotation.spans]
        found = iter(together(spans, Finder(self._articles.text(article))))
        return {at: apart(list(islice(found, len(unplaced[at].annotation.spans)))) for at in own}

    def _settle(self, one: Unplaced, article: Article, named: bool, found: list[Anchor]) -> None:
        match outcome_of(found):
            case "sure":
                text = self._articles.text(article.id)
                spans = tuple(Span.of(text, at.start, at.end) for at in found)
                self.found.append(
                    msgspec.structs.replace(one.annotation, article=article.id, spans=spans)
                )
                if not named:
                    told = f"placed by its words alone, in '{article.title}'; look whether that "
                    self._remark(one, told + "is right")
            case "uncertain":
                guess = tuple((at.start, at.end) for at in found)
                self._keep(one, article, guess, f"its place in '{article.title}' is not sure")
            case "orphan":
                self._keep(one, article, (), f"its words are not in '{article.title}'")

    def _stands(self, annotation: Annotation, article: Article) -> bool:
        text = self._articles.text(article.id)
        return all(not span.exact or places(text, span.exact) for span in annotation.spans)

    def _keep(
        self, one: Unplaced, article: Article | None, guess: tuple[tuple[int, int], ...], why: str
    ) -> None:
        self.orphans.append(
            Orphan(
                id=one.annotation.id,
                annotation=one.annotation,
                article=None if article is None else article.id,
                guess=guess,
                why=why,
                file=self._name,
                found=now(),
            )
        )
        self._remark(one, f"kept aside, for {why}: `postil orphans list` shows it")

    def _remark(self, one: Unplaced, words: str) -> None:
        shown = fold_space(one.annotation.spans[0].exact)[:_SHOWN]
        where = f"“{shown}”" if shown else f"annotation {one.annotation.id}"
        self.remarks.append(Remark(where=where, words=words))


Home = tuple[Article | str, bool]
"""An article, or why there is none; and whether the file names it."""


def _with_others(unplaced: list[Unplaced], homes: list[Home]) -> list[Home]:
    """*homes*, where those without one go where all others of their source have theirs."""
    known: dict[str, dict[str, Article]] = {}
    for one, (home, _) in zip(unplaced, homes, strict=True):
        if isinstance(home, Article) and one.source:
            known.setdefault(one.source, {})[home.id] = home
    found = []
    for one, (home, named) in zip(unplaced, homes, strict=True):
        others = list(known.get(one.source or "", {}).values())
        lone = isinstance(home, str) and len(others) == 1
        found.append((others[0], False) if lone else (home, named))
    return found


def _missing(one: Unplaced) -> str:
    """Why there is no article for it, and which one is to be added, where its file says so."""
    source = fold_space(one.source or "")
    if not source or source.startswith(TERMS):
        return "no article here fits"
    shown = source if len(source) <= _SHOWN else f"{source[: _SHOWN - 1]}…"
    return f"its article '{shown}' is not here (add it, then import the file again)"


def _address(source: str | None) -> str:
    """An address without what may differ though it leads to the same page."""
    bare = _SCHEME.sub("", source or "").rstrip("/")
    return bare if bare != source else ""


def _file_name(source: str) -> str:
    """The name of a file on somebody's disk; nothing for an address of another kind."""
    if "://" in source and not source.startswith("file:"):
        return ""
    return unquote(re.split(r"[/\\]", source)[-1])


def _candidates(one: Unplaced, known: list[Article]) -> tuple[list[Article], bool]:
    """The articles it may be about, and whether the file names them; else all that there are."""
    source = (one.source or "").removeprefix(f"{TERMS}article:").split("#")[0]
    title = fold_space(one.title or "").casefold()
    tests = (
        lambda a: a.id in (one.annotation.article, source),
        lambda a: one.text_sha256 is not None and a.text_sha256 == one.text_sha256,
        lambda a: bool(source) and source in (a.source.url, a.source.name),
        lambda a: bool(_address(source)) and _address(source) == _address(a.source.url),
        lambda a: bool(_file_name(source)) and _file_name(source) == a.source.name,
        lambda a: bool(title) and fold_space(a.title).casefold() == title,
    )
    for test in tests:
        if fitting := [article for article in known if test(article)]:
            return fitting, True
    quoted = any(len(span.exact) >= _LONG_ENOUGH for span in one.annotation.spans)
    return (known if quoted else []), False
