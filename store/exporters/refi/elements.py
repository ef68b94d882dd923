"""A REFI-QDA project taken apart: its texts, what they are marked with, and what hangs on that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.errors import FormatError
from store.exporters.assembly import Assembly, Placed
from store.exporters.markup import root_of
from store.exporters.refi.codes import CodesRead, plain_guid
from store.exporters.refi.notes import Notes, notes_of, whole_number
from store.exporters.refi.readings import FileText
from store.exporters.refi.shapes import QDE, RECORD, guid
from store.exporters.zips import Folder, is_zip, unpacked
from store.importers.xml import child, field_of, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS = ("TextSource", "Representation", "Transcript")


@dataclass(slots=True)
class Selection:
    """A stretch that a file marks, with what hangs on it; positions as in the file, None for the
    whole text.
    """

    guid: str
    where: str
    ends: tuple[int, int] | None
    name: str
    user: str
    created: str | None
    modified: str | None
    labels: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    description: str = ""
    note: str = ""


@dataclass(slots=True)
class Source:
    """A text of the file with our records of it; `base` is where it begins in its article."""

    guid: str
    name: str
    where: str
    text: FileText | None
    selections: list[Selection]
    lines: list[str]
    placed: Placed | None = None
    base: int = 0


class ProjectFile:
    """A .qdpx, or a project.qde alone."""

    def __init__(self, raw: bytes, name: str, into: Assembly) -> None:
        """Open what a file called *name* holds; raises FormatError."""
        self.folder: Folder | None = unpacked(raw, name) if is_zip(raw) else None
        self.into = into
        self.where = name
        self.home = ""
        if self.folder is not None:
            found = sorted(self.folder.names(".qde"), key=lambda path: (path.count("/"), path))
            if not found:
                raise FormatError(f"{name}: there is no {QDE} in it, so it is no REFI-QDA project.")
            raw, self.where = self.folder.read(found[0]), f"{name}#{found[0]}"
            self.home = found[0][: found[0].rfind("/") + 1]
        self.root = root_of(raw, self.where, "Project")
        self.users = {
            plain_guid(user.get("guid")): " ".join((user.get("name") or "").split())
            for user in self.root.iter("{*}User")
        }
        self.variables = {
            plain_guid(variable.get("guid")): variable.get("name") or ""
            for variable in self.root.iter("{*}Variable")
        } | {guid("variable", RECORD): RECORD}
        self.notes: Notes = notes_of(self.root, self._content)

    def head(self) -> str:
        """Our record of the library; empty where there is none."""
        cases = map(self.record_in, self.root.iter("{*}Case"))
        return next((line for line in cases if line), "").split("\n")[0]

    def record_in(self, element: _Element) -> str:
        """The value of our variable in a source or a case; empty where it has none."""
        for value in element:
            reference = child(value, "VariableRef") if local(value) == "VariableValue" else None
            if reference is None:
                continue
            if self.variables.get(plain_guid(reference.get("targetGUID"))) == RECORD:
                return field_of(value, "TextValue") or ""
        return ""

    def texts(self) -> list[_Element]:
        """The elements that have a text of their own to be marked."""
        return [e for e in self.root.iter("{*}*") if local(e) in _TEXTS and not _is_part(e)]

    def source(self, element: _Element, codes: CodesRead) -> Source:
        """One of the texts, with its selections."""
        name = " ".join((element.get("name") or "unnamed text").split())
        where = f"{self.where}, line {element.sourceline}"
        text = self._content(element, where)
        if text is None:
            self.into.remark(where, f"the text of '{name}' is not in the file")
        found = [
            selection
            for one in element
            if local(one) == "PlainTextSelection"
            for selection in self._selection(one, codes)
        ]
        found += self._whole(element, codes)
        lines = [line for line in self.record_in(element).split("\n") if line]
        own = plain_guid(element.get("guid"))
        return Source(own, name, where, FileText(text) if text is not None else None, found, lines)

    def _content(self, element: _Element, where: str) -> str | None:
        """The plain text of a source or note, wherever it is."""
        content = child(element, "PlainTextContent")
        if content is not None:
            return content.text or ""
        path = element.get("plainTextPath") or ""
        if self.folder is None or not path:
            return None
        bare = path.removeprefix("internal://").removeprefix("relative://").lstrip("/").lower()
        wanted = {f"{self.home.lower()}{folder}{bare}" for folder in ("sources/", "")}
        for held in self.folder.infos:
            if held.lower() in wanted:
                try:
                    return self.folder.text(held)
                except FormatError as error:
                    self.into.remark(where, error.message)
                    return None
        return None

    def _selection(self, element: _Element, codes: CodesRead) -> Iterator[Selection]:
        where = f"{self.where}, line {element.sourceline}"
        start = whole_number(element.get("startPosition"))
        end = whole_number(element.get("endPosition"))
        if start is None or end is None:
            self.into.remark(where, "a selection without whole numbers for its ends was left out")
            return
        made = self._made(element, where, (start, end))
        self._hang(made, [one for one in element if local(one) == "Coding"], codes)
        made.description = field_of(element, "Description") or ""
        made.note = self.notes.of(element, None)
        yield made

    def _whole(self, element: _Element, codes: CodesRead) -> Iterator[Selection]:
        """What hangs on a whole text, as on a selection of all of it."""
        codings = [one for one in element if local(one) == "Coding"]
        note = self.notes.of(element, field_of(element, "Description"))
        if codings or note:
            made = self._made(element, f"{self.where}, line {element.sourceline}", None)
            made.guid = f"{made.guid} whole"
            made.note = note
            self._hang(made, codings, codes)
            yield made

    def _made(self, element: _Element, where: str, ends: tuple[int, int] | None) -> Selection:
        return Selection(
            guid=plain_guid(element.get("guid")),
            where=where,
            ends=ends,
            name=element.get("name") or "",
            user=plain_guid(element.get("creatingUser")),
            created=element.get("creationDateTime"),
            modified=element.get("modifiedDateTime"),
        )

    def _hang(self, made: Selection, codings: list[_Element], codes: CodesRead) -> None:
        for reference in (one for coding in codings for one in coding.iter("{*}CodeRef")):
            target = plain_guid(reference.get("targetGUID"))
            if target in codes.labels:
                made.labels.append(codes.labels[target])
            elif target in codes.names:
                made.codes.append(codes.names[target])
            else:
                self.into.remark(made.where, "a code that the file does not define was left out")


def _is_part(element: _Element) -> bool:
    """Whether a text is but the words under a selection on a page."""
    parent = element.getparent()
    return parent is not None and local(parent) == "PDFSelection"
