"""brat: standoff of others goes out as it came in; what was changed there comes back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.checking import check_bundle
from store.errors import FormatError
from store.exporters.registry import format_named
from store.library import Library
from tests.conftest import imported
from tests.store.exchange.others import STORY, marked, read, told, zipped
from tests.store.exchange.samples import small, written

BO = STORY.index("Bo ")
HARBOUR = STORY.index("old harbour")
LINES = f"""\
T1\tPerson 0 3\tAda
T2\tMove {STORY.index("left")} {STORY.index("left") + 4}\tleft
E1\tMove:T2 Who:T3 From:T4
T3\tPerson {BO} {BO + 2}\tBo
T4\tPlace {HARBOUR} {HARBOUR + 3};{HARBOUR + 4} {HARBOUR + 11}\told harbour
*\tAlias T1 T3
R1\tKnows Arg1:T1 Arg2:T3\t
A1\tConfidence E1 High
A2\tIndividual T1
M1\tNegation T2
N1\tReference T1 Wikidata:Q7259\tAda Lovelace
#1\tAnnotatorNotes T1\tFirst to speak?
#2\tAnnotatorNotes E1\tWhen was this?
#3\tNormalizer R1\tkept as well
"""


def collection(ann: str = LINES, text: str = STORY, name: str = "story") -> bytes:
    return zipped({f"{name}.txt": text, f"{name}.ann": ann})


def back(library: Library) -> dict[str, str]:
    """The files of the library's export."""
    archive = zipfile.ZipFile(io.BytesIO(written(format_named("brat"), library.bundle())))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def test_what_others_wrote_goes_out_line_for_line(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        library.take_in_loaded(read("brat", collection()), "c.zip")
        assert back(library)["story.ann"] == LINES
        assert back(library)["story.txt"] == STORY


def test_stretches_fragments_relations_events_attributes_and_notes_have_their_meaning() -> None:
    loaded = read("brat", collection())
    assert told(loaded) == []
    ada, left, bo, harbour = sorted(
        loaded.bundle.annotations, key=lambda one: ["Ada", "left", "Bo"].index(one.exact)
        if one.exact in ("Ada", "left", "Bo") else 3,
    )  # fmt: skip
    assert (ada.kind, ada.attributes["type"], ada.attributes["link"]) == (
        "entity",
        "person",
        "Q7259",
    )
    assert (ada.note, ada.tags) == ("First to speak?\nNormalizer: kept as well", ("Individual",))
    assert {(link.type, link.to) for link in ada.links} == {("Alias", bo.id), ("Knows", bo.id)}
    assert [span.exact for span in harbour.spans] == ["old", "harbour"]
    assert harbour.attributes["type"] == "place"
    assert (left.kind, left.codes, left.note) == ("passage", ("Move",), "When was this?")
    assert set(left.tags) == {"Confidence: High", "Negation"}
    assert {(link.type, link.to) for link in left.links} == {("Who", bo.id), ("From", harbour.id)}


def test_events_that_name_each_other_and_lines_before_what_they_name_stay(tmp_path: Path) -> None:
    lines = (
        "#9\tAnnotatorNotes A1\tSure?\nA1\tConfidence E1 High\nE1\tSay:T1 Of:E2\n"
        f"E2\tMove:T2 In:E1\nT1\tSay 4 9\tspoke\nT2\tMove {BO} {BO + 2}\tBo\n"
    )
    with Library(tmp_path / "l") as library:
        loaded = read("brat", collection(lines))
        assert told(loaded) == []
        library.take_in_loaded(loaded, "c.zip")
        assert back(library)["story.ann"] == lines
        said, moved = library.annotations.all()
        assert {link.to for link in said.links} == {moved.id}
        assert {link.to for link in moved.links} == {said.id}


def test_a_changed_annotation_is_written_anew_and_the_other_lines_stay(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        library.take_in_loaded(read("brat", collection()), "c.zip")
        ada = next(one for one in library.annotations.all() if one.exact == "Ada")
        library.edit(ada.id, {"note": "The first."})
        lines = back(library)["story.ann"].splitlines()
        kept = [line for line in LINES.splitlines() if "T1" not in line and "R1" not in line]
        assert lines[: len(kept)] == kept
        assert any(line.endswith("\tThe first.") for line in lines)
        before = [(one.id, one.note, len(one.links)) for one in library.annotations.all()]
        raw = zipped({**back(library)})
    with Library(tmp_path / "other") as other:
        other.take_in_loaded(read("brat", raw), "c.zip")
        assert [(o.id, o.note, len(o.links)) for o in other.annotations.all()] == before


def test_what_a_labeller_changes_in_our_export_comes_back_and_the_rest_stays() -> None:
    archive = zipfile.ZipFile(io.BytesIO(written(format_named("brat"), small())))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    name = next(n for n in files if n.endswith(".ann") and "QUOTE" in files[n])
    files[name] = files[name].replace(
        "QUOTE 16 34\t“No one was hurt.”", "CLAIM 17 33\tNo one was hurt."
    )
    files[name] += "T9\tORG 0 3\tThe\n"
    loaded = read("brat", zipped(files))
    before = {one.id: one for one in small().annotations}
    by_id = {one.id: one for one in loaded.bundle.annotations}
    assert len(by_id) == len(before) + 1
    (changed,) = [one for one in by_id.values() if one.exact == "No one was hurt."]
    assert (changed.kind, changed.revision, changed.note) == (
        "claim",
        2,
        "Said twice.\nSee page 2.",
    )
    assert told(loaded) == [
        f"annotation {changed.id} was changed since the export: where it stands, what it is"
    ]
    assert {i: a for i, a in by_id.items() if i in before and i != changed.id} == {
        i: a for i, a in before.items() if i != changed.id
    }


def test_a_single_file_whose_text_is_not_here_says_which_one_to_add(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        library.take_in_loaded(read("brat", LINES, "story.ann"), "story.ann")
        whys = {orphan.why for orphan in library.orphans.all()}
        assert whys == {"its article 'story.txt' is not here (add it, then import the file again)"}
        library.add(imported(STORY, name="story.txt"))
        report, _ = library.take_in_loaded(read("brat", LINES, "story.ann"), "story.ann")
        assert (report.annotations_added, library.orphans.all()) == (4, [])


def test_a_single_file_finds_its_text_in_the_library(tmp_path: Path) -> None:
    with Library(tmp_path / "l") as library:
        held = library.add(imported(STORY, name="story.txt")).article
        loaded = read("brat", LINES, "story.ann")
        report, remarks = library.take_in_loaded(loaded, "story.ann")
        assert report.annotations_added == 4
        assert {one.exact for one in library.annotations.of(held.id)} >= {
            "Ada",
            "Bo",
            "old … harbour",
        }
        check_bundle(library.bundle(), "the library")
        assert [remark.words for remark in remarks] == ["not kept: the relations of 2 stretches"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T9\tPerson 0 x\tAda", "no two offsets"),
        ("T9 Person 0 3 Ada", "no tab after its id"),
        ("T9\tPerson 3 0\tAda", "left out"),
        ("T9\tPerson 0 99999\tAda", "left out"),
        ("T1\tPerson 0 3\tAda", "T1 is there twice"),
        ("R9\tKnows Arg1:T1 T3", "no role with an id"),
        ("A9\tNegation", "it names no annotation"),
        ("A9\tNegation T77", "it names what is not there"),
        ("R9\tKnows Arg1:T1 Arg2:T77", "it names what is not there"),
        ("?\tsomething else", "no id of brat"),
        ("T9\tPerson 0 3\tXxx", "its words are not those at its offsets"),
    ],
)
def test_a_line_that_is_wrong_is_told_with_its_number_and_the_rest_comes(
    line: str, said: str
) -> None:
    loaded = read("brat", collection(LINES + line + "\n"), "c.zip")
    (remark,) = loaded.remarks
    assert remark.where == "c.zip#story.ann, line 15"
    assert said in remark.words
    assert len(loaded.bundle.annotations) == (5 if "Xxx" in line else 4)


def test_a_document_without_text_or_in_another_charset_does_not_stop_the_others() -> None:
    files: dict[str, bytes | str] = {
        "a.ann": "T1\tPerson 0 3\tAda\n",
        "b.txt": b"caf\xe9",
        "b.ann": "T1\tPerson 0 3\tcaf\n",
        "story.txt": STORY,
        "story.ann": LINES,
    }
    loaded = read("brat", zipped(files), "c.zip")
    assert len(loaded.bundle.annotations) == 4
    assert len(loaded.unplaced) == 1
    assert [remark.where for remark in loaded.remarks] == ["c.zip#a.ann", "c.zip#b.ann"]
    assert "UTF-8" in told(loaded)[1]


def test_line_ends_of_windows_and_a_byte_order_mark_move_no_offset() -> None:
    text = "\ufeff" + STORY.replace("\n", "\r\n")
    at = text.index("The wall")
    loaded = read("brat", collection(f"T1\tQuote {at} {at + 14}\tThe wall holds\r\n", text))
    assert marked(loaded) == ["The wall holds"]
    assert told(loaded) == []


def test_what_is_no_collection_is_refused() -> None:
    for raw in (zipped({"notes.txt": "x"}), b"no zip", b"PK\x03\x04broken"):
        with pytest.raises(FormatError) as refused:
            read("brat", raw, "c.zip")
        assert "c.zip" in refused.value.message


IDS = st.sampled_from(["T1", "T2", "E1", "R1", "R2", "A1", "#1", "N1", "*", "M1"])
ODD = st.lists(
    st.one_of(
        st.builds("{}\t{} {} {}\t{}".format, IDS, st.sampled_from("AB"), st.integers(-1, 9),
                  st.integers(0, 99), st.text(max_size=4)),
        st.builds("{}\t{} {}".format, IDS, IDS, IDS),
        st.builds("{}\tX:{} Y:{}".format, IDS, IDS, IDS),
        st.text(max_size=12),
    ),
    max_size=12,
)  # fmt: skip


@given(lines=ODD)
def test_no_lines_end_in_a_traceback_and_what_comes_in_goes_out_once(lines: list[str]) -> None:
    try:
        loaded = read("brat", collection("\n".join(lines)))
    except FormatError:
        return
    raw = written(format_named("brat"), loaded.bundle)
    again = read("brat", raw)
    assert again.bundle.annotations == loaded.bundle.annotations
