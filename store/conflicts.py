"""One annotation changed in two windows at once: its two versions, and in what they differ.

Both are stored, mine beside theirs and linked to it, so that nothing is lost while nobody chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from store.model import Annotation, Link, Span, new_id, now

_SAME, _WHY = "same-as", "changed in two windows"
_FIELDS = ("kind", "spans", "codes", "note", "tags")


class Clash(NamedTuple):
    """Two versions, both stored, and the fields in which they differ."""

    theirs: Annotation
    mine: Annotation
    fields: tuple[str, ...]


class Edited(NamedTuple):
    """What became of an edit: the annotation as it is now, and how it clashes with what another
    changed meanwhile, where it does.
    """

    annotation: Annotation
    clash: Clash | None = None


def changed_twice(seen: Annotation, held: Annotation, changes: Mapping[str, Any]) -> list[str]:
    """The fields and attributes of *changes* that differ between what was *seen* and what is
    *held* now, and are not the very same change.
    """
    attributes = changes.get("attributes", {})
    found = [
        name
        for name, value in attributes.items()
        if held.attributes.get(name) not in (seen.attributes.get(name), value)
    ]
    for name, value in changes.items():
        if name == "attributes":
            continue
        old, new = _plain(name, getattr(seen, name)), _plain(name, getattr(held, name))
        wanted = _plain(name, value)
        if new not in (old, wanted):
            found.append(name)
    return found


def over(seen: Annotation, held: Annotation, changes: Mapping[str, Any]) -> dict[str, Any]:
    """*changes* of what was *seen* as such of what is *held*, which may be of another kind now."""
    if held.kind == seen.kind or "kind" in changes or "attributes" not in changes:
        return dict(changes)
    attributes = {**seen.attributes, **changes["attributes"]}
    return {**changes, "kind": seen.kind, "attributes": attributes}


def beside(theirs: Annotation, mine: Annotation) -> Clash:
    """*mine*, a version of *theirs*, as an annotation of its own beside it."""
    fields = differing(theirs, mine)
    link = Link(type=_SAME, to=theirs.id, note=f"{_WHY}: {', '.join(fields)}")
    apart = msgspec.structs.replace(mine, id=new_id(), links=(link,), created=now(), revision=1)
    return Clash(theirs, apart, fields)


def version_of(mine: Annotation) -> str | None:
    """The id of the annotation that *mine* was put beside; None where it was not."""
    links = (link for link in mine.links if link.type == _SAME)
    return next((link.to for link in links if (link.note or "").startswith(_WHY)), None)


def differing(theirs: Annotation, mine: Annotation) -> tuple[str, ...]:
    """The fields and attributes in which two versions differ."""
    found = [name for name in _FIELDS if getattr(theirs, name) != getattr(mine, name)]
    names = dict.fromkeys([*theirs.attributes, *mine.attributes])
    return (*found, *(n for n in names if theirs.attributes.get(n) != mine.attributes.get(n)))


def fields_of(mine: Annotation, theirs: Annotation) -> dict[str, Any]:
    """The changes that make *theirs* say what *mine* says."""
    gone = {name: None for name in theirs.attributes if name not in mine.attributes}
    return {
        "kind": mine.kind,
        "spans": [(span.start, span.end) for span in mine.spans],
        "attributes": gone | mine.attributes,
        "codes": list(mine.codes),
        "note": mine.note,
        "tags": list(mine.tags),
    }


def _plain(name: str, value: Any) -> Any:
    if name == "spans":
        return [(s.start, s.end) if isinstance(s, Span) else tuple(s) for s in value]
    if name == "note":
        return value.rstrip()
    return list(value) if name in ("codes", "tags") else value
