"""The codebook as a file of its own: JSON, the same bytes for the same codebook.

`{"format": "postil-codebook", "version": 1, "kinds": […], "codes": […], "links": […]}`. A kind is
`{name, letter, key, colour, attributes}`, an attribute `{name, type, choices, default}` with the
types text, list, choice and number; a code is `{name, parent, description, colour, key}`, `parent`
the name of the code above it or null; a link type is its name. What is left out is as good as
empty, and what is built in need not be named.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError, InvalidChangeError
from store.model import Code, Codebook, Kind, Record
from store.recoding.checks import check
from store.surrogates import without_surrogates

FORMAT: Literal["postil-codebook"] = "postil-codebook"
VERSION: Literal[1] = 1


class CodebookFile(Record, frozen=True, kw_only=True):
    """The whole file."""

    format: Literal["postil-codebook"]
    version: Literal[1]
    kinds: tuple[Kind, ...] = ()
    codes: tuple[Code, ...] = ()
    links: tuple[str, ...] = ()


class CodebookReport(Record, frozen=True, kw_only=True):
    """What a loaded codebook changed: names, in order."""

    kinds_added: tuple[str, ...] = ()
    kinds_changed: tuple[str, ...] = ()
    kinds_removed: tuple[str, ...] = ()
    codes_added: tuple[str, ...] = ()
    codes_changed: tuple[str, ...] = ()
    codes_removed: tuple[str, ...] = ()
    links_added: tuple[str, ...] = ()
    links_removed: tuple[str, ...] = ()


def dump(codebook: Codebook) -> bytes:
    """The file's bytes: UTF-8, two blanks of indentation, a newline at the end."""
    file = CodebookFile(
        format=FORMAT,
        version=VERSION,
        kinds=codebook.kinds,
        codes=codebook.codes,
        links=codebook.links,
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def is_codebook(raw: bytes) -> bool:
    """Whether a file says that it is a codebook of this format."""
    return _says_so(_head(raw))


def load(raw: bytes, name: str) -> Codebook:
    """The codebook in a file called *name*: of this format, or of any that can be imported.

    Raises FormatError with the fault.
    """
    head = _head(raw)
    if _says_so(head):
        codebook = _own(head, name)
    else:
        from store.exporters.registry import loaded

        codebook = loaded(raw, name).bundle.codebook
    codebook = whole(without_surrogates(codebook))
    try:
        check(codebook)
    except InvalidChangeError as error:
        raise FormatError(f"{name}: {error.message}") from error
    return codebook


def _head(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _says_so(head: Any) -> bool:
    return isinstance(head, dict) and head.get("format") == FORMAT


def _own(head: dict[str, Any], name: str) -> Codebook:
    if head.get("version") != VERSION:
        raise FormatError(
            f"{name} has version {head.get('version')!r}; this Postil reads version {VERSION}. "
            "Install a newer Postil."
        )
    try:
        file = msgspec.convert(head, CodebookFile)
    except msgspec.ValidationError as error:
        raise FormatError(f"{name} is no codebook: {error}.") from error
    return Codebook(kinds=file.kinds, codes=file.codes, links=file.links)


def whole(codebook: Codebook) -> Codebook:
    """*codebook* with what is built in, where it lacks that."""
    return merged(DEFAULT_CODEBOOK, codebook)


def merged(held: Codebook, coming: Codebook) -> Codebook:
    """*held* with all that is in *coming*, in its order, and as it has it; nothing is taken away.

    Of an attribute that both have the type stays, and the choices of both are kept.
    """
    mine = {kind.name: kind for kind in held.kinds}
    kinds = [_merged_kind(mine[k.name], k) if k.name in mine else k for k in coming.kinds]
    named = {kind.name for kind in kinds}
    codes = {code.name for code in coming.codes}
    return Codebook(
        kinds=(*kinds, *(kind for kind in held.kinds if kind.name not in named)),
        codes=(*coming.codes, *(code for code in held.codes if code.name not in codes)),
        links=tuple(dict.fromkeys((*coming.links, *held.links))),
    )


def _merged_kind(held: Kind, coming: Kind) -> Kind:
    mine = {attribute.name: attribute for attribute in held.attributes}
    attributes = []
    for attribute in coming.attributes:
        known = mine.pop(attribute.name, None)
        if known is not None and known.type != attribute.type:
            attributes.append(known)
        elif known is not None:
            choices = tuple(dict.fromkeys((*attribute.choices, *known.choices)))
            attributes.append(msgspec.structs.replace(attribute, choices=choices))
        else:
            attributes.append(attribute)
    return msgspec.structs.replace(coming, attributes=(*attributes, *mine.values()))


def compared(before: Codebook, after: Codebook) -> CodebookReport:
    """What is in *after* and not in *before*, the other way round, and what differs."""
    found: dict[str, tuple[str, ...]] = {}
    for what in ("kinds", "codes"):
        old = {record.name: record for record in getattr(before, what)}
        new = {record.name: record for record in getattr(after, what)}
        found[f"{what}_added"] = tuple(name for name in new if name not in old)
        found[f"{what}_removed"] = tuple(name for name in old if name not in new)
        found[f"{what}_changed"] = tuple(n for n in new if n in old and new[n] != old[n])
    return CodebookReport(
        **found,
        links_added=tuple(link for link in after.links if link not in before.links),
        links_removed=tuple(link for link in before.links if link not in after.links),
    )
