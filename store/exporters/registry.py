"""The formats there are, by name."""

from __future__ import annotations

from store.errors import NotFoundError
from store.exporters import canonical, lines, table, webannotation
from store.exporters.base import Format

FORMATS: tuple[Format, ...] = (canonical.FORMAT, lines.FORMAT, webannotation.FORMAT, table.FORMAT)


_SIGNS = ((b"www.w3.org/ns/anno", "webannotation"), (b"AnnotationCollection", "webannotation"))
_HEAD = 4000


def recognised(raw: bytes, name: str) -> Format:
    """The format of a file called *name* by what its beginning says, else by its ending."""
    head = raw[:_HEAD]
    for sign, format_name in _SIGNS:
        if sign in head:
            return format_named(format_name)
    fitting = [f for f in FORMATS if f.read is not None and name.lower().endswith(f.suffix)]
    return (fitting or [FORMATS[0]])[0]


def format_named(name: str) -> Format:
    """The format called *name*; NotFoundError names the known ones."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise NotFoundError(
        f"There is no format '{name}'; there are: {', '.join(known.name for known in FORMATS)}."
    )
