"""The formats there are, by name, and by what a file looks like."""

from __future__ import annotations

import re

from store.errors import NotFoundError
from store.exporters import (
    canonical,
    conll,
    doccano,
    labelstudio,
    lines,
    prodigy,
    table,
    webannotation,
)
from store.exporters.base import Format
from store.exporters.brat import standoff
from store.exporters.refi import codebook, project

FORMATS: tuple[Format, ...] = (
    canonical.FORMAT,
    lines.FORMAT,
    webannotation.FORMAT,
    project.FORMAT,
    codebook.FORMAT,
    standoff.FORMAT,
    labelstudio.FORMAT,
    doccano.FORMAT,
    prodigy.FORMAT,
    conll.FORMAT,
    table.FORMAT,
)

_HEAD = 1 << 16
_SIGNS = tuple(
    (re.compile(sign), name)
    for sign, name in (
        (rb'^\s*\{\s*"format"\s*:\s*"postil"', "json"),
        (rb"www\.w3\.org/ns/anno|\"Annotation(?:Collection|Page)\"", "webannotation"),
        (rb'^\s*[\[{].*"(?:from_name|annotations|completions|predictions)"\s*:', "labelstudio"),
        (rb'^\s*\{.*"spans"\s*:', "prodigy"),
        (rb'^\s*[\[{].*"(?:label|labels|entities)"\s*:', "doccano"),
    )
)


def recognised(raw: bytes, name: str) -> Format:
    """The format of a file called *name*: by its ending where only one format has that, else by
    what its beginning says.
    """
    fitting = [f for f in FORMATS if f.read is not None and name.lower().endswith(f.suffix)]
    if len(fitting) == 1 and fitting[0].suffix not in (".json", ".jsonl"):
        return fitting[0]
    head = raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\n", b" ")
    for sign, format_name in _SIGNS:
        if sign.search(head):
            return format_named(format_name)
    return (fitting or [FORMATS[0]])[0]


def format_named(name: str) -> Format:
    """The format called *name*; NotFoundError names the known ones."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise NotFoundError(
        f"There is no format '{name}'; there are: {', '.join(known.name for known in FORMATS)}."
    )
