"""The formats there are, by name, and by what a file looks like."""

from __future__ import annotations

import re

from store.errors import FormatError, NotFoundError
from store.exporters import (
    canonical,
    claimreview,
    conll,
    docbin,
    doccano,
    hypothesis,
    labelstudio,
    lines,
    prodigy,
    table,
    webannotation,
)
from store.exporters.base import Format, Loaded
from store.exporters.brat import standoff
from store.exporters.cas import formats as cas
from store.exporters.refi import codebook, project
from store.exporters.report import html, markdown
from store.exporters.zips import names_in

FORMATS: tuple[Format, ...] = (
    canonical.FORMAT,
    lines.FORMAT,
    webannotation.FORMAT,
    project.FORMAT,
    codebook.FORMAT,
    cas.XMI,
    cas.JSON,
    standoff.FORMAT,
    labelstudio.FORMAT,
    doccano.FORMAT,
    prodigy.FORMAT,
    hypothesis.FORMAT,
    conll.FORMAT,
    docbin.FORMAT,
    claimreview.FORMAT,
    table.FORMAT,
    markdown.FORMAT,
    html.FORMAT,
)

_HEAD = 1 << 16
_SIGNS = tuple(
    (re.compile(sign), name)
    for sign, name in (
        (rb'^\s*\{\s*"format"\s*:\s*"postil"', "json"),
        (rb"www\.w3\.org/ns/anno|\"Annotation(?:Collection|Page)\"", "webannotation"),
        (rb"urn:QDA-XML:project:", "qdpx"),
        (rb"urn:QDA-XML:codebook:", "qdc"),
        (rb'^\s*\[?\s*\{(?:\s*"id"\s*:\s*\d+\s*,)?\s*"data"\s*:\s*\{', "labelstudio"),
        (
            rb'"@type"\s*:\s*\[?\s*"[^"]{0,60}(?:Claim|ClaimReview|MediaReview|Quotation)"',
            "claimreview",
        ),
        (rb'"total"\s*:\s*\d+\s*,\s*"rows"|"user"\s*:\s*"acct:|"TextQuoteSelector"', "hypothesis"),
        (rb'"%(?:FEATURE_STRUCTURES|TYPES)"', "cas-json"),
        (rb"www\.omg\.org/XMI", "cas-xmi"),
        (rb'^\s*[\[{].*"(?:from_name|annotations|completions|predictions)"\s*:', "labelstudio"),
        (rb'^\s*\{.*"(?:spans|_task_hash)"\s*:', "prodigy"),
        (rb'^\s*[\[{].*"(?:label|labels|entities)"\s*:', "doccano"),
        (rb"^(?:# [^\t]* )?[^\s{\[<][^\s]*\t(?:[^\s]+\t)*(?:O|[BI]-[^\s]+) ", "conll"),
    )
)
_INSIDE = ((".qde", "qdpx"), (".ann", "brat"), (".xmi", "cas-xmi"), (".json", "cas-json"))
"""What a zip holds, and so what it is."""
_OTHER_ENDINGS = {".qde": "qdpx", ".ann": "brat", ".conllu": "conll", ".iob": "conll"}


def recognised(raw: bytes, name: str) -> Format:
    """The format of a file called *name*: by its ending where only one format has that, else by
    what its beginning or its end says. Raises FormatError where nothing says that it may be one.
    """
    fitting = [f for f in FORMATS if f.read is not None and name.lower().endswith(f.suffix)]
    if len(fitting) == 1 and fitting[0].suffix not in (".json", ".jsonl", ".jsonld"):
        return fitting[0]
    other = _OTHER_ENDINGS.get(f".{name.lower().rpartition('.')[2]}")
    if other is not None:
        return format_named(other)
    inside = [path.lower() for path in names_in(raw)]
    for suffix, format_name in _INSIDE:
        if any(path.endswith(suffix) for path in inside):
            return format_named(format_name)
    ends = raw if len(raw) <= 2 * _HEAD else raw[:_HEAD] + raw[-_HEAD:]
    ends = ends.removeprefix(b"\xef\xbb\xbf").replace(b"\n", b" ")
    for sign, format_name in _SIGNS:
        if sign.search(ends):
            return format_named(format_name)
    if not fitting and ends.strip() and ends.lstrip()[:1] not in b"{[":
        raise FormatError(
            f"{name} is no file of annotations that is known here: `postil formats` lists them. "
            "Articles are taken by `postil add`."
        )
    return (fitting or [FORMATS[0]])[0]


def loaded(raw: bytes, name: str, format_name: str | None = None) -> Loaded:
    """What is in a file called *name*, of the format called so, else of the one it looks like.

    Raises NotFoundError, and FormatError where it can't be imported or is not what it should be.
    """
    chosen = recognised(raw, name) if format_name is None else format_named(format_name)
    if chosen.read is None:
        known = ", ".join(one.name for one in FORMATS if one.read is not None)
        raise FormatError(f"'{chosen.name}' can't be imported; what can: {known}.")
    return chosen.read(raw, name)


def format_named(name: str) -> Format:
    """The format called *name*; NotFoundError names the known ones."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise NotFoundError(
        f"There is no format '{name}'; there are: {', '.join(known.name for known in FORMATS)}."
    )
