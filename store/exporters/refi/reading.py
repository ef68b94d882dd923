"""A REFI-QDA project read back, ours or another program's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.errors import FormatError
from store.exporters.assembly import Assembly, Extra, Placed, Shown
from store.exporters.base import Loaded, Unplaced
from store.exporters.foreign import foreign_id
from store.exporters.labels import PASSAGE
from store.exporters.markup import root_of
from store.exporters.refi.codes import CodesRead, plain_guid, read_codes
from store.exporters.refi.ends import Stretch, are_inclusive
from store.exporters.refi.notes import Notes, notes_of, whole_number
from store.exporters.refi.shapes import (
    QDE,
    RECORD,
    comment_guid,
    comments_of,
    guid,
    selection_guid,
    shown,
)
from store.exporters.zips import Folder, is_zip, unpacked
from store.importers.xml import child, field_of, local
from store.model import Annotation, Code, Codebook, Origin, Span, now

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXTS = ("TextSource", "Representation", "Transcript")
_NOT_KEPT = {
    "PictureSelection": "selections in pictures",
    "PDFSelection": "selections on PDF pages",
    "AudioSelection": "selections in sound",
    "VideoSelection": "selections in video",
    "TranscriptSelection": "selections by transcript times",
    "SyncPoint": "transcript times",
    "PictureSource": "pictures",
    "AudioSource": "sound recordings",
    "VideoSource": "videos",
    "Set": "sets",
    "Graph": "graphs",
    "Case": "cases",
    "VariableValue": "values of variables",
}


@dataclass(slots=True)
class Selection:
    """A stretch that a file marks, with what hangs on it; positions as in the file."""

    guid: str
    where: str
    start: int
    end: int
    name: str
    user: str
    created: str | None
    modified: str | None
    labels: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(slots=True)
class Source:
    """A text of the file; `base` is where it begins in its article."""

    guid: str
    name: str
    where: str
    text: str | None
    selections: list[Selection]
    lines: list[str]
    placed: Placed | None = None
    base: int = 0


def read(raw: bytes, name: str) -> Loaded:
    """The project in *raw*, a .qdpx or the project.qde alone. Raises FormatError."""
    return _Reading(raw, name).loaded()


class _Reading:
    """One project on its way in."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.folder: Folder | None = unpacked(raw, name) if is_zip(raw) else None
        where = name
        if self.folder is not None:
            found = [path for path in self.folder.names(".qde") if "/" not in path]
            if not found:
                raise FormatError(f"{name}: there is no {QDE} in it, so it is no REFI-QDA project.")
            raw, where = self.folder.read(found[0]), f"{name}#{found[0]}"
        self.where = where
        self.root = root_of(raw, where, "Project")
        self.into = Assembly(name)
        self.users = {
            plain_guid(user.get("guid")): " ".join((user.get("name") or "").split())
            for user in self.root.iter("{*}User")
        }
        self.notes: Notes = notes_of(self.root, self._content)
        self.sources: list[Source] = []
        self.records: dict[str, Annotation] = {}

    def loaded(self) -> Loaded:
        case = next(self.root.iter("{*}Case"), None)
        head = _record_in(case) if case is not None else ""
        if head:
            self.into.head(head.split("\n")[0], self.where)
        elements = [e for e in self.root.iter("{*}*") if local(e) in _TEXTS and not _part(e)]
        lines = {id(element): _record_in(element).split("\n") for element in elements}
        for element in elements:
            for line in filter(None, lines[id(element)][1:]):
                record = self.into.record(line, self.where)
                if record is not None:
                    self.records[record.id] = record
        codes = self._codes()
        self.sources = [self._source(element, lines[id(element)], codes) for element in elements]
        self._place()
        self._annotate()
        self._tell(bool(head))
        return self.into.loaded()

    def _codes(self) -> CodesRead:
        known = self.into.codebook
        if known is not None:
            used = {name for record in self.records.values() for name in record.codes}
            extra = used - {code.name for code in known.codes}
            known = Codebook(
                kinds=known.kinds, codes=(*known.codes, *(Code(name=one) for one in sorted(extra)))
            )
        book = child(self.root, "CodeBook")
        codes = read_codes(None if book is None else child(book, "Codes"), known)
        self.into.codes = codes.codes
        for words in codes.remarks:
            self.into.remark(self.where, f"{words}.")
        return codes

    def _source(self, element: _Element, lines: list[str], codes: CodesRead) -> Source:
        name = " ".join((element.get("name") or "unnamed text").split())
        where = f"{self.where}, line {element.sourceline}"
        text = self._content(element, where)
        if text is None:
            self.into.remark(where, f"the text of '{name}' is not in the file.")
        selections = [
            selection
            for one in element
            if local(one) == "PlainTextSelection"
            for selection in self._selection(one, codes)
        ]
        own = plain_guid(element.get("guid"))
        return Source(own, name, where, text, selections, [line for line in lines if line])

    def _content(self, element: _Element, where: str) -> str | None:
        """The plain text of a source or note, wherever it is."""
        content = child(element, "PlainTextContent")
        if content is not None:
            return content.text or ""
        path = element.get("plainTextPath") or ""
        if self.folder is None or not path:
            return None
        bare = path.removeprefix("internal://").removeprefix("relative://").lstrip("/")
        wanted = (f"sources/{bare}".lower(), bare.lower())
        for held in self.folder.infos:
            if held.lower() in wanted:
                return self.folder.text(held)
        return None

    def _selection(self, element: _Element, codes: CodesRead) -> Iterator[Selection]:
        where = f"{self.where}, line {element.sourceline}"
        start = whole_number(element.get("startPosition"))
        end = whole_number(element.get("endPosition"))
        if start is None or end is None:
            self.into.remark(where, "a selection without whole numbers for its ends was left out.")
            return
        made = Selection(
            guid=plain_guid(element.get("guid")),
            where=where,
            start=start,
            end=end,
            name=element.get("name") or "",
            user=plain_guid(element.get("creatingUser")),
            created=element.get("creationDateTime"),
            modified=element.get("modifiedDateTime"),
        )
        for coding in element.iter("{*}CodeRef"):
            target = plain_guid(coding.get("targetGUID"))
            if target in codes.labels:
                made.labels.append(codes.labels[target])
            elif target in codes.names:
                made.codes.append(codes.names[target])
            else:
                self.into.remark(where, "a code that the file does not define was left out.")
        made.note = self.notes.of(element, field_of(element, "Description"))
        yield made

    def _place(self) -> None:
        """Give every source its article; comments share that of their page."""
        homes: dict[str, tuple[Placed, int, str]] = {}
        for source in self.sources:
            if source.text is None or not source.lines:
                continue
            source.placed = self._article(source, source.lines[0])
            placed = source.placed
            if placed is None or placed.foreign is not None:
                continue
            for block in comments_of(placed.stored):
                words = placed.stored.text[block.start : block.end]
                homes[comment_guid(placed.id, block.id)] = (placed, block.start, words)
        for source in self.sources:
            if source.text is None or source.lines:
                continue
            home = homes.get(source.guid)
            if home is not None and home[2] == source.text:
                source.placed, source.base = home[0], home[1]
                continue
            if home is not None:
                self.into.remark(
                    source.where, "a comment's words were changed: it comes as a new article."
                )
            source.placed = self._article(source, None)

    def _article(self, source: Source, line: str | None) -> Placed | None:
        text = source.text or ""
        return self.into.article(text, source.where, line=line, name=source.name, title=source.name)

    def _annotate(self) -> None:
        inclusive = self._inclusive()
        parts = {
            selection_guid(record, nth): record
            for record in self.records.values()
            for nth in range(len(record.spans))
        }
        groups: dict[tuple[str, str], list[tuple[Source, Selection]]] = {}
        for source in self.sources:
            for nth, one in enumerate(source.selections):
                record = parts.get(one.guid)
                own = record.id if record is not None else one.guid or f"{source.guid}/{nth}"
                groups.setdefault((own, source.placed.id if source.placed else ""), []).append(
                    (source, one)
                )
        ids = {
            own: own if own in self.records else foreign_id("qdpx", own, article)
            for own, article in groups
        }
        links = self.notes.links(self.root, ids)
        for (own, _), members in groups.items():
            source = members[0][0]
            if source.placed is None:
                self._leave_unplaced(source, own, members[0][1], inclusive)
            else:
                self._one(own, members, links.get(own, ()), inclusive)
        left = set(self.records) - {own for own, _ in groups}
        for own in sorted(left):
            self.into.gone(self.records[own], self.where)

    def _inclusive(self) -> bool:
        if any(source.lines for source in self.sources):
            return False
        found = are_inclusive(
            Stretch(source.text, one.start, one.end, one.name)
            for source in self.sources
            if source.text is not None
            for one in source.selections
        )
        if found:
            self.into.remark(self.where, "its end positions were read as including the last one.")
        return found

    def _one(
        self,
        own: str,
        members: list[tuple[Source, Selection]],
        links: tuple[tuple[str, str], ...],
        inclusive: bool,
    ) -> None:
        source, first = members[0]
        assert source.placed is not None
        labels = list(dict.fromkeys(label for _, one in members for label in one.labels))
        codes = {code for _, one in members for code in one.codes}
        codes |= {label.lower() for label in labels[1:]}
        more = 1 if inclusive else 0
        spans = sorted((home.base + one.start, home.base + one.end + more) for home, one in members)
        seen = Shown(
            spans=tuple(spans),
            label=labels[0] if labels else "",
            codes=tuple(sorted(codes)),
            note="\n".join(one.note for _, one in members if one.note),
            links=tuple(sorted(links)),
        )
        self.into.annotate(
            source.placed,
            seen,
            first.where,
            seed=f"qdpx\x1f{own}",
            record=self.records.get(own),
            show=lambda record: shown(record, self.records),
            extra=Extra(
                creator=self.users.get(first.user, ""),
                created=first.created,
                modified=first.modified,
            ),
        )

    def _leave_unplaced(self, source: Source, own: str, one: Selection, inclusive: bool) -> None:
        words = "" if one.name.endswith(("…", "...")) else one.name
        end = one.end + (1 if inclusive else 0)
        if not 0 <= one.start < end:
            self.into.remark(one.where, "a selection without words was left out.")
            return
        moment = now()
        self.into.unplaced(
            Unplaced(
                annotation=Annotation(
                    id=foreign_id("qdpx", own),
                    article="",
                    kind=PASSAGE,
                    spans=(Span(start=one.start, end=end, exact=words),),
                    codes=tuple(dict.fromkeys((*one.labels, *one.codes))),
                    note=one.note,
                    creator=self.users.get(one.user) or "unknown",
                    created=moment,
                    modified=moment,
                    origin=Origin(by="person"),
                ),
                source=source.name,
                title=source.name,
            )
        )

    def _tell(self, ours: bool) -> None:
        counts: dict[str, int] = {}
        for element in self.root.iter("{*}*"):
            words = _NOT_KEPT.get(local(element))
            if words is not None:
                counts[words] = counts.get(words, 0) + 1
        if not ours:
            for words, count in counts.items():
                self.into.remark(self.where, f"{count} {words} are not kept.")
        for words in self.notes.left():
            self.into.remark(self.where, words)


def _part(element: _Element) -> bool:
    """Whether a text is but the words under a selection on a page."""
    parent = element.getparent()
    return parent is not None and local(parent) == "PDFSelection"


def _record_in(element: _Element) -> str:
    """The value of our variable in a source or a case; empty where it has none."""
    wanted = guid("variable", RECORD)
    for value in element:
        reference = child(value, "VariableRef") if local(value) == "VariableValue" else None
        if reference is not None and plain_guid(reference.get("targetGUID")) == wanted:
            return field_of(value, "TextValue") or ""
    return ""
