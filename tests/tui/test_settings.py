"""The settings file: what it may say, and what is told of what it may not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.commands.keymap import Keymap, settled
from tui.commands.screens import SCREENS
from tui.commands.spelling import SpellingError, spelled
from tui.settings import Loaded, Settings, load
from tui.settings.default_file import default_file
from tui.settings.lines import line_of
from tui.settings.reading import checked
from tui.themes import theme_names


def read(toml: str) -> Loaded:
    return checked(Path("/x/config.toml"), toml, tomllib.loads(toml), theme_names())


def problem(toml: str) -> str:
    (told,) = read(toml).problems
    return told


def keys(loaded: Loaded) -> dict[str, tuple[str, ...]]:
    return dict(loaded.settings.keymap.keys)


def test_a_file_that_says_nothing_changes_nothing() -> None:
    assert read("") == Loaded(Settings())


def test_the_default_file_with_every_line_in_force_changes_nothing() -> None:
    toml = re.sub(r"^# (?=[\w-]+ = )", "", default_file(), flags=re.M)
    loaded = read(toml)
    assert loaded.problems == ()
    declared = {c.id: c.keys for commands in SCREENS.values() for c in commands}
    assert keys(loaded) == declared
    assert Settings(keymap=loaded.settings.keymap) == loaded.settings
    assert read(default_file()) == Loaded(Settings())


def test_every_setting_is_taken() -> None:
    loaded = read(
        'annotator = "wren"\ntheme = "paper"\ncolumn = 60\nreduced_motion = true\nlinear = true\n'
        'suggestions = false\nask_speaker = false\npanel = "closed"\n'
        "notice_seconds = 9\ntour = false\n"
        '[keys]\nundo = ["U", "ctrl+z"]\nhints = "g f"\ntheme = []\n'
    )
    assert loaded.problems == ()
    assert loaded.settings == Settings(
        theme="paper",
        column=60,
        reduced_motion=True,
        linear=True,
        suggestions=False,
        ask_speaker=False,
        panel="closed",
        notice_seconds=9,
        tour=False,
        keymap=Keymap({"undo": ("U", "ctrl+z"), "hints": ("g f",), "theme": ()}),
    )


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("\n\ncolum = 60", "line 3: there is no setting 'colum'; did you mean column?"),
        ("column = '60'", 'line 1: column must be a whole number from 30 to 160, not "60".'),
        ("column = 5", "line 1: column must be from 30 to 160, not 5."),
        ("column = true", "line 1: column must be a whole number from 30 to 160, not true."),
        ("reduced_motion = 1", "line 1: reduced_motion must be true or false, not 1."),
        (
            'panel = "left"',
            'line 1: panel must be one of "auto", "open", "closed", not "left".',
        ),
        ('theme = "papper"', "line 1: there is no theme 'papper'; did you mean paper?"),
        ("keys = 3", "line 1: keys must be a table"),
        ('[keys]\n# a\nunod = "u"', "line 3: there is no command 'unod'; did you mean undo?"),
        ('[keys]\nqqq = "u"', "`postil config default` lists all there are"),
        ("[keys]\nundo = 3", "line 2: undo: write a key in quotation marks"),
        ('[keys]\nundo = "ctlr+z"', "line 2: undo: there is no key 'ctlr+z'"),
        ('[keys]\nundo = "uu"', "there is no key 'uu'"),
        ('[keys]\nundo = ""', "the blank is called space"),
        ('[keys]\nundo = "ctrl+i"', "ctrl+i is the same as tab in a terminal"),
        ('[keys]\nundo = "shift+u"', "write 'U' instead of 'shift+u'"),
        ('[keys]\nundo = "3"', "digits are counts"),
        ('[keys]\nundo = "g esc"', "can't be part of one"),
        ('[keys]\nundo = "q"', "q is already “Tag as a quote” (tag-quote) on the reading screen"),
        ('[keys]\nundo = "g"', "clashes with"),
        ("[keys]\npalette = []", "line 2: palette: it needs a key"),
        ('keys.undo = "q"', "line 1: undo: q is already"),
        ('"keys"."undo" = "q"', "line 1: undo: q is already"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_what_to_do(toml: str, told: str) -> None:
    assert problem(toml).startswith("config.toml, line ")
    assert told in problem(toml)


@pytest.mark.parametrize(
    ("toml", "asked"),
    [
        ('theme = "papper"', "did you mean paper?"),
        ('[keys]\nquote = "u"', "there is no command 'quote'; did you mean tag-quote?"),
    ],
)
def test_only_near_names_are_asked_about_and_a_question_ends_as_one(toml: str, asked: str) -> None:
    assert problem(toml).endswith(asked)


def test_only_what_is_wrong_falls_back() -> None:
    loaded = read('column = 5\ntheme = "paper"\n[keys]\nundo = "q"\nredo = "ctrl+y"\n')
    assert [p.split(":")[0] for p in loaded.problems] == [
        "config.toml, line 1",
        "config.toml, line 4",
    ]
    assert loaded.settings == Settings(theme="paper", keymap=Keymap({"redo": ("ctrl+y",)}))
    assert loaded.told.endswith("(+1 more: postil config check)")


def test_two_commands_may_swap_their_keys() -> None:
    loaded = read('[keys]\ntag-quote = "e"\ntag-entity = "q"\n')
    assert loaded.problems == ()
    assert keys(loaded) == {"tag-quote": ("e",), "tag-entity": ("q",)}


def test_of_two_that_want_one_key_the_first_has_it() -> None:
    loaded = read('[keys]\ntag-quote = "ctrl+t"\ntag-entity = "ctrl+t"\n')
    assert keys(loaded) == {"tag-quote": ("ctrl+t",)}
    assert "line 3: tag-entity: ctrl+t is already “Tag as a quote”" in loaded.problems[0]


def test_keys_may_be_spelled_as_people_write_them() -> None:
    assert [spelled(k) for k in ("Esc", "PgDn", "Ctrl+R", "g  g", "?", "+", "ctrl++", "é")] == [
        "escape", "pagedown", "ctrl+r", "g g", "?", "+", "ctrl++", "é",
    ]  # fmt: skip


SOME = st.sampled_from([c.id for commands in SCREENS.values() for c in commands])
KEYS = st.sampled_from(["q", "g", "g g", "g l", "] c", "]", "ctrl+r", "u", "x", "f9", "escape"])


@given(st.dictionaries(SOME, st.lists(KEYS, max_size=2, unique=True).map(tuple), max_size=6))
def test_whatever_is_wanted_no_key_means_two_things(wanted: dict[str, tuple[str, ...]]) -> None:
    keymap, clashes = settled(wanted, SCREENS)
    assert {clash.id for clash in clashes} | set(keymap.keys) == set(wanted)
    for commands in SCREENS.values():
        held = [tuple(k.split()) for c in keymap.over(commands) for k in c.keys]
        assert len(held) == len(set(held))
        assert not any(keys[:n] in set(held) for keys in held for n in range(1, len(keys)))
    assert any(c.keys for c in keymap.over(SCREENS["reading"]) if c.id == "palette")


@given(st.text(max_size=12) | st.text("+ctrlshif alt", max_size=12))
def test_any_text_is_a_key_or_is_refused_with_a_reason(text: str) -> None:
    try:
        found = spelled(text)
    except SpellingError as error:
        assert str(error)
    else:
        assert spelled(found) == found


def test_an_id_means_the_same_command_on_every_screen() -> None:
    meanings: dict[str, set[str]] = {}
    for commands in SCREENS.values():
        for command in commands:
            meanings.setdefault(command.id, set()).add(command.title)
    assert not {id_: titles for id_, titles in meanings.items() if len(titles) > 1}


def test_lines_are_found_under_their_tables() -> None:
    toml = 'undo = 1\n[other]\nundo = 2\n[keys] # mine\n  "undo" = 3\n'
    assert line_of(toml, "undo") == 1
    assert line_of(toml, "keys", "undo") == 5
    assert line_of(toml, "keys", "redo") == 4
    assert line_of(toml, "nothing") is None


def test_a_file_that_is_no_toml_is_told_and_the_defaults_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.toml"
    monkeypatch.setenv("POSTIL_CONFIG", str(file))
    assert load() == Loaded(Settings())
    file.write_text('annotator = "wren"\ncolumn = = 3\n')
    loaded = load()
    assert loaded.settings == Settings()
    assert str(file) in loaded.told and "line 2" in loaded.told
