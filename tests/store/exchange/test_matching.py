"""Labels made elsewhere on an exported text come back to the article they are about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.errors import FormatError
from store.exporters.registry import FORMATS, format_named, recognised
from store.library import Library
from store.model import Annotation
from tests.conftest import imported
from tests.store.exchange.others import STORY, project, qdpx, read, selection, zipped
from tests.store.exchange.samples import annotation, article, bundle, small, written

AT = STORY.index("The wall")


def labelled(library: Library, article: str) -> Annotation:
    return library.store(library.draft(article, "claim", [(AT, AT + 14)], note="mine"))


@pytest.mark.parametrize("name", ["doccano", "prodigy"])
def test_what_was_labelled_elsewhere_comes_to_its_article_and_nothing_twice(
    name: str, tmp_path: Path
) -> None:
    with Library(tmp_path / "l") as library:
        article = library.add(imported(STORY, title="The story")).article
        claim = labelled(library, article.id)
        (row,) = [json.loads(r) for r in written(format_named(name), library.bundle()).splitlines()]
        new = [0, 3, "PERSON"] if name == "doccano" else {"start": 0, "end": 3, "label": "PERSON"}
        row["label" if name == "doccano" else "spans"].append(new)
        report, remarks = library.take_in_loaded(read(name, json.dumps(row)), "back.jsonl")
        assert (report.articles_added, report.annotations_added) == (0, 1)
        held = library.annotations.of(article.id)
        assert [one.exact for one in held] == ["Ada", "The wall holds"]
        assert library.annotations.get(claim.id) == claim
        assert "not taken again, as there already: 1 annotation" in remarks[-1].words


def test_a_relation_to_what_stands_there_already_leads_to_it(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        article = library.add(imported(STORY)).article
        claim = labelled(library, article.id)
        entities = [
            {"id": 1, "start_offset": 0, "end_offset": 3, "label": "PERSON"},
            {"id": 2, "start_offset": AT, "end_offset": AT + 14, "label": "CLAIM"},
        ]
        relation = {"from_id": 1, "to_id": 2, "type": "mentions"}
        row = {"text": STORY, "entities": entities, "relations": [relation]}
        library.take_in_loaded(read("doccano", json.dumps(row)), "back.jsonl")
        ada, _ = library.annotations.of(article.id)
        assert [link.to for link in ada.links] == [claim.id]


def test_a_file_with_our_records_keeps_its_own_articles(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        library.add(imported(small().articles[1].text, name="elsewhere.txt"))
        library.take_in_loaded(read("qdpx", written(format_named("qdpx"), small())), "p.qdpx")
        assert len(library.articles) == 3


def test_what_was_changed_here_and_there_stays_as_it_is_here_and_that_is_told(
    tmp_path: Path,
) -> None:
    with Library(tmp_path / "l") as library:
        claim = labelled(library, library.add(imported(STORY)).article.id)
        tasks = json.loads(written(format_named("labelstudio"), library.bundle()))
        tasks[0]["annotations"][0]["result"][0]["meta"]["text"] = ["theirs"]
        raw = json.dumps(tasks)
        library.edit(claim.id, {"note": "mine again"})
        _, remarks = library.take_in_loaded(read("labelstudio", raw), "t.json")
        assert library.annotations.get(claim.id).note == "mine again"
        assert remarks[-1].words.startswith("it was changed here too")
        library.undo()
        library.take_in_loaded(read("labelstudio", raw), "t.json")
        assert library.annotations.get(claim.id).note == "theirs"


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    raw = json.dumps({"text": STORY, "label": [[0, 3, "PERSON"]]})
    with Library(tmp_path / "l") as library:
        library.take_in_loaded(read("doccano", raw), "d.jsonl")
        report, _ = library.take_in_loaded(read("doccano", raw), "d.jsonl")
        assert (report.articles_unchanged, report.annotations_unchanged) == (1, 1)
        assert len(library.articles) == len(library.annotations) == 1


@pytest.mark.parametrize(
    ("raw", "name", "known"),
    [
        (qdpx(project(selection(2, 0, 3))), "x.zip", "qdpx"),
        (qdpx(project("")), "x.qdpx", "qdpx"),
        (project("").encode(), "x", "qdpx"),
        (b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "x", "qdc"),
        (zipped({"a.ann": "", "a.txt": "x"}), "x.zip", "brat"),
        (b"T1\tPerson 0 3\tAda", "x.ann", "brat"),
        (b'[{"id": 1, "data": {"text": "a"}}]', "x.json", "labelstudio"),
        (b'{"annotations": [], "data": {}}', "x.json", "labelstudio"),
        (b'{"text": "a", "spans": []}', "x.jsonl", "prodigy"),
        (b'{"text": "a", "label": []}', "x.jsonl", "doccano"),
        (b"1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "x.conllu", "conll"),
        (b"a\tO\n", "x.conll", "conll"),
    ],
    ids=lambda value: value if isinstance(value, str) else "file",
)
def test_a_file_is_known_by_its_ending_or_by_what_it_holds(
    raw: bytes, name: str, known: str
) -> None:
    assert recognised(raw, name).name == known


@pytest.mark.parametrize("name", [known.name for known in FORMATS if known.read is not None])
def test_our_own_exports_are_known_under_any_name(name: str) -> None:
    raw = written(format_named(name), small())
    assert recognised(raw, f"small{format_named(name).suffix}").name == name
    assert recognised(raw, "export").name == name


@pytest.mark.parametrize("name", ["prodigy", "doccano"])
def test_labels_behind_a_long_text_tell_the_format_too(name: str) -> None:
    long = article("Some words. " * 20_000)
    raw = written(format_named(name), bundle((long,), (annotation(long, 1, (0, 4)),)))
    assert recognised(raw, "export.jsonl").name == name


@pytest.mark.parametrize("raw", [b"Words of an article.", b"<html></html>", b"\x89PNG\r\n"])
def test_a_file_that_nothing_knows_is_said_to_be_none_of_annotations(raw: bytes) -> None:
    with pytest.raises(FormatError, match="no file of annotations"):
        recognised(raw, "page.txt")
