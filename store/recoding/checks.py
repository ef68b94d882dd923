"""What holds of every codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.defaults import DEFAULT_CODEBOOK
from store.errors import InvalidChangeError
from store.model import Attribute, Codebook, Kind
from store.wording import an

LONGEST = 200
"""How many characters a name may have."""
BUILT_IN: dict[str, Kind] = {kind.name: kind for kind in DEFAULT_CODEBOOK.kinds}
"""The kinds that are always there, by name; rules, importers and keys rely on what they have."""


def check(codebook: Codebook, before: Codebook | None = None) -> None:
    """Raise InvalidChangeError unless names are there and once, the codes are a tree, and what is
    built in is whole.

    A fault that was there *before* is no reason: an imported codebook with one can still be mended
    step by step.
    """
    known = frozenset(() if before is None else faults(before))
    for fault in faults(codebook):
        if fault not in known:
            raise InvalidChangeError(fault)


def faults(codebook: Codebook) -> Iterator[str]:
    """All that does not hold of *codebook*, in sentences."""
    yield from _names("kind", (kind.name for kind in codebook.kinds))
    yield from _names("code", (code.name for code in codebook.codes))
    yield from _names("link type", codebook.links)
    for kind in codebook.kinds:
        yield from _names(f"attribute of {kind.name}", (a.name for a in kind.attributes))
        if len(kind.letter) != 1 or not kind.letter.isprintable() or kind.letter.isspace():
            yield f"The kind '{kind.name}' needs one letter for the margin."
        yield from _key(f"kind '{kind.name}'", kind.key or None)
        for attribute in kind.attributes:
            yield from _attribute(kind.name, attribute)
    for code in codebook.codes:
        yield from _key(f"code '{code.name}'", code.key)
    yield from _tree(codebook)
    yield from _built_in(codebook)


def _names(what: str, names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            yield f"{an(what, begins=True)} needs a name."
        if len(name) > LONGEST:
            yield f"The name of {an(what)} may have {LONGEST} characters."
        if name in seen:
            yield f"There is {an(what)} '{name}' already."
        seen.add(name)


def _key(whose: str, key: str | None) -> Iterator[str]:
    if key is not None and (len(key) != 1 or not key.isprintable() or key.isspace()):
        yield f"The key of the {whose} must be one character, not '{key}'."


def _attribute(kind: str, attribute: Attribute) -> Iterator[str]:
    where = f"The {kind} attribute '{attribute.name}'"
    choices = attribute.choices
    if attribute.type == "choice" and not choices:
        yield f"{where} is a choice and needs something to choose from."
    if len(set(choices)) != len(choices) or not all(map(str.strip, choices)):
        yield f"{where} has a choice that is empty or there twice."
    if attribute.type == "choice" and attribute.default not in (None, *choices):
        yield f"{where} has a default that is none of its choices."


def _tree(codebook: Codebook) -> Iterator[str]:
    parents = {code.name: code.parent for code in codebook.codes}
    whole: set[str] = set()
    for code in codebook.codes:
        if code.parent is not None and code.parent not in parents:
            yield f"The code '{code.name}' has the parent '{code.parent}', which is not there."
        path: dict[str, None] = {}
        at: str | None = code.name
        while at is not None and at not in whole and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            yield f"The code '{at}' is below itself."
        whole.update(path)


def _built_in(codebook: Codebook) -> Iterator[str]:
    kinds = {kind.name: kind for kind in codebook.kinds}
    for name, built_in in BUILT_IN.items():
        if name not in kinds:
            yield f"The kind '{name}' is built in and can't be removed."
            continue
        held = {attribute.name: attribute for attribute in kinds[name].attributes}
        for attribute in built_in.attributes:
            where = f"The {name} attribute '{attribute.name}'"
            kept = held.get(attribute.name)
            if kept is None or kept.type != attribute.type:
                yield f"{where} is built in: it stays, with its type."
            elif missing := [c for c in attribute.choices if c not in kept.choices]:
                yield f"{where} keeps its choice '{missing[0]}'."
    for link in DEFAULT_CODEBOOK.links:
        if link not in codebook.links:
            yield f"The link type '{link}' is built in and stays."
