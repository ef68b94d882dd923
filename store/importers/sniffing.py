"""What bytes are, by a look at them; by the name only where they don't say. Pure."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)[\s>]", re.IGNORECASE
)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_WXR = re.compile(rb"wordpress\.org/export/|<wp:wxr_version|<(?:wp:)?post_type>", re.IGNORECASE)
_HTML = re.compile(rb"<html[\s>]|<!doctype\s+html", re.IGNORECASE)
_MHTML = re.compile(rb"(?:MIME-Version|From|Snapshot-Content-Location|Content-Type)\s*:", re.I)
_MBOX = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n[!-9;-~]{1,80}:")
_FIELD = re.compile(rb"^([!-9;-~]{1,80}):", re.MULTILINE)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_RECORDS = re.compile(rb"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]|\"))")
_HEAD = 65536
_SNIFFED = 4096
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text")
BINARY = frozenset({"pdf", "docx", "epub", "warc", "zip", "gzip"})
"""The importers of formats that are no text: their bytes must show it."""


def importer_by_bytes(raw: bytes) -> str | None:
    """The importer of bytes with a signature that can't be mistaken."""
    if raw.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-"):
        return "pdf"
    if b"%PDF-" in raw[:1024] and b"startxref" in raw[-_SNIFFED:]:
        return "pdf"  # behind what a server or a printer wrote first
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_zip(raw)
    if re.match(rb"WARC/\d\.\d\r?\n", raw):
        return "warc"
    if raw.startswith(b"\x1f\x8b"):
        return "warc" if _unpacked_head(raw).startswith(b"WARC/") else "gzip"
    return None


def importer_by_look(raw: bytes, name: str) -> str | None:
    """The importer of marked-up text: feeds, exports, pages, records. None: plain text, or XML."""
    head = raw[:_HEAD].replace(b"\0", b"")
    if _is_mail(head):
        return "mail"
    if _MBOX.match(head):
        return "mbox"
    if _MHTML.match(head.lstrip()) and b"multipart/related" in head[:_SNIFFED].lower():
        return "mhtml"
    if name.endswith(_PAGE_NAMES):
        return None
    feed = _FEED.search(head[:_SNIFFED])
    page = _HTML.search(head[:_SNIFFED])
    if feed and (page is None or page.start() > feed.start() or b"<?xml" in head[:100]):
        return "wxr" if _WXR.search(head) else "feed"
    if _TAGS.search(head[:_SNIFFED]):
        return "html"
    if _RECORDS.match(head) and not name.endswith(".xml"):
        return "records"
    return None


def _is_mail(head: bytes) -> bool:
    """Whether a header of e-mail comes first; a page saved whole has one much like it."""
    if not _FIELD.match(head):
        return False
    header = _BLANK_LINE.split(head, maxsplit=1)[0].lower()
    names = set(_FIELD.findall(header))
    return b"from" in names and (
        b"received" in names
        or (b"message-id" in names and b"date" in names)
        or {b"to", b"date", b"subject"} <= names
    )


def _kind_of_zip(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"
    if "word/document.xml" in names or (
        "[Content_Types].xml" in names and any(n.startswith("word/") for n in names)
    ):
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    if "datapackage.json" in names and any(n.startswith("archive/") for n in names):
        return "warc"
    return "zip"


def _unpacked_head(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(raw[:_SNIFFED], 64)
    except zlib.error:
        return b""
