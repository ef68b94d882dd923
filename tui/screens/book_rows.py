"""The codebook as rows: kinds with their attributes, the tree of codes, link types. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from store.errors import InvalidChangeError
from store.model import Attribute, Code, Codebook, Kind
from store.recoding.base import code_named, tree
from store.wording import an, counted
from tui.colours import LEAST, failing, hue_of, rgb
from tui.contrast import Rgb
from tui.untrusted import one_line
from tui.widgets.columns import Row

What = Literal["heading", "kind", "attribute", "code", "link"]
_INDENT = "  "
_DEEPEST = 8
"""Steps of indentation; what lies deeper stands below that, for its name must be seen."""
_SWATCH = "██ "
_THEMES_NAMED = 2


@dataclass(frozen=True, slots=True)
class Item:
    """What a row stands for: `of` is an attribute's kind; a heading is called by what is below."""

    what: What
    name: str
    of: str = ""

    @property
    def key(self) -> str:
        """The row's key."""
        return f"{self.what} {self.of}\n{self.name}"


@dataclass(frozen=True, slots=True)
class Uses:
    """How many annotations have each kind and each code."""

    kinds: Mapping[str, int]
    codes: Mapping[str, int]


def items(codebook: Codebook) -> Iterator[tuple[int, Item]]:
    """Every row with its depth, in order."""
    yield 0, Item("heading", "code")
    for depth, code in tree(codebook.codes):
        yield depth + 1, Item("code", code.name)
    yield 0, Item("heading", "kind")
    for kind in codebook.kinds:
        yield 1, Item("kind", kind.name)
        for attribute in kind.attributes:
            yield 2, Item("attribute", attribute.name, kind.name)
    yield 0, Item("heading", "link")
    for link in codebook.links:
        yield 1, Item("link", link)


HEADINGS = {"code": "Codes", "kind": "Kinds", "link": "Link types"}


def row(codebook: Codebook, depth: int, item: Item, uses: Uses | None, warned: bool) -> Row:
    """The row of an item: warning sign, name, key, colour, uses, what it is."""
    sign = "!" if warned else ""
    name = _INDENT * min(depth, _DEEPEST) + (
        HEADINGS[item.name] if item.what == "heading" else item.name
    )
    key = colour = told = used = ""
    match item.what:
        case "heading":
            return Row(item.key, (sign, name, "", "", "", ""), dim=True)
        case "kind":
            kind = codebook.kind(item.name)
            key, colour = kind.key, kind.colour
            told = f"{kind.letter} in the margin"
            used = _count(uses.kinds if uses else {}, item.name)
        case "attribute":
            told = attribute_told(attribute_named(codebook.kind(item.of), item.name))
        case "code":
            code = code_named(codebook, item.name)
            key, colour, told = code.key or "", code.colour or "", code.description
            used = _count(uses.codes if uses else {}, item.name)
        case "link":
            pass
    drawn = colour and (hue_of(colour) is not None or rgb(colour) is not None)
    cell = (_SWATCH if drawn else "") + colour
    return Row(item.key, (sign, name, key, cell, used, told), tint=(3, colour) if drawn else None)


def detail(codebook: Codebook, item: Item) -> str:
    """All that there is to say of an item, for below the rows."""
    name = one_line(item.name, 60)
    match item.what:
        case "heading":
            return ""
        case "kind":
            attributes = ", ".join(a.name for a in codebook.kind(item.name).attributes)
            return f"{name}: {one_line(attributes, 200) or 'no attributes'}"
        case "attribute":
            told = attribute_told(attribute_named(codebook.kind(item.of), item.name))
            return f"{name}: {one_line(told, 200)}"
        case "code":
            code = code_named(codebook, item.name)
            above = f"{one_line(code.parent, 60)} › " if code.parent else ""
            return f"{above}{name}" + (
                f": {one_line(code.description, 200)}" * bool(code.description)
            )
        case "link":
            return name


def attribute_named(kind: Kind, name: str) -> Attribute:
    """The kind's attribute of that name; InvalidChangeError where there is none (any more)."""
    for attribute in kind.attributes:
        if attribute.name == name:
            return attribute
    raise InvalidChangeError(f"{an(kind.name, begins=True)} has no attribute '{name}'.")


def attribute_told(attribute: Attribute) -> str:
    """An attribute's type, or its choices, and its default."""
    values = " | ".join(attribute.choices) if attribute.type == "choice" else attribute.type
    return f"{values}{f', else {attribute.default}' if attribute.default else ''}"


def colour_warning(colour: str | None, backgrounds: Mapping[str, Rgb], here: str = "") -> str:
    """What is wrong with a colour, in words: nothing with one that every theme has its own of.

    The theme called *here* is named first, then those where it is hardest to see.
    """
    if not colour or hue_of(colour) is not None:
        return ""
    own = rgb(colour)
    if own is None:
        return f"there is no colour '{colour}'; write a name such as green, or #rrggbb"
    faint = failing(own, backgrounds)
    if not faint:
        return ""
    worst = sorted(faint.items(), key=lambda pair: pair[0] != here)[:_THEMES_NAMED]
    named = ", ".join(f"{name} {found:.1f}" for name, found in worst)
    more = (
        f" and {counted(len(faint) - _THEMES_NAMED, 'more theme')}"
        if len(faint) > _THEMES_NAMED
        else ""
    )
    return f"its colour is hard to see: contrast {named}{more}; {LEAST:g} is asked for"


def coloured(codebook: Codebook) -> Iterator[tuple[Item, Kind | Code, str]]:
    """Everything with a colour, and that."""
    for kind in codebook.kinds:
        if kind.colour:
            yield Item("kind", kind.name), kind, kind.colour
    for code in codebook.codes:
        if code.colour:
            yield Item("code", code.name), code, code.colour


def _count(uses: Mapping[str, int], name: str) -> str:
    return str(uses.get(name) or "")
