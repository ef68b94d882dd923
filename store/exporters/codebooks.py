"""Codebooks of imports: what annotations of another program need beside what there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from store.exporters.foreign import codebook_for
from store.model import Annotation, Attribute, AttributeValue, Code, Codebook


def extended(held: Codebook, annotations: Sequence[Annotation], codes: Iterable[Code]) -> Codebook:
    """*held* with the kinds, codes and link types that *annotations* and *codes* need besides."""
    needed = codebook_for(annotations, codes)
    kinds = {kind.name for kind in held.kinds}
    names = {code.name for code in held.codes}
    used = {link.type for annotation in annotations for link in annotation.links}
    wanted = {annotation.kind for annotation in annotations} - kinds
    whole = Codebook(
        kinds=(*held.kinds, *(kind for kind in needed.kinds if kind.name in wanted)),
        codes=(*held.codes, *(code for code in needed.codes if code.name not in names)),
        links=(*held.links, *sorted(used - set(held.links))),
    )
    return _with_attributes(whole, annotations)


def _with_attributes(codebook: Codebook, annotations: Iterable[Annotation]) -> Codebook:
    """*codebook* with the attributes that *annotations* have and their kinds do not know."""
    wanted: dict[str, dict[str, Attribute]] = {}
    for annotation in annotations:
        for name, value in annotation.attributes.items():
            wanted.setdefault(annotation.kind, {}).setdefault(name, _attribute(name, value))
    kinds = []
    for kind in codebook.kinds:
        more = wanted.get(kind.name, {})
        names = {attribute.name for attribute in kind.attributes}
        extra = tuple(more[name] for name in more if name not in names)
        kinds.append(msgspec.structs.replace(kind, attributes=(*kind.attributes, *extra)))
    return msgspec.structs.replace(codebook, kinds=tuple(kinds))


def _attribute(name: str, value: AttributeValue) -> Attribute:
    match value:
        case list():
            return Attribute(name=name, type="list")
        case float():
            return Attribute(name=name, type="number")
        case _:
            return Attribute(name=name)
