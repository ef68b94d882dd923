"""`add`, `articles` and `show`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli

TEXT = "The ferry is late\n\nNobody knows why the ferry was late on Monday morning.\n"


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT)
    return file


def test_a_file_is_added_once_and_unchanged_after(cli: Cli, ferry: Path) -> None:
    first = cli.row("add", ferry, "--json")
    assert first == {
        "source": str(ferry),
        "status": "added",
        "id": first["id"],
        "title": "The ferry is late",
        "similar_to": [],
        "error": None,
    }
    assert cli.row("add", ferry, "--json") == first | {"status": "unchanged"}
    assert cli("add", ferry).stdout == f"unchanged  {first['id']}  The ferry is late\n"


def test_a_folder_is_added_with_all_below_it(cli: Cli, ferry: Path) -> None:
    folder = ferry.parent / "folder"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.md"):
        (folder / name).write_text(f"Title of {name}\n\nThe words of {name} follow here.\n")
    rows = cli.rows("add", folder, "--json")
    assert [row["source"] for row in rows] == [f"{folder}/a.txt", f"{folder}/deep/b.md"]
    assert {row["status"] for row in rows} == {"added"}


def test_standard_input_is_added_under_a_name(cli: Cli) -> None:
    row = cli.row("add", "-", "--name", "note.md", "--json", stdin="# A note\n\nIts words.\n")
    assert (row["source"], row["title"]) == ("-", "A note")
    assert cli.row("show", row["id"], "--json")["source"]["name"] == "note.md"


def test_a_format_overrules_the_ending(cli: Cli, ferry: Path) -> None:
    row = cli.row("add", ferry, "--format", "markdown", "--json")
    source = cli.row("show", row["id"], "--json")["source"]
    assert source["importer"].startswith("markdown/")
    assert "There is no importer 'papyrus'" in cli.refused("add", ferry, "--format", "papyrus")


def test_one_that_fails_does_not_stop_the_others(cli: Cli, ferry: Path) -> None:
    result = cli("add", ferry.parent / "gone.txt", ferry, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [row["status"] for row in rows] == ["failed", "added"]
    assert rows[0]["id"] is None
    assert "does not exist" in rows[0]["error"]


def test_a_name_no_file_can_have_does_not_stop_the_others(cli: Cli, ferry: Path) -> None:
    result = cli("add", "x" * 5000, f"{ferry}/below", ferry, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [row["status"] for row in rows] == ["failed", "failed", "added"]
    assert "too long" in rows[0]["error"]


def test_a_title_of_any_length_is_told_on_a_short_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "long.html").write_text(f"<title>{'la ' * 9000}</title><p>A song of words.</p>")
    assert len(cli("add", tmp_path / "long.html").stdout) < 300


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "white space"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x00\x01" * 99, "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(
    cli: Cli, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "odd.txt").write_bytes(content)
    assert reason in cli.refused("add", tmp_path / "odd.txt")
    assert cli.rows("articles", "--json") == []


def test_a_wrongly_encoded_file_is_read_as_its_likeliest_charset(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("Die Brücke über die Förde\n\nSie hält.\n".encode("cp1252"))
    row = cli.row("add", tmp_path / "old.txt", "--json")
    shown = cli.row("show", row["id"], "--json")
    assert shown["source"]["charset_how"] == "guessed"
    assert "Br" in shown["text"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(cli: Cli, ferry: Path) -> None:
    ferry.chmod(0)
    assert "may not be read" in cli.refused("add", ferry)


def test_an_empty_folder_an_address_and_a_device_are_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "holds no file" in cli.refused("add", tmp_path / "nothing")
    assert "can't be fetched" in cli.refused("add", "https://pellmouth.example/wall")
    assert "device" in cli.refused("add", "/dev/null")
    assert "--name goes with" in cli.refused("add", tmp_path, "--name", "x")
    cli.refused("add")


def test_a_file_that_trips_its_importer_is_one_failed_row(
    cli: Cli, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(*_: object) -> None:
        raise RecursionError("deep")

    monkeypatch.setattr("store.importers.text.TextImporter.read", trip)
    assert "trips its importer" in cli.refused("add", ferry)


def test_a_name_that_is_not_utf8_makes_valid_json(cli: Cli, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text(TEXT)
    assert cli.row("add", path, "--json")["source"].endswith("caf\ufffd.txt")


def test_articles_are_listed_with_nulls_for_what_is_missing(cli: Cli, wall: str) -> None:
    cli("tag", wall, "quote", "--quote", "harbour wall")
    assert cli.row("articles", "--json") == {
        "id": wall,
        "title": "Harbour wall to be raised",
        "site": None,
        "date": None,
        "words": 49,
        "comments": 1,
        "annotations": 1,
        "state": "new",
    }


def test_the_list_for_people_fits_the_terminal(
    cli: Cli, put: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    put("海の壁を高くする計画について住民が話し合った" * 4 + "\n\nSome words.")
    for width in (200, 80, 60):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = cli("articles").stdout.splitlines()
        assert len(lines) == 2
        assert all(cell_len(line) <= width for line in lines)
    assert "no articles yet" in cli("articles", "--library", cli.library / "new").stderr


def test_a_list_that_goes_elsewhere_cuts_long_titles(
    cli: Cli, put: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("The ferry " * 40 + "\n\nWords.", site="The Harbour Post " * 9)
    monkeypatch.delenv("COLUMNS")
    assert max(map(len, cli("articles").stdout.splitlines())) < 160
    assert len(cli.row("articles", "--json")["title"]) > 300


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--where", "x=y"], "No such option '--where'. There is: --json, --library, --help. See"),
        (["--jsn"], "No such option '--jsn'. Did you mean --json? See"),
    ],
)
def test_an_option_is_asked_about_only_where_it_is_near(
    cli: Cli, options: list[str], said: str
) -> None:
    told = cli.refused("articles", *options)
    assert told == f"postil: {said} `postil articles --help`."


def test_show_gives_the_whole_article(cli: Cli, wall: str) -> None:
    shown = cli.row("show", wall, "--json")
    fields = (
        "id title site byline date date_printed language state rights words comments "
        "annotations sample source text_sha256 text blocks"
    )
    assert " ".join(shown) == fields
    assert "The council voted" in shown["text"]
    assert shown["blocks"][-1]["author"] == "Bo"
    assert shown["blocks"][0] == {"id": "b1", "kind": "title", "start": 0, "end": 25}


def test_show_for_people_sets_comments_apart(cli: Cli, wall: str) -> None:
    lines = cli("show", "harbour").stdout.splitlines()
    assert lines[0] == "Harbour wall to be raised"
    assert lines[-2:] == ["Bo", "│ The wall will never hold, and the council knows it."]


def test_an_unknown_or_ambiguous_article_is_one_line(cli: Cli, put: Callable[..., str]) -> None:
    put("The wall of one\n\nWords.")
    put("The wall of two\n\nWords.")
    assert "No article has" in cli.refused("show", "tower")
    assert "fits 2 articles" in cli.refused("show", "wall")
    assert "No article has" in cli.refused("show", "")


@pytest.mark.parametrize("command", [["articles"], ["show", "evil"], ["search", "evil"]])
@pytest.mark.parametrize("json_flag", [[], ["--json"]])
def test_escape_sequences_are_never_printed_raw(
    cli: Cli, put: Callable[..., str], command: list[str], json_flag: list[str]
) -> None:
    put("An \x1b]0;evil\x07 \x9b31m \x7f \u202etitle\u2066\n\nWords of \x1b[2J evil.")
    output = cli(*command, *json_flag).stdout
    assert "evil" in output
    assert not set("\x1b\x07\x9b\x7f\u202e\u2066") & set(output)
