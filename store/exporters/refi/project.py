"""REFI-QDA projects: the way to NVivo, ATLAS.ti, MAXQDA, QualCoder and Taguette, and back."""

from __future__ import annotations

from store.exporters.base import Format
from store.exporters.refi.reading import read
from store.exporters.refi.writing import write

FORMAT = Format(
    name="qdpx",
    title="REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA, QualCoder",
    suffix=".qdpx",
    lossless=True,
    write=write,
    read=read,
)
