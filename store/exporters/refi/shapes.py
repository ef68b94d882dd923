"""What both ways of a REFI-QDA project share: names, GUIDs, and what it shows of an annotation."""

from __future__ import annotations

from collections.abc import Container, Sequence

from store.exporters.assembly import Shown
from store.exporters.base import StoredArticle
from store.exporters.foreign import foreign_id
from store.exporters.labels import label_of
from store.exporters.markup import xml_safe
from store.model import Annotation, Block, BlockKind

PROJECT = "urn:QDA-XML:project:1.0"
QDE = "project.qde"
RECORD = "Postil record"
"""The text variable that holds our records: one line each, of the library, of an article and of
its annotations."""


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


def shown(annotation: Annotation, held: Container[str]) -> Shown:
    """What a project shows of an annotation; *held* are the ids of all that are in it."""
    return Shown(
        spans=tuple((span.start, span.end) for span in annotation.spans),
        label=label_of(annotation),
        codes=tuple(sorted(dict.fromkeys(annotation.codes))),
        note=xml_safe(annotation.note),
        links=tuple(
            sorted((xml_safe(one.type), one.to) for one in annotation.links if one.to in held)
        ),
    )
