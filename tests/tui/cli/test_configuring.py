"""`postil config`, and who signs when the settings are broken."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.errors import InputError
from tui import config
from tui.commands.screens import SCREENS

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


@pytest.fixture
def file(settings_folder: Path) -> Path:
    settings_folder.mkdir(parents=True)
    return settings_folder / "config.toml"


def test_the_path_is_that_of_the_file_or_of_the_one_named(
    cli: Cli, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("config", "path").stdout == f"{file}\n"
    monkeypatch.setenv("POSTIL_CONFIG", "/elsewhere/mine.toml")
    assert cli("config", "path").stdout == "/elsewhere/mine.toml\n"


def test_the_default_file_names_every_command_and_checks_clean(cli: Cli, file: Path) -> None:
    printed = cli("config", "default").stdout
    for commands in SCREENS.values():
        for command in commands:
            assert re.search(rf"^# {command.id} = .* # {re.escape(command.title)}$", printed, re.M)
    file.write_text(printed, encoding="utf-8")
    result = cli("config", "check")
    assert (result.exit_code, result.stdout) == (0, "The settings are in order.\n")


def test_what_is_wrong_is_listed_and_the_exit_code_says_so(cli: Cli, file: Path) -> None:
    file.write_text('theme = "papr"\n[keys]\nundo = "q"\n')
    result = cli("config", "check")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "config.toml, line 1",
        "config.toml, line 3",
    ]


def test_the_settings_in_force_are_shown(cli: Cli, file: Path) -> None:
    file.write_text('column = 70\n[keys]\nundo = "ctrl+z"\nredo = "q"\n')
    shown = cli("config", "show")
    assert "column = 70" in shown.stdout
    assert re.search(r"^    undo +ctrl\+z +Undo", shown.stdout, re.M)
    assert "line 4" in shown.stderr
    row = cli.row("config", "show", "--json")
    assert (row["column"], row["theme"]) == (70, "lamp")
    assert row["keys"]["reading"]["undo"] == ["ctrl+z"]
    assert row["keys"]["reading"]["redo"] == ["ctrl+r"]
    assert len(row["problems"]) == 1


def test_the_screen_opens_with_a_broken_file_and_signs_with_its_readable_name(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSTIL_ANNOTATOR")
    file.write_text('annotator = "wren"\ncolumn = = 3\n')
    with pytest.raises(InputError):
        config.annotator()
    assert config.annotator(lenient=True) == "wren"
    file.write_text("column = = 3\n")
    assert config.annotator(lenient=True).startswith("annotator-")
    assert file.read_text() == "column = = 3\n"


def test_a_setting_is_kept_in_its_place_and_the_rest_untouched(file: Path) -> None:
    file.write_text('# mine\ntheme = "paper" # light\ncolumn = 70\n[keys]\ntheme = "f3"\n')
    config.save_setting("theme", "lamp")
    config.save_setting("tour", False)
    assert file.read_text() == (
        'tour = false\n# mine\ntheme = "lamp"\ncolumn = 70\n[keys]\ntheme = "f3"\n'
    )


def test_a_file_that_a_person_is_still_to_mend_is_never_overwritten(file: Path) -> None:
    file.write_text("column = = 3\n")
    with pytest.raises(InputError):
        config.save_setting("theme", "lamp")
    assert file.read_text() == "column = = 3\n"
