"""`reanchor` and `orphans`: told first, moved when asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli

OLD = "The wall was raised in spring. Ada Brook said that it would hold for fifty years.\n"
NEW = "A storm came. The wall was raised in spring. Ada Brook has said it would hold for years.\n"


@pytest.fixture
def versions(cli: Cli, tmp_path: Path) -> tuple[str, str]:
    """Two versions of a file, the first with two annotations; the second's adding says so."""
    found = []
    for text in (OLD, NEW):
        file = tmp_path / "wall.txt"
        file.write_text(text)
        added = cli("add", file, "--json")
        found.append(json.loads(added.stdout)["id"])
        if text is OLD:
            cli("tag", found[0], "quote", "--quote", "The wall was raised")
            cli("tag", found[0], "claim", "--quote", "it would hold for fifty years")
        else:
            assert f"postil reanchor {found[0]} {found[1]}" in added.stderr
    return found[0], found[1]


def test_annotations_move_to_the_new_version_when_that_is_asked_for(
    cli: Cli, versions: tuple[str, str]
) -> None:
    old, new = versions
    rows = cli.rows("reanchor", old, new, "--json")
    assert {row["moved"] for row in rows} == {False}
    assert len(cli.rows("annotations", "--article", old, "--json")) == 2
    rows = cli.rows("reanchor", old, new, "--apply", "--accept", "all", "--json")
    moved = [row for row in rows if row["moved"]]
    assert moved
    assert len(cli.rows("annotations", "--article", new, "--json")) == len(moved)
    cli("undo")
    assert len(cli.rows("annotations", "--article", old, "--json")) == 2


def test_what_is_accepted_must_be_there_before_anything_moves(
    cli: Cli, versions: tuple[str, str]
) -> None:
    old, new = versions
    said = cli.refused("reanchor", old, new, "--apply", "--accept", "0123abcd")
    assert said == f"postil: No annotation of {old} has the id '0123abcd'."
    assert len(cli.rows("annotations", "--article", old, "--json")) == 2


def test_the_report_for_people_names_every_outcome(cli: Cli, versions: tuple[str, str]) -> None:
    shown = cli("reanchor", *versions)
    assert "sure" in shown.stdout
    assert "Nothing was changed" in shown.stderr
    assert "go with --apply" in cli("reanchor", *versions, "--accept", "all").stderr


def test_orphans_of_an_import_are_listed_placed_and_dropped(
    cli: Cli, versions: tuple[str, str], tmp_path: Path
) -> None:
    items = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:x:{number}",
            "type": "Annotation",
            "target": {
                "source": f"urn:postil:article:{versions[0]}",
                "selector": {"type": "TextQuoteSelector", "exact": words},
            },
        }
        for number, words in enumerate(("in the deepest winter of all", "nothing like this"))
    ]
    file = tmp_path / "other.jsonld"
    file.write_text(json.dumps(items))
    assert "2 kept aside" in cli("import", file).stdout
    first, second = cli.rows("orphans", "list", "--json")
    assert (first["outcome"], first["annotation"]["spans"][0]["exact"]) == (
        "orphan",
        "in the deepest winter of all",
    )
    assert "orphan" in cli("orphans", "list").stdout
    assert "no guess" in cli.refused("orphans", "place", first["id"])
    row = cli.row("orphans", "place", first["id"], "--quote", "in spring", "--json")
    assert row["id"] == first["id"]
    assert cli("orphans", "drop", second["id"]).exit_code == 0
    assert cli.rows("orphans", "list", "--json") == []


def test_what_is_not_sure_is_reported_with_both_places_and_what_stands_round_them(
    cli: Cli, tmp_path: Path
) -> None:
    said = "who had seen the storms of four winters, disagreed with every word of it"
    ids = []
    for words in (said, "who has seen such storms: not a word of it is true"):
        file = tmp_path / "mill.txt"
        file.write_text(f"It rained for days.\n\nThe harbour master, {words}.\n\nHe went home.\n")
        ids.append(cli.row("add", file, "--json")["id"])
    cli("tag", ids[0], "quote", "--quote", said)
    shown = cli("reanchor", *ids).stdout
    assert "uncertain" in shown
    assert f"was: It rained for days. The harbour master, [{said}]. He went home." in shown
    assert "now: It rained for days. The harbour master, [who has seen" in shown


def test_the_report_shows_long_words_from_where_they_changed(cli: Cli, tmp_path: Path) -> None:
    words = "The council voted on Tuesday to raise the harbour wall by two metres at the least"
    ids = []
    for text in (words, words.replace("two", "three")):
        file = tmp_path / "wall.txt"
        file.write_text(f"{text}.\n")
        ids.append(cli.row("add", file, "--json")["id"])
    cli("tag", ids[0], "quote", "--quote", words)
    shown = cli("reanchor", *ids).stdout
    assert "… harbour wall by two metres at the least  →  … harbour wall by three metres" in shown
