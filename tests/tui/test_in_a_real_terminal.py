"""Whole journeys: the real program, a real pseudo-terminal, then the command line."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from sample_articles import paths
from tests.terminal import ROOT, Terminal, postil

SAMPLES = {path.name: path for path in paths()}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home of its own, and a pseudonym."""
    return {
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "POSTIL_ANNOTATOR": "kestrel",
    }


def run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        postil(*arguments), env={"PATH": "/usr/bin:/bin", **env}, cwd=ROOT, capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout


def test_tag_quit_reopen_and_export(tmp_path: Path, env: dict[str, str]) -> None:
    library = str(tmp_path / "library")
    run(env, "--library", library, "add", str(SAMPLES["01-news-dump.txt"]))
    with Terminal(postil("--library", library), env=env) as terminal:
        terminal.wait_for("Aid Groups")
        terminal.press("enter")
        terminal.wait_for("Port Ansel")
        terminal.press("]", "q", "q")
        terminal.wait_for(r"saved │ Quote · .*Mavrell|saved │ Quote · ")
        terminal.press("2", "]", "c", "d")
        terminal.wait_for(r"saved │ Claim · disputed")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0
    with Terminal(postil("--library", library, "read", "Aid Groups"), env=env) as terminal:
        terminal.wait_for("1 quote, 1 claim")
        terminal.press("]", "a")
        terminal.wait_for(r"They will never touch|Quote ·|Claim · disputed")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0
    export = json.loads(run(env, "--library", library, "export"))
    kinds = {a["kind"]: a for a in export["annotations"]}
    assert set(kinds) == {"quote", "claim"}
    assert kinds["claim"]["attributes"]["status"] == "disputed"
    assert {a["creator"] for a in export["annotations"]} == {"kestrel"}


def test_a_first_run_has_the_samples_and_a_named_library_starts_empty(
    tmp_path: Path, env: dict[str, str]
) -> None:
    with Terminal(postil(), env=env) as terminal:
        terminal.wait_for("Who counts the boats")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0
    assert len(run(env, "articles", "--json").splitlines()) == len(SAMPLES)
    with Terminal(postil("--library", str(tmp_path / "mine")), env=env) as terminal:
        terminal.wait_for("No articles yet.*postil add")
        terminal.press("ctrl+q")
        assert terminal.finish() == 0


def test_a_note_on_screen_survives_a_killed_program(tmp_path: Path, env: dict[str, str]) -> None:
    library = str(tmp_path / "library")
    run(env, "--library", library, "add", str(SAMPLES["01-news-dump.txt"]))
    with Terminal(postil("--library", library, "read", "Aid"), env=env) as terminal:
        terminal.wait_for("Port Ansel")
        terminal.press("]", "q", "q")
        terminal.wait_for("saved │ Quote")
        subprocess.run(["kill", "-9", str(terminal.pid)], check=True)
    assert len(run(env, "--library", library, "annotations", "--json").splitlines()) == 1


def test_text_from_outside_never_acts_on_the_terminal(tmp_path: Path, env: dict[str, str]) -> None:
    library = str(tmp_path / "library")
    hostile = SAMPLES["07-markup-and-escapes.txt"]
    run(env, "--library", library, "add", str(hostile))
    with Terminal(postil("--library", library), env=env, columns=120, rows=40) as terminal:
        terminal.wait_for("looks")
        terminal.press("enter")
        terminal.press("Z", "G", "pgup", "pgup", "f7", "space", "space", "e", "m", "esc")
        terminal.press("?", "esc", "/", "r", "enter", "ctrl+q")
        terminal.finish()
    # Textual's own way of asking for a mouse pointer ends in a bell; nothing else may.
    sent = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.written)
    assert b"\x07" not in sent
    assert b"\x1b]" not in sent
    assert "\u202e".encode() not in sent


def test_without_colours_nothing_is_told_by_colour(tmp_path: Path, env: dict[str, str]) -> None:
    library = str(tmp_path / "library")
    run(env, "--library", library, "add", str(SAMPLES["01-news-dump.txt"]))
    plain = {**env, "NO_COLOR": "1"}
    with Terminal(postil("--library", library, "read", "Aid"), env=plain) as terminal:
        terminal.wait_for("Port Ansel")
        terminal.press("]", "q", "q")
        terminal.wait_for("saved │ Quote")
        assert any(re.match(r"\s*\w*Q\w* ", line) for line in terminal.lines)
        terminal.press("ctrl+q")
        terminal.finish()
    for red, green, blue in re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.written):
        assert red == green == blue
