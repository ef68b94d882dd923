"""Which number stands for whom in redacted exports, the same in each; no name is kept here."""

from __future__ import annotations

import os
from collections.abc import Sequence

from store.table_names import PSEUDONYMS
from store.tables import LiveDatabase

_SECRET = "secret"
Wanted = Sequence[tuple[str, Sequence[str]]]
"""Persons: a category, and the ids that are one person."""


class Pseudonyms:
    """One document `{id, category, number}` for each id that has a number in a category.

    What is stored here is a step of its own, which undo passes over: an export changes nothing
    that a person made.
    """

    def __init__(self, database: LiveDatabase) -> None:
        """Over *database*."""
        self._table = database.live(PSEUDONYMS)
        self._storage = database.journaled

    def numbers(self, wanted: Wanted) -> list[int]:
        """The number of each of *wanted*: known ones keep theirs, others get the next of their
        category, for good where the library can be written.
        """
        numbers, fresh = self._numbered(wanted)
        if fresh and self._storage.read_only is None:
            with self._storage.step("number pseudonyms", kind="quiet"):
                numbers, fresh = self._numbered(wanted)  # another window may have been quicker
                for document in fresh:
                    self._table.put(document)
        return numbers

    def secret(self) -> str:
        """What turns ids into others that only this library can tell; it is in no export.

        Raises ReadOnlyError where there is none yet and none can be kept.
        """
        with self._storage.step("make a secret", kind="quiet"):
            for row in self._table.documents():
                if row["category"] == _SECRET:
                    return str(row["id"])
            made = os.urandom(16).hex()
            self._table.put({"id": made, "category": _SECRET, "number": 0})
            return made

    def _numbered(self, wanted: Wanted) -> tuple[list[int], list[dict[str, object]]]:
        held: dict[tuple[str, str], int] = {}
        highest: dict[str, int] = {}
        for row in self._table.documents():
            category, number = row["category"], int(row["number"])
            held[category, row["id"]] = number
            highest[category] = max(highest.get(category, 0), number)
        found: list[int] = []
        fresh: list[dict[str, object]] = []
        for category, ids in wanted:
            known = [held[category, one] for one in ids if (category, one) in held]
            if known:
                number = min(known)
            else:
                number = highest[category] = highest.get(category, 0) + 1
            for one in ids:
                if (category, one) not in held:
                    held[category, one] = number
                    fresh.append({"id": one, "category": category, "number": number})
            found.append(number)
        return found, fresh
