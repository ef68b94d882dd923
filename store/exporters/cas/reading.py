"""CASes read: ours whole, others' with every layer that means an annotation here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import FormatError
from store.exporters.assembly import Assembly, Extra, Placed, Shown
from store.exporters.base import Loaded, StoredArticle
from store.exporters.cas.layers import Taken, taken
from store.exporters.cas.originals import (
    IMPORTER,
    MEDIA_JSON,
    Document,
    documents,
    load,
    mishaps,
    view_names,
    view_text,
)
from store.exporters.cas.rewriting import survives
from store.exporters.cas.shown import Turns, entity_value, plain, shown
from store.exporters.cas.types import ANNOTATION, DOCUMENT, DOCUMENT_ANNOTATION, LINK, NAMED_ENTITY
from store.exporters.foreign import ForeignArticle, article_from_text, foreign_id
from store.exporters.markup import xml_safe
from store.importers.registry import base_name
from store.model import Annotation, identity, sha256
from store.surrogates import without_surrogates

if TYPE_CHECKING:
    from cassis import Cas

_UNKNOWN = ("", "x-unspecified")


def read(raw: bytes, name: str) -> Loaded:
    """What is in a file of CASes. Raises FormatError where none can be read."""
    into = CasAssembly(name)
    found = documents(raw, name)
    failed: FormatError | None = None
    good = 0
    for document in found:
        try:
            into.document(document)
            good += 1
        except FormatError as error:
            failed = error
            into.remark(document.name, f"it was left out: {error.message}")
    if failed is not None and not good:
        raise failed
    return into.loaded()


class CasAssembly(Assembly):
    """An assembly whose foreign articles keep their CAS as their source."""

    def document(self, document: Document) -> None:
        """Take in one CAS, or nothing of it. Raises FormatError."""
        articles, annotations = self._articles.copy(), self._annotations.copy()
        made = len(self.made)
        try:
            with mishaps(document.name):
                self._take(document)
        except FormatError:
            self._articles, self._annotations = articles, annotations
            del self.made[made:]
            raise

    def _take(self, document: Document) -> None:
        left_out: list[str] = []
        cas = load(document.raw, document.name, left_out)
        if document.guessed:
            self.remark(document.name, "it came without a type system: its types are guessed")
        for words in left_out:
            self.remark(document.name, f"{words}, which its type system lacks, were left out")
        views = view_names(cas)
        ours = {view: _documents_of(cas, view) for view in views}
        mine = any(ours.values())
        texts = 0
        for view in views:
            at = document.name if len(views) == 1 else f"{document.name}, view {view}"
            if mine and not ours[view]:
                continue
            own = ours[view][0] if ours[view] else None
            head = getattr(own, "library", None)
            if head:
                self.head(head, at)
            line = getattr(own, "record", None)
            text = view_text(cas, view)
            if own is not None and not line and not text:
                texts += 1
                continue
            if not text:
                self.remark(at, "it holds no text, but data or nothing; it was left out")
                continue
            texts += 1
            placed = self._placed(cas, view, text=text, line=line, document=document, at=at)
            if placed is not None:
                clean = str if document.media == MEDIA_JSON else xml_safe
                Reader(self, cas, view, placed, at=at, clean=clean).all(Turns(text))
        if not texts:
            raise FormatError(f"{document.name}: no view in it has a text.")

    def _placed(
        self, cas: Cas, view: str, *, text: str, line: str | None, document: Document, at: str
    ) -> Placed | None:
        if line is not None:
            placed = self.article(text, at, line=line, clean=_fitted(text))
            if placed is not None and placed.foreign is None:
                return placed
        try:
            made = article_from_text(text, name=document.name, title=_title(cas, view))
        except FormatError as error:
            self.remark(at, f"it was left out: {error.message}")
            return None
        if made.stored.text != plain(without_surrogates(text)):
            self.remark(at, "it was left out: its text can't be told from binary data")
            return None
        kept = _keeping(made, document, view, _language(cas, view))
        if not survives(document.raw, document.name):
            self.remark(at, "its layers can't be written again: its text alone is kept")
            kept = made
        self._articles.setdefault(kept.stored.record.id, kept.stored)
        return Placed(self._articles[kept.stored.record.id], kept)


def _fitted(text: str) -> Callable[[str], str]:
    """What makes of an article's text the text that a file shows of it."""
    fitting = (xml_safe(plain(text)), plain(text), xml_safe(text))

    def clean(whole: str) -> str:
        return text if xml_safe(whole) in fitting or whole in fitting else whole

    return clean


def _documents_of(cas: Cas, view: str) -> list[Any]:
    return [fs for fs in cas.get_view(view).select_all_fs() if fs.type.name == DOCUMENT]


def _described(cas: Cas, view: str, feature: str) -> str | None:
    """A feature of the annotation that describes the whole document."""
    for fs in cas.get_view(view).select_all_annotations():
        if not cas.typesystem.is_instance_of(fs.type.name, DOCUMENT_ANNOTATION):
            continue
        value = getattr(fs, feature, None)
        if isinstance(value, str) and value.strip() and value not in _UNKNOWN:
            return base_name(value) if feature == "documentTitle" and "://" in value else value
    return None


def _title(cas: Cas, view: str) -> str | None:
    title = _described(cas, view, "documentTitle")
    return None if title is None else without_surrogates(title)


def _language(cas: Cas, view: str) -> str | None:
    language = _described(cas, view, "language")
    return language if language and language.isascii() and len(language) <= 35 else None


