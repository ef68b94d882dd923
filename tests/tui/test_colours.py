"""Contrast of colours, and clashes of keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.defaults import DEFAULT_CODEBOOK
from store.model import Code, Kind
from tui.app import PostilApp
from tui.colours import LEAST, failing, nearest, rgb, shown
from tui.commands.clashes import key_clashes
from tui.commands.reading import READING
from tui.contrast import contrast
from tui.screens.book import BookScreen
from tui.screens.book_rows import colour_warning

COLOURS = st.tuples(*[st.integers(0, 255)] * 3)
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ((119, 119, 119), WHITE, 4.48),
        ((255, 0, 0), WHITE, 4.0),
        ((0, 0, 255), BLACK, 2.44),
    ],
)
def test_the_ratio_is_that_of_wcag(
    one: tuple[int, int, int], other: tuple[int, int, int], expected: float
) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_is_known_by_name_or_number() -> None:
    assert rgb("#12ab9f") == (0x12, 0xAB, 0x9F)
    assert rgb(" White ") is not None
    assert shown((1, 171, 255)) == "#01abff"
    for wrong in ("", "nope", "[/]", "#12", "\x1b[31m"):
        assert rgb(wrong) is None


@given(COLOURS)
def test_the_nearest_colour_passes_and_one_that_passes_is_left_nearly_as_it_is(
    colour: tuple[int, int, int],
) -> None:
    grounds = {"dark": (18, 18, 18), "light": (224, 224, 224)}
    found = nearest(colour, grounds.values())
    assert found is not None
    assert not failing(found, grounds)
    if not failing(colour, grounds):
        assert contrast(found, colour) < 1.05


def test_no_colour_passes_everywhere_where_that_can_not_be() -> None:
    assert nearest((9, 9, 9), [BLACK, WHITE, (118, 118, 118)]) is None


def test_a_warning_names_the_worst_themes_with_their_ratio() -> None:
    warning = colour_warning("#ffff00", {"paper": WHITE, "night": BLACK})
    assert "paper 1.1" in warning and "night" not in warning and f"{LEAST:g}" in warning
    assert colour_warning("blue", {"paper": WHITE}) == ""
    assert "no colour 'nope'" in colour_warning("nope", {})


def test_every_theme_of_the_program_has_a_colour_of_any_hue_that_is_seen_in_all(
    library: object,
) -> None:
    app = PostilApp(library)  # type: ignore[arg-type]
    grounds = BookScreen.backgrounds_of(app.available_themes)
    assert {"textual-dark", "textual-light"} <= set(grounds)
    for colour in ("#ff0000", "#ffff00", "#000080", "#ffffff", "#00ff00"):
        own = rgb(colour)
        assert own is not None
        better = nearest(own, grounds.values())
        assert better is not None and not failing(better, grounds)


RUMOUR = Kind(name="rumour", letter="R", key="y", colour="red")


def clashes(kind: Kind, *codes: Code) -> dict[tuple[str, str], str]:
    kinds = (*DEFAULT_CODEBOOK.kinds, kind)
    return key_clashes(replace(DEFAULT_CODEBOOK, kinds=kinds, codes=codes), READING)


def test_the_built_in_kinds_clash_with_nothing() -> None:
    assert key_clashes(DEFAULT_CODEBOOK, READING) == {}


def test_a_kinds_key_clashes_with_commands_kinds_and_digits() -> None:
    assert "A line down" in clashes(replace(RUMOUR, key="j"))["kind", "rumour"]
    assert "that of quote" in clashes(replace(RUMOUR, key="q"))["kind", "rumour"]
    assert "that of rumour" in clashes(replace(RUMOUR, key="q"))["kind", "quote"]
    assert "digit" in clashes(replace(RUMOUR, key="7"))["kind", "rumour"]


def test_the_first_key_of_a_sequence_is_taken_too() -> None:
    assert ("kind", "rumour") in clashes(replace(RUMOUR, key="]"))


def test_letters_and_the_keys_of_codes_clash_with_each_other() -> None:
    assert "letter Q" in clashes(replace(RUMOUR, letter="Q"))["kind", "quote"]
    assert "disputed" in clashes(replace(RUMOUR, letter="!"))["kind", "rumour"]
    found = clashes(RUMOUR, Code(name="a", key="x"), Code(name="b", key="x"), Code(name="c"))
    assert found["code", "a"] == "its key x is also that of b"
    assert ("code", "c") not in found
    assert "recent" in clashes(RUMOUR, Code(name="a", key="1"))["code", "a"]
