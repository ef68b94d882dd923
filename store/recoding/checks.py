"""What holds of every codebook."""

from __future__ import annotations

from collections.abc import Iterable

from store.defaults import DEFAULT_CODEBOOK
from store.errors import InvalidChangeError
from store.model import Attribute, Codebook, Kind

LONGEST = 200
"""How many characters a name may have."""
BUILT_IN: dict[str, Kind] = {kind.name: kind for kind in DEFAULT_CODEBOOK.kinds}
"""The kinds that are always there, by name; rules, importers and keys rely on what they have."""


def check(codebook: Codebook) -> None:
    """Raise InvalidChangeError unless names are there and once, the codes are a tree, and what is
    built in is whole.
    """
    _check_names("kind", (kind.name for kind in codebook.kinds))
    _check_names("code", (code.name for code in codebook.codes))
    _check_names("link type", codebook.links)
    for kind in codebook.kinds:
        _check_names(f"attribute of {kind.name}", (a.name for a in kind.attributes))
        if len(kind.letter) != 1 or not kind.letter.isprintable() or kind.letter.isspace():
            raise InvalidChangeError(f"The kind '{kind.name}' needs one letter for the margin.")
        _check_key(f"kind '{kind.name}'", kind.key or None)
        for attribute in kind.attributes:
            _check_attribute(kind.name, attribute)
    for code in codebook.codes:
        _check_key(f"code '{code.name}'", code.key)
    _check_tree(codebook)
    _check_built_in(codebook)


def _check_names(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name.strip():
            raise InvalidChangeError(f"A {what} needs a name.")
        if len(name) > LONGEST:
            raise InvalidChangeError(f"The name of a {what} may have {LONGEST} characters.")
        if name in seen:
            raise InvalidChangeError(f"There is a {what} '{name}' already.")
        seen.add(name)


def _check_key(whose: str, key: str | None) -> None:
    if key is not None and (len(key) != 1 or not key.isprintable() or key.isspace()):
        raise InvalidChangeError(f"The key of the {whose} must be one character, not '{key}'.")


def _check_attribute(kind: str, attribute: Attribute) -> None:
    where = f"The {kind} attribute '{attribute.name}'"
    choices = attribute.choices
    if attribute.type == "choice" and not choices:
        raise InvalidChangeError(f"{where} is a choice and needs something to choose from.")
    if len(set(choices)) != len(choices) or not all(map(str.strip, choices)):
        raise InvalidChangeError(f"{where} has a choice that is empty or there twice.")
    if attribute.type == "choice" and attribute.default not in (None, *choices):
        raise InvalidChangeError(f"{where} has a default that is none of its choices.")


def _check_tree(codebook: Codebook) -> None:
    parents = {code.name: code.parent for code in codebook.codes}
    whole: set[str] = set()
    for code in codebook.codes:
        if code.parent is not None and code.parent not in parents:
            raise InvalidChangeError(
                f"The code '{code.name}' has the parent '{code.parent}', which is not there."
            )
        path: list[str] = []
        at: str | None = code.name
        while at is not None and at not in whole:
            if at in path:
                raise InvalidChangeError(f"The code '{at}' is below itself.")
            path.append(at)
            at = parents.get(at)
        whole.update(path)


def _check_built_in(codebook: Codebook) -> None:
    kinds = {kind.name: kind for kind in codebook.kinds}
    for name, built_in in BUILT_IN.items():
        if name not in kinds:
            raise InvalidChangeError(f"The kind '{name}' is built in and can't be removed.")
        held = {attribute.name: attribute for attribute in kinds[name].attributes}
        for attribute in built_in.attributes:
            kept = held.get(attribute.name)
            if kept is None or kept.type != attribute.type:
                raise InvalidChangeError(
                    f"The {name} attribute '{attribute.name}' is built in: it stays, with its type."
                )
            if missing := [c for c in attribute.choices if c not in kept.choices]:
                raise InvalidChangeError(
                    f"The {name} attribute '{attribute.name}' keeps its choice '{missing[0]}'."
                )
    for link in DEFAULT_CODEBOOK.links:
        if link not in codebook.links:
            raise InvalidChangeError(f"The link type '{link}' is built in and stays.")
