"""JSON Lines of annotations: one a line, with the title of its article; for scripts."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from store.exporters.base import Bundle, Format, Loss


def write(bundle: Bundle) -> Iterator[bytes]:
    """One JSON object a line: an annotation's fields and `article_title`."""
    titles = {stored.record.id: stored.record.title for stored in bundle.articles}
    for annotation in bundle.annotations:
        row = msgspec.to_builtins(annotation)
        yield msgspec.json.encode(row | {"article_title": titles.get(annotation.article)}) + b"\n"


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """The articles' texts and sources, and the codebook, stay behind."""
    left = (("the articles' texts, blocks and sources", len(bundle.articles)), ("the codebook", 1))
    return tuple(Loss(field=field, records=count) for field, count in left if count)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines, one annotation a line",
    suffix=".jsonl",
    lossless=False,
    write=write,
    losses=losses,
)
