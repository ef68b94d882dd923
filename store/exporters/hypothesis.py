"""Hypothesis API JSON (h.readthedocs.io/en/latest/api-reference): rows of annotations on pages.

A view: the articles' texts stay behind. Its annotations lie on a page at an address; an article
without one gets a `urn:` of ours. Offsets count UTF-16 units, as in the browser that reads them.
Nobody but its author may read a row until its author says otherwise. What Hypothesis has no field
for is in a field `postil`, which it gives back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from store.errors import FormatError
from store.exporters.base import (
    Bundle,
    Format,
    Loaded,
    Loss,
    Remark,
    StoredArticle,
    Unplaced,
    holds_annotated,
)
from store.exporters.embedded import annotation_from, annotation_line
from store.exporters.foreign import bundle_from, codebook_for, foreign_id
from store.exporters.offsets import Utf16
from store.exporters.rows import list_of, number_of, object_of, rows, whole, words_of
from store.exporters.times import moment
from store.exporters.web_checks import is_iri
from store.exporters.web_writing import TERMS, source_of
from store.model import Annotation, Span, now

_RECORD = "postil"
_GROUP = "__world__"
_KIND, _CODE = "kind:", "code:"
_USER = re.compile(r"acct:([^@]+)@")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO_NAME = re.compile(r"[^A-Za-z0-9._]+")


def write(bundle: Bundle) -> Iterator[bytes]:
    """The answer of the search call: `total`, and a row an annotation."""
    articles = {stored.record.id: stored for stored in bundle.articles}
    units = {key: Utf16(stored.text) for key, stored in articles.items()}
    yield b'{"total":' + str(len(bundle.annotations)).encode() + b',"rows":['
    for number, one in enumerate(bundle.annotations):
        row = _row(one, articles[one.article], units[one.article])
        yield (b",\n" if number else b"\n") + msgspec.json.encode(row)
    yield b"\n]}\n"


def _row(one: Annotation, stored: StoredArticle, units: Utf16) -> dict[str, Any]:
    uri = source_of(stored, one.article)
    user = f"acct:{_NO_NAME.sub('_', one.creator) or 'unknown'}@postil.invalid"
    return {
        "id": one.id,
        "created": one.created,
        "updated": one.modified,
        "user": user,
        "user_info": {"display_name": one.creator},
        "uri": uri,
        "text": one.note,
        "tags": _tags(one),
        "group": _GROUP,
        "permissions": {action: [user] for action in ("read", "admin", "update", "delete")},
        "document": {"title": [stored.record.title]},
        _RECORD: annotation_line(one),
        "target": [{"source": uri, "selector": _selectors(span, units)} for span in one.spans],
    }


def _tags(one: Annotation) -> list[str]:
    return [f"{_KIND}{one.kind}", *(f"{_CODE}{code}" for code in one.codes), *one.tags]


def _meant(tags: list[Any]) -> dict[str, Any]:
    """The kind, codes and tags that a row's tags mean."""
    plain = [" ".join(tag.split()) for tag in tags if words_of(tag).strip()]
    kind = next((tag.removeprefix(_KIND) for tag in plain if tag.startswith(_KIND)), "")
    codes = [tag.removeprefix(_CODE) for tag in plain if tag.startswith(_CODE)]
    return {
        "kind": kind or "passage",
        "codes": tuple(dict.fromkeys(code for code in codes if code)),
        "tags": tuple(dict.fromkeys(t for t in plain if not t.startswith((_KIND, _CODE)))),
    }


def _selectors(span: Span, units: Utf16) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.exact,
            "prefix": span.prefix,
            "suffix": span.suffix,
        },
        {
            "type": "TextPositionSelector",
            "start": units.units(span.start),
            "end": units.units(span.end),
        },
    ]


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """What has no field there."""
    counts = {
        "the articles' texts, blocks and sources": len(bundle.articles),
        "all of articles but titles and web addresses": len(bundle.articles),
        "the codebook's kinds, its codes' tree, descriptions, colours and keys": len(
            bundle.codebook.kinds
        )
        + len(bundle.codebook.codes),
        "the library's id": 1,
    }
    return tuple(Loss(field=name, records=count) for name, count in counts.items() if count)


def read(raw: bytes, name: str) -> Loaded:
    """The rows in *raw*: the answer of a call, a list, JSON Lines, or one annotation.

    Raises FormatError for what is no JSON, and where no row has a target.
    """
    remarks: list[Remark] = []
    found: list[Unplaced] = []
    total = 0
    for where, row in _rows(raw, name):
        if not words_of(row.get("uri")) and not list_of(row.get("target")):
            remarks.append(Remark(where=where, words="it was left out: it has no uri, no target"))
            continue
        total += 1
        one = _unplaced(row, where, remarks)
        if one is not None:
            found.append(one)
    if not total:
        raise FormatError(f'{name}: no row has a "uri" or a "target", so it is no Hypothesis file.')
    found = _linked(found)
    bundle = bundle_from([], [])
    book = codebook_for(map(_named, found))
    return Loaded(
        bundle=msgspec.structs.replace(bundle, codebook=book),
        unplaced=tuple(found),
        remarks=tuple(remarks),
    )


