"""REFI-QDA codebooks (.qdc): the code tree alone, as every program for qualitative analysis has it.

Specification 1.5, section 5. Kinds go along as codes; what they have for attributes does not.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from store.exporters.base import Bundle, Format, Held, Loaded, Loss, Remark
from store.exporters.canonical import generator
from store.exporters.foreign import bundle_from
from store.exporters.markup import root_of
from store.exporters.refi.codes import nodes_of, put_codes, read_codes
from store.importers.xml import child, local
from store.model import Code
from store.wording import counted

_SPACE = "urn:QDA-XML:codebook:1.0"


def write(bundle: Bundle) -> Iterator[bytes]:
    """The .qdc."""
    from lxml import etree

    root = etree.Element(f"{{{_SPACE}}}CodeBook", nsmap={None: _SPACE})  # type: ignore[dict-item]
    root.set("origin", generator())
    put_codes(root, nodes_of(bundle.codebook, bundle.annotations), _SPACE)
    yield etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def read(raw: bytes, name: str) -> Loaded:
    """The codes in *raw*. Raises FormatError; remarks on what the standard does not allow."""
    root = root_of(raw, name, "CodeBook")
    codes = child(root, "Codes")
    read_in = read_codes(codes, None)
    told = list(read_in.remarks)
    if not read_in.codes and not read_in.labels:
        told.append("it has no codes, though the standard asks for one")
    attributes = {str(key) for one in root.iter("{*}Code", "{*}Set") for key in one.attrib}
    for key in sorted(attributes - {"guid", "name", "isCodable", "color"}):
        kept = ", taken as the description" if key == "description" else ", left out"
        told.append(
            f"its codes have an attribute '{key[:40]}' that the standard does not know{kept}"
        )
    sets = sum(local(one) == "Set" for one in root.iter("{*}Set"))
    if sets:
        told.append(f"not kept: {counted(sets, 'set')} of codes")
    bundle = bundle_from((), (), read_in.codes)
    return Loaded(
        bundle=msgspec.structs.replace(bundle, foreign=True),
        remarks=tuple(Remark(where=name, words=words) for words in told),
    )


def losses(bundle: Bundle) -> tuple[Loss, ...]:
    """All but the names, descriptions, colours and tree of the codes."""
    fields = {
        "articles": len(bundle.articles),
        "annotations": len(bundle.annotations),
        "attributes of kinds": sum(bool(kind.attributes) for kind in bundle.codebook.kinds),
        "keys of codes": sum(bool(code.key) for code in bundle.codebook.codes),
        "named colours": sum(_has_name(code) for code in bundle.codebook.codes),
        "types of links": len(bundle.codebook.links),
    }
    return tuple(Loss(field=field, records=count) for field, count in fields.items() if count)


def holds(bundle: Bundle) -> Held:
    """The codes, kinds among them, at every depth of the tree."""
    pending = list(nodes_of(bundle.codebook, bundle.annotations))
    codes = 0
    while pending:
        codes += 1
        pending += pending.pop().children
    return Held(codes=codes)


def _has_name(code: Code) -> bool:
    return bool(code.colour) and not str(code.colour).startswith("#")


FORMAT = Format(
    name="qdc",
    title="REFI-QDA codebook",
    suffix=".qdc",
    lossless=False,
    write=write,
    read=read,
    losses=losses,
    holds=holds,
)
