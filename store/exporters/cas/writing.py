"""Articles as CASes: the text, our layers with our records in them, and what INCEpTION knows."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from store.errors import FormatError
from store.exporters import embedded
from store.exporters.base import Bundle, StoredArticle
from store.exporters.cas.layers import taken
from store.exporters.cas.originals import IMPORTER, load, view_names
from store.exporters.cas.rewriting import as_json, as_xmi, cleaned
from store.exporters.cas.shown import Turns, entity_value, plain
from store.exporters.cas.types import ANNOTATION, DOCUMENT, LINK, META, NAMED_ENTITY, OWN, with_ours
from store.exporters.extras import needed
from store.exporters.foreign import foreign_id
from store.exporters.labels import label_of
from store.exporters.markup import xml_safe
from store.exporters.views import by_article
from store.exporters.zips import packed
from store.model import Annotation

if TYPE_CHECKING:
    from cassis import Cas


def write_xmi(bundle: Bundle) -> Iterator[bytes]:
    """A zip: an `.xmi` an article, `TypeSystem.xml`, and `….typesystem.xml` where an article's
    own is larger.
    """
    files: dict[str, bytes] = {}
    with warnings.catch_warnings(action="ignore"):
        for name, cas, own_types in _casses(bundle, xml_safe, "cas-xmi"):
            beside = f"{name}.typesystem.xml" if own_types else "TypeSystem.xml"
            files[f"{name}.xmi"], files[beside] = as_xmi(cas)
    yield from packed(files)


def write_json(bundle: Bundle) -> Iterator[bytes]:
    """A zip: a CAS JSON 0.4 an article, each with its type system."""
    files: dict[str, bytes] = {}
    with warnings.catch_warnings(action="ignore"):
        for name, cas, _ in _casses(bundle, str, "cas-json"):
            files[f"{name}.json"] = as_json(cas)
    yield from packed(files)


def _casses(
    bundle: Bundle, clean: Callable[[str], str], name: str
) -> Iterator[tuple[str, Cas, bool]]:
    """The CAS of each article, and whether it has a type system of its own."""
    head = embedded.head_line(bundle)
    here = by_article(bundle)
    for stored in bundle.articles:
        made = Writer(stored, here[stored.record.id], clean, name)
        yield stored.record.id, made.whole(head), made.kept
    if not bundle.articles:
        cas = _fresh(name)
        cas.sofa_string = ""
        cas.add(cas.typesystem.get_type(DOCUMENT)(library=head))
        yield "library", cas, False


def _fresh(name: str) -> Cas:
    cassis = needed("cassis", name, "cas")
    cas: Cas = cassis.Cas(with_ours(cassis.TypeSystem()))
    cas.sofa_mime = "text/plain"
    return cas


class Writer:
    """One article's CAS: its source's, where that is a CAS, else a new one."""

    def __init__(
        self,
        stored: StoredArticle,
        own: list[Annotation],
        clean: Callable[[str], str],
        name: str,
    ) -> None:
        """For an article and its annotations; *clean* is what the format does to strings."""
        self.stored, self.own, self.clean = stored, own, clean
        self.kept = False
        self._standing: set[str] = set()
        whole = self._original()
        if whole is None:
            self.cas = _fresh(name)
            self.view = self.cas
            self.text = clean(stored.text)
            self.view.sofa_string = self.text
            self._turns = None
        else:
            self.kept = True
            self.cas, view = whole
            self.view = self.cas.get_view(view)
            self._sweep(view)
            self.text = str(self.view.sofa_string)
            self._turns = Turns(self.text)
        self.types = self.cas.typesystem

    def _original(self) -> tuple[Cas, str] | None:
        record = self.stored.record
        if record.source.importer != IMPORTER:
            return None
        try:
            cas = load(self.stored.raw, record.title)
        except FormatError:  # its source was taken out or replaced, as redaction does
            return None
        name = (record.source.name or "").rpartition("#")[2]
        for view in (name, *view_names(cas)):
            if view in view_names(cas):
                text = cas.get_view(view).sofa_string
                if text is not None and plain(text) == self.stored.text:
                    return cas, view
        return None

    def _sweep(self, view: str) -> None:
        """Take out what is ours and is written anew, and what was changed or removed since."""
        held = {annotation.id: annotation for annotation in self.own}
        turns = Turns(str(self.view.sofa_string))
        for fs in self.cas.get_view(view).select_all_fs():
            if fs.type.name in OWN:
                self.view.remove(fs)
        for one in taken(self.cas, view)[0].values():
            made = foreign_id(one.seed, self.stored.record.id)
            now = held.get(made)
            at = [turns.outward(span.start, span.end) for span in now.spans] if now else []
            if now is None or at != [(one.begin, one.end)]:
                self.view.remove(one.fs)
            else:
                self._standing.add(made)
        cleaned(self.cas, self.clean)

    def whole(self, head: str) -> Cas:
        """The CAS with the library's record *head*, the article's, and its annotations."""
        clean, record = self.clean, self.stored.record
        if not self.kept:
            meta = self._new(META, begin=0, end=len(self.text))
            meta.documentTitle, meta.documentId = clean(record.title), record.id
            meta.language = record.language or "x-unspecified"
            self.view.add(meta)
        line = embedded.article_line(self.stored, with_text=self.text != self.stored.text)
        self.view.add(self._new(DOCUMENT, library=head, record=line))
        made: dict[str, Any] = {}
        for annotation in self.own:
            for nth, span in enumerate(annotation.spans):
                fs = self._annotation(annotation, *self._at(span.start, span.end), nth == 0)
                made.setdefault(annotation.id, fs)
                self.view.add(fs)
        for annotation in self.own:
            for link in annotation.links:
                if link.to in made:
                    self.view.add(self._link(made[annotation.id], made[link.to], link.type))
        return self.cas

    def _at(self, start: int, end: int) -> tuple[int, int]:
        return (start, end) if self._turns is None else self._turns.outward(start, end)

    def _new(self, name: str, **features: Any) -> Any:
        return self.types.get_type(name)(**features)

    def _annotation(self, annotation: Annotation, begin: int, end: int, first: bool) -> Any:
        clean = self.clean
        if annotation.kind == "entity" and annotation.id not in self._standing:
            named = self._new(NAMED_ENTITY, begin=begin, end=end, value=entity_value(annotation))
            address = annotation.attributes.get("link")
            if isinstance(address, str) and address:
                named.identifier = clean(address)
            self.view.add(named)
        fs = self._new(ANNOTATION, begin=begin, end=end, identifier=annotation.id)
        fs.kind, fs.label = clean(annotation.kind), clean(label_of(annotation))
        if first:
            fs.record = embedded.annotation_line(annotation)
            fs.note = clean(annotation.note)
            codes = sorted({clean(code) for code in annotation.codes})
            if codes:
                fs.codes = self._new("uima.cas.StringArray", elements=codes)
        return fs

    def _link(self, start: Any, to: Any, kind: str) -> Any:
        return self._new(
            LINK, begin=to.begin, end=to.end, value=self.clean(kind), Governor=start, Dependent=to
        )
