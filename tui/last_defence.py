"""The last line of defence: no control character reaches the terminal inside drawn text.

Everything from outside is made visible where it is turned into content; this filter, given to
`App.get_line_filters`, catches what slipped through.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.untrusted import is_unsafe, visible


class ControlFilter(LineFilter):
    """Shows control characters in text segments as marks; control segments pass untouched."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, those with control characters in their text replaced."""
        del background
        whole = "".join([text for text, _, control in segments if not control])
        if "\n" not in whole and not is_unsafe(whole):
            return segments
        return [
            segment if segment.control else Segment(_safe(segment.text), segment.style)
            for segment in segments
        ]


def _safe(text: str) -> str:
    return visible(text).replace("\n", "␊")
