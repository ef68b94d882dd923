"""The formats there are, by name."""

from __future__ import annotations

from store.errors import NotFoundError
from store.exporters import canonical, lines
from store.exporters.base import Format

FORMATS: tuple[Format, ...] = (canonical.FORMAT, lines.FORMAT)


def format_named(name: str) -> Format:
    """The format called *name*; NotFoundError names the known ones."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise NotFoundError(
        f"There is no format '{name}'; there are: {', '.join(known.name for known in FORMATS)}."
    )
