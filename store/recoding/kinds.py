"""Kinds, their attributes and link types added, changed, merged and removed."""

from __future__ import annotations

from msgspec.structs import replace

from store.defaults import DEFAULT_CODEBOOK
from store.errors import InvalidChangeError
from store.model import Annotation, Attribute, Codebook, Kind
from store.recoding.base import Recoding, clean
from store.recoding.checks import BUILT_IN
from store.wording import an


def add_kind(kind: Kind) -> Recoding:
    """One more kind."""
    kind = replace(kind, name=clean(kind.name, "kind"))
    return Recoding(f"add kind {kind.name}", lambda book: replace(book, kinds=(*book.kinds, kind)))


def change_kind(name: str, kind: Kind) -> Recoding:
    """The kind called *name* becomes *kind*; annotations follow its name."""
    kind = replace(kind, name=clean(kind.name, "kind"))

    def change(book: Codebook) -> Codebook:
        book.kind(name)
        if kind.name != name:
            if name in BUILT_IN:
                raise InvalidChangeError(f"The kind '{name}' is built in and keeps its name.")
            if any(other.name == kind.name for other in book.kinds):
                raise InvalidChangeError(f"There is a kind '{kind.name}' already.")
        return replace(
            book, kinds=tuple(kind if other.name == name else other for other in book.kinds)
        )

    if kind.name == name:
        return Recoding(f"change kind {name}", change)

    def follow(annotation: Annotation) -> Annotation:
        return annotation if annotation.kind != name else replace(annotation, kind=kind.name)

    return Recoding(f"rename kind {name} to {kind.name}", change, follow)


def merge_kinds(name: str, into: str) -> Recoding:
    """Annotations of the kind become *into*, which gets the attributes that only it had."""

    def change(book: Codebook) -> Codebook:
        held, target = book.kind(name), book.kind(into)
        if name in BUILT_IN or name == into:
            raise InvalidChangeError(f"The kind '{name}' can't be merged into '{into}'.")
        known = {attribute.name for attribute in target.attributes}
        more = tuple(a for a in held.attributes if a.name not in known)
        joined = replace(target, attributes=(*target.attributes, *more))
        kinds = (joined if kind is target else kind for kind in book.kinds if kind is not held)
        return replace(book, kinds=tuple(kinds))

    def follow(annotation: Annotation) -> Annotation:
        return annotation if annotation.kind != name else replace(annotation, kind=into)

    return Recoding(f"merge kind {name} into {into}", change, follow)


def remove_kind(name: str) -> Recoding:
    """The kind goes; only one without annotations may."""

    def change(book: Codebook) -> Codebook:
        if name in BUILT_IN:
            raise InvalidChangeError(f"The kind '{name}' is built in and can't be removed.")
        book.kind(name)
        return replace(book, kinds=tuple(kind for kind in book.kinds if kind.name != name))

    def follow(annotation: Annotation) -> Annotation:
        if annotation.kind == name:
            raise InvalidChangeError(
                f"There are annotations of the kind '{name}'. Merge it into another kind."
            )
        return annotation

    return Recoding(f"remove kind {name}", change, follow)


def put_attribute(kind: str, name: str | None, attribute: Attribute) -> Recoding:
    """The kind's attribute called *name* becomes *attribute*, or with None it is one more."""
    attribute = replace(attribute, name=clean(attribute.name, "attribute"))

    def change(book: Codebook) -> Codebook:
        held = book.kind(kind)
        known = [other.name for other in held.attributes]
        if name is not None and name not in known:
            raise InvalidChangeError(f"{an(kind, begins=True)} has no attribute '{name}' any more.")
        if name is None:
            attributes = (*held.attributes, attribute)
        else:
            attributes = tuple(attribute if a.name == name else a for a in held.attributes)
        return _with_kind(book, replace(held, attributes=attributes))

    if name is None or name == attribute.name:
        word = "add" if name is None else "change"
        return Recoding(f"{word} attribute {attribute.name}", change)

    def follow(annotation: Annotation) -> Annotation:
        if annotation.kind != kind or name not in annotation.attributes:
            return annotation
        values = {
            attribute.name if key == name else key: value
            for key, value in annotation.attributes.items()
        }
        return replace(annotation, attributes=values)

    return Recoding(f"rename attribute {name} to {attribute.name}", change, follow)


def remove_attribute(kind: str, name: str) -> Recoding:
    """The attribute goes, also from annotations."""

    def change(book: Codebook) -> Codebook:
        held = book.kind(kind)
        kept = tuple(a for a in held.attributes if a.name != name)
        return _with_kind(book, replace(held, attributes=kept))

    def follow(annotation: Annotation) -> Annotation:
        if annotation.kind != kind or name not in annotation.attributes:
            return annotation
        kept = {key: value for key, value in annotation.attributes.items() if key != name}
        return replace(annotation, attributes=kept)

    return Recoding(f"remove attribute {name}", change, follow)


def add_link(name: str) -> Recoding:
    """One more type of link."""
    name = clean(name, "link type")
    return Recoding(f"add link type {name}", lambda book: replace(book, links=(*book.links, name)))


def rename_link(name: str, new: str | None) -> Recoding:
    """The link type gets another name, also in annotations; with None it goes, with its links."""
    new = None if new is None else clean(new, "link type")

    def change(book: Codebook) -> Codebook:
        if name in DEFAULT_CODEBOOK.links:
            raise InvalidChangeError(f"The link type '{name}' is built in and stays.")
        links = (new if link == name else link for link in book.links)
        return replace(book, links=tuple(link for link in links if link is not None))

    def follow(annotation: Annotation) -> Annotation:
        if all(link.type != name for link in annotation.links):
            return annotation
        if new is None:
            links = tuple(link for link in annotation.links if link.type != name)
        else:
            links = tuple(
                replace(link, type=new) if link.type == name else link for link in annotation.links
            )
        return replace(annotation, links=links)

    action = f"rename link type {name} to {new}" if new else f"remove link type {name}"
    return Recoding(action, change, follow)


def _with_kind(book: Codebook, kind: Kind) -> Codebook:
    return replace(book, kinds=tuple(kind if k.name == kind.name else k for k in book.kinds))
