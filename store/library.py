"""The library: the one object a screen or a command is given. Every change is one step.

`OpenedLibrary` holds the folder and its articles, `AnnotatedLibrary` adds the annotations, and
`Library` what concerns the whole: history, exchange, copies.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from store.annotating import AnnotatedLibrary
from store.codebook import extended
from store.history import Reversal
from store.model import Annotation

if TYPE_CHECKING:  # what only some commands need is loaded when it is needed
    from store.archive import Archive, Manifest
    from store.coding import Coding
    from store.exchange import ImportReport
    from store.exporters.base import Bundle, LibraryFacts, Loaded, Remark
    from store.purging import PurgeReport
    from store.restoring import RestoreReport


class Library(AnnotatedLibrary):
    """One folder of articles and annotations. Reading is free-threaded; changes queue up."""

    @cached_property
    def coding(self) -> Coding:
        """Changes of the codebook, with the annotations that follow them."""
        from store.coding import Coding

        return Coding(self._storage, self._codebooks, self.annotations)

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

    def bundle(
        self,
        annotations: Iterable[Annotation] | None = None,
        *,
        articles: Iterable[str] | None = None,
    ) -> Bundle:
        """What an export holds: everything, or *annotations* and the articles they are in, or
        *articles* (ids) with all their annotations.
        """
        from store.bundles import bundle_of

        named = frozenset(articles or ())
        if articles is not None:
            annotations = [a for article in sorted(named) for a in self.annotations.of(article)]
        return bundle_of(
            self.facts(), self.codebook, self.articles, self.annotations, annotations, named=named
        )

    def take_in(self, bundle: Bundle, name: str) -> ImportReport:
        """Import a bundle (from a file called *name*), as `take_in_loaded` does."""
        from store.exporters.base import Loaded

        return self.take_in_loaded(Loaded(bundle=bundle), name)[0]

    def take_in_loaded(self, loaded: Loaded, name: str) -> tuple[ImportReport, tuple[Remark, ...]]:
        """Import what a file called *name* held as one step: all of it, or an error.

        What is here already stays, also where another program's file brings its text back; the
        newer revision of an annotation wins. An empty library becomes the bundle's, id and all,
        unless no Postil wrote it; a codebook that was edited here only gets what it lacks.
        Annotations whose article is not in the file are placed in the library's own articles, or
        kept as orphans; remarks tell what was left out or is unsure.
        """
        from store.checking import check_bundle, unfitting
        from store.exchange import (
            left_aside,
            other_codes,
            take_in,
            take_placed,
            with_codes,
            without_known,
        )
        from store.matching import matched
        from store.placing import place

        bundle, met = matched(loaded.bundle, self.articles, self.annotations)
        check_bundle(bundle, name)
        self.back_up("import")
        with self._storage.step("import"):
            empty = not bundle.foreign and len(self.articles) == len(self.annotations) == 0
            if empty:
                self._facts.put(bundle.library, 1)
            before = self.codebook
            new = empty and self._codebooks.untouched
            self._codebooks.put(bundle.codebook if new else extended(before, bundle.codebook))
            aside = left_aside(bundle, self.annotations)
            report = take_in(bundle, name, self.articles, self.annotations)
            unplaced, report = without_known(loaded.unplaced, self.annotations, report)
            placed = place(unplaced, self.articles, name)
            report = take_placed(placed, self.annotations, self.orphans, report)
            report = with_codes(report, bundle.codebook, before, self.codebook)
            others = other_codes(bundle.codebook, self.codebook, name)
        told = (*loaded.remarks, *met, *unfitting(bundle, name), *aside, *others, *placed.remarks)
        return report, told

    # -- copies

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

        ids = tuple(ids)
        had: set[str] = set()
        for each in ids:
            found = self.annotations.of(each)  # where it is an article's id
            if each in self.annotations:
                found = (self.annotations.get(each),)
            had.update(code for one in found for code in one.codes)
        report = purge(self._storage, ids)
        self.articles.forget()
        if had:
            had.difference_update(*(one.codes for one in self.annotations.outlines()))
        return msgspec.structs.replace(report, codes=tuple(sorted(had)))
