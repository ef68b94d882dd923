"""One row of the page as a strip: margin, prefix, text with everything laid over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.model import BlockKind
from tui.widgets.article_view.graphemes import drawn
from tui.widgets.article_view.layout import Layout
from tui.widgets.article_view.marks import Mark
from tui.widgets.article_view.palette import Palette
from tui.widgets.article_view.plan import Form, Section

Span = tuple[int, int]
_UNDERLINE = Style(underline=True)
_CARET_WITHIN = Style(reverse=True, bold=True, underline=True)
_start_of = attrgetter("start")


class Frame(Struct, frozen=True):
    """How a view's width in cells is shared out: margin, rails, a gap, then the text."""

    width: int
    rails: int
    gap: int
    left: int
    content: int

    @classmethod
    def of(cls, width: int, measure: int) -> Frame:
        """The frame of a view *width* cells wide, for lines of at most *measure* cells."""
        rails = 4 if width >= 60 else 2 if width >= 30 else 1 if width >= 12 else 0
        gap = 2 if rails == 4 else min(rails, 1)
        gutter = rails + gap
        pad = 1 if width >= 30 else 0
        content = max(1, min(measure, width - gutter - pad))
        spare = width - gutter - content
        return cls(width, rails, gap, gutter + max(0, (spare - 8) // 2), content)


class RowState(NamedTuple):
    """All that changes the pixels of a row between two layouts: the key of the strip cache.

    Spans are offsets clipped to the row; `caret` is -1 where it isn't on the row; the first of
    `hits` that equals `current` is the one gone to; `hints` are labels by offset, `stretches` are
    selected beside the selection.
    """

    row: int
    marks: tuple[tuple[Mark, int], ...] = ()
    selection: Span | None = None
    caret: int = -1
    hits: tuple[Span, ...] = ()
    current: Span | None = None
    flash: Span | None = None
    hints: tuple[tuple[int, str], ...] = ()
    stretches: tuple[Span, ...] = ()


class _Layer(NamedTuple):
    start: int
    end: int
    style: Style
    dotted: bool = False


class Painter:
    """Paints the rows of one layout in one frame with one palette."""

    def __init__(
        self, layout: Layout, frame: Frame, palette: Palette, quotations: Sequence[Span]
    ) -> None:
        """Paint rows of *layout*; *quotations* are in order and don't overlap."""
        self.layout = layout
        self.frame = frame
        self.palette = palette
        self._quotations = quotations
        self._quotation_ends = [end for _, end in quotations]

    def segments(self, state: RowState) -> list[Segment]:
        """A row, exactly as wide as the frame, in as few pieces as there are changes of style."""
        segments = self._margin(state)
        section = self.layout.section(state.row)
        if section is not None and section.form is not Form.TEXT:
            segments += self._synthetic(section, state)
        elif section is not None:
            return self._fitted(self._text(section, state, segments))
        return self._fitted(segments)

    def mark_at(self, state: RowState, cell: int) -> Mark | None:
        """The mark whose rail runs through *cell* of the row, counted from the view's left."""
        rails_at = self._rails_at
        for mark, rail in state.marks:
            if 0 <= rail < self.frame.rails and cell == rails_at + self.frame.rails - 1 - rail:
                return mark
        return None

    @property
    def _rails_at(self) -> int:
        """The cell of the outermost rail."""
        return self.frame.left - self.frame.gap - self.frame.rails

    def _fitted(self, segments: list[Segment]) -> list[Segment]:
        base, width = self.palette.base, self.frame.width
        texts: list[str] = []
        styles: list[Style] = []
        taken = 0
        for text, style, _ in segments:
            if not text:
                continue
            whole = base + style if style else base
            taken += len(text) if text.isascii() else cell_len(text)
            if styles and (whole is styles[-1] or whole == styles[-1]):
                texts[-1] += text
            else:
                texts.append(text)
                styles.append(whole)
        if taken < width:
            if styles and styles[-1] is base:
                texts[-1] += " " * (width - taken)
            else:
                texts.append(" " * (width - taken))
                styles.append(base)
        made = list(map(Segment, texts, styles))
        return made if taken <= width else list(Strip(made).adjust_cell_length(width, base))

    def _margin(self, state: RowState) -> list[Segment]:
        """The cells left of the text: a sign where a mark begins, a bar where it goes on."""
        count = self.frame.rails
        if not state.marks:
            return [Segment(" " * self.frame.left)]
        columns: list[tuple[str, Style | None]] = [(" ", None)] * count
        for mark, rail in state.marks:
            if count and rail >= count:
                columns[0] = ("+", self.palette.role("rail"))
                continue
            if not count or rail < 0:
                continue
            begins = self.layout.row_of(self.layout.snap(mark.start)) == state.row
            sign = mark.sign if begins else ("┊" if mark.suggested else "│")
            role = "suggestion" if mark.suggested else "rail"
            columns[count - 1 - rail] = (sign, self._mark_style(mark, role))
        segments = [Segment(" " * self._rails_at)]
        segments += [Segment(text, style) for text, style in columns]
        segments.append(Segment(" " * self.frame.gap))
        return segments

    def _mark_style(self, mark: Mark, role: str) -> Style:
        style = self.palette.role(role) + self.palette.hue(mark.colour)
        return style + self.palette.role("disputed") if mark.disputed else style

    def _synthetic(self, section: Section, state: RowState) -> list[Segment]:
        guide = Segment(section.first, self.palette.role("guide"))
        room = max(0, self.frame.content - len(section.first))
        if section.form is Form.RULE:
            return [guide, Segment("─" * room, self.palette.role("rule"))]
        label = section.label
        if cell_len(label) > room:
            label = set_cell_size(label, max(0, room - 1)) + "…"[:room]
        comment = section.kind is BlockKind.COMMENT
        style = self.palette.role("header" if comment else "fold")
        if state.selection is not None:
            style += self.palette.role("selection")
        if state.caret < 0:
            return [guide, Segment(label, style)]
        caret = style + self.palette.role("caret")
        return [guide, Segment(label[:1], caret), Segment(label[1:], style)]

    def _text(self, section: Section, state: RowState, margin: list[Segment]) -> list[Segment]:
        layout, row = self.layout, state.row
        prefix = section.first if layout.is_first(row) else section.rest
        role = "quote" if section.kind is BlockKind.QUOTE else "guide"
        segments = [*margin, Segment(prefix, self.palette.role(role))]
        start, end = layout.span(row)
        if start == end:
            return segments
        segments.append(Segment(" " * (layout.indent(row) - len(prefix))))
        units = layout.units(row)
        edges: Sequence[int]
        pieces: Sequence[str]
        if units is None:
            edges, pieces = range(start, end), drawn(layout.text[start:end])
        else:
            edges, pieces = [unit.start for unit in units], [unit.drawn for unit in units]
        layers = self._layers(start, end, state)
        if state.hints:
            hint, hints = self.palette.role("hint"), sorted(state.hints)
            if hints[0][0] == start:
                label = hints[0][1]
                segments, led = self._led(segments, pieces, label, hint)
                hints[0] = (start, label[led:])
            pieces, places = _labelled(edges, pieces, hints)
            layers += [_Layer(*place, hint) for place in places]
        return segments + self._runs(edges, end, pieces, layers)

    def _led(
        self, segments: list[Segment], pieces: Sequence[str], label: str, style: Style
    ) -> tuple[list[Segment], int]:
        """*segments*, which the *pieces* of text follow, with the beginning of a *label* at their
        end, and how many of its letters: one on the blank before the text, or where there is none
        as many as there are free cells.
        """
        filled = [one for one in segments if one.text]
        if filled and filled[-1].text[-1] == " ":
            filled[-1] = Segment(filled[-1].text[:-1], filled[-1].style)
            return [*filled, Segment(label[0], style)], 1
        taken = sum(cell_len(one.text) for one in filled) + cell_len("".join(pieces))
        free = max(0, self.frame.width - taken)
        return [*filled, Segment(label[:free], style)], min(free, len(label))

    def _runs(
        self, edges: Sequence[int], end: int, pieces: Sequence[str], layers: list[_Layer]
    ) -> list[Segment]:
        """Pieces with the same layers over them joined, each styled by its layers in order.

        A layer that begins or ends inside a grapheme covers all of it.
        """
        count = len(edges)
        reaches = []
        cuts = {0, count}
        for layer in layers:
            first = max(0, bisect_right(edges, layer.start) - 1)
            stop = count if layer.end >= end else bisect_left(edges, layer.end)
            reaches.append((first, stop, layer))
            cuts.update(range(first, stop) if layer.dotted else (first, stop))
        places = sorted(cuts)
        segments = []
        for at, until in pairwise(places):
            style: Style | None = None
            for first, stop, layer in reaches:
                if layer.dotted and (at - first + edges[first]) % 2:
                    continue
                if first <= at < stop:
                    style = layer.style if style is None else style + layer.style
            segments.append(Segment("".join(pieces[at:until]), style))
        return segments

    def _layers(self, start: int, end: int, state: RowState) -> list[_Layer]:
        """What lies over the text of a row, lowest first."""
        role = self.palette.role
        layers = self._prose_layers(start, end)
        for mark, _ in state.marks:
            if mark.suggested:
                layers.append(_Layer(mark.start, mark.end, role("suggestion")))
                layers.append(_Layer(mark.start, mark.end, _UNDERLINE, dotted=True))
            else:
                layers.append(_Layer(mark.start, mark.end, self._mark_style(mark, "mark")))
        for hit in state.hits:
            name = "hit-current" if hit == state.current else "hit"
            layers.append(_Layer(*hit, role(name)))
        if state.flash is not None:
            layers.append(_Layer(*state.flash, role("flash")))
        layers += [_Layer(*stretch, role("selection")) for stretch in state.stretches]
        if state.selection is not None:
            layers.append(_Layer(*state.selection, role("selection")))
        if state.caret >= 0:
            chosen = state.selection
            within = chosen is not None and chosen[0] <= state.caret < chosen[1]
            caret = role("caret")
            if within:
                # Told from the selection by the text's own colour, and by the line under it.
                caret = _CARET_WITHIN + Style(color=self.palette.base.color)
            layers.append(_Layer(state.caret, state.caret + 1, caret))
        return layers

    def _prose_layers(self, start: int, end: int) -> list[_Layer]:
        """Block styles, then quotations in prose."""
        layers = []
        blocks = self.layout.blocks
        first = max(0, bisect_right(blocks, start, key=_start_of) - 1)
        for index in range(first, len(blocks)):
            block = blocks[index]
            if block.start >= end:
                break
            style = self.palette.block(block.kind, block.level)
            if style is not None and block.end > start:
                layers.append(_Layer(max(start, block.start), block.end, style))
        at = bisect_right(self._quotation_ends, start)
        while at < len(self._quotations) and self._quotations[at][0] < end:
            layers.append(_Layer(*self._quotations[at], self.palette.role("quotation")))
            at += 1
        return layers


def _labelled(
    edges: Sequence[int], pieces: Sequence[str], hints: Sequence[tuple[int, str]]
) -> tuple[list[str], list[Span]]:
    """*pieces* with the letters of labels in the place of what they cover, as wide as that; and
    where the labels lie. A label begins on the blank before its word where there is one, so that
    less of the word is covered.
    """
    covered = list(pieces)
    places = []
    for offset, label in hints:
        if not label:  # it stands before the row
            continue
        first = bisect_left(edges, offset)
        if 0 < first < len(covered) and covered[first - 1] == " ":
            first -= 1
        last = first
        for at, letter in enumerate(label[: len(covered) - first], first):
            covered[at] = letter.ljust(cell_len(covered[at]))
            last = at
        places.append((edges[first], edges[last] + 1))
    return covered, places
