"""With both texts at hand, marked words are found in the newer one, and nowhere else in silence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchors.correspondence import correspond
from store.anchors.versions import Versions
from store.model import Span

OLD = """\
Home
News
Contact

The harbour wall was raised in spring. The mayor said the wall would hold for fifty years.

Two engineers disagreed: the wall, they wrote, was built on sand and would not hold at all.

3 May 2019 at 10:15
Ingrid says:
The wall was a waste of money from the first day on.
Reply

4 May 2019 at 11:40
Ingrid says:
The wall was a waste of money from the first day on.
Reply

Home
News
Contact
"""
COMMENT = "Ingrid says:\nThe wall was a waste of money from the first day on."


def found(words: str, new: str, nth: int = 0) -> tuple[str, str]:
    at = OLD.index(words)
    for _ in range(nth):
        at = OLD.index(words, at + 1)
    anchor = Versions(OLD, new).find(Span.of(OLD, at, at + len(words)))
    return anchor.outcome, new[anchor.start : anchor.end]


@given(st.text(min_size=1, max_size=120), st.data())
def test_any_stretch_of_an_unchanged_text_stays_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = Versions(text, text).find(Span.of(text, start, end))
    assert (anchor.outcome, anchor.start, anchor.end) == ("sure", start, end)


@given(st.text(min_size=1, max_size=80), st.text(max_size=80), st.data())
def test_every_place_is_in_the_newer_text(old: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    anchor = Versions(old, new).find(Span.of(old, start, end))
    if anchor.outcome != "orphan":
        assert 0 <= anchor.start < anchor.end <= len(new)
        assert 0 <= anchor.score <= 1


@given(
    st.lists(st.sampled_from(OLD.split()), max_size=60),
    st.lists(st.sampled_from(OLD.split()), max_size=60),
)
def test_words_laid_beside_each_other_never_cross(old: list[str], new: list[str]) -> None:
    pairs = correspond(old, new)
    standing = [place for place in pairs.at if place is not None]
    assert all(one < other for one, other in pairwise(standing))
    for word, place, like in zip(old, pairs.at, pairs.like, strict=True):
        assert like == 0 if place is None else (like == 1) == (word == new[place])


def test_of_two_comments_alike_each_stays_its_own_when_a_third_is_put_in_above() -> None:
    more = f"2 May 2019 at 9:00\n{COMMENT}\nReply\n\n"
    new = OLD.replace("3 May", f"{more}3 May")
    versions = Versions(OLD, new)
    for day in ("3 May", "4 May"):
        at = OLD.index(COMMENT, OLD.index(day))
        anchor = versions.find(Span.of(OLD, at, at + len(COMMENT)))
        assert (anchor.outcome, anchor.start) == ("sure", new.index(COMMENT, new.index(day)))


def test_a_comment_taken_out_is_not_found_in_another_with_the_very_words() -> None:
    gone = f"3 May 2019 at 10:15\n{COMMENT}\nReply\n\n"
    new = OLD.replace(gone, "")
    assert COMMENT in new
    assert found(COMMENT, new, 0) == ("orphan", "")
    assert found(COMMENT, new, 1) == ("sure", COMMENT)


def test_a_paragraph_that_stands_elsewhere_now_is_found_there() -> None:
    paragraph = (
        "Two engineers disagreed: the wall, they wrote, was built on sand and would not hold"
    )
    whole = f"{paragraph} at all.\n\n"
    new = OLD.replace(whole, "").replace("3 May", f"{whole}3 May")
    assert found(paragraph, new) == ("sure", paragraph)


def test_a_sentence_put_in_among_the_words_does_not_cut_them_off() -> None:
    new = OLD.replace("in spring. The", "in spring. It cost nine million. The")
    words = "The harbour wall was raised in spring. The mayor said the wall would hold"
    assert found(words, new) == ("sure", words.replace("spring.", "spring. It cost nine million."))


def test_what_was_written_anew_for_the_most_part_is_asked_about() -> None:
    sentence = "the wall, they wrote, was built on sand and would not hold at all"
    new = OLD.replace(sentence, "the wall, others think, stands on rock and will hold for ever")
    assert found(sentence, new)[0] == "uncertain"


def test_one_word_whose_line_is_gone_is_not_looked_for_elsewhere() -> None:
    new = OLD.replace("The mayor said the wall would hold for fifty years.", "")
    assert found("mayor", f"{new}\nA mayor was elected in the north.\n")[0] == "orphan"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("engineers", "engi\u00adneers"),
        ("would not hold", "would  not\n hold"),
        ("engineers", "ENGINEERS"),
        ("sand and", "sand – and"),
    ],
)
def test_other_dress_of_the_same_words_makes_them_no_less_sure(old: str, new: str) -> None:
    words = "Two engineers disagreed: the wall, they wrote, was built on sand and would not hold"
    assert found(words, OLD.replace(old, new)) == ("sure", words.replace(old, new))
