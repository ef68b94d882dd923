"""A second version of an article whose text was misread before it came: repaired, beside the first.

The source's bytes stay the same; its `charset_how` says "repaired".
"""

from __future__ import annotations

import msgspec

from store.errors import InputError
from store.importers.base import Origin
from store.importers.escaped import unescaped
from store.importers.mojibake import repaired
from store.importers.readings import Context
from store.model import Imported, sha256

_CHARSETS = ("text", "markdown", "html")
_UNESCAPED = ("text", "html")
"""In Markdown a character reference is markup."""
_LOOKED_AT = 200_000
"""Code points looked at to tell whether a text was misread at all."""


def looks_misread(imported: Imported) -> bool:
    """Whether `repaired_version` would give one, told from the text's beginning."""
    name, text = _importer(imported), imported.text[:_LOOKED_AT]
    if name not in _CHARSETS:
        return False
    if repaired(text) is not None:
        return True
    if name not in _UNESCAPED or imported.source.charset is None or unescaped(text, False) is None:
        return False
    return name == "text" or unescaped(_source(imported), True) is not None


def repaired_version(imported: Imported) -> Imported | None:
    """*imported* read again from repaired characters; None where nothing is to be repaired."""
    from store.importers.registry import read_all

    source, name = imported.source, _importer(imported)
    if name not in _CHARSETS or source.charset is None:
        return None
    text = _source(imported)
    better = repaired(text)
    if name in _UNESCAPED:
        better = unescaped(better or text, name == "html") or better
    if better is None:
        return None
    raw = b"\xef\xbb\xbf" + better.lstrip("\ufeff").encode("utf-8", "replace")
    origin = Origin(name=source.name or "unnamed", url=source.url, captured=source.captured)
    try:
        readings = read_all(raw, origin, Context(), name)
        (again,) = (reading for reading in readings if isinstance(reading, Imported))
    except (InputError, ValueError):
        return None
    if sha256(again.text) == sha256(imported.text):
        return None
    kept = msgspec.structs.replace(source, charset_how="repaired")
    return msgspec.structs.replace(again, raw=imported.raw, source=kept)


def _source(imported: Imported) -> str:
    return imported.raw.decode(imported.source.charset or "utf-8", "replace")


def _importer(imported: Imported) -> str:
    return (imported.source.importer or "").split("/")[0]
