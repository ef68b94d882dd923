"""Every export of one small library, byte by byte, as it was looked at.

After a wanted change: `POSTIL_GOLDEN=write pytest tests/store/exchange/test_golden.py`, then look
at the difference. A zip lies there unpacked, for how it is packed depends on the zlib at hand.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from store.exporters.canonical import generator
from store.exporters.registry import format_named
from tests.store.exchange.samples import small, written

GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "json", "jsonl", "webannotation", "csv", "qdpx", "qdc", "brat", "labelstudio", "doccano",
    "prodigy", "conll", "cas-xmi", "cas-json", "hypothesis", "claimreview", "markdown", "html",
)  # fmt: skip


def files(name: str) -> dict[str, bytes]:
    """What the export consists of, by its place below the golden folder."""
    known = format_named(name)
    raw = written(known, small())
    if not raw.startswith(b"PK"):
        return {f"small{known.suffix}": raw}
    archive = zipfile.ZipFile(io.BytesIO(raw))
    return {f"small{known.suffix}/{path}": archive.read(path) for path in archive.namelist()}


def unversioned(raw: bytes) -> bytes:
    """*raw* without the program's version, which changes with every release."""
    return raw.replace(generator().encode(), b"postil")


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_the_one_that_was_looked_at(name: str) -> None:
    made = {path: unversioned(raw) for path, raw in files(name).items()}
    home = GOLDEN / f"small{format_named(name).suffix}"
    if os.environ.get("POSTIL_GOLDEN") == "write":
        for path, raw in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(raw)
    held = [path for path in home.rglob("*") if path.is_file()] if home.is_dir() else [home]
    assert {str(path.relative_to(GOLDEN)): path.read_bytes() for path in held} == made


@pytest.mark.parametrize("name", ["qdpx", "brat", "cas-xmi", "cas-json"])
def test_a_zip_is_sorted_and_knows_no_time_and_no_rights_of_this_machine(name: str) -> None:
    infos = zipfile.ZipFile(io.BytesIO(written(format_named(name), small()))).infolist()
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o600}
    assert not any(info.flag_bits & 8 for info in infos)
