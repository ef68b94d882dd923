"""Files that try to read other files, reach the network, or unfold without end."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.errors import InputError
from store.importers.readings import Problem
from store.importers.xml import parse_xml
from store.model import Imported
from tests.store.importers.builders import epub, item, page, readings, record, wxr, zipped

SECRET = "the harbour master's own secret"
NESTED = "".join(f'<!ENTITY e{n + 1} "' + f"&e{n};" * 9 + '">' for n in range(9))
BOMB = f'<!DOCTYPE r [<!ENTITY e0 "ha">{NESTED}'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Every attempt to reach out fails, and is noted."""
    tried: list[Any] = []

    def refuse(*args: Any, **_: Any) -> Any:
        tried.append(args)
        raise OSError("the network is closed")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield tried
    assert tried == []


def attack(tmp_path: Path) -> str:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    return (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">'
        '<!ENTITY y SYSTEM "http://evil.example/y">]>'
    )


def texts(raw: bytes, name: str) -> list[str]:
    """All that could be read, and all that was said about the rest."""
    try:
        found = readings(raw, name)
    except InputError as error:
        assert "\n" not in error.message
        return [error.message]
    return [f.text for f in found if isinstance(f, Imported)] + [
        f.message for f in found if isinstance(f, Problem)
    ]


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "notes.xml", "page.html", "x"])
def test_an_external_entity_reads_no_file(tmp_path: Path, name: str) -> None:
    doctype = attack(tmp_path)
    feed = '<rss version="2.0"><channel><item><title>T &x;&y;</title></item></channel></rss>'
    export = wxr(item(7, body="Words.")).decode().partition("\n")[2].replace("A post", "&x;&y;")
    for body in (feed, export, "<html><body><p>Words &x; &y; of it.</p></body></html>"):
        assert SECRET not in " ".join(texts((doctype + body).encode(), name))


def test_entities_that_unfold_without_end_are_refused() -> None:
    feed = BOMB + "]><rss><channel><item><title>&e9;</title></item></channel></rss>"
    assert "declares XML entities" in texts(feed.encode(), "feed.xml")[0]
    assert "declares XML entities" in texts(feed.encode("utf-16"), "feed.xml")[0]
    hidden = feed.replace("<!DOCTYPE", "<!-- <rss> --><!DOCTYPE")
    assert "declares XML entities" in texts(hidden.encode(), "feed.xml")[0]


def test_a_post_about_entities_is_no_attack() -> None:
    words = "<pre>&lt;!DOCTYPE r [ <!ENTITY a 'b'> ]&gt;</pre> <!DOCTYPE is how it starts."
    raw = wxr(item(7, title="On XML", body=words))
    assert texts(raw, "notes.xml")[0].startswith("On XML")


@pytest.mark.parametrize("before", ["", "junk ", "\n<?x <rss> ?>", "<!-- <rss> -->"])
@pytest.mark.parametrize("after", ["]>", "]", ' "]>" ]>'])
def test_a_declaration_is_seen_wherever_it_hides(before: str, after: str) -> None:
    feed = f"{before}{BOMB}{after}<rss><channel><item><title>&e9;</title></item></channel></rss>"
    assert "declares XML entities" in texts(feed.encode(), "feed.rss")[0]


def test_entities_are_inert_even_where_they_are_parsed() -> None:
    root, _ = parse_xml('<!DOCTYPE r [<!ENTITY a "haha">]><r>x&a;y</r>', "r.xml")
    assert "haha" not in "".join(map(str, root.itertext()))


def test_a_book_a_document_and_an_archive_are_no_way_round(tmp_path: Path) -> None:
    doctype = attack(tmp_path)
    chapter = f"{doctype}<html><body><p>&x; &y;</p></body></html>"
    assert SECRET not in " ".join(texts(epub({"a.xhtml": chapter}), "b.epub"))
    package = epub({"a.xhtml": "<p>Words.</p>"}, extra="")
    assert texts(package, "b.epub")
    document = word_with(doctype)
    assert SECRET not in " ".join(texts(document, "d.docx"))
    feed = f"{doctype}<rss><channel><item><title>&x;</title></item></channel></rss>"
    assert SECRET not in " ".join(texts(zipped({"f.xml": feed}), "z.zip"))


def word_with(doctype: str) -> bytes:
    """A Word document whose main part begins with *doctype* and uses its entities."""
    import zipfile

    from docx import Document

    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("MARK")
    document.save(plain)
    files: dict[str, bytes | str] = {}
    with zipfile.ZipFile(plain) as archive:
        for name in archive.namelist():
            files[name] = archive.read(name)
    main = bytes(files["word/document.xml"]).decode()  # type: ignore[arg-type]
    start = main.index("<w:document")
    files["word/document.xml"] = (main[:start] + doctype + main[start:]).replace("MARK", "&x;&y;")
    return zipped(files)


def test_xinclude_and_remote_pictures_fetch_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
        f'href="file://{secret}"/>'
    )
    raw = wxr(item(7, body="Words.", inner=include))
    assert SECRET not in " ".join(texts(raw, "notes.xml"))
    body = "<img src='http://evil.example/x.png'><iframe src='http://evil.example/'></iframe>"
    texts(wxr(item(7, body=f"Words. {body}")), "notes.xml")
    texts(record("http://a.example/", page("T", f"Words {body}")), "c.warc")


def test_a_doctype_with_an_address_is_not_fetched() -> None:
    raw = b'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://evil.example/rss.dtd">'
    raw += b"<rss version='2.0'><channel><item><title>A title</title></item></channel></rss>"
    assert texts(raw, "feed.xml") == ["A title"]
