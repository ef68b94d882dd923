"""`annotations`, `search`, `stats`, `codebook show`, `formats` and `suggest`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


@pytest.fixture
def tagged(cli: Cli, wall: str, put: Callable[..., str]) -> dict[str, str]:
    """Four annotations in two articles, by a short name."""
    other = put("The tower falls\n\nAda Brook saw it.\n\nI saw nothing.")

    def tag(*args: str) -> str:
        return str(cli.row("tag", *args, "--json")["id"])

    return {
        "tower": tag(other, "entity", "--quote", "Ada Brook", "--set", "name=Ada Brook"),
        "late": tag(wall, "quote", "--quote", "Ada Brook", "--code", "people"),
        "early": tag(wall, "quote", "--start", "0", "--end", "7", "--set", "speaker=Ada"),
        "claim": tag(wall, "claim", "--block", "b2", "--set", "confidence=0.5", "--tag", "x"),
    }


def test_annotations_stand_by_article_and_place(cli: Cli, tagged: dict[str, str]) -> None:
    rows = cli.rows("annotations", "--json")
    assert [row["id"] for row in rows] == [
        tagged[name] for name in ("early", "claim", "late", "tower")
    ]
    fields = (
        "id article kind spans codes attributes links note tags creator created modified origin "
        "revision"
    )
    assert " ".join(rows[0]) == fields


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--article", "tower"], ["tower"]),
        (["--kind", "quote"], ["early", "late"]),
        (["--where", "speaker=Ada"], ["early"]),
        (["--where", "speaker="], ["claim", "late", "tower"]),
        (["--where", "confidence=0.50"], ["claim"]),
        (["--where", "confidence=half"], []),
        (["--where", "tag=x", "--where", "creator=heron"], ["claim"]),
        (["--code", "people"], ["late"]),
        (["--code", "unknown"], []),
        (["--annotator", "wren"], []),
        (["--since", "2001-02-03"], ["early", "claim", "late", "tower"]),
        (["--since", "2999-01-01T00:00:00Z"], []),
        (["--kind", "quote", "--article", "tower"], []),
    ],
)
def test_a_filter_keeps_what_fits(
    cli: Cli, tagged: dict[str, str], options: list[str], names: list[str]
) -> None:
    rows = cli.rows("annotations", *options, "--json")
    assert [row["id"] for row in rows] == [tagged[name] for name in names]
    exported = json.loads(cli("export", *options).stdout)
    assert {row["id"] for row in exported["annotations"]} == {tagged[name] for name in names}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--kind", "rumour"], "no kind"),
        (["--where", "colour=red"], "no attribute 'colour'"),
        (["--where", "colour"], "name=value"),
        (["--article", "zzz"], "No article"),
        (["--since", "yesterday"], "is no time"),
    ],
)
def test_a_wrong_filter_is_refused(
    cli: Cli, tagged: dict[str, str], options: list[str], said: str
) -> None:
    assert said in cli.refused("annotations", *options, "--json")
    assert said in cli.refused("export", *options)


def test_annotations_are_listed_for_people(cli: Cli, tagged: dict[str, str]) -> None:
    lines = cli("annotations").stdout.splitlines()
    assert len(lines) == 5
    assert lines[1].startswith(tagged["early"][-12:])
    assert cli("annotations", "--code", "none").stderr == "postil: There are no such annotations.\n"


def test_search_finds_words_and_patterns(cli: Cli, wall: str, put: Callable[..., str]) -> None:
    other = put("A wall of water\n\nWords.")
    rows = cli.rows("search", "wall", "--json")
    assert len(rows) == 6
    text = cli.row("show", wall, "--json")["text"]
    for row in rows[:-1]:
        assert text[row["start"] : row["end"]] == row["exact"] == "wall"
    assert rows[-1] == {"article": other, "block": "b1", "start": 2, "end": 6, "exact": "wall"}
    assert [r["exact"] for r in cli.rows("search", r"w\w+r\b", "--regex", "--json")] == ["water"]
    assert cli.rows("search", "Wall", "--json") == []
    assert len(cli.rows("search", "wall", "--article", other, "--json")) == 1
    assert cli("search", "of water").stdout == f"{other}:7: A wall [of water] Words.\n"
    assert "not a regular expression" in cli.refused("search", "(", "--regex")


def test_stats_count_what_is_there(
    cli: Cli, tagged: dict[str, str], put: Callable[..., str]
) -> None:
    put("A sample nobody read\n\nWords.", sample=True)
    stats = cli.row("stats", "--json")
    assert (stats["articles"], stats["annotations"], stats["comments"]) == (2, 4, 2)
    assert stats["kinds"] == {"quote": 2, "entity": 1, "claim": 1}
    assert stats["codes"] == {"people": 1}
    assert stats["claims"] == {"unchecked": 1}
    told = cli("stats").stdout
    assert "kinds: quote 2, entity 1, claim 1" in told
    assert "articles: 2 (and 1 sample without annotations)\n" in told


def test_the_codebook_is_shown(cli: Cli, tagged: dict[str, str]) -> None:
    codebook = cli.row("codebook", "show", "--json")
    assert [kind["name"] for kind in codebook["kinds"]] == ["quote", "entity", "claim"]
    assert [code["name"] for code in codebook["codes"]] == ["people"]
    assert "form: direct | indirect | mixed, else direct" in cli("codebook", "show").stdout


def test_formats_are_listed_with_their_schema(cli: Cli, tagged: dict[str, str]) -> None:
    rows = cli.rows("formats", "--json")
    assert " ".join(rows[0]) == "name title suffix exports imports lossless"
    assert rows[0]["name"] == "json"
    assert cli("formats").stdout.startswith("name")
    schema = json.loads(cli("formats", "--schema").stdout)
    Draft202012Validator(schema).validate(json.loads(cli("export").stdout))


SPOKEN = (
    "The Harbour Safety Office (HSO) met in Kabul. "
    "“We must raise the wall before the winter comes,” said Ada Brook."
)


def test_suggestions_name_quote_speaker_and_acronym(cli: Cli) -> None:
    row = cli.row("suggest", "-", "--json", stdin=json.dumps({"id": 7, "text": SPOKEN}))
    assert row["id"] == 7
    by_label = {span["label"]: span for span in row["spans"]}
    quote = by_label["QUOTE"]
    assert SPOKEN[quote["start"] : quote["end"]].startswith("“We must")
    assert quote["speaker"] == {
        "start": SPOKEN.index("Ada Brook"),
        "end": SPOKEN.index("Ada Brook") + 9,
        "text": "Ada Brook",
    }
    assert quote["cue"]["text"] == "said"
    assert by_label["ACRONYM"]["link"] == by_label["LONGFORM"]["link"]
    assert all({"start", "end", "label", "score", "origin"} <= set(s) for s in row["spans"])


def test_suggestions_are_narrowed_by_kind(cli: Cli, put: Callable[..., str]) -> None:
    article = put(f"A title\n\n{SPOKEN}\n\nThe council lied: no engineer ever checked the wall.")
    row = cli.row("suggest", article, "--kinds", "quote,acronym", "--json")
    assert {span["label"] for span in row["spans"]} == {"QUOTE", "ACRONYM", "LONGFORM"}
    ranked = cli.row("suggest", article, "--kinds", "claim", "--json")["spans"]
    (claim,) = [span for span in ranked if span.get("accepted", True)]
    assert (claim["label"], claim["disputed"]) == ("CLAIM", True)
    assert "Ada Brook" in cli("suggest", article).stdout
    assert "--kinds takes" in cli.refused("suggest", article, "--kinds", "rumour")
    assert "No article" in cli.refused("suggest", "zzz")


def test_blocks_may_be_given_with_a_text(cli: Cli) -> None:
    text = "The council lied: no engineer ever checked the wall."
    block = {"id": "c1", "kind": "comment", "start": 0, "end": len(text), "author": "Bo"}
    asked = {"id": "a", "text": text, "blocks": [block]}
    row = cli.row("suggest", "-", "--kinds", "claim", "--json", stdin=json.dumps(asked))
    assert [span["label"] for span in row["spans"]] == ["CLAIM"]


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        '{"id":1}',
        '{"text":"a"}',
        '{"id":1,"text":"ab","blocks":[{}]}',
        '{"id":1,"text":"a","blocks":[]}',
        pytest.param("[" * 100_000, id="deeply nested"),
    ],
)
def test_a_line_that_asks_nothing_is_named(cli: Cli, line: str) -> None:
    good = '{"id":2,"text":"Words."}'
    result = cli("suggest", "-", "--json", stdin=f"{line}\n\n{good}\n")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (result.exit_code, first["line"], second["id"]) == (1, 1, 2)
    assert cli("suggest", "-", stdin=line).exit_code == 2


@pytest.mark.parametrize("options", [[], ["--regex"], ["--json"]])
def test_a_search_for_nothing_is_wrong_use_and_not_no_hits(cli: Cli, options: list[str]) -> None:
    assert "QUERY is empty" in cli.refused("search", "", *options)


def test_a_list_for_people_cuts_what_is_long_also_where_no_terminal_gives_a_width(
    cli: Cli, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    tag = ("tag", wall, "quote", "--quote", "The wall will never hold")
    assert cli(*tag, "--set", "speaker=" + "Ada " * 900, "--code", "b" * 900).exit_code == 0
    shown = cli("annotations").stdout
    assert "Ada Ada" in shown
    assert max(map(len, shown.splitlines())) < 300
