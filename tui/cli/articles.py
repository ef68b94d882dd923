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
_LONGEST = {"title": 60, "site": 24, "date": 16}
"""Code points of what is cut, also where nobody says how wide the output is."""


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
    from tui.cli.naming import cut
    from tui.cli.table import table, terminal_width

    shown = []
    for row in rows:
        cells = described(*row)
        cells |= {name: cut(cells[name] or "", most) for name, most in _LONGEST.items()}
        shown.append(["–" if value in (None, "") else str(value) for value in cells.values()])
    width = terminal_width()
    for line in table(_HEADERS, shown, width=width, flexible=(1, 2, 3), right=(4, 5, 6)):
        say(line)
