"""`postil articles`: the list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.model import Article

_HEADERS = ("id", "title", "site", "date", "words", "comments", "marks", "state")


@click.command("articles")
@json_option
@click.pass_obj
def articles_command(session: Session, as_json: bool) -> None:
    """List the articles, in the order they were added."""
    with session.open() as library:
        rows = [(a, library.annotations.count(a.id)) for a in library.articles.all()]
    if as_json:
        for article, count in rows:
            emit(described(article, count))
    elif not rows:
        tell("There are no articles yet; `postil add FILE` adds one.")
    else:
        _print_table(rows)


def described(article: Article, annotations: int) -> dict[str, Any]:
    """An article's row as JSON."""
    return {
        "id": article.id,
        "title": article.title,
        "site": article.site,
        "date": article.dated,
        "words": article.words,
        "comments": article.comments,
        "annotations": annotations,
        "state": article.state,
    }


def _print_table(rows: list[tuple[Article, int]]) -> None:
    from tui.cli.table import table, terminal_width

    shown = [
        ["–" if value is None else str(value) for value in described(*row).values()] for row in rows
    ]
    width = terminal_width()
    for line in table(_HEADERS, shown, width=width, flexible=(1, 2, 3), right=(4, 5, 6)):
        say(line)