def _keeping(
    made: ForeignArticle, document: Document, view: str, language: str | None
) -> ForeignArticle:
    """The article with the CAS as its source."""
    stored, raw = made.stored, document.raw
    source = msgspec.structs.replace(
        stored.record.source,
        sha256=sha256(raw),
        size=len(raw),
        media_type=document.media,
        name=f"{base_name(document.name)}#{view}",
        importer=IMPORTER,
    )
    record = msgspec.structs.replace(
        stored.record,
        id=identity(source.sha256, stored.record.text_sha256),
        source=source,
        language=language or stored.record.language,
    )
    whole = StoredArticle(record=record, text=stored.text, blocks=stored.blocks, raw=raw)
    return ForeignArticle(whole, made.dropped)


class Reader:
    """The annotations of one view."""

    def __init__(
        self,
        into: CasAssembly,
        cas: Cas,
        view: str,
        placed: Placed,
        *,
        at: str,
        clean: Callable[[str], str],
    ) -> None:
        """For the article that was made of the view; *clean* is what the format does to strings."""
        self.into, self.cas, self.view, self.placed, self.at = into, cas, view, placed, at
        self._clean = clean

    def all(self, turns: Turns) -> None:
        """Take in our layers, then those of others that ours do not stand for."""
        same = self.placed.foreign is None
        moved = same and self.placed.stored.record.source.importer == IMPORTER
        self._span: Callable[[int, int], tuple[int, int]] = (
            (lambda start, end: (turns.inward(start), turns.inward(end)))
            if moved
            else (lambda start, end: (start, end))
        )
        mirrors = self._ours()
        found, left = taken(self.cas, self.view)
        covered = self._covered() if same else set()
        fresh = {}
        for number, one in found.items():
            mirror = (one.begin, one.end, one.label)
            if one.fs.type.name == NAMED_ENTITY and mirrors[mirror] > 0:
                mirrors[mirror] -= 1
            elif one.seed not in covered:
                fresh[number] = one
        for one in fresh.values():
            self._theirs(one, fresh)
        if not same:
            for name, count in sorted(left.items()):
                self.into.remark(
                    self.at, f"{count} of {name} stay in the article's source, not annotations here"
                )

    def _covered(self) -> set[str]:
        """The seeds of what was in the file that the article was first made of."""
        stored = self.placed.stored
        if stored.record.source.importer != IMPORTER:
            return set()
        try:
            cas = load(stored.raw, self.at)
        except FormatError as error:
            self.into.remark(self.at, error.message)
            return set()
        seeds: set[str] = set()
        for view in view_names(cas):
            seeds |= {one.seed for one in taken(cas, view)[0].values()}
        return seeds

    def _theirs(self, one: Taken, fresh: dict[int, Taken]) -> None:
        links = [
            (kind, foreign_id(fresh[to.xmiID].seed, self.placed.id))
            for kind, to in one.links
            if to.xmiID in fresh
        ]
        seen = Shown(
            spans=(self._span(one.begin, one.end),), label=one.label, links=tuple(sorted(links))
        )
        self.into.annotate(
            self.placed, seen, self.at, seed=one.seed, extra=Extra(attributes=one.attributes)
        )

    def _ours(self) -> Counter[tuple[int, int, str]]:
        """Take in our layers; the named entities that stand for our own are counted."""
        groups: dict[str, list[Any]] = {}
        whose: dict[int, str] = {}
        links: dict[str, list[tuple[str, int]]] = {}
        for fs in self.cas.get_view(self.view).select_all_fs():
            if fs.type.name == ANNOTATION:
                own = fs.identifier or f"unnamed {fs.xmiID}"
                groups.setdefault(own, []).append(fs)
                whose[fs.xmiID] = own
            elif fs.type.name == LINK and fs.Governor is not None and fs.Dependent is not None:
                start = fs.Governor.identifier or f"unnamed {fs.Governor.xmiID}"
                links.setdefault(start, []).append((fs.value or "mentions", fs.Dependent.xmiID))
        records = {
            own: self.into.record(next((p.record for p in parts if p.record), None), self.at)
            for own, parts in groups.items()
        }
        ids = {own: self.into.id_of(self.placed, f"cas\x1f{own}", records[own]) for own in groups}
        held = set(ids.values())
        mirrors: Counter[tuple[int, int, str]] = Counter()
        for own, parts in groups.items():
            pairs = {(kind, ids[whose[to]]) for kind, to in links.get(own, []) if to in whose}
            mirrors.update(self._mirrors(records[own], parts))
            self._annotate(own, parts, tuple(sorted(pairs)), records[own], held)
        return mirrors

    def _annotate(
        self,
        own: str,
        parts: list[Any],
        links: tuple[tuple[str, str], ...],
        record: Annotation | None,
        held: set[str],
    ) -> None:
        codes = {
            code or "" for p in parts if p.codes is not None for code in p.codes.elements or ()
        }
        seen = Shown(
            spans=tuple(sorted({self._span(part.begin, part.end) for part in parts})),
            label=next((p.label or p.kind for p in parts if p.label or p.kind), ""),
            codes=tuple(sorted(codes)),
            note=next((part.note for part in parts if part.note), ""),
            links=links,
        )
        self.into.annotate(
            self.placed,
            seen,
            self.at,
            seed=f"cas\x1f{own}",
            record=record,
            show=partial(shown, held=held, clean=self._clean),
        )

    def _mirrors(self, record: Annotation | None, parts: list[Any]) -> Counter[Any]:
        if record is None or record.kind != "entity":
            return Counter()
        value = entity_value(record)
        return Counter((part.begin, part.end, value) for part in parts)
