"""`export` and `import`: out, in, and out again."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


@pytest.fixture
def export(cli: Cli, wall: str, tmp_path: Path) -> Path:
    """An export of a library with two annotations, linked."""
    claim = cli.row("tag", wall, "claim", "--block", "b2", "--code", "cost", "--json")["id"]
    quote = cli.row("tag", wall, "quote", "--quote", "Ada Brook", "--json")["id"]
    cli("link", claim, "said-by", quote)
    cli("state", wall, "begun")
    file = tmp_path / "out.json"
    assert cli("export", "-o", file).exit_code == 0
    return file


def test_an_export_survives_an_import_byte_for_byte(cli: Cli, export: Path, tmp_path: Path) -> None:
    first = export.read_bytes()
    assert cli("export").stdout_bytes == first
    cli.library = tmp_path / "second"
    assert cli.row("import", export, "--json") == {
        "articles_added": 1,
        "articles_unchanged": 0,
        "annotations_added": 2,
        "annotations_updated": 0,
        "annotations_unchanged": 0,
        "annotations_uncertain": 0,
        "annotations_orphaned": 0,
        "codes_added": 1,
        "codes_completed": 0,
        "codes_unchanged": 0,
    }
    assert cli("export", "-o", "-").stdout_bytes == first
    again = cli("import", "-", stdin=first).stdout
    assert again == (
        "Articles: 0 added, 1 unchanged. Annotations: 0 added, 0 updated, 2 unchanged. "
        "Codes: 0 added, 0 completed, 1 unchanged.\n"
    )
    assert cli("export").stdout_bytes == first
    cli("undo")
    assert cli.rows("articles", "--json") == []


def test_an_export_is_written_whole_and_private(cli: Cli, export: Path) -> None:
    assert stat.S_IMODE(export.stat().st_mode) == 0o600
    assert [path.name for path in export.parent.iterdir() if path.suffix == ".tmp"] == []
    assert "is a folder" in cli.refused("export", "-o", export.parent)
    assert "no folder" in cli.refused("export", "-o", export.parent / "gone" / "x.json")
    assert "There is no format" in cli.refused("export", "--format", "papyrus")


def test_lines_hold_one_annotation_each(cli: Cli, export: Path) -> None:
    rows = cli.rows("export", "--format", "jsonl", "--kind", "quote")
    assert [row["article_title"] for row in rows] == ["Harbour wall to be raised"]


@pytest.mark.parametrize("size", [0, 1, 100, 1000])
def test_a_cut_off_export_is_refused_and_nothing_stored(
    cli: Cli, export: Path, tmp_path: Path, size: int
) -> None:
    (tmp_path / "cut.json").write_bytes(export.read_bytes()[:size])
    cli.library = tmp_path / "second"
    assert "cut.json" in cli.refused("import", tmp_path / "cut.json")
    assert cli.rows("articles", "--json") == []


def spoil(export: Any, how: str) -> Any:
    match how:
        case "version":
            export["version"] = 99
        case "text":
            export["articles"][0]["text"] += "x"
        case "exact":
            export["annotations"][0]["spans"][0]["exact"] = "x"
        case "type":
            export["annotations"][0]["revision"] = "one"
        case "article":
            export["annotations"][0]["article"] = "0" * 16
        case "id":
            export["articles"][0]["id"] = "../../../../etc"
        case "format":
            export["format"] = "other"
    return export


@pytest.mark.parametrize("how", ["version", "text", "exact", "type", "article", "id", "format"])
def test_a_spoiled_export_is_refused_and_nothing_stored(
    cli: Cli, export: Path, tmp_path: Path, how: str
) -> None:
    spoiled = json.dumps(spoil(json.loads(export.read_bytes()), how))
    cli.library = tmp_path / "second"
    cli.refused("import", "-", stdin=spoiled)
    assert cli.rows("articles", "--json") == []


def test_what_is_no_export_is_refused_in_one_line(cli: Cli, tmp_path: Path) -> None:
    assert "No such file" in cli.refused("import", tmp_path / "gone.json")
    assert "is a folder" in cli.refused("import", tmp_path)
    (tmp_path / "deep.json").write_text("[" * 200_000)
    cli.refused("import", tmp_path / "deep.json")
    (tmp_path / "odd.json").write_bytes(b"\xff\xfe\x00")
    cli.refused("import", tmp_path / "odd.json")
    assert "can't be imported" in cli.refused("import", tmp_path / "odd.json", "--format", "jsonl")
    assert "no format" in cli.refused("import", tmp_path / "odd.json", "--format", "papyrus")


def test_articles_that_a_report_leaves_out_are_not_counted_as_written(
    cli: Cli, export: Path, tmp_path: Path
) -> None:
    (tmp_path / "unread.txt").write_text("Nobody has read this yet.\n")
    cli("add", tmp_path / "unread.txt")
    told = cli("export", "--format", "html", "-o", tmp_path / "report.html").stderr
    assert "Wrote 2 annotations in 1 article to" in told
    assert "Wrote 2 annotations in 2 articles to" in cli("export", "-o", tmp_path / "all").stderr


def test_annotations_that_a_format_leaves_out_are_not_counted_as_written(
    cli: Cli, export: Path, tmp_path: Path
) -> None:
    told = cli("export", "--format", "claimreview", "-o", tmp_path / "claims.json").stderr
    assert "Wrote 1 annotation in 1 article to" in told
    assert "codes to" in cli("export", "--format", "qdc", "-o", tmp_path / "codes.qdc").stderr


def test_a_dry_run_says_what_would_be_left_out_and_writes_nothing(
    cli: Cli, export: Path, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    told = cli("export", "--format", "csv", "-o", file, "--dry-run")
    assert "Left out: the articles' texts" in told.stderr
    assert "Would write 2 annotations in 1 article" in told.stderr
    assert told.stdout_bytes == b""
    assert not file.exists()
    row = cli.row("export", "--format", "csv", "--kind", "quote", "--dry-run", "--json")
    assert (row["annotations"], row["losses"][0]["records"]) == (1, 1)


def test_a_link_is_not_followed_to_where_it_leads(cli: Cli, export: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text("precious")
    (tmp_path / "link.json").symlink_to(elsewhere)
    (tmp_path / "dangling.json").symlink_to(tmp_path / "none.json")
    assert "is a link" in cli.refused("export", "-o", tmp_path / "link.json")
    assert "is a link" in cli.refused("export", "-o", tmp_path / "dangling.json")
    assert elsewhere.read_text() == "precious"
    assert not (tmp_path / "none.json").exists()


def test_every_filter_narrows_an_export(cli: Cli, export: Path) -> None:
    def kinds(*filters: str) -> list[str]:
        return [row["kind"] for row in cli.rows("export", "--format", "jsonl", *filters)]

    assert kinds("--article", "Harbour", "--kind", "claim") == ["claim"]
    assert kinds("--code", "cost") == ["claim"]
    assert kinds("--where", "status=unchecked") == ["claim"]
    assert kinds("--since", "2999-01-01") == []
    assert sorted(kinds("--since", "2000-01-01")) == ["claim", "quote"]
    assert kinds("--annotator", "nobody") == []


def test_a_file_larger_than_memory_allows_is_refused(
    cli: Cli, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.exporters.files.MOST_READ", 100)
    assert "larger than" in cli.refused("import", export)


def test_a_redacted_export_says_who_was_replaced_on_standard_error_alone(
    cli: Cli, wall: str, tmp_path: Path
) -> None:
    cli(
        *("tag", wall, "entity", "--quote", "Ada Brook", "--set", "name=Ada Brook"),
        *("--set", "type=person", "--set", "protect=source"),
    )
    file = tmp_path / "out.json"
    told = cli("export", "--redact", "-o", file).stderr
    assert "Source 1: Ada Brook, Ada, Brook" in told
    assert "found by a search" in told
    assert b"Brook" not in file.read_bytes()
    assert "Annotator 1" in cli("export", "--redact-also", "creators").stdout
    assert "is none of" in cli("export", "--redact-also", "shoes").stderr


def test_an_export_of_everything_tells_the_samples_it_leaves_out(
    cli: Cli, wall: str, put: Callable[..., str], tmp_path: Path
) -> None:
    assert cli("tag", wall, "quote", "--quote", "the council knows it").exit_code == 0
    put("A sample\n\nWords.", sample=True)
    file = tmp_path / "out.json"
    told = cli("export", "-o", file).stderr
    assert f"1 annotation in 1 article (and not 1 sample without annotations) to {file}." in told
    assert "sample" not in cli("export", "--kind", "quote", "-o", file).stderr


def test_a_redaction_without_protected_names_says_only_what_leaves(cli: Cli, wall: str) -> None:
    assert "source bytes" not in cli("export", "--redact").stderr
    told = cli("export", "--redact-also", "sources").stderr
    assert "In place of the source bytes of 1 article, as asked, its text leaves." in told


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_a_format_whose_extra_is_missing_is_told_in_one_line_and_nothing_else(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert cli("tag", wall, "quote", "--quote", "the council knows it").exit_code == 0
    assert "postil[nlp]" in cli.refused("export", "--format", "docbin", *options)


def test_a_view_is_written_also_where_the_source_of_an_article_is_gone(cli: Cli, wall: str) -> None:
    assert cli("tag", wall, "quote", "--quote", "the council knows it").exit_code == 0
    whole = cli("export", "--format", "csv")
    assert "is gone" not in whole.stderr
    (cli.library / "articles" / wall / "source").unlink()
    view = cli("export", "--format", "csv")
    assert (view.exit_code, view.stdout) == (0, whole.stdout)
    assert "The source of 1 article is gone, which csv does not need" in view.stderr
    whole_library = cli("export", "-o", cli.library.parent / "out.json")
    assert whole_library.exit_code == 2
    assert "postil doctor" in whole_library.stderr
