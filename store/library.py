"""The library: the one object a screen or a command is given. Every change is one step."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from store.anchors.quotes import locate
from store.annotations import Annotations
from store.articles import Articles
from store.codebook import Codebooks, checked_link_type, merge
from store.editing import Edited, beside, changed_twice, drafted, edited, fields_of, places
from store.errors import ConflictError, DamagedLibraryError, InvalidChangeError
from store.history import History, Reversal
from store.integrity import objection
from store.model import (
    Annotation,
    Article,
    Codebook,
    Imported,
    Link,
    Record,
    Span,
    State,
    article_id,
    new_id,
    now,
    without_surrogates,
)
from store.orphans import Orphans
from store.places import shared_place
from store.pseudonyms import Pseudonyms
from store.rejections import Place, Rejections
from store.storage import JournalStorage
from store.tables import LiveDatabase

if TYPE_CHECKING:  # what only some commands need is loaded when it is needed
    from store.archive import Archive, Counts, Manifest
    from store.corrections import Decision
    from store.exchange import ImportReport
    from store.exporters.base import Bundle, LibraryFacts, Loaded, Remark
    from store.purging import PurgeReport
    from store.restoring import RestoreReport


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
        place = shared_place(folder)
        if place is not None:
            self.notices.append(
                f"The library {folder} is in {place}, which may bring back old files or mix up "
                "copies. Keep it on a local disk, and copy backups there (`postil backup FILE`)."
            )
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
        self.rejections = Rejections(database)
        self.orphans = Orphans(database)
        self.pseudonyms = Pseudonyms(database)
        self._codebooks = Codebooks(database)
        self._facts = database.live("library")
        self._history = History(self._storage)
        self._history.checks.append(
            lambda operations: objection(operations, self.articles, self.annotations)
        )
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
    def read_only(self) -> str | None:
        """Why nothing can be changed here, in a sentence; None where it can."""
        return self._storage.read_only

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

    @property
    def seq(self) -> int:
        """The number of the last step."""
        return self._storage.seq

    @property
    def taken_in(self) -> int:
        """How many changes of other windows and commands came in since the opening."""
        return self._storage.taken_in

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

    def correct(self, article: str, decision: Decision) -> None:
        """Put right what the segmenter got wrong; the text and its annotations stay."""
        with self._storage.step(f"correct blocks ({decision.do})", subject=article):
            self.articles.correct(article, decision)

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
        self, article: str, kind: str, spans: Iterable[tuple[int, int]], **fields: Any
    ) -> Annotation:
        """An annotation checked and ready to store, not stored yet.

        *fields* are `attributes`, `codes`, `note`, `tags` and `origin`. Tagging (in) a comment as
        a claim makes its author the claimant. Raises InvalidChangeError, NotFoundError.
        """
        text = self.articles.text(article)
        chosen = places(spans)
        block = self.articles.block_at(article, chosen[0][0])
        return drafted(
            self.codebook,
            text,
            block,
            who=self.who,
            article=article,
            kind=kind,
            spans=chosen,
            **fields,
        )

    def store(self, annotation: Annotation) -> Annotation:
        """Store a drafted annotation; codes it uses for the first time join the codebook."""
        with self._storage.step(f"tag {annotation.kind}", subject=annotation.id):
            self.articles.get(annotation.article)
            self._codebooks.with_codes(annotation.codes)
            self.annotations.put(annotation)
        return annotation

    def store_all(self, annotations: Iterable[Annotation], action: str) -> None:
        """Store drafted annotations as one step called *action*."""
        with self._storage.step(action):
            for annotation in annotations:
                self.store(annotation)

    def reject(self, article: str, places: Iterable[Place]) -> None:
        """Never suggest these places of *article* again; undoable."""
        with self._storage.step("reject suggestion", subject=article):
            self.rejections.add(self.articles.get(article).id, places)

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
        return edited(self.codebook, self.articles.text(held.article), held, changes)

    def edit_seen(self, seen: Annotation, changes: Mapping[str, Any]) -> Edited:
        """Change the annotation that was *seen*, whatever others did to it meanwhile.

        Fields that nobody else changed are changed; where another changed the same field too, both
        versions are kept: theirs as it is, and this one beside it as `mine`, linked to it. What
        was deleted comes back.
        """
        with self._storage.step("edit", subject=seen.id):
            if seen.id not in self.annotations:
                back = self.edited(seen, changes)
                links = tuple(link for link in back.links if link.to in self.annotations)
                return Edited(self.store(msgspec.structs.replace(back, links=links)))
            held = self.annotations.get(seen.id)
            clashing = tuple(changed_twice(seen, held, changes))
            if not clashing:
                return Edited(self.edit(seen.id, changes))
            mine = beside(self.edited(seen, changes), clashing)
            self._codebooks.with_codes(mine.codes)
            self.annotations.put(mine)
            return Edited(held, mine, clashing)

    def settle(self, theirs: str, mine: str, keep: Literal["mine", "theirs"]) -> Annotation:
        """End a conflict: keep one version under the annotation's id, and remove the other."""
        with self._storage.step("settle a conflict", subject=theirs):
            other = self.annotations.get(mine)
            if keep == "mine":
                self.edit(theirs, fields_of(other, self.annotations.get(theirs)))
            self._remove_one(mine)
            return self.annotations.get(theirs)

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
        return self._history.rows(record)

    # -- exchange

    def facts(self) -> LibraryFacts:
        """This library's id and birthday."""
        from store.exporters.base import LibraryFacts

        return msgspec.convert(self._facts.document(1), LibraryFacts)

    def bundle(self, annotations: Iterable[Annotation] | None = None) -> Bundle:
        """What an export holds: everything, or *annotations* and the articles they are in."""
        from store.bundles import bundle_of

        return bundle_of(self.facts(), self.codebook, self.articles, self.annotations, annotations)

    def take_in(self, bundle: Bundle, name: str) -> ImportReport:
        """Import a bundle (from a file called *name*), as `take_in_loaded` does."""
        from store.exporters.base import Loaded

        return self.take_in_loaded(Loaded(bundle=bundle), name)[0]

    def take_in_loaded(self, loaded: Loaded, name: str) -> tuple[ImportReport, tuple[Remark, ...]]:
        """Import what a file called *name* held as one step: all of it, or an error.

        What is here already stays, also where another program's file brings its text back; the
        newer revision of an annotation wins. An empty library becomes the bundle's, id and all,
        unless no Postil wrote it. Annotations whose article is not in the file are placed in the
        library's own articles, or kept as orphans; remarks tell what was left out or is unsure.
        """
        from store.exchange import check_bundle, left_aside, take_in, take_placed
        from store.matching import matched
        from store.placing import place

        bundle, met = matched(loaded.bundle, self.articles, self.annotations)
        check_bundle(bundle, name)
        self.back_up("import")
        with self._storage.step("import"):
            empty = not bundle.foreign and len(self.articles) == len(self.annotations) == 0
            if empty:
                self._facts.put(bundle.library, 1)
            self._codebooks.put(bundle.codebook if empty else merge(self.codebook, bundle.codebook))
            aside = left_aside(bundle, self.annotations)
            report = take_in(bundle, name, self.articles, self.annotations)
            placed = place(loaded.unplaced, self.articles, name)
            report = take_placed(placed, self.annotations, self.orphans, report)
        return report, (*loaded.remarks, *met, *aside, *placed.remarks)

    # -- copies

    def counts(self) -> Counts:
        """How much there is."""
        from store.archive import Counts

        return Counts(articles=len(self.articles), annotations=len(self.annotations))

    def back_up(self, reason: str) -> Path | None:
        """Make a rolling backup; None inside a step, or where there is nothing to keep yet.

        Raises NotSavedError.
        """
        if self._storage.stepping or not (len(self.articles) or len(self.annotations)):
            return None
        from store.backups import back_up

        return back_up(self._storage, reason, self.counts())

    def back_up_hourly(self) -> Path | None:
        """Make a rolling backup if the last one is an hour old and something changed since."""
        from store.backups import due

        if self._storage.read_only or not due(self.folder, self._storage.seq):
            return None
        return self.back_up("hourly")

    def copy_to(self, path: Path) -> Manifest:
        """Write the whole library, articles and history with it, into one file."""
        from store.backups import copy_to

        return copy_to(self._storage, path, self.counts())

    def continue_in(self, folder: Path) -> list[str]:
        """Go on in another *folder*, which gets a copy of everything that can still be had.

        Returns what could not be copied, in sentences; raises NotSavedError, DamagedLibraryError.
        """
        from store.moving import copy_files

        old = self.folder
        self._storage.move_to(folder)
        missing = copy_files(old, folder)
        self.folder = folder
        self.articles.move_to(folder)
        return missing

    def restore(self, archive: Archive) -> RestoreReport:
        """Bring back what *archive* holds, as one step that undo takes back."""
        from store.restoring import restore

        self.back_up("restore")
        return restore(self._storage, archive)

    def purge(self, ids: Iterable[str]) -> PurgeReport:
        """Remove annotations or articles (with theirs) from everywhere: nothing brings them back.

        They go from the library, its journal, history and backups. Raises NotFoundError,
        NotSavedError.
        """
        from store.purging import purge

        report = purge(self._storage, tuple(ids))
        self.articles.forget()
        return report


def _storable(imported: Imported) -> Imported:
    """*imported*, with U+FFFD for lone surrogates where it has any."""
    try:
        msgspec.json.encode(msgspec.structs.replace(imported, raw=b""))
    except UnicodeEncodeError:
        return without_surrogates(imported)  # type: ignore[no-any-return]
    return imported
