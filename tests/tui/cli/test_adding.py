"""`add` with files of many articles: preview, maps, passwords, reports, interrupts."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.article_files import ArticleFiles
from store.errors import NotSavedError
from store.importers.base import Origin
from store.importers.fetching import Fetched
from tests.store.importers.builders import item, lines, page, pdf, record, remark, wxr, zipped

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli

Process = Callable[..., "subprocess.Popen[bytes]"]
URL = "https://post.example/ferry"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "notes.xml"
    thread = remark(1, "There was no fog.") + remark(2, "There was.", parent=1)
    posts = item(7, title="No ferry", body="Sixty people waited.", inner=thread)
    file.write_bytes(wxr(posts + item(8, title="No fog") + item(9, kind="attachment")))
    return file


def test_one_file_gives_a_row_for_each_article_and_a_report(cli: Cli, export: Path) -> None:
    result = cli("add", export, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["source"], row["status"], row["title"]) for row in rows] == [
        (f"{export}#post-7", "added", "No ferry"),
        (f"{export}#post-8", "added", "No fog"),
    ]
    assert result.stderr.splitlines() == [
        "postil: 'notes.xml' holds 3 items: 2 articles, 1 attachment.",
        "postil: 2 added.",
    ]
    assert {row["status"] for row in cli.rows("add", export, "--json")} == {"unchanged"}
    shown = cli.row("show", rows[0]["id"], "--json")
    assert [b["author"] for b in shown["blocks"] if b["kind"] == "comment"] == [
        "Reader 1",
        "Reader 2",
    ]


def test_a_preview_prints_what_would_be_added_and_adds_nothing(cli: Cli, export: Path) -> None:
    result = cli("add", export, "--preview")
    assert "Ada Brook · Pellmouth Notes" in result.stdout
    assert "2 comments" in result.stdout
    assert "Would be: 2 added." in result.stderr
    assert cli.rows("articles", "--json") == []


def test_a_map_names_the_fields(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kopf,rumpf\nNo ferry,Sixty people waited.\n")
    assert "Name it with --map text=FIELD" in cli.refused("add", tmp_path / "a.csv")
    row = cli.row("add", tmp_path / "a.csv", "--map", "title=kopf,text=rumpf", "--json")
    assert row["title"] == "No ferry"
    preview = cli("add", tmp_path / "a.csv", "--map", "text=rumpf", "--preview").stdout
    assert "records/3 text=rumpf" in preview
    assert "not of the form" in cli.refused("add", tmp_path / "a.csv", "--map", "title")


def test_a_password_opens_what_is_encrypted(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([lines("Words of the report.")], password="quay"))
    assert "--password" in cli.refused("add", file)
    assert cli.row("add", file, "--password", "quay", "--json")["status"] == "added"


def test_a_folder_of_all_kinds_is_added_and_the_rest_counted(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.warc").write_bytes(record(URL, page("No ferry", "Sixty people waited.")))
    (folder / "b.zip").write_bytes(zipped({"c.txt": "A note of the quay."}))
    (folder / "d.png").write_bytes(b"x")
    (tmp_path / "out.txt").write_text("outside")
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    result = cli("add", folder, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["source"].removeprefix(f"{folder}/") for row in rows] == [
        f"a.warc#{URL}",
        "b.zip#c.txt",
    ]
    assert result.stderr.splitlines() == [
        f"postil: '{folder}': 2 files were not read: link.txt (a link out of the folder), "
        "d.png (of another kind).",
        "postil: 2 added, 2 files not read.",
    ]


def test_of_many_files_that_are_not_read_some_are_named_and_the_others_counted(
    cli: Cli, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number:02}.png").write_bytes(b"x")
    (folder / "a.txt").write_text("A note of the quay.")
    (folder / "lost.txt").symlink_to(folder / "gone")
    lines = cli("add", folder).stderr.splitlines()
    assert "26 files were not read: lost.txt (a link to nothing), 00.png (of" in lines[0]
    assert lines[0].endswith("18.png (of another kind) and 6 more.")
    assert lines[1] == "postil: 1 added, 26 files not read."
    preview = cli("add", "--preview", folder).stderr.splitlines()
    assert preview[1] == "postil: Would be: 1 unchanged, 26 files not read."


def test_what_failed_of_a_folder_is_named_where_it_lies_and_again_behind_a_long_report(
    cli: Cli, tmp_path: Path
) -> None:
    for place in ("one", "two"):
        (tmp_path / "in" / place).mkdir(parents=True)
        (tmp_path / "in" / place / "page.pdf").write_bytes(b"%PDF-broken")
    lines = cli("add", tmp_path / "in").stderr.splitlines()
    assert [line.split(" is ")[0] for line in lines[:2]] == [
        f"postil: '{tmp_path}/in/{place}/page.pdf'" for place in ("one", "two")
    ]
    assert lines[2:] == ["postil: 2 failed."]
    for number in range(12):
        (tmp_path / "in" / f"n{number}.txt").write_text(f"Barge {number}\n\nIt came at noon.\n")
    lines = cli("add", tmp_path / "in").stderr.splitlines()
    assert lines[-2] == "postil: 12 added, 2 failed."
    assert lines[-1] == f"postil: Failed: {tmp_path}/in/one/page.pdf, {tmp_path}/in/two/page.pdf."


def test_of_texts_that_were_misread_each_is_told_and_once_what_helps(
    cli: Cli, tmp_path: Path
) -> None:
    for number in range(3):
        words = f"La ville n° {number} d’Évreux a été fermée l’été.".encode().decode("cp1252")
        (tmp_path / f"{number}.txt").write_text(f"Un titre\n\n{words}\n", encoding="utf-8")
    files = sorted(tmp_path.glob("?.txt"))
    lines = cli("add", *files).stderr.splitlines()
    told = [line.split(": its text was read in a wrong")[0] for line in lines[:3]]
    assert told == [f"postil: {file}" for file in files]
    assert [line for line in lines if "--repair" in line] == [
        "postil: 3 texts had been read in a wrong encoding before: `postil add --repair` with the "
        "same sources adds a repaired version beside each."
    ]
    assert "3 added" in cli("add", "--repair", *files).stderr


def test_a_packed_file_is_named_once_for_people_and_whole_for_programs(
    cli: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf.gz"
    file.write_bytes(gzip.compress(b"%PDF-broken"))
    said = cli.refused("add", file)
    assert "'a.pdf.gz'" in said
    assert "#" not in said
    row = json.loads(cli("add", file, "--json").stdout)
    assert "'a.pdf.gz#a.pdf'" in row["error"]


def test_an_address_is_fetched_when_asked_and_its_redirects_are_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "add --fetch" in cli.refused("add", URL)

    def fetch(url: str, told: Callable[[str], None]) -> Fetched:
        told(f"{url} leads on to {url}/2")
        origin = Origin("ferry.html", f"{url}/2", "2024-05-06T07:08:09.000Z")
        return Fetched(page("No ferry", "Sixty people waited."), origin)

    monkeypatch.setattr("store.importers.fetching.fetch", fetch)
    result = cli("add", URL, "--fetch", "--json")
    row = json.loads(result.stdout)
    assert (row["source"], row["status"]) == (URL, "added")
    assert f"{URL} leads on to {URL}/2" in result.stderr
    source = cli.row("show", row["id"], "--json")["source"]
    assert (source["url"], source["captured"]) == (f"{URL}/2", "2024-05-06T07:08:09.000Z")


def test_escapes_in_names_and_messages_never_reach_the_terminal(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "z.zip"
    names: dict[str, bytes | str] = {
        "\x1b]0;evil\x07.pdf": b"%PDF-broken",
        "\x1b[2J.txt": "Some words \x1b[31m here.",
    }
    file.write_bytes(zipped(names))
    for flags in ([], ["--json"], ["--preview"]):
        result = cli("add", file, *flags)
        assert not set("\x1b\x07") & set(result.output)
        assert result.exit_code == 1


def test_an_interrupt_keeps_what_is_done_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, process: Process
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(300):
        words = " ".join(f"w{n}x{at}" for at in range(400))
        (folder / f"{n:03}.txt").write_text(f"Title {n}\n\n{words}\n")
    running = process("--library", cli.library, "add", folder, "--json", start_new_session=True)
    assert running.stdout is not None
    first = [json.loads(running.stdout.readline()) for _ in range(5)]
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to the readers too
    assert running.stderr is not None
    with running:
        # `communicate` would miss what was taken in with the first lines.
        rest, stderr = running.stdout.read(), running.stderr.read()
    rows = first + [json.loads(line) for line in rest.splitlines()]
    assert running.returncode == 130
    assert b"Traceback" not in stderr
    assert b"goes on from here" in stderr
    assert len(cli.rows("articles", "--json")) == len(rows) < 300
    again = cli("add", folder, "--json")
    statuses = [json.loads(line)["status"] for line in again.stdout.splitlines()]
    assert statuses == ["unchanged"] * len(rows) + ["added"] * (300 - len(rows))


def test_an_empty_source_is_refused_and_never_the_folder_one_is_in(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bystander.txt").write_text("Bystander\n\nNobody asked for this one.\n")
    monkeypatch.chdir(tmp_path)
    assert "'' is no name" in cli.refused("add", "")
    assert cli.rows("articles", "--json") == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such kill here")
def test_processes_that_read_files_end_with_a_command_that_was_killed(
    cli: Cli, tmp_path: Path, process: Process
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"n{number}.txt").write_text(f"Barge {number}\n\nIt came in at noon.\n")
    running = process("--library", cli.library, "add", folder)
    assert running.stdout is not None
    running.stdout.readline()
    running.kill()
    running.communicate(timeout=60)  # ends when nobody holds the other end of its streams


def test_a_full_disk_is_told_a_few_times_and_the_same_command_goes_on(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(8):
        (folder / f"n{number}.txt").write_text(f"Barge {number}\n\nIt came in at noon.\n")
    write, room = ArticleFiles.write, [2]

    def writing(self: ArticleFiles, *given: Any) -> None:
        if not room[0]:
            raise NotSavedError("Can't write it: No space left on device.")
        room[0] -= 1
        write(self, *given)

    monkeypatch.setattr(ArticleFiles, "write", writing)
    result = cli("add", folder)
    assert result.exit_code == 1
    *refused, last = result.stderr.splitlines()
    assert len(refused) == 3
    assert "2 added, 3 failed." in last
    assert "goes on from here" in last
    room[0] = 100
    assert "6 added, 2 unchanged" in cli("add", folder).stderr


def test_an_interrupt_is_told_on_a_line_of_its_own(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Bar:
        def __init__(self, *_: object) -> None: ...

        def show(self, *_: object) -> None:
            said.append("shown")

        def clear(self) -> None:
            said.append("cleared")

    def interrupted(*_: object) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.adding.Progress", Bar)
    monkeypatch.setattr("store.intake.read_jobs", interrupted)
    (tmp_path / "a.txt").write_text("Words.")
    assert "Interrupted" in cli("add", tmp_path / "a.txt").stderr
    assert said == ["shown", "cleared"]
