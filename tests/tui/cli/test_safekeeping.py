"""`doctor`, `backup`, `restore` and `purge` from the command line."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store.library import Library
from tests.libraries import alter, make_newer
from tests.tui.cli.conftest import Cli

TEXT = "Storm\n\nThe mayor said: “No one was hurt.” Two witnesses disagree.\n"


@pytest.fixture
def tagged(cli: Cli, tmp_path: Path) -> str:
    """The id of an annotation in the library of *cli*."""
    (tmp_path / "storm.txt").write_text(TEXT)
    (added,) = cli.rows("add", "--json", str(tmp_path / "storm.txt"))
    (row,) = cli.rows(
        "tag",
        "--json",
        str(added["id"]),
        "quote",
        "--quote",
        "No one was hurt.",
        "--note",
        "secret",
    )
    return str(row["id"])


def notes(cli: Cli) -> list[str]:
    return [row["note"] for row in cli.rows("annotations", "--json")]


@pytest.mark.usefixtures("tagged")
def test_the_doctor_of_a_healthy_library_says_ok_to_each_check_and_prints_the_head(
    cli: Cli,
) -> None:
    *checks, head = cli.rows("doctor", "--json")
    assert {row["level"] for row in checks} == {"ok"}
    assert {"snapshot", "history", "spans", "backup", "modes"} <= {row["check"] for row in checks}
    assert set(checks[0]) == {"check", "level", "where", "problem", "repair"}
    assert len(head["head"]) == 64
    assert head["head"] in cli("doctor").stdout


@pytest.mark.usefixtures("tagged")
def test_the_doctor_exits_with_1_on_faults_and_mends_only_when_asked(cli: Cli) -> None:
    path = cli.library / "library.json"
    path.chmod(0o644)
    for _ in range(2):
        done = cli("doctor")
        assert done.exit_code == 1
        assert "fault    modes:" in done.stdout and "--repair" in done.stdout
    done = cli("doctor", "--repair")
    assert done.exit_code == 0
    assert "done" in done.stderr
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_went_missing_is_told_with_what_brings_it_back(cli: Cli, tagged: str) -> None:
    assert tagged
    (article,) = cli.rows("articles", "--json")
    before = cli("export").stdout
    (cli.library / "articles" / article["id"] / "text").unlink()
    assert "`postil doctor --repair` makes it again" in cli.refused("show", article["id"])
    assert cli("doctor", "--repair").exit_code == 0
    assert cli("export").stdout == before


def test_a_backup_can_be_restored_elsewhere_with_the_very_same_export(
    cli: Cli, tagged: str, tmp_path: Path
) -> None:
    assert tagged
    (row,) = cli.rows("backup", "--json", str(tmp_path / "copy.zip"))
    assert row["path"] == str(tmp_path / "copy.zip")
    assert len(row["head"]) == 64
    before = cli("export").stdout
    cli.library = tmp_path / "elsewhere"
    assert cli("restore", str(tmp_path / "copy.zip")).exit_code == 0
    assert cli("export").stdout == before


def test_restoring_can_be_undone(cli: Cli, tagged: str, tmp_path: Path) -> None:
    cli.rows("backup", "--json", str(tmp_path / "copy.zip"))
    cli.rows("edit", "--json", tagged, "--note", "later")
    assert "takes it back" in cli("restore", str(tmp_path / "copy.zip")).stdout
    assert notes(cli) == ["secret"]
    cli.rows("undo", "--json")
    assert notes(cli) == ["later"]


def test_a_library_that_will_not_open_is_replaced_by_the_backup_and_kept_aside(
    cli: Cli, tagged: str, tmp_path: Path
) -> None:
    assert tagged
    cli.rows("backup", "--json", str(tmp_path / "copy.zip"))
    make_newer(cli.library)
    done = cli("restore", str(tmp_path / "copy.zip"))
    assert "kept in" in done.stdout
    assert notes(cli) == ["secret"]
    shutil.rmtree(cli.library / "history")
    (cli.library / "library.json").write_bytes(b"scribble")
    for path in [*cli.library.glob("backups/*"), *cli.library.glob("library.journal.*")]:
        path.unlink()
    assert "postil restore" in cli.refused("annotations")
    assert cli("restore", str(tmp_path / "copy.zip")).exit_code == 0
    assert notes(cli) == ["secret"]


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_home_folder_that_there_is_not_is_told(cli: Cli, command: str) -> None:
    assert "whose home folder" in cli.refused(command, "~nosuchuser/copy.zip")


def test_a_backup_never_overwrites_a_file_and_a_missing_library_is_none(
    cli: Cli, tagged: str, tmp_path: Path
) -> None:
    assert tagged
    (tmp_path / "precious").write_text("x")
    assert "is there already" in cli.refused("backup", str(tmp_path / "precious"))
    assert (tmp_path / "precious").read_text() == "x"
    assert "no Postil backup" in cli.refused("restore", str(tmp_path / "precious"))
    cli.library = tmp_path / "nowhere"
    for command in ("doctor", "backup"):
        assert "There is no library" in cli.refused(command)
    assert not cli.library.exists()


def test_a_purge_takes_a_record_from_everywhere_and_says_so(cli: Cli, tagged: str) -> None:
    cli.rows("edit", "--json", tagged, "--note", "secret no more")
    cli.rows("backup", "--json")
    (row,) = cli.rows("purge", "--json", tagged)
    assert row["ids"] == [tagged]
    assert row["records"] == 1 and row["changes"] >= 2 and row["backups"] >= 1
    assert notes(cli) == []
    files = [path.read_bytes() for path in cli.library.rglob("*") if path.is_file()]
    assert not any(b"secret" in raw for raw in files)
    history = cli.rows("history", "--json")
    assert [r["action"] for r in history if r["before"] is None and r["after"] is None]
    assert cli("doctor").exit_code == 0
    assert "Exports and copies" in cli("purge", str(cli.rows("articles", "--json")[0]["id"])).stderr
    assert cli.rows("articles", "--json") == []


def test_a_purge_says_that_no_backup_held_what_it_took(cli: Cli, tagged: str) -> None:
    article = str(cli.row("articles", "--json")["id"])
    other = cli.row("tag", "--json", article, "quote", "--start", "0", "--end", "5")["id"]
    told = cli("purge", tagged).stdout
    assert told.startswith(f"Purged {tagged}: 1 record, ")
    assert "; no backup held it. " in told
    cli.rows("backup", "--json")
    assert "; 1 backup rewritten. " in cli("purge", str(other)).stdout


def test_a_purge_names_the_codes_that_only_what_is_gone_had(cli: Cli, tagged: str) -> None:
    (article,) = cli.rows("articles", "--json")
    cli.rows("edit", "--json", tagged, "--code", "Ada Brook", "--code", "harbour")
    other = ("tag", "--json", str(article["id"]), "quote", "--start", "0", "--end", "5")
    cli.rows(*other, "--code", "harbour")
    said = cli("purge", tagged).stderr
    assert "stay in the codebook and its history: Ada Brook.\n" in said
    assert "stay in the codebook and its history: harbour.\n" in cli("purge", article["id"]).stderr


def test_a_purge_asks_whoever_can_answer_also_where_the_output_goes_to_a_file(
    cli: Cli, tagged: str
) -> None:
    asked, answered = pty.openpty()
    os.write(asked, b"n\n")
    command = [sys.executable, "-m", "tui", "--library", str(cli.library), "purge", tagged]
    done = subprocess.run(command, stdin=answered, capture_output=True, check=False)
    os.close(asked)
    os.close(answered)
    assert b"for good?" in done.stderr
    assert b"Nothing was purged" in done.stderr
    assert (done.returncode, done.stdout) == (2, b"")
    assert [row["id"] for row in cli.rows("annotations", "--json")] == [tagged]


def test_a_backup_to_standard_output_is_refused_and_leaves_no_file_of_that_name(
    cli: Cli, tagged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "name a file" in cli.refused("backup", "-")
    assert not (tmp_path / "-").exists()


def test_no_name_in_the_history_can_pass_for_a_line_of_it(cli: Cli, tagged: str) -> None:
    with Library(cli.library, who="heron\n     9  forged") as library:
        library.edit(tagged, {"note": "x"})
    lines = cli("history").stdout.splitlines()
    assert len(lines) == len(cli.rows("history", "--json"))


def test_a_record_of_a_wrong_type_is_told_with_where_to_look_and_what_helps(
    cli: Cli, tagged: str
) -> None:
    alter(cli.library, "annotations", lambda document: document.update(tags=[7]))
    for command in ("annotations", "stats"):
        told = cli.refused(command)
        assert "$.tags[0]" in told
        assert "`postil doctor`" in told
    faults = [row for row in cli("doctor", "--json").stdout.splitlines() if '"fault"' in row]
    assert any("$.tags[0]" in fault for fault in faults)


def test_a_state_that_lacks_a_part_is_read_as_far_as_it_goes(cli: Cli, tagged: str) -> None:
    (article,) = cli.rows("articles", "--json")
    cli("state", article["id"], "done")
    alter(cli.library, "states", lambda document: document.pop("rights"))
    assert [row["state"] for row in cli.rows("articles", "--json")] == ["done"]


def test_history_of_one_annotation_lists_every_version(cli: Cli, tagged: str) -> None:
    cli.rows("edit", "--json", tagged, "--note", "again")
    rows = cli.rows("history", "--json", tagged)
    assert [(r["before"] or {}).get("note") for r in rows] == [None, "secret"]
    assert [r["after"]["note"] for r in rows] == ["secret", "again"]


def test_a_restore_into_a_library_that_was_emptied_is_undone_like_any_other(
    cli: Cli, tagged: str, tmp_path: Path
) -> None:
    assert tagged
    cli.rows("backup", "--json", str(tmp_path / "copy.zip"))
    (article,) = cli.rows("articles", "--json")
    cli.rows("remove", "--json", str(article["id"]))
    steps = cli.rows("history", "--json")
    assert "takes it back" in cli("restore", str(tmp_path / "copy.zip")).stdout
    assert notes(cli) == ["secret"]
    assert cli.rows("history", "--json")[: len(steps)] == steps
    cli.rows("undo", "--json")
    assert cli.rows("articles", "--json") == []


@pytest.mark.usefixtures("tagged")
def test_a_backup_comes_back_through_a_pipe_too(cli: Cli, tmp_path: Path) -> None:
    cli.rows("backup", "--json", str(tmp_path / "copy.zip"))
    before = cli("export").stdout
    cli.library = tmp_path / "elsewhere"
    raw = (tmp_path / "copy.zip").read_bytes()
    said = cli.refused("restore", "-", stdin=raw[:-40])
    assert said.startswith("postil: Standard input is no Postil backup")
    assert not cli.library.exists()
    assert cli("restore", "-", stdin=raw).exit_code == 0
    assert cli("export").stdout == before
