"""A brat collection read back, ours or another's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError
from store.exporters.assembly import ANNOTATOR, Assembly, Extra, Placed, Shown
from store.exporters.base import Loaded, Unplaced
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
    owners_in,
    parsed,
    shown,
)
from store.exporters.brat.writing import SIDE
from store.exporters.foreign import foreign_id
from store.exporters.labels import meaning_of
from store.exporters.zips import Folder, is_zip, unpacked, utf8
from store.model import Annotation, AttributeValue, Span, now
from store.wording import counted


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
    """The collection in the zip *raw*, or one .ann file whose text the library may have. Raises
    FormatError.
    """
    if not is_zip(raw):
        into = Assembly(name)
        stem = name.rpartition("/")[2].rpartition(".")[0]
        if _Document(into, name, parsed(utf8(raw, name))).leave_unplaced(stem) == 0:
            raise FormatError(
                f"{name}: it has no stretch, a line of T1, a type with two offsets, and words. "
                "A whole collection comes as a zip of .txt and .ann pairs."
            )
        return into.loaded()
    folder = unpacked(raw, name)
    found = folder.names(".ann")
    if not found and not folder.names(SIDE):
        raise FormatError(f"{name}: there is no .ann file in it, so it is no brat collection.")
    into = Assembly(name)
    side = _side(folder, into)
    for path in found:
        try:
            _document(folder, path, into, side)
        except FormatError as error:
            into.remark(f"{name}#{path}", f"it was left out: {error.message}")
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
        into.remark(where, f"there is no {stem}.txt beside it")
        _Document(into, where, parsed(folder.text(path))).leave_unplaced(stem)
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
        owners = owners_in(read_in)
        self.homes = owners.by_id
        for number, words in read_in.faults:
            self.into.remark(self.at(number), f"it was left out: {words}")
        for line in read_in.others:
            if line.number in owners.by_line:
                self._hang(line, self.found[owners.by_line[line.number]])
            else:
                self.into.remark(
                    self.at(line.number), "it was left out: it names what is not there"
                )

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
            if _within(one.line, text) and not _fits(one.line, text):
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

    def leave_unplaced(self, stem: str) -> int:
        """Keep the stretches, whose text is not there, to be found in the library's articles.
        Returns how many there are.
        """
        for key, one in self.found.items():
            meaning = meaning_of(one.line.type)
            moment = now()
            annotation = Annotation(
                id=foreign_id("brat", stem, key),
                article="",
                kind=meaning.kind,
                spans=tuple(_pieces(one.line)),
                codes=tuple(dict.fromkeys((*meaning.codes, *one.codes))),
                attributes={**meaning.attributes, **one.attributes},
                note="\n".join(one.notes),
                tags=tuple(one.tags),
                creator=ANNOTATOR,
                created=moment,
                modified=moment,
            )
            self.into.unplaced(Unplaced(annotation=annotation, source=f"{stem}.txt", title=stem))
        linked = sum(bool(one.links) for one in self.found.values())
        if linked:
            self.into.remark(self.where, f"not kept: the relations of {counted(linked, 'stretch')}")
        return len(self.found)

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


def _pieces(line: Line) -> Iterator[Span]:
    """The fragments of a stretch, each with its share of the words beside it, if they fit."""
    fits = len(line.value) == sum(end - start + 1 for start, end in line.spans) - 1
    at = 0
    for start, end in sorted(line.spans):
        words = line.value[at : at + end - start] if fits else ""
        yield Span(start=start, end=end, exact=words)
        at += end - start + 1


def _within(line: Line, text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in line.spans)


def _fits(line: Line, text: str) -> bool:
    words = " ".join(one_line(text[start:end]) for start, end in line.spans)
    return words == one_line(line.value)
