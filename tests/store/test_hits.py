"""A search bit by bit finds what a search at once finds, from the reader's place on first."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.hits import Search
from store.search import PIECE, Matcher, read_ahead

FILLING = "The river rose again in the night. "
LONG = FILLING * (3 * PIECE // len(FILLING))


def finished(search: Search) -> list[tuple[int, int]]:
    while not search.go_on(0):
        pass
    return list(search)


@given(
    st.text(alphabet="abzzqAK Kıſé\n", max_size=80),
    st.text(alphabet="abzqkisé ?", min_size=1, max_size=5),
    st.data(),
)
def test_all_hits_are_found_from_any_place_on(text: str, query: str, data: st.DataObject) -> None:
    origin = data.draw(st.integers(0, len(text)))
    expected = Matcher(query).find(text)
    found = finished(Search(query, text, origin))
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert all(Matcher(query).match_at(text, start) for start, _ in found)
    letters = query.split()
    if letters and len(set(letters[0])) == len(letters[0]) and len(letters) == 1:
        assert (
            found == expected
        )  # a query that can't overlap itself is found the same from anywhere


@given(st.integers(-12, 12), st.sampled_from(["zeppelin", "Zeppelin", "zéppelin", "red zeppelin"]))
def test_a_word_across_the_edge_of_a_piece_is_found(shift: int, word: str) -> None:
    at = PIECE + shift
    text = LONG[:at] + word + LONG[at:]
    assert Matcher(word.lower()).find(text) == [(at, at + len(word))]
    assert finished(Search(word, text, PIECE)) == [(at, at + len(word))]


def test_the_first_hit_is_the_next_from_the_origin_on_and_round_the_end() -> None:
    text = "osk " + LONG + "osk " + LONG
    second = 4 + len(LONG)
    assert Search("osk", text, 1).seek(60) == (second, second + 3)
    assert Search("osk", text, second + 1).seek(60) == (0, 3)
    assert Search("nowhere", text, 1).seek(60) is None


def test_going_from_hit_to_hit_leads_round_both_ends_before_all_are_counted() -> None:
    text = "osk " + LONG + "osk " + LONG + "osk"
    starts = [match.start() for match in re.finditer("osk", text)]
    search = Search("osk", text, 1)
    first = search.seek(60)
    assert first is not None and first[0] == starts[1] and not search.done
    assert search.beside(first, 1)[0] == starts[2]
    assert search.beside(first, 2)[0] == starts[0]
    assert search.beside(first, -1)[0] == starts[0]
    assert search.beside(first, -2)[0] == starts[2]
    assert search.number(first) == 2


@pytest.mark.parametrize("longer", ["bridge a", "bridges", "BRIDGES", "bridge"])
def test_a_longer_query_is_looked_for_in_the_hits_of_the_shorter(longer: str) -> None:
    text = LONG + "A bridge and Bridges. BRIDGES " + LONG + "bridge"
    former = Search("bridge", text, PIECE)
    finished(former)
    narrowed = finished(Search(longer, text, PIECE, former=former))
    assert narrowed == Matcher(longer).find(text) != []


def test_what_can_overlap_itself_is_not_narrowed() -> None:
    text = "aaab " + LONG
    former = Search("aa", text)
    finished(former)
    assert finished(Search("aab", text, former=former)) == [(1, 4)]


def test_only_some_letters_match_an_ascii_letter_where_case_is_ignored() -> None:
    """The quick way looks for ASCII letters in bytes: it must know of every other match."""
    others = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x110000)]))
    assert set(re.findall("[a-z]", others, re.IGNORECASE)) == set("ıİſ\N{KELVIN SIGN}")


def test_a_text_read_ahead_is_searched_the_same() -> None:
    text = LONG + "Kabul “and” Osk"
    assert list(read_ahead(text)) == [0, 1, 2, 3][: -(-len(text) // PIECE)]
    assert Matcher("osk").find(text) == [(len(text) - 3, len(text))]


def test_a_word_is_found_behind_any_number_of_its_rarest_letter() -> None:
    for many in (1, 700, 5_000):
        text = "z" * many + " azzel zeal " + "z" * many
        assert finished(Search("azze", text)) == [(many + 1, many + 5)]
        assert finished(Search("zeal", text)) == [(many + 7, many + 11)]
        assert finished(Search("zel", text)) == [(many + 3, many + 6)]
        assert finished(Search("zebra", text)) == []
