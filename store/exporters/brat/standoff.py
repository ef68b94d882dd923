"""brat collections, out and in."""

from __future__ import annotations

from store.exporters.base import Format
from store.exporters.brat.reading import read
from store.exporters.brat.writing import write

FORMAT = Format(
    name="brat",
    title="brat standoff, a zip of texts and annotations",
    suffix=".brat.zip",
    lossless=True,
    write=write,
    read=read,
)
