"""How set phrases begin, as their patterns say it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers import phrases
from store.importers.buttons import is_button
from store.importers.months import letter_runs
from store.importers.openings import first_words, may_open, openings
from store.importers.patterns import for_lower, for_lowered, lowered
from store.importers.vocabulary import COMMENTS
from store.text import fold_space

SET = {
    name: for_lower(getattr(phrases, name))
    for name in (
        "COMMENTS_HEADING",
        "SORTING",
        "COOKIES",
        "FIELD",
        "FORM",
        "FURNITURE",
        "RELATED",
        "LICENCE",
        "POWERED",
    )
}


@pytest.mark.parametrize("name", SET)
@given(data=st.data())
def test_whatever_a_set_phrase_matches_begins_as_one(name: str, data: st.DataObject) -> None:
    pattern = SET[name].pattern.replace("(?=", "(?:")  # what is only looked for is written too
    words = data.draw(st.from_regex(rf"\A(?:{pattern})", fullmatch=True))
    said = fold_space(words)
    if SET[name].match(said.lower()) is not None:
        assert may_open(said)


@pytest.mark.parametrize(
    "said", ["Share this", "3 Comments", "RELATED POSTS", "Ihr Name *", "دیدگاه‌ها", "© Ann", "#"]
)
def test_a_set_phrase_may_open_in_capitals_and_behind_a_sign(said: str) -> None:
    assert may_open(said)


@pytest.mark.parametrize("said", ["Barges came in", "Quietly", "The harbour", "Άγκυρα"])
def test_other_words_open_none(said: str) -> None:
    assert not may_open(said)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"tags?", {"tag", "tags"}),
        (r"(?:re)?ad\s\w", {"read", "ad "}),
        (
            r"(?:vos|i)\s?(?:one|[ab]c)",
            {"vos ", "voso", "vosa", "vosb", "i on", "i ac", "i bc", "ione", "iac", "ibc"},
        ),
        (r"[ab]c(?!d)e", {"ace", "bce"}),
        (r"no+d", {"no"}),
        (r"\d*\sx|\(y", {" x"}),
        (r"a.{1,3}b", {"a"}),
        (r"(?P<one>[^x]y|Zoo)$", {"", "zoo"}),
    ],
)
def test_openings_are_cut_where_anything_may_follow(pattern: str, found: set[str]) -> None:
    assert openings(pattern) == found


@pytest.mark.parametrize("name", ["OF_COMMENTS", "NUMBER_OF_COMMENTS"])
@given(data=st.data())
def test_whatever_speaks_of_comments_has_a_word_for_them(name: str, data: st.DataObject) -> None:
    pattern = getattr(phrases, name)
    said = data.draw(st.from_regex(rf"\A(?:{for_lower(pattern).pattern})", fullmatch=True))
    said = fold_space(said)
    if pattern.search(said) is not None:
        assert not first_words(COMMENTS).isdisjoint(letter_runs(said))


def test_the_first_words_of_a_pattern_are_those_before_a_blank_or_its_end() -> None:
    found = first_words(r"tags?|(?:okur\s)?yorum|bình\sluận")
    assert found == {"tag", "tags", "okur", "yorum", "bình"}


@given(words=st.from_regex(rf"\A(?:{phrases.REPLY.pattern})", fullmatch=True))
def test_whatever_answers_a_comment_is_a_button(words: str) -> None:
    if words == words.lower() and len(words) <= 100 and len(words.split()) > 1:
        assert is_button(words)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("yazdı", "YAZDI"), ("yazdı", "yazdı"), ("dedi", "DEDİ"), ("λέει", "ΛΈΕΙ")],
)
def test_lowered_words_match_as_if_case_were_ignored(pattern: str, said: str) -> None:
    ignoring = re.compile(pattern, re.IGNORECASE)
    found = for_lowered(ignoring).fullmatch(lowered(said))
    assert found is not None
    assert found.span() == (0, len(said))
