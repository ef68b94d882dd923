"""`postil remove`: annotations and articles go; undo brings them back."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import outcome
from tui.cli.session import Session
from tui.reports import links_gone

if TYPE_CHECKING:
    from store.library import Library


@click.command("remove")
@click.argument("references", metavar="ID...", nargs=-1)
@click.option("--samples", is_flag=True, help="All sample articles, with their annotations.")
@json_option
@click.pass_obj
def remove_command(
    session: Session, references: tuple[str, ...], samples: bool, as_json: bool
) -> int:
    """Remove annotations or whole articles, each by its id or a part of it, in one step."""
    if not references and not samples:
        raise click.UsageError("Say what to remove: one ID or more, or --samples.")
    with session.open() as library:
        annotations, articles, failed = _resolved(library, references, as_json)
        if samples:
            found = [article.id for article in library.articles.all() if article.sample]
            articles += [article for article in found if article not in articles]
            if not found:
                tell("There are no sample articles.")
        gone = library.annotations.links_at([*annotations, *articles])
        _remove(library, annotations, articles)
    for removed in (*annotations, *articles):
        if as_json:
            emit({"id": removed})
        else:
            say(f"Removed {removed}.")
    if count := 0 if as_json else len(annotations) + len(articles):
        links = links_gone(gone, count)
        say(f"{links} `postil undo` brings {'it' if count == 1 else 'them'} back.".strip())
    return outcome(failed, len(annotations) + len(articles))


def _resolved(
    library: Library, references: tuple[str, ...], as_json: bool
) -> tuple[list[str], list[str], int]:
    """The annotations and articles meant, each once, and how many references meant nothing."""
    from store.errors import PostilError
    from tui.cli.naming import removable

    annotations: dict[str, None] = {}
    articles: dict[str, None] = {}
    failed = 0
    for number, reference in enumerate(references, 1):
        try:
            identity, is_article = removable(library, reference)
        except PostilError as error:
            failed += 1
            if as_json:
                emit({"line": number, "error": error.message})
            else:
                tell(error.message)
        else:
            (articles if is_article else annotations)[identity] = None
    return list(annotations), list(articles), failed


def _remove(library: Library, annotations: list[str], articles: list[str]) -> None:
    both = annotations and articles
    with library.step("remove") if both else contextlib.nullcontext():
        if annotations:
            library.remove(annotations)
        if articles:
            library.remove_articles(articles)
