"""What annotations the layers of another program's CAS make here.

Taken are all stretches of text but what a pipeline makes of every word: tokens, sentences, parts
of speech, syntax. A relation (`Governor`, `Dependent`) and a feature that leads to another
annotation become links. The rest stays in the article's source and leaves with it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from store.exporters.cas.types import DOCUMENT_ANNOTATION, NAMED_ENTITY, OWN
from store.exporters.markup import xml_safe
from store.model import AttributeValue

if TYPE_CHECKING:
    from cassis import Cas

_MACHINE_MADE = re.compile(
    r"\.(segmentation|syntax|lexmorph|metadata|transform|frequency|parameter)\."
    r"|(^|\.)(Token|Sentence|Paragraph|Heading|Lemma|Stem|POS|Dependency|Constituent|Chunk"
    r"|MorphologicalFeatures|Morpheme|Compound|Split|NGram|TokenForm|Surface\w*)$"
)
_LABELS = ("value", "label", "category", "kind", "name")
_PLACES = ("begin", "end", "sofa")
_ENDS = ("Governor", "Dependent")


@dataclass(slots=True)
class Taken:
    """A feature structure as an annotation; `seed` names it by what it says and where it is."""

    fs: Any
    seed: str
    begin: int
    end: int
    label: str
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    links: list[tuple[str, Any]] = field(default_factory=list)


def taken(cas: Cas, view: str) -> tuple[dict[int, Taken], Counter[str]]:
    """The annotations of a view by the ids of their feature structures, and how many of each type
    are none.
    """
    found: dict[int, Taken] = {}
    relations: list[Any] = []
    left: Counter[str] = Counter()
    seeds: Counter[str] = Counter()
    types = cas.typesystem
    for fs in cas.get_view(view).select_all_annotations():
        name = fs.type.name
        if name in OWN:
            continue
        if types.is_instance_of(name, DOCUMENT_ANNOTATION) or _MACHINE_MADE.search(name):
            left[name] += 1
        elif all(fs.type.get_feature(end) is not None for end in _ENDS):
            relations.append(fs)
        elif not isinstance(fs.begin, int) or not isinstance(fs.end, int) or fs.begin >= fs.end:
            left[f"{name} without words"] += 1
        else:
            one = _one(cas, view, fs)
            seeds[one.seed] += 1
            one.seed += f"\x1f{seeds[one.seed]}"
            found[fs.xmiID] = one
    for fs in relations:
        start, to = (getattr(fs, end, None) for end in _ENDS)
        first = found.get(getattr(start, "xmiID", -1))
        if first is None or getattr(to, "xmiID", None) not in found:
            left[fs.type.name] += 1
            continue
        label, _ = _label(fs)
        first.links.append((label or _short(fs.type.name), to))
    for one in found.values():
        one.links = [(kind, to) for kind, to in one.links if to.xmiID in found and to is not one.fs]
    return found, left


def _one(cas: Cas, view: str, fs: Any) -> Taken:
    name = fs.type.name
    named = cas.typesystem.is_instance_of(name, NAMED_ENTITY) if _has(cas, NAMED_ENTITY) else False
    label, used = _label(fs)
    attributes: dict[str, AttributeValue] = {}
    links: list[tuple[str, Any]] = []
    for feature in fs.type.all_features:
        if feature.name in _PLACES or feature.name == used:
            continue
        value = fs[feature.name]
        key = feature.name.rstrip("_")
        if named and key == "identifier":
            key = "link"
        if isinstance(value, (str, bool, int, float)):
            plain = _plain(value)
            if plain != "":
                attributes[key] = plain
        elif value is not None:
            links += _targets(key, value)
    if not named:
        attributes["layer"] = name
    told = repr(sorted((key, _seeded(value)) for key, value in attributes.items()))
    seed = "\x1f".join(("cas", view, name, f"{fs.begin} {fs.end}", _seeded(label), told))
    return Taken(fs, seed, fs.begin, fs.end, label or _short(name), attributes, links)


def _seeded(value: AttributeValue) -> str:
    """A value as it is in either notation: XML knows no control characters, JSON no kinds of
    numbers.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(float(value))
    return xml_safe(str(value))


def _has(cas: Cas, name: str) -> bool:
    return bool(cas.typesystem.contains_type(name, True))


def _label(fs: Any) -> tuple[str, str | None]:
    """What it is called, and the feature that says so."""
    for name in _LABELS:
        if fs.type.get_feature(name) is not None:
            value = fs[name]
            if isinstance(value, str) and value.strip():
                return " ".join(value.split()), name
    return "", None


def _plain(value: str | float | bool) -> AttributeValue:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 1 << 53:
        return str(value)
    return value


def _targets(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The links of a feature: to one annotation, to several, or to some by their roles."""
    elements = getattr(value, "elements", None)
    for one in elements if isinstance(elements, list) else [value]:
        target = getattr(one, "target", None)
        if hasattr(one, "begin"):
            yield name, one
        elif hasattr(target, "begin"):
            role = getattr(one, "role", None)
            yield (
                (" ".join(role.split()) if isinstance(role, str) and role.strip() else name),
                target,
            )


def _short(name: str) -> str:
    return name.rpartition(".")[2]
