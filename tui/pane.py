"""Whether a pane beside the main one is shown. Pure."""

from __future__ import annotations

from msgspec import Struct

WIDE = 110
"""From this width in cells on, a pane is open unless it was closed."""


class Pane(Struct):
    """Open as it was `wanted`, or where that is None, where there is room.

    A listener is told one thing after another: in linear mode no pane opens by itself.
    """

    wanted: bool | None = None

    def is_open(self, width: int, *, linear: bool) -> bool:
        """Whether it is shown on a screen of *width* cells."""
        return _opens_itself(width, linear) if self.wanted is None else self.wanted

    def want(self, wanted: bool, width: int, *, linear: bool) -> None:
        """Ask for it, or that it be closed; what comes of itself need not be remembered."""
        self.wanted = None if wanted == _opens_itself(width, linear) else wanted


def _opens_itself(width: int, linear: bool) -> bool:
    return width >= WIDE and not linear
