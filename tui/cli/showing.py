"""`postil show`: one article, rendered for a person or whole as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Article


@click.command("show")
@click.argument("article")
@json_option
@click.pass_obj
def show_command(session: Session, article: str, as_json: bool) -> None:
    """Print ARTICLE: its text with comments as a tree, page furniture folded to a line."""
    with session.open() as library:
        found = library.articles.find(article)
        if as_json:
            emit(whole(library, found))
            return
        from tui.cli.rendering import rendered
        from tui.cli.table import terminal_width

        for line in rendered(
            found,
            library.articles.text(found.id),
            library.articles.blocks(found.id),
            annotations=library.annotations.count(found.id),
            width=min(terminal_width() or 80, 100),
        ):
            say(line)


def whole(library: Library, article: Article) -> dict[str, Any]:
    """An article with its text and blocks as JSON."""
    import msgspec

    return {
        "id": article.id,
        "title": article.title,
        "site": article.site,
        "byline": article.byline,
        "date": article.dated,
        "date_printed": None if article.date is None else article.date.text,
        "language": article.language,
        "state": article.state,
        "rights": article.rights,
        "words": article.words,
        "comments": article.comments,
        "annotations": library.annotations.count(article.id),
        "sample": article.sample,
        "source": msgspec.to_builtins(article.source),
        "text_sha256": article.text_sha256,
        "text": library.articles.text(article.id),
        "blocks": [block.shown() for block in library.articles.blocks(article.id)],
    }
