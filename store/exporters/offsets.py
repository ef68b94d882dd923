"""Code points and UTF-16 units: Java and JavaScript count a character beyond U+FFFF as two."""

from __future__ import annotations

from bisect import bisect_left


class Utf16:
    """The offsets of one text, both ways. Quick where the text has no such character."""

    def __init__(self, text: str) -> None:
        """For *text*."""
        self.text = text
        self._wide = [at for at, one in enumerate(text) if one > "\uffff"]
        self._units = [at + nth for nth, at in enumerate(self._wide)]

    @property
    def differs(self) -> bool:
        """Whether the two ways to count differ here."""
        return bool(self._wide)

    def units(self, offset: int) -> int:
        """Where code point *offset* is, in UTF-16 units."""
        return offset + bisect_left(self._wide, offset)

    def point(self, units: int) -> int | None:
        """Where the UTF-16 offset *units* is, in code points; None within a character or outside
        the text.
        """
        before = bisect_left(self._units, units)
        point = units - before
        return point if self.units(point) == units and 0 <= point <= len(self.text) else None
