"""Web annotations read: our own collections whole, others' one by one, to be found again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError
from store.exporters.base import Bundle, Loaded, Remark, StoredArticle, Unplaced
from store.exporters.embedded import annotation_from, article_from, head_from
from store.exporters.foreign import bundle_from, codebook_for, foreign_id
from store.exporters.times import moment
from store.exporters.web_checks import as_list, faults, has_context, types_of
from store.exporters.web_writing import ARTICLES, LIBRARY, RECORD, TEXT
from store.model import Annotation, Span, now
from store.surrogates import without_surrogates

_MOST = 10_000_000
_TAGGING, _CLASSIFYING = "tagging", "classifying"


def read(raw: bytes, name: str) -> Loaded:
    """What the file called *name* holds; raises FormatError with the place of the first fault."""
    try:
        document = without_surrogates(json.loads(raw.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name} is not whole JSON in UTF-8 ({error}).") from error
    if isinstance(document, dict) and isinstance(document.get(LIBRARY), str):
        return _own(document, name)
    unplaced: list[Unplaced] = []
    remarks: list[Remark] = []
    for where, item in _items(document, name):
        found = next(iter(faults(item)), None)
        if found is not None:
            raise FormatError(f"{name}, {where}: {found} (Web Annotation Data Model).")
        one = _unplaced(item, where, remarks)
        if one is not None:
            unplaced.append(one)
    bundle = bundle_from([], [])
    book = codebook_for(one.annotation for one in unplaced)
    return Loaded(
        bundle=Bundle(
            changed=bundle.changed,
            library=bundle.library,
            codebook=book,
            articles=(),
            annotations=(),
            foreign=True,
        ),
        unplaced=tuple(unplaced),
        remarks=tuple(remarks),
    )


def _own(document: dict[str, Any], name: str) -> Loaded:
    """A collection of ours; what another program added to it is still to be placed."""
    head = head_from(document[LIBRARY], name)
    articles: list[StoredArticle] = []
    for number, item in enumerate(as_list(document.get(ARTICLES)), 1):
        where = f"{name}, article {number}"
        if not isinstance(item, dict):
            raise FormatError(f"{where}: it is no object.")
        record, text = item.get(RECORD), item.get(TEXT)
        if not isinstance(record, str) or not isinstance(text, str):
            raise FormatError(f"{where}: its record or its text is missing.")
        articles.append(article_from(record, text, where))
    annotations: list[Annotation] = []
    unplaced: list[Unplaced] = []
    remarks: list[Remark] = []
    first = document.get("first")
    items = as_list(first.get("items")) if isinstance(first, dict) else []
    for number, item in enumerate(items, 1):
        where = f"{name}, annotation {number}"
        if not isinstance(item, dict):
            raise FormatError(f"{where}: it is no object.")
        record = item.get(RECORD)
        if isinstance(record, str):
            annotations.append(annotation_from(record, where))
            continue
        found = next(iter(faults(item)), None)
        if found is not None:
            raise FormatError(f"{where}: {found} (Web Annotation Data Model).")
        one = _unplaced(item, where, remarks)
        if one is not None:
            unplaced.append(one)
    bundle = Bundle(
        changed=head.changed,
        library=head.library,
        codebook=head.codebook,
        articles=tuple(articles),
        annotations=tuple(annotations),
    )
    return Loaded(bundle=bundle, unplaced=tuple(unplaced), remarks=tuple(remarks))


def _items(document: object, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The annotations of a collection, a page, a list, or the one there is."""
    if isinstance(document, list):
        for number, item in enumerate(document, 1):
            for _, inner in _items(item, f"{name}, item {number}"):
                yield f"item {number}", inner
        return
    if not isinstance(document, dict):
        raise FormatError(f"{name} holds no annotation: it is neither an object nor a list.")
    if not has_context(document):
        raise FormatError(f"{name}: its '@context' does not name the Web Annotation context.")
    kinds = types_of(document)
    if "Annotation" in kinds or not {"AnnotationCollection", "AnnotationPage"} & set(kinds):
        yield "the annotation", document
        return
    page = document.get("first") if "AnnotationCollection" in kinds else document
    items = as_list(page.get("items")) if isinstance(page, dict) else []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise FormatError(f"{name}, item {number}: it is no object.")
        yield f"item {number}", item


def _unplaced(item: dict[str, Any], where: str, remarks: list[Remark]) -> Unplaced | None:
    """The annotation as ours, its spans as the file has them; None where it marks no text."""
    spans: list[Span] = []
    source: str | None = None
    for target in as_list(item["target"]):
        found, own = _target(target)
        source = source or found
        if own is None:
            remarks.append(
                Remark(where=where, words="a target without words or offsets is left out")
            )
        else:
            spans.append(own)
    if not spans:
        return None
    kind, codes, notes = "quote", [], []
    if isinstance(item.get("bodyValue"), str):
        notes.append(item["bodyValue"])
    for body in as_list(item.get("body")):
        purpose, words = _body(body)
        if purpose == _CLASSIFYING and words in {one.name for one in DEFAULT_CODEBOOK.kinds}:
            kind = words
        elif purpose in (_TAGGING, _CLASSIFYING) and words.strip():
            codes.append(" ".join(words.split()))
        elif words:
            notes.append(words)
    created = moment(item.get("created")) or now()
    annotation = Annotation(
        id=foreign_id("webannotation", item["id"]),
        article="",
        kind=kind,
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        codes=tuple(dict.fromkeys(codes)),
        note="\n\n".join(notes),
        creator=_agent(item.get("creator")) or "unknown",
        created=created,
        modified=moment(item.get("modified")) or created,
    )
    return Unplaced(annotation=annotation, source=source)


def _target(target: object) -> tuple[str | None, Span | None]:
    """A target's source, and its words and offsets where its selectors give any."""
    if isinstance(target, str) or not isinstance(target, dict):
        return (target if isinstance(target, str) else None), None
    source = target.get("source", target.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    exact = prefix = suffix = ""
    start = end = 0
    for selector in _selectors(target.get("selector")):
        kinds = types_of(selector)
        if "TextQuoteSelector" in kinds:
            exact = selector["exact"]
            prefix, suffix = selector.get("prefix", ""), selector.get("suffix", "")
        elif "TextPositionSelector" in kinds and selector["start"] < selector["end"] < _MOST:
            start, end = selector["start"], selector["end"]
    if not exact and start == end:
        return (source if isinstance(source, str) else None), None
    span = Span(start=start, end=end, exact=exact, prefix=prefix, suffix=suffix)
    return (source if isinstance(source, str) else None), span


def _selectors(selector: object) -> Iterator[dict[str, Any]]:
    for one in as_list(selector):
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _body(body: object) -> tuple[str, str]:
    """A body's purpose and words; of one that is elsewhere its address."""
    if isinstance(body, str):
        return "", body
    purpose = next((p for p in as_list(body.get("purpose")) if isinstance(p, str)), "")  # type: ignore[attr-defined]
    for name in ("value", "id", "source"):
        value = body.get(name)  # type: ignore[attr-defined]
        if isinstance(value, str):
            return purpose, value
    return purpose, ""


def _agent(agent: object) -> str | None:
    for one in as_list(agent):
        if isinstance(one, str):
            return one
        for name in ("nickname", "name", "id"):
            value = one.get(name)
            if isinstance(value, str) and value.strip():
                return " ".join(value.split())[:100]
    return None
