"""The two formats of UIMA's CAS. Offsets there count UTF-16 units; dkpro-cassis turns them.

Sources: UIMA References (XMI CAS serialization), the CAS JSON 0.4 specification of Apache UIMA.
"""

from __future__ import annotations

from store.exporters.base import Format
from store.exporters.cas.reading import read
from store.exporters.cas.writing import write_json, write_xmi

XMI = Format(
    name="cas-xmi",
    title="UIMA CAS XMI with its type system, for INCEpTION",
    suffix=".xmi.zip",
    lossless=True,
    write=write_xmi,
    read=read,
    extra="cas",
)
JSON = Format(
    name="cas-json",
    title="UIMA CAS JSON 0.4, a document an article",
    suffix=".cas.zip",
    lossless=True,
    write=write_json,
    read=read,
    extra="cas",
)
