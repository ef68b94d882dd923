"""Marked words are found again where they are, and nowhere else in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.anchors.finding import Finder
from store.anchors.tokens import tokens
from store.anchors.weighing import apart, outcome_of
from store.model import Span

OLD = (
    "The harbour wall was raised in spring. The mayor said the wall would hold for fifty years.\n\n"
    "Two engineers disagreed: the wall, they wrote, was built on sand and would not hold at all. "
    "The mayor said nothing more."
)


def span(words: str, text: str = OLD) -> Span:
    at = text.index(words)
    return Span.of(text, at, at + len(words))


def found(words: str, new: str) -> tuple[str, str]:
    anchor = Finder(new).find(span(words))
    return anchor.outcome, new[anchor.start : anchor.end]


@given(st.text(min_size=1, max_size=120), st.data())
def test_any_stretch_of_an_unchanged_text_stays_where_it_is(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = Finder(text).find(Span.of(text, start, end))
    assert (anchor.outcome, anchor.start, anchor.end) == ("sure", start, end)


@given(st.text(max_size=60), st.text(max_size=60), st.data())
def test_no_texts_break_the_search_and_every_place_is_in_the_text(
    old: str, new: str, data: st.DataObject
) -> None:
    wanted = Span(
        start=data.draw(st.integers(-2, 80)),
        end=data.draw(st.integers(-2, 80)),
        exact=old,
        prefix=data.draw(st.text(max_size=9)),
        suffix=data.draw(st.text(max_size=9)),
    )
    anchor = Finder(new).find(wanted)
    if anchor.outcome != "orphan":
        assert 0 <= anchor.start < anchor.end <= len(new)
        assert 0 <= anchor.score <= 1


@given(st.lists(st.sampled_from(OLD.split()), max_size=20), st.data())
def test_words_put_in_before_move_a_quotation_by_as_much(
    more: list[str], data: st.DataObject
) -> None:
    words = "the wall, they wrote, was built on sand and would not hold at all"
    new = "".join(f"{word} " for word in more) + OLD
    anchor = Finder(new).find(span(words))
    assert anchor.outcome == "sure"
    assert new[anchor.start : anchor.end] == words
    assert anchor.start == new.rindex(words)


def test_white_space_is_folded() -> None:
    new = OLD.replace("fifty years", "fifty\n   years")
    assert found("hold for fifty years", new) == ("sure", "hold for fifty\n   years")


def test_a_quotation_with_other_words_in_it_is_found_whole() -> None:
    new = OLD.replace("built on sand", "put on wet sand").replace("wrote", "write")
    words = "the wall, they wrote, was built on sand and would not hold at all"
    assert found(words, new) == (
        "sure",
        "the wall, they write, was put on wet sand and would not hold at all",
    )


def test_what_stands_round_a_short_quotation_says_which_of_several_it_is() -> None:
    new = "The mayor said hello. " + OLD
    anchor = Finder(new).find(Span.of(OLD, OLD.rindex("The mayor"), OLD.rindex("The mayor") + 9))
    assert (anchor.outcome, anchor.start) == ("sure", new.rindex("The mayor"))


def test_a_short_quotation_in_another_surrounding_is_asked_about() -> None:
    outcome, words = found("wall", "Nothing of it is left but one wall somewhere in the east.")
    assert (outcome, words) == ("uncertain", "wall")


@pytest.mark.parametrize("new", ["", "   ", "A wholly other article about rain, and how it falls."])
def test_words_that_are_gone_are_an_orphan(new: str) -> None:
    assert found("the wall would hold for fifty years", new)[0] == "orphan"


def test_a_sentence_taken_out_is_an_orphan_though_its_surroundings_stay() -> None:
    gone = " The mayor said the wall would hold for fifty years."
    assert found(gone.strip(), OLD.replace(gone, ""))[0] == "orphan"


def test_two_places_that_fit_alike_are_asked_about() -> None:
    wanted = Span(start=0, end=0, exact="The mayor said")
    assert Finder(OLD).find(wanted).outcome == "uncertain"


def test_one_place_of_words_without_surroundings_is_sure() -> None:
    wanted = Span(start=0, end=0, exact="Two engineers")
    anchor = Finder(OLD).find(wanted)
    assert (anchor.outcome, OLD[anchor.start : anchor.end]) == ("sure", "Two engineers")


def test_a_very_long_quotation_is_found_by_its_ends() -> None:
    old = " ".join(f"word{n} and more" for n in range(400))
    new = "Before it. " + old.replace("word200 and", "other200 or") + " After it."
    at = old.index("word20 ")
    wanted = Span.of(old, at, old.index("word380 ") + 7)
    anchor = Finder(new).find(wanted)
    assert anchor.outcome == "sure"
    assert new[anchor.start : anchor.end].startswith("word20 ")
    assert new[anchor.start : anchor.end].endswith("word380")


def test_letters_without_blanks_between_words_are_found_too() -> None:
    old = "市长说没有人受伤。两名证人不同意他的说法。"
    new = "昨天,市长再次说没有人受了伤。两名证人不同意他的说法。"
    wanted = Span.of(old, 0, 9)
    anchor = Finder(new).find(wanted)
    assert anchor.outcome == "sure"
    assert "没有人受了伤" in new[anchor.start : anchor.end]


def test_stretches_that_would_overlap_are_not_sure() -> None:
    spans = (Span(start=0, end=0, exact="built on sand"), Span(start=0, end=0, exact="on sand and"))
    anchors = apart([Finder(OLD).find(span) for span in spans])
    assert {anchor.outcome for anchor in anchors} == {"uncertain"}
    assert outcome_of(anchors) == "orphan"


def test_case_quotation_marks_and_hidden_letters_make_no_difference_between_words() -> None:
    assert tokens("“Wall”\u00adA").keys == tokens('"wall"a').keys
