"""A brat collection read back, ours or another's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from store.errors import FormatError
from store.exporters.assembly import Assembly, Extra, Placed, Shown
from store.exporters.base import Loaded
from store.exporters.brat.keeping import lines_of, numbered
from store.exporters.brat.lines import (
    CODES,
    LINES,
    NOTE,
    RECORD,
    Line,
    Parsed,
    codes_from,
    one_line,
    parsed,
    shown,
)
from store.exporters.brat.writing import SIDE
from store.exporters.labels import meaning_of
from store.exporters.zips import Folder, is_zip, unpacked
from store.model import DEFAULT_CODEBOOK, Annotation, AttributeValue

_SIDE_FIELDS = 3


@dataclass(slots=True)
class Side:
    """Our records beside the standoff, by the name of the file, or of file and stretch."""

    articles: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """A stretch with all that hangs on it."""

    line: Line
    lines: list[Line]
    record: Annotation | None = None
    notes: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


def read(raw: bytes, name: str) -> Loaded:
    """The collection in the zip *raw*. Raises FormatError."""
    if not is_zip(raw):
        raise FormatError(
            f"{name}: brat's files come as a zip of .txt and .ann pairs; put both into one."
        )
    folder = unpacked(raw, name)
    found = folder.names(".ann")
    if not found and not folder.names(SIDE):
        raise FormatError(f"{name}: there is no .ann file in it, so it is no brat collection.")
    into = Assembly(name)
    side = _side(folder, into)
    for path in found:
        _document(folder, path, into, side)
    return into.loaded()


def _side(folder: Folder, into: Assembly) -> Side:
    side = Side()
    path = next((one for one in folder.names(SIDE) if one.rpartition("/")[2] == SIDE), None)
    if path is None:
        return side
    where = f"{folder.name}#{path}"
    for line in folder.text(path).split("\n"):
        parts = line.split("\t", 2)
        match parts:
            case ["library", _, record]:
                into.head(record, where)
            case ["article", stem, record]:
                side.articles[stem] = record
            case ["annotation", stem, record]:
                side.annotations[stem] = record
            case [""]:
                pass
            case _:
                into.remark(where, "a line of it is damaged and was left out.")
    return side


def _document(folder: Folder, path: str, into: Assembly, side: Side) -> None:
    where = f"{folder.name}#{path}"
    base = path[: -len(".ann")]
    stem = base.rpartition("/")[2]
    beside = next((p for p in folder.infos if p.lower() == f"{base}.txt".lower()), None)
    if beside is None:
        into.remark(where, f"there is no {stem}.txt beside it; its annotations were left out.")
        return
    text = folder.text(beside)
    placed = into.article(text, where, line=side.articles.get(stem), name=f"{stem}.txt")
    if placed is not None:
        _Document(into, where, parsed(folder.text(path))).annotate(placed, text, stem, side)


class _Document:
    """One .ann file on its way in."""

    def __init__(self, into: Assembly, where: str, read_in: Parsed) -> None:
        self.into = into
        self.where = where
        self.found = {one.id: Found(one, [one]) for one in read_in.stretches.values()}
        self.homes: dict[str, str] = {key: key for key in self.found}
        for number, words in read_in.faults:
            self.into.remark(self.at(number), f"it was left out: {words}.")
        owners = self._owners(read_in.others)
        for line in read_in.others:
            if line.number in owners:
                self._hang(line, self.found[owners[line.number]])

    def at(self, number: int) -> str:
        return f"{self.where}, line {number}"

    def annotate(self, placed: Placed, text: str, stem: str, side: Side) -> None:
        """Add an annotation for each stretch."""
        for key, one in self.found.items():
            if one.record is None:
                line = side.annotations.get(f"{stem}/{key}")
                one.record = self.into.record(line, self.at(one.line.number))
        ids = {
            key: self.into.id_of(placed, f"brat\x1f{key}", one.record)
            for key, one in self.found.items()
        }
        held = set(ids.values())
        for key, one in self.found.items():
            at = self.at(one.line.number)
            if not _fits(one.line, text):
                self.into.remark(at, "its words are not those at its offsets, which were taken.")
            links = {(kind, ids[to]) for kind, to in one.links if to in ids and to != key}
            seen = Shown(
                spans=one.line.spans,
                label=one.line.type,
                codes=tuple(sorted(set(one.codes))),
                note="\n".join(one.notes),
                links=tuple(sorted(links)),
            )
            attributes = one.attributes
            if one.record is None:
                attributes = {**attributes, LINES: numbered(one.lines)}
            self.into.annotate(
                placed,
                seen,
                at,
                seed=f"brat\x1f{key}",
                record=one.record,
                show=partial(_told, one=one, seen=seen, held=held),
                extra=Extra(attributes=attributes, tags=tuple(one.tags)),
            )

    def _owners(self, others: list[Line]) -> dict[int, str]:
        """The stretch that each other line belongs to, by the line's number."""
        owners: dict[int, str] = {}
        waiting = others
        while waiting:
            left = []
            for line in waiting:
                home = self.homes.get(line.targets[0]) if line.targets else None
                if home is None:
                    left.append(line)
                    continue
                owners[line.number] = home
                self.homes.setdefault(line.id, home)
            if len(left) == len(waiting):
                break
            waiting = left
        for line in others:
            if line.number not in owners:
                self.into.remark(
                    self.at(line.number), "it was left out: it belongs to nothing there is."
                )
        return owners

    def _hang(self, line: Line, owner: Found) -> None:
        """Put a line's meaning on the stretch it belongs to."""
        if line.id.startswith("#") and line.type == RECORD:
            owner.record = self.into.record(line.value, self.at(line.number))
            return
        owner.lines.append(line)
        match line.id[0]:
            case "E" | "R" | "*":
                for role, target in line.names[1:]:
                    kind = role if line.id[0] == "E" else line.type
                    owner.links.append((kind, self.homes.get(target, "")))
            case "A" | "M":
                _attribute(line, owner)
            case "N":
                reference, _, _ = line.value.partition("\t")
                if owner.line.id == line.targets[0]:
                    owner.attributes["link"] = reference.removeprefix("Wikidata:")
            case _:
                _note(line, owner)


def _told(record: Annotation, one: Found, seen: Shown, held: set[str]) -> Shown:
    """What the file showed of a record: its own lines, where it keeps them."""
    own = lines_of(record)
    if own:
        same = sorted(raw for _, raw in own) == sorted(line.raw for line in one.lines)
        return seen if same else Shown(spans=(), label="")
    return shown(record, held)


def _note(line: Line, owner: Found) -> None:
    if line.type == CODES:
        owner.codes += codes_from(line.value)
    else:
        owner.notes.append(line.value if line.type == NOTE else f"{line.type}: {line.value}")


def _attribute(line: Line, owner: Found) -> None:
    """An attribute that the kind has becomes it, any other a tag."""
    kind = meaning_of(owner.line.type).kind
    for known in DEFAULT_CODEBOOK.kinds:
        for attribute in known.attributes if known.name == kind else ():
            if attribute.name == line.type.lower() and line.value in attribute.choices:
                owner.attributes[attribute.name] = line.value
                return
    owner.tags.append(f"{line.type}: {line.value}" if line.value else line.type)


def _fits(line: Line, text: str) -> bool:
    words = " ".join(one_line(text[start:end]) for start, end in line.spans)
    return words == one_line(line.value)
