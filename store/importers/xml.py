"""XML from strangers, parsed so that it can do nothing: no entity, no DTD, no XInclude, no network.

Damaged files are read as far as they go; what was damaged is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import InputError
from store.importers.base import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENCODING = re.compile(rb"<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]{2,30})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_PROLOG = re.compile(
    r"(?:[^<]|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
"""What may stand before the root element; junk too, for damaged files are read as well."""
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = 65536
_MOST = 256 * 1024 * 1024


def xml_text(raw: bytes, name: str, declared: str | None = None) -> tuple[str, str, str]:
    """The text of an XML file, its charset and how that is known; forbidden characters as U+FFFD.

    Raises InputError for a file that declares entities, or is too large.
    """
    if len(raw) > _MOST:
        raise InputError(
            f"'{name}' has more than {_MOST // 2**20} MiB, too much for one file of XML. Export it "
            "in parts."
        )
    said = _ENCODING.search(raw[:1024])
    charset = said[1].decode("ascii") if said else declared
    wide = _without_mark(raw)
    if wide is not None:
        text, used, how = raw.decode(wide, "replace"), wide, "guessed"
    else:
        text, used, how = decode(raw, charset)
    prolog = _PROLOG.match(text)
    end = prolog.end() if prolog else 0
    if text[end : end + 2] == "<!":  # a declaration that does not end as it should
        end += _HEAD
    if _ENTITY.search(text, 0, end):
        raise InputError(
            f"'{name}' declares XML entities of its own, which can unfold without end or read "
            "other files; it is not read. Take the <!ENTITY> lines out."
        )
    return _FORBIDDEN.sub("�", text), used, how


def _without_mark(raw: bytes) -> str | None:
    """The charset of UTF-16 or UTF-32 without a byte order mark, seen in its first tag."""
    if raw.startswith((b"\0\0\0<", b"<\0\0\0")):
        return "utf-32-be" if raw.startswith(b"\0") else "utf-32-le"
    if raw.startswith(b"\0<\0"):
        return "utf-16-be"
    return "utf-16-le" if raw.startswith(b"<\0") and raw[3:4] == b"\0" else None


def parse_xml(text: str, name: str) -> tuple[_Element, str | None]:
    """The root of *text*, and what was wrong with it (None: nothing). Raises InputError."""
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=True,
        encoding="utf-8",
    )
    raw = _DECLARATION.sub("", text, count=1).encode("utf-8")
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"'{name}' is no XML that can be read ({str(error)[:80]}).") from None
    if root is None:
        raise InputError(f"'{name}' is no XML that can be read. Get a whole copy of it.")
    fatal = [entry for entry in parser.error_log if entry.level_name == "FATAL"]
    return root, f"line {fatal[0].line}: {fatal[0].message[:80].strip()}" if fatal else None


def local(element: _Element) -> str:
    """The name of *element* without namespace or prefix; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def words_of(element: _Element | None) -> str:
    """The text in *element*, markup left out."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def child(element: _Element, name: str) -> _Element | None:
    """The first child of this local name."""
    return next((part for part in element if local(part) == name), None)


def field_of(element: _Element, name: str) -> str | None:
    """The text of the first child of this local name, stripped; None where there is none."""
    found = child(element, name)
    return (words_of(found).strip() or None) if found is not None else None
