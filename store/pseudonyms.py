"""Which number stands for whom in redacted exports, the same in each; no name is kept here."""

from __future__ import annotations

import os
from collections.abc import Sequence

from store.tables import LiveDatabase

_TABLE = "pseudonyms"
_SECRET = "secret"


class Pseudonyms:
    """One document `{id, category, number}` for each id that has a number in a category."""

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*."""
        self._table = database.live(_TABLE)
        self._fresh: list[dict[str, object]] = []

    def numbers(self, wanted: Sequence[tuple[str, Sequence[str]]]) -> list[int]:
        """The number of each of *wanted*, a category and the ids of one person.

        Known ones keep theirs, others get the next of their category. Within a step, what is new
        is stored in it; see `keep`.
        """
        held: dict[tuple[str, str], int] = {}
        highest: dict[str, int] = {}
        for row in self._table.documents():
            held[row["category"], row["id"]] = int(row["number"])
            highest[row["category"]] = max(highest.get(row["category"], 0), int(row["number"]))
        found = []
        self._fresh = []
        for category, ids in wanted:
            known = [held[category, one] for one in ids if (category, one) in held]
            if known:
                number = min(known)
            else:
                number = highest[category] = highest.get(category, 0) + 1
            for one in ids:
                if held.get((category, one)) is None:
                    held[category, one] = number
                    self._fresh.append({"id": one, "category": category, "number": number})
            found.append(number)
        return found

    @property
    def fresh(self) -> bool:
        """Whether the last `numbers` gave any that are not stored yet."""
        return bool(self._fresh)

    def keep(self) -> None:
        """Store what the last `numbers` gave, within the step under way."""
        for document in self._fresh:
            self._table.put(document)
        self._fresh = []

    def secret(self) -> str | None:
        """What makes other ids of ids; None until `make_secret`."""
        for row in self._table.documents():
            if row["category"] == _SECRET:
                return str(row["id"])
        return None

    def make_secret(self) -> str:
        """Make it, within the step under way."""
        made = os.urandom(16).hex()
        self._table.put({"id": made, "category": _SECRET, "number": 0})
        return made
