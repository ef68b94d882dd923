"""Steps that wait to go to disk together, so that one wait for the disk does for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from store.entries import Operation
from store.errors import NotSavedError


class Gathered:
    """What was done since the last step on disk: number `seq`, sealed as `head`.

    After a `failure` nothing more is taken: those who come later must not be saved where those
    before them were not.
    """

    def __init__(self, seq: int, head: str) -> None:
        """Begin with nothing after the step *seq*, sealed as *head*."""
        self.seq = seq
        self.head = head
        self.lines: list[bytes] = []
        self.operations: list[Operation] = []
        self.failure: NotSavedError | None = None

    def add(self, line: bytes, operations: Iterable[Operation]) -> None:
        """Take one more step; raises the NotSavedError that those before it met with."""
        if self.failure is not None:
            raise self.failure
        self.lines.append(line)
        self.operations += operations
