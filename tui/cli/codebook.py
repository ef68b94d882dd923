"""`postil codebook`: what annotations can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.model import Attribute, Code


@click.group("codebook")
def codebook_command() -> None:
    """The codebook: kinds with their attributes, codes, link types."""


@codebook_command.command("show")
@json_option
@click.pass_obj
def show(session: Session, as_json: bool) -> None:
    """Print the codebook."""
    with session.open() as library:
        codebook = library.codebook
    if as_json:
        emit(codebook)
        return
    for kind in codebook.kinds:
        say(f"{kind.name} (key {kind.key})")
        for attribute in kind.attributes:
            say(f"    {_described(attribute)}")
    say("codes")
    for depth, code in _tree(codebook.codes):
        say(f"    {'  ' * depth}{code.name}{f': {code.description}' if code.description else ''}")
    say(f"links: {', '.join(codebook.links)}")


def _described(attribute: Attribute) -> str:
    values = f": {' | '.join(attribute.choices)}" if attribute.choices else f" ({attribute.type})"
    default = f", else {attribute.default}" if attribute.default else ""
    return f"{attribute.name}{values}{default}"


def _tree(codes: tuple[Code, ...]) -> list[tuple[int, Code]]:
    """The codes with their depth, each below its parent; one whose parent is gone is a root."""
    names = {code.name for code in codes}
    found: list[tuple[int, Code]] = []
    seen: set[str] = set()

    def walk(parent: str | None, depth: int) -> None:
        for code in codes:
            above = code.parent if code.parent in names else None
            if above == parent and code.name not in seen:
                seen.add(code.name)
                found.append((depth, code))
                walk(code.name, depth + 1)

    walk(None, 0)
    return found
