"""Sketches of a library's articles, kept in one file so that adding one need not read them all.

The file only saves time: where it is missing, damaged or of another build of Python, sketches are
made anew. It holds hashes, no words; a purge deletes it.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from array import array
from collections.abc import Mapping
from pathlib import Path

import msgspec

from store.disk import bytes_of_regular, write_durably
from store.places import sketches_path
from store.similar import Sketch

_FORMAT = f"postil sketches 1, {sys.version}, {sys.byteorder}".encode()
_Rows = dict[str, tuple[int, bytes]]


def load_sketches(folder: Path) -> dict[str, Sketch]:
    """The sketches kept for the library in *folder*, by article; empty where they can't be read."""
    try:
        head, _, body = bytes_of_regular(sketches_path(folder)).partition(b"\n")
        if head != _head(body):
            return {}
        rows = msgspec.msgpack.decode(body, type=_Rows)
        return {name: Sketch(count, array("q", sample)) for name, (count, sample) in rows.items()}
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}


def save_sketches(folder: Path, sketches: Mapping[str, Sketch]) -> None:
    """Keep *sketches*; where that fails they are made anew another time."""
    rows: _Rows = {name: (each.count, each.sample.tobytes()) for name, each in sketches.items()}
    body = msgspec.msgpack.encode(rows)
    with contextlib.suppress(OSError):
        write_durably(sketches_path(folder), (_head(body), b"\n", body))


def _head(body: bytes) -> bytes:
    return _FORMAT.replace(b"\n", b" ") + b", %08x" % zlib.crc32(body)
