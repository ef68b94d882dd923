"""The library: the one object a screen or a command is given. Every change is one step."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from store.anchors import locate
from store.annotations import Annotations
from store.articles import Articles
from store.codebook import Codebooks, checked_attributes, checked_link_type, merge
from store.errors import ConflictError, DamagedLibraryError, FormatError, InvalidChangeError
from store.exchange import ImportReport, bundle_of, check_bundle, settled
from store.exporters.base import Bundle, LibraryFacts
from store.history import History, Reversal, subject_of
from store.journal import Operation
from store.model import (
    Annotation,
    Article,
    AttributeValue,
    BlockKind,
    Codebook,
    Imported,
    Link,
    Origin,
    Record,
    Span,
    State,
    article_id,
    as_document,
    new_id,
    now,
    without_surrogates,
)
from store.storage import JournalStorage
from store.tables import LiveDatabase


class Added(Record, frozen=True, kw_only=True):
    """What became of an imported article: `status` is added or unchanged."""

    status: str
    article: Article


class Library:
    """One folder of articles and annotations. Reading is free-threaded; changes queue up."""

    def __init__(self, folder: Path, *, who: str = "anonymous") -> None:
        """Open or create the library in *folder*, signing changes as *who*; raises PostilError."""
        self.folder = folder
        self.who = who = without_surrogates(who)
        self._storage = JournalStorage(folder, who=who)
        try:
            self._open(LiveDatabase(self._storage))
        except (KeyError, TypeError, ValueError, msgspec.MsgspecError) as error:
            self._storage.abandon()
            raise DamagedLibraryError(
                f"{folder / 'library.json'} holds what is no article or annotation ({error!r}). "
                "Put the file back from a copy; nothing was overwritten."
            ) from error
        except BaseException:
            self._storage.abandon()
            raise

    def _open(self, database: LiveDatabase) -> None:
        self.articles = Articles(database, self.folder)
        self.annotations = Annotations(database)
        self._codebooks = Codebooks(database)
        self._facts = database.live("library")
        self._history = History(self._storage)
        self._history.checks.append(self._objection)
        if self._facts.document(1) is None:
            with self._storage.step("create", kind="quiet"):
                if self._facts.document(1) is None:
                    self._facts.put({"id": new_id(), "created": now()}, 1)

    def __enter__(self) -> Library:
        """The library itself; it closes at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Write the snapshot and let go of the files."""
        self._storage.close()

    @property
    def notices(self) -> list[str]:
        """What the person should hear of the opening, in sentences."""
        return self._storage.notices

    @property
    def session(self) -> str:
        """The id of this window or command, which its steps carry."""
        return self._storage.session

    @property
    def codebook(self) -> Codebook:
        """The codebook in force."""
        return self._codebooks.get()

    def sign_as(self, who: str) -> None:
        """Sign changes from now on as *who*."""
        self.who = self._storage.who = without_surrogates(who)

    def catch_up(self) -> bool:
        """Take in what other windows and commands changed; True where there was something."""
        return self._storage.catch_up()

    # -- articles

    def add(self, imported: Imported) -> Added:
        """Store an imported article, unless it is there already."""
        source = msgspec.structs.replace(
            imported.source, name=without_surrogates(imported.source.name)
        )
        imported = msgspec.structs.replace(imported, source=source)
        imported = _storable(imported)
        identity = article_id(imported)
        with self._storage.step("add", subject=identity):
            if identity in self.articles:
                return Added(status="unchanged", article=self.articles.get(identity))
            return Added(status="added", article=self.articles.add(imported))

    def set_state(self, article: str, state: State) -> Article:
        """Mark an article new, begun or done."""
        with self._storage.step(f"mark {state}", subject=article):
            self.articles.set_state(article, state)
        return self.articles.get(article)

    def keep_place(self, article: str, position: int, *, begin: bool = False) -> None:
        """Remember the reading position, and with *begin* that reading has begun; not undoable."""
        with self._storage.step("read", kind="quiet", subject=article):
            if self.articles.position(article) != position:
                self.articles.set_position(article, position)
            if begin and self.articles.get(article).state == "new":
                self.articles.set_state(article, "begun")

    def remove_articles(self, articles: Iterable[str]) -> list[str]:
        """Take articles off the list with their annotations; one step, undoable."""
        wanted = [self.articles.get(article).id for article in dict.fromkeys(articles)]
        with self._storage.step("remove article", subject=wanted[0] if len(wanted) == 1 else None):
            for article in wanted:
                for annotation in self.annotations.of(article):
                    self._remove_one(annotation.id)
                self.articles.remove(article)
        return wanted

    def place(
        self,
        article: str,
        *,
        start: int | None = None,
        end: int | None = None,
        quote: str | None = None,
        nth: int | None = None,
        block: str | None = None,
    ) -> tuple[int, int]:
        """The span a person means: offsets, or a quotation (its *nth* place), or a whole block.

        Raises InvalidChangeError, NotFoundError or AmbiguousError.
        """
        text = self.articles.text(article)
        given = [quote is not None, start is not None or end is not None, block is not None]
        if sum(given) != 1:
            raise InvalidChangeError("Say where by one of: a quote, start and end, or a block.")
        if quote is not None:
            return locate(text, quote, nth, f"article {article}")
        if block is not None:
            found = self.articles.block(article, block)
            return found.start, found.end
        if start is None or end is None:
            raise InvalidChangeError("A span needs both its start and its end.")
        span = Span.of(text, start, end)
        return span.start, span.end

    # -- annotations

    def draft(
        self,
        article: str,
        kind: str,
        spans: Iterable[tuple[int, int]],
        *,
        attributes: Mapping[str, AttributeValue] | None = None,
        codes: Iterable[str] = (),
        note: str = "",
        tags: Iterable[str] = (),
        origin: Origin | None = None,
    ) -> Annotation:
        """An annotation checked and ready to store, not stored yet.

        Tagging (in) a comment as a claim makes its author the claimant. Raises
        InvalidChangeError, NotFoundError.
        """
        text = self.articles.text(article)
        places = _places(spans)
        given = dict(attributes or {})
        block = self.articles.block_at(article, places[0][0])
        if kind == "claim" and block is not None and block.kind is BlockKind.COMMENT:
            given.setdefault("claimant", block.author)
        moment = now()
        return Annotation(
            id=new_id(),
            article=article,
            kind=kind,
            spans=tuple(Span.of(text, start, end) for start, end in places),
            codes=_clean_names(codes),
            attributes=without_surrogates(
                checked_attributes(self.codebook, kind, given, defaults=True)
            ),
            note=without_surrogates(note),
            tags=_clean_names(tags),
            creator=self.who,
            created=moment,
            modified=moment,
            origin=origin or Origin(),
        )

    def store(self, annotation: Annotation) -> Annotation:
        """Store a drafted annotation; codes it uses for the first time join the codebook."""
        with self._storage.step(f"tag {annotation.kind}", subject=annotation.id):
            self.articles.get(annotation.article)
            self._codebooks.with_codes(annotation.codes)
            self.annotations.put(annotation)
        return annotation

    def edit(
        self, annotation: str, changes: Mapping[str, Any], *, revision: int | None = None
    ) -> Annotation:
        """Change an annotation's kind, spans, attributes, codes, note or tags.

        *changes* maps those names to new values; `attributes` are merged, an empty value removes
        one; `spans` are `(start, end)` pairs. With *revision*, ConflictError is raised when the
        annotation is not the one that was seen.
        """
        with self._storage.step("edit", subject=annotation):
            held = self.annotations.get(annotation)
            if revision is not None and held.revision != revision:
                raise ConflictError(
                    f"Annotation {annotation} was changed elsewhere (revision {held.revision}, "
                    f"yours {revision}). Look at it again."
                )
            changed = self.edited(held, changes)
            if changed is not held:
                self._codebooks.with_codes(changed.codes)
                self.annotations.put(changed)
            return changed

    def edited(self, held: Annotation, changes: Mapping[str, Any]) -> Annotation:
        """*held* with *changes*, checked and not stored; *held* itself where nothing differs."""
        known = {"kind", "spans", "attributes", "codes", "note", "tags"}
        for name in changes:
            if name not in known:
                raise InvalidChangeError(
                    f"'{name}' can't be edited; what can: {', '.join(sorted(known))}."
                )
        kind = changes.get("kind", held.kind)
        attributes = self._edited_attributes(held, kind, dict(changes.get("attributes", {})))
        text = self.articles.text(held.article)
        spans = changes.get("spans")
        candidate = msgspec.structs.replace(
            held,
            kind=kind,
            spans=held.spans if spans is None else tuple(Span.of(text, *s) for s in _places(spans)),
            attributes=without_surrogates(attributes),
            codes=_clean_names(changes.get("codes", held.codes)),
            note=without_surrogates(changes.get("note", held.note)),
            tags=_clean_names(changes.get("tags", held.tags)),
        )
        if candidate == held:
            return held
        return msgspec.structs.replace(candidate, modified=now(), revision=held.revision + 1)

    def _edited_attributes(
        self, held: Annotation, kind: str, given: dict[str, AttributeValue]
    ) -> dict[str, AttributeValue]:
        """*held*'s attributes with those *given*, an empty one taken away.

        What is not given stays as it is, also where the codebook no longer allows it; another
        kind keeps only what it has a place for.
        """
        names = [attribute.name for attribute in self.codebook.kind(kind).attributes]
        if kind != held.kind:
            kept = {name: value for name, value in held.attributes.items() if name in names}
            return checked_attributes(self.codebook, kind, kept | given, defaults=True)
        checked = checked_attributes(self.codebook, kind, given)
        kept = {name: value for name, value in held.attributes.items() if name not in given}
        merged = kept | checked
        return {name: merged[name] for name in dict.fromkeys([*names, *merged]) if name in merged}

    def remove(self, annotations: Iterable[str]) -> list[str]:
        """Delete annotations and the links to them; one step."""
        wanted = list(dict.fromkeys(annotations))
        with self._storage.step("remove", subject=wanted[0] if len(wanted) == 1 else None):
            for annotation in wanted:
                self._remove_one(annotation)
        return wanted

    def link(self, source: str, link: str, target: str, note: str | None = None) -> Annotation:
        """Link *source* to *target*; the same link twice is one."""
        with self._storage.step(f"link {link}", subject=source):
            checked_link_type(self.codebook, link)
            held, other = self.annotations.get(source), self.annotations.get(target)
            if held.id == other.id:
                raise InvalidChangeError("An annotation can't be linked to itself.")
            if any((known.type, known.to) == (link, other.id) for known in held.links):
                return held
            changed = msgspec.structs.replace(
                held,
                links=(*held.links, Link(type=link, to=other.id, note=without_surrogates(note))),
                modified=now(),
                revision=held.revision + 1,
            )
            self.annotations.put(changed)
            return changed

    def _remove_one(self, annotation: str) -> None:
        for other in self.annotations.linking_to(annotation):
            links = tuple(link for link in other.links if link.to != annotation)
            self.annotations.put(
                msgspec.structs.replace(
                    other, links=links, modified=now(), revision=other.revision + 1
                )
            )
        self.annotations.remove(annotation)

    # -- history

    @contextlib.contextmanager
    def step(self, action: str) -> Iterator[None]:
        """Make every change inside one step, so one undo step."""
        with self._storage.step(action):
            yield

    def undo(self, *, mine: bool = False) -> Reversal:
        """Undo the last step of the library, or with *mine* of this window."""
        return self._history.undo(self.session if mine else None)

    def redo(self, *, mine: bool = False) -> Reversal:
        """Redo what was undone last."""
        return self._history.redo(self.session if mine else None)

    def history(self, record: str | None = None) -> Iterator[dict[str, Any]]:
        """One row for each changed record, oldest first, or only *record*'s.

        `{seq, time, who, action, id, before, after, prev, digest}`.
        """
        for line in self._history.lines():
            header = line.header
            for operation in line.operations():
                subject = subject_of(operation)
                if record is None or subject == record:
                    yield {
                        "seq": header.seq,
                        "time": header.time,
                        "who": header.who,
                        "action": header.action,
                        "id": subject,
                        "before": operation.before,
                        "after": operation.after,
                        "prev": header.prev,
                        "digest": header.digest,
                    }

    def _objection(self, operations: Sequence[Operation]) -> str | None:
        """Why a reversal can't stand: it would leave an annotation without article, or a link
        without its other end.
        """
        last = {(operation.table, operation.key): operation for operation in operations}
        for operation in last.values():
            row = operation.after
            if operation.table == "articles" and row is None:
                gone = str((operation.before or {}).get("id"))
                if self.annotations.count(gone):
                    return f"article {gone} has annotations. Remove them first."
            if operation.table != "annotations":
                continue
            if row is None:
                gone = str((operation.before or {}).get("id"))
                if self.annotations.linking_to(gone):
                    return f"other annotations link to {gone}. Remove these links first."
                continue
            if row["article"] not in self.articles:
                return f"article {row['article']} was removed since."
            for link in row.get("links", ()):
                if link["to"] not in self.annotations:
                    return f"annotation {link['to']}, which it links to, was removed since."
        return None

    # -- exchange

    def facts(self) -> LibraryFacts:
        """This library's id and birthday."""
        return msgspec.convert(self._facts.document(1), LibraryFacts)

    def bundle(self, annotations: Iterable[Annotation] | None = None) -> Bundle:
        """What an export holds: everything, or *annotations* and the articles they are in."""
        return bundle_of(self.facts(), self.codebook, self.articles, self.annotations, annotations)

    def take_in(self, bundle: Bundle, name: str) -> ImportReport:
        """Import a bundle (from a file called *name*) as one step: all of it, or an error.

        What is here already stays; the newer revision of an annotation wins. An empty library
        becomes the bundle's, id and all.
        """
        check_bundle(bundle, name)
        added = updated = 0
        coming = {annotation.id for annotation in bundle.annotations}
        with self._storage.step("import"):
            empty = len(self.articles) == 0 and len(self.annotations) == 0
            if empty:
                self._facts.put(as_document(bundle.library), 1)
            self._codebooks.put(bundle.codebook if empty else merge(self.codebook, bundle.codebook))
            fresh = [a for a in bundle.articles if a.record.id not in self.articles]
            for stored in fresh:
                self.articles.put(stored.record, stored.raw, stored.text, stored.blocks)
            for annotation in bundle.annotations:
                if annotation.id not in self.annotations:
                    added += 1
                else:
                    held = self.annotations.get(annotation.id)
                    if held.article != annotation.article:
                        raise FormatError(
                            f"{name}, annotation {annotation.id}: here it belongs to article "
                            f"{held.article}, not to {annotation.article}."
                        )
                    if annotation.revision <= held.revision:
                        continue
                    updated += 1
                self.annotations.put(
                    settled(
                        annotation,
                        self.articles,
                        lambda to: to in coming or to in self.annotations,
                    )
                )
        return ImportReport(
            articles_added=len(fresh),
            articles_unchanged=len(bundle.articles) - len(fresh),
            annotations_added=added,
            annotations_updated=updated,
            annotations_unchanged=len(bundle.annotations) - added - updated,
        )


def _clean_names(names: Iterable[str]) -> tuple[str, ...]:
    folded = (" ".join(without_surrogates(name).split()) for name in names)
    return tuple(dict.fromkeys(name for name in folded if name))


def _places(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* in order, each once; raises InvalidChangeError for none, or where two overlap."""
    places = sorted({(start, end) for start, end in spans})
    if not places:
        raise InvalidChangeError("An annotation needs at least one span.")
    for (_, end), (start, _) in itertools.pairwise(places):
        if start < end:
            raise InvalidChangeError("The stretches of one annotation must not overlap.")
    return places


def _storable(imported: Imported) -> Imported:
    """*imported*, with U+FFFD for lone surrogates where it has any."""
    try:
        msgspec.json.encode(msgspec.structs.replace(imported, raw=b""))
    except UnicodeEncodeError:
        return without_surrogates(imported)  # type: ignore[no-any-return]
    return imported
