from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from store.bundles import watched
from store.errors import FormatError, InputError, NotFoundError
from store.exporters.base import Loaded
from store.exporters.canonical import dump, load, schema
from store.exporters.files import write_export
from store.exporters.registry import FORMATS, format_named
from store.library import Library
from store.model import Article, Code, Imported, sha256

MakeArticle = Callable[..., Imported]
Spoil = Callable[[dict[str, Any]], object]


def exported(library: Library) -> bytes:
    return dump(library.bundle())


def tables(library: Library) -> dict[str, dict[str, dict[str, int]]]:
    with library.step("look"):
        return {
            "articles": {a.id: {} for a in library.articles.all()},
            "annotations": {a.id: {"revision": a.revision} for a in library.annotations.all()},
        }


@pytest.fixture
def full(library: Library, article: Article) -> Library:
    """A library with two annotations, one linked to the other."""
    one = library.store(library.draft(article.id, "quote", [(16, 33)], codes=["harm"], note="n"))
    two = library.store(library.draft(article.id, "claim", [(0, 3), (34, 37)], tags=["t"]))
    library.link(one.id, "supports", two.id, "because")
    library.set_state(article.id, "done")
    return library


@settings(max_examples=25)
@given(
    text=st.text(st.characters(), min_size=1, max_size=80).filter(str.strip),
    words=st.text(st.characters(), max_size=20),
    data=st.data(),
)
def test_an_export_imported_into_an_empty_library_exports_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory,
    make_article: MakeArticle,
    text: str,
    words: str,
    data: st.DataObject,
) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    with Library(folder / "one", who=words or "ann") as first:
        article = first.add(
            make_article(text, title=words, sample=data.draw(st.booleans()))
        ).article
        stored = []
        for kind in data.draw(st.lists(st.sampled_from(["quote", "entity", "claim"]), max_size=3)):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            draft = first.draft(article.id, kind, [(start, end)], codes=[words], note=words)
            stored.append(first.store(draft).id)
        if len(stored) > 1:
            first.link(stored[0], "answers", stored[1], words)
        raw = exported(first)
    jsonschema.validate(json.loads(raw), schema())
    with Library(folder / "two") as second:
        second.take_in(load(raw, "file"), "file")
        assert exported(second) == raw
    with Library(folder / "two") as second:
        assert exported(second) == raw


def test_an_export_is_the_same_while_nothing_changed(full: Library) -> None:
    raw = exported(full)
    full.keep_place(next(iter(full.articles.all())).id, 7)
    assert exported(full) == raw


def test_an_import_is_one_step_to_undo(full: Library, tmp_path: Path) -> None:
    with Library(tmp_path / "other") as other:
        facts, codebook = other.facts(), other.codebook
        report = other.take_in(load(exported(full), "f"), "f")
        assert (report.articles_added, report.annotations_added) == (1, 2)
        assert other.facts() == full.facts()
        assert other.undo().action == "import"
        assert (other.facts(), other.codebook) == (facts, codebook)
        assert len(other.articles) == len(other.annotations) == 0
        other.redo()
        assert exported(other) == exported(full)


def one(data: dict[str, Any]) -> dict[str, Any]:
    annotation: dict[str, Any] = data["annotations"][0]
    return annotation


def other_text(data: dict[str, Any]) -> None:
    data["articles"][0]["text"] += "!"


def other_source(data: dict[str, Any]) -> None:
    data["articles"][0]["source_bytes"] = base64.b64encode(b"other").decode()


def forged(data: dict[str, Any]) -> None:
    article = data["articles"][0]
    article["source_bytes"] = base64.b64encode(b"other").decode()
    article["source"]["sha256"] = sha256(b"other")


