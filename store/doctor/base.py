"""What a check is given and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from store.entries import Tables
from store.model import Annotation, Article, Record
from store.recovery import State
from store.table_names import ANNOTATIONS, ARTICLES


class Finding(Record, frozen=True, kw_only=True):
    """One thing a check found: a fault, or a warning about something that may become one.

    `where` is a file, or the id of a record; `repair` names what `--repair` does about it.
    """

    check: str
    level: Literal["fault", "warning"]
    where: str
    problem: str
    repair: str | None = None


class Subject(NamedTuple):
    """The library under examination, as its files tell it."""

    folder: Path
    state: State

    @property
    def tables(self) -> Tables:
        """The documents by table and doc_id."""
        return self.state.tables

    def articles(self) -> Iterator[tuple[str, Article]]:
        """Every article that can be read, with its doc_id."""
        for key, raw in self.tables.get(ARTICLES, {}).items():
            try:
                yield key, msgspec.json.decode(raw, type=Article)
            except (msgspec.MsgspecError, ValueError):
                continue

    def annotations(self) -> Iterator[tuple[str, Annotation]]:
        """Every annotation that can be read, with its doc_id."""
        for key, raw in self.tables.get(ANNOTATIONS, {}).items():
            try:
                yield key, msgspec.json.decode(raw, type=Annotation)
            except (msgspec.MsgspecError, ValueError):
                continue


class Check(NamedTuple):
    """A named check; `says` is what holds where it finds nothing."""

    name: str
    says: str
    find: Callable[[Subject], Iterator[Finding]]
