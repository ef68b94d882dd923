"""`tag`, `edit`, `remove`, `link`, `state`, `undo`, `redo` and `history`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.cli.conftest import Cli

QUOTE = "“The wall will hold,”"


@pytest.fixture
def tagged(cli: Cli, wall: str) -> str:
    """The id of an annotation."""
    return str(cli.row("tag", wall, "quote", "--quote", "Ada Brook", "--json")["id"])


def test_a_quotation_is_tagged_with_all_that_is_given(cli: Cli, wall: str) -> None:
    args = ["--quote", "raise the harbour wall", "--set", "speaker=Ada", "--set", "cue=said"]
    more = ["--code", "safety", "--code", "cost", "--note", "see minutes", "--tag", "lead"]
    answer = cli.row("tag", wall, "quote", *args, *more, "--json")
    assert answer == {"id": answer["id"], "revision": 1}
    held = cli.row("annotations", "--json")
    assert (held["id"], held["article"], held["kind"]) == (answer["id"], wall, "quote")
    assert held["spans"][0]["exact"] == "raise the harbour wall"
    assert held["attributes"] == {"speaker": "Ada", "cue": "said", "form": "direct"}
    assert (held["codes"], held["note"], held["tags"]) == (
        ["safety", "cost"],
        "see minutes",
        ["lead"],
    )
    assert held["creator"] == "heron"


def test_a_quote_in_two_places_needs_its_number(cli: Cli, wall: str) -> None:
    assert "2 times" in cli.refused("tag", wall, "quote", "--quote", QUOTE)
    cli.row("tag", wall, "quote", "--quote", QUOTE, "--nth", "2", "--json")
    text = cli.row("show", wall, "--json")["text"]
    assert cli.row("annotations", "--json")["spans"][0]["start"] == text.rindex(QUOTE)
    assert "no number 3" in cli.refused("tag", wall, "quote", "--quote", QUOTE, "--nth", "3")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--quote", "no such words"], "is not in"),
        (["--quote", ""], "is not in"),
        (["--start", "5", "--end", "99999"], "outside the text"),
        (["--start", "9", "--end", "5"], "outside the text"),
        (["--start", "9"], "both its start and its end"),
        (["--start", "-1", "--end", "5"], "not in the range"),
        (["--start", "one", "--end", "5"], "not a valid integer"),
        (["--nth", "0", "--quote", "wall"], "not in the range"),
        (["--nth", "1", "--block", "b1"], "--nth says"),
        (["--block", "b99"], "has no block"),
        ([], "Say where"),
        (["--block", "b1", "--quote", "wall"], "Say where"),
        (["--block", "b1", "--set", "speaker"], "name=value"),
        (["--block", "b1", "--set", "colour=red"], "no attribute 'colour'"),
        (["--block", "b1", "--set", "form=sung"], "no value"),
    ],
)
def test_what_cant_be_tagged_is_said_in_one_line(
    cli: Cli, wall: str, options: list[str], said: str
) -> None:
    assert said in cli.refused("tag", wall, "quote", *options)
    assert cli.rows("annotations", "--json") == []


def test_an_unknown_kind_or_article_is_refused(cli: Cli, wall: str) -> None:
    assert "no kind 'rumour'" in cli.refused("tag", wall, "rumour", "--block", "b1")
    assert "No article" in cli.refused("tag", "tower", "quote", "--block", "b1")
    assert "is no number" in cli.refused(
        "tag", wall, "claim", "--block", "b1", "--set", "confidence=nan"
    )


def test_a_tagged_comment_is_its_authors_claim(cli: Cli, wall: str) -> None:
    block = cli.row("show", wall, "--json")["blocks"][-1]
    cli.row("tag", wall, "claim", "--block", block["id"], "--json")
    held = cli.row("annotations", "--json")
    assert held["attributes"] == {"claimant": "Bo", "status": "unchecked"}
    assert (held["spans"][0]["start"], held["spans"][0]["end"]) == (block["start"], block["end"])


def test_several_values_of_a_list_add_up(cli: Cli, wall: str) -> None:
    sets = [
        "--set",
        "aliases=A. Brook",
        "--set",
        "aliases=Ms Brook; Ada",
        "--set",
        "name=Ada Brook",
    ]
    cli.row("tag", wall, "entity", "--quote", "Ada Brook", *sets, "--json")
    attributes = cli.row("annotations", "--json")["attributes"]
    assert attributes["aliases"] == ["A. Brook", "Ms Brook", "Ada"]


def test_tagging_says_for_people_what_it_did(cli: Cli, wall: str) -> None:
    said = cli("tag", wall, "quote", "--start", "0", "--end", "7").stdout
    assert said.startswith("Tagged quote ")
    assert said.endswith(" in “Harbour wall to be raised”: Harbour\n")


def test_an_edit_changes_only_what_is_named(cli: Cli, tagged: str) -> None:
    answer = cli.row("edit", tagged, "--set", "speaker=Ada", "--note", "n", "--json")
    assert answer == {"id": tagged, "revision": 2}
    cli.row("edit", tagged, "--start", "0", "--end", "7", "--code", "c", "--tag", "t", "--json")
    held = cli.row("annotations", "--json")
    assert (held["attributes"]["speaker"], held["note"], held["codes"]) == ("Ada", "n", ["c"])
    assert (held["spans"][0]["exact"], held["revision"]) == ("Harbour", 3)
    cli.row("edit", tagged, "--set", "speaker=", "--json")
    assert cli.row("annotations", "--json")["attributes"] == {"form": "direct"}
    cli.row("edit", tagged, "--kind", "claim", "--code", "", "--json")
    held = cli.row("annotations", "--json")
    assert (held["kind"], held["codes"]) == ("claim", [])
    assert held["attributes"] == {"status": "unchecked"}


def test_an_edit_that_changes_nothing_keeps_the_revision(cli: Cli, tagged: str) -> None:
    assert cli.row("edit", tagged, "--set", "form=direct", "--json")["revision"] == 1
    assert "Nothing to change" in cli("edit", tagged, "--set", "form=direct").stdout
    assert "revision 2" in cli("edit", tagged, "--set", "form=mixed").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say what to change"),
        (["--start", "4"], "go together"),
        (["--start", "4", "--end", "99999"], "outside the text"),
        (["--set", "colour=red"], "A quote has no attribute 'colour'; it has: speaker"),
        (["--set", "note=x"], "A quote has no attribute 'note'; --note sets that."),
        (["--set", "tags=x"], "A quote has no attribute 'tags'; --tag sets that."),
        (["--kind", "entity", "--set", "codes=x"], "An entity has no attribute 'codes'; --code"),
        (["--kind", "rumour"], "no kind"),
        (["--note", "x", "--revision", "7"], "changed elsewhere"),
    ],
)
def test_a_wrong_edit_is_refused(cli: Cli, tagged: str, options: list[str], said: str) -> None:
    assert said in cli.refused("edit", tagged, *options)
    assert cli.row("annotations", "--json")["revision"] == 1


def test_an_unknown_annotation_is_refused(cli: Cli, tagged: str) -> None:
    assert "no annotation 'zzz'" in cli.refused("edit", "zzz", "--note", "x")
    assert "id 'zzz'" in cli.refused("remove", "zzz")
    assert "no annotation" in cli.refused("link", tagged, "supports", "zzz")
    assert "no annotation ''" in cli.refused("edit", "", "--note", "x")


def test_annotations_and_articles_are_removed_in_one_step(
    cli: Cli, tagged: str, wall: str, put: Callable[..., str]
) -> None:
    other = put("Another one\n\nWith its words.")
    rows = cli.rows("remove", tagged, other[:6], tagged, "--json")
    assert [row["id"] for row in rows] == [tagged, other]
    assert cli.rows("annotations", "--json") == []
    assert [row["id"] for row in cli.rows("articles", "--json")] == [wall]
    cli.row("undo", "--json")
    assert cli.row("annotations", "--json")["id"] == tagged
    assert len(cli.rows("articles", "--json")) == 2


def test_removing_goes_on_past_what_is_unknown(cli: Cli, tagged: str) -> None:
    result = cli("remove", "zzz", tagged, "--json")
    assert result.exit_code == 1
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows == [{"line": 1, "error": rows[0]["error"]}, {"id": tagged}]
    cli.refused("remove")


def test_a_title_is_not_enough_to_remove_an_article(cli: Cli, wall: str) -> None:
    cli.refused("remove", "Harbour")
    assert "Removed" in cli("remove", wall).stdout


def test_the_way_back_from_a_removal_is_told_once(
    cli: Cli, wall: str, put: Callable[..., str]
) -> None:
    samples = [put(f"Sample {n}\n\nIts words.", sample=True) for n in (1, 2)]
    told = cli("remove", "--samples").stdout.splitlines()
    assert told == [*(f"Removed {id_}." for id_ in samples), "`postil undo` brings them back."]
    assert cli("remove", wall).stdout.endswith("`postil undo` brings it back.\n")


def test_links_that_go_with_what_is_removed_are_counted(cli: Cli, wall: str) -> None:
    quote, claim = (
        cli.rows("tag", wall, kind, "--start", "0", "--end", "7", "--json")[0]["id"]
        for kind in ("quote", "claim")
    )
    cli("link", claim, "disputes", quote)
    told = cli("remove", quote).stdout.splitlines()
    assert told[1:] == ["1 link goes with it. `postil undo` brings it back."]


def test_all_samples_are_removed_at_once(cli: Cli, wall: str, put: Callable[..., str]) -> None:
    samples = [put(f"Sample {n}\n\nIts words.", sample=True) for n in (1, 2)]
    assert [row["id"] for row in cli.rows("remove", "--samples", "--json")] == samples
    assert [row["id"] for row in cli.rows("articles", "--json")] == [wall]
    assert cli("remove", "--samples").stderr == "postil: There are no sample articles.\n"


def test_annotations_are_linked(cli: Cli, wall: str, tagged: str) -> None:
    other = cli.row("tag", wall, "claim", "--block", "b1", "--json")["id"]
    linked = cli.row("link", other, "said-by", tagged, "--note", "sure", "--json")
    assert linked == {"id": other, "revision": 2}
    (held,) = cli.rows("annotations", "--kind", "claim", "--json")
    assert held["links"] == [{"type": "said-by", "to": tagged, "note": "sure"}]
    assert "no link type" in cli.refused("link", other, "loves", tagged)
    assert "to itself" in cli.refused("link", other, "supports", other)


def test_a_state_is_set(cli: Cli, wall: str) -> None:
    assert cli.row("state", wall, "done", "--json") == {"id": wall, "state": "done"}
    assert cli.row("articles", "--json")["state"] == "done"
    assert "is begun" in cli("state", wall, "begun").stdout
    assert "no state" in cli.refused("state", wall, "lost")


def test_undo_and_redo_go_over_several_runs(cli: Cli, wall: str) -> None:
    ids = [cli.row("tag", wall, "quote", "--block", b, "--json")["id"] for b in ("b1", "b2")]
    steps = cli.row("undo", "2", "--json")["steps"]
    assert [step["action"] for step in steps] == ["tag quote", "tag quote"]
    assert [step["ids"] for step in steps] == [[ids[1]], [ids[0]]]
    assert cli.rows("annotations", "--json") == []
    assert cli.row("redo", "--json")["steps"][0]["ids"] == [ids[0]]
    assert "Redone: tag quote" in cli("redo").stdout
    assert "nothing to redo" in cli.refused("redo")


def test_what_one_command_added_is_undone_and_redone_as_one(
    cli: Cli, wall: str, tmp_path: Path
) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Barge {number}\n\nIt came in at noon.\n")
    files = sorted(tmp_path.glob("?.txt"))
    ids = [row["id"] for row in cli.rows("add", *files, "--json")]
    assert cli("undo").stdout == f"Undone: add ({', '.join(ids[::-1][:3])} and 2 more records)\n"
    assert [row["id"] for row in cli.rows("articles", "--json")] == [wall]
    assert cli.row("redo", "--json")["steps"][0]["ids"] == ids
    assert "undo add" in cli("history", ids[0]).stdout
    cli("tag", ids[2], "quote", "--block", "b1")
    assert [step["ids"] for step in cli.row("undo", "2", "--json")["steps"]][1] == ids[::-1]


def test_undoing_more_than_there_is_undoes_what_there_is(cli: Cli, wall: str) -> None:
    result = cli("undo", "5", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["steps"][0]["ids"] == [wall]
    assert result.stderr == "postil: There is nothing to undo.\n"
    cli.refused("undo", "0")
    cli.refused("undo", "some")


def test_a_step_on_several_records_is_one_line_of_the_history(cli: Cli, wall: str) -> None:
    tags = [cli.row("tag", wall, "quote", "--start", "0", "--end", n, "--json") for n in "45678"]
    ids = [str(tag["id"]) for tag in tags]
    assert cli("remove", *ids[:2]).exit_code == 0
    assert cli("remove", *ids[2:3], wall).exit_code == 0
    lines = cli("history").stdout.splitlines()
    steps = dict.fromkeys(row["seq"] for row in cli.rows("history", "--json"))
    assert [int(line.split()[0]) for line in lines] == list(steps)
    assert lines[-2].endswith(f"  {ids[0]}, {ids[1]}")
    assert lines[-1].endswith(" and 1 more record")


def test_the_history_says_who_changed_what(cli: Cli, wall: str, tagged: str) -> None:
    rows = cli.rows("history", tagged, "--json")
    assert " ".join(rows[0]) == "seq time who action id before after prev digest"
    assert (rows[0]["who"], rows[0]["action"], rows[0]["before"]) == ("heron", "tag quote", None)
    cli("remove", tagged)
    assert [r["action"] for r in cli.rows("history", tagged[-8:], "--json")] == [
        "tag quote",
        "remove",
    ]
    assert [r["id"] for r in cli.rows("history", "harbour", "--json")] == [wall]
    assert "heron  remove" in cli("history").stdout
    assert cli("history", tagged).stdout.count(tagged) == 2
    assert "Nothing in the history" in cli.refused("history", "zzz")
