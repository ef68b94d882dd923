"""`postil tag`: one annotation from the command line."""

from __future__ import annotations

import click

from tui.cli.options import Pairs, json_option, offset_options, set_option
from tui.cli.output import emit, say
from tui.cli.session import Session


@click.command("tag")
@click.argument("article")
@click.argument("kind")
@click.option("--quote", metavar="TEXT", help="The words to tag, as the article has them.")
@click.option("--nth", type=click.IntRange(min=1), help="Which of several places, from 1.")
@offset_options
@click.option("--block", metavar="ID", help="A whole block; `postil show --json` lists them.")
@set_option
@click.option("--code", "codes", multiple=True, metavar="CODE", help="A code; repeat for more.")
@click.option("--note", default="", metavar="TEXT", help="A note.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A free tag; repeat for more.")
@json_option
@click.pass_obj
def tag_command(
    session: Session,
    *,
    article: str,
    kind: str,
    quote: str | None,
    nth: int | None,
    start: int | None,
    end: int | None,
    block: str | None,
    pairs: Pairs,
    codes: tuple[str, ...],
    note: str,
    tags: tuple[str, ...],
    as_json: bool,
) -> None:
    """Tag a stretch of ARTICLE as KIND (quote, entity, claim, or one of the codebook's own).

    The stretch is given by --quote, by --start and --end, or by --block. Tagging a comment as a
    claim makes its author the claimant.
    """
    if nth is not None and quote is None:
        raise click.UsageError("--nth says which place of a --quote.")
    from tui.cli.naming import attributes_of, excerpt, named

    with session.open() as library:
        found = library.articles.find(article).id
        library.codebook.kind(kind)
        place = library.place(found, start=start, end=end, quote=quote, nth=nth, block=block)
        draft = library.draft(
            found,
            kind,
            [place],
            attributes=attributes_of(library, kind, pairs),
            codes=codes,
            note=note,
            tags=tags,
        )
        stored = library.store(draft)
        if as_json:
            emit({"id": stored.id, "revision": stored.revision})
        else:
            say(f"Tagged {named(library, stored)}: {excerpt(stored)}")
