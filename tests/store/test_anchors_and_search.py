from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchors.quotes import locate, places
from store.errors import AmbiguousError, InvalidChangeError, NotFoundError
from store.search import Matcher


def test_a_quotation_is_found_exactly() -> None:
    assert locate("He said no.", "said", None, "here") == (3, 7)


def test_white_space_is_folded_where_the_words_do_not_stand_exactly() -> None:
    assert locate("no one\n  was hurt", "no one was", None, "here") == (0, 12)


def test_an_exact_place_wins_over_a_folded_one() -> None:
    assert places("a\nb a b", "a b") == [(4, 7)]


def test_one_of_several_places_is_named_by_its_number() -> None:
    assert locate("no no no", "no", 2, "here") == (3, 5)
    with pytest.raises(AmbiguousError, match="3 times"):
        locate("no no no", "no", None, "here")
    for nth in (0, 4, -1):
        with pytest.raises(NotFoundError, match="no number"):
            locate("no no no", "no", nth, "here")


def test_overlapping_places_all_count() -> None:
    assert places("aaa", "aa") == [(0, 2), (1, 3)]


@pytest.mark.parametrize("quote", ["yes", "", "   "])
def test_words_that_are_not_there_are_said_to_be_missing(quote: str) -> None:
    with pytest.raises(NotFoundError):
        locate("He said no.", quote, None, "here")


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_stretch_of_any_text_is_among_its_own_places(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        assert (start, end) in places(text, text[start:end])


def test_small_letters_find_any_case_and_capitals_only_themselves() -> None:
    assert len(Matcher("kabul").find("Kabul KABUL kabul")) == 3
    assert Matcher("Kabul").find("Kabul KABUL kabul") == [(0, 5)]


def test_a_phrase_is_found_across_a_line_break() -> None:
    assert Matcher("two  words").find("x two\n\twords") == [(2, 12)]


def test_signs_of_regular_expressions_are_plain_in_a_phrase() -> None:
    assert Matcher("a.b(").find("aXb( a.b(") == [(5, 9)]


def test_a_broken_regular_expression_is_refused_in_words() -> None:
    with pytest.raises(InvalidChangeError, match="not a regular expression"):
        Matcher("(", regex=True)


def test_empty_matches_are_left_out() -> None:
    assert Matcher("x*", regex=True).find("axxa") == [(1, 3)]
    assert Matcher("").find("abc") == []
    assert Matcher("").matches("abc")


@given(st.text(max_size=20), st.text(max_size=80))
def test_no_query_and_no_text_break_the_matcher(query: str, text: str) -> None:
    at = 0
    for start, end in Matcher(query).find(text):
        assert at <= start < end <= len(text)
        at = end


@given(st.text(min_size=1, max_size=30))
def test_every_text_holds_itself(text: str) -> None:
    assert Matcher(text.strip()).matches(text)


@given(
    st.text(alphabet="aAkKsSſıİiIKß \néÉ.", max_size=60),
    st.text(alphabet="aksiß é.AK", min_size=1, max_size=6),
)
def test_finding_by_its_first_word_finds_what_the_pattern_finds(text: str, query: str) -> None:
    words = query.split()
    flags = re.NOFLAG if any(letter.isupper() for letter in query) else re.IGNORECASE
    pattern = re.compile(r"\s+".join(map(re.escape, words)), flags)
    expected = [match.span() for match in pattern.finditer(text)] if words else []
    assert Matcher(query).find(text) == expected
    assert Matcher(query).find(text, most=2) == expected[:2]
