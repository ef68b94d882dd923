"""Rows in columns, drawn without any list on a screen."""

from __future__ import annotations

from rich.style import Style

from tui.widgets.columns import Column, Line, Row, RowPainter, rooms

COLUMNS = (
    Column(" State", 8),
    Column("Title", 0),
    Column("Site", 10, needs=50),
    Column("Words", 6, right=True),
)


def painter(width: int, *, linear: bool = False) -> RowPainter:
    hue = {"rows--hue-green": Style(color="green")}
    return RowPainter(COLUMNS, width, lambda name: hue.get(name, Style()), linear=linear)


def row(*cells: str, tint: tuple[int, str] | None = None, marked: bool = False) -> Line:
    return Line(Row("1", cells, tint=tint), "", marked)


def test_a_column_that_needs_more_room_is_left_out_and_the_others_get_it() -> None:
    assert dict(rooms(COLUMNS, 60)) == {0: 8, 1: 28, 2: 10, 3: 6}
    assert dict(rooms(COLUMNS, 40)) == {0: 8, 1: 20, 3: 6}


def test_every_line_is_exactly_as_wide_as_the_list() -> None:
    for width in (4, 12, 40, 90):
        for line in (
            row("● done", "Kestrels over 北の港 " * 5, "river post", "1200"),
            Line("Nothing here yet", "rows--dim", marked=False),
            Line(None, "rows--title", marked=False),
            Line(None, "", marked=False),
        ):
            assert painter(width).drawn(line).cell_length == width


def test_the_cursor_is_seen_without_any_colour() -> None:
    cells = ("● done", "Kestrels", "", "12")
    assert painter(40).drawn(row(*cells, marked=True)).text.startswith("›● done")
    assert painter(40).drawn(row(*cells)).text.startswith(" ● done")


def test_a_swatch_is_drawn_in_its_colour_and_what_follows_is_not() -> None:
    strip = painter(60).drawn(row("", "██ green", "", "3", tint=(1, "green")))
    coloured = [s.text for s in strip if s.style is not None and s.style.color is not None]
    assert coloured == ["██"]
    narrow = painter(40).drawn(row("", "a", "██ #102030", "3", tint=(2, "#102030")))
    assert "█" not in narrow.text  # its column is left out


def test_a_listener_is_told_a_row_as_a_sentence_without_signs() -> None:
    strip = painter(60, linear=True).drawn(row("◐ begun", "Kestrels", "", "1200"))
    assert strip.text.rstrip() == "begun, Kestrels, Words 1200"
