"""W3C Web Annotation (JSON-LD): a collection other tools read, and nothing lost on the way back."""

from __future__ import annotations

from store.exporters.base import Format
from store.exporters.web_reading import read
from store.exporters.web_writing import write

FORMAT = Format(
    name="webannotation",
    title="W3C Web Annotation, JSON-LD",
    suffix=".jsonld",
    lossless=True,
    write=write,
    read=read,
)
