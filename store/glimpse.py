"""What can be seen of an article before its library is open: a look at a few of its bytes.

A library of a hundred thousand annotations takes a while to read, check and index. Until that is
done a reader can read: the snapshot says where its articles stand, the journal is short, and the
text lies in a file of its own. Nothing here is checked as the library will be when it is open,
nothing is written, and the lock is not asked for: whoever shows a glimpse puts what the opened
library holds in its place.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from store import migrations
from store.disk import check_ordinary, read_file
from store.entries import Document, Tables, document_of, perform
from store.errors import PostilError
from store.journal import parse
from store.journals import journals
from store.listed import meant, with_state
from store.model import Article, Block
from store.places import article_folder, snapshot_path
from store.snapshot import Meta, meta_at_end, read_parts
from store.table_names import ARTICLE_STATES, ARTICLES, CORRECTIONS, POSITIONS

LARGE = 1 << 20
"""Bytes of snapshot or text from which a glimpse is worth having."""
_SHORT = 1 << 20
"""Bytes of a journal that is gone through for a glimpse."""
_AHEAD = 120_000
"""Code points after the reading position for which there are blocks."""
_FIRST_BLOCKS = 1 << 14
"""Bytes of blocks that are tried first."""


class Glimpse(msgspec.Struct, frozen=True, kw_only=True):
    """An article as it was last stored, its text, where the reader was, and its first blocks:
    `reach` is the offset up to which there are some.
    """

    article: Article
    text: str
    blocks: tuple[Block, ...]
    position: int

    @property
    def reach(self) -> int:
        """The end of the last block."""
        return self.blocks[-1].end if self.blocks else 0


class _Listed(msgspec.Struct, frozen=True):
    """What an article is found by."""

    id: str
    title: str


_listed = msgspec.json.Decoder(_Listed)


def glimpse(folder: Path, reference: str) -> Glimpse | None:
    """The article of an id, a unique prefix of one, or a unique part of a title, in the library
    in *folder*.

    None where the library is opened as fast, and wherever anything is not as it should be: then
    it must be opened first, and says what is wrong.
    """
    try:
        return _glimpse(folder, reference)
    except (OSError, PostilError, msgspec.MsgspecError, ValueError, KeyError, TypeError):
        return None


def _glimpse(folder: Path, reference: str) -> Glimpse | None:
    check_ordinary(snapshot_path(folder))
    with snapshot_path(folder).open("rb") as file:
        meta = meta_at_end(file)
        size = file.seek(0, os.SEEK_END)
        if meta is None or meta.schema != migrations.SCHEMA:
            return None
        tables = read_parts(file, meta)
    if tables is None or not _follow(folder, meta, tables):
        return None
    rows = tables[ARTICLES]
    found = {_listed.decode(row): row for row in rows.values()}
    listed = meant(reference, found)
    place = article_folder(folder, listed.id)
    if size < LARGE and (place / "text").stat().st_size < LARGE:
        return None
    document = document_of(found[listed])
    if document is None or _beside(tables, CORRECTIONS, listed.id) is not None:
        return None  # corrected blocks need all of them
    position = _beside(tables, POSITIONS, listed.id)
    return _read(
        place,
        with_state(document, _beside(tables, ARTICLE_STATES, listed.id), None),
        0 if position is None else int(position["position"]),
    )


def _follow(folder: Path, meta: Meta, tables: Tables) -> bool:
    """Carry out on *tables* what the journal recorded since; False where that is not plain."""
    number, path = journals(folder)[-1]
    if number != meta.generation or path.parent != folder or path.stat().st_size > _SHORT:
        return False
    reading = parse(read_file(path))
    base = reading.base
    if base is None or base.generation != number or reading.damaged or reading.torn:
        return False
    for line in reading.lines:
        if line.missing:
            return False
        for operation in line.operations():
            perform(tables, operation)
    return True


def _beside(tables: Tables, table: str, article: str) -> Document | None:
    """What a table holds of an article."""
    wanted = f'"article":"{article}"'.encode()
    rows = (row for row in tables.get(table, {}).values() if wanted in bytes(row))
    documents = (document_of(row) for row in rows)
    return next((found for found in documents if found and found["article"] == article), None)


def _read(place: Path, article: Article, position: int) -> Glimpse | None:
    text = read_file(place / "text").decode("utf-8", "surrogatepass")
    check_ordinary(place / "blocks.json")
    with (place / "blocks.json").open("rb") as file:
        blocks: tuple[Block, ...] = ()
        size = _FIRST_BLOCKS
        while not blocks or blocks[-1].end < min(len(text), position + _AHEAD):
            file.seek(0)
            raw = file.read(size)
            blocks = _first_blocks(raw, whole=len(raw) < size)
            if len(raw) < size:
                break
            size *= 4
    return Glimpse(article=article, text=text, blocks=blocks, position=position)


def _first_blocks(raw: bytes, *, whole: bool) -> tuple[Block, ...]:
    """The blocks that stand whole in the first bytes of their file, or in all of it."""
    if not whole:
        raw = raw[: raw.rindex(b"},{") + 1] + b"]"
    return msgspec.json.decode(raw, type=tuple[Block, ...])
