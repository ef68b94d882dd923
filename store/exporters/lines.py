"""JSON Lines of annotations: one a line, with the title of its article; for scripts."""

from __future__ import annotations

import msgspec

from store.exporters.base import Bundle, Format


def dump(bundle: Bundle) -> bytes:
    """One JSON object a line: an annotation's fields and `article_title`."""
    titles = {stored.record.id: stored.record.title for stored in bundle.articles}
    rows = (
        msgspec.to_builtins(annotation) | {"article_title": titles.get(annotation.article)}
        for annotation in bundle.annotations
    )
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines, one annotation a line",
    suffix=".jsonl",
    lossless=False,
    dump=dump,
)
