"""XML of exports: what it can hold, and reading a stranger's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.errors import FormatError, InputError
from store.importers.xml import parse_xml, xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """*text* with U+FFFD, one for one, for what XML 1.0 (section 2.2) can't hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def root_of(raw: bytes, name: str, tag: str) -> _Element:
    """The root element of the XML in *raw*, whose local name must be *tag*.

    Raises FormatError for XML that is broken, declares a DTD, or is another format.
    """
    try:
        text, _, _ = xml_text(raw, name)
        root, wrong = parse_xml(text, name)
    except InputError as error:
        raise FormatError(f"{name}: {error.message}") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # not in its stubs
        raise FormatError(f"{name}: it declares a DTD, which is not read. Take it out.")
    if wrong is not None:
        raise FormatError(f"{name}: it is broken XML ({wrong}). Export it again.")
    found = str(root.tag).rpartition("}")[2]
    if found != tag:
        raise FormatError(f"{name}: its first element is <{found[:40]}>, not <{tag}>.")
    return root
