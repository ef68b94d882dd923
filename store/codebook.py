"""The library's codebook, and what it says of an annotation's kind, codes and attributes."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
from msgspec import Raw

from store.defaults import DEFAULT_CODEBOOK
from store.errors import InvalidChangeError
from store.model import Attribute, AttributeValue, Code, Codebook, as_document
from store.table_names import CODEBOOK
from store.tables import LiveDatabase
from store.wording import an


class Codebooks:
    """Reads and stores the one codebook; every change belongs to a step of the library."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*; until it is edited the codebook is the default one."""
        self._table = database.live(CODEBOOK)
        self._decoded: tuple[Raw | None, Codebook] = (None, DEFAULT_CODEBOOK)

    def get(self) -> Codebook:
        """The codebook in force."""
        raw = self._table.raw(1)
        held, codebook = self._decoded
        if raw is not held:  # asked for at every key, and seldom another
            codebook = DEFAULT_CODEBOOK if raw is None else msgspec.json.decode(raw, type=Codebook)
            self._decoded = (raw, codebook)
        return codebook

    def put(self, codebook: Codebook) -> None:
        """Store a codebook whole."""
        if codebook != self.get():
            self._table.put(as_document(codebook), 1)

    @property
    def untouched(self) -> bool:
        """Whether it is the default one, which nobody has edited."""
        return self.get() == DEFAULT_CODEBOOK

    def with_codes(self, names: tuple[str, ...]) -> None:
        """Add the codes the codebook does not have yet."""
        codebook = self.get()
        known = {code.name for code in codebook.codes}
        fresh = tuple(Code(name=name) for name in dict.fromkeys(names) if name not in known)
        if fresh:
            self.put(msgspec.structs.replace(codebook, codes=(*codebook.codes, *fresh)))


def extended(held: Codebook, other: Codebook) -> Codebook:
    """*held* with the kinds, attributes, codes and link types that only *other* has, and with its
    descriptions and colours of codes that have none here.
    """
    theirs = {kind.name: kind for kind in other.kinds}
    kinds = []
    for kind in held.kinds:
        names = {attribute.name for attribute in kind.attributes}
        more = theirs[kind.name].attributes if kind.name in theirs else ()
        extra = tuple(attribute for attribute in more if attribute.name not in names)
        kinds.append(msgspec.structs.replace(kind, attributes=(*kind.attributes, *extra)))
    mine = {kind.name for kind in held.kinds}
    kinds += [kind for kind in other.kinds if kind.name not in mine]
    codes = {code.name for code in held.codes}
    told = {code.name: code for code in other.codes}
    return msgspec.structs.replace(
        held,
        kinds=tuple(kinds),
        codes=(
            *(_completed(code, told.get(code.name, code)) for code in held.codes),
            *(code for code in other.codes if code.name not in codes),
        ),
        links=(*held.links, *(link for link in other.links if link not in held.links)),
    )


def _completed(code: Code, other: Code) -> Code:
    return msgspec.structs.replace(
        code,
        description=code.description or other.description,
        colour=code.colour or other.colour,
    )


def checked_attributes(
    codebook: Codebook, kind: str, given: Mapping[str, AttributeValue], *, defaults: bool = False
) -> dict[str, AttributeValue]:
    """*given* as the kind's attributes, in the codebook's order; empty values are left out.

    With *defaults* what is not given gets its default. Raises InvalidChangeError for an unknown
    name or a value of the wrong type or outside the choices.
    """
    fields = {attribute.name: attribute for attribute in codebook.kind(kind).attributes}
    for name in given:
        if name not in fields:
            raise InvalidChangeError(
                f"{an(kind, begins=True)} has no attribute '{name}'; it has: {', '.join(fields)}."
            )
    checked: dict[str, AttributeValue] = {}
    for name, attribute in fields.items():
        default = attribute.default if defaults else None
        value = _checked(kind, attribute, given.get(name, default))
        if value is not None and value not in ("", []):
            checked[name] = value
    return checked


def checked_link_type(codebook: Codebook, link: str) -> str:
    """*link*, or InvalidChangeError where the codebook has no such link type."""
    if link not in codebook.links:
        raise InvalidChangeError(
            f"'{link}' is no link type; the codebook has: {', '.join(codebook.links)}."
        )
    return link


def _checked(kind: str, attribute: Attribute, value: AttributeValue) -> AttributeValue:
    if value is None or value in ("", []):
        return None
    where = f"{kind} attribute '{attribute.name}'"
    match attribute.type:
        case "choice":
            if value not in attribute.choices:
                raise InvalidChangeError(
                    f"'{value}' is no value for {where}; use one of: "
                    f"{', '.join(attribute.choices)}."
                )
        case "number":
            try:
                number = float(str(value))
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                raise InvalidChangeError(f"'{value}' is no number, which {where} must be.")
            return number
        case "list":
            parts = value if isinstance(value, list) else str(value).split(";")
            return [part.strip() for part in map(str, parts) if part.strip()]
        case "text":
            if not isinstance(value, str):
                raise InvalidChangeError(f"{where} must be text, not {value!r}.")
    return value
