"""`postil annotations`: the annotations there are, all or filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.options import Pairs, filter_of, json_option, where_options
from tui.cli.output import emit, say, tell
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.model import Annotation

_DETAILS = ("speaker", "name", "claimant", "type", "status")


@click.command("annotations")
@where_options
@json_option
@click.pass_obj
def annotations_command(
    session: Session,
    *,
    article: str | None,
    kind: str | None,
    where: Pairs,
    code: str | None,
    since: str | None,
    annotator: str | None,
    as_json: bool,
) -> None:
    """List annotations by article and place."""
    wanted = filter_of(
        article=article, kind=kind, where=where, code=code, since=since, annotator=annotator
    )
    from store.query import select

    with session.open() as library:
        found = select(library, wanted)
        titles = {article.id: article.title for article in library.articles.all()}
    if as_json:
        for annotation in found:
            emit(annotation)
    elif not found:
        tell("There are no such annotations." if wanted.narrows else "There are none yet.")
    else:
        _print_table(found, titles)


def _print_table(found: list[Annotation], titles: dict[str, str]) -> None:
    from tui.cli.naming import cut, excerpt
    from tui.cli.table import table, terminal_width

    rows = [
        (
            annotation.id[-12:],
            annotation.kind,
            excerpt(annotation),
            _details(annotation),
            cut(" ".join(annotation.codes)),
            titles.get(annotation.article, annotation.article)[:40],
        )
        for annotation in found
    ]
    headers = ("id", "kind", "words", "details", "codes", "article")
    for line in table(headers, rows, width=terminal_width(), flexible=(2, 3, 4, 5)):
        say(line)


def _details(annotation: Annotation) -> str:
    from tui.cli.naming import cut

    values = (annotation.attributes.get(name) for name in _DETAILS)
    return cut(", ".join(str(value) for value in values if value))