SPOILT: dict[str, Spoil] = {
    "another version": lambda d: d.update(version=2),
    "another format": lambda d: d.update(format="other"),
    "articles of a wrong type": lambda d: d.update(articles={}),
    "an offset of a wrong type": lambda d: one(d)["spans"][0].update(start="0"),
    "a span out of range": lambda d: one(d)["spans"][0].update(end=10**6),
    "a span before the text": lambda d: one(d)["spans"][0].update(start=-1),
    "a number too big": lambda d: one(d).update(revision=10**30),
    "a revision of nought": lambda d: one(d).update(revision=0),
    "words that are not the text's": lambda d: one(d)["spans"][0].update(exact="other"),
    "no span": lambda d: one(d).update(spans=[]),
    "spans out of order": lambda d: d["annotations"][1]["spans"].reverse(),
    "another text": other_text,
    "another source": other_source,
    "a forged id": forged,
    "no blocks": lambda d: d["articles"][0].update(blocks=[]),
    "blocks that overlap": lambda d: d["articles"][0]["blocks"].append(
        d["articles"][0]["blocks"][0]
    ),
    "a path for an id": lambda d: d["articles"][0].update(id="../../../../etc/p"),
    "no article": lambda d: d.update(articles=[]),
    "an article twice": lambda d: d["articles"].append(d["articles"][0]),
    "an annotation twice": lambda d: d["annotations"].append(one(d)),
    "an id that is no UUID": lambda d: one(d).update(id="\x1b[31m"),
    "an unknown kind": lambda d: one(d).update(kind="rumour"),
    "a time that is none": lambda d: one(d).update(modified="\x1b[31myesterday"),
    "an article's time that is none": lambda d: d["articles"][0].update(modified=""),
    "more words than letters": lambda d: d["articles"][0].update(words=10**30),
    "fewer comments than none": lambda d: d["articles"][0].update(comments=-1),
    "a kind twice": lambda d: d["codebook"]["kinds"].append(d["codebook"]["kinds"][0]),
    "an attribute without a name": lambda d: d["codebook"]["kinds"][0]["attributes"][0].update(
        name=" "
    ),
    "a field missing": lambda d: d.pop("codebook"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_export_is_refused_in_one_line_and_nothing_is_stored(
    full: Library, tmp_path: Path, fault: str
) -> None:
    data = json.loads(exported(full))
    data["annotations"].sort(key=lambda a: len(a["spans"]))
    SPOILT[fault](data)
    with Library(tmp_path / "other") as other:
        before = exported(other)
        with pytest.raises(FormatError, match=r"^file\.json") as refusal:
            other.take_in(load(json.dumps(data).encode(), "file.json"), "file.json")
        assert "\n" not in refusal.value.message
        assert exported(other) == before
    assert not (tmp_path / "other" / "articles").exists()


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 10**5, b'{"format": "postil"}', b'"\\ud800"']
)
def test_what_is_no_export_is_refused(raw: bytes) -> None:
    with pytest.raises(FormatError, match=r"^file\.json"):
        load(raw, "file.json")


def test_importing_into_a_filled_library_keeps_the_newer_revision(
    full: Library, tmp_path: Path
) -> None:
    raw = exported(full)
    older, newer = sorted(full.annotations.all(), key=lambda a: a.id)
    with Library(tmp_path / "other", who="bob") as other:
        other.take_in(load(raw, "f"), "f")
        other.edit(newer.id, {"note": "theirs"})
        full.edit(older.id, {"note": "mine"})
        report = full.take_in(load(exported(other), "f"), "f")
    assert (report.annotations_updated, report.annotations_unchanged) == (1, 1)
    assert full.annotations.get(newer.id).note == "theirs"
    assert full.annotations.get(older.id).note == "mine"


def test_importing_what_is_here_already_changes_nothing(full: Library) -> None:
    raw = exported(full)
    report = full.take_in(load(raw, "f"), "f")
    assert (report.articles_unchanged, report.annotations_unchanged) == (1, 2)
    assert exported(full) == raw


def test_an_import_cannot_move_an_annotation_to_another_article(
    full: Library, tmp_path: Path, make_article: MakeArticle
) -> None:
    with Library(tmp_path / "other") as other:
        article = other.add(make_article("Another text.")).article
        other.store(other.draft(article.id, "quote", [(0, 7)]))
        data = json.loads(exported(other))
    data["annotations"][0] |= {"id": full.annotations.all()[0].id, "revision": 9}
    before = exported(full)
    with pytest.raises(FormatError, match="belongs to article"):
        full.take_in(load(json.dumps(data).encode(), "f"), "f")
    assert exported(full) == before


