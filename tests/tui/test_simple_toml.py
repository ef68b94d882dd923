"""The quick way to read simple settings says what the whole way says, or nothing."""

from __future__ import annotations

import tomllib

from hypothesis import example, given
from hypothesis import strategies as st

from tui.simple_toml import simple

TOKENS = st.sampled_from(
    [
        "theme", "column", "a-b", "é", " ", "=", '"', "'", "\\", "#", "\n", "true", "false", "0",
        "80", "007", "-3", "1.5", "1_000", "[keys]", ".", "\t", "\x00", "\x7f", "\x85", "lamp",
        "99999999999", "{}", "[1]", '"""',
    ]
)  # fmt: skip


def test_what_settings_mostly_hold_is_read_the_quick_way() -> None:
    toml = '# mine\n\ntheme = "lamp"\ncolumn=90\n  tour = false\nannotator = "Wren é"\n'
    said = {"theme": "lamp", "column": 90, "tour": False, "annotator": "Wren é"}
    assert simple(toml) == tomllib.loads(toml) == said


@given(st.lists(TOKENS, max_size=14).map("".join))
@example('a = "x" # "y"')
@example("a = 1\na = 2")
@example("a = 1 2")
@example("=1")
@example('a = "b" "c"')
def test_it_never_says_anything_but_what_the_whole_way_says(toml: str) -> None:
    said = simple(toml)
    if said is not None:
        assert said == tomllib.loads(toml)
        assert [type(value) for value in said.values()] == [
            type(value) for value in tomllib.loads(toml).values()
        ]
