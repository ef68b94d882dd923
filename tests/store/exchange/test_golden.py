"""Each exporter's file for one small library, kept beside this test.

After a wanted change: `pytest tests/store/exchange/test_golden.py --golden`, and look at it.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from store.exporters.registry import format_named
from tests.store.exchange.samples import small, written

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("cas-xmi", "cas-json", "hypothesis", "claimreview", "markdown", "html")
_VERSION = re.compile(rb"postil [0-9][0-9A-Za-z.+]*")


def files(name: str) -> dict[str, bytes]:
    """The files of an export, those in a zip by their names; versions of this program left out."""
    known = format_named(name)
    raw = written(known, small())
    if not raw.startswith(b"PK"):
        return {f"{name}{known.suffix}": _VERSION.sub(b"postil", raw)}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {f"{name}/{one}": archive.read(one) for one in archive.namelist()}


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_the_one_that_was_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    for path, raw in files(name).items():
        kept = GOLDEN / path
        if request.config.getoption("--golden"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(raw)
        assert kept.read_bytes() == raw, path
