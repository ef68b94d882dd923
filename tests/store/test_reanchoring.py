"""Annotations move to another version of their article only when a person says so."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from store.errors import ConflictError, InvalidChangeError, NotFoundError
from store.exporters.web_reading import read
from store.library import Library
from store.model import Imported
from store.reanchoring import (
    carry,
    drop_orphans,
    earlier_versions,
    moves,
    place_orphan,
    told,
)

MakeArticle = Callable[..., Imported]
OLD = (
    "The harbour wall was raised in spring.\n\nThe mayor said it would hold for fifty years.\n\n"
    "Two engineers disagreed with him in a letter to the paper.\n\nNobody was hurt."
)
NEW = (
    "Update: a storm came.\n\nThe harbour wall was raised in spring.\n\n"
    "The mayor now says it would hold for twenty years.\n\nNobody was hurt."
)


def tag(library: Library, article: str, words: str, kind: str = "quote") -> str:
    at = library.articles.text(article).index(words)
    return library.store(library.draft(article, kind, [(at, at + len(words))])).id


@pytest.fixture
def versions(library: Library, make_article: MakeArticle) -> tuple[str, str]:
    """Two versions of an article."""
    old = library.add(make_article(OLD, name="wall.html")).article.id
    new = library.add(make_article(NEW, name="wall.html")).article.id
    return old, new


def test_a_report_says_what_becomes_of_each_and_changes_nothing(
    library: Library, versions: tuple[str, str]
) -> None:
    old, new = versions
    sure = tag(library, old, "The harbour wall was raised")
    gone = tag(library, old, "Two engineers disagreed with him in a letter")
    before = library.annotations.all()
    report = moves(library, old, new)
    assert {m.annotation.id: m.outcome for m in report.moves} == {sure: "sure", gone: "orphan"}
    assert told(report) == {"sure": 1, "uncertain": 0, "orphan": 1}
    assert library.annotations.all() == before


def test_carrying_is_one_step_and_what_is_gone_stays_with_its_version(
    library: Library, versions: tuple[str, str]
) -> None:
    old, new = versions
    sure = tag(library, old, "The harbour wall was raised")
    other = tag(library, old, "Nobody was hurt")
    gone = tag(library, old, "Two engineers disagreed with him in a letter")
    library.link(sure, "answers", gone)
    before = {a.id: a for a in library.annotations.all()}
    report = moves(library, old, new)
    carry(library, report, report.of("sure"))
    held = {a.id: a for a in library.annotations.all()}
    assert {held[sure].article, held[other].article} == {new}
    assert held[gone] == before[gone]
    assert NEW[held[sure].start : held[sure].end] == "The harbour wall was raised"
    assert held[sure].links == before[sure].links
    library.undo()
    assert {a.id: a for a in library.annotations.all()} == before


def test_an_annotation_that_was_changed_since_the_report_is_not_moved(
    library: Library, versions: tuple[str, str]
) -> None:
    old, new = versions
    one = tag(library, old, "The harbour wall was raised")
    report = moves(library, old, new)
    library.edit(one, {"note": "newer"})
    with pytest.raises(ConflictError):
        carry(library, report, report.of("sure"))
    assert library.annotations.get(one).article == old


def test_an_article_is_no_version_of_itself(library: Library, versions: tuple[str, str]) -> None:
    with pytest.raises(InvalidChangeError):
        moves(library, versions[0], versions[0])


def test_an_annotated_article_of_the_same_name_and_another_text_is_an_earlier_version(
    library: Library, versions: tuple[str, str], make_article: MakeArticle
) -> None:
    old, new = versions
    assert earlier_versions(library, library.articles.get(new)) == []
    tag(library, old, "Nobody was hurt")
    assert [a.id for a in earlier_versions(library, library.articles.get(new))] == [old]
    other = library.add(make_article("Something else.", name="index.html")).article
    assert earlier_versions(library, other) == []


def test_an_export_from_before_the_move_is_still_taken_in(
    library: Library, versions: tuple[str, str]
) -> None:
    old, new = versions
    one = tag(library, old, "Nobody was hurt")
    bundle = library.bundle()
    report = moves(library, old, new)
    carry(library, report, report.of("sure"))
    assert library.take_in(bundle, "f").annotations_unchanged == 1
    assert library.annotations.get(one).article == new


def foreign(
    identity: str, words: str, source: str = "http://example.org/wall"
) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": words}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": identity,
        "type": "Annotation",
        "bodyValue": "Look here",
        "target": {"source": "http://example.org/wall", "selector": selector},
    }


@pytest.fixture
def kept(library: Library, make_article: MakeArticle) -> Library:
    """A library that keeps an uncertain and a hopeless annotation of another program."""
    imported = make_article("No one came. No one saw. Rain fell on the wall.")
    source = msgspec.structs.replace(imported.source, url="http://example.org/wall")
    library.add(msgspec.structs.replace(imported, source=source))
    raw = json.dumps([foreign("urn:x:1", "No one"), foreign("urn:x:2", "Sun over the sea")])
    report, remarks = library.take_in_loaded(read(raw.encode(), "f.jsonld"), "f.jsonld")
    assert (report.annotations_uncertain, report.annotations_orphaned) == (1, 1)
    assert len(remarks) == 2
    return library


def test_what_has_no_sure_place_is_kept_whole(kept: Library) -> None:
    uncertain, orphan = kept.orphans.all()
    assert (uncertain.uncertain, orphan.uncertain) == (True, False)
    assert (orphan.annotation.exact, orphan.annotation.note) == ("Sun over the sea", "Look here")
    assert len(kept.annotations) == 0
    with Library(kept.folder) as again:
        assert again.orphans.all() == [uncertain, orphan]


def test_an_import_is_undone_with_its_orphans(kept: Library) -> None:
    kept.undo()
    assert len(kept.orphans) == 0
    kept.redo()
    assert len(kept.orphans) == 2


def test_an_orphan_gets_the_place_that_a_person_gives_it_and_keeps_it(kept: Library) -> None:
    uncertain, orphan = kept.orphans.all()
    assert uncertain.article is not None
    placed = place_orphan(kept, uncertain.id, uncertain.article, uncertain.guess)
    assert placed.exact == "No one"
    assert placed.note == "Look here"
    assert kept.annotations.get(placed.id) == placed
    assert [one.id for one in kept.orphans.all()] == [orphan.id]
    raw = json.dumps([foreign("urn:x:1", "No one")]).encode()
    kept.take_in_loaded(read(raw, "f.jsonld"), "f.jsonld")
    assert [one.id for one in kept.orphans.all()] == [orphan.id]
    drop_orphans(kept, [orphan.id])
    assert len(kept.orphans) == 0
    kept.undo()
    assert kept.orphans.find(orphan.id) == orphan


def test_an_orphan_that_is_not_there_is_refused(kept: Library) -> None:
    with pytest.raises(NotFoundError):
        drop_orphans(kept, ["none"])


def test_a_purge_takes_orphans_with_it(kept: Library) -> None:
    orphan = kept.orphans.all()[1]
    kept.purge([orphan.id])
    assert orphan.id not in kept.orphans
    assert b"Sun over the sea" not in b"".join(
        path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()
    )


def test_an_orphan_is_a_record_like_others(kept: Library) -> None:
    for one in kept.orphans.all():
        assert msgspec.json.decode(msgspec.json.encode(one), type=type(one)) == one
