"""Changes of the codebook, and of the annotations that follow them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store import codefile
from store.codefile import CodebookReport
from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError, InvalidChangeError
from store.library import Library
from store.model import Article, Attribute, Code, Codebook, Kind
from store.recoding.base import Recoding, tree
from store.recoding.checks import check
from store.recoding.codes import (
    add_code,
    change_code,
    merge_codes,
    move_code,
    order_code,
    remove_code,
)
from store.recoding.kinds import (
    add_kind,
    add_link,
    change_kind,
    merge_kinds,
    put_attribute,
    remove_attribute,
    remove_kind,
    rename_link,
)

RUMOUR = Kind(
    name="rumour", letter="R", key="y", colour="red", attributes=(Attribute(name="source"),)
)


def told(library: Library) -> list[tuple[int, str]]:
    return [(depth, code.name) for depth, code in tree(library.codebook.codes)]


@pytest.fixture
def coded(library: Library, article: Article) -> dict[str, str]:
    """A tree harm > (force > shot), trade, and annotations with shot, trade, and both."""
    for code in (
        Code(name="harm"),
        Code(name="force", parent="harm"),
        Code(name="shot", parent="force"),
        Code(name="trade", description="who sold what"),
    ):
        library.coding.recode(add_code(code))
    return {
        name: library.store(library.draft(article.id, "quote", [(0, 3)], codes=codes)).id
        for name, codes in (("shot", ["shot"]), ("trade", ["trade"]), ("both", ["trade", "shot"]))
    }


def codes_of(library: Library, ids: Iterable[str]) -> list[tuple[str, ...]]:
    return [library.annotations.get(one).codes for one in ids]


def undone(library: Library, recoding: Recoding) -> int:
    """Carry out *recoding*, make sure one undo takes all of it back, and redo it."""
    before = library.codebook, library.annotations.all()
    expected = library.coding.would_change(recoding)
    changed = library.coding.recode(recoding)
    assert changed == expected
    after = library.codebook, library.annotations.all()
    library.undo()
    assert (library.codebook, library.annotations.all()) == before
    library.redo()
    assert (library.codebook, library.annotations.all()) == after
    return changed


def test_a_renamed_code_is_renamed_in_tree_and_annotations_as_one_step(
    library: Library, coded: dict[str, str]
) -> None:
    assert undone(library, change_code("shot", Code(name="shooting", parent="force"))) == 2
    assert codes_of(library, coded.values()) == [("shooting",), ("trade",), ("trade", "shooting")]
    assert undone(library, change_code("force", Code(name="violence", parent="harm"))) == 0
    assert told(library) == [(0, "harm"), (1, "violence"), (2, "shooting"), (0, "trade")]


def test_merged_codes_leave_one_on_every_annotation_and_keep_what_is_below(
    library: Library, coded: dict[str, str]
) -> None:
    assert undone(library, merge_codes("trade", "shot")) == 2
    assert codes_of(library, coded.values()) == [("shot",), ("shot",), ("shot",)]
    assert library.codebook.codes[-1].description == "who sold what"
    undone(library, merge_codes("harm", "shot"))
    assert told(library) == [(0, "shot"), (1, "force")]


def test_a_removed_code_goes_from_annotations_and_those_below_come_up(
    library: Library, coded: dict[str, str]
) -> None:
    undone(library, remove_code("force"))
    assert told(library) == [(0, "harm"), (1, "shot"), (0, "trade")]
    assert undone(library, remove_code("shot")) == 2
    assert codes_of(library, coded.values()) == [(), ("trade",), ("trade",)]


def test_codes_move_in_the_tree_but_never_below_themselves(
    library: Library, coded: dict[str, str]
) -> None:
    undone(library, move_code("force", "trade"))
    assert told(library) == [(0, "harm"), (0, "trade"), (1, "force"), (2, "shot")]
    undone(library, move_code("shot", None))
    undone(library, order_code("shot", -1))
    assert [name for depth, name in told(library) if not depth] == ["shot", "harm", "trade"]
    with pytest.raises(InvalidChangeError, match="below it"):
        library.coding.recode(move_code("trade", "force"))


def test_what_a_recoding_counts_is_what_it_changes_and_revisions_rise(
    library: Library, coded: dict[str, str]
) -> None:
    library.coding.recode(merge_codes("shot", "trade"))
    assert [library.annotations.get(one).revision for one in coded.values()] == [2, 1, 2]


@pytest.mark.parametrize(
    ("recoding", "said"),
    [
        (lambda: add_code(Code(name="harm")), "already"),
        (lambda: add_code(Code(name=" ")), "needs a name"),
        (lambda: add_code(Code(name="a;b")), "can't have a ;"),
        (lambda: add_code(Code(name="x", parent="none")), "not there"),
        (lambda: add_code(Code(name="x", key="ab")), "one character"),
        (lambda: add_code(Code(name="x" * 201)), "200 characters"),
        (lambda: change_code("shot", Code(name="harm")), "Merge"),
        (lambda: change_code("none", Code(name="x")), "no code 'none'"),
        (lambda: merge_codes("harm", "harm"), "itself"),
        (lambda: merge_codes("harm", "none"), "no code 'none'"),
        (lambda: add_kind(replace(RUMOUR, name="claim")), "already"),
        (lambda: add_kind(replace(RUMOUR, letter="RR")), "one letter"),
        (lambda: remove_kind("quote"), "built in"),
        (lambda: merge_kinds("claim", "quote"), "can't be merged"),
        (lambda: change_kind("claim", replace(RUMOUR, name="rumour")), "keeps its name"),
        (lambda: remove_attribute("claim", "status"), "built in"),
        (
            lambda: put_attribute("claim", "status", Attribute(name="status", type="text")),
            "built in",
        ),
        (
            lambda: put_attribute(
                "claim", "status", Attribute(name="status", type="choice", choices=("yes",))
            ),
            "keeps its choice",
        ),
        (lambda: put_attribute("claim", None, Attribute(name="n", type="choice")), "choose from"),
        (lambda: rename_link("disputes", "x"), "built in"),
        (lambda: add_link("disputes"), "already"),
    ],
)
def test_what_can_not_be_is_refused_in_a_sentence_and_changes_nothing(
    library: Library, coded: dict[str, str], recoding: object, said: str
) -> None:
    before = library.codebook, library.seq
    with pytest.raises(InvalidChangeError, match=said):
        library.coding.recode(recoding())  # type: ignore[operator]
    assert (library.codebook, library.seq) == before


def test_own_kinds_are_renamed_merged_and_removed_with_their_annotations(
    library: Library, article: Article
) -> None:
    undone(library, add_kind(RUMOUR))
    draft = library.draft(article.id, "rumour", [(0, 3)], attributes={"source": "a friend"})
    held = library.store(draft)
    assert undone(library, change_kind("rumour", replace(RUMOUR, name="hearsay"))) == 1
    assert library.annotations.get(held.id).kind == "hearsay"
    with pytest.raises(InvalidChangeError, match="Merge it"):
        library.coding.recode(remove_kind("hearsay"))
    assert undone(library, merge_kinds("hearsay", "claim")) == 1
    merged = library.annotations.get(held.id)
    assert (merged.kind, merged.attributes) == ("claim", {"source": "a friend"})
    assert "source" in [a.name for a in library.codebook.kind("claim").attributes]
    undone(library, add_kind(RUMOUR))
    undone(library, remove_kind("rumour"))
    assert [kind.name for kind in library.codebook.kinds] == ["quote", "entity", "claim"]


def test_attributes_and_link_types_are_renamed_and_removed_with_their_values(
    library: Library, article: Article
) -> None:
    undone(library, put_attribute("quote", None, Attribute(name="mood")))
    undone(library, add_link("echoes"))
    one = library.draft(article.id, "quote", [(0, 3)], attributes={"mood": "angry"})
    other = library.store(library.draft(article.id, "quote", [(4, 6)])).id
    held = library.store(one).id
    library.link(held, "echoes", other)
    assert undone(library, put_attribute("quote", "mood", Attribute(name="tone"))) == 1
    assert library.annotations.get(held).attributes["tone"] == "angry"
    assert undone(library, rename_link("echoes", "repeats")) == 1
    assert library.annotations.get(held).links[0].type == "repeats"
    assert undone(library, remove_attribute("quote", "tone")) == 1
    assert undone(library, rename_link("repeats", None)) == 1
    last = library.annotations.get(held)
    assert ("tone" in last.attributes, last.links) == (False, ())


# -- the file

LETTERS = st.characters(exclude_categories=["Cs"])
NAMES = st.text(LETTERS, min_size=1, max_size=20).filter(lambda name: bool(name.strip()))


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    """The default kinds, some of the user's own, and a tree of codes."""
    names = draw(st.lists(NAMES, unique=True, max_size=8))
    codes = tuple(
        Code(
            name=name,
            parent=draw(st.sampled_from([None, *names[:at]])),
            description=draw(st.text(LETTERS, max_size=20)),
            colour=draw(st.sampled_from([None, "red", "#12ab9f", "[/]"])),
            key=draw(st.sampled_from([None, "x", "é"])),
        )
        for at, name in enumerate(names)
    )
    own = draw(st.sampled_from([(), (RUMOUR,)]))
    links = draw(st.sampled_from([(), ("echoes",)]))
    return replace(
        DEFAULT_CODEBOOK,
        kinds=(*own, *DEFAULT_CODEBOOK.kinds),
        codes=codes,
        links=(*DEFAULT_CODEBOOK.links, *links),
    )


