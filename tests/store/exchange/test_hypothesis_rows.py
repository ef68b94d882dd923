"""Hypothesis rows: valid, ours whole again, others' placed by their words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings

from store.errors import FormatError
from store.exporters.base import Bundle
from store.exporters.hypothesis import FORMAT, read
from store.exporters.registry import recognised
from store.library import Library
from store.model import Imported
from tests.store.exchange.samples import bundle, bundles, small, written

MakeArticle = Callable[..., Imported]
ROW = {
    "type": "object",
    "required": ["uri", "group", "permissions", "tags", "text", "target"],
    "properties": {
        "uri": {"type": "string"},
        "group": {"type": "string"},
        "text": {"type": "string"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "permissions": {
            "type": "object",
            "required": ["read"],
            "additionalProperties": {
                "type": "array",
                "items": {"type": "string", "pattern": "^(acct:|group:).+$"},
            },
        },
        "target": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "selector": {
                        "type": "array",
                        "items": {"type": "object", "required": ["type"]},
                    }
                },
            },
        },
    },
}


def rows(raw: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(raw)["rows"]
    return found


@settings(max_examples=30)
@given(held=bundles())
def test_each_row_is_one_that_the_service_takes(held: Bundle) -> None:
    for row in rows(written(FORMAT, held)):
        jsonschema.validate(row, ROW)


def test_nobody_else_may_read_a_row_that_is_sent_there() -> None:
    for row in rows(written(FORMAT, small())):
        assert row["permissions"]["read"] == [row["user"]]


def test_offsets_count_utf16_units() -> None:
    (row,) = [one for one in rows(written(FORMAT, small())) if "witness" in str(one["target"])][:1]
    assert row["target"]
    for one in rows(written(FORMAT, small())):
        for target in one["target"]:
            quote, position = target["selector"]
            units = len(quote["exact"].encode("utf-16-le")) // 2
            assert position["end"] - position["start"] == units


@settings(max_examples=25)
@given(held=bundles())
def test_our_own_rows_come_back_whole_where_their_articles_are(
    held: Bundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Library(tmp_path_factory.mktemp("rows"), who="zoe") as library:
        library.take_in(msgspec.structs.replace(held, annotations=()), "file")
        raw = written(FORMAT, held)
        if not held.annotations:
            return
        report, remarks = library.take_in_loaded(read(raw, "rows.json"), "rows.json")
        assert not remarks
        known = {one.id for one in held.annotations}
        expected = {
            one.id: msgspec.structs.replace(
                one, links=tuple(link for link in one.links if link.to in known)
            )
            for one in held.annotations
        }
        assert {one.id: one for one in library.annotations.all()} == expected
        assert report.annotations_added == len(known)


def test_what_was_changed_there_wins_and_the_rest_stays(tmp_path: Path) -> None:
    held = small()
    changed = rows(written(FORMAT, held))
    changed[0] |= {"text": "New words.", "updated": "2026-05-01T00:00:00Z"}
    with Library(tmp_path, who="zoe") as library:
        library.take_in(held, "file")
        library.take_in_loaded(read(json.dumps(changed).encode(), "rows.json"), "rows.json")
        one = library.annotations.get(held.annotations[0].id)
        assert one.note == "New words."
        assert one.attributes == held.annotations[0].attributes
        assert one.codes == held.annotations[0].codes


def foreign(**changes: Any) -> dict[str, Any]:
    return {
        "id": "AbC-123",
        "created": "2024-05-06T07:08:09.123456+00:00",
        "updated": "2024-05-06T07:08:09.123456+00:00",
        "user": "acct:kim@hypothes.is",
        "uri": "https://example.org/page",
        "text": "Really?",
        "tags": ["harbour"],
        "target": [
            {
                "source": "https://example.org/page",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/div[1]", "startOffset": 3},
                    {"type": "TextPositionSelector", "start": 1000, "end": 1010},
                    {"type": "TextQuoteSelector", "exact": "The wall holds", "suffix": ", she"},
                ],
            }
        ],
        **changes,
    }


@pytest.mark.parametrize("shape", ["rows", "list", "one", "lines"])
def test_another_readers_note_finds_its_words(
    tmp_path: Path, make_article: MakeArticle, shape: str
) -> None:
    row = foreign()
    whole = {"rows": {"total": 1, "rows": [row]}, "list": [row], "one": row, "lines": row}[shape]
    raw = json.dumps(whole).encode()
    if shape == "lines":
        raw += b"\n" + json.dumps(foreign(id="2", text="Yes.")).encode() + b"\n"
    with Library(tmp_path, who="zoe") as library:
        library.add(make_article("A day. The wall holds. The wall holds, she said."))
        report, _ = library.take_in_loaded(read(raw, "rows.json"), "rows.json")
        assert report.annotations_added == (2 if shape == "lines" else 1)
        one = next(a for a in library.annotations.all() if a.note == "Really?")
        assert (one.kind, one.tags, one.creator) == ("passage", ("harbour",), "kim")
        assert one.start == library.articles.text(one.article).rindex("The wall holds")


def test_notes_on_whole_pages_and_answers_are_told(tmp_path: Path) -> None:
    loaded = read(
        json.dumps([foreign(target=[{}]), foreign(references=["x"], target=[])]).encode(), "rows"
    )
    assert not loaded.unplaced
    assert len(loaded.remarks) == 2


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[1]", b'{"rows": 3}', b"[]", b"{}", b"[" * 90_000, b'{"uri": {"a": 1}}', b"\xff"],
)
def test_what_is_no_hypothesis_file_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        read(raw, "rows.json")
    assert "rows.json" in refused.value.message
    assert "\n" not in refused.value.message


def test_a_record_of_ours_that_is_damaged_or_forged_is_not_taken() -> None:
    row = rows(written(FORMAT, small()))[0]
    for record in ("{", "{}", row["postil"].replace(row["id"], "../../etc")):
        loaded = read(json.dumps([row | {"postil": record}]).encode(), "rows.json")
        assert loaded.remarks
        assert "etc" not in loaded.unplaced[0].annotation.id


def test_the_format_is_known_by_what_a_file_says() -> None:
    assert recognised(written(FORMAT, small()), "rows.json").name == "hypothesis"
    assert recognised(json.dumps([foreign()]).encode(), "x.json").name == "hypothesis"
    assert written(FORMAT, bundle((), ()))
