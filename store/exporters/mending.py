"""Our record of an annotation with what another program changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.model import Annotation, Link

if TYPE_CHECKING:
    from store.exporters.assembly import Shown


def mended(record: Annotation, made: Annotation, seen: Shown, fields: set[str]) -> Annotation:
    """Our *record* with those *fields* that the file shows otherwise, as they are in *made*."""
    changes: dict[str, object] = {"article": made.article}
    if "spans" in fields:
        changes["spans"] = made.spans
    if "label" in fields:
        kept = record.attributes if made.kind == record.kind else {}
        changes |= {"kind": made.kind, "attributes": {**kept, **made.attributes}}
        changes["codes"] = tuple(dict.fromkeys((*record.codes, *made.codes)))
    if "codes" in fields and seen.codes is not None:
        changes["codes"] = made.codes
    if "note" in fields and seen.note is not None:
        changes["note"] = seen.note
    if "links" in fields and seen.links is not None:
        kept_links = {(link.type, link.to): link for link in record.links}
        changes["links"] = tuple(
            kept_links.get(pair) or Link(type=pair[0], to=pair[1]) for pair in seen.links
        )
    return record.revised(**changes)


def clean_names(given: Iterable[str]) -> tuple[str, ...]:
    """Codes or tags as they are stored: on one line each, each once, none empty."""
    folded = (" ".join(name.split()) for name in given)
    return tuple(dict.fromkeys(name for name in folded if name))
