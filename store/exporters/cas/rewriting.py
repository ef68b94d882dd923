"""A CAS as bytes in either notation, and whether a stranger's comes through both unharmed."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.exporters.cas.layers import taken
from store.exporters.cas.originals import load, together, view_names
from store.exporters.markup import xml_safe

if TYPE_CHECKING:
    from cassis import Cas


def as_xmi(cas: Cas) -> tuple[bytes, bytes]:
    """The XMI, and the type system."""
    return (cas.to_xmi() or "").encode(), (cas.typesystem.to_xml() or "").encode()


def as_json(cas: Cas) -> bytes:
    """The CAS JSON, with the type system in it."""
    return (cas.to_json() or "").encode()


def survives(raw: bytes, name: str) -> bool:
    """Whether a foreign CAS can leave again, and be the same when it comes back: what a stranger's
    file holds may be read, and yet be nothing that the library can write.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            known = _seeds(load(raw, name))
            cas = load(raw, name)
            cleaned(cas, xml_safe)
            xmi = load(together(*as_xmi(cas)), name)
            json = load(as_json(load(raw, name)), name)
            return known == _seeds(xmi) == _seeds(json)
    except Exception:  # anything at all, see above
        return False


def _seeds(cas: Cas) -> set[str]:
    return {one.seed for view in view_names(cas) for one in taken(cas, view)[0].values()}


def cleaned(cas: Cas, clean: Callable[[str], str]) -> None:
    """Do *clean*, what a format does to strings, to every string of a CAS."""
    for fs in cas._find_all_fs(include_inlinable_arrays_and_lists=True):
        for feature in fs.type.all_features:
            value: Any = getattr(fs, feature.name, None)
            if isinstance(value, str):
                fs[feature.name] = clean(value)
            elif isinstance(value, list) and all(isinstance(one, str) for one in value):
                fs[feature.name] = [clean(one) for one in value]
    for sofa in cas.sofas:
        if sofa.sofaString is not None and clean(sofa.sofaString) != sofa.sofaString:
            sofa.sofaString = clean(sofa.sofaString)
