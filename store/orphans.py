"""Annotations from elsewhere that have no sure place yet: kept whole until one is given."""

from __future__ import annotations

import msgspec

from store.errors import NotFoundError
from store.model import Annotation, Record
from store.table_names import ORPHANS
from store.tables import KeyedTable, LiveDatabase


class Orphan(Record, frozen=True, kw_only=True):
    """An annotation as its file had it, and what is known of its place.

    `article` is the article it seems to be about, if any; `guess` the `(start, end)` stretches of
    that article's text where its words may stand, empty where they stand nowhere. `why` says in a
    sentence what is unsure, `file` what the file was called, `found` when it came.
    """

    id: str
    annotation: Annotation
    article: str | None
    guess: tuple[tuple[int, int], ...]
    why: str
    file: str
    found: str

    @property
    def uncertain(self) -> bool:
        """Whether there is a place to ask about."""
        return bool(self.guess)


_decoded = msgspec.json.Decoder(Orphan)


class Orphans:
    """Reads and stores them; every change belongs to a step of the library."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*, whose changes keep the index true."""
        self._table = KeyedTable(database, ORPHANS, "id")

    def __len__(self) -> int:
        """How many there are."""
        return len(self._table)

    def __contains__(self, annotation: object) -> bool:
        """Whether the annotation of this id is one."""
        return annotation in self._table

    def all(self) -> list[Orphan]:
        """Every one, in the order they came."""
        return [_decoded.decode(row) for row in self._table.rows().values()]

    def find(self, reference: str) -> Orphan:
        """The one whose id this is, or a unique prefix or end of it; raises NotFoundError."""
        found = [o for o in self.all() if o.id == reference]
        found = found or [
            o
            for o in self.all()
            if reference and (o.id.startswith(reference) or o.id.endswith(reference))
        ]
        if len(found) != 1:
            raise NotFoundError(
                f"'{reference}' is none of the annotations without a place, or fits several. "
                "`postil orphans list` lists them."
            )
        return found[0]

    # -- changes, within a step

    def put(self, orphan: Orphan) -> None:
        """Keep one, new or changed."""
        self._table.put(orphan.id, orphan)

    def remove(self, annotation: str) -> None:
        """Take one out; nothing happens where there is none."""
        self._table.drop(annotation)
