"""doccano's JSON Lines (doccano.github.io/doccano/tutorial): a text a line, labels by offsets.

Offsets count code points, the end exclusive. With links in it the shape is that for relation
extraction (`entities` and `relations`), else that for sequence labelling (`label`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from store.errors import FormatError
from store.exporters.assembly import Assembly, Placed, Shown
from store.exporters.base import Bundle, Format, Loaded, Loss
from store.exporters.foreign import foreign_id
from store.exporters.labels import tag_of
from store.exporters.rows import list_of, number_of, object_of, rows, words_of
from store.exporters.views import by_article, held, left_behind
from store.model import Annotation


def write(bundle: Bundle) -> Iterator[bytes]:
    """A line an article; a stretch of an annotation is a label."""
    related = _has_links(bundle)
    here = by_article(bundle)
    at = 0
    for number, stored in enumerate(bundle.articles, 1):
        own = here[stored.record.id]
        meta = {"title": stored.record.title, "article": stored.record.id}
        row: dict[str, Any] = {"id": number, "text": stored.text, "meta": meta}
        if related:
            row |= _related(own, at)
            at += sum(len(one.spans) for one in own) + len(row["relations"])
        else:
            row["label"] = sorted(
                [span.start, span.end, tag_of(one)] for one in own for span in one.spans
            )
        yield msgspec.json.encode(row) + b"\n"


def _has_links(bundle: Bundle) -> bool:
    homes = {one.id: one.article for one in bundle.annotations}
    return any(
        homes.get(link.to) == one.article for one in bundle.annotations for link in one.links
    )


def _related(own: list[Annotation], at: int) -> dict[str, Any]:
    """Labels and relations, numbered from *at* on, for doccano wants numbers that are unique."""
    entities, first = [], {}
    for one in own:
        first[one.id] = at
        for span in one.spans:
            entities.append(
                {
                    "id": at,
                    "start_offset": span.start,
                    "end_offset": span.end,
                    "label": tag_of(one),
                }
            )
            at += 1
    pairs = [(one.id, link.to, link.type) for one in own for link in one.links if link.to in first]
    relations = [
        {"id": at + nth, "from_id": first[start], "to_id": first[end], "type": kind}
        for nth, (start, end, kind) in enumerate(pairs)
    ]
    return {"entities": entities, "relations": relations}


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All but texts, titles, stretches, labels and links."""
    return left_behind(bundle, {"links", "overlaps", "titles"})


@dataclass(slots=True)
class Entity:
    """A label of a row."""

    key: str
    span: tuple[int, int]
    label: str
    links: list[tuple[str, str]] = field(default_factory=list)


def read(raw: bytes, name: str) -> Loaded:
    """The rows in *raw*. Raises FormatError for what is no JSON, and where no row has a text."""
    into = Assembly(name)
    texts = 0
    for where, row in rows(raw, name):
        text = row.get("text", row.get("data"))
        if not isinstance(text, str):
            into.remark(where, "it was left out: it has no text")
            continue
        texts += 1
        title = words_of(object_of(row.get("meta")).get("title")) or None
        placed = into.article(text, where, name=f"row-{texts}.txt", title=title)
        if placed is not None:
            _row(row, placed, len(text), into, where)
    if not texts:
        raise FormatError(f'{name}: no row has a "text", so it is no doccano file.')
    return into.loaded()


def _row(row: dict[str, Any], placed: Placed, length: int, into: Assembly, where: str) -> None:
    entities: dict[str, Entity] = {}
    known: dict[tuple[tuple[int, int], str], str] = {}
    same: dict[str, str] = {}
    for nth, one in enumerate(_labels(row)):
        if isinstance(one, str):
            into.whole(placed, length, one, where, seed=f"doccano\x1fwhole {one}")
            continue
        entity = _entity(one, nth)
        if entity is None:
            into.remark(where, "a label without ends was left out")
            continue
        kept = known.setdefault((entity.span, entity.label), entity.key)
        same[entity.key] = kept
        if kept == entity.key:
            entities[entity.key] = entity
        else:
            into.remark(where, f"'{entity.label}' is there twice at {entity.span[0]}: taken once")
    ids = {key: foreign_id(f"doccano\x1f{key}", placed.id) for key in entities}
    for relation in map(object_of, list_of(row.get("relations"))):
        start = same.get(str(relation.get("from_id")))
        end = same.get(str(relation.get("to_id")))
        if start is not None and end is not None:
            kind = words_of(relation.get("type")) or "mentions"
            entities[start].links.append((kind, ids[end]))
        else:
            into.remark(where, "a relation was left out: it joins no two labels")
    for key, entity in entities.items():
        into.annotate(
            placed,
            Shown(spans=(entity.span,), label=entity.label, links=tuple(entity.links)),
            where,
            seed=f"doccano\x1f{key}",
        )


def _labels(row: dict[str, Any]) -> list[Any]:
    """All labels of a row, of stretches and of the whole text, in whatever field they are."""
    found: list[Any] = []
    for name in ("label", "labels", "entities"):
        value = row.get(name)
        found += [value] if isinstance(value, str) and value else list_of(value)
    return found


def _entity(one: Any, nth: int) -> Entity | None:
    """A label as [start, end, label] or as an object, with the ends in order."""
    match one:
        case [start, end, str(label), *_]:
            key = f"label {nth}"
        case {"start_offset": start, "end_offset": end, "label": str(label)}:
            key = str(one.get("id", f"label {nth}"))
        case _:
            return None
    ends = number_of(start), number_of(end)
    if ends[0] is None or ends[1] is None or not 0 <= ends[0] < ends[1]:
        return None
    return Entity(key, (ends[0], ends[1]), label)


FORMAT = Format(
    name="doccano",
    title="doccano JSON Lines, labels by offsets",
    suffix=".doccano.jsonl",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=partial(held, overlaps=True),
)
