"""What is sent to the terminal when something on a screen changes: the lines that did, no more.

Textual's own compositor draws, filters and cuts up every widget that the changed lines run
through, seen or not, and joins the pieces anew. A key is answered in less: what covers what only
changes with the layout, so it is worked out once for each; then only what is seen of the changed
lines is drawn, and a strip that was sent before is sent as it was rendered then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.console import Console, RenderableType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.sgr import rendered
from tui.textual_private import Compositor, CompositorUpdate, visible_screen_stack

if TYPE_CHECKING:
    from textual.screen import Screen

_Placed = tuple[int, int, Strip]
"""Column and line of the screen, and what is drawn there."""


class LinesUpdate(CompositorUpdate):
    """Strips and where they go."""

    def __init__(self, placed: list[_Placed]) -> None:
        """Send *placed*, in this order."""
        self.placed = placed

    def render_segments(self, console: Console) -> str:
        """What to write to the terminal: each strip where it belongs (CUP, ECMA-48 8.3.21)."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{rendered(s, console)}" for x, y, s in self.placed])


class _Piece(NamedTuple):
    """Columns of a line, end exclusive, in which a widget is seen, and the widget's place.

    `crop` is what of it is within its containers, `region` all of it.
    """

    start: int
    end: int
    widget: Widget
    crop: Region
    region: Region


class QuickCompositor(Compositor):
    """Draws only what is seen of the lines that changed. For screens with an opaque ground."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        super().__init__()
        self._seen_in: list[list[_Piece]] = []
        self._seen_for: object = None

    def render_update(
        self,
        full: bool = False,
        screen_stack: list[Screen[Any]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        """An update of the lines that changed, None where none did; else as Textual makes it."""
        if full or simplify or self.size.region in self._dirty_regions:
            return super().render_update(full, screen_stack, simplify)
        visible_screen_stack.set([] if screen_stack is None else screen_stack)
        regions = self._dirty_regions.copy()
        self._dirty_regions.clear()
        placed = self._placed(regions)
        return LinesUpdate(placed) if placed else None  # type: ignore[return-value]

    def _placed(self, regions: Iterable[Region]) -> list[_Placed]:
        spans = list(self._regions_to_spans(regions))
        lines = _Lines(y for y, _, _ in spans)
        pieces = self._pieces()
        placed: list[_Placed] = []
        done: set[tuple[int, int]] = set()
        for y, start, end in spans:
            if not 0 <= y < len(pieces):
                continue
            # All of a piece, so that no wide character is cut where a change ends.
            for piece in pieces[y]:
                if piece.start < end and start < piece.end and (y, piece.start) not in done:
                    done.add((y, piece.start))
                    placed.append((piece.start, y, lines.strip(piece, y)))
        return placed

    def _pieces(self) -> list[list[_Piece]]:
        """What is seen of which widget in each line, from left to right."""
        layers = self.layers_visible
        if layers is not self._seen_for:
            known: dict[tuple[int, ...], list[_Piece]] = {}
            self._seen_in = []
            for layer in layers:
                key = tuple(map(id, layer))
                if key not in known:
                    known[key] = _uncovered(layer, self.size.width)
                self._seen_in.append(known[key])
            self._seen_for = layers
        return self._seen_in


def _uncovered(layer: list[tuple[Widget, Region, Region]], width: int) -> list[_Piece]:
    """What is seen in a line of *width* cells of widgets, the foremost first."""
    found: list[_Piece] = []
    gaps = [(0, width)]
    for widget, crop, region in layer:
        left: list[tuple[int, int]] = []
        for start, end in gaps:
            first, last = max(start, crop.x), min(end, crop.right)
            if first >= last:
                left.append((start, end))
                continue
            found.append(_Piece(first, last, widget, crop, region))
            left += [gap for gap in ((start, first), (last, end)) if gap[0] < gap[1]]
        gaps = left
        if not gaps:
            break
    return sorted(found, key=lambda piece: piece.start)


class _Lines:
    """The changed lines of the widgets, each drawn when it is first asked for."""

    def __init__(self, lines: Iterable[int]) -> None:
        """Only *lines* of the screen, in order, are wanted."""
        self._ends: dict[int, int] = {}
        """For each line the end of the lines that follow it without a gap."""
        for y in reversed(list(lines)):
            self._ends[y] = self._ends.get(y + 1, y + 1)
        self._drawn: dict[Widget, dict[int, Strip]] = {}

    def strip(self, piece: _Piece, y: int) -> Strip:
        """What is seen of *piece* in the line *y*, exactly as wide as it."""
        widget, crop, region = piece.widget, piece.crop, piece.region
        drawn = self._drawn.setdefault(widget, {})
        if y not in drawn:
            height = min(self._ends[y], crop.bottom) - y
            part = Region(crop.x - region.x, y - region.y, crop.width, height)
            drawn.update(zip(range(y, y + height), widget.render_lines(part), strict=False))
        width = piece.end - piece.start
        strip = drawn.get(y)
        if strip is None:
            return Strip.blank(width, widget.rich_style)
        start = piece.start - crop.x
        strip = strip.crop(start, start + width)
        short = strip.cell_length < width
        return strip.extend_cell_length(width, widget.rich_style) if short else strip
