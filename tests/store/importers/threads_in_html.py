"""Pages with a thread of comments, written here, each in the markup of another system."""

from __future__ import annotations

from typing import NamedTuple

from store.importers.base import Origin
from store.importers.readings import Context, Notice
from store.importers.registry import read_all
from store.model import Block, BlockKind, Imported

PROSE = (
    "The harbour office counted forty boats on the first morning, and it wrote the name of every "
    "one of them into a book. Nobody had asked for the book, but everybody came to read in it."
)


class Said(NamedTuple):
    """A comment as a test expects it; `parent` is a number."""

    author: str | None
    date: str | None
    words: str
    parent: int | None = None
    pingback: bool = False


def page(thread: str, heading: str = "<h2>Comments</h2>", attributes: str = "") -> str:
    """A page with an article and, under it, *heading* and *thread*."""
    return (
        f"<!doctype html><html {attributes}><title>Boats</title><body><nav>Home</nav>"
        f"<article><h1>Boats in the harbour</h1><p>{PROSE}</p><p>{PROSE}</p></article>"
        f"{heading}{thread}<footer>Imprint</footer></body></html>"
    )


def read(source: str | bytes) -> tuple[Imported, list[str]]:
    """The one article of a page, and what the user is told of it."""
    raw = source.encode() if isinstance(source, str) else source
    readings = read_all(raw, Origin("page.html"), Context())
    (article,) = [reading for reading in readings if isinstance(reading, Imported)]
    return article, [reading.message for reading in readings if isinstance(reading, Notice)]


def comments(article: Imported) -> list[Block]:
    """The comments of an article."""
    return [block for block in article.blocks if block.kind is BlockKind.COMMENT]


def said(source: str) -> list[Said]:
    """The comments of a page."""
    article, _ = read(source)
    found = comments(article)
    numbers = {block.id: block.number for block in found}
    return [
        Said(
            block.author,
            block.date,
            article.text[block.start : block.end],
            numbers[block.parent] if block.parent is not None else None,
            block.pingback,
        )
        for block in found
    ]


def words(article: Imported, kind: BlockKind) -> list[str]:
    """What the blocks of one kind say."""
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]
