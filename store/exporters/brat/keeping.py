"""Lines that came from brat and still hold: they go back as they came, each in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.exporters.brat.lines import LINES, Line, owners_in, parsed
from store.model import Annotation


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines by their place, and the stretch that each annotation is."""

    lines: tuple[str, ...]
    ids: dict[str, str]


def numbered(lines: Iterable[Line]) -> list[str]:
    """*lines* as the attribute keeps them."""
    return [f"{line.number:06} {line.raw}" for line in sorted(lines, key=lambda one: one.number)]


def lines_of(annotation: Annotation) -> list[tuple[int, str]]:
    """The lines that an annotation came with, if nobody changed it since."""
    held = annotation.attributes.get(LINES)
    if annotation.revision != 1 or annotation.modified != annotation.created:
        return []
    found = []
    for entry in held if isinstance(held, list) else ():
        number, _, raw = str(entry).partition(" ")
        if not (number.isascii() and number.isdigit()) or "\n" in raw:
            return []
        found.append((int(number), raw))
    return found


def kept_of(annotations: Iterable[Annotation]) -> Kept:
    """The lines of *annotations* that name nothing that is gone."""
    lines: dict[int, tuple[str, str]] = {}
    for annotation in annotations:
        own = lines_of(annotation)
        if {number for number, _ in own} & lines.keys():  # two files, or a copy: made anew
            continue
        lines |= {number: (raw, annotation.id) for number, raw in own}
    ordered = [lines[number] for number in sorted(lines)]
    read = parsed("\n".join(raw for raw, _ in ordered))
    ids = {ordered[one.number - 1][1]: one.id for one in read.stretches.values()}
    left = {line.number for line in read.others} - owners_in(read).by_line.keys()
    left |= {number for number, _ in read.faults}
    whole = (raw for number, (raw, _) in enumerate(ordered, 1) if number not in left)
    return Kept(tuple(whole), ids)
