"""A bundle put together from another program's file: what it shows, and our records in it.

Where both are there and agree, our record is taken as it is. Where someone changed the file in
between, what it shows wins, our record gives the rest, and a remark says so. Where there is no
record of ours, the best that the file allows is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from store.errors import FormatError, InvalidChangeError
from store.exporters import embedded
from store.exporters.base import Loaded, Remark, StoredArticle, Unplaced
from store.exporters.foreign import (
    ForeignArticle,
    annotation_of,
    article_from_text,
    bundle_from,
    codebook_for,
    foreign_id,
)
from store.exporters.labels import meaning_of
from store.model import Annotation, Attribute, AttributeValue, Code, Codebook, Link, now, sha256

ANNOTATOR = "unknown"
"""Who annotated, where a file does not say."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file shows of one annotation; None is what its format does not show.

    `spans` are offsets of code points in the file's text, `links` pairs of type and id.
    """

    spans: tuple[tuple[int, int], ...]
    label: str
    codes: tuple[str, ...] | None = None
    note: str | None = None
    links: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An article of the file; `foreign` where it was made of the file's text."""

    stored: StoredArticle
    foreign: ForeignArticle | None = None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.stored.record.id

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the file's text as the article's own."""
        return (
            (start, end) if self.foreign is None else (self.foreign.at(start), self.foreign.at(end))
        )


@dataclass(frozen=True, slots=True)
class Extra:
    """What a file says of an annotation that our record, where there is one, says better."""

    creator: str = ANNOTATOR
    created: str | None = None
    modified: str | None = None
    attributes: dict[str, AttributeValue] | None = None
    tags: tuple[str, ...] = ()


class Assembly:
    """Articles, annotations and remarks as they come, and the bundle they make in the end."""

    def __init__(self, name: str) -> None:
        """For the file called *name*."""
        self.name = name
        self.codes: list[Code] = []
        self._head: embedded.Head | None = None
        self._articles: dict[str, StoredArticle] = {}
        self._annotations: dict[str, Annotation] = {}
        self._unplaced: list[Unplaced] = []
        self._remarks: list[Remark] = []
        self.made: list[Annotation] = []
        self._changed = False

    def remark(self, where: str, words: str) -> None:
        """Tell that something was left out, guessed or mended."""
        self._remarks.append(Remark(where=where, words=words))

    def unplaced(self, one: Unplaced) -> None:
        """Keep an annotation whose article the file does not hold."""
        self._unplaced.append(one)

    def head(self, line: str, where: str) -> None:
        """Take the library's record, if it can be read."""
        try:
            self._head = embedded.head_from(line, where)
        except FormatError as error:
            self.remark(where, error.message)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the codebook that the file came with."""
        return tuple(kind.name for kind in self._head.codebook.kinds) if self._head else ()

    @property
    def codebook(self) -> Codebook | None:
        """The codebook that the file came with."""
        return self._head.codebook if self._head else None

    def record(self, line: str | None, where: str) -> Annotation | None:
        """Our record of an annotation, if there is one that can be read."""
        if not line:
            return None
        try:
            return embedded.annotation_from(line, where)
        except FormatError as error:
            self.remark(where, error.message)
            return None

    def article(
        self,
        text: str,
        where: str,
        *,
        line: str | None = None,
        name: str = "text",
        title: str | None = None,
        url: str | None = None,
        clean: Callable[[str], str] = str,
    ) -> Placed | None:
        """The article whose text the file shows, by our record in *line* if that still fits.

        *clean* is what the format does to a text that it can't hold whole. None, and a remark,
        for a text that can't be read.
        """
        known = self._known(line, text, where, clean) if line else None
        if known is not None and sha256(known.text) == known.record.text_sha256:
            self._articles[known.record.id] = known
            return Placed(known)
        if known is not None:
            self._changed = True
            name = known.record.source.name or name
            title, url = known.record.title, known.record.source.url
            self.remark(where, "its text was changed since the export: it comes as a new article.")
        try:
            made = article_from_text(text, name=name, title=title, url=url)
        except FormatError as error:
            self.remark(where, f"it was left out: {error.message}")
            return None
        if len(made.stored.text) + len(made.dropped) != len(text):
            self.remark(where, "it was left out: its text can't be told from binary data.")
            return None
        made_id = made.stored.record.id
        self._articles.setdefault(made_id, made.stored)
        return Placed(self._articles[made_id], made)

    def _known(
        self, line: str, text: str, where: str, clean: Callable[[str], str]
    ) -> StoredArticle | None:
        try:
            known = embedded.article_from(line, "", where)
            whole = embedded.whole_text(line)
        except FormatError as error:
            self.remark(where, error.message)
            return None
        own = whole if whole and clean(whole) == text else text
        return msgspec.structs.replace(known, text=own)

    def id_of(self, placed: Placed, seed: str, record: Annotation | None) -> str:
        """The id that an annotation of this seed and record gets."""
        return record.id if record is not None else foreign_id(seed, placed.id)

    def annotate(
        self,
        placed: Placed,
        seen: Shown,
        where: str,
        *,
        seed: str,
        record: Annotation | None = None,
        show: Callable[[Annotation], Shown] | None = None,
        extra: Extra | None = None,
    ) -> None:
        """Add one annotation; *show* says what the format shows of a record."""
        if record is not None and record.id in self._annotations:
            self.remark(where, f"annotation {record.id} is there twice: the copy is a new one.")
            record, seed = None, f"{seed} copy {len(self._annotations)}"
        same = record is not None and record.article == placed.id and placed.foreign is None
        if record is not None and same and show is not None and _like(show(record), seen):
            self._annotations[record.id] = record
            return
        try:
            spans = tuple(placed.span(*span) for span in seen.spans)
            made = self._fresh(placed, seen, spans, seed, extra or Extra())
        except (InvalidChangeError, ValueError) as error:
            self.remark(where, f"it was left out: {error}")
            return
        if record is not None:
            told = show(record) if show is not None else None
            made = self._mended(record, made, seen, told, same)
            self._changed = True
            self.remark(
                where, f"annotation {record.id} was changed since the export: {_how(told, seen)}."
            )
        if made.id in self._annotations:
            made = msgspec.structs.replace(
                made, id=foreign_id(seed, placed.id, str(len(self._annotations)))
            )
        self._annotations[made.id] = made
        self.made.append(made)

    def gone(self, record: Annotation, where: str) -> None:
        """Tell that an annotation of ours is no more in the file."""
        self._changed = True
        self.remark(where, f"annotation {record.id} was deleted there; it is left out.")

    def _fresh(
        self,
        placed: Placed,
        seen: Shown,
        spans: Sequence[tuple[int, int]],
        seed: str,
        extra: Extra,
    ) -> Annotation:
        if not spans:
            raise InvalidChangeError("it marks no words.")
        meaning = meaning_of(seen.label, self.kinds)
        codes = dict.fromkeys((*meaning.codes, *(seen.codes or ())))
        return annotation_of(
            placed.stored,
            spans,
            kind=meaning.kind,
            seed=seed,
            creator=extra.creator or ANNOTATOR,
            created=moment(extra.created),
            modified=moment(extra.modified),
            codes=tuple(codes),
            attributes={**meaning.attributes, **(extra.attributes or {})},
            links=tuple(Link(type=kind, to=to) for kind, to in seen.links or ()),
            note=seen.note or "",
            tags=extra.tags,
        )

    def _mended(
        self, record: Annotation, made: Annotation, seen: Shown, told: Shown | None, same: bool
    ) -> Annotation:
        """Our *record* with what the file shows otherwise."""
        changes: dict[str, object] = {"article": made.article}
        if told is None or not same or told.spans != seen.spans:
            changes["spans"] = made.spans
        if told is None or told.label != seen.label:
            kept = record.attributes if made.kind == record.kind else {}
            changes |= {"kind": made.kind, "attributes": {**kept, **made.attributes}}
            changes["codes"] = tuple(dict.fromkeys((*record.codes, *made.codes)))
        if seen.codes is not None and (told is None or told.codes != seen.codes):
            changes["codes"] = made.codes
        if seen.note is not None and (told is None or told.note != seen.note):
            changes["note"] = seen.note
        if seen.links is not None and (told is None or told.links != seen.links):
            kept_links = {(link.type, link.to): link for link in record.links}
            changes["links"] = tuple(
                kept_links.get(pair) or Link(type=pair[0], to=pair[1]) for pair in seen.links
            )
        return msgspec.structs.replace(
            record, **changes, modified=now(), revision=record.revision + 1
        )

    def loaded(self) -> Loaded:
        """The whole."""
        bundle = bundle_from(self._articles.values(), self._annotations.values(), self.codes)
        head = self._head
        if head is None:
            codebook = with_attributes(bundle.codebook, bundle.annotations)
            bundle = msgspec.structs.replace(bundle, codebook=codebook)
        else:
            changed = max(head.changed, bundle.changed) if self._changed else head.changed
            bundle = msgspec.structs.replace(
                bundle,
                changed=changed,
                library=head.library,
                codebook=extended(head.codebook, self.made, self.codes),
                foreign=False,
            )
        return Loaded(bundle=bundle, unplaced=tuple(self._unplaced), remarks=tuple(self._remarks))


def extended(held: Codebook, annotations: Sequence[Annotation], codes: Iterable[Code]) -> Codebook:
    """*held* with the kinds, codes and link types that *annotations* and *codes* need besides."""
    needed = codebook_for(annotations, codes)
    kinds = {kind.name for kind in held.kinds}
    names = {code.name for code in held.codes}
    needed_codes = {code.name: code for code in (*needed.codes, *codes)}
    used = {link.type for annotation in annotations for link in annotation.links}
    wanted = {a.kind for a in annotations} - kinds
    whole = Codebook(
        kinds=(*held.kinds, *(kind for kind in needed.kinds if kind.name in wanted)),
        codes=(*held.codes, *(code for code in needed_codes.values() if code.name not in names)),
        links=(*held.links, *sorted(used - set(held.links))),
    )
    return with_attributes(whole, annotations)


def with_attributes(codebook: Codebook, annotations: Iterable[Annotation]) -> Codebook:
    """*codebook* with the attributes that *annotations* have and their kinds do not know."""
    wanted: dict[str, dict[str, Attribute]] = {}
    for annotation in annotations:
        for name, value in annotation.attributes.items():
            made = Attribute(name=name, type="list" if isinstance(value, list) else "text")
            wanted.setdefault(annotation.kind, {}).setdefault(name, made)
    kinds = []
    for kind in codebook.kinds:
        more = wanted.get(kind.name, {})
        names = {attribute.name for attribute in kind.attributes}
        extra = tuple(more[name] for name in more if name not in names)
        kinds.append(msgspec.structs.replace(kind, attributes=(*kind.attributes, *extra)))
    return msgspec.structs.replace(codebook, kinds=tuple(kinds))


def moment(words: str | None) -> str | None:
    """A time of another program (ISO 8601, or seconds since 1970) as it is stored, or None."""
    if not words:
        return None
    try:
        read = datetime.fromisoformat(words)
        stamp = read if read.tzinfo else read.replace(tzinfo=UTC)
        return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
    except (ValueError, OverflowError):
        return None


def _like(told: Shown, seen: Shown) -> bool:
    return (
        told.spans == seen.spans
        and told.label == seen.label
        and (seen.codes is None or told.codes == seen.codes)
        and (seen.note is None or told.note == seen.note)
        and (seen.links is None or told.links == seen.links)
    )


def _how(told: Shown | None, seen: Shown) -> str:
    """What was changed, in a reader's words."""
    if told is None:
        return "its record is only in part that of the file"
    parts = {
        "where it stands": told.spans != seen.spans,
        "what it is": told.label != seen.label,
        "its codes": seen.codes is not None and told.codes != seen.codes,
        "its note": seen.note is not None and told.note != seen.note,
        "its links": seen.links is not None and told.links != seen.links,
    }
    named = [part for part, differs in parts.items() if differs]
    return ", ".join(named) or "its article's text"
