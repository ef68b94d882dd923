"""A type system for XMI that came without its own: DKPro Core's types, and what elements show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.exporters.cas.types import TEXT, with_ours
from store.exporters.extras import needed

if TYPE_CHECKING:
    from cassis import TypeSystem
    from lxml.etree import _Element

_ID = "{http://www.omg.org/XMI}id"
_BUILT_IN = {"http:///uima/cas.ecore", "http:///uima/tcas.ecore"}
_LEADING = {"Governor", "Dependent"}
_INHERITED = {_ID, "sofa", "begin", "end"}


def type_name(element: _Element) -> str | None:
    """The UIMA type of an element of XMI; None for what is not of UIMA's namespaces."""
    if not isinstance(element.tag, str):
        return None
    space, _, name = element.tag.removeprefix("{").rpartition("}")
    if not space.startswith("http:///") or not space.endswith(".ecore"):
        return None
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package == "uima.noNamespace" else f"{package}.{name}"


def unknown_types(root: _Element, types: TypeSystem) -> list[str]:
    """The types of elements that the type system lacks, each with how often it is there."""
    counts: dict[str, int] = {}
    for element in root:
        name = type_name(element)
        built_in = name in ("uima.cas.NULL", "uima.cas.View", "uima.cas.Sofa")
        if name is not None and not built_in and not types.contains_type(name):
            counts[name] = counts.get(name, 0) + 1
    return [f"{count} of type {name}" for name, count in sorted(counts.items())]


def guessed_types(root: _Element) -> bytes:
    """A type system that fits the elements; features it does not know are strings."""
    cassis = needed("cassis", "cas-xmi", "cas")
    types: TypeSystem = with_ours(cassis.load_dkpro_core_typesystem())
    for element in root:
        name = type_name(element)
        if name is None or element.tag.removeprefix("{").partition("}")[0] in _BUILT_IN:
            continue
        if not types.contains_type(name, True):
            marks_text = {"begin", "end"} <= set(map(str, element.attrib))
            types.create_type(name, TEXT if marks_text else "uima.cas.TOP")
        known = types.get_type(name)
        wanted = [str(key) for key in element.attrib if key not in _INHERITED]
        for feature in sorted({*wanted} - {one.name for one in known.all_features}):
            if "{" not in feature:
                leads = feature in _LEADING and str(element.attrib[feature]).isdigit()
                types.create_feature(known, feature, TEXT if leads else "uima.cas.String")
        for child in sorted({str(child.tag) for child in element if isinstance(child.tag, str)}):
            if known.get_feature(child) is None and "{" not in child:
                types.create_feature(known, child, "uima.cas.StringArray")
    made = types.to_xml()
    return (made or "").encode()
