"""`postil search`: words or a pattern in the texts of all articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import json_option
from tui.cli.output import emit, say, tell
from tui.cli.running import outcome
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.library import Library
    from store.model import Article
    from store.search import Matcher

_CONTEXT = 40


@click.command("search")
@click.argument("query")
@click.option("--regex", is_flag=True, help="QUERY is a regular expression.")
@click.option("--article", metavar="ARTICLE", help="Only in this article.")
@json_option
@click.pass_obj
def search_command(
    session: Session, query: str, regex: bool, article: str | None, as_json: bool
) -> int:
    """Find QUERY; case counts only where it has capitals."""
    if not query:
        raise click.UsageError("QUERY is empty: say what to find.")
    from store.errors import DamagedLibraryError
    from store.search import Matcher

    matcher = Matcher(query, regex=regex)
    failed = searched = 0
    with session.open() as library:
        articles = library.articles
        for record in articles.all() if article is None else [articles.find(article)]:
            try:
                for hit in _hits(library, record, matcher):
                    if as_json:
                        emit(hit)
                    else:
                        _print(articles.text(record.id), record, hit)
                searched += 1
            except DamagedLibraryError as error:
                tell(error.message)
                failed += 1
    return outcome(failed, searched)


def _hits(library: Library, article: Article, matcher: Matcher) -> Iterator[dict[str, Any]]:
    from store.blocks import block_at

    text = library.articles.text(article.id)
    blocks = library.articles.blocks(article.id)
    for start, end in matcher.find(text):
        block = block_at(blocks, start)
        yield {
            "article": article.id,
            "block": None if block is None else block.id,
            "start": start,
            "end": end,
            "exact": text[start:end],
        }


def _print(text: str, article: Article, hit: dict[str, Any]) -> None:
    before = text[max(0, hit["start"] - _CONTEXT) : hit["start"]]
    after = text[hit["end"] : hit["end"] + _CONTEXT]
    line = " ".join(f"{before}[{hit['exact']}]{after}".split())
    say(f"{article.id}:{hit['start']}: {line}")
