"""Annotations made and changed, checked against codebook and text; nothing is stored here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from store.codebook import checked_attributes
from store.errors import InvalidChangeError
from store.model import (
    Annotation,
    AttributeValue,
    Block,
    BlockKind,
    Codebook,
    Origin,
    Span,
    new_id,
    now,
)
from store.surrogates import without_surrogates

EDITABLE = frozenset({"kind", "spans", "attributes", "codes", "note", "tags"})


def drafted(
    codebook: Codebook,
    text: str,
    block: Block | None,
    *,
    who: str,
    article: str,
    kind: str,
    spans: Iterable[tuple[int, int]],
    attributes: Mapping[str, AttributeValue] | None = None,
    codes: Iterable[str] = (),
    note: str = "",
    tags: Iterable[str] = (),
    origin: Origin | None = None,
) -> Annotation:
    """An annotation of *article*, whose *text* it marks; *block* is where its first span begins.

    A claim in a comment has the comment's author as claimant. Raises InvalidChangeError.
    """
    given = dict(attributes or {})
    if kind == "claim" and block is not None and block.kind is BlockKind.COMMENT:
        given.setdefault("claimant", block.author)
    moment = now()
    return Annotation(
        id=new_id(),
        article=article,
        kind=kind,
        spans=tuple(Span.of(text, start, end) for start, end in checked_spans(spans)),
        codes=clean_names(codes),
        attributes=without_surrogates(checked_attributes(codebook, kind, given, defaults=True)),
        note=clean_note(note),
        tags=clean_names(tags),
        creator=who,
        created=moment,
        modified=moment,
        origin=origin or Origin(),
    )


def edited(
    codebook: Codebook, text: str, held: Annotation, changes: Mapping[str, Any]
) -> Annotation:
    """*held* with *changes*; *held* itself where nothing differs. Raises InvalidChangeError."""
    for name in changes:
        if name not in EDITABLE:
            raise InvalidChangeError(
                f"'{name}' can't be edited; what can: {', '.join(sorted(EDITABLE))}."
            )
    kind = changes.get("kind", held.kind)
    attributes = _attributes(codebook, held, kind, dict(changes.get("attributes", {})))
    spans = changes.get("spans")
    candidate = msgspec.structs.replace(
        held,
        kind=kind,
        spans=held.spans
        if spans is None
        else tuple(Span.of(text, *s) for s in checked_spans(spans)),
        attributes=without_surrogates(attributes),
        codes=clean_names(changes.get("codes", held.codes)),
        note=clean_note(changes["note"]) if "note" in changes else held.note,
        tags=clean_names(changes.get("tags", held.tags)),
    )
    if candidate == held:
        return held
    return candidate.revised()


def checked_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* in order, each once; raises InvalidChangeError for none, or where two overlap."""
    found = sorted({(start, end) for start, end in spans})
    if not found:
        raise InvalidChangeError("An annotation needs at least one span.")
    for (_, end), (start, _) in itertools.pairwise(found):
        if start < end:
            raise InvalidChangeError("The stretches of one annotation must not overlap.")
    return found


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Codes or tags on one line each, each once, none empty."""
    folded = (" ".join(without_surrogates(name).split()) for name in names)
    return tuple(dict.fromkeys(name for name in folded if name))


def clean_note(note: str) -> str:
    """A note as it was written, without the blanks and blank lines left at its end."""
    return without_surrogates(note).rstrip()  # type: ignore[no-any-return]


def _attributes(
    codebook: Codebook, held: Annotation, kind: str, given: dict[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """*held*'s attributes with those *given*, an empty one taken away.

    What is not given stays as it is, also where the codebook no longer allows it; another kind
    keeps only what it has a place for.
    """
    names = [attribute.name for attribute in codebook.kind(kind).attributes]
    if kind != held.kind:
        kept = {name: value for name, value in held.attributes.items() if name in names}
        return checked_attributes(codebook, kind, kept | given, defaults=True)
    checked = checked_attributes(codebook, kind, given)
    kept = {name: value for name, value in held.attributes.items() if name not in given}
    merged = kept | checked
    return {name: merged[name] for name in dict.fromkeys([*names, *merged]) if name in merged}
