"""`postil stats`: how much there is of what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from store.wording import counted
from tui.cli.options import json_option
from tui.cli.output import emit, say
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.library import Library


@click.command("stats")
@json_option
@click.pass_obj
def stats_command(session: Session, as_json: bool) -> None:
    """Count articles, words, comments, and annotations by kind, code and status."""
    with session.open() as library:
        counts, samples = totals(library), left_out(library)
    if as_json:
        emit(counts)
        return
    for name, value in counts.items():
        if name == "articles" and samples:
            say(f"articles: {value} (and {counted(samples, 'sample')} without annotations)")
        elif not isinstance(value, dict):
            say(f"{name}: {value}")
        elif value:
            say(f"{name}: {', '.join(f'{part} {count}' for part, count in value.items())}")


def left_out(library: Library) -> int:
    """How many sample articles count as not there, and are exported no more than counted."""
    return sum(
        article.sample and not library.annotations.count(article.id)
        for article in library.articles.all()
    )


def totals(library: Library) -> dict[str, Any]:
    """The counts; a sample article without annotations counts as not there."""
    from store.model import STATES

    articles = [
        article
        for article in library.articles.all()
        if not article.sample or library.annotations.count(article.id)
    ]
    annotations = library.annotations.all()
    kinds = Counter(annotation.kind for annotation in annotations)
    codes = Counter(code for annotation in annotations for code in annotation.codes)
    claims = Counter(
        str(annotation.attributes["status"])
        for annotation in annotations
        if annotation.kind == "claim" and "status" in annotation.attributes
    )
    states = Counter(article.state for article in articles)
    return {
        "articles": len(articles),
        "words": sum(article.words for article in articles),
        "comments": sum(article.comments for article in articles),
        "annotations": len(annotations),
        "kinds": {kind.name: kinds[kind.name] for kind in library.codebook.kinds},
        "codes": dict(sorted(codes.items())),
        "claims": dict(sorted(claims.items())),
        "states": {state: states[state] for state in STATES},
    }
