"""A REFI-QDA project read back, ours or another program's."""

from __future__ import annotations

from collections.abc import Iterable

from store.exporters.assembly import ANNOTATOR, Assembly, Extra, Placed, Shown
from store.exporters.base import Loaded, Unplaced
from store.exporters.foreign import foreign_id
from store.exporters.labels import meaning_of, word_for
from store.exporters.refi.codes import CodesRead, read_codes
from store.exporters.refi.elements import ProjectFile, Selection, Source
from store.exporters.refi.readings import FileText, Reading, Stretch, reading_of
from store.exporters.refi.shapes import (
    attributes_in,
    comment_guid,
    comment_name,
    comments_of,
    described,
    selection_guid,
    shown,
)
from store.exporters.refi.telling import not_kept
from store.exporters.times import moment
from store.importers.xml import child
from store.model import Annotation, Code, Codebook, Span, now


def read(raw: bytes, name: str) -> Loaded:
    """The project in *raw*, a .qdpx or the project.qde alone. Raises FormatError."""
    return _Reading(raw, name).loaded()


class _Reading:
    """One project on its way in."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.into = Assembly(name)
        self.project = ProjectFile(raw, name, self.into)
        self.where = self.project.where
        self.sources: list[Source] = []
        self.records: dict[str, Annotation] = {}
        self.reading = Reading()

    def loaded(self) -> Loaded:
        head = self.project.head()
        if head:
            self.into.head(head, self.where)
        elements = self.project.texts()
        for element in elements:
            for line in filter(None, self.project.record_in(element).split("\n")[1:]):
                record = self.into.record(line, self.where)
                if record is not None:
                    self.records[record.id] = record
        codes = self._codes()
        self.sources = [self.project.source(element, codes) for element in elements]
        self._place()
        self._count()
        self._annotate()
        for words in not_kept(self.project):
            self.into.remark(self.where, words)
        return self.into.loaded()

    def _codes(self) -> CodesRead:
        known = self.into.codebook
        if known is not None:
            used = {name for record in self.records.values() for name in record.codes}
            extra = used - {code.name for code in known.codes}
            known = Codebook(
                kinds=known.kinds, codes=(*known.codes, *(Code(name=one) for one in sorted(extra)))
            )
        book = child(self.project.root, "CodeBook")
        above = None if book is None else child(book, "Codes")
        codes = read_codes(above, known, self.project.notes)
        self.into.codes = codes.codes
        for words in codes.remarks:
            self.into.remark(self.where, words)
        return codes

    def _place(self) -> None:
        """Give every source its article; comments share that of their page."""
        homes: dict[str, tuple[Placed, int]] = {}
        ours: list[Placed] = []
        for source in self.sources:
            if source.text is None or not source.lines:
                continue
            self._article(source, source.lines[0])
            placed = source.placed
            if placed is None:
                continue
            ours.append(placed)
            for block in comments_of(placed.stored):
                homes[comment_guid(placed.id, block.id)] = placed, block.start
        for source in self.sources:
            if source.text is None or source.lines:
                continue
            home = homes.get(source.guid)
            if home is None or not home[0].stored.text.startswith(source.text.flat, home[1]):
                home = _found_again(source, ours)
            if home is not None:
                source.placed, source.base = home
                continue
            if source.guid in homes:
                words = "a comment's words were changed: it comes as a new article"
                self.into.remark(source.where, words)
            self._article(source, None)

    def _article(self, source: Source, line: str | None) -> None:
        """Give *source* its article, in whose text its positions are from now on."""
        raw = source.text.raw if source.text is not None else ""
        name = source.name
        placed = self.into.article(raw, source.where, line=line, name=name, title=name)
        if placed is not None:
            source.placed = Placed(placed.stored)
            source.text = FileText(raw, as_it_is=placed.foreign is None)

    def _count(self) -> None:
        """Find out how the file counts positions, unless it is as we wrote it."""
        ours = any(source.lines for source in self.sources)
        self.reading = reading_of(
            Stretch(source.text, *one.ends, "" if ours else one.name)
            for source in self.sources
            if source.text is not None and not (ours and not source.text.dropped)
            for one in source.selections
            if one.ends is not None
        )
        if ours:
            self.reading = Reading(flat=self.reading.flat)
        if words := self.reading.words():
            self.into.remark(self.where, f"its positions were read {words}")

    def _spans(self, members: Iterable[tuple[Source, Selection]]) -> tuple[tuple[int, int], ...]:
        """Where the parts of an annotation stand in its article."""
        found = []
        for source, one in members:
            if source.text is None:
                continue
            span = (0, len(source.text.flat))
            if one.ends is not None:
                span = self.reading.span(source.text, *one.ends)
            found.append((source.base + span[0], source.base + span[1]))
        return tuple(sorted(found))

    def _annotate(self) -> None:
        parts = {
            selection_guid(record, nth): record.id
            for record in self.records.values()
            for nth in range(len(record.spans))
        }
        places = self._places(parts)
        groups: dict[tuple[str, str], list[tuple[Source, Selection]]] = {}
        for source in self.sources:
            home = source.placed.id if source.placed else ""
            for nth, one in enumerate(source.selections):
                here = (home, self._spans([(source, one)]), *one.labels[:1])
                own = parts.get(one.guid) or places.get(here)
                own = own or one.guid or f"{source.guid}/{nth}"
                groups.setdefault((own, home), []).append((source, one))
        ids: dict[str, str] = {}
        for own, home in groups:
            ids[own] = own if own in self.records else foreign_id(f"qdpx\x1f{own}", home)
        aliases = {one.guid: ids[own] for (own, _), ones in groups.items() for _, one in ones}
        links = self.project.notes.links(self.project.root, aliases)
        for (own, _), members in groups.items():
            found = {
                key: note
                for guid in dict.fromkeys(one.guid for _, one in members)
                for key, note in links.get(guid, {}).items()
            }
            if members[0][0].placed is None:
                self._leave_unplaced(own, members)
            else:
                self._one(own, members, found)
        for own in sorted(set(self.records) - {own for own, _ in groups}):
            self.into.gone(self.records[own], self.where)

    def _places(self, parts: dict[str, str]) -> dict[tuple[object, ...], str]:
        """Where our annotations stood whose selections another program gave new GUIDs."""
        held = {one.guid for source in self.sources for one in source.selections}
        there = {own for guid, own in parts.items() if guid in held}
        return {
            (record.article, ((span.start, span.end),), *_label(record, self.records)): record.id
            for record in self.records.values()
            if record.id not in there
            for span in record.spans
        }

    def _one(
        self,
        own: str,
        members: list[tuple[Source, Selection]],
        links: dict[tuple[str, str], str],
    ) -> None:
        source, first = members[0]
        assert source.placed is not None
        selections = [one for _, one in members]
        label, codes = _labelled(selections)
        record = self.records.get(own)
        attributes = None
        if record is None:
            kind = meaning_of(label, self.into.kinds).kind
            attributes = attributes_in(first.description, kind) if first.description else None
        seen = Shown(
            spans=self._spans(members),
            label=label,
            codes=codes,
            note=_note(selections, record, told=attributes is not None),
            links=tuple(sorted(links)),
        )
        self.into.annotate(
            source.placed,
            seen,
            first.where,
            seed=f"qdpx\x1f{own}",
            record=record,
            show=lambda record: shown(record, self.records),
            extra=Extra(
                creator=self.project.users.get(first.user, ""),
                created=first.created,
                modified=first.modified,
                attributes=attributes,
                link_notes=links,
            ),
        )

    def _leave_unplaced(self, own: str, members: list[tuple[Source, Selection]]) -> None:
        """Keep selections whose text is not in the file, to be found in the library's articles."""
        source, first = members[0]
        spans = tuple(sorted(filter(None, (_span(one) for _, one in members)), key=_start))
        if not spans:
            self.into.remark(first.where, "a selection without ends was left out")
            return
        label, codes = _labelled([one for _, one in members])
        meaning = meaning_of(label, self.into.kinds)
        created = moment(first.created) or now()
        annotation = Annotation(
            id=foreign_id("qdpx", own),
            article="",
            kind=meaning.kind,
            spans=spans,
            codes=tuple(dict.fromkeys((*meaning.codes, *codes))),
            attributes=meaning.attributes,
            note=_note([one for _, one in members]),
            creator=self.project.users.get(first.user) or ANNOTATOR,
            created=created,
            modified=moment(first.modified) or created,
        )
        self.into.unplaced(Unplaced(annotation=annotation, source=source.name, title=source.name))


