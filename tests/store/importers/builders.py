"""Small files of each format, written here: what a test reads is what stands in the test."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from store.importers.base import Origin
from store.importers.readings import Context, Notice, Problem, Reading
from store.importers.registry import read_all
from store.model import Block, BlockKind, Imported

Placed = tuple[int, int, int, str]
"""Left and bottom in points, font size, words (Latin-1)."""

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def readings(
    raw: bytes, name: str, context: Context | None = None, importer: str | None = None
) -> list[Reading]:
    """All that *raw* gives."""
    return read_all(raw, Origin(name), context or Context(), importer)


def articles(raw: bytes, name: str, context: Context | None = None) -> list[Imported]:
    """The articles in *raw*."""
    return [found for found in readings(raw, name, context) if isinstance(found, Imported)]


def problems(raw: bytes, name: str, context: Context | None = None) -> list[str]:
    """What could not be read of *raw*."""
    return [found.message for found in readings(raw, name, context) if isinstance(found, Problem)]


def notices(raw: bytes, name: str) -> list[str]:
    """What is told beside the articles."""
    return [found.message for found in readings(raw, name) if isinstance(found, Notice)]


def kinds(article: Imported, *kind: BlockKind) -> list[str]:
    """The words of the blocks of these kinds."""
    return [article.text[b.start : b.end] for b in article.blocks if b.kind in kind]


def comments(article: Imported) -> list[Block]:
    """The comments."""
    return [block for block in article.blocks if block.kind is BlockKind.COMMENT]


def pdf(pages: Sequence[Sequence[Placed]], *, password: str | None = None) -> bytes:
    """A PDF with lines of Helvetica at their places; encrypted (RC4, 40 bits) with a password."""
    objects: dict[int, bytes] = {}
    font, first = 3, 4
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects[font] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    identity = b"0123456789abcdef"
    key, owner, user = _keys(password or "", identity)
    for index, lines in enumerate(pages):
        number = first + 2 * index
        content = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td (".encode() + _literal(words) + b") Tj ET\n"
            for x, y, size, words in lines
        )
        if password is not None:
            own = hashlib.md5(key + struct.pack("<I", number + 1)[:3] + b"\0\0").digest()[:10]
            content = _rc4(own, content)
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        ).encode()
        head = f"<< /Length {len(content)} >>\nstream\n".encode()
        objects[number + 1] = head + content + b"\nendstream"
    extra = b""
    if password is not None:
        encrypt = max(objects) + 1
        objects[encrypt] = (
            f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
        ).encode()
        extra = f"/Encrypt {encrypt} 0 R /ID [<{identity.hex()}> <{identity.hex()}>]".encode()
    return _file(objects, extra)


def _file(objects: Mapping[int, bytes], extra: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number in sorted(objects):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + objects[number] + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R ".encode() + extra + b" >>\n"
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def _literal(words: str) -> bytes:
    raw = words.encode("latin-1")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _keys(password: str, identity: bytes) -> tuple[bytes, bytes, bytes]:
    """The file's key, and its /O and /U entries (PDF 1.4, algorithms 3.2 to 3.4)."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    flags = struct.pack("<i", -4)
    key = hashlib.md5(padded + owner + flags + identity).digest()[:5]
    return key, owner, _rc4(key, _PADDING)


def _rc4(key: bytes, content: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def lines(*words: str, top: int = 700, left: int = 72, size: int = 11) -> list[Placed]:
    """Lines one under the other, 14 points apart; an empty one leaves a gap."""
    return [(left, top - 14 * at, size, line) for at, line in enumerate(words) if line]


def zipped(files: Mapping[str, bytes | str], *, links: Iterable[str] = ()) -> bytes:
    """A zip archive; the entries in *links* are symbolic links to their content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_DEFLATED
            if name in links:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, content)
    return out.getvalue()


def epub(
    chapters: Mapping[str, str], *, order: Sequence[str] | None = None, extra: str = ""
) -> bytes:
    """A book of XHTML chapters, in the order given by the spine."""
    items = "".join(
        f'<item id="c{at}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for at, name in enumerate(chapters)
    )
    names = list(chapters)
    spine = "".join(f'<itemref idref="c{names.index(name)}"/>' for name in order or names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>The Ferry Book</dc:title><dc:creator>Ada Brook</dc:creator>"
        f"<dc:date>2024-05-06</dc:date><dc:language>en</dc:language>{extra}</metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/package.opf"/></rootfiles></container>'
    )
    files: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OPS/package.opf": package,
    }
    return zipped(files | {f"OPS/text/{name}": text for name, text in chapters.items()})


def page(title: str, words: str) -> bytes:
    """A web page with a title and a paragraph."""
    return (
        f"<html><head><title>{title}</title></head><h1>{title}</h1><p>{words}</p></html>".encode()
    )


def record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
) -> bytes:
    """A WARC record, uncompressed; a resource has no answer of a server round its bytes."""
    declared = dict(headers)["Content-Type"]
    if kind == "response":
        said = "".join(f"{name}: {value}\r\n" for name, value in headers)
        body = f"HTTP/1.1 {status}\r\n{said}\r\n".encode() + body
        declared = "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Record-ID: <urn:uuid:80d63307-60af-43e0-903f-574b2f432b7e>\r\n"
        f"WARC-Date: 2024-05-06T07:08:09Z\r\nContent-Type: {declared}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def warc_gz(*records: bytes) -> bytes:
    """Records gzipped one by one, as the format wants it."""
    return b"".join(gzip.compress(record) for record in records)


def wxr(items: str, *, version: str = "1.2", scheme: str = "https") -> bytes:
    """A WordPress export of these items."""
    space = f"{scheme}://wordpress.org/export/{version}/"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        f'xmlns:excerpt="{space}excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{space}"><channel>'
        "<title>Pellmouth Notes</title><link>https://notes.example</link><language>en</language>"
        f"<wp:wxr_version>{version}</wp:wxr_version>"
        "<wp:author><wp:author_login>ada</wp:author_login><wp:author_email>ada@notes.example"
        "</wp:author_email><wp:author_display_name>Ada Brook</wp:author_display_name></wp:author>"
        "<wp:author><wp:author_login>bo</wp:author_login><wp:author_email>bo@notes.example"
        f"</wp:author_email></wp:author>{items}</channel></rss>"
    ).encode()


def item(
    number: int, *, kind: str = "post", title: str = "A post", body: str = "", inner: str = ""
) -> str:
    """One item of an export; *inner* holds its comments."""
    return (
        f"<item><title>{title}</title><link>https://notes.example/?p={number}</link>"
        f"<dc:creator>ada</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>"
        "<excerpt:encoded><![CDATA[]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>2024-05-06 07:08:09</wp:post_date>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>publish</wp:status>{inner}</item>"
    )


def remark(number: int, words: str, *, parent: int = 0, kind: str = "", approved: str = "1") -> str:
    """One comment of an item."""
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id>"
        f"<wp:comment_author><![CDATA[Reader {number}]]></wp:comment_author>"
        f"<wp:comment_date>2024-05-07 08:00:{number:02}</wp:comment_date>"
        f"<wp:comment_content><![CDATA[{words}]]></wp:comment_content>"
        f"<wp:comment_approved>{approved}</wp:comment_approved>"
        f"<wp:comment_type>{kind}</wp:comment_type>"
        f"<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"
    )
