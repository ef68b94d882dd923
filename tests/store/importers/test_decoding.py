"""How bytes become the frozen text, and which bytes are refused."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import InputError
from store.importers import base
from store.importers.base import decode
from store.importers.files import files_under
from store.importers.registry import import_bytes, is_readable, read_file


@given(st.text())
def test_utf_8_is_frozen_exactly_but_for_its_line_ends(text: str) -> None:
    if text.startswith("\ufeff"):
        return
    frozen, charset, how = decode(text.encode("utf-8", "replace"))
    expected = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    assert (frozen, charset) == (expected, "utf-8")
    assert how == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_decode_to_something_without_carriage_returns(raw: bytes) -> None:
    text, charset, how = decode(raw)
    assert "\r" not in text
    assert charset
    assert how in {"bom", "utf-8", "guessed"}


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped(charset: str) -> None:
    assert decode("Grüße\r\nאב".encode(charset))[0] == "Grüße\nאב"


def test_a_declared_charset_is_used_when_utf_8_fails() -> None:
    assert decode("Übung macht".encode("cp1252"), "windows-1252") == (
        "Übung macht",
        "windows-1252",
        "declared",
    )


def test_an_unknown_declared_charset_falls_back_to_a_guess() -> None:
    assert decode("Die Übung für Größe".encode("cp1252"), "nonsense")[2] == "guessed"


def test_damaged_utf_8_keeps_its_good_characters() -> None:
    raw = "«سلام» و علیکم".encode() + b"\xff" + "خوش آمدید".encode()
    assert decode(raw)[0] == "«سلام» و علیکم\ufffdخوش آمدید"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "white space"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"filedesc://a.arc 0.0.0.0 20140301000000 text/plain 9\n", "ARC"),
        (b"\x00\x01" * 500, "binary"),
        (bytes(range(1, 9)) * 100, "binary"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(raw: bytes, word: str) -> None:
    with pytest.raises(InputError) as caught:
        import_bytes(raw, name="folder/file.txt")
    assert word in caught.value.message
    assert "'file.txt'" in caught.value.message
    assert "\n" not in caught.value.message


def test_a_source_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="Split it"):
        import_bytes(b"x" * 11, name="a.txt")


def test_missing_files_folders_and_pipes_are_refused_by_path(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "none.txt", tmp_path / "pipe.txt", Path("/dev/null")):
        with pytest.raises(InputError, match=str(path)):
            read_file(path)


def test_the_source_is_recorded_without_a_path(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"One line.\r\n")
    (article,) = read_file(path)
    assert article.raw == b"One line.\r\n"
    assert article.text == "One line.\n"
    assert article.source.name == "note.txt"
    assert article.source.importer == "text/3"
    assert article.source.size == 11


def test_the_kind_of_a_file_without_a_known_ending_is_seen_in_it() -> None:
    assert import_bytes(b"<html><p>Hello there</p>", name="x")[0].source.media_type == "text/html"
    assert import_bytes(b"1 < 2 and 3 > 2", name="x")[0].source.media_type == "text/plain"
    assert import_bytes(b"# T", name="x", importer="markdown")[0].title == "T"
    with pytest.raises(InputError, match="no importer 'x'"):
        import_bytes(b"a", name="a", importer="x")


def test_a_folder_gives_its_visible_importable_files_in_order_and_names_the_others(
    tmp_path: Path,
) -> None:
    inside = tmp_path / "in"
    (inside / "b").mkdir(parents=True)
    (inside / ".hidden").mkdir()
    for name in ("b/z.txt", "a.md", ".x.txt", ".hidden/y.txt", "c.png"):
        (inside / name).write_text("x")
    (tmp_path / "out.txt").write_text("x")
    (inside / "link.txt").symlink_to(tmp_path / "out.txt")
    (inside / "none.txt").symlink_to("nowhere")
    (inside / "round.txt").symlink_to("round.txt")
    (inside / "up").symlink_to("..")
    os.mkfifo(inside / "pipe.txt")
    found, others = files_under(inside, is_readable)
    assert found == [inside / "a.md", inside / "b/z.txt"]
    assert {path.name: why for path, why in others.items()} == {
        "c.png": "of another kind",
        "link.txt": "a link out of the folder",
        "none.txt": "a link to nothing",
        "pipe.txt": "no file",
        "round.txt": "Too many levels of symbolic links",
        "up": "a link to a folder",
    }


def test_a_folder_that_can_t_be_looked_into_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text("x")
    look = os.scandir

    def refusing(path: Path | str) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", refusing)  # whoever runs the tests may be let in anywhere
    found, others = files_under(tmp_path, is_readable)
    assert found == [tmp_path / "a.txt"]
    assert others == {tmp_path / "shut": "a folder: Permission denied"}


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Two lines\nof plain words\n", "Привет мир\n", "سلام دنیای خوب\n", "日本語 テキスト\n"]
)
def test_utf_16_without_a_mark_is_seen_by_its_zero_bytes(charset: str, text: str) -> None:
    raw = (text * 3).encode(charset)
    assert decode(raw) == (text * 3, charset, "guessed")
    assert import_bytes(raw, name="a.txt")[0].text == text * 3


def test_utf_16_cut_in_the_middle_of_a_character_keeps_the_rest() -> None:
    assert decode("ab\n".encode("utf-16") + b"\x41")[0] == "ab\n\ufffd"
    assert decode(b"\xff\xfe" + b"a\x00" + b"\x00\xd8" + b"b\x00")[0].startswith("a\ufffd")


def test_a_few_zero_bytes_in_utf_8_stay() -> None:
    (article,) = import_bytes(b"One\x00 line of words, and more words.\n", name="a.txt")
    assert article.text == "One\x00 line of words, and more words.\n"


def test_surrogates_written_as_utf_8_are_joined_and_lone_ones_replaced() -> None:
    raw = b"ok \xed\xa0\xbd\xed\xb8\x80 and \xed\xa0\x80."
    assert decode(raw) == ("ok 😀 and \ufffd.", "utf-8", "guessed")


def test_the_charset_is_guessed_from_where_the_words_are_not_ascii() -> None:
    raw = b"plain words " * 10_000 + "Привет, мир! Как твои дела сегодня? ".encode("cp1251") * 20
    assert decode(raw)[0].endswith("Как твои дела сегодня? ")


def test_ten_megabytes_of_one_line_are_imported_in_two_seconds() -> None:
    raw = b"word " * 2_000_000
    begun = time.process_time()
    (article,) = import_bytes(raw, name="a.txt")
    assert time.process_time() - begun < 2
    assert len(article.blocks) == 1


def test_fifty_megabytes_of_broken_bytes_in_one_line_decode_in_bounded_time() -> None:
    raw = b"word \xe9t\xe9 " * 5_000_000
    begun = time.process_time()
    text, _, how = decode(raw)
    assert (how, text[:8]) == ("guessed", "word été")
    assert time.process_time() - begun < 8


@pytest.mark.parametrize("gap", [7, 12, 40])
def test_ascii_with_zero_bytes_in_it_is_not_taken_for_another_script(gap: int) -> None:
    words = "<p>The ferry stayed in port, and nobody had told the harbour.</p>"
    raw = "\0".join(words[at : at + gap] for at in range(0, len(words), gap)).encode()
    for told in (raw, raw + b" "):
        assert decode(told)[0].replace("\0", "").strip() == words


@pytest.mark.parametrize("words", ["Hafen", "Ελλάδα και νησιά", "漢字 仮名交じり文の例"])
def test_utf_16_without_its_mark_is_still_seen(words: str) -> None:
    for charset in ("utf-16-le", "utf-16-be"):
        assert decode(f"{words}\n{words}".encode(charset))[:2] == (f"{words}\n{words}", charset)


@pytest.mark.parametrize("charset", ["iso-2022-jp", "iso-2022-kr"])
def test_scripts_that_are_changed_by_escapes_are_read(charset: str) -> None:
    words = "港の船" if charset.endswith("jp") else "항구의 배"
    raw = f"One\r\n{words}\n".encode(charset)
    assert decode(raw)[0] == f"One\n{words}\n"
    assert decode(b"\x1b[31mred\x1b[0m \x1b$ alone")[1] == "utf-8"


@pytest.mark.parametrize(
    ("words", "written", "declared"),
    [
        ("“Déjà vu” – non", "cp1252", "iso-8859-1"),
        ("“Ağır”", "cp1254", "ISO-8859-9"),
        ("朱镕基说", "gbk", "gb2312"),
        ("똠방각하", "cp949", "EUC-KR"),
        ("①㈱の船", "cp932", "Shift_JIS"),
        ("①㈱の船", "cp932", "x-sjis"),
        ("Паром", "cp1251", "x-cp1251"),
        ("מעבורת", "iso-8859-8", "iso-8859-8-i"),
    ],
)
def test_a_declared_charset_is_read_as_browsers_read_it(
    words: str, written: str, declared: str
) -> None:
    text, _, how = decode(words.encode(written), declared)
    assert (text, how) == (words, "declared")


def test_latin_1_that_no_larger_charset_reads_stays_latin_1() -> None:
    raw = b"caf\xe9 \x81"
    assert decode(raw, "iso-8859-1") == ("café \x81", "iso-8859-1", "declared")


FRENCH = "Le maire était là à midi. Où sont passés les pêcheurs, après neuf ans d’attente ?"


@pytest.mark.parametrize(
    "declared",
    ["utf-8", "utf-16", "UTF-16LE", "utf-32", "shift_jis", "windows-1251", "unicode_escape", "hex"],
)
def test_a_declared_charset_that_the_bytes_belie_is_not_believed(declared: str) -> None:
    found = decode(FRENCH.encode("cp1252"), declared)
    assert found == (FRENCH, "cp1252", "guessed")


def test_a_declared_charset_is_believed_with_a_damaged_place() -> None:
    said = "Мэр сказал, что порт откроют весной."
    text, charset, how = decode(said.encode("koi8-r") + b" \xce\x80", "koi8-r")
    assert (text[: len(said)], charset, how) == (said, "koi8-r", "declared")
    text, charset, how = decode("港は夏までに開く。".encode("shift_jis") + b"\x81", "shift_jis")
    assert (text, charset, how) == ("港は夏までに開く。\ufffd", "cp932", "declared")


def test_a_mark_of_utf_8_before_bytes_of_another_charset_is_not_believed() -> None:
    assert decode(b"\xef\xbb\xbf" + FRENCH.encode("cp1252")) == (FRENCH, "cp1252", "guessed")


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("cp1252", FRENCH),
        ("cp1252", "Borgmästaren sade på fredagen att hamnen öppnar före sommaren."),
        ("cp1252", "O prefeito disse que o porto voltará a abrir. Então, ninguém acredita."),
        ("cp1252", "Il sindaco ha detto che il porto riaprirà perché la città lo chiede. È così."),
        ("cp1252", "Der Bürgermeister sagte, „die Straße wird größer“. Später mehr."),
        ("cp1250", "Burmistrz powiedział w piątek, że port zostanie otwarty przed latem. Źle."),
        ("cp1250", "Starosta v pátek řekl, že přístav bude otevřen před létem. Ještě ne."),
        ("iso8859_2", "Starosta v pátek řekl, že přístav bude otevřen před létem. Ještě ne."),
        ("cp1254", "Belediye başkanı cuma günü limanın yaz gelmeden açılacağını söyledi."),
        ("euc_jp", "市長は夏までに港を開くと述べた。漁師たちはこの日を待っていた。"),
        ("cp949", "시장은 여름 전에 항구가 다시 열릴 것이라고 말했다. ㅋㅋㅋ 어부들은 기다렸다."),
    ],
)
@pytest.mark.parametrize("frame", ["%s", "<html><body><p>%s</p><a href='/'>Home</a></body></html>"])
def test_the_charset_of_a_sentence_or_two_is_told_by_the_letters_of_its_language(
    charset: str, words: str, frame: str
) -> None:
    assert decode((frame % words).encode(charset)) == (frame % words, charset, "guessed")
