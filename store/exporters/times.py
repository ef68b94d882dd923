"""Times of other programs as they are stored."""

from __future__ import annotations

from datetime import UTC, datetime


def moment(words: object) -> str | None:
    """A time in words of ISO 8601, UTC where it names no zone, as RFC 3339 with milliseconds and
    `Z`; None for what is none.
    """
    if not isinstance(words, str):
        return None
    try:
        read = datetime.fromisoformat(words)
        stamp = read if read.tzinfo else read.replace(tzinfo=UTC)
        return stamp.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return None
