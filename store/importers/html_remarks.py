"""A reader's comment as a page's tree holds it, and the mark on the element of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.importers.drafts import Draft
from store.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

WORDS = "{urn:postil}words"
"""An attribute no HTML can hold: it marks the elements of a comment's words."""


@dataclass(slots=True, eq=False)
class Remark:
    """A reader's comment: its place in the tree, and what was read of its header.

    `ordinal` counts the page's comments, `number` is what the page prints. The four lists are the
    writer's own.
    """

    number: int
    parent: Remark | None = None
    pingback: bool = False
    explicit: bool = True
    author: list[str] = field(default_factory=list)
    full_name: list[str] = field(default_factory=list)
    stamp: list[str] = field(default_factory=list)
    meta: list[str] = field(default_factory=list)
    signed: str | None = None
    printed: str | None = None
    count: int | None = None
    linkback: bool = False


def is_words(element: _Element) -> bool:
    """Whether *element* holds the words of a comment."""
    return element.get(WORDS) is not None


def sign(drafts: list[Draft], remarks: Iterable[Remark]) -> None:
    """Give the drafts of comments what was read of them; one without words has no draft."""
    by_number = {remark.number: remark for remark in remarks}
    written: dict[Remark, Draft] = {}
    for draft in drafts:
        if draft.kind is BlockKind.COMMENT and draft.number is not None:
            written[by_number[draft.number]] = draft
    for remark, draft in written.items():
        above = remark.parent
        while above is not None and above not in written:
            above = above.parent
        draft.parent = written[above] if above is not None else None
        draft.author, draft.date = remark.signed, remark.printed
        draft.number = remark.number if remark.count is None else remark.count
        draft.pingback = remark.linkback
