"""Web archives: which records are pages, and what is saved from damaged ones."""

from __future__ import annotations

import gzip

import pytest

from store.errors import InputError
from store.importers import limits
from store.importers.readings import Context, Same
from store.model import sha256
from tests.store.importers.builders import (
    articles,
    notices,
    page,
    problems,
    readings,
    record,
    warc_gz,
    zipped,
)

FERRY = page("No ferry", "Sixty people waited on the quay until noon.")
FOG = page("No fog", "The harbour office keeps a record of it.")
A, B = "https://one.example/ferry", "https://two.example/fog"


def test_every_page_is_an_article_with_its_address_and_time() -> None:
    raw = record(A, FERRY) + record(B, FOG)
    found = articles(raw, "crawl.warc")
    assert [(a.title, a.source.url, a.source.name) for a in found] == [
        ("No ferry", A, f"crawl.warc#{A}"),
        ("No fog", B, f"crawl.warc#{B}"),
    ]
    assert {a.source.captured for a in found} == {"2024-05-06T07:08:09Z"}
    assert {a.source.importer for a in found} == {"warc/1 html/6"}
    assert found[0].raw == FERRY
    assert [a.text for a in articles(warc_gz(record(A, FERRY), record(B, FOG)), "c.warc.gz")] == [
        a.text for a in found
    ]


def test_one_gzip_round_all_records_is_read_too() -> None:
    assert len(articles(gzip.compress(record(A, FERRY) + record(B, FOG)), "c.warc.gz")) == 2


def test_plain_text_and_resources_are_pages_and_pictures_and_errors_are_told() -> None:
    raw = b"".join(
        [
            record(A, b"A note.\n", kind="resource", headers=[("Content-Type", "text/plain")]),
            record(B, b"\x89PNG", headers=[("Content-Type", "image/png")]),
            record(B, FOG, status="404 Not Found"),
        ]
    )
    assert [a.text for a in articles(raw, "c.warc")] == ["A note.\n"]
    assert notices(raw, "c.warc") == [
        "'c.warc' also holds 1 image/png, 1 with status 404; these are not added."
    ]


def test_chunks_and_gzip_of_the_transfer_are_undone() -> None:
    packed = gzip.compress(FERRY)
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    headers = [
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
    ]
    (article,) = articles(record(A, chunked, headers=headers), "c.warc")
    assert article.raw == FERRY


def test_the_server_s_charset_is_used() -> None:
    body = page("Brücke", "Die Brücke über die Förde hält.").decode().encode("cp1252")
    headers = [("Content-Type", "text/html; charset=windows-1252")]
    (article,) = articles(record(A, body, headers=headers), "c.warc")
    assert "über die Förde" in article.text
    assert (article.source.charset, article.source.charset_how) == ("windows-1252", "declared")


def test_a_truncated_file_gives_its_whole_records_and_one_line() -> None:
    raw = record(A, FERRY) + record(B, FOG)
    for cut in (raw[:-100], gzip.compress(raw)[:-60], warc_gz(record(A, FERRY), raw)[:-30]):
        assert [a.title for a in articles(cut, "c.warc")][:1] == ["No ferry"]
        assert len(problems(cut, "c.warc")) == 1
    assert (
        "(a record breaks off); what is whole of it was read: 1 page"
        in problems(raw[:-100], "c.warc")[0]
    )


def test_a_record_with_a_wrong_length_does_not_take_the_next_with_it() -> None:
    first = record(A, FERRY)
    lengths = [line for line in first.split(b"\r\n") if line.startswith(b"Content-Length:")]
    for wrong in (b"Content-Length: 40", b"Content-Length: 9000000", b"Content-Length: x"):
        raw = first.replace(lengths[0], wrong, 1) + record(B, FOG)
        assert articles(raw, "c.warc")[-1].title == "No fog"
        assert len(problems(raw, "c.warc")) >= 1


def test_a_record_that_trips_its_reader_does_not_stop_the_others() -> None:
    raw = record(A, FERRY).replace(b"HTTP/1.1 200 OK", b"HTPT/1.1 200 OK") + record(B, FOG)
    assert [a.title for a in articles(raw, "c.warc")] == ["No fog"]
    assert "a record can't be read" in problems(raw, "c.warc")[0]


def test_a_page_packed_in_an_unknown_way_is_left_out_in_one_line() -> None:
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "br")]
    raw = record(A, b"\x1b\x03", headers=headers) + record(B, FOG)
    assert problems(raw, "c.warc") == [
        f"'c.warc#{A}' is packed with br, which can't be unpacked here; it was left out."
    ]


def test_a_wacz_gives_the_pages_of_the_archives_in_it() -> None:
    raw = zipped({"datapackage.json": "{}", "archive/data.warc.gz": warc_gz(record(A, FERRY))})
    assert [a.source.url for a in articles(raw, "site.wacz")] == [A]
    assert [a.source.url for a in articles(raw, "renamed.zip")] == [A]


def test_pages_that_the_library_has_are_not_read_again() -> None:
    context = Context(known=frozenset({sha256(FERRY)}))
    first, second = readings(record(A, FERRY) + record(B, FOG), "c.warc", context)
    assert first == Same(f"c.warc#{A}", sha256(FERRY))
    assert not isinstance(second, Same)


def test_a_gzip_bomb_is_refused_while_it_unfolds() -> None:
    bomb = gzip.compress(record(A, b"\0" * (8 * limits._NO_BOMB)))
    with pytest.raises(InputError, match="gzip bomb"):
        readings(bomb, "c.warc.gz")


def test_a_bomb_in_a_page_is_left_out() -> None:
    body = gzip.compress(b" " * (60 * 2**20))
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    raw = record(A, body, headers=headers) + record(B, FOG)
    assert "unfolds like a bomb" in problems(raw, "c.warc")[0]
    assert [a.title for a in articles(raw, "c.warc")] == ["No fog"]


@pytest.mark.parametrize("raw", [b"WARC/1.0\r\n", b"\x1f\x8bnot gzip", b"no archive", b""])
def test_what_is_no_web_archive_is_refused(raw: bytes) -> None:
    if raw.startswith(b"WARC"):
        assert problems(raw, "c.warc")
        return
    with pytest.raises(InputError, match=r"'c.warc' is no web archive"):
        readings(raw, "c.warc")


def test_a_crawler_s_own_logs_are_no_pages() -> None:
    log = record(
        "metadata://gnu.org/software/wget/warc/wget.log",
        b"Saving pages to the disk.",
        kind="resource",
        headers=[("Content-Type", "text/plain")],
    )
    raw = record("https://post.example/", page("No ferry", "Sixty people waited.")) + log
    assert [a.title for a in articles(raw, "a.warc")] == ["No ferry"]
    assert "1 of the crawler's own" in notices(raw, "a.warc")[0]
