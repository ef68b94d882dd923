"""CSV for spreadsheets: one row an annotation. A view: it is not read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from store.exporters.base import Bundle, Format, Loss, holds_annotated
from store.model import Annotation

_COLUMNS = (
    "id",
    "article",
    "title",
    "site",
    "date",
    "kind",
    "exact",
    "start",
    "end",
    "speaker",
    "role",
    "name",
    "type",
    "claimant",
    "status",
    "other attributes",
    "codes",
    "tags",
    "note",
    "links",
    "creator",
    "created",
    "modified",
    "origin",
)
_OWN = ("speaker", "role", "name", "type", "claimant", "status")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may run when a cell begins with it (OWASP, CSV injection)."""


def write(bundle: Bundle) -> Iterator[bytes]:
    """The rows, the names of the columns first; UTF-8 with the mark that spreadsheets look for."""
    articles = {stored.record.id: stored.record for stored in bundle.articles}
    yield b"\xef\xbb\xbf" + _row(_COLUMNS)
    for annotation in bundle.annotations:
        record = articles.get(annotation.article)
        cells = {name: _told(annotation.attributes.get(name)) for name in _OWN} | {
            "id": annotation.id,
            "article": annotation.article,
            "title": "" if record is None else record.title,
            "site": "" if record is None else record.site or "",
            "date": "" if record is None else record.dated or "",
            "kind": annotation.kind,
            "exact": annotation.exact,
            "start": str(annotation.start),
            "end": str(annotation.end),
            "other attributes": _others(annotation),
            "codes": "; ".join(annotation.codes),
            "tags": "; ".join(annotation.tags),
            "note": annotation.note,
            "links": "; ".join(f"{link.type} {link.to}" for link in annotation.links),
            "creator": annotation.creator,
            "created": annotation.created,
            "modified": annotation.modified,
            "origin": annotation.origin.by,
        }
        yield _row([_defused(cells[name]) for name in _COLUMNS])


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """What a flat table has no cell for."""
    several = sum(len(annotation.spans) > 1 for annotation in bundle.annotations)
    notes = sum(any(link.note for link in a.links) for a in bundle.annotations)
    found = (
        ("the articles' texts, blocks and sources", len(bundle.articles)),
        ("the offsets of second and further stretches", several),
        ("the notes of links", notes),
        ("the codebook's tree, descriptions and colours", len(bundle.codebook.codes)),
    )
    return tuple(Loss(field=field, records=count) for field, count in found if count)


def _others(annotation: Annotation) -> str:
    rest = {name: value for name, value in annotation.attributes.items() if name not in _OWN}
    return "; ".join(f"{name}={_told(value)}" for name, value in rest.items() if _told(value))


def _told(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(cells: tuple[str, ...] | list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()


FORMAT = Format(
    name="csv",
    title="CSV, one annotation a row, for spreadsheets",
    suffix=".csv",
    lossless=False,
    write=write,
    losses=losses,
    holds=holds_annotated,
)
