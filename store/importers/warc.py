"""Web archives: every page of a .warc, .warc.gz or .wacz is an article with address and time.

Records are told apart here, by their lengths, so that a broken one does not take the next with
it; warcio reads each.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from store.errors import InputError
from store.importers.base import Origin
from store.importers.limits import (
    MOST_ALL,
    MOST_EACH,
    gunzip,
    looks_like_bomb,
    open_zip,
    read_entry,
)
from store.importers.readings import Context, Notice, Problem, Reading
from store.text import fold_space

PartReader = Callable[[bytes, Origin, Context, "str | None"], Iterator[Reading]]
"""Reads a part by an importer's name, or by what it looks like: the registry's own."""

_PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_START = re.compile(rb"WARC/\d\.\d\r?\n")
_NEXT = re.compile(rb"(?<=\n)WARC/\d\.\d\r?\n")
_HEADER = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", re.IGNORECASE)
_OF_CRAWLERS = ("metadata:", "urn:X-wpull:")
"""What wget and wpull file their own logs and settings under."""
_LONGEST_HEADER = 256 * 1024
_PLAIN = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


@dataclass(slots=True)
class _Page:
    """A record that may be a page; *kind* is its media type, *reason* why it is not read."""

    kind: str
    url: str = ""
    date: str | None = None
    charset: str | None = None
    body: bytes = b""
    reason: str | None = None


class WarcImporter:
    """Reads text/html and text/plain of resource records and of responses with status 200."""

    name = "warc"
    version = 1
    suffixes: tuple[str, ...] = (".warc", ".warc.gz", ".wacz")

    def __init__(self, read_part: PartReader) -> None:
        """Pages are read by *read_part*."""
        self._read_part = read_part

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """The pages in order; what is broken is told in a line, and what is whole is read."""
        if raw.startswith(b"PK"):
            yield from self._read_wacz(raw, origin, context)
            return
        trouble = None
        if raw.startswith(b"\x1f\x8b"):
            raw, trouble = gunzip(raw, origin.name, context.budget)
        if not raw.startswith(b"WARC/"):
            raise InputError(
                f"'{origin.name}' is no web archive{f': {trouble}' if trouble else ''}. "
                "Get a whole copy of it."
            )
        yield from self._read_records(raw, origin, context, trouble)

    def _read_wacz(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        archive = open_zip(raw, origin.name, context.budget)
        inner = [i for i in archive.infolist() if i.filename.endswith((".warc", ".warc.gz"))]
        if not inner:
            raise InputError(f"'{origin.name}' holds no web archive (.warc or .warc.gz).")
        for info in inner:
            try:
                part = read_entry(
                    archive,
                    info,
                    f"{origin.name}#{info.filename}",
                    password=context.password,
                    most=MOST_ALL,
                )
                yield from self.read_all(part, origin, context)
            except InputError as error:
                yield Problem(f"{origin.name}#{info.filename}", error.message)

    def _read_records(
        self, raw: bytes, origin: Origin, context: Context, trouble: str | None
    ) -> Iterator[Reading]:
        pages, others = 0, Counter[str]()
        for record in _records(raw):
            page = record if isinstance(record, str) else _page(record)
            if isinstance(page, str):
                trouble = trouble or page
            elif page is not None and page.kind not in _PAGES:
                others[page.kind] += 1
            elif page is not None:
                pages += 1
                yield from self._read_page(page, origin, context)
        if others:
            told = ", ".join(f"{count} {kind}" for kind, count in others.most_common(5))
            also = "also holds" if pages else "holds no page, only"
            yield Notice(f"'{origin.name}' {also} {told}; these are not added.")
        if trouble:
            yield Problem(
                origin.name,
                f"'{origin.name}' is damaged ({trouble}); what is whole of it was read: "
                f"{pages} page{'' if pages == 1 else 's'}.",
            )

    def _read_page(self, page: _Page, origin: Origin, context: Context) -> Iterator[Reading]:
        name = f"{origin.name}#{page.url}"
        own = Origin(name, page.url, page.date, page.charset, f"{self.name}/{self.version}")
        context.budget.spend(1, len(page.body), origin.name)
        if page.reason:
            yield Problem(name, f"'{name}' {page.reason}; it was left out.")
            return
        try:
            yield from self._read_part(page.body, own, context, _PAGES[page.kind])
        except InputError as error:
            yield Problem(name, error.message)


def _records(raw: bytes) -> Iterator[bytes | str]:
    """The records of a WARC file, each alone; a string says what is wrong where one is broken."""
    at = 0
    while at < len(raw):
        broken = None
        header = _HEADER.search(raw, at, at + _LONGEST_HEADER)
        length = _LENGTH.search(raw, at, header.start() + 1) if header else None
        if header is None or length is None or not _START.match(raw, at):
            broken = "a record does not begin where it should"
            end = at + 1
        elif header.end() + int(length[1]) > len(raw):
            broken, end = "a record breaks off", header.end()
        else:
            end = header.end() + int(length[1])
            yield raw[at:end]
            blank = end
            while blank < len(raw) and raw[blank] in b"\r\n":
                blank += 1
            if blank == len(raw) or _START.match(raw, blank):
                at = blank
                continue
            broken = "a record is not as long as it says"
        yield broken
        following = _NEXT.search(raw, end)
        if following is None:
            return
        at = following.start()


def _page(raw: bytes) -> _Page | str | None:
    """The page in a record, its transfer and content encodings undone; None for other records."""
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        with contextlib.redirect_stderr(io.StringIO()):  # warcio warns there
            record = ArcWarcRecordLoader().parse_record_stream(io.BytesIO(raw), known_format="warc")
            if record.rec_type not in {"response", "resource"}:
                return None
            return _read(record, len(raw))
    except Exception as error:  # warcio raises what it stumbles over; the other records are whole
        return f"a record can't be read ({fold_space(str(error))[:60] or type(error).__name__})"


def _read(record: Any, size: int) -> _Page:
    headers = record.rec_headers
    http = record.http_headers
    declared = str((http or headers).get_header("Content-Type") or "")
    kind = declared.partition(";")[0].strip().lower() or "without a media type"
    status = str(http.get_statuscode()) if http else "200"
    if record.rec_type == "response" and status != "200":
        return _Page(f"with status {status[:3]}")
    if kind not in _PAGES:
        return _Page(kind[:60])
    charset = _CHARSET.search(declared)
    url = str(headers.get_header("WARC-Target-URI") or "").strip("<> ")
    if record.rec_type == "resource" and url.startswith(_OF_CRAWLERS):
        return _Page("of the crawler's own")
    page = _Page(
        kind,
        url=url,
        date=headers.get_header("WARC-Date"),
        charset=charset[1] if charset else None,
    )
    packing = str(http.get_header("Content-Encoding") or "").strip().lower() if http else ""
    if packing not in _PLAIN:
        page.reason = f"is packed with {packing[:20]}, which can't be unpacked here"
        return page
    body = record.content_stream().read(MOST_EACH + 1)
    if len(body) > MOST_EACH or looks_like_bomb(len(body), size):
        page.reason = f"has more than {MOST_EACH // 2**20} MiB or unfolds like a bomb"
    else:
        page.body = body
    return page