def _found_again(source: Source, ours: list[Placed]) -> tuple[Placed, int] | None:
    """The article of ours that a comment is in by its name, and where its words stand there."""
    assert source.text is not None
    words = source.text.flat
    for placed in ours:
        named = source.name.startswith(comment_name(placed.stored.record.title))
        if named and placed.stored.text.count(words) == 1:
            return placed, placed.stored.text.index(words)
    return None


def _labelled(selections: list[Selection]) -> tuple[str, tuple[str, ...]]:
    """The label of a selection, and its codes; further labels are codes too."""
    labels = list(dict.fromkeys(label for one in selections for label in one.labels))
    codes = {code for one in selections for code in one.codes}
    return (labels[0] if labels else ""), tuple(
        sorted(codes | {word_for(one) for one in labels[1:]})
    )


def _note(
    selections: list[Selection], record: Annotation | None = None, *, told: bool = False
) -> str:
    """The descriptions and notes of an annotation's selections; the description that we gave
    ourselves says nothing new, nor does the first where its attributes were *told*.
    """
    own = described(record).split() if record is not None else []
    parts = []
    for nth, one in enumerate(selections):
        said_before = (told and nth == 0) or (bool(own) and one.description.split() == own)
        parts += [one.description if not said_before else "", one.note]
    return "\n".join(part for part in parts if part)


def _label(record: Annotation, held: dict[str, Annotation]) -> tuple[str, ...]:
    label = shown(record, held).label
    return (label,) if label else ()


def _span(one: Selection) -> Span | None:
    """A selection in a text that is not there: its name is taken for its words where it is as
    long as it says.
    """
    if one.ends is None or not 0 <= one.ends[0] < one.ends[1]:
        return None
    start, end = one.ends
    length = len(" ".join(one.name.split()))
    exact = one.name if 0.9 * (end - start) - 1 <= length <= end - start + 1 else ""
    if one.name.endswith(("…", "...")):
        exact = ""
    return Span(start=start, end=end, exact=exact)


def _start(span: Span) -> int:
    return span.start
