"""What both ways of a REFI-QDA project share: names, GUIDs, and what it shows of an annotation."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from store.defaults import DEFAULT_CODEBOOK
from store.exporters.assembly import Shown
from store.exporters.base import StoredArticle
from store.exporters.foreign import foreign_id
from store.exporters.labels import PASSAGE, label_of
from store.exporters.markup import xml_safe
from store.model import Annotation, AttributeValue, Block, BlockKind

_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
PROJECT = "urn:QDA-XML:project:1.0"
QDE = "project.qde"
RECORD = "Postil record"
"""The text variable that holds our records: one line each, of the library, of an article and of
its annotations."""


FACTS = ("Author", "Byline", "Date", "Number", "Site", "URL")
"""Text variables of sources, for people."""


def is_fact(identity: str) -> bool:
    """Whether a GUID is that of one of our variables for people."""
    return any(identity == guid("variable", name) for name in FACTS)


def guid(*parts: str) -> str:
    """A GUID for what has none of its own."""
    return foreign_id("qda", *parts)


def selection_guid(annotation: Annotation, nth: int) -> str:
    """The GUID of an annotation's *nth* stretch, from 0: a selection of REFI-QDA has but one."""
    return annotation.id if nth == 0 else guid("stretch", annotation.id, str(nth))


def article_guid(article: str) -> str:
    """The GUID of an article's source."""
    return guid("article", article)


def comment_guid(article: str, block: str) -> str:
    """The GUID of a comment's source."""
    return guid("comment", article, block)


def comment_name(title: str) -> str:
    """How the name of a comment's source begins, in an article of this *title*."""
    return " ".join(xml_safe(f"{title}: comment").split())


def comments_of(stored: StoredArticle) -> tuple[Block, ...]:
    """The comments of an article that have words."""
    return tuple(
        block
        for block in stored.blocks
        if block.kind is BlockKind.COMMENT and stored.text[block.start : block.end].strip()
    )


def home_of(annotation: Annotation, comments: Sequence[Block]) -> Block | None:
    """The comment that holds all of an annotation, or None for the article's own source."""
    for block in comments:
        if block.start <= annotation.start and annotation.end <= block.end:
            return block
    return None


def described(annotation: Annotation) -> str:
    """Its attributes in words, for a selection's description: a line each."""
    lines = []
    for name, value in annotation.attributes.items():
        words = "; ".join(value) if isinstance(value, list) else str(value)
        if words.strip() and value is not None:
            lines.append(f"{name}: {' '.join(words.split())}")
    return xml_safe("\n".join(lines))


def attributes_in(words: str, kind: str) -> dict[str, AttributeValue] | None:
    """The attributes that a description says in the way of `described`; None where it is a
    description of another's.
    """
    known = next((one.attributes for one in DEFAULT_CODEBOOK.kinds if one.name == kind), ())
    types = {attribute.name: attribute.type for attribute in known}
    found: dict[str, AttributeValue] = {}
    for line in words.splitlines():
        name, colon, value = line.partition(": ")
        if not colon or name not in types:
            return None
        match types[name]:
            case "list":
                found[name] = value.split("; ")
            case "number":
                if not _NUMBER.fullmatch(value):
                    return None
                found[name] = float(value)
            case _:
                found[name] = value
    return found


def shown_label(annotation: Annotation) -> str:
    """Its kind's or type's label; empty for what was only coded, which its codes say."""
    only_coded = annotation.kind == PASSAGE and annotation.codes
    return "" if only_coded else label_of(annotation)


def shown(annotation: Annotation, held: Container[str]) -> Shown:
    """What a project shows of an annotation; *held* are the ids of all that are in it."""
    links = {
        (" ".join(xml_safe(one.type).split()), one.to) for one in annotation.links if one.to in held
    }
    return Shown(
        spans=tuple((span.start, span.end) for span in annotation.spans),
        label=shown_label(annotation),
        codes=tuple(sorted(dict.fromkeys(annotation.codes))),
        note=xml_safe(annotation.note),
        links=tuple(sorted(links)),
    )
