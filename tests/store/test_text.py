from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.text import (
    count_words,
    fold_space,
    sentence_at,
    sentences,
    slice_context,
    trim,
    whole_words,
    word_at,
    words,
)


def shown(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@given(st.text(max_size=200))
def test_every_non_blank_character_is_in_exactly_one_sentence(text: str) -> None:
    covered = [at for a, b in sentences(text, 0, len(text)) for at in range(a, b)]
    assert len(covered) == len(set(covered))
    assert set(covered) >= {at for at, letter in enumerate(text) if not letter.isspace()}
    assert covered == sorted(covered)


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_sentences_stay_inside_the_range_they_were_asked_for(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    for first, last in sentences(text, start, end):
        assert start <= first < last <= end
        assert text[first:last] == text[first:last].strip()


def test_titles_initials_and_abbreviations_do_not_end_a_sentence() -> None:
    assert shown("Dr. Sima Samar spoke. J. Smith left.") == [
        "Dr. Sima Samar spoke.",
        "J. Smith left.",
    ]
    assert shown("It cost approx. 40 afghanis. He paid.") == [
        "It cost approx. 40 afghanis.",
        "He paid.",
    ]


def test_cjk_and_arabic_marks_end_sentences() -> None:
    assert shown("他说了。她走了。") == ["他说了。", "她走了。"]
    assert shown("چرا رفت؟ نمی‌دانم.") == ["چرا رفت؟", "نمی‌دانم."]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert shown('"Go." He went.') == ['"Go."', "He went."]


def test_the_sentence_at_an_offset_is_the_one_around_it() -> None:
    text = "One here. Two there."
    assert sentence_at(text, 0, len(text), 12) == (10, 20)
    assert sentence_at("   ", 0, 3, 1) is None


@given(st.text(max_size=200))
def test_words_are_in_order_and_hold_no_white_space(text: str) -> None:
    at = 0
    for start, end in words(text):
        assert at <= start < end <= len(text)
        assert not any(letter.isspace() for letter in text[start:end])
        at = end


@given(st.text(max_size=80), st.integers(0, 80))
def test_the_word_at_an_offset_ends_after_it(text: str, offset: int) -> None:
    found = word_at(text, offset)
    if found is not None:
        assert found[1] > offset


def test_words_with_apostrophes_and_hyphens_are_one() -> None:
    text = "Don't re-open U.N. files"
    assert [text[a:b] for a, b in words(text)] == ["Don't", "re-open", "U.N", ".", "files"]


def test_whole_words_keep_what_is_their_own_and_no_other_marks() -> None:
    def whole(text: str) -> list[str]:
        return [text[a:b] for a, b in whole_words(text)]

    assert whole("“Ana Roth,” (of Holm Inc.) — said: no…") == [
        "Ana", "Roth", "of", "Holm", "Inc.", "said", "no",
    ]  # fmt: skip
    assert whole("The U.N. paid 40 % of € 3.5.") == [
        "The", "U.N.", "paid", "40", "%", "of", "€", "3.5",
    ]  # fmt: skip
    assert whole("Holm & Sons | Osk") == ["Holm", "Sons", "Osk"]
    assert whole("J. Roth left in 2009.") == ["J.", "Roth", "left", "in", "2009"]
    assert "".join(whole("हिन्दी")) == "हिन्दी"


@given(st.text(max_size=200))
def test_whole_words_are_words_with_a_stop_at_most(text: str) -> None:
    ends = dict(words(text))
    for start, end in whole_words(text):
        assert text[ends[start] : end] in ("", ".")


def test_words_are_counted_as_a_reader_counts_them() -> None:
    assert count_words("") == 0
    assert count_words("two words.") == 2
    assert count_words("他说了 OK") == 4
    assert count_words("مرگ بر دروغ") == 3


@given(st.text(max_size=120))
def test_no_text_breaks_the_word_count(text: str) -> None:
    assert 0 <= count_words(text) <= max(1, len(text))


def test_context_is_cut_at_the_edges_of_the_text() -> None:
    text = "a" * 40 + "MIDDLE" + "b" * 5
    exact, prefix, suffix = slice_context(text, 40, 46)
    assert (exact, prefix, suffix) == ("MIDDLE", "a" * 32, "b" * 5)


@given(st.text(max_size=60))
def test_trimming_leaves_what_strip_leaves(text: str) -> None:
    start, end = trim(text, 0, len(text))
    assert text[start:end] == text.strip()
    assert fold_space(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "मानवाधिकार संगठन ने कहा",
        "মানবাধিকার সংস্থা",
        "மனித உரிமைகள்",
        "మానవ హక్కులు",
        "ක්‍රියා කළේ",
        "cafe\u0301 re\u0301sume\u0301",
        "مُحَمَّد قالَ",
        "שָׁלוֹם עֲלֵיכֶם",
        "လူ့အခွင့်",
        "Й\u0306 и\u0306",
    ],
)
def test_signs_and_accents_belong_to_their_letters_word(text: str) -> None:
    assert [text[start:end] for start, end in words(text)] == text.split()
    assert count_words(text) == len(text.split())


def test_stops_of_other_scripts_are_marks_of_their_own() -> None:
    text = "कहा। ಹೇಳಿದರು॥"
    assert [text[start:end] for start, end in words(text)] == ["कहा", "।", "ಹೇಳಿದರು", "॥"]
