"""A library as a Web Annotation collection, our own records beside what the model can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from store.exporters.base import Bundle, StoredArticle
from store.exporters.canonical import generator
from store.exporters.embedded import annotation_line, article_line, head_line
from store.exporters.foreign import foreign_id
from store.exporters.web_checks import CONTEXT, is_iri
from store.model import Annotation

TERMS = "urn:postil:"
"""Our own terms are whole IRIs, so that no context is needed to read them."""
LIBRARY, ARTICLES, RECORD, TEXT = (
    TERMS + name for name in ("library", "articles", "record", "text")
)
_MOTIVATIONS = {"quote": "highlighting", "entity": "identifying", "claim": "assessing"}
_HTTP = re.compile(r"https?://", re.IGNORECASE)


def write(bundle: Bundle) -> Iterator[bytes]:
    """The collection's bytes: JSON, an annotation a line."""
    identity = f"urn:uuid:{foreign_id('collection', bundle.library.id)}"
    page = f"urn:uuid:{foreign_id('page', bundle.library.id)}"
    head: dict[str, Any] = {
        "@context": [CONTEXT, {"postil": TERMS}],
        "id": identity,
        "type": "AnnotationCollection",
        "label": "Postil annotations",
        "modified": bundle.changed,
        "generator": {"id": "urn:postil:program", "type": "Software", "name": generator()},
        "total": len(bundle.annotations),
        LIBRARY: head_line(bundle),
        "last": page,
    }
    encoded = msgspec.json.encode(head)
    yield encoded[:-1] + b',\n"' + ARTICLES.encode() + b'":['
    for number, stored in enumerate(bundle.articles):
        record = {RECORD: article_line(stored), TEXT: stored.text}
        yield (b",\n" if number else b"\n") + msgspec.json.encode(record)
    first = {"id": page, "type": "AnnotationPage", "partOf": identity, "startIndex": 0}
    yield b'],\n"first":' + msgspec.json.encode(first)[:-1] + b',"items":['
    articles = {stored.record.id: stored for stored in bundle.articles}
    for number, annotation in enumerate(bundle.annotations):
        item = _annotation(annotation, articles.get(annotation.article))
        yield (b",\n" if number else b"\n") + msgspec.json.encode(item)
    yield b"]}}\n"


def source_of(stored: StoredArticle | None, article: str) -> str:
    """The article's address, or a name of ours where it has none."""
    url = None if stored is None else stored.record.source.url
    if url is not None and _HTTP.match(url) and is_iri(url):
        return url
    return f"{TERMS}article:{article}"


def _annotation(annotation: Annotation, stored: StoredArticle | None) -> dict[str, Any]:
    targets = [
        {
            "type": "SpecificResource",
            "source": source_of(stored, annotation.article),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": span.exact,
                    "prefix": span.prefix,
                    "suffix": span.suffix,
                },
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            ],
        }
        for span in annotation.spans
    ]
    item: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(annotation.kind, "classifying"),
        "created": annotation.created,
        "modified": annotation.modified,
        "creator": {"type": "Person", "nickname": annotation.creator},
        "body": list(_bodies(annotation)),
        "target": targets[0] if len(targets) == 1 else targets,
        RECORD: annotation_line(annotation),
    }
    if annotation.origin.by != "person":
        item["generator"] = {
            "id": TERMS + "suggester",
            "type": "Software",
            "name": annotation.origin.by,
        }
    return item


def _bodies(annotation: Annotation) -> Iterator[dict[str, Any]]:
    yield {"type": "TextualBody", "purpose": "classifying", "value": annotation.kind}
    for code in (*annotation.codes, *annotation.tags):
        yield {"type": "TextualBody", "purpose": "tagging", "value": code}
    told = [f"{name}: {_told(value)}" for name, value in annotation.attributes.items() if value]
    if told:
        yield {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": "\n".join(told),
        }
    if annotation.note:
        yield {
            "type": "TextualBody",
            "purpose": "commenting",
            "format": "text/plain",
            "value": annotation.note,
        }
    for link in annotation.links:
        source = f"urn:uuid:{link.to}"
        yield {"type": "SpecificResource", "purpose": "linking", "source": source}


def _told(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
