"""One user action: its operations while they are collected, and the record they become."""

from __future__ import annotations

from store.entries import Header, Kept, Operation, StepKind, recorded
from store.model import now


class Step:
    """The operations of one user action, collected until they are written as one step.

    `subject` is the id of the record it is about, `act` what it belongs to where one act takes
    several steps; an undo or redo reverses the step `of`, from `first` on where it is several.
    """

    def __init__(
        self, action: str, kind: StepKind, subject: str | None = None, act: str | None = None
    ) -> None:
        """Begin an empty step called *action* about the record *subject*."""
        self.action = action
        self.kind: StepKind = kind
        self.subject = subject
        self.act = act
        self.of: int | None = None
        self.first: int | None = None
        self.operations: list[Operation] = []

    def recorded(
        self, *, seq: int, prev: str, who: str, session: str
    ) -> tuple[Header, tuple[Kept, ...]]:
        """The step as the library's number *seq*, chained to the header sealed as *prev*."""
        kept, digest = recorded(self.operations)
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
            digest=digest,
            act=self.act,
            first=self.first,
        )
        return header, kept
