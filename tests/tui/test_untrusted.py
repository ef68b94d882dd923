"""Strings from outside are made safe, one code point for one."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.control import Control
from rich.segment import Segment
from textual.color import Color

from tui.last_defence import ControlFilter
from tui.untrusted import HIDDEN_MARK, content, is_unsafe, one_line, pasteable, visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=60) | st.text(
    st.sampled_from("\x00\t\x1b\x7f\x85\u202e\u2066\u200d\u200c\ufe0f\u0301\ufeff\ud800a好👍🏽"),
    max_size=40,
)


@given(ANY_TEXT)
def test_visible_keeps_every_offset(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(ANY_TEXT)
def test_visible_leaves_no_control_character_but_the_line_feed(text: str) -> None:
    for character in visible(text):
        assert character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(character) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip


@given(ANY_TEXT)
def test_visible_changes_nothing_the_second_time(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert not is_unsafe(visible(text))


def test_escape_delete_and_bidi_controls_have_their_own_pictures() -> None:
    assert visible("\x1b[31m\x7f\u202eabc\u2028\t.") == f"␛[31m␡{HIDDEN_MARK}abc␤ ."


def test_joiners_variation_selectors_and_accents_stay() -> None:
    for text in ("👨‍👩‍👧", "می‌خواهم", "❤️", "é", "شَ"):
        assert visible(text) is text


@given(ANY_TEXT, st.integers(0, 50))
def test_one_line_is_one_line_and_no_longer_than_asked(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert "\n" not in line
    assert len(line) <= limit


def test_one_line_is_cut_between_characters_as_seen() -> None:
    assert one_line("abcde\u0301\u0301fg", 7) == "abcd…"
    assert one_line("a👨‍👩‍👧bc", 5) == "a…"
    assert one_line("short\ntext", 20) == "short text"


@given(ANY_TEXT)
def test_content_is_never_parsed_as_markup(text: str) -> None:
    assert content("[b]" + text + "[/]").plain == visible("[b]" + text + "[/]")


def test_the_last_defence_mends_text_and_spares_control_segments() -> None:
    control = Control.home().segment
    plain, evil = Segment("plain"), Segment("a\x1b[2Jb\n")
    background = Color(0, 0, 0)
    found = ControlFilter().apply([plain, evil, control], background)
    assert [segment.text for segment in found] == ["plain", "a␛[2Jb␊", control.text]
    untouched = [plain, control]
    assert ControlFilter().apply(untouched, background) is untouched


@given(st.text(alphabet=st.characters(codec=None)))
def test_what_is_copied_can_be_encoded_and_acts_on_no_terminal(text: str) -> None:
    copied = pasteable(text)
    assert len(copied) == len(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in copied if c not in "\t\n")
    copied.encode()


def test_what_scripts_need_is_copied_as_it_is() -> None:
    for text in ("می\u200cخواهم", "\u200fשלום\u200e", "a\tb\n\xad👩\u200d🔬"):
        assert pasteable(text) == text
