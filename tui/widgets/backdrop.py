"""What lies behind other widgets and is covered by them: drawn as cheaply as can be.

Textual draws and cuts up the lines of every widget of a screen, hidden ones too, whenever
anything on it changes. A backdrop gives it one blank strip for all of its lines.
"""

from __future__ import annotations

from functools import lru_cache

from rich.style import Style
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def blank_lines(widget: Widget, crop: Region) -> list[Strip]:
    """The lines of *crop* of a *widget* without border and text."""
    strip, ground = _blank(crop.width, widget.rich_style), widget.background_colors[1]
    for each in widget.get_line_filters():
        strip = strip.apply_filter(each, ground)
    return [strip] * crop.height


class Backdrop(Horizontal):
    """Lays its children out side by side, and shows nothing of its own."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines."""
        return blank_lines(self, crop)


@lru_cache(maxsize=32)
def _blank(width: int, style: Style) -> Strip:
    return Strip.blank(width, style)
