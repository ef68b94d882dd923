"""A reader's comment as a page's tree holds it, and the mark on the element of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from store.importers.drafts import Draft

WORDS = "{urn:postil}words"
"""An attribute no HTML can hold: it marks the elements of a comment's words."""


@dataclass(slots=True, eq=False)
class Remark:
    """A reader's comment: its `place` among the page's comments, from 1, and what was read of it.

    `author`, `date` and `number` are as the page prints them.
    """

    place: int
    parent: Remark | None = None
    author: str | None = None
    date: str | None = None
    number: int | None = None
    pingback: bool = False


def is_words(element: _Element) -> bool:
    """Whether *element* holds the words of a comment."""
    return element.get(WORDS) is not None


def sign(written: Mapping[Remark, Draft]) -> None:
    """Give the drafts of comments what was read of them; one without words has no draft."""
    for remark, draft in written.items():
        above = remark.parent
        while above is not None and above not in written:
            above = above.parent
        draft.parent = written[above] if above is not None else None
        draft.author, draft.date = remark.author, remark.date
        draft.number = remark.place if remark.number is None else remark.number
        draft.pingback = remark.pingback
