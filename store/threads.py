"""How the comments of an article answer each other: the one walk over them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from store.model import Block, BlockKind


class Place(NamedTuple):
    """Where a comment stands: how many it answers, all the way up, and the one right above it;
    whether it lies below a comment that is closed.
    """

    depth: int
    parent: Block | None
    hidden: bool


class Walk:
    """Goes over the comments in the order of the text, so that whoever draws the first of half a
    million need not wait for the last. One that answers a later comment, or none that there is,
    begins a thread.
    """

    def __init__(self, closed: Set[str] = frozenset()) -> None:
        """At the beginning; *closed* are the ids of comments whose answers are hidden."""
        self._closed = closed
        self._taken: dict[str, tuple[Block, int]] = {}
        self._hiding: set[str] = set()

    def take(self, comment: Block) -> Place:
        """Where *comment* stands, which is the next one."""
        parent, depth = self._taken.get(comment.parent or "", (None, -1))
        self._taken[comment.id] = comment, depth + 1
        hidden = parent is not None and parent.id in self._hiding
        if hidden or comment.id in self._closed:
            self._hiding.add(comment.id)
        return Place(depth + 1, parent, hidden)


def comments(blocks: Iterable[Block]) -> list[Block]:
    """The comments, in order."""
    return [block for block in blocks if block.kind is BlockKind.COMMENT]


def depths(blocks: Iterable[Block]) -> dict[str, int]:
    """How many comments each one answers, all the way up; by its block's id."""
    walk = Walk()
    return {comment.id: walk.take(comment).depth for comment in comments(blocks)}


def with_answers(blocks: Sequence[Block], comment: Block) -> Iterator[Block]:
    """*comment* and all that answer it, directly or not, in order."""
    family = {comment.id}
    yield comment
    for other in blocks:
        if other.parent in family and other.id not in family:
            family.add(other.id)
            yield other


def with_answered(blocks: Iterable[Block], comment: Block) -> Iterator[Block]:
    """*comment*, the one it answers, and so on up; each once, also where they go round."""
    by_id = {block.id: block for block in comments(blocks)}
    seen: set[str] = set()
    current: Block | None = comment
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = by_id.get(current.parent or "")
