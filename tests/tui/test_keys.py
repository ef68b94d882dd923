"""Key presses to commands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.commands.base import Command
from tui.commands.codebook import CODEBOOK
from tui.commands.keys import KeyReader, token
from tui.commands.listing import LISTING
from tui.commands.reading import READING

DOWN = Command("down", "Down", "Move", ("j", "down"), "move", ("down",), counts=True)
TOP = Command("top", "Top", "Move", ("g g",), "move", ("top",), counts=True)


def test_a_single_key_is_a_command() -> None:
    assert KeyReader([DOWN]).feed("j").command is DOWN


def test_digits_before_a_key_are_its_count() -> None:
    reader = KeyReader([DOWN])
    assert reader.feed("1").pending == "1"
    assert reader.feed("0").pending == "10"
    press = reader.feed("j")
    assert (press.command, press.count) == (DOWN, 10)


def test_a_sequence_waits_for_its_second_key() -> None:
    reader = KeyReader([TOP])
    assert reader.feed("g").pending == "g"
    assert reader.feed("g").command is TOP


def test_a_wrong_second_key_drops_the_sequence() -> None:
    reader = KeyReader([TOP, DOWN])
    reader.feed("g")
    press = reader.feed("x")
    assert press.command is None and press.known
    assert reader.feed("j").command is DOWN


def test_escape_drops_what_is_pending() -> None:
    reader = KeyReader([TOP])
    reader.feed("3")
    reader.feed("escape")
    assert reader.pending == ""


def test_an_unknown_key_is_left_to_others() -> None:
    assert not KeyReader([DOWN]).feed("f9").known


def test_blanks_and_controls_go_by_their_name() -> None:
    assert token("space", " ") == "space"
    assert token("right_square_bracket", "]") == "]"
    assert token("ctrl+r", "\x12") == "ctrl+r"


@given(st.lists(st.sampled_from([*"0123456789gjx]c", "escape", "enter"]), max_size=40))
def test_any_keys_leave_the_reader_usable(keys: list[str]) -> None:
    reader = KeyReader(READING)
    for key in keys:
        reader.feed(key)
    reader.reset()
    command = reader.feed("j").command
    assert command is not None and command.id == "move-down"


def test_no_key_means_two_things_on_one_screen() -> None:
    for commands in (LISTING, READING, CODEBOOK):
        keys = [keys for command in commands for keys in command.keys]
        assert len(keys) == len(set(keys))
        ids = [command.id for command in commands]
        assert len(ids) == len(set(ids))


def test_no_key_is_also_the_beginning_of_a_sequence() -> None:
    for commands in (LISTING, READING, CODEBOOK):
        keys = {tuple(keys.split()) for command in commands for keys in command.keys}
        for sequence in keys:
            assert not any(sequence[:n] in keys for n in range(1, len(sequence)))
