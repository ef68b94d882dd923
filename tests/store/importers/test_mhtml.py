from __future__ import annotations

import quopri

import pytest

from store.errors import InputError
from store.importers.registry import import_bytes
from store.model import BlockKind, Imported
from tests.store.importers.builders import notices

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


REMARK = """<li class="post" id="post-{0}"><header><span class="author"><a>{1}</a></span>
<a class="time-ago" title="Thursday, May 7, 2020 8:12 PM">last year</a></header>
<div class="post-message"><p>{2}</p></div><ul class="children">{3}</ul></li>"""


def with_frame(frame: str, src: str = "cid:frame-1@mhtml.example") -> bytes:
    page = PAGE.replace("</article>", f'</article><iframe src="{src}"></iframe><p>Das war es.</p>')
    part = (
        "\r\n------b\r\nContent-Type: text/html; charset=utf-8\r\n"
        "Content-ID: <frame-1@mhtml.example>\r\nContent-Location: https://talk.example/?a=1&b=2\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{frame}\r\n------b--\r\n"
    )
    return saved("iso-8859-1", body=page).replace(b"\r\n------b--\r\n", part.encode())


@pytest.mark.parametrize("src", ["cid:frame-1@mhtml.example", "https://talk.example/?a=1&amp;b=2"])
def test_comments_in_a_frame_of_a_saved_page_are_read_in_its_place(src: str) -> None:
    answer = REMARK.format(2, "Cy Lane", "Doch, ich stand am Kai.", "")
    thread = REMARK.format(1, "Bo Reed", "Von Sturm war nichts zu sehen.", answer)
    raw = with_frame(f"<html><body><ul id='post-list'>{thread}</ul></body></html>", src)
    found = read(raw)
    first, second = (b for b in found.blocks if b.kind is BlockKind.COMMENT)
    assert [b.author for b in (first, second)] == ["Bo Reed", "Cy Lane"]
    assert (first.parent, second.parent) == (None, first.id)
    assert found.text.index("Hafen von Lüb") < first.start < found.text.index("Das war es.")
    assert found.raw == raw
    assert (found.source.charset, found.source.charset_how) == ("windows-1252", "declared")


def test_a_frame_without_comments_is_left_out_and_told_where_it_says_much() -> None:
    few = with_frame("<html><body><p>Kauft jetzt mehr Seife.</p></body></html>")
    assert "Seife" not in read(few).text
    assert notices(few, "page.mhtml") == []
    many = with_frame(f"<html><body><p>{'Seife, mehr Seife. ' * 40}</p></body></html>")
    assert "Seife" not in read(many).text
    assert "1 frame with many words, not read" in notices(many, "page.mhtml")[0]
