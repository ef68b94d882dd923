"""The snapshot: every table in one file that stock TinyDB reads, with what leads to its journal.

One document a line, so that damage to one line costs one document; the last line is the table
`meta`, which names the SHA-256 of everything before it.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Raw

from store.digests import begin, sha256
from store.disk import check_ordinary, write_durably
from store.entries import META, NO_HEAD, Rows, Tables
from store.places import snapshot_path
from store.table_names import ANNOTATIONS, ARTICLE_STATES, ARTICLES, CORRECTIONS, POSITIONS

Stamp = tuple[int, int, int]
Part = tuple[int, int, int]
"""Where a table stands in a snapshot file, in bytes from `start` to `end`, and their CRC-32."""
APART = frozenset({ARTICLES, ARTICLE_STATES, POSITIONS, CORRECTIONS})
"""The tables whose places the snapshot tells, so that one article is found without the rest."""
_META_START = b'\n"meta":{"1":'
_TABLE_START, _TABLE_END, _ROW_START = b'":{', b"\n},", b',\n"'
_TAIL = 1 << 14
"""More bytes than a meta record takes."""
_DECODED = 1 << 19
"""Bytes of documents decoded at one go."""
_ABOUT = 500
"""Bytes of a document, roughly."""
_SLICE = 1000
"""Documents joined at one go: other threads, the screen's above all, get their turn in between."""


