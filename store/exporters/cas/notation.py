"""CAS JSON 0.4 as dkpro-cassis loads it, with what it stumbles over put right first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from store.errors import FormatError
from store.exporters.extras import needed

if TYPE_CHECKING:
    from cassis import Cas

_PARTS = ("%TYPES", "%FEATURE_STRUCTURES", "%VIEWS")
_RESERVED = ("self", "type")


def from_json(value: object, name: str) -> Cas:
    """The CAS in the JSON *value*. Raises FormatError for other JSON, and whatever the library
    raises for a broken CAS.
    """
    reader = needed("cassis.json", "cas-json", "cas").CasJsonDeserializer()
    if not isinstance(value, dict) or not any(part in value for part in _PARTS):
        raise FormatError(f"{name}: it has no {_PARTS[1]}, so it is no CAS JSON.")
    value = {**value, **{part: value.get(part) or {} for part in _PARTS}}
    held = value["%FEATURE_STRUCTURES"]
    for one in held.values() if isinstance(held, dict) else held:
        _mend(one)
    _mend_views(reader)
    made: Cas = reader.deserialize(json.dumps(value), typesystem=_empty())
    return made


def _empty() -> Any:
    return needed("cassis", "cas-json", "cas").TypeSystem()


def _mend(one: dict[str, Any]) -> None:
    """An empty array has elements; a reference has the name that its feature gets in Python."""
    kind = one.get("%TYPE")
    if isinstance(kind, str) and kind.endswith(("Array", "[]")):
        one.setdefault("%ELEMENTS", [])
    for word in _RESERVED:
        if f"@{word}" in one:
            one[f"@{word}_"] = one.pop(f"@{word}")


def _mend_views(reader: Any) -> None:
    """A view that its Sofa made already is taken, not made again."""
    make = reader._get_or_create_view

    def view(cas: Cas, name: str, *numbers: int | None) -> Any:
        known = {sofa.sofaID for sofa in cas.sofas}
        if name in known and name != "_InitialView":
            return cas.get_view(name)
        return make(cas, name, *numbers)

    reader._get_or_create_view = view
