"""A bundle put together from another program's file: what it shows, and our records in it.

Where both are there and agree, our record is taken as it is. Where someone changed the file in
between, what it shows wins, our record gives the rest, and a remark says so. Where there is no
record of ours, the best that the file allows is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import msgspec

from store.defaults import DEFAULT_CODEBOOK
from store.errors import FormatError, InvalidChangeError
from store.exporters import embedded
from store.exporters.base import Loaded, Remark, StoredArticle, Unplaced
from store.exporters.codebooks import extended
from store.exporters.foreign import (
    ForeignArticle,
    annotation_of,
    article_from_text,
    bundle_from,
    flattened,
    foreign_id,
)
from store.exporters.labels import meaning_of
from store.exporters.mending import clean_names, mended
from store.exporters.times import moment
from store.model import (
    Annotation,
    AttributeValue,
    Code,
    Codebook,
    Link,
    sha256,
)

ANNOTATOR = "unknown"
"""Who annotated, where a file does not say."""
_LONGEST = 80
"""Letters that a label may have to become a code."""


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

    def changes(self, told: Shown) -> dict[str, str]:
        """What differs here from what was *told*, in a reader's words, by field."""
        fields = {
            "spans": ("where it stands", told.spans, self.spans),
            "label": ("what it is", told.label, self.label),
            "codes": ("its codes", told.codes, self.codes),
            "note": ("its note", told.note, self.note),
            "links": ("its links", told.links, self.links),
        }
        return {
            name: words
            for name, (words, before, after) in fields.items()
            if after is not None and before != after
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """An article of the file; `foreign` where its text is not quite the one in the file."""

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
    link_notes: Mapping[tuple[str, str], str] | None = None


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
        """Tell that something was left out, guessed or mended: a sentence without its stop."""
        self._remarks.append(Remark(where=where, words=words.removesuffix(".")))

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
        if isinstance(known, Placed):
            self._articles[known.id] = known.stored
            return known
        if known is not None:
            self._changed = True
            name = known.record.source.name or name
            title, url = known.record.title, known.record.source.url
            self.remark(where, "its text was changed since the export: it comes as a new article")
        try:
            made = article_from_text(text, name=name, title=title, url=url)
        except FormatError as error:
            self.remark(where, f"it was left out: {error.message}")
            return None
        if len(made.stored.text) + len(made.dropped) != len(text):
            self.remark(where, "it was left out: its text can't be told from binary data")
            return None
        made_id = made.stored.record.id
        self._articles.setdefault(made_id, made.stored)
        return Placed(self._articles[made_id], made)

    def _known(
        self, line: str, text: str, where: str, clean: Callable[[str], str]
    ) -> Placed | StoredArticle | None:
        """The article of our record: placed where its text is still that of the file, line ends
        and a byte order mark aside.
        """
        try:
            known = embedded.article_from(line, "", where)
            whole = embedded.whole_text(line)
        except FormatError as error:
            self.remark(where, error.message)
            return None
        flat, dropped = flattened(text)
        for candidate, gone in ((text, ()), (flat, dropped)):
            own = whole if whole and clean(whole) == candidate else candidate
            if sha256(own) == known.record.text_sha256:
                stored = msgspec.structs.replace(known, text=own)
                return Placed(stored, ForeignArticle(stored, gone) if gone else None)
        return known

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
            self.remark(where, f"annotation {record.id} is there twice: the copy is a new one")
            record, seed = None, f"{seed} copy {len(self._annotations)}"
        seen = replace(seen, spans=tuple(placed.span(*span) for span in seen.spans))
        told = show(record) if record is not None and show is not None else None
        same = record is not None and record.article == placed.id
        changed = seen.changes(told) if told is not None else {}
        if record is not None and same and told is not None and not changed:
            self._annotations[record.id] = record
            return
        try:
            made = self._fresh(placed, seen, seed, extra or Extra())
        except (InvalidChangeError, ValueError) as error:
            self.remark(where, f"it was left out: {error}")
            return
        if record is not None:
            fields = set(changed) if told is not None else {"label", "codes", "note", "links"}
            fields |= set() if same and told is not None else {"spans"}
            made = mended(record, made, seen, fields)
            self._changed = True
            how = ", ".join(changed.values()) or "its article's text"
            self.remark(where, f"annotation {record.id} was changed since the export: {how}")
        if made.id in self._annotations:
            made = msgspec.structs.replace(
                made, id=foreign_id(seed, placed.id, str(len(self._annotations)))
            )
        self._annotations[made.id] = made
        self.made.append(made)

    def whole(self, placed: Placed, length: int, label: str, where: str, *, seed: str) -> None:
        """Add an annotation of a whole text of *length*, for a label of all of it; what is too
        long for a code is a note.
        """
        named = len(label) <= _LONGEST and "\n" not in label
        seen = Shown(((0, length),), label if named else "", note=None if named else label)
        self.annotate(placed, seen, where, seed=seed)

    def gone(self, record: Annotation, where: str) -> None:
        """Tell that an annotation of ours is no more in the file."""
        self._changed = True
        self.remark(where, f"annotation {record.id} was deleted there; it is left out")

    def _fresh(self, placed: Placed, seen: Shown, seed: str, extra: Extra) -> Annotation:
        if not seen.spans:
            raise InvalidChangeError("it marks no words.")
        meaning = meaning_of(seen.label, self.kinds)
        note = (seen.note or "").replace("\r\n", "\n").replace("\r", "\n")
        return annotation_of(
            placed.stored,
            seen.spans,
            kind=meaning.kind,
            seed=seed,
            creator=extra.creator or ANNOTATOR,
            created=moment(extra.created),
            modified=moment(extra.modified),
            codes=clean_names((*meaning.codes, *(seen.codes or ()))),
            attributes={**meaning.attributes, **(extra.attributes or {})},
            links=tuple(
                Link(type=kind, to=to, note=(extra.link_notes or {}).get((kind, to)) or None)
                for kind, to in seen.links or ()
            ),
            note=note,
            tags=clean_names(extra.tags),
        )

    def loaded(self) -> Loaded:
        """The whole."""
        bundle = bundle_from(self._articles.values(), self._annotations.values(), self.codes)
        head = self._head
        waiting = [one.annotation for one in self._unplaced]
        if head is None:
            codebook = extended(DEFAULT_CODEBOOK, [*bundle.annotations, *waiting], self.codes)
            bundle = msgspec.structs.replace(bundle, codebook=codebook)
        else:
            changed = max(head.changed, bundle.changed) if self._changed else head.changed
            bundle = msgspec.structs.replace(
                bundle,
                changed=changed,
                library=head.library,
                codebook=extended(head.codebook, [*self.made, *waiting], self.codes),
                foreign=False,
            )
        return Loaded(bundle=bundle, unplaced=tuple(self._unplaced), remarks=tuple(self._remarks))
