"""What the Web Annotation Data Model demands (W3C Recommendation, 23 February 2017).

Only what it says MUST be; each fault is a sentence with the path of what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from store.wording import an

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")
_TIMES = ("created", "modified", "generated")
_STRINGS = ("format", "language", "processingLanguage", "textDirection", "value")
_SELECTORS: dict[str, tuple[str, ...]] = {
    "FragmentSelector": ("value",),
    "CssSelector": ("value",),
    "XPathSelector": ("value",),
    "TextQuoteSelector": ("exact",),
    "TextPositionSelector": ("start", "end"),
    "DataPositionSelector": ("start", "end"),
    "SvgSelector": (),
    "RangeSelector": ("startSelector", "endSelector"),
}
_CONTAINERS = {"Choice", "Composite", "List", "Independents"}
_DEEPEST = 30


def is_iri(value: object) -> bool:
    """Whether *value* is a string that reads as an absolute IRI."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def as_list(value: object) -> list[Any]:
    """One value or several, as a list; nothing is an empty one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def has_context(document: dict[str, Any]) -> bool:
    """Whether a document names the model's context, alone or first among others."""
    return CONTEXT in [one for one in as_list(document.get("@context")) if isinstance(one, str)]


def types_of(document: dict[str, Any]) -> list[str]:
    """The types of an object, short names as they stand."""
    return [one for one in as_list(document.get("type")) if isinstance(one, str)]


def faults(annotation: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an annotation, the worst first; its context is not looked at."""
    if not is_iri(annotation.get("id")):
        yield "'id' must be one IRI"
    if "Annotation" not in types_of(annotation):
        yield "'type' must be or hold \"Annotation\""
    if not as_list(annotation.get("target")):
        yield "it must have a 'target'"
    if "bodyValue" in annotation:
        if not isinstance(annotation["bodyValue"], str):
            yield "'bodyValue' must be one string"
        if "body" in annotation:
            yield "'body' and 'bodyValue' can't be there both"
    for name in ("motivation", "purpose"):
        for one in as_list(annotation.get(name)):
            if not isinstance(one, str) or not one.strip():
                yield f"'{name}' must be a name or an IRI"
    yield from _shared(annotation, "annotation")
    for part in ("body", "target"):
        for resource in as_list(annotation.get(part)):
            yield from _resource(resource, part, 0)


def _shared(thing: dict[str, Any], where: str) -> Iterator[str]:
    for name in _TIMES:
        if name in thing:
            value = thing[name]
            if not isinstance(value, str) or _TIME.fullmatch(value) is None:
                yield f"{where}: '{name}' must be one date and time such as 2026-01-31T12:00:00Z"
    for name in ("creator", "generator", "audience"):
        for agent in as_list(thing.get(name)):
            if not isinstance(agent, dict) and not is_iri(agent):
                yield f"{where}: '{name}' must be an IRI or an object"
            elif isinstance(agent, dict) and "id" in agent and not is_iri(agent["id"]):
                yield f"{where}: the 'id' of '{name}' must be one IRI"
    for name in ("canonical", "via", "rights", "stylesheet", "cached", "renderedVia"):
        for one in as_list(thing.get(name)):
            if isinstance(one, str) and not is_iri(one):
                yield f"{where}: '{name}' must be an IRI"
    if "canonical" in thing and not isinstance(thing["canonical"], str):
        yield f"{where}: 'canonical' must be one IRI"


def _resource(resource: object, where: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        yield f"{where}: it is nested too deeply"
        return
    if isinstance(resource, str):
        if not is_iri(resource):
            yield f"{where}: '{resource[:60]}' is no IRI"
        return
    if not isinstance(resource, dict):
        yield f"{where}: it must be an IRI or an object"
        return
    yield from _described(resource, where)
    if _CONTAINERS & set(types_of(resource)):
        items = as_list(resource.get("items"))
        if not items:
            yield f"{where}: a group of resources must have 'items'"
        for item in items:
            yield from _resource(item, where, depth + 1)
    elif _is_specific(resource):
        sources = as_list(resource.get("source"))
        if len(sources) != 1:
            yield f"{where}: a specific resource must have one 'source'"
        for source in sources:
            yield from _resource(source, f"{where}.source", depth + 1)
        for selector in as_list(resource.get("selector")):
            yield from selector_faults(selector, f"{where}.selector", depth + 1)
    elif not {"id", "value"} & resource.keys() and "TextualBody" not in types_of(resource):
        yield f"{where}: it must have an 'id', a 'source' or a 'value'"


def _is_specific(resource: dict[str, Any]) -> bool:
    return bool({"source", "selector"} & resource.keys()) or (
        "SpecificResource" in types_of(resource)
    )


def _described(resource: dict[str, Any], where: str) -> Iterator[str]:
    if "id" in resource and not is_iri(resource["id"]):
        yield f"{where}: its 'id' must be one IRI"
    for name in _STRINGS:
        if not all(isinstance(one, str) for one in as_list(resource.get(name))):
            yield f"{where}: '{name}' must be a string"
    if "TextualBody" in types_of(resource) and not isinstance(resource.get("value"), str):
        yield f"{where}: a TextualBody must have one 'value', a string"
    yield from _shared(resource, where)


def selector_faults(selector: object, where: str, depth: int = 0) -> Iterator[str]:
    """What is wrong with a selector and what refines it."""
    if depth > _DEEPEST:
        yield f"{where}: it is nested too deeply"
        return
    if isinstance(selector, str):
        if not is_iri(selector):
            yield f"{where}: it must be an IRI or an object"
        return
    if not isinstance(selector, dict):
        yield f"{where}: it must be an IRI or an object"
        return
    for kind in types_of(selector):
        for name in _SELECTORS.get(kind, ()):
            if (wanted := _wrong(name, selector.get(name))) is not None:
                yield f"{where}: the '{name}' of {an(kind)} must be {wanted}"
    for name in ("prefix", "suffix"):
        if name in selector and not isinstance(selector[name], str):
            yield f"{where}: '{name}' must be one string"
    for inner in as_list(selector.get("refinedBy")):
        yield from selector_faults(inner, f"{where}.refinedBy", depth + 1)


def _wrong(name: str, value: object) -> str | None:
    """What a selector's field must be, where it isn't."""
    if name in ("start", "end"):
        whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return None if whole else "a whole number from 0"
    if name.endswith("Selector"):
        return None if isinstance(value, dict) else "one selector"
    return None if isinstance(value, str) else "one string"
