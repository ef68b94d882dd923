"""Zip archives: what is read of them, and what can't reach out of them."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable

import pytest

from store.errors import InputError
from store.importers import limits
from store.importers.readings import Context
from store.importers.registry import is_readable
from tests.store.importers.builders import (
    articles,
    lines,
    notices,
    page,
    pdf,
    problems,
    readings,
    zipped,
)

NOTE = "A note about the ferry that did not sail.\n"


def test_every_file_that_can_be_read_is_an_article_named_by_its_place() -> None:
    raw = zipped(
        {
            "b/ferry.html": page("No ferry", "Sixty people waited."),
            "a.pdf": pdf([lines("Words of the report.")]),
            "a.txt": NOTE,
            "picture.png": b"\x89PNG",
            "__MACOSX/._a.txt": "x",
        }
    )
    found = articles(raw, "pages.zip")
    assert [a.source.name for a in found] == [
        "pages.zip#b/ferry.html",
        "pages.zip#a.pdf",
        "pages.zip#a.txt",
    ]
    assert [a.source.importer for a in found] == ["zip/1 html/6", "zip/1 pdf/1", "zip/1 text/2"]
    assert found[2].raw == NOTE.encode()
    assert notices(raw, "pages.zip") == ["'pages.zip': not read: 2 files of other kinds."]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"]
)
def test_a_name_that_leads_out_is_left_out_in_one_line(name: str) -> None:
    (problem,) = problems(zipped({name: NOTE, "in.txt": NOTE + "x"}), "z.zip")
    assert problem.endswith("was left out: its name leads out of the archive.")


def test_a_nul_in_a_name_is_left_out() -> None:
    raw = zipped({"aXb.txt": NOTE, "in.txt": NOTE + "x"}).replace(b"aXb.txt", b"a\0b.txt")
    assert problems(raw, "z.zip")[0].endswith("its name holds a NUL.")


def test_a_link_is_not_followed() -> None:
    raw = zipped({"link.txt": "/etc/passwd", "in.txt": NOTE}, links=["link.txt"])
    assert [a.text for a in articles(raw, "z.zip")] == [NOTE]
    assert "a link or a device" in problems(raw, "z.zip")[0]


def test_an_archive_in_an_archive_is_read_once_but_no_deeper() -> None:
    inner = zipped({"deep.txt": NOTE})
    once = zipped({"inner.zip": inner})
    assert articles(once, "z.zip")[0].source.name == "z.zip#inner.zip#deep.txt"
    assert (
        "archive in an archive in" in problems(zipped({"x.zip": once, "a.txt": NOTE}), "z.zip")[0]
    )


def test_a_broken_file_fails_alone() -> None:
    raw = zipped({"a.pdf": b"%PDF-broken", "b.txt": NOTE, "c.json": "{"})
    assert len(articles(raw, "z.zip")) == 1
    assert len(problems(raw, "z.zip")) == 2


def test_a_damaged_entry_fails_alone() -> None:
    raw = bytearray(zipped({"a.txt": NOTE * 50, "b.txt": NOTE}))
    raw[60] ^= 0xFF
    assert [a.text for a in articles(bytes(raw), "z.zip")] == [NOTE]
    assert "damaged in its archive" in problems(bytes(raw), "z.zip")[0]


def test_a_bomb_is_refused_as_a_whole() -> None:
    raw = zipped({"a.txt": NOTE, "bomb.txt": b"0" * (40 * 2**20)})
    with pytest.raises(InputError, match="zip bomb"):
        readings(raw, "z.zip")
    with pytest.raises(InputError, match="zip bomb"):
        readings(raw.replace(b"bomb.txt", b"bomb.xml"), "renamed.epub")


def test_a_bomb_in_an_inner_archive_takes_everything_with_it() -> None:
    noise = bytes(range(256)) * 40
    inner = zipped({f"{n}.txt": b"0" * (2 * 2**20) for n in range(12)} | {"noise.bin": noise})
    raw = zipped({"a.txt": NOTE, "inner.zip": inner})
    with pytest.raises(InputError, match="zip bomb"):
        readings(raw, "z.zip")


def test_too_many_entries_and_too_much_in_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="more than 10000 entries"):
        readings(zipped({f"{n}.txt": "" for n in range(10_001)}), "z.zip")
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (100, 50))
    with pytest.raises(InputError, match="unfolds into more than"):
        readings(zipped({"a.txt": NOTE, "b.txt": NOTE}), "z.zip")


def test_what_one_source_used_up_is_not_missing_for_the_next() -> None:
    context = Context()
    for _ in range(3):
        assert len(readings(zipped({"a.txt": NOTE}), "z.zip", context)) == 1
    assert context.budget == limits.Budget()


def test_one_file_that_is_too_large_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.read_entry, "__kwdefaults__", {"password": None, "most": 100})
    raw = zipped({"a.txt": NOTE * 9, "b.txt": NOTE})
    assert len(articles(raw, "z.zip")) == 1
    assert "it was left out" in problems(raw, "z.zip")[0]


def test_an_archive_without_anything_to_read_is_refused() -> None:
    with pytest.raises(InputError, match="holds no file that can be read"):
        readings(zipped({"a.png": b"x"}), "z.zip")
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    with pytest.raises(InputError, match=r"'z.zip'"):
        readings(out.getvalue(), "z.zip")


def test_a_gzipped_page_is_read_and_half_of_it_refused() -> None:
    raw = gzip.compress(page("No ferry", "Sixty people waited."))
    (article,) = articles(raw, "ferry.html.gz")
    assert (article.title, article.source.name) == ("No ferry", "ferry.html.gz#ferry.html")
    assert article.source.importer == "gzip/1 html/6"
    with pytest.raises(InputError, match="no whole gzip file: it breaks off"):
        readings(raw[:-20], "ferry.html.gz")
    with pytest.raises(InputError, match="bomb"):
        readings(gzip.compress(b"0" * (20 * 2**20)), "bomb.txt.gz")
    assert is_readable("a.html.gz") and not is_readable("a.tar.gz")


def test_escapes_and_markup_in_names_stay_words() -> None:
    (article,) = articles(zipped({"\x1b]0;x\x07[@click=app.quit].txt": NOTE}), "z.zip")
    assert article.source.name == "z.zip#\x1b]0;x\x07[@click=app.quit].txt"


def damaged(raw: bytes, change: Callable[[bytearray], None]) -> bytes:
    out = bytearray(raw)
    change(out)
    return bytes(out)


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED]
)
def test_a_damaged_file_takes_no_other_with_it(packing: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("a.txt", NOTE * 50)
        archive.writestr("b.txt", NOTE)

    def change(content: bytearray) -> None:
        content[50:70] = b"?" * 20

    raw = damaged(out.getvalue(), change)
    assert [a.source.name for a in articles(raw, "a.zip")] == ["a.zip#b.txt"]
    assert "'a.zip#a.txt' is damaged in its archive" in problems(raw, "a.zip")[0]


def test_a_way_of_encrypting_that_is_not_known_is_told_as_that() -> None:
    def change(content: bytearray) -> None:
        for mark, flags, packing in ((b"PK\x03\x04", 6, 8), (b"PK\x01\x02", 8, 10)):
            at = content.index(mark)
            content[at + flags] |= 1
            content[at + packing] = 99

    raw = damaged(zipped({"a.txt": NOTE, "b.txt": NOTE}), change)
    for context in (Context(), Context(password="harbour")):
        assert "can't be opened here (AES)" in problems(raw, "a.zip", context)[0]
