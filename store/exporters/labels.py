"""One word for what an annotation is, as programs for labelling have it, and back.

Entities go by their type in the words of CoNLL-2003 and OntoNotes (PERSON, ORG, LOC, DATE…), other
annotations by their kind. A word that means none of these becomes a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.model import Annotation, AttributeValue

PASSAGE = "passage"
"""The kind of what another program only coded."""

TYPE_LABELS = {
    "person": "PERSON",
    "organization": "ORG",
    "place": "LOC",
    "date": "DATE",
    "law": "LAW",
    "event": "EVENT",
    "other": "MISC",
}
"""The label of each type of entity."""
_TYPES = {
    **{label: kind for kind, label in TYPE_LABELS.items()},
    **dict.fromkeys(("PER", "PERS", "PEOPLE"), "person"),
    **dict.fromkeys(("ORGANIZATION", "ORGANISATION", "COMPANY"), "organization"),
    **dict.fromkeys(("GPE", "LOCATION", "PLACE", "FAC", "FACILITY", "COUNTRY", "CITY"), "place"),
    **dict.fromkeys(("TIME", "DATETIME"), "date"),
    **dict.fromkeys(("EVT",), "event"),
    **dict.fromkeys(("OTH", "OTHER", "MISCELLANEOUS"), "other"),
}
_KINDS = {
    **dict.fromkeys(("QUOTE", "QUOTATION"), "quote"),
    **dict.fromkeys(("CLAIM",), "claim"),
    **dict.fromkeys(("ENTITY", "NAMEDENTITY", "NAMED_ENTITY"), "entity"),
}
_OWN_KINDS = ("quote", "claim", "entity")
_NO_TOKEN = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says of an annotation."""

    kind: str
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


def label_of(annotation: Annotation) -> str:
    """The label of *annotation*'s kind: one word of letters, digits, `_`, `.` and `-`."""
    if annotation.kind != "entity":
        return kind_label(annotation.kind)
    return TYPE_LABELS.get(str(annotation.attributes.get("type")), "ENTITY")


def tag_of(annotation: Annotation) -> str:
    """The label of *annotation* where a format has but one: of what was only coded, the code."""
    if annotation.kind == PASSAGE and annotation.codes:
        return " ".join(annotation.codes[0].split()) or PASSAGE
    return label_of(annotation)


def kind_label(kind: str) -> str:
    """The label of a kind."""
    return kind.upper() if kind in _OWN_KINDS else token(kind)


def word_for(label: str) -> str:
    """A label of ours as a reader calls it: `place` for LOC, `quote` for QUOTE."""
    types = {known: kind for kind, known in TYPE_LABELS.items()}
    return types.get(label) or next((k for k in _OWN_KINDS if k.upper() == label), label)


def token(words: str) -> str:
    """*words* as one word that every format takes."""
    return _NO_TOKEN.sub("_", words).strip("_") or "unnamed"


def meaning_of(label: str, kinds: Iterable[str] = ()) -> Meaning:
    """What *label* means; *kinds* are those of the codebook that the file came with."""
    label = " ".join(label.split())
    for kind in kinds:
        if label in (kind_label(kind), kind):
            return Meaning(kind)
    word = label.upper().replace("-", "_")
    if word in _KINDS:
        return Meaning(_KINDS[word])
    if word in _TYPES:
        return Meaning("entity", {"type": _TYPES[word]})
    return Meaning(PASSAGE, codes=(label,) if label and label.lower() != PASSAGE else ())
