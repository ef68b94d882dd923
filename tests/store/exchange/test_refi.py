"""REFI-QDA: what other programs write is read as well as can be, and what we write is its shape."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from store.checking import check_bundle
from store.errors import FormatError
from store.exporters.refi.readings import FileText, Reading, Stretch, reading_of
from store.exporters.registry import format_named
from store.library import Library
from tests.store.exchange.others import (
    HEAD,
    STORY,
    code,
    coding,
    guid,
    marked,
    project,
    qdpx,
    read,
    selection,
    told,
    zipped,
)
from tests.store.exchange.samples import SECOND, TEXT, small, written

SPACE = "{urn:QDA-XML:project:1.0}"
AT = STORY.index("The wall")
END = STORY.index(", she")


def ours() -> dict[str, bytes]:
    """The files of our own export."""
    archive = zipfile.ZipFile(io.BytesIO(written(format_named("qdpx"), small())))
    return {name: archive.read(name) for name in archive.namelist()}


# -- what we write


def test_texts_are_utf8_with_line_feeds_and_comments_are_sources_of_their_own() -> None:
    texts = [raw for name, raw in ours().items() if name.startswith("sources/")]
    said = TEXT[TEXT.index("That is") : -1]
    assert sorted(texts) == sorted(text.encode() for text in (TEXT, SECOND, said))
    root = etree.fromstring(ours()["project.qde"])
    names = [source.get("name") for source in root.iter(f"{SPACE}TextSource")]
    assert "No one was hurt: comment 1 by Ana, 3 May" in names


def test_every_selection_has_exclusive_ends_in_its_own_source() -> None:
    files = ours()
    root = etree.fromstring(files["project.qde"])
    found = []
    for source in root.iter(f"{SPACE}TextSource"):
        path = str(source.get("plainTextPath")).replace("internal://", "sources/")
        text = files[path].decode()
        for one in source.iter(f"{SPACE}PlainTextSelection"):
            start, end = int(str(one.get("startPosition"))), int(str(one.get("endPosition")))
            assert text[start:end] == one.get("name")
            found.append(text[start:end])
    assert sorted(found) == sorted(s.exact for one in small().annotations for s in one.spans)


def test_parts_are_in_the_order_of_the_schema_and_no_reference_leads_nowhere() -> None:
    root = etree.fromstring(ours()["project.qde"])
    order = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links"]
    assert [etree.QName(part).localname for part in root] == order
    guids = [str(one.get("guid")) for one in root.iter() if one.get("guid")]
    assert len(guids) == len(set(guids))
    for name in ("targetGUID", "originGUID", "creatingUser"):
        wanted = {str(one.get(name)) for one in root.iter() if one.get(name)}
        assert wanted <= set(guids)


def test_a_source_has_selections_before_its_values_as_the_schema_wants_it() -> None:
    root = etree.fromstring(ours()["project.qde"])
    for source in root.iter(f"{SPACE}TextSource"):
        tags = [etree.QName(part).localname for part in source]
        assert tags == sorted(tags)  # PlainTextSelection, VariableValue


def test_attributes_are_in_words_beside_the_selection_and_no_note_on_the_way_back() -> None:
    raw = ours()["project.qde"]
    root = etree.fromstring(raw)
    told_words = [str(one.text) for one in root.iter(f"{SPACE}Description")]
    assert "status: disputed\nconfidence: 0.5" in told_words
    changed = raw.replace(b"status: disputed", b"status: settled")
    loaded = read("qdpx", zipped({**ours(), "project.qde": changed}))
    (claim,) = [one for one in loaded.bundle.annotations if one.kind == "claim"]
    assert (claim.note, claim.revision) == ("status: settled\nconfidence: 0.5", 4)
    assert claim.attributes == {"status": "disputed", "confidence": 0.5}


# -- what others write


def test_a_project_of_another_program_gives_articles_codes_notes_and_links() -> None:
    codes = code(11, "harbour", code(12, "loss", "<Description>What went</Description>"))
    notes = (
        f'<Notes><Note guid="{guid(70)}"><PlainTextContent>Really?</PlainTextContent></Note>'
        f'<Note guid="{guid(71)}" name="aside"><PlainTextContent>because</PlainTextContent></Note>'
        f'</Notes><Links><Link guid="{guid(80)}" name="explains" originGUID="{guid(2)}" '
        f'targetGUID="{guid(3)}"><NoteRef targetGUID="{guid(71)}"/></Link></Links>'
    )
    first = selection(2, AT, END, "The wall holds", coding(11) + coding(12))
    noted = f'<NoteRef targetGUID="{guid(70)}"/>'
    second = selection(3, 0, 3, "Ada", noted)
    loaded = read("qdpx", qdpx(project(first + second, codes=codes, rest=notes)), "h.qdpx")
    assert told(loaded) == []
    (article,) = loaded.bundle.articles
    assert (article.record.title, article.text) == ("The story", STORY)
    ada, wall = sorted(loaded.bundle.annotations, key=lambda one: one.start)
    assert (wall.exact, wall.codes, wall.kind) == ("The wall holds", ("harbour", "loss"), "passage")
    assert (wall.creator, wall.created) == ("Kim", "2024-05-06T07:08:07.000Z")
    assert [(link.type, link.to, link.note) for link in wall.links] == [
        ("explains", ada.id, "because")
    ]
    assert (ada.exact, ada.note) == ("Ada", "Really?")
    book = {one.name: one for one in loaded.bundle.codebook.codes}
    assert (book["loss"].parent, book["loss"].description) == ("harbour", "What went")


def test_codes_that_name_a_kind_become_it() -> None:
    codes = code(11, "Person") + code(12, "claim")
    raw = qdpx(
        project(
            selection(2, 0, 3, "", coding(11)) + selection(3, AT, END, "", coding(12)), codes=codes
        )
    )
    ada, wall = sorted(read("qdpx", raw).bundle.annotations, key=lambda one: one.start)
    assert (ada.kind, ada.attributes) == ("entity", {"type": "person"})
    assert wall.kind == "claim"


@pytest.mark.parametrize(
    ("text", "ends", "name", "said"),
    [
        (STORY, (AT, END), "The wall holds", ""),
        (STORY, (AT, END - 1), "The wall holds", "as including the last character"),
        (STORY, (AT, END - 1), "", "as including the last character"),
        (STORY, (AT, END), "", ""),
        (STORY.replace("\n", "\r\n"), (AT + 1, END + 1), "The wall holds", ""),
        (STORY.replace("\n", "\r\n"), (AT, END), "The wall holds", "without carriage returns"),
        ("\ufeff" + STORY, (AT + 1, END + 1), "The wall holds", ""),
        ("\ufeff" + STORY, (AT, END), "The wall ho…", "without carriage returns"),
        ("👩‍🔬👩‍🔬" + STORY, (AT + 10, END + 10), "The wall holds", "in UTF-16 units"),
    ],
)
def test_positions_are_read_the_way_that_fits_the_stored_text(
    text: str, ends: tuple[int, int], name: str, said: str
) -> None:
    loaded = read("qdpx", qdpx(project(selection(2, *ends, name)), text))
    assert marked(loaded) == ["The wall holds"]
    assert told(loaded) == ([f"its positions were read {said}"] if said else [])


def test_one_odd_selection_does_not_turn_the_reading_of_all() -> None:
    text = FileText("one two three four five")
    plain = [Stretch(text, 0, 3, ""), Stretch(text, 4, 7, ""), Stretch(text, 8, 13, "")]
    odd = Stretch(text, 14, 17, "")
    assert reading_of([*plain, odd]) == Reading()
    assert reading_of([Stretch(text, one.start, one.end - 1, "") for one in plain]).inclusive
    assert reading_of([]) == Reading()


def test_what_hangs_on_a_whole_text_comes_along_on_all_of_it() -> None:
    inner = coding(11) + f'<NoteRef targetGUID="{guid(70)}"/>'
    notes = (
        f'<Notes><Note guid="{guid(70)}"><PlainTextContent>Read</PlainTextContent></Note></Notes>'
    )
    raw = qdpx(project(inner, codes=code(11, "harbour"), rest=notes))
    (whole,) = read("qdpx", raw).bundle.annotations
    assert (whole.exact, whole.codes, whole.note) == (STORY, ("harbour",), "Read")


def test_without_its_texts_a_project_finds_its_places_in_the_library(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        from tests.conftest import imported

        held = library.add(imported(STORY, title="The story")).article
        codes = code(11, "harbour") + code(12, "Claim")
        stretches = (
            selection(2, AT, END, "The wall holds", coding(12))
            + selection(3, 0, 3, "the first to speak", coding(11))
            + selection(4, 900, 910, "", coding(11))
        )
        loaded = read("qdpx", project(stretches, codes=codes), "p.qde")
        assert "the text of 'The story' is not in the file" in told(loaded)
        report, remarks = library.take_in_loaded(loaded, "p.qde")
        assert report.annotations_added == 2
        ada, wall = library.annotations.of(held.id)
        assert (ada.exact, ada.codes) == ("Ada", ("harbour",))
        assert (wall.exact, wall.kind) == ("The wall holds", "claim")
        assert any(remark.words.startswith("kept aside") for remark in remarks)
        check_bundle(library.bundle(), "the library")


def test_what_is_not_kept_is_counted() -> None:
    rest = (
        f'<Notes><Note guid="{guid(70)}"><PlainTextContent>free</PlainTextContent></Note></Notes>'
        f'<Links><Link guid="{guid(80)}" originGUID="{guid(70)}" targetGUID="{guid(2)}"/></Links>'
        f'<Sets><Set guid="{guid(81)}" name="a"/><Set guid="{guid(82)}" name="b"/></Sets>'
        f'<Graphs><Graph guid="{guid(83)}"/></Graphs>'
    )
    assert told(read("qdpx", qdpx(project(selection(2, 0, 3), rest=rest)))) == [
        "not kept: sets (2)",
        "not kept: graphs (1)",
        "not kept: 1 note of no text, selection or code",
        "not kept: 1 link between no two selections",
    ]


@pytest.mark.parametrize("folder", ["sources/", "Sources/", ""])
def test_texts_are_found_in_whatever_folder_a_program_puts_them(folder: str) -> None:
    assert marked(read("qdpx", qdpx(project(selection(2, 0, 3)), folder=folder))) == ["Ada"]


def test_a_project_in_a_folder_of_its_zip_is_found() -> None:
    files = {"mine/project.qde": project(selection(2, 0, 3)), "mine/sources/story.txt": STORY}
    assert marked(read("qdpx", zipped(files))) == ["Ada"]


def test_a_selection_outside_its_text_or_without_numbers_is_left_out_with_its_line() -> None:
    wrong = selection(2, 0, 9_999) + selection(3, 5, 5) + selection(4, 0, 3)
    wrong += f'\n<PlainTextSelection guid="{guid(5)}" startPosition="x" endPosition="3"/>'
    loaded = read("qdpx", qdpx(project(wrong)), "p.qdpx")
    assert marked(loaded) == ["Ada"]
    assert len(loaded.remarks) == 3
    assert all(remark.where.startswith("p.qdpx#project.qde, line ") for remark in loaded.remarks)


def test_a_text_that_is_no_utf8_is_told_and_the_rest_comes() -> None:
    raw = qdpx(project(selection(2, 0, 3), codes=code(11, "harbour")), b"caf\xe9 \xff")
    loaded = read("qdpx", raw)
    assert any("not UTF-8" in words for words in told(loaded))
    assert [one.name for one in loaded.bundle.codebook.codes] == ["harbour"]


# -- what others did to ours


def test_windows_line_ends_make_no_new_article() -> None:
    files = ours()
    changed = {n: r if n.endswith(".qde") else r.replace(b"\n", b"\r\n") for n, r in files.items()}
    loaded = read("qdpx", zipped(changed))
    assert [one.record for one in loaded.bundle.articles] == [
        one.record for one in small().articles
    ]
    assert loaded.bundle.annotations == small().annotations


def test_new_guids_do_not_lose_our_records() -> None:
    files = ours()
    root = etree.fromstring(files["project.qde"])
    renamed: dict[str, str] = {}
    for element in root.iter():
        for name in ("guid", "targetGUID", "originGUID", "creatingUser"):
            held = element.get(name)
            if held is not None:
                element.set(name, renamed.setdefault(held, guid(len(renamed))))
    loaded = read("qdpx", zipped({**files, "project.qde": etree.tostring(root)}))
    assert {one.id for one in loaded.bundle.annotations} == {one.id for one in small().annotations}
    by_id = {one.id: one for one in loaded.bundle.annotations}
    for one in small().annotations:
        assert by_id[one.id].attributes == one.attributes
        assert by_id[one.id].codes == one.codes
        assert by_id[one.id].spans == one.spans
    assert len(loaded.bundle.articles) == 2


def test_what_was_changed_deleted_and_added_there_is_told_and_taken() -> None:
    files = ours()
    root = etree.fromstring(files["project.qde"])
    source = next(s for s in root.iter(f"{SPACE}TextSource") if s.get("name") == "No one was hurt")
    quote, name, _ = source.findall(f"{SPACE}PlainTextSelection")
    quote.set("endPosition", "20")
    source.remove(name)
    source.insert(0, etree.fromstring(selection(2, 35, 38).replace("<Plain", "<Plain", 1)))
    source[0].tag = f"{SPACE}PlainTextSelection"
    loaded = read("qdpx", zipped({**files, "project.qde": etree.tostring(root)}))
    by_id = {one.id: one for one in loaded.bundle.annotations}
    before = {one.id: one for one in small().annotations}
    changed = by_id[str(quote.get("guid"))]
    assert changed.note == before[changed.id].note
    assert changed.exact == TEXT[16:20]
    assert changed.attributes == before[changed.id].attributes
    assert changed.revision == before[changed.id].revision + 1
    assert str(name.get("guid")) not in by_id
    assert TEXT[35:38] in [one.exact for one in loaded.bundle.annotations]
    said = " ".join(told(loaded))
    assert "was changed since the export: where it stands" in said
    assert "was deleted there" in said


def test_a_changed_text_comes_as_a_new_article() -> None:
    files = {n: r.replace(b"hurt", b"harmed") for n, r in ours().items()}
    files["project.qde"] = ours()["project.qde"]
    loaded = read("qdpx", zipped(files))
    assert "its text was changed since the export: it comes as a new article" in told(loaded)
    assert len(loaded.bundle.articles) == 2


def test_a_damaged_record_of_ours_is_told_and_the_rest_read() -> None:
    raw = ours()["project.qde"].replace(b'"revision":3', b'"revision":"3"')
    loaded = read("qdpx", zipped({**ours(), "project.qde": raw}))
    assert any("record in it is damaged" in words for words in told(loaded))
    assert len(loaded.bundle.annotations) >= len(small().annotations)


# -- codebooks


def test_a_codebook_comes_back_as_a_tree_and_says_what_it_leaves_out() -> None:
    known = format_named("qdc")
    loaded = read("qdc", written(known, small()))
    given = {one.name: one for one in small().codebook.codes}
    back = {one.name: one for one in loaded.bundle.codebook.codes}
    assert back.keys() == given.keys()
    assert back["denial"] == given["denial"]
    losses = {loss.field: loss.records for loss in known.losses(small())}
    assert losses["annotations"] == 6
    assert losses["named colours"] == 1
    assert losses["keys of codes"] == 1


def test_a_codebook_that_breaks_the_rules_is_read_with_a_warning() -> None:
    raw = (
        f'{HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
        f"{code(1, 'REQ::1', more=chr(32) + 'description=' + chr(34) + 'must hold' + chr(34))}"
        f'</Codes><Sets><Set name="all" guid="{guid(9)}"/></Sets></CodeBook>'
    )
    loaded = read("qdc", raw)
    (held,) = loaded.bundle.codebook.codes
    assert (held.name, held.description) == ("REQ::1", "must hold")
    assert any("'description' that the standard does not know" in words for words in told(loaded))
    assert any("not kept: 1 set of codes" in words for words in told(loaded))


def test_a_codebook_without_codes_is_no_error_but_told() -> None:
    loaded = read("qdc", '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>')
    assert told(loaded) == ["it has no codes, though the standard asks for one"]


def test_codes_of_one_name_are_kept_apart() -> None:
    codes = code(1, "a", code(2, "x")) + code(3, "b", code(4, "x"))
    loaded = read(
        "qdc", f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{codes}</Codes></CodeBook>'
    )
    assert [(one.name, one.parent) for one in loaded.bundle.codebook.codes] == [
        ("a", None), ("b", None), ("x", "a"), ("b::x", "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("<Other/>", "its first element is <Other>"),
        ("not XML", "no XML"),
        ("<Project><Sources>", "broken XML"),
        ('<!DOCTYPE Project SYSTEM "http://x/y.dtd"><Project/>', "DTD"),
        ('<!DOCTYPE P [<!ENTITY a "b">]><Project>&a;</Project>', "entities"),
    ],
)
def test_what_is_no_project_is_refused_by_name_and_reason(raw: str, said: str) -> None:
    with pytest.raises(FormatError) as refused:
        read("qdpx", raw, "p.qde")
    assert "p.qde" in refused.value.message
    assert said in refused.value.message
