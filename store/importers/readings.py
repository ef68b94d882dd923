"""What reading a source gives: articles, and beside them what could not be read and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from store.importers.base import Origin
from store.importers.limits import Budget
from store.model import Imported


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a source (`archive.zip#page.html`) that can't be read; the others still are."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should hear about a source that was read: nothing failed."""

    message: str


@dataclass(frozen=True, slots=True)
class Same:
    """A part whose very bytes the library has already: it was not read again."""

    name: str
    sha256: str


Reading = Imported | Problem | Notice | Same


@dataclass(frozen=True, slots=True)
class Context:
    """How to read: a password, a field map for tables, what is there already, what is left.

    With *repair* an article whose text was misread before it came gives a repaired one, too.
    *known* are the SHA-256 sums of the sources that the library holds. *budget* is shared by all
    parts of one source; *depth* counts the archives around a part.
    """

    password: str | None = None
    repair: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()
    budget: Budget = field(default_factory=Budget)
    depth: int = 0

    def fresh(self) -> Context:
        """The same for the next source, with nothing used up."""
        return replace(self, budget=Budget(), depth=0)

    def inside(self) -> Context:
        """The same for the parts of an archive."""
        return replace(self, depth=self.depth + 1)


class Collection(Protocol):
    """Turns bytes of one format into many articles, or into one that needs more to be said.

    Each article's own source bytes are those of its record, so that it can be read again alone;
    its source's name is that of the whole, `#`, and the record's.
    """

    name: str
    version: int
    suffixes: tuple[str, ...]

    def read_all(self, raw: bytes, origin: Origin, context: Context) -> Iterator[Reading]:
        """The articles in *raw*, one after the other. Raises InputError where none can be read."""
        ...
