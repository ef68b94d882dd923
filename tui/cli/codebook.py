"""`postil codebook`: what annotations can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option, read_input
from tui.cli.output import emit, say, tell, write_file
from tui.cli.session import Session
from tui.reports import coded
from tui.untrusted import one_line

if TYPE_CHECKING:
    from store.model import Attribute, Code

_DEEPEST = 20
"""Steps of indentation; a code that lies deeper stands below that."""


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
    from store.recoding.base import tree

    for kind in codebook.kinds:
        say(one_line(f"{kind.name} (key {kind.key}, letter {kind.letter}, {kind.colour})"))
        for attribute in kind.attributes:
            say(f"    {one_line(_described(attribute))}")
    say("codes")
    for depth, code in tree(codebook.codes):
        say(f"    {'  ' * min(depth, _DEEPEST)}{one_line(_told(code))}")
    say(one_line(f"links: {', '.join(codebook.links)}"))


@codebook_command.command("load")
@click.argument("source", metavar="FILE|-")
@click.option("--replace", is_flag=True, help="Let FILE be the whole codebook from now on.")
@json_option
@click.pass_obj
def load(session: Session, source: str, replace: bool, as_json: bool) -> None:
    """Take in the codebook in FILE: as `save` wrote it, or of any file that `import` reads.

    What only the library has stays; where both have a code or kind, FILE's colour, key and
    description win. With --replace what FILE lacks goes, unless annotations use it. One undo step.
    """
    from store.codefile import load as read

    raw, name = read_input(source)
    codebook = read(raw, name)
    with session.open() as library:
        report = library.coding.take(codebook, replace=replace)
    if as_json:
        emit(report)
    else:
        say(one_line(coded(report)))


@codebook_command.command("save")
@click.argument("target", metavar="FILE|-")
@click.pass_obj
def save(session: Session, target: str) -> None:
    """Write the codebook to FILE, the same bytes as long as nothing changed."""
    from store.codefile import dump

    with session.open() as library:
        raw = dump(library.codebook)
    if target == "-":
        write_file((raw,))
        return
    from store.exporters.files import write_export

    write_export(Path(target), raw)
    tell(f"Wrote the codebook to {target}.")


def _told(code: Code) -> str:
    looks = [f"key {code.key}"] if code.key else []
    looks += [code.colour] if code.colour else []
    shown = f" ({', '.join(looks)})" if looks else ""
    described = f": {code.description}" if code.description else ""
    return f"{code.name}{shown}{described}"


def _described(attribute: Attribute) -> str:
    values = f": {' | '.join(attribute.choices)}" if attribute.choices else f" ({attribute.type})"
    default = f", else {attribute.default}" if attribute.default else ""
    return f"{attribute.name}{values}{default}"
