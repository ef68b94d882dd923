"""Codebooks whose tree is none, whose names, keys and letters are odd, and how to get out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.conditions import understood
from store.defaults import DEFAULT_CODEBOOK
from store.errors import InvalidChangeError
from store.exporters.base import Bundle, LibraryFacts
from store.library import Library
from store.model import Article, Code, Codebook, Kind
from store.recoding.base import below, tree
from store.recoding.checks import faults
from store.recoding.codes import add_code, change_code, move_code

NAMES = st.sampled_from("abcdef")


def taken_in(library: Library, *codes: Code, kinds: tuple[Kind, ...] = ()) -> None:
    codebook = replace(DEFAULT_CODEBOOK, codes=codes, kinds=(*DEFAULT_CODEBOOK.kinds, *kinds))
    facts = LibraryFacts(id="x", created="2026-01-01T00:00:00.000Z")
    bundle = Bundle(
        changed=facts.created, library=facts, codebook=codebook, articles=(), annotations=()
    )
    library.take_in(bundle, "theirs.json")


@given(st.dictionaries(NAMES, st.none() | NAMES | st.just("gone")))
def test_every_code_is_in_the_tree_once_whatever_it_is_below(
    parents: dict[str, str | None],
) -> None:
    codes = [Code(name=name, parent=parent) for name, parent in parents.items()]
    assert sorted(code.name for _, code in tree(codes)) == sorted(parents)
    for name in parents:
        under = below(Codebook(kinds=(), codes=tuple(codes), links=()), name)
        assert name not in under
        assert under <= set(parents)


def test_a_codebook_taken_in_with_a_circle_can_be_mended_step_by_step(
    library: Library, article: Article
) -> None:
    taken_in(
        library, Code(name="a", parent="b"), Code(name="b", parent="a"), Code(name="c", parent="z")
    )
    assert [code.name for _, code in tree(library.codebook.codes)] == ["c", "a", "b"]
    library.coding.recode(add_code(Code(name="d")))
    library.coding.recode(move_code("a", None))
    library.coding.recode(move_code("c", "a"))
    assert not list(faults(library.codebook))


def test_a_kind_taken_in_without_a_fit_letter_keeps_nothing_from_being_changed(
    library: Library, article: Article
) -> None:
    taken_in(library, kinds=(Kind(name="odd", letter="SS\x1b[2J", key="\n\n", colour="\x1b[31m"),))
    library.coding.recode(add_code(Code(name="d")))
    assert [code.name for code in library.codebook.codes] == ["d"]


def test_a_change_may_not_bring_a_new_fault_beside_an_old_one(
    library: Library, article: Article
) -> None:
    taken_in(library, Code(name="a", parent="gone"), Code(name="b"))
    with pytest.raises(InvalidChangeError, match="one character"):
        library.coding.recode(change_code("b", Code(name="b", key="two")))


def test_a_chain_of_thousands_of_codes_is_checked_shown_and_filtered() -> None:
    count = 20_000
    codes = tuple(
        Code(name=f"c{n}", parent=f"c{n + 1}" if n + 1 < count else None, key="x")
        for n in range(count)
    )
    codebook = replace(DEFAULT_CODEBOOK, codes=codes)
    assert not list(faults(codebook))
    assert tree(codes)[-1] == (count - 1, codes[0])
    assert len(below(codebook, f"c{count - 1}")) == count - 1
    assert not understood(f"code:c{count - 1}", codebook).wrong