class Meta(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The snapshot's own record: its journal's generation, the last step it holds and that step's
    seal, for each table the doc_id to give next, the places of the tables `APART`, the SHA-256 of
    the file's bytes before it, and the CRC-32 of the record without that (0: it tells none).
    """

    schema: int
    generation: int
    seq: int = 0
    head: str = NO_HEAD
    next: dict[str, int] = {}
    parts: dict[str, Part] = {}
    sha256: str = ""
    check: int = 0


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What a sound snapshot file holds, and its size in bytes."""

    tables: Tables
    meta: Meta
    size: int


def stamp_of(folder: Path) -> Stamp | None:
    """What tells one snapshot file from the next; None where there is none."""
    try:
        stat = os.stat(f"{folder}/library.json")  # noqa: PTH116 (asked at every step)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def parse_snapshot(raw: bytes) -> Snapshot | None:
    """The snapshot of these bytes, or None where anything in them is not as it was written."""
    try:
        meta = parse_meta(raw)
        at = raw.rfind(_META_START)
        if meta is None or meta.sha256 != sha256(memoryview(raw)[:at]):
            return None
        tables = _parsed(raw, at)
        if all(key.isascii() and key.isdigit() for rows in tables.values() for key in rows):
            return Snapshot(tables=tables, meta=meta, size=len(raw))
    except (msgspec.MsgspecError, ValueError, KeyError, RecursionError):
        pass
    return None


def parse_meta(raw: bytes) -> Meta | None:
    """The meta record at the end of a snapshot's bytes, or None where it is not as it was written;
    raises msgspec.MsgspecError.
    """
    at = raw.rfind(_META_START)
    if at < 0 or not raw.endswith(b"}}\n"):
        return None
    record = raw[at + len(_META_START) : -3]
    meta = msgspec.json.decode(record, type=Meta)
    whole = record == msgspec.json.encode(meta) and meta.check in (0, _check(meta))
    return meta if whole else None


def _check(meta: Meta) -> int:
    return zlib.crc32(msgspec.json.encode(msgspec.structs.replace(meta, check=0)))


def read_meta(folder: Path) -> Meta | None:
    """The meta record of the snapshot file without reading the rest; None where it is damaged."""
    try:
        check_ordinary(snapshot_path(folder))
        with snapshot_path(folder).open("rb") as file:
            return meta_at_end(file)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def meta_at_end(file: BinaryIO) -> Meta | None:
    """The meta record of an open snapshot *file* without reading the rest, as `parse_meta` gives
    it; raises OSError and msgspec.MsgspecError.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _TAIL))
    return parse_meta(file.read())


def encode_snapshot(tables: Tables, meta: Meta) -> Iterator[bytes]:
    """The bytes of a snapshot file, in pieces."""
    digest = begin(_ABOUT * sum(map(len, tables.values())))
    size = 0
    parts: dict[str, Part] = {}
    for name, piece in _tables(tables):
        digest.update(piece)
        if name in APART:
            start, _, crc = parts.get(name, (size, size, 0))
            parts[name] = (start, size + len(piece), zlib.crc32(piece, crc))
        size += len(piece)
        yield piece
    final = msgspec.structs.replace(meta, parts=parts, sha256=digest.hexdigest())
    final = msgspec.structs.replace(final, check=_check(final))
    yield _META_START + msgspec.json.encode(final) + b"}}\n"


def read_parts(file: BinaryIO, meta: Meta) -> Tables | None:
    """The tables `APART` of an open snapshot *file* that ends in *meta*, without reading the rest.

    None where the file does not tell their places, or they are damaged. Raises OSError, ValueError
    and msgspec.MsgspecError.
    """
    if "articles" not in meta.parts:
        return None
    tables: Tables = {}
    for name, (start, end, crc) in meta.parts.items():
        file.seek(start)
        raw = file.read(end - start)
        if zlib.crc32(raw) != crc:
            return None
        tables[name] = _rows(
            raw, raw.index(_TABLE_START) + len(_TABLE_START), raw.rindex(_TABLE_END)
        )
    return tables


def write_snapshot(folder: Path, tables: Tables, meta: Meta) -> int:
    """Replace the snapshot file durably, and return its size; raises OSError."""
    return write_durably(snapshot_path(folder), encode_snapshot(tables, meta))


def salvage(raw: bytes) -> Tables:
    """The documents of a damaged snapshot's undamaged lines, by table."""
    tables: Tables = {}
    table = None
    for line in raw.split(b"\n"):
        if (name := _table_name(line)) is not None:
            table = name
        elif line.startswith(b"}"):
            table = None
        elif (row := _row(line)) is not None:
            name = table or _table_by_shape(row[1])
            if name not in (None, META):
                tables.setdefault(str(name), {})[row[0]] = row[1]
    return tables


def _tables(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Each piece of the file with the table that it belongs to."""
    yield "", b"{"
    for name, rows in tables.items():
        yield name, b"\n%s:{" % msgspec.json.encode(name)
        items = list(rows.items())
        for at in range(0, len(items), _SLICE):
            lines = [b'\n"%s":%s' % (key.encode(), raw) for key, raw in items[at : at + _SLICE]]
            yield name, (b"," if at else b"") + b",".join(lines)
        yield name, _TABLE_END


def _parsed(raw: bytes, end: int) -> Tables:
    """The tables in the bytes of a sound snapshot, its meta record from *end* on left out."""
    tables: Tables = {}
    at = 1
    while at < end:
        start = raw.index(_TABLE_START, at, end) + len(_TABLE_START)
        stop = raw.index(_TABLE_END, start, end)
        name = msgspec.json.decode(raw[at : start - 2], type=str)
        tables[name] = _rows(raw, start, stop)
        at = stop + len(_TABLE_END)
    return tables


def _rows(raw: bytes, at: int, end: int) -> Rows:
    """The documents in raw[at:end], the inside of a table's braces; many of them slice by slice.

    One call for all would keep every other thread, the screen's too, waiting for a tenth of a
    second in a library of a hundred thousand annotations.
    """
    rows: Rows = {}
    while at < end:
        stop = raw.find(_ROW_START, at + _DECODED, end)
        stop = end if stop < 0 else stop
        rows |= msgspec.json.decode(b"{%s}" % raw[at:stop], type=Rows)
        at = stop + 1
    return rows


def _table_name(line: bytes) -> str | None:
    if not line.endswith(b":{"):
        return None
    try:
        return msgspec.json.decode(line[:-2], type=str)
    except (msgspec.MsgspecError, ValueError):
        return None


_SHAPES = {"spans": ANNOTATIONS, "text_sha256": ARTICLES, "position": POSITIONS}


def _table_by_shape(raw: Raw) -> str | None:
    """The table a document belongs to where the line that names the table is damaged."""
    document = msgspec.json.decode(raw)
    return next((table for field, table in _SHAPES.items() if field in document), None)


def _row(line: bytes) -> tuple[str, Raw] | None:
    key, _, rest = line.partition(b":")
    if not (key[:1] == key[-1:] == b'"' and key[1:-1].isdigit()):
        return None
    for content in (rest.removesuffix(b","), rest):
        try:
            msgspec.json.decode(content, type=dict[str, object])
        except (msgspec.MsgspecError, ValueError, RecursionError):
            continue
        return key[1:-1].decode("ascii"), Raw(content)
    return None
