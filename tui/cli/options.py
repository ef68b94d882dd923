"""Options and arguments that several commands share, and how their values are read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

if TYPE_CHECKING:
    from store.query import Filter

Command = TypeVar("Command", bound=Callable[..., Any])
Pairs = tuple[tuple[str, str], ...]


def _pairs(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> Pairs:
    found = []
    for value in values:
        name, equals, rest = value.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"'{value}' is not of the form name=value.", context, option)
        found.append((name.strip(), rest))
    return tuple(found)


def _combined(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")

set_option = click.option(
    "--set",
    "pairs",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="An attribute; repeat it for several, or for several values of a list.",
)

where_options = _combined(
    click.option("--article", metavar="ARTICLE", help="Only in this article."),
    click.option("--kind", metavar="KIND", help="Only of this kind."),
    click.option(
        "--where",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_pairs,
        help="Only with this attribute, creator or tag.",
    ),
    click.option("--code", metavar="CODE", help="Only with this code or one below it."),
    click.option("--since", metavar="TIME", help="Only what was changed since."),
    click.option("--annotator", metavar="NAME", help="Only by this annotator."),
)

offset_options = _combined(
    click.option("--start", type=click.IntRange(min=0), help="First code point of the stretch."),
    click.option("--end", type=click.IntRange(min=0), help="The code point after its last."),
)


def filter_of(
    *,
    article: str | None,
    kind: str | None,
    where: Pairs,
    code: str | None,
    since: str | None,
    annotator: str | None,
) -> Filter:
    """The filter that `where_options` describe."""
    from store.query import Filter

    return Filter(
        article=article, kind=kind, where=where, code=code, since=since, annotator=annotator
    )


def stdin() -> BinaryIO:
    """Standard input as bytes."""
    return sys.stdin.buffer


def stdin_apart() -> BinaryIO:
    """Standard input as bytes, for a thread that may still wait for them when the program ends.

    Python closes its own standard input then, and aborts where a thread holds it.
    """
    try:
        descriptor = stdin().fileno()
    except (OSError, ValueError):  # a stand-in, which nobody waits for
        return stdin()
    return open(descriptor, "rb", closefd=False)


def read_input(source: str) -> tuple[bytes, str]:
    """The bytes of the file *source* or, for `-`, of standard input, and a base name for them.

    Raises InputError where the file is missing, a folder, or not to be read.
    """
    from store.exporters.files import read_path, read_whole

    if source == "-":
        return read_whole(stdin(), "standard input"), "standard input"
    path = Path(source)
    return read_path(path), path.name
