"""Random keys, clicks and resizes over all screens: nothing breaks, nothing slips through.

A few hundred in an ordinary run, 20,000 with POSTIL_MONKEY=full (`make monkey`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.doctor.examine import examine
from tests.tui.monkey import Recorder, furnish, let_loose, stray
from tui.settings import Settings

FULL = os.environ.get("POSTIL_MONKEY") == "full"
RUNS = range(40) if FULL else range(2)
KEYS = 500 if FULL else 150


@pytest.mark.parametrize("seed", RUNS)
async def test_a_monkey_breaks_nothing_and_no_stray_byte_reaches_the_terminal(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    library = tmp_path / "library"
    furnish(library)
    written, monkey = await let_loose(library, seed, KEYS, Settings(linear=seed % 3 == 2))
    assert len(monkey.done) >= KEYS
    assert "\x1b[" in written
    assert stray(written) is None
    examination = examine(library)
    assert examination.healthy, examination.findings


def test_what_a_terminal_could_act_on_would_be_seen() -> None:
    for sign in ("\x1b[5n", "\x07", "\x1b]0;title\x07", "\u202e", "\x9b2J", "a\x00b", "\x1bP1$r"):
        assert stray(f"\x1b[1;31mwords\x1b[0m{sign}more") is not None
    assert stray("\x1b[?2026h\x1b[1;1H\x1b[38;2;1;2;3mwörds 好 👨‍👩‍👧\x1b[0m\r\n") is None
    assert Recorder.is_headless is not None
