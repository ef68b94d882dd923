"""`postil apply`: a stream of changes."""

from __future__ import annotations

import errno
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store import journal
from tui.cli import applying, changes, output

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


def lines(*changes: dict[str, Any]) -> str:
    return "".join(json.dumps(change) + "\n" for change in changes)


def test_every_change_is_answered_in_its_order(cli: Cli, wall: str) -> None:
    tag = {"do": "tag", "article": wall, "kind": "claim", "block": "b2", "codes": ["cost"]}
    quote = {"do": "tag", "article": "harbour", "kind": "entity", "quote": "Ada Brook"}
    span = {"do": "tag", "article": wall, "kind": "quote", "start": 0, "end": 7, "note": None}
    answers = cli.rows("apply", "-", stdin=lines(tag, quote, span))
    assert [answer["revision"] for answer in answers] == [1, 1, 1]
    claim, entity, third = (answer["id"] for answer in answers)
    edit = {"do": "edit", "id": claim, "attributes": {"confidence": 1}, "revision": 1}
    moved = {"do": "edit", "id": third, "start": 0, "end": 12, "tags": ["t"], "note": "n"}
    link = {"do": "link", "from": claim, "type": "said-by", "to": entity}
    remove = {"do": "remove", "id": third}
    answers = cli.rows("apply", "-", stdin=lines(edit, moved, link, remove))
    assert answers == [
        {"id": claim, "revision": 2},
        {"id": third, "revision": 2},
        {"id": claim, "revision": 3},
        {"id": third},
    ]
    held = cli.rows("annotations", "--kind", "claim", "--json")[0]
    assert held["attributes"] == {"status": "unchecked", "confidence": 1.0}
    assert held["links"][0]["to"] == entity


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("no json", "malformed"),
        ('{"do":"tag"', "not a change"),
        ("[1]", "Expected `object`"),
        ("{}", "`do`"),
        ('{"do":"dance"}', "dance"),
        ('{"do":"remove"}', "`id`"),
        ('{"do":"remove","id":"x","force":true}', "`force`"),
        ('{"do":"tag","article":"wall","kind":"quote","start":"5","end":9}', "$.start"),
        ('{"do":"tag","article":"wall","kind":"quote","start":-5,"end":9}', "outside the text"),
        ('{"do":"tag","article":"wall","kind":"quote","block":"b1","nth":2}', "'nth'"),
        ('{"do":"tag","article":"wall","kind":"quote","quote":"wall","nth":-1}', "'nth'"),
        ('{"do":"tag","article":"wall","kind":"quote"}', "Say where"),
        ('{"do":"tag","article":"wall","kind":"q","block":"b1"}', "no kind"),
        ('{"do":"edit","id":"x"}', "at least one field"),
        ('{"do":"edit","id":"x","start":1}', "both"),
        ('{"do":"edit","id":"x","note":"n"}', "no annotation"),
        pytest.param('{"attributes":' + "[" * 100_000, "not a change", id="deeply nested"),
        (b'{"do":"remove","id":"\xff"}', "not a change"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_done(
    cli: Cli, wall: str, change: str | bytes, said: str
) -> None:
    good = lines({"do": "tag", "article": wall, "kind": "quote", "block": "b1"}).encode()
    raw = change.encode() if isinstance(change, str) else change
    result = cli("apply", "-", stdin=b"\n" + raw + b"\n\n" + good)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert list(rows[0]) == ["line", "error"]
    assert rows[0]["line"] == 2
    assert said in rows[0]["error"]
    assert rows[1]["revision"] == 1
    assert cli("apply", "-", stdin=raw).exit_code == 2


def test_a_file_is_applied_too(cli: Cli, wall: str, tmp_path: Path) -> None:
    file = tmp_path / "changes.jsonl"
    tag = lines({"do": "tag", "article": wall, "kind": "quote", "block": "b1"})
    file.write_bytes(b"\xef\xbb\xbf" + tag.rstrip().encode())
    assert cli.row("apply", file)["revision"] == 1
    assert "Can't read" in cli.refused("apply", tmp_path / "gone")
    assert "Can't read" in cli.refused("apply", tmp_path)
    assert cli.rows("apply", "-", stdin="") == []


def test_an_article_is_removed_by_its_id(cli: Cli, wall: str) -> None:
    assert cli.rows("apply", "-", stdin=lines({"do": "remove", "id": wall})) == [{"id": wall}]


def test_an_answer_means_that_the_change_is_durable(
    cli: Cli, wall: str, process: Callable[..., subprocess.Popen[bytes]]
) -> None:
    running = process("--library", cli.library, "apply", "-")
    assert running.stdin is not None
    assert running.stdout is not None
    answered = []
    for block in ("b1", "b2", "b3"):
        change = lines({"do": "tag", "article": wall, "kind": "quote", "block": block})
        running.stdin.write(change.encode())
        running.stdin.flush()
        answered.append(json.loads(running.stdout.readline())["id"])
    running.kill()
    running.communicate()
    assert [row["id"] for row in cli.rows("annotations", "--json")] == answered


def test_each_line_is_a_step_to_undo(cli: Cli, wall: str) -> None:
    tags = [{"do": "tag", "article": wall, "kind": "quote", "block": b} for b in ("b1", "b2")]
    first, second = cli.rows("apply", "-", stdin=lines(*tags))
    assert cli.row("undo", "--json")["steps"][0]["ids"] == [second["id"]]
    assert [row["id"] for row in cli.rows("annotations", "--json")] == [first["id"]]


def test_a_line_that_a_full_disk_refuses_is_answered_so_and_the_others_are_saved(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite

    def refusing(file: int, raw: bytes | memoryview, at: int) -> int:
        if b"no room for this" in bytes(raw):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(file, raw, at)

    monkeypatch.setattr(os, "pwrite", refusing)
    notes = ("first", "no room for this", "third")
    tags = [
        {"do": "tag", "article": wall, "kind": "claim", "block": "b2", "note": note}
        for note in notes
    ]
    result = cli("apply", "-", stdin=lines(*tags))
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert second["line"] == 2
    assert "No space left" in second["error"]
    held = {row["id"]: row["note"] for row in cli.rows("annotations", "--json")}
    assert held == {first["id"]: "first", third["id"]: "third"}


@pytest.mark.parametrize(("seconds", "order"), [(3600.0, "saaaaa"), (0.0, "sasasasasa")])
def test_changes_that_come_at_once_are_answered_after_one_wait_for_the_disk_or_after_their_own(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch, seconds: float, order: str
) -> None:
    happened: list[str] = []

    def noted(sign: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            happened.append(sign)
            return call(*arguments)

        return called

    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, noted("s", getattr(os, name)))
    monkeypatch.setattr(output, "write", noted("a", output.write))
    monkeypatch.setattr(applying, "_TOGETHER_S", seconds)
    tag = {"do": "tag", "article": wall, "kind": "claim", "block": "b2"}
    assert len(cli.rows("apply", "-", stdin=lines(*[tag] * 5))) == 5
    assert order in "".join(happened)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_was_saved_before_the_stream_broke_off_is_answered(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    read = changes.read_change

    def breaking_off(line: bytes) -> changes.Change:
        if b"the last" in line:
            raise error
        return read(line)

    monkeypatch.setattr(changes, "read_change", breaking_off)
    monkeypatch.setattr(applying, "_TOGETHER_S", 3600.0)
    tags = [
        {"do": "tag", "article": wall, "kind": "claim", "block": "b2", "note": note}
        for note in ("first", "second", "the last")
    ]
    result = cli("apply", "-", stdin=lines(*tags))
    answered = [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert len(answered) == 2
    assert {row["id"] for row in cli.rows("annotations", "--json")} == set(answered)


def test_each_answer_is_given_as_soon_as_its_line_is_saved_where_they_were_refused_together(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    write, append = output.write, journal.Journal.append

    def refusing(self: journal.Journal, raw: bytes) -> None:
        if raw.count(b"\n") > 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        happened.append("saved")
        append(self, raw)

    def answered(raw: bytes) -> None:
        happened.append("answered")
        write(raw)

    monkeypatch.setattr(journal.Journal, "append", refusing)
    monkeypatch.setattr(output, "write", answered)
    monkeypatch.setattr(applying, "_TOGETHER_S", 3600.0)
    tag = {"do": "tag", "article": wall, "kind": "claim", "block": "b2"}
    assert len(cli.rows("apply", "-", stdin=lines(*[tag] * 3))) == 3
    assert happened[:6] == ["saved", "answered"] * 3
