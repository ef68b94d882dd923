"""The lines of a .ann file, taken apart; what brat shows of an annotation.

Offsets count code points, the end exclusive. A stretch over several lines is several fragments, as
brat itself writes it; the words beside the offsets are on one line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field

from store.exporters.assembly import Shown
from store.exporters.labels import tag_of
from store.model import Annotation

RECORD = "Postil"
NOTE = "AnnotatorNotes"
CODES = "Codes"
LINES = "brat"
"""The attribute that keeps the lines of an annotation that came from brat, each after the number
of its place in the file, so that they go back as they came."""

_NO_NAME = re.compile(r"[^a-zA-Z0-9_-]+")
_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its id, what it is, the ids it names, what stands after the last tab."""

    number: int
    raw: str
    id: str
    type: str
    names: tuple[tuple[str, str], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    value: str = ""

    @property
    def targets(self) -> tuple[str, ...]:
        """The ids it names, in order."""
        return tuple(target for _, target in self.names)


@dataclass(slots=True)
class Parsed:
    """A .ann file: its lines by kind, and those that are none."""

    stretches: dict[str, Line] = field(default_factory=dict)
    others: list[Line] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def name_of(words: str) -> str:
    """*words* as brat takes a name: letters of ASCII, digits, `_` and `-`."""
    return _NO_NAME.sub("_", words).strip("_") or "unnamed"


def one_line(words: str) -> str:
    """*words* with a blank, one for one, for what would end a line or a field."""
    return _BREAKS.sub(" ", words)


def fragments(annotation: Annotation) -> tuple[tuple[int, int], ...]:
    """The spans, cut at the ends of lines."""
    found: list[tuple[int, int]] = []
    for span in annotation.spans:
        pieces = []
        at = span.start
        for piece in span.exact.split("\n"):
            if piece:
                pieces.append((at, at + len(piece)))
            at += len(piece) + 1
        found += pieces or [(span.start, span.end)]
    return tuple(found)


def shown(annotation: Annotation, held: Container[str]) -> Shown:
    """What brat shows of an annotation; *held* are the ids of those in the same file."""
    links = {
        (name_of(link.type), link.to)
        for link in annotation.links
        if link.to in held and link.to != annotation.id
    }
    return Shown(
        spans=fragments(annotation),
        label=name_of(tag_of(annotation)),
        codes=tuple(codes_from(codes_line(annotation.codes))),
        note=one_line(annotation.note).strip(),
        links=tuple(sorted(links)),
    )


def codes_line(codes: tuple[str, ...]) -> str:
    """Codes on one line."""
    return "; ".join(map(one_line, codes)).strip()


def codes_from(line: str) -> list[str]:
    """The codes on a line, each once, sorted."""
    return sorted({part.strip() for part in line.split(";")} - {""})


def parsed(text: str) -> Parsed:
    """The lines of a .ann file; what can't be read is named by its line, from 1."""
    found = Parsed()
    for number, ended in enumerate(text.split("\n"), 1):
        raw = ended.removesuffix("\r")
        if not raw.strip():
            continue
        try:
            line = _line(number, raw)
        except ValueError as error:
            found.faults.append((number, str(error)))
            continue
        if line.id.startswith("T"):
            if line.id in found.stretches:
                found.faults.append((number, f"{line.id} is there twice"))
                continue
            found.stretches[line.id] = line
        else:
            found.others.append(line)
    return found


@dataclass(frozen=True, slots=True)
class Owners:
    """The stretch that a line is about, by the line's number, and by its id. Lines that name what
    is not there, or what such a line would be, are about none.
    """

    by_line: dict[int, str]
    by_id: dict[str, str]


def owners_in(read: Parsed) -> Owners:
    """What each line of a file is about."""
    loose = {line.number for line in read.others} - _owners(read, set()).by_line.keys()
    return _owners(read, _lost(read, loose))


def _owners(read: Parsed, left: set[int]) -> Owners:
    """What each line is about by what it names first, but those that are *left* out."""
    found = Owners({}, {key: key for key in read.stretches})
    about: dict[str, list[Line]] = {}
    for line in read.others:
        if line.targets and line.number not in left:
            about.setdefault(line.targets[0], []).append(line)
    known = list(read.stretches)
    while known:
        one = known.pop()
        for line in about.pop(one, ()):
            found.by_line[line.number] = found.by_id[one]
            if line.id not in found.by_id:
                found.by_id[line.id] = found.by_id[one]
                known.append(line.id)
    return found


def _lost(read: Parsed, loose: set[int]) -> set[int]:
    """The lines that name what is not there, those that are *loose* being no more."""
    found = set(loose)
    kept = [line.id for line in read.others if line.number not in loose]
    held = Counter([*read.stretches, *kept])
    naming: dict[str, list[Line]] = {}
    for line in read.others:
        for target in line.targets:
            naming.setdefault(target, []).append(line)
    gone = [target for target in naming if not held[target]]
    while gone:
        for line in naming.get(gone.pop(), ()):
            if line.number in found:
                continue
            found.add(line.number)
            held[line.id] -= 1
            if not held[line.id]:
                gone.append(line.id)
    return found


def _line(number: int, raw: str) -> Line:
    """One line taken apart. Raises ValueError with what is wrong."""
    parts = raw.split("\t", 2)
    if len(parts) < 2 or not parts[0]:
        raise ValueError("it has no tab after its id")
    identity, middle, value = parts[0], parts[1], parts[2] if len(parts) > 2 else ""
    head, _, rest = middle.partition(" ")
    if not head:
        raise ValueError("it does not say what it is")
    match identity[0]:
        case "T":
            return Line(number, raw, identity, head, spans=_spans(rest), value=value)
        case "E" | "R":
            kind, _, trigger = head.partition(":")
            if not kind:
                raise ValueError("it does not say what it is")
            names = [("", trigger)] if identity[0] == "E" else []
            for part in rest.split():
                role, colon, target = part.partition(":")
                if not colon:
                    raise ValueError(f"'{part[:40]}' is no role with an id")
                names.append((role, target))
            return Line(number, raw, identity, kind, tuple(names), value=value)
        case "*":
            return Line(number, raw, identity, head, tuple(("", one) for one in rest.split()))
        case "A" | "M" | "N" | "#":
            target, _, more = rest.partition(" ")
            if not target:
                raise ValueError("it names no annotation")
            extra = more if identity[0] in "AM" else f"{more}\t{value}" if more else value
            return Line(number, raw, identity, head, (("", target),), value=extra)
        case _:
            raise ValueError(f"'{identity[:20]}' is no id of brat")


def _spans(words: str) -> tuple[tuple[int, int], ...]:
    spans = []
    for part in words.split(";"):
        ends = part.split()
        if len(ends) != 2 or not all(one.isascii() and one.isdigit() for one in ends):
            raise ValueError(f"'{part[:40]}' are no two offsets")
        if max(map(len, ends)) > _MOST:
            raise ValueError("its offsets are outside any text")
        spans.append((int(ends[0]), int(ends[1])))
    return tuple(spans)