@given(codebooks())
def test_a_codebook_comes_back_from_its_file_byte_for_byte(codebook: Codebook) -> None:
    check(codebook)
    raw = codefile.dump(codebook)
    read = codefile.load(raw, "book.json")
    assert read == codebook
    assert codefile.dump(codefile.merged(DEFAULT_CODEBOOK, read)) == raw


@given(codebooks(), codebooks())
def test_loading_takes_nothing_away_and_the_file_has_the_last_word(
    held: Codebook, coming: Codebook
) -> None:
    merged = codefile.merged(held, coming)
    assert not codefile.compared(held, merged).codes_removed
    assert set(coming.codes) <= set(merged.codes)
    assert codefile.compared(merged, codefile.merged(merged, coming)) == CodebookReport()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"{}", "not a Postil export"),
        (b"zzz", "not whole JSON"),
        (b'{"format":"postil-codebook","version":2}', "newer Postil"),
        (b'{"format":"postil-codebook","version":1,"codes":[{}]}', "no codebook"),
        (b'{"format":"postil-codebook","version":1,"codes":[{"name":""}]}', "needs a name"),
        (
            b'{"format":"postil-codebook","version":1,"codes":'
            b'[{"name":"a","parent":"b"},{"name":"b","parent":"a"}]}',
            "below itself",
        ),
        (b"[" * 100_000, "book.json"),
    ],
)
def test_a_file_that_is_no_codebook_is_refused_in_a_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(FormatError, match=said):
        codefile.load(raw, "book.json")


def test_replacing_removes_what_nothing_uses_and_refuses_the_rest(
    library: Library, coded: dict[str, str]
) -> None:
    coming = replace(DEFAULT_CODEBOOK, codes=(Code(name="trade"), Code(name="shot")))
    report = library.coding.take(coming, replace=True)
    assert (report.codes_removed, report.codes_changed) == (("harm", "force"), ("trade", "shot"))
    library.undo()
    assert told(library)[0] == (0, "harm")
    with pytest.raises(InvalidChangeError, match="code 'shot'"):
        library.coding.take(replace(coming, codes=(Code(name="trade"),)), replace=True)
    assert len(told(library)) == 4
