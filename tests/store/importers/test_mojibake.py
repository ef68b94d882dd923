"""Text that was read in the wrong charset, and what it was."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.mojibake import repaired


def misread(text: str, charset: str) -> str:
    """UTF-8 read as *charset*, a hole of the code page as the control character of its number."""
    return "".join(
        bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("La sécurité à l’école – où est-elle ?", "cp1252"),
        ("Die Größe der Übung wächst.", "cp1252"),
        ("Die Größe der Übung wächst.", "latin-1"),
        ("سلام و علیکم، خوش آمدید", "latin-1"),
        ("سلام و علیکم، خوش آمدید", "cp1252"),
        ("سلام و علیکم، خوش آمدید", "cp1256"),
        ("Привет, мир, как твои дела?", "cp1251"),
        ("Łódź, żółć, ąę i ńandu", "cp1250"),
        ("déjà vu, été, forêt", "cp850"),
        ("“Quoted,” she said — it’s 20 €.", "cp1252"),
        ("日本語の記事です。", "cp1252"),
        ("Thumbs up 👍 and 👎", "cp1252"),
    ],
)
def test_misread_utf_8_is_put_right(text: str, charset: str) -> None:
    garbled = misread(text, charset)
    assert garbled != text
    assert repaired(garbled) == text


def test_text_misread_twice_is_put_right_twice() -> None:
    text = "L’été à la forêt"
    assert repaired(misread(misread(text, "cp1252"), "cp1252")) == text


def test_sound_words_beside_misread_ones_stay_as_they_are() -> None:
    assert repaired("Größe é: GrÃ¶ÃŸe dâ€™Ã©tÃ©") == "Größe é: Größe d’été"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "«Äpfel» und «Öl» über Größe",
        "NÃO à São Paulo, Â mesmo",
        "Он сказал: «С “Авророй” всё».",
        "طپش ظرف گرفتن پطرس ظهر",
        "一篇很短的文章。",
        "The letters Ã© stand for é in a page about this.",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repaired(text) is None


@given(st.text(alphabet=st.characters(max_codepoint=0x7E)))
def test_ascii_is_never_touched(text: str) -> None:
    assert repaired(text) is None


@given(st.text(max_size=300))
def test_any_text_gives_another_text_or_none(text: str) -> None:
    better = repaired(text)
    assert better is None or (better != text and len(better) < len(text))


@pytest.mark.parametrize("unit", ["Ã©", "Ã", "â€", "é", "ط§", "Ð"])
def test_two_million_characters_take_a_few_seconds_at_most(unit: str) -> None:
    text = unit * (2_000_000 // len(unit))
    begun = time.process_time()
    repaired(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "sound",
    [
        "La «\xa0vérité\xa0» et l’«\xa0égalité\xa0», dit-elle, la «\xa0liberté\xa0» aussi.",
        "ACTUALITÉ\xa0: le pont. SOCIÉTÉ\xa0: le bac. PUBLICITÉ\xa0: rien.",
        "Das »Café« und das »MENÜ« und »CAFÉ« dort, »MENÜ« hier.",
    ],
)
def test_letters_before_a_closing_mark_are_sound(sound: str) -> None:
    assert repaired(sound) is None
    misread = "sÃ©curitÃ© et libertÃ©, Ã\x89tat et santÃ©. "
    assert repaired(misread + sound) == "sécurité et liberté, État et santé. " + sound
