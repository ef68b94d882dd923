"""The schema version of a library's documents, and the named steps between versions.

A document keeps the schema it was written in until a migration changes it: journals and backups of
an earlier schema stay readable for ever, document by document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw

Document = dict[str, Any]

SCHEMA = 1
"""The version this program writes."""


class Migration(NamedTuple):
    """One named step: `change(table, document)` gives the document of schema `to`."""

    to: int
    name: str
    change: Callable[[str, Document], Document]


MIGRATIONS: tuple[Migration, ...] = ()
"""A step to every released schema after the first, in order. A sample library of every released
schema is frozen in the tests."""


def steps_between(version: int, to: int) -> list[Migration]:
    """The migrations that lead from one schema to a later one."""
    return [step for step in MIGRATIONS if version < step.to <= to]


def migrate(table: str, raw: Raw, version: int, to: int) -> Raw:
    """One stored document of schema *version* in schema *to*; `null` stays as it is."""
    steps = steps_between(version, to)
    document = msgspec.json.decode(raw) if steps else None
    if document is None:
        return raw
    for step in steps:
        document = step.change(table, document)
    return Raw(msgspec.json.encode(document))


def migrate_tables(tables: dict[str, dict[str, Raw]], version: int, to: int) -> None:
    """Bring every document of *tables* from schema *version* to schema *to*, in place."""
    if steps_between(version, to):
        for table, rows in tables.items():
            for key, raw in rows.items():
                rows[key] = migrate(table, raw, version, to)
