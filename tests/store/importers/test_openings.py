"""How set phrases begin, as their patterns say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers import phrases
from store.importers.openings import may_open, openings
from store.importers.patterns import for_lower
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
