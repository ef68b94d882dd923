"""doccano, Prodigy and CoNLL: what they show is exact, what they leave out is said."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from store.errors import FormatError
from store.exporters.base import Bundle
from store.exporters.registry import format_named
from store.exporters.tokens import tokens
from tests.store.exchange.others import STORY, marked, read, told
from tests.store.exchange.samples import bundles, identity, small, written

AT = STORY.index("The wall")
VIEWS = ("doccano", "prodigy", "conll")


def rows(name: str, bundle: Bundle) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(format_named(name), bundle).splitlines()]


def losses(name: str) -> dict[str, int]:
    return {loss.field: loss.records for loss in format_named(name).losses(small())}


# -- what they say they lose


def test_a_view_says_what_it_leaves_out_and_of_how_many() -> None:
    for name in VIEWS:
        lost = losses(name)
        assert not format_named(name).lossless
        assert lost["notes"] == 1
        assert lost["codes"] == 1  # the passage's code is its label
        assert lost["tags"] == 1
        assert lost["what joins the parts of an annotation"] == 1
        assert lost["attributes"] == 3
    assert "links" not in losses("doccano")
    assert losses("doccano")["notes of links"] == 1
    assert losses("prodigy")["links"] == 2
    assert "overlapping annotations" not in losses("prodigy")
    assert losses("conll")["overlapping annotations"] == 1
    assert losses("conll")["annotations of several sentences, or of blanks, as one"] == 2
    assert losses("conll")["articles' titles"] == 2


@settings(max_examples=30)
@given(bundle=bundles())
def test_what_a_view_shows_comes_back_and_all_else_is_in_its_losses(bundle: Bundle) -> None:
    for name in ("doccano", "prodigy"):
        loaded = read(name, written(format_named(name), bundle))
        texts = {one.record.id: one.text for one in bundle.articles}
        given_spans = {
            (texts[a.article], s.start, s.end) for a in bundle.annotations for s in a.spans
        }
        came = {one.record.id: one.text for one in loaded.bundle.articles}
        back = {
            (came[a.article], s.start, s.end) for a in loaded.bundle.annotations for s in a.spans
        }
        if all(not text.startswith("\ufeff") and text.isprintable() for text in texts.values()):
            assert back == given_spans
        lost = {loss.field for loss in format_named(name).losses(bundle)}
        assert ("notes" in lost) == any(one.note for one in bundle.annotations)
        assert ("tags" in lost) == any(one.tags for one in bundle.annotations)


def test_annotations_that_say_the_same_are_counted_as_one() -> None:
    one = small().annotations[0]
    copy = msgspec.structs.replace(one, id=identity(99))
    twice = msgspec.structs.replace(small(), annotations=(*small().annotations, copy))
    for name in VIEWS:
        lost = {loss.field: loss.records for loss in format_named(name).losses(twice)}
        assert lost["annotations of the same words and label as another"] == 1


# -- doccano


def test_doccano_has_labels_or_where_there_are_links_entities_and_relations() -> None:
    first, second = rows("doccano", small())
    assert first["entities"][1] == {
        "id": 1,
        "start_offset": 7,
        "end_offset": 25,
        "label": "harm done",
    }
    numbers = [
        one["id"]
        for row in (first, second)
        for key in ("entities", "relations")
        for one in row[key]
    ]
    assert len(numbers) == len(set(numbers))
    quote = next(one for one in second["entities"] if one["label"] == "QUOTE")
    assert (quote["start_offset"], quote["end_offset"]) == (16, 34)
    assert {one["type"] for one in second["relations"]} == {"said-by", "disputes"}
    bare = Bundle(
        **{f: getattr(small(), f) for f in Bundle.__struct_fields__}
        | {"annotations": small().annotations[-2:]}
    )
    assert rows("doccano", bare)[0]["label"] == [[0, 6, "LOC"], [7, 25, "harm done"]]


@pytest.mark.parametrize(
    ("row", "words", "remark"),
    [
        ({"label": [[0, 3, "PER"]]}, ["Ada"], None),
        ({"labels": [[0, 3, "PER"]]}, ["Ada"], None),
        ({"entities": [[0, 3, "PER"]]}, ["Ada"], None),
        (
            {"entities": [{"id": 1, "start_offset": 0, "end_offset": 3, "label": "PER"}]},
            ["Ada"],
            None,
        ),
        ({"label": ["good"]}, [STORY], None),
        (
            {"label": [[0, 3, "PER"], [0, 3, "PER"]]},
            ["Ada"],
            "'PER' is there twice at 0: taken once",
        ),
        ({"label": [[3, 0, "PER"]]}, [], "a label without ends was left out"),
        ({"label": [[0, 9999, "PER"]]}, [], "it was left out"),
        ({"relations": [{"from_id": 1, "to_id": 2}]}, [], "it joins no two labels"),
    ],
)
def test_a_row_of_doccano_is_read_in_each_of_its_shapes(
    row: dict[str, Any], words: list[str], remark: str | None
) -> None:
    loaded = read("doccano", json.dumps({"text": STORY, **row}))
    assert marked(loaded) == words
    assert [bool(remark) and str(remark) in one for one in told(loaded)] == [True] * bool(remark)


def test_doccanos_relations_are_links_and_rows_may_be_spread_over_lines() -> None:
    entities = [
        {"id": 5, "start_offset": 0, "end_offset": 3, "label": "PERSON"},
        {"id": 6, "start_offset": AT, "end_offset": AT + 14, "label": "CLAIM"},
    ]
    row = {
        "text": STORY,
        "entities": entities,
        "relations": [{"from_id": 6, "to_id": 5, "type": "by"}],
    }
    loaded = read("doccano", json.dumps(row, indent=4) + "\n" + json.dumps({"text": "Next."}))
    ada, wall = sorted((a for a in loaded.bundle.annotations), key=lambda one: one.start)
    assert [(link.type, link.to) for link in wall.links] == [("by", ada.id)]
    assert len(loaded.bundle.articles) == 2


def test_a_row_without_text_is_told_with_its_line_and_the_others_come() -> None:
    loaded = read("doccano", '{"text": "Ada", "label": []}\n\n{"label": []}\n', "d.jsonl")
    assert [(r.where, r.words) for r in loaded.remarks] == [
        ("d.jsonl, line 3", "it was left out: it has no text")
    ]


# -- Prodigy


def test_prodigys_tokens_begin_and_end_where_spans_do() -> None:
    for row in rows("prodigy", small()):
        for token in row["tokens"]:
            assert row["text"][token["start"] : token["end"]] == token["text"]
        for span in row["spans"]:
            first, last = row["tokens"][span["token_start"]], row["tokens"][span["token_end"]]
            assert (first["start"], last["end"]) == (span["start"], span["end"])


def test_rows_that_were_not_accepted_give_their_text_only() -> None:
    raw = "\n".join(
        json.dumps(
            {
                "text": f"Ada {answer}",
                "spans": [{"start": 0, "end": 3, "label": "P"}],
                "answer": answer,
            }
        )
        for answer in ("accept", "reject", "ignore")
    )
    loaded = read("prodigy", raw)
    assert (len(loaded.bundle.articles), len(loaded.bundle.annotations)) == (3, 1)
    assert told(loaded) == ["not accepted there: 2 rows; what comes is text without spans"]


def test_prodigys_relations_choices_and_labels_of_whole_texts_come_along() -> None:
    spans = [
        {"start": 0, "end": 3, "label": "PERSON"},
        {"start": AT, "end": AT + 14, "label": "CLAIM"},
    ]
    relation = {"head": 4, "child": 0, "label": "by", "head_span": spans[1], "child_span": spans[0]}
    lost = {"head": 4, "child": 0, "label": "by"}
    row = {
        "text": STORY,
        "spans": spans,
        "relations": [relation, lost],
        "accept": ["NEWS"],
        "label": "LONG",
    }
    loaded = read("prodigy", json.dumps(row))
    assert sorted(marked(loaded)) == sorted(["Ada", "The wall holds", STORY, STORY])
    wall = next(one for one in loaded.bundle.annotations if one.kind == "claim")
    ada = next(one for one in loaded.bundle.annotations if one.exact == "Ada")
    assert [(link.type, link.to) for link in wall.links] == [("by", ada.id)]
    assert told(loaded) == ["a relation was left out: it joins no two spans"]


# -- CoNLL


def test_conll_tags_every_token_and_begins_anew_where_a_stretch_does() -> None:
    lines = written(format_named("conll"), small()).decode().split("\n")
    assert lines.count("-DOCSTART-\tO") == 2
    assert "mayor\tB-PERSON" in lines
    at = lines.index("I\tB-CLAIM")
    assert lines[at : at + 4] == ["I\tB-CLAIM", "was\tI-CLAIM", "there\tI-CLAIM", "in\tO"]
    assert "👩‍🔬\tB-ENTITY" in lines  # one letter for a reader is one token
    assert {line.rpartition("\t")[2][:2] for line in lines if line} == {"O", "B-", "I-"}


def test_tokens_part_no_letter_from_its_marks() -> None:
    text = "e\u0301tude हिन्दी 🏴\U000e0067\U000e0062\U000e007f 👍🏽 a-b"
    assert [text[s:e] for s, e in tokens(text)] == text.split()
    assert ["word."[s:e] for s, e in tokens("word.", [2])] == ["wo", "rd", "."]


def test_conll_comes_in_as_sentences_with_its_entities() -> None:
    first = "-DOCSTART- -X- -X- O\n\nAda NNP B-NP B-PER\nspoke VBD B-VP O\n. . O O\n\n"
    raw = first + "# O\nBo S-PER\nI-x I-LOC\n"
    loaded = read("conll", raw, "c.conll")
    (article,) = loaded.bundle.articles
    assert article.text == "Ada spoke .\n# Bo I-x"
    assert marked(loaded) == ["Ada", "Bo", "I-x"]


def test_conllu_comes_in_with_its_blanks_and_multiword_tokens() -> None:
    lines = [
        "# newdoc id = a",
        "# text = Don't go (home).",
        "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tDo\t_\t_\t_\t_\t_\t_\t_\t_",
        "2\tn't\t_\t_\t_\t_\t_\t_\t_\t_",
        "3\tgo\t_\t_\t_\t_\t_\t_\t_\t_",
        "3.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_",
        "4\t(\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        "5\thome\t_\t_\t_\t_\t_\t_\t_\tNER=B-LOC|SpaceAfter=No",
        "6\t)\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        "7\t.\t_\t_\t_\t_\t_\t_\t_\t_",
    ]
    loaded = read("conll", "\n".join(lines) + "\n\n", "c.conllu")
    assert loaded.bundle.articles[0].text == "Don't go (home)."
    assert marked(loaded) == ["home"]


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("conll", "Ada\tB-PER\nBo Bo Bo\n", "f.x, line 2"),
        ("conll", "\n\n", "no line with a token"),
        ("conll", b"\xff\xfe", "not UTF-8"),
        ("doccano", '{"text": "a"}\n{"text": ', "f.x, line 2"),
        ("doccano", '{"label": []}', 'no row has a "text"'),
        ("doccano", "[[]]", "row 1"),
        ("prodigy", '{"pattern": "x"}', 'no row has a "text"'),
        ("prodigy", "7", "f.x, line 1"),
        ("prodigy", "[" * 100_000, "no JSON"),
        ("doccano", '{"text": ' + "9" * 5000 + "}", "no JSON"),
    ],
)
def test_what_can_not_be_read_is_refused_with_file_and_line(
    name: str, raw: bytes | str, said: str
) -> None:
    with pytest.raises(FormatError) as refused:
        read(name, raw, "f.x")
    assert refused.value.message.startswith("f.x")
    assert said in refused.value.message