def _linked(found: list[Unplaced]) -> list[Unplaced]:
    """The same, links kept that lead to another of them."""
    ids = {one.annotation.id for one in found}
    kept = []
    for one in found:
        links = tuple(link for link in one.annotation.links if link.to in ids)
        annotation = msgspec.structs.replace(one.annotation, links=links)
        kept.append(msgspec.structs.replace(one, annotation=annotation))
    return kept


def _named(one: Unplaced) -> Annotation:
    """The annotation without codes that have no name, for a codebook has none such."""
    codes = tuple(code for code in one.annotation.codes if code.strip())
    return msgspec.structs.replace(one.annotation, codes=codes)


def _rows(raw: bytes, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        value = whole(raw, name)
    except FormatError:
        yield from rows(raw, name)
        return
    held = value.get("rows", [value]) if isinstance(value, dict) else value
    if not isinstance(held, list):
        raise FormatError(f'{name}: its "rows" are no list, so it is no Hypothesis file.')
    for number, row in enumerate(held, 1):
        where = f"{name}, row {number}"
        if not isinstance(row, dict):
            raise FormatError(f"{where}: it is no JSON object.")
        yield where, row


def _unplaced(row: dict[str, Any], where: str, remarks: list[Remark]) -> Unplaced | None:
    spans = []
    for target in map(object_of, list_of(row.get("target"))):
        span = _span(list_of(target.get("selector")))
        if span is not None:
            spans.append(span)
    if not spans:
        told = "an answer to another note" if list_of(row.get("references")) else "about a page"
        remarks.append(Remark(where=where, words=f"it was left out: it is {told}, without words"))
        return None
    uri = words_of(row.get("uri"))
    seed = words_of(row.get("id")) or f"{uri} {spans[0].exact} {words_of(row.get('text'))}"
    created = moment(words_of(row.get("created"))) or now()
    annotation = Annotation(
        id=foreign_id("hypothesis", seed),
        article="",
        spans=tuple(sorted(spans, key=lambda span: span.start)),
        note=words_of(row.get("text")),
        creator=_creator(row),
        created=created,
        modified=moment(words_of(row.get("updated"))) or created,
        **_meant(list_of(row.get("tags"))),
    )
    annotation = _with_record(annotation, row, where, remarks)
    titles = list_of(object_of(row.get("document")).get("title"))
    title = next((one for one in titles if isinstance(one, str) and one.strip()), None)
    source = uri if is_iri(uri) else None
    if source is not None and source.startswith(f"{TERMS}article:"):
        source = source.removeprefix(f"{TERMS}article:")
    return Unplaced(annotation=annotation, source=source, title=title)


def _with_record(
    seen: Annotation, row: dict[str, Any], where: str, remarks: list[Remark]
) -> Annotation:
    """Our record of an annotation, with what was changed in Hypothesis since."""
    line = words_of(row.get(_RECORD))
    if not line:
        return seen
    try:
        record = annotation_from(line, where)
    except FormatError as error:
        remarks.append(Remark(where=where, words=error.message))
        return seen
    known = moment(record.created), moment(record.modified)
    if _UUID.fullmatch(record.id) is None or None in known or not record.spans:
        remarks.append(Remark(where=where, words="Postil's own record in it is damaged"))
        return seen
    shown = {**_meant(_tags(record)), "note": record.note}
    changes: dict[str, Any] = {
        name: getattr(seen, name) for name, told in shown.items() if getattr(seen, name) != told
    }
    if tuple(span.exact for span in seen.spans) != tuple(span.exact for span in record.spans):
        changes["spans"] = seen.spans
    if changes:
        modified = max(seen.modified, record.modified)
        revision = min(record.revision + 1, (1 << 53) - 1)
        changes |= {"modified": modified, "revision": revision}
    return msgspec.structs.replace(record, **changes)


def _span(selectors: list[Any]) -> Span | None:
    """The words; the browser's offsets count its own rendering of a page, so words go first."""
    exact = prefix = suffix = ""
    start = end = 0
    for selector in map(object_of, selectors):
        if selector.get("type") == "TextQuoteSelector":
            exact, prefix, suffix = (
                words_of(selector.get(part)) for part in ("exact", "prefix", "suffix")
            )
        elif selector.get("type") == "TextPositionSelector":
            start, end = (number_of(selector.get(part)) or 0 for part in ("start", "end"))
    if not exact:
        return None
    if not 0 <= start < end:
        start = end = 0
    return Span(start=start, end=end, exact=exact, prefix=prefix, suffix=suffix)


def _creator(row: dict[str, Any]) -> str:
    shown = words_of(object_of(row.get("user_info")).get("display_name"))
    user = words_of(row.get("user"))
    known = _USER.match(user)
    return " ".join((shown or (known[1] if known else user)).split())[:100] or "unknown"


FORMAT = Format(
    name="hypothesis",
    title="Hypothesis API JSON, a row an annotation",
    suffix=".hypothesis.json",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=holds_annotated,
)
