"""One user action: its operations while they are collected, and the line they become."""

from __future__ import annotations

import secrets

import msgspec

from store.journal import Header, Line, Operation, StepKind, digest
from store.model import now


class Step:
    """The operations of one user action, collected until they are written as one line.

    `subject` is the id of the record it is about, `of` the seq that an undo or redo reverses.
    """

    def __init__(self, action: str, kind: StepKind, subject: str | None = None) -> None:
        """Begin an empty step called *action* about the record *subject*."""
        self.action = action
        self.kind: StepKind = kind
        self.subject = subject
        self.of: int | None = None
        self.operations: list[Operation] = []

    def line(self, *, seq: int, prev: str, who: str, session: str) -> Line:
        """The step as the journal's line number *seq*, chained to the header sealed as *prev*."""
        content = msgspec.json.encode(self.operations)
        salt = secrets.token_hex(16)
        header = Header(
            seq=seq,
            time=now(),
            who=who,
            session=session,
            kind=self.kind,
            action=self.action,
            id=self.subject,
            of=self.of,
            prev=prev,
            digest=digest(salt, content),
        )
        return Line(header=header, salt=salt, content=msgspec.Raw(content))
