"""Notices beside the text, kept from a fault of Textual's."""

from __future__ import annotations

from collections.abc import Iterator

from textual.notifications import Notification, Notifications

_LEAST = 0.5


class Notices(Notifications):
    """Shows no notice anew whose time is all but over.

    A toast that is made after its time was over asks for a timer of less than no time, and that
    timer then runs for ever without a pause: the program would stand still.
    """

    def __iter__(self) -> Iterator[Notification]:
        """The notices that have at least half a second left."""
        return (notice for notice in super().__iter__() if notice.time_left >= _LEAST)
