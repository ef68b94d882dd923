"""Web annotations: nothing lost on the way back, others' taken in, wrong ones refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import FormatError
from store.exporters import canonical
from store.exporters.registry import recognised
from store.exporters.web_checks import CONTEXT, faults
from store.exporters.web_reading import read
from store.exporters.webannotation import FORMAT
from store.library import Library
from store.model import Article, Imported

MakeArticle = Callable[..., Imported]
TEXT = "Ada Brook spoke.\r\nThe wall holds. The wall holds, she said. שלום 👩‍👩‍👧 e\u0301 \x07 end"


def written(library: Library) -> bytes:
    return b"".join(FORMAT.write(library.bundle()))


def foreign(**changes: Any) -> dict[str, Any]:
    """An annotation as another program writes it."""
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": "http://example.org/anno/1",
        "type": "Annotation",
        "created": "2024-05-06T09:08:07+02:00",
        "creator": {"id": "http://example.org/kim", "type": "Person", "name": "Kim"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": "harbour"},
            {"type": "TextualBody", "purpose": "commenting", "value": "Really?"},
        ],
        "target": {
            "source": "http://example.org/wall",
            "selector": {"type": "TextQuoteSelector", "exact": "The wall holds", "suffix": ", she"},
        },
    }
    return made | changes


@settings(max_examples=25)
@given(note=st.text(max_size=60), data=st.data())
def test_what_is_exported_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    make_article: MakeArticle,
    note: str,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("web")
    with Library(folder / "one", who="ann") as library:
        article = library.add(make_article(TEXT)).article
        text = library.articles.text(article.id)
        ends = data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True))
        a, b, c, d = sorted(ends)
        one = library.store(library.draft(article.id, "quote", [(a, b), (c, d)], note=note))
        two = library.store(library.draft(article.id, "claim", [(a, d)], codes=["x; y", "z"]))
        library.link(one.id, "disputes", two.id, note or None)
        raw, whole = written(library), canonical.dump(library.bundle())
        assert raw == written(library)
    with Library(folder / "two") as other:
        other.take_in_loaded(read(raw, "f.jsonld"), "f.jsonld")
        assert canonical.dump(other.bundle()) == whole


def test_every_annotation_written_is_one_by_the_recommendation(
    library: Library, article: Article
) -> None:
    library.store(library.draft(article.id, "entity", [(0, 3)], attributes={"name": "A"}, note="n"))
    collection = json.loads(written(library))
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == 1
    (item,) = collection["first"]["items"]
    assert list(faults(item)) == []
    selectors = item["target"]["selector"]
    text = library.articles.text(article.id)
    assert [s["type"] for s in selectors] == ["TextQuoteSelector", "TextPositionSelector"]
    assert selectors[0]["exact"] == text[selectors[1]["start"] : selectors[1]["end"]]


def test_a_link_is_a_body_that_may_have_a_purpose(library: Library, article: Article) -> None:
    one = library.store(library.draft(article.id, "claim", [(0, 3)]))
    two = library.store(library.draft(article.id, "quote", [(4, 7)]))
    library.link(one.id, "disputes", two.id)
    items = json.loads(written(library))["first"]["items"]
    (body,) = [b for item in items for b in item["body"] if b["purpose"] == "linking"]
    assert body == {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": f"urn:uuid:{two.id}",
    }


def placed(library: Library, *items: dict[str, Any]) -> tuple[list[str], int]:
    raw = json.dumps(list(items)).encode()
    report, remarks = library.take_in_loaded(read(raw, "f.json"), "f.json")
    return [remark.words for remark in remarks], report.annotations_added


def test_another_programs_annotation_is_placed_by_its_words_and_what_stands_round_them(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path / "l") as library:
        article = library.add(make_article(TEXT)).article
        item = foreign()
        (remark,), added = placed(library, item)
        assert added == 1
        assert "by its words alone" in remark
        (held,) = library.annotations.all()
        assert held.article == article.id
        assert library.articles.text(article.id)[held.start : held.end] == "The wall holds"
        assert held.start == library.articles.text(article.id).rindex("The wall holds")
        assert held.note == "Really?"
        assert held.codes == ("harbour",)
        assert held.creator == "Kim"
        assert held.created == "2024-05-06T07:08:07.000Z"
        assert "harbour" in [code.name for code in library.codebook.codes]
        assert placed(library, item)[1] == 0


def test_what_can_not_be_placed_surely_is_told_and_left_out(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path / "l") as library:
        library.add(make_article(TEXT))
        twice = foreign()
        twice["target"] = {"selector": {"type": "TextQuoteSelector", "exact": "The wall holds"}}
        twice["target"]["source"] = "http://example.org/elsewhere"
        gone = foreign(id="urn:x:2")
        gone["target"] = {
            "id": "urn:x:page",
            "source": "urn:x:page",
            "selector": {"type": "TextQuoteSelector", "exact": "Nobody wrote this"},
        }
        whole = foreign(id="urn:x:3", target="http://example.org/wall")
        remarks, added = placed(library, twice, gone, whole)
        assert added == 0
        assert len(remarks) == 3
        assert library.annotations.all() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"@context": "fish"}, "@context"),
        ({"id": "no iri"}, "'id'"),
        ({"id": ["urn:x:1", "urn:x:2"]}, "'id'"),
        ({"type": "Note"}, "'type'"),
        ({"target": []}, "'target'"),
        ({"created": "yesterday"}, "'created'"),
        ({"bodyValue": 3}, "bodyValue"),
        ({"creator": 7}, "'creator'"),
        ({"target": {"source": "urn:x:1", "selector": {"type": "TextQuoteSelector"}}}, "'exact'"),
        (
            {
                "target": {
                    "source": "urn:x:1",
                    "selector": {"type": "TextPositionSelector", "start": -1},
                }
            },
            "'start'",
        ),
        ({"target": {"selector": "urn:x:2"}}, "'source'"),
    ],
)
def test_what_the_recommendation_forbids_is_refused_by_file_and_place(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(FormatError) as refused:
        read(json.dumps(foreign(**changes)).encode(), "notes.jsonld")
    assert "notes.jsonld" in refused.value.message
    assert said in refused.value.message


@settings(max_examples=60)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.just(CONTEXT),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["@context", "id", "type", "target", "body", "selector", "items"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ),
    field=st.sampled_from(["body", "target", "creator", "created", "id", "type", "motivation"]),
)
def test_no_shape_of_json_ends_in_a_traceback(value: Any, field: str) -> None:
    for document in (value, foreign(**{field: value}), [foreign(**{field: value})]):
        try:
            read(json.dumps(document).encode(), "x.jsonld")
        except FormatError as error:
            assert "x.jsonld" in error.message


def test_the_format_is_known_by_what_a_file_says(library: Library) -> None:
    assert recognised(written(library), "notes.json").name == "webannotation"
    assert recognised(canonical.dump(library.bundle()), "notes.json").name == "json"
    assert recognised(json.dumps(foreign()).encode(), "x").name == "webannotation"
