"""`suggest` over many texts, with a library's decisions, and without a model."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest

from store.library import Library
from store.model import Origin, now
from store.rejections import Rejection
from tests.tui.cli.conftest import Cli
from tui.cli import answering
from tui.cli.answering import Wanted, answers

SPOKEN = "“We must raise the wall before the winter comes,” said Ada Brook of Pellmouth."


def asked(count: int) -> list[bytes]:
    return [
        json.dumps({"id": n, "text": f"{SPOKEN} It is day {n}."}).encode() for n in range(count)
    ]


def test_many_texts_are_answered_by_several_processes_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering._Ahead, "waiting", lambda _: answering._FEW)
    lines = [*asked(20), b"nonsense", *asked(2)]
    told: list[str] = []
    found = list(answers(lines, Wanted(("quote",)), told.append, 2))
    assert [answer.identity for answer in found] == [*range(20), None, 0, 1]
    assert [answer.number for answer in found] == list(range(1, 24))
    assert found[20].error is not None
    assert all(span["speaker"]["text"] == "Ada Brook" for span in found[3].spans)
    assert told == []


def test_an_answer_comes_before_the_next_line_is_there() -> None:
    """A program may ask, read the answer, and only then ask again."""
    ready: list[bytes] = asked(2)

    def lines() -> object:
        while ready:
            yield ready.pop(0)
            while len(found) < 2 - len(ready):
                pass

    found: list[object] = []
    for answer in answers(lines(), Wanted(("quote",)), lambda _: None, 2):  # type: ignore[arg-type]
        found.append(answer)
    assert len(found) == 2


def test_a_missing_model_is_told_once_and_the_rules_answer(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    result = cli("suggest", "-", "--nlp", "--json", stdin=b"\n".join(asked(3)))
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert "pip install 'postil[nlp]'" in line
    rows = [json.loads(row) for row in result.stdout.splitlines()]
    assert [row["id"] for row in rows] == [0, 1, 2]
    assert all(any(span["label"] == "QUOTE" for span in row["spans"]) for row in rows)


REPORTED = "The mayor of Pellmouth said that the wall had to be raised before the winter came."


@pytest.mark.parametrize(
    ("kinds", "labels"),
    [
        ((), {"QUOTE", "PERSON", "LOC", "CLAIM"}),
        (("--kinds", "quote"), {"QUOTE"}),
        (("--kinds", "indirect"), {"INDIRECT"}),
        (("--kinds", "quote,indirect"), {"QUOTE", "INDIRECT"}),
    ],
)
def test_reported_speech_is_written_where_it_is_asked_for(
    cli: Cli, kinds: tuple[str, ...], labels: set[str]
) -> None:
    line = json.dumps({"id": 1, "text": f"{SPOKEN} {REPORTED}"}).encode()
    result = cli("suggest", "-", "--json", *kinds, stdin=line)
    assert {span["label"] for span in json.loads(result.stdout)["spans"]} == labels


def test_kinds_that_there_are_not_are_refused_with_those_there_are(cli: Cli) -> None:
    result = cli("suggest", "-", "--kinds", "quote,names", stdin=b"")
    assert result.exit_code == 2
    assert "quote, entity, acronym, claim, indirect; not 'quote,names'" in result.stderr


def test_scores_of_an_article_follow_what_was_decided_in_the_library(
    cli: Cli, put: Callable[..., str]
) -> None:
    article = put(f"A wall at last\n\n{SPOKEN}\n\nAda Brook left.")

    def score() -> float:
        spans = cli.row("suggest", article, "--json", "--kinds", "entity")["spans"]
        return float(next(s["score"] for s in spans if s["label"] == "PERSON"))

    before = score()
    with Library(cli.library, who="ann") as library:
        text = library.articles.text(library.articles.find(article).id)
        start = text.index("Ada Brook")
        origin = Origin(by="rule:names/2", score=0.7, accepted_by="ann")
        drafted = library.draft(
            article, "entity", [(start, start + 9)], attributes={"type": "person"}, origin=origin
        )
        library.store(drafted)
    assert score() > before


def test_what_is_rejected_again_and_again_is_no_longer_accepted(
    cli: Cli, put: Callable[..., str]
) -> None:
    article = put(f"A wall at last\n\n{SPOKEN}")
    with Library(cli.library, who="ann") as library:
        rejections = [
            Rejection(
                kind="entity", start=n, end=n + 1, origin="rule:x/1", words="Ada Brook", at=now()
            )
            for n in range(9)
        ]
        library.reject(library.articles.find(article).id, rejections)
    spans = cli.row("suggest", article, "--json", "--kinds", "entity")["spans"]
    assert [s["accepted"] for s in spans if s["label"] == "PERSON"] == [False]
    assert "Ada Brook" not in cli("suggest", article, "--kinds", "entity").stdout


def test_each_span_has_the_documented_fields_and_labels(cli: Cli) -> None:
    text = (
        "Wall raised\n\nThe Harbour Safety Office (HSO) met in Kabul on 3 May 2021. "
        f"{SPOKEN}\n\n1 Comment\n\n1. That is not true, nobody at Pellmouth ever raised the wall."
    )
    row = cli.row("suggest", "-", "--json", stdin=json.dumps({"id": "a", "text": text}))
    assert set(row) == {"id", "spans"}
    always = {"start", "end", "label", "score", "origin"}
    more = {
        "QUOTE": {"speaker", "cue"},
        "ACRONYM": {"link"},
        "LONGFORM": {"link"},
        "CLAIM": {"disputed", "answers", "accepted"},
    }
    for span in row["spans"]:
        assert always <= set(span) <= always | more.get(span["label"], set())
    labels = {span["label"] for span in row["spans"]}
    assert labels == {"QUOTE", "PERSON", "ORG", "LOC", "DATE", "ACRONYM", "LONGFORM", "CLAIM"}
    (disputed,) = [span for span in row["spans"] if span.get("disputed")]
    assert disputed["answers"]["text"].startswith("“We must raise the wall")


def test_several_articles_are_answered_in_the_order_they_were_named(
    cli: Cli, put: Callable[..., str]
) -> None:
    first = put(f"A wall at last\n\n{SPOKEN}")
    second = put("A ferry sails\n\nThe ferry left for Uganda on 3 May 2021.")
    rows = cli.rows("suggest", second, first, "--json")
    assert [row["id"] for row in rows] == [second, first]
    told = cli("suggest", second, first).stdout
    assert told.index("A ferry sails") < told.index("Uganda") < told.index("A wall at last")


def test_an_article_that_is_not_there_is_told_and_the_others_are_answered(
    cli: Cli, put: Callable[..., str]
) -> None:
    article = put(f"A wall at last\n\n{SPOKEN}")
    result = cli("suggest", "nowhere", article, "--json")
    assert result.exit_code == 1
    missing, found = (json.loads(line) for line in result.stdout.splitlines())
    assert set(missing) == {"line", "error"}
    assert missing["line"] == 1
    assert "No article has the id or title 'nowhere'" in missing["error"]
    assert found["id"] == article
    result = cli("suggest", "nowhere", article)
    assert result.exit_code == 1
    assert "No article" in result.stderr
    assert "Ada Brook" in result.stdout


def test_an_article_that_is_damaged_is_told_and_the_others_are_answered(
    cli: Cli, put: Callable[..., str]
) -> None:
    damaged, whole = put("A ferry sails\n\nIt left."), put(f"A wall at last\n\n{SPOKEN}")
    (cli.library / "articles" / damaged / "text").write_text("A ferry sinks\n\nIt left.")
    result = cli("suggest", damaged, whole, "--json")
    assert result.exit_code == 1
    told, found = (json.loads(line) for line in result.stdout.splitlines())
    assert set(told) == {"line", "error"}
    assert told["line"] == 1 and damaged in told["error"]
    assert found["id"] == whole and found["spans"]
    result = cli("suggest", damaged, whole)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "Ada Brook" in result.stdout
    assert "was altered" in cli.refused("suggest", damaged)


def test_many_articles_know_the_library_s_names_in_every_process(
    cli: Cli, put: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering._Ahead, "waiting", lambda _: answering._FEW)
    articles = [
        put(f"Day {n}\n\nThey met near the old quorn mill again, {n} of them.") for n in range(3)
    ]
    with Library(cli.library, who="ann") as library:
        text = library.articles.text(library.articles.find(articles[0]).id)
        start = text.index("old quorn mill")
        attributes = {"type": "place", "name": "Old Quorn Mill", "aliases": ["They met"]}
        library.store(
            library.draft(articles[0], "entity", [(start, start + 14)], attributes=attributes)
        )
    rows = cli.rows("suggest", *articles, "--json", "--kinds", "entity")
    assert all([s["origin"] for s in row["spans"]] == ["rule:known/1"] for row in rows)


def test_a_dash_stands_alone(cli: Cli, put: Callable[..., str]) -> None:
    assert "stands alone" in cli.refused("suggest", "-", put("A wall\n\nIt held."))