def test_links_to_annotations_that_are_nowhere_are_not_taken_in(
    full: Library, tmp_path: Path
) -> None:
    linking = next(a for a in full.annotations.all() if a.links)
    raw = dump(full.bundle([linking]))
    with Library(tmp_path / "other") as other:
        other.take_in(load(raw, "f"), "f")
        assert other.annotations.get(linking.id).links == ()
    full.edit(linking.id, {"note": "newer"})
    raw = dump(full.bundle([full.annotations.get(linking.id)]))
    assert full.take_in(load(raw, "f"), "f").annotations_unchanged == 1
    assert full.annotations.get(linking.id).links == linking.links


def test_contexts_that_are_not_the_texts_are_taken_from_the_text(
    full: Library, tmp_path: Path
) -> None:
    data = json.loads(exported(full))
    one(data)["spans"][0] |= {"prefix": "made up", "suffix": "made up"}
    with Library(tmp_path / "other") as other:
        other.take_in(load(json.dumps(data).encode(), "f"), "f")
        assert exported(other) == exported(full)


def test_a_sample_without_annotations_is_left_out_and_a_tagged_one_stays_a_sample(
    library: Library, make_article: MakeArticle, tmp_path: Path
) -> None:
    library.add(make_article("Left alone.", sample=True))
    tagged = library.add(make_article("Tagged one.", sample=True)).article
    library.store(library.draft(tagged.id, "quote", [(0, 6)]))
    raw = exported(library)
    assert [article["id"] for article in json.loads(raw)["articles"]] == [tagged.id]
    with Library(tmp_path / "other") as other:
        other.take_in(load(raw, "f"), "f")
        assert other.articles.get(tagged.id).sample


def test_every_format_has_a_name_that_finds_it_and_takes_any_library(full: Library) -> None:
    for known in FORMATS:
        assert format_named(known.name) is known
        try:
            assert b"".join(known.write(full.bundle()))
        except FormatError:
            assert known.extra is not None  # it is not installed
    with pytest.raises(NotFoundError):
        format_named("none")


def test_json_lines_hold_one_annotation_each(full: Library) -> None:
    rows = [json.loads(line) for line in format_named("jsonl").write(full.bundle())]
    assert [row["id"] for row in rows] == sorted(a.id for a in full.annotations.all())
    assert {row["article_title"] for row in rows} == {"An article"}


