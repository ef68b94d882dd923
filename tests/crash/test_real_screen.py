"""Once the bar of the real program says *saved*, kill -9 loses nothing of what it shows."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from sample_articles import paths
from store.importers.registry import read_file
from store.library import Library
from tests.crash.effort import Figure, amount
from tests.terminal import Terminal, postil

ARTICLE = next(path for path in paths() if path.name == "01-news-dump.txt")
JOURNEYS = (
    (("] q q", r"saved │ Quote · "),),
    (("] q q", r"saved │ Quote · "), ("2 ] c d", r"saved │ Claim · disputed")),
    (("] c d", r"saved │ Claim · disputed"), ("x", r"saved │ (?!Claim)")),
)
"""Keys, each with what the bar says when their last change is on disk."""
KINDS: tuple[list[str], ...] = (["quote"], ["claim", "quote"], [])


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A library with one article, to be copied for each kill."""
    folder = tmp_path / "template"
    with Library(folder, who="ann") as library:
        library.add(read_file(ARTICLE)[0])
    return folder


@pytest.mark.parametrize("part", range(4))
def test_what_the_screen_called_saved_is_there_after_the_program_was_killed(
    tmp_path: Path, template: Path, part: int, record_property: Figure
) -> None:
    kills = amount(1, 25)
    env = {"HOME": str(tmp_path), "POSTIL_ANNOTATOR": "kestrel"}
    for number in range(kills):
        folder = tmp_path / f"library{number}"
        shutil.copytree(template, folder)
        which = (part + number) % len(JOURNEYS)
        with Terminal(postil("--library", str(folder), "read", "Aid Groups"), env=env) as terminal:
            terminal.wait_for("Port Ansel")
            terminal.settle()
            for keys, said in JOURNEYS[which]:
                *before, last = keys.split(" ")
                terminal.press(*before)
                terminal.send(last)
                terminal.wait_for(said)
            os.kill(terminal.pid, signal.SIGKILL)
        with Library(folder, who="ann") as library:
            kinds = sorted(annotation.kind for annotation in library.annotations.all())
        assert kinds == KINDS[which], f"part {part}, kill {number}"
    record_property("kills: of the screen", kills)
