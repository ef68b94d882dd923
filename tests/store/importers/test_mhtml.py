from __future__ import annotations

import quopri

import pytest

from store.errors import InputError
from store.importers.registry import import_bytes
from store.model import Imported

PAGE = """<html><head><title>Der Hafen schließt</title></head><body><article>
<h1>Der Hafen schließt</h1><p>Am Dienstag schloss der Hafen von Lüb wegen des Sturms, der seit zwei
Tagen anhält und die Boote an Land hält.</p></article></body></html>"""
HEADERS = """From: <Saved by a browser>
Snapshot-Content-Location: https://hafen.example/nachricht
Subject: Der Hafen
Date: Tue, 3 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----b"{start}

------b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
------b
Content-Type: text/html; charset="{charset}"
Content-ID: <page>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://hafen.example/nachricht

{body}
------b--
"""


def saved(charset: str = "utf-8", start: str = "", body: str = PAGE) -> bytes:
    encoded = quopri.encodestring(body.encode(charset)).decode("ascii")
    text = HEADERS.format(charset=charset, body=encoded, start=start)
    return text.replace("\n", "\r\n").encode("ascii")


def read(raw: bytes, name: str = "page.mhtml") -> Imported:
    (found,) = import_bytes(raw, name=name)
    return found


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_the_page_in_a_saved_page_is_read_in_its_own_charset(charset: str) -> None:
    found = read(saved(charset))
    assert found.title == "Der Hafen schließt"
    assert "Hafen von Lüb" in found.text
    assert "AAAA" not in found.text


def test_address_time_and_the_file_itself_are_kept() -> None:
    raw = saved()
    found = read(raw)
    assert found.raw == raw
    assert found.source.url == "https://hafen.example/nachricht"
    assert found.source.captured == "2026-03-03T09:00:00.000Z"
    assert found.source.media_type == "multipart/related"


def test_a_saved_page_is_known_by_its_bytes_too() -> None:
    assert read(saved(), "page.txt.download").text == read(saved()).text


def test_the_part_that_the_header_names_is_the_page() -> None:
    frame = b"------b\r\nContent-Type: text/html\r\n\r\n<p>An advertisement</p>\r\n"
    raw = saved(start='; start="<page>"').replace(b"------b\r\n", frame + b"------b\r\n", 1)
    assert "advertisement" not in read(raw).text


@pytest.mark.parametrize("raw", [b"", b"MIME-Version: 1.0\r\n\r\nno parts", saved()[:300]])
def test_a_saved_page_without_a_page_is_refused_in_a_line(raw: bytes) -> None:
    with pytest.raises(InputError) as refusal:
        read(raw)
    assert "\n" not in refusal.value.message
