"""Where the library is, and who annotates."""

from __future__ import annotations

import getpass
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.errors import InputError
from tui import config

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


@pytest.fixture(autouse=True)
def unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTIL_ANNOTATOR")


def test_the_default_library_is_in_the_users_data(tmp_path: Path) -> None:
    assert config.library_folder(None) == (tmp_path / "data" / "postil", False)
    assert config.library_folder("/x/y") == (Path("/x/y"), True)
    with pytest.raises(InputError):
        config.library_folder("")
    with pytest.raises(InputError, match="home folder"):
        config.library_folder("~nobody-of-that-name/library")


def test_a_pseudonym_is_made_once_and_kept(settings_folder: Path) -> None:
    name = config.annotator()
    assert re.fullmatch(r"annotator-[0-9a-f]{4}", name)
    assert name != getpass.getuser()
    assert config.annotator() == name
    file = settings_folder / "config.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_environment_wins_over_the_file(
    settings_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.save_annotator("wren")
    assert config.annotator() == "wren"
    monkeypatch.setenv("POSTIL_ANNOTATOR", " grey\x1b heron ")
    assert config.annotator() == "grey heron"


@pytest.mark.parametrize("name", ["wren", 'a "b" \\ c', "鷺 🐦", "x" * 300])
def test_saving_a_name_keeps_the_other_settings(settings_folder: Path, name: str) -> None:
    settings_folder.mkdir(parents=True)
    file = settings_folder / "config.toml"
    file.write_text('theme = "dark"\nannotator = "old"\n[keys]\nannotator = "A"\n')
    config.save_annotator(name)
    assert config.settings() == {
        "annotator": name[:100],
        "theme": "dark",
        "keys": {"annotator": "A"},
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a = 1\nb = = 2\n", "line 2"), (b"a = 1\n\xff", "line 2"), (b"annotator = 5", "text")],
)
def test_a_broken_settings_file_is_one_line_that_names_it(
    cli: Cli, settings_folder: Path, content: bytes, said: str
) -> None:
    settings_folder.mkdir(parents=True)
    (settings_folder / "config.toml").write_bytes(content)
    line = cli.refused("articles")
    assert str(settings_folder / "config.toml") in line
    assert said in line


def test_a_home_that_cant_be_written_still_gives_a_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("store.disk.write_durably", refuse)
    assert config.annotator().startswith("annotator-")
