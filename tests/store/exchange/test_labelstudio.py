"""Label Studio: ours comes back whole, others' texts, pages and dialogues come in."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import FormatError
from store.exporters.registry import format_named
from tests.store.exchange.others import STORY, marked, read, told
from tests.store.exchange.samples import small, written

AT = STORY.index("The wall")


def region(own: str, start: Any, end: Any, label: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], **more.pop("value", {})}
    return {"id": own, "from_name": "l", "to_name": "t", "type": "labels", "value": value, **more}


def task(*results: Any, data: Any = None, **more: Any) -> str:
    entry = {"completed_by": {"email": "kim@example.org"}, "created_at": "2024-05-06T07:08:07Z"}
    made = {"data": data or {"text": STORY}, "annotations": [{**entry, "result": list(results)}]}
    return json.dumps([{**made, **more}])


def test_regions_choices_notes_and_relations_of_others_come_along() -> None:
    loaded = read(
        "labelstudio",
        task(
            region("a", 0, 3, "Person", meta={"text": ["First?"]}),
            region("b", AT, AT + 14, "Claim"),
            {
                "id": "b",
                "type": "choices",
                "value": {"start": AT, "end": AT + 14, "choices": ["doubtful"]},
            },
            {"type": "relation", "from_id": "b", "to_id": "a", "labels": ["said-by"]},
        ),
    )
    assert told(loaded) == []
    ada, wall = sorted(loaded.bundle.annotations, key=lambda one: one.start)
    assert (ada.exact, ada.kind, ada.note) == ("Ada", "entity", "First?")
    assert (wall.exact, wall.kind, wall.codes) == ("The wall holds", "claim", ("doubtful",))
    assert [(link.type, link.to) for link in wall.links] == [("said-by", ada.id)]
    assert (ada.creator, ada.created) == ("kim@example.org", "2024-05-06T07:08:07.000Z")


def test_offsets_in_utf16_units_are_known_by_their_words() -> None:
    at = STORY.index("Bo ")
    shift = sum(one > "\uffff" for one in STORY[:at])
    points = read("labelstudio", task(region("a", at, at + 2, "P", value={"text": "Bo"})))
    raw = task(region("a", at + shift, at + shift + 2, "P", value={"text": "Bo"}))
    assert marked(points) == marked(read("labelstudio", raw)) == ["Bo"]


PAGE = (
    "<div><h1>A wall</h1><table><tr><td>one</td><td>Ada &amp; Bo</td></tr></table>"
    "<script>var Ada = 1;</script><p>The <b>wall</b> holds.</p></div>"
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (("/div[1]/table[1]/tbody[1]/tr[1]/td[2]/text()[1]", 0, 8), "Ada & Bo"),
        (("/div[1]/p[1]/b[1]/text()[1]", 0, 4), "wall"),
        (("/div[1]/p[1]/text()[2]", 1, 6), "holds"),
    ],
)
def test_regions_of_a_page_are_found_by_path(value: tuple[str, int, int], words: str) -> None:
    path, start, end = value
    place = {"startOffset": start, "endOffset": end, "text": words, "hypertextlabels": ["X"]}
    result = {"id": "a", "type": "hypertextlabels", "value": {"start": path, "end": path, **place}}
    loaded = read("labelstudio", task(result, data={"html": PAGE}))
    assert told(loaded) == []
    assert marked(loaded) == [words]
    (article,) = loaded.bundle.articles
    assert article.text == "A wall\none\nAda & Bo\nThe wall holds.\n"


def test_a_path_that_leads_elsewhere_is_believed_only_where_the_words_agree() -> None:
    place = {"startOffset": 0, "endOffset": 3, "hypertextlabels": ["X"]}
    value = {"start": "/div[1]/h1[1]/text()[1]", "end": "/div[1]/h1[1]/text()[1]", **place}
    by_words = {"id": "a", "type": "hypertextlabels", "value": {**value, "text": "holds"}}
    gone = {"id": "b", "type": "hypertextlabels", "value": {**value, "text": "nowhere"}}
    loaded = read("labelstudio", task(by_words, gone, data={"html": PAGE}))
    assert marked(loaded) == ["holds"]
    assert told(loaded) == ["it was left out: it does not say where in the text it stands"]


def test_offsets_in_all_the_text_of_a_page_are_read_too() -> None:
    at = "A wallone".index("one")
    value = {"start": "/x", "end": "/x", "globalOffsets": {"start": at, "end": at + 3}}
    result = {"id": "a", "type": "hypertextlabels", "value": {**value, "hypertextlabels": ["X"]}}
    assert marked(read("labelstudio", task(result, data={"html": PAGE}))) == ["one"]


def test_a_dialogue_is_a_line_a_turn() -> None:
    turns = [
        {"author": "Ada", "text": "It holds."},
        {"author": "Bo", "text": "It does not 👩‍🔬 hold."},
    ]
    place = {"start": "1", "end": "1", "startOffset": 3, "endOffset": 11, "text": "does not"}
    result = {
        "id": "a",
        "type": "paragraphlabels",
        "value": {**place, "paragraphlabels": ["Claim"]},
    }
    long = {
        "start": "0",
        "end": "1",
        "startOffset": 3,
        "endOffset": 2,
        "paragraphlabels": ["Quote"],
    }
    both = {"id": "b", "type": "paragraphlabels", "value": long}
    loaded = read("labelstudio", task(result, both, data={"talk": turns}))
    assert loaded.bundle.articles[0].text == "Ada: It holds.\n\nBo: It does not 👩‍🔬 hold."
    assert marked(loaded) == ["holds.\n\nBo: It", "does not"]


def test_choices_of_a_whole_text_are_codes_of_all_of_it() -> None:
    result = {"id": "a", "type": "choices", "value": {"choices": ["news", "long"]}}
    (whole,) = read("labelstudio", task(result)).bundle.annotations
    assert (whole.exact, set(whole.codes)) == (STORY, {"news", "long"})


def test_names_and_notes_of_others_are_stored_as_ours_are() -> None:
    result = region("a", 0, 3, "P", meta={"text": ["one\r\ntwo"]})
    choices = {"id": "a", "type": "choices", "value": {"choices": [" a\n b ", "", "a b"]}}
    (ada,) = read("labelstudio", task(result, choices)).bundle.annotations
    assert (ada.note, ada.codes) == ("one\ntwo", ("P", "a b"))


def test_predictions_and_cancelled_work_are_not_taken_for_annotations() -> None:
    made = {"data": {"text": STORY}, "predictions": [{"result": [region("a", 0, 3, "P")]}]}
    loaded = read("labelstudio", json.dumps(made))
    assert loaded.bundle.annotations == ()
    assert "its predictions are not taken in" in told(loaded)[0]
    cancelled = {"was_cancelled": True, "result": [region("a", 0, 3, "P")]}
    assert (
        read("labelstudio", json.dumps({**made, "annotations": [cancelled]})).bundle.annotations
        == ()
    )


def test_what_a_labeller_changes_in_our_export_comes_back_and_the_rest_stays() -> None:
    tasks = json.loads(written(format_named("labelstudio"), small()))
    results = tasks[1]["annotations"][0]["result"]
    quote = next(r for r in results if r.get("value", {}).get("labels") == ["QUOTE"])
    quote["value"] |= {"labels": ["CLAIM"], "start": 17, "end": 33}
    results.append(region("new", 0, 3, "ORG"))
    loaded = read("labelstudio", json.dumps(tasks))
    before = {one.id: one for one in small().annotations}
    by_id = {one.id: one for one in loaded.bundle.annotations}
    changed = by_id[quote["id"]]
    assert (changed.kind, changed.exact, changed.revision) == ("claim", "No one was hurt.", 2)
    assert (changed.note, changed.codes) == (before[changed.id].note, before[changed.id].codes)
    assert len(by_id) == len(before) + 1
    assert all(by_id[i] == one for i, one in before.items() if i != changed.id)


@pytest.mark.parametrize("raw", ["[]", "{}", '{"data": 3}', "[1, 2]", '"x"', "{", '[{"data": '])
def test_what_is_no_label_studio_file_is_refused_by_name(raw: str) -> None:
    with pytest.raises(FormatError) as refused:
        read("labelstudio", raw, "tasks.json")
    assert "tasks.json" in refused.value.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 99) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(
        ["start", "end", "text", "labels", "choices", "startOffset", "postil", "library"]
    ), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(value=VALUES, key=st.sampled_from(["value", "id", "meta", "type", "source", "labels"]))
def test_no_shape_of_json_ends_in_a_traceback(value: Any, key: str) -> None:
    for raw in (
        task({**region("a", 0, 3, "P"), key: value}),
        task(region("a", 0, 3, "P"), data={"text": value, "title": value}),
        task(value, meta={"postil": value}),
        json.dumps({"data": {"text": STORY}, "annotations": value}),
    ):
        with contextlib.suppress(FormatError):
            read("labelstudio", raw)