def test_an_export_file_is_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with path.open("rb") as held:
        write_export(path, b"new")
        assert held.read() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_takes_no_export_is_refused(tmp_path: Path) -> None:
    names = ("none/x.json", "x" * 300, "a\0b", "\ud800")
    for place in (tmp_path, *(tmp_path / name for name in names)):
        with pytest.raises(InputError):
            write_export(place, b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_and_never_replaced() -> None:
    write_export(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()


def test_a_bundle_stays_what_it_was_while_the_library_goes_on(full: Library) -> None:
    bundle = full.bundle()
    raw = dump(bundle)
    for annotation in full.annotations.all():
        full.edit(annotation.id, {"note": "newer"})
    assert len(bundle.annotations) == 2
    assert dump(bundle).count(b"newer") == 0
    assert raw.count(b'"note":"n"') == dump(bundle).count(b'"note":"n"')
    assert [a.id for a in bundle.annotations[:1]] == [bundle.annotations[0].id]
    assert [a.record.id for a in bundle.articles[:1]] == [bundle.articles[0].record.id]


def test_a_stored_row_that_another_program_wrote_is_exported_as_ours(full: Library) -> None:
    raw = exported(full)
    with full._storage.step("rewrite"):
        for key, row in list(full._storage.raws("annotations").items()):
            spaced = json.dumps(dict(reversed(json.loads(bytes(row)).items())))
            full._storage.change("annotations", key, Raw(spaced.encode()))
    assert exported(full) == raw


def test_the_last_change_of_an_export_follows_what_is_there(full: Library) -> None:
    first = full.bundle().changed
    for annotation in full.annotations.all():
        full.edit(annotation.id, {"note": "newer"})
    assert full.bundle().changed == max(a.modified for a in full.annotations.all()) >= first
    full.undo()
    full.undo()
    times = [a.modified for a in full.annotations.all()]
    times += [a.modified for a in full.articles.all()]
    assert full.bundle().changed == max(times)


def test_an_export_tells_how_far_it_is_and_can_be_ended(full: Library, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    class EndedError(Exception):
        pass

    def end(done: int, total: int) -> None:
        if done:
            raise EndedError

    whole = full.bundle()
    for known in FORMATS:
        told.clear()
        watching = watched(whole, lambda done, total: told.append((done, total)))
        try:
            raw = b"".join(known.write(whole))
        except FormatError:
            assert known.extra is not None  # it is not installed
            continue
        assert b"".join(known.write(watching)) == raw
        assert {total for _, total in told} == {3}
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    with pytest.raises(EndedError):
        write_export(path, format_named("json").write(watched(whole, end)))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob(".*")) == []


def test_whole_numbers_leave_as_they_come_back(full: Library, tmp_path: Path) -> None:
    held = full.annotations.all()[0]
    bundle = full.bundle([msgspec.structs.replace(held, attributes={"confidence": 1}, links=())])
    with Library(tmp_path / "one") as one, Library(tmp_path / "two") as two:
        one.take_in(bundle, "f")
        raw = exported(one)
        two.take_in(load(raw, "f"), "f")
        assert exported(two) == raw


def test_an_attribute_of_another_type_than_the_codebook_says_is_kept_and_told(
    full: Library, tmp_path: Path
) -> None:
    data = json.loads(exported(full))
    claim = next(a for a in data["annotations"] if a["kind"] == "claim")
    claim["attributes"] |= {"confidence": "high", "claimant": ["one", "two"]}
    with Library(tmp_path / "other") as other:
        loaded = Loaded(bundle=load(json.dumps(data).encode(), "in.json"))
        report, remarks = other.take_in_loaded(loaded, "in.json")
        assert report.annotations_added == 2
        assert [r.where for r in remarks] == [f"in.json, annotation {claim['id']}"] * 2
        assert {remark.words.split()[1] for remark in remarks} == {"confidence", "claimant"}
        kept = other.annotations.get(claim["id"]).attributes
        assert (kept["confidence"], kept["claimant"]) == ("high", ["one", "two"])


def hold_codes(library: Library, *codes: Code) -> None:
    library.coding.take(msgspec.structs.replace(library.codebook, codes=codes))


def test_codes_that_come_are_counted_and_what_they_say_otherwise_is_told(
    full: Library, tmp_path: Path
) -> None:
    codes = (
        Code(name="flood", description="water in streets"),
        Code(name="wall", description="the harbour's", colour="red"),
        Code(name="law"),
    )
    held = full.bundle()
    codebook = msgspec.structs.replace(held.codebook, codes=codes)
    bundle = msgspec.structs.replace(
        held, codebook=codebook, articles=(), annotations=(), foreign=True
    )
    with Library(tmp_path / "other", who="zoe") as other:
        hold_codes(other, Code(name="law"), Code(name="wall", description="any"), Code(name="x"))
        report, remarks = other.take_in_loaded(Loaded(bundle=bundle), "codes.qdc")
        counts = (report.codes_added, report.codes_completed, report.codes_unchanged)
        assert counts == (1, 1, 1)
        here = {code.name: code for code in other.codebook.codes}
        assert (here["wall"].description, here["wall"].colour) == ("any", "red")
        assert [(remark.where, remark.words) for remark in remarks] == [
            ("codes.qdc, code 'wall'", "the code here keeps its own description")
        ]


def test_a_codebook_that_was_made_beforehand_stays_when_a_first_import_comes(
    full: Library, tmp_path: Path
) -> None:
    with Library(tmp_path / "other", who="zoe") as other:
        hold_codes(other, Code(name="prepared", description="by hand"))
        other.take_in(full.bundle(), "f")
        assert "prepared" in [code.name for code in other.codebook.codes]
        assert len(other.annotations) == len(full.annotations)
