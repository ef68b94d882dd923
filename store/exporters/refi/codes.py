"""Kinds and codes as REFI-QDA codes, out and in.

Each kind is a code, an entity's types are codes below it; the researcher's own codes keep their
tree. GUIDs are UUIDv5 of the names, so that they stay the same from export to export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.exporters.foreign import foreign_id
from store.exporters.labels import kind_label, label_of, meaning_of, word_for
from store.exporters.markup import xml_safe
from store.importers.xml import field_of, local
from store.model import Annotation, Code, Codebook

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.exporters.refi.notes import Notes

_COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Node:
    """A code as REFI-QDA has it."""

    guid: str
    name: str
    description: str = ""
    colour: str | None = None
    children: tuple[Node, ...] = ()


@dataclass(slots=True)
class CodesRead:
    """The codes of a file: what each GUID means, as a label or a code's name."""

    labels: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def code_guid(name: str) -> str:
    """The GUID of a code of the researcher's own."""
    return foreign_id("qda", "code", name)


def label_guid(label: str) -> str:
    """The GUID of the code that stands for a kind or a type."""
    return foreign_id("qda", "kind", label)


def nodes_of(codebook: Codebook, annotations: Iterable[Annotation] = ()) -> tuple[Node, ...]:
    """The code tree: kinds first, then the codes, also those that only annotations name."""
    labels = dict.fromkeys(kind_label(kind.name) for kind in codebook.kinds)
    own = {code.name: code for code in codebook.codes}
    types: dict[str, None] = {}
    for annotation in annotations:
        label = label_of(annotation)
        if annotation.kind == "entity" and label != "ENTITY":
            types[label] = None
        else:
            labels[label] = None
        for name in annotation.codes:
            own.setdefault(name, Code(name=name))
    if types:
        labels["ENTITY"] = None
    kinds = tuple(
        Node(
            guid=label_guid(label),
            name=word_for(label),
            children=tuple(
                Node(guid=label_guid(one), name=word_for(one))
                for one in (sorted(types) if label == "ENTITY" else ())
            ),
        )
        for label in labels
    )
    return (*kinds, *_tree(own))


def _tree(codes: dict[str, Code]) -> tuple[Node, ...]:
    below: dict[str | None, list[Code]] = {}
    for code in codes.values():
        parent = code.parent if code.parent in codes and not _circles(code, codes) else None
        below.setdefault(parent, []).append(code)

    def node(code: Code) -> Node:
        return Node(
            guid=code_guid(code.name),
            name=xml_safe(code.name),
            description=xml_safe(code.description),
            colour=code.colour if _COLOUR.fullmatch(code.colour or "") else None,
            children=tuple(map(node, below.get(code.name, ()))),
        )

    return tuple(map(node, below.get(None, ())))


def _circles(code: Code, codes: dict[str, Code]) -> bool:
    """Whether going up from *code* never ends, or goes up too far for any program."""
    seen = 0
    parent = code.parent
    while parent in codes:
        seen += 1
        if parent == code.name or seen > _DEEPEST:
            return True
        parent = codes[parent].parent
    return False


def put_codes(parent: _Element, nodes: Iterable[Node], space: str) -> None:
    """Write `Codes` into *parent*."""
    from lxml import etree

    codes = etree.SubElement(parent, f"{{{space}}}Codes")
    waiting = [(codes, node) for node in nodes]
    while waiting:
        above, node = waiting.pop(0)
        element = etree.SubElement(above, f"{{{space}}}Code")
        element.set("guid", node.guid)
        element.set("name", node.name)
        element.set("isCodable", "true")
        if node.colour:
            element.set("color", node.colour)
        if node.description:
            etree.SubElement(element, f"{{{space}}}Description").text = node.description
        waiting += [(element, child) for child in node.children]


def read_codes(
    codes: _Element | None, known: Codebook | None, notes: Notes | None = None
) -> CodesRead:
    """The codes below a `Codes` element; *known* is the codebook of our record, if there is one,
    *notes* what codes refer to.
    """
    read = CodesRead()
    there = {plain_guid(element.get("guid")) for element, _ in _walk(codes)}
    ours = {code_guid(code.name): code for code in known.codes} if known else {}
    used = {code.name for code in ours.values()}
    renamed = {_name(code.name): code.name for guid, code in ours.items() if guid not in there}
    labels = {word_for(label).lower(): label for label in _labels(known)}
    for element, parent in _walk(codes):
        guid = plain_guid(element.get("guid"))
        name = " ".join((element.get("name") or "").split())
        if guid in ours or name in renamed:
            read.names[guid] = ours[guid].name if guid in ours else renamed[name]
            continue
        if not name:
            read.remarks.append("a code without a name was left out")
            continue
        label = next((one for one in labels.values() if label_guid(one) == guid), None)
        label = label or labels.get(name.lower())
        if label is None and not meaning_of(name).codes:
            label = name
        if label is not None:
            read.labels[guid] = label
            continue
        above = read.names.get(parent or "")
        unique = name if name not in used else f"{above or 'other'}::{name}"
        while unique in used:
            unique += "'"
        used.add(unique)
        read.names[guid] = unique
        read.codes.append(
            Code(
                name=unique,
                parent=above,
                description=_described(element, notes),
                colour=element.get("color"),
            )
        )
    return read


def _labels(known: Codebook | None) -> Iterator[str]:
    yield from ("QUOTE", "CLAIM", "ENTITY", "PERSON", "ORG", "LOC", "DATE", "LAW", "EVENT", "MISC")
    if known is not None:
        yield from (kind_label(kind.name) for kind in known.kinds)


def _walk(codes: _Element | None) -> Iterator[tuple[_Element, str | None]]:
    waiting: list[tuple[_Element, str | None]] = []
    if codes is not None:
        waiting = [(element, None) for element in codes if local(element) == "Code"]
    while waiting:
        element, parent = waiting.pop(0)
        yield element, parent
        own = plain_guid(element.get("guid"))
        waiting += [(child, own) for child in element if local(child) == "Code"]


def _described(element: _Element, notes: Notes | None) -> str:
    words = field_of(element, "Description") or (element.get("description") or "").strip()
    return notes.of(element, words) if notes is not None else words


def _name(name: str) -> str:
    """A code's name as it comes back from a file."""
    return " ".join(xml_safe(name).split())


def plain_guid(guid: str | None) -> str:
    """A GUID as ours are: in lower case, without braces or blanks."""
    return "".join((guid or "").split()).strip("{}").lower()
