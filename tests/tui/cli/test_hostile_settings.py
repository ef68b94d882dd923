"""Settings files that are damaged, hostile, or stand where no file should be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.errors import InputError
from tui import remembered
from tui.config import annotator, save_setting
from tui.settings import Loaded, Settings, load


@pytest.fixture
def file(settings_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("POSTIL_ANNOTATOR")
    settings_folder.mkdir(parents=True)
    return settings_folder / "config.toml"


@pytest.mark.parametrize(
    "toml",
    [
        b"column = " + b"[" * 50_000,
        b"column = " + b"9" * 5_000,
        b"column = 0x" + b"f" * 50_000,
        b"# " + b"x" * 2_000_000,
        b'column = 90\nzoe = "Zo\xeb"\n',
        "column = 90\n".encode("utf-16"),
    ],
    ids=["deep", "long", "long hexadecimal", "huge", "Latin-1", "UTF-16"],
)
def test_whatever_the_settings_hold_they_are_told_in_a_line_and_the_rest_goes_on(
    file: Path, toml: bytes
) -> None:
    file.write_bytes(toml)
    (told,) = load().problems
    assert len(told) < 400
    assert "\n" not in told
    assert annotator(lenient=True)


def test_a_pipe_in_place_of_the_settings_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert load() == Loaded(Settings())
    with pytest.raises(OSError, match="no ordinary file"):
        save_setting("column", 90)


def test_a_device_in_place_of_the_settings_is_never_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_CONFIG", os.devnull)
    assert load() == Loaded(Settings())
    with pytest.raises(OSError, match="no ordinary file"):
        save_setting("column", 90)
    assert Path(os.devnull).is_char_device()


def test_a_link_to_settings_kept_elsewhere_stays_a_link(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles" / "postil.toml"
    file.symlink_to(kept)
    save_setting("column", 90)
    assert file.is_symlink()
    assert kept.read_text(encoding="utf-8") == "column = 90\n"


def test_a_mark_that_an_editor_puts_first_is_read_over_and_kept(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfcolumn = 90\r\n")
    assert load() == Loaded(Settings(column=90))
    save_setting("theme", "wren")
    assert file.read_bytes() == b'\xef\xbb\xbftheme = "wren"\ncolumn = 90\n'


@pytest.mark.parametrize(
    "toml",
    [
        '"theme" = "wren"\n',
        'theme = """\nwren"""\n',
        'annotator = """\ntheme = 1\n"""\n',
        'annotator = "a"\nmore = [\n[1]]\ntheme = "wren"\n',
    ],
)
def test_a_line_that_cant_be_set_without_harm_is_left_as_it_is(file: Path, toml: str) -> None:
    file.write_text(toml, encoding="utf-8")
    with pytest.raises(InputError, match="without harm"):
        save_setting("theme", "lamp")
    assert file.read_text(encoding="utf-8") == toml


def test_every_folder_made_for_settings_and_memory_is_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POSTIL_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home" / "local" / "state"))
    before = os.umask(0)
    try:
        save_setting("column", 90)
        remembered.keep(order="title")
    finally:
        os.umask(before)
    made = [tmp_path / "home", *(tmp_path / "home").rglob("*")]
    modes = {path.name: path.stat().st_mode & 0o777 for path in made}
    assert {name: oct(mode) for name, mode in modes.items()} == {
        name: "0o600" if "." in name else "0o700" for name in modes
    }


def test_a_pipe_where_the_screens_memory_lies_is_not_waited_for() -> None:
    remembered.keep(order="title")
    remembered.state_file().unlink()
    os.mkfifo(remembered.state_file())
    assert remembered.recall("order", "adding") == "adding"


def test_a_link_where_the_screens_memory_lies_stays_and_what_it_leads_to_is_kept(
    tmp_path: Path,
) -> None:
    remembered.keep(order="title")
    elsewhere = tmp_path / "synced.json"
    remembered.state_file().rename(elsewhere)
    remembered.state_file().symlink_to(elsewhere)
    remembered.keep(order="site", backwards=True)
    assert remembered.state_file().is_symlink()
    assert (remembered.recall("order", ""), remembered.recall("backwards", False)) == ("site", True)
