"""From sources to stored articles: read, compared with what is there, stored one by one.

A screen and a command are told the same rows. Whatever stops it, each article told of is stored.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

import msgspec

from store.errors import NotSavedError, PostilError
from store.importers.escaped import unescaped
from store.importers.mojibake import repaired
from store.importers.pool import Failed, Job, Result, read_jobs
from store.importers.readings import Context, Notice, Problem, Same
from store.importers.repairing import looks_misread, repaired_version
from store.importers.walls import may_be_wall
from store.library import Library
from store.model import Article, Imported, article_id, new_id
from store.reanchoring import earlier_versions
from store.similar import Content, SimilarArticles, Sketch, body_shingles, sketch_of
from store.sketches import load_sketches, save_sketches
from store.text import fold_space
from store.wording import counted

_FEW = 20
_MOST_REFUSED = 3
"""Articles that the disk may refuse in a row; a large one alone may lack the room."""
Status = Literal["added", "unchanged", "similar", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a source, or of one article in it (`archive.zip#page.html`)."""

    source: str
    status: Status
    id: str | None = None
    title: str | None = None
    similar_to: tuple[str, ...] = ()
    error: str | None = None

    def shown(self) -> dict[str, Any]:
        """The JSON shape."""
        return asdict(self) | {"similar_to": list(self.similar_to)}


class NewerVersion(Notice):
    """That an annotated earlier version of an article is in the library."""


class Misread(Notice):
    """That an article's text was misread before it came, and could be repaired beside it."""


class Intake:
    """Takes sources into a library: `read` them, then `rows` stores what each gave.

    Each article is on disk before its row is told; one undo takes back all of them.
    """

    def __init__(
        self,
        library: Library,
        context: Context,
        *,
        guard: Callable[[], contextlib.AbstractContextManager[None]] = contextlib.nullcontext,
    ) -> None:
        """For *library*; every article is stored inside `guard()`, which may hold interrupts."""
        self._library = library
        self._guard = guard
        self._act = new_id()
        self._by_source: dict[str, Article] = {}
        self._by_place: dict[str, list[Article]] = {}
        for article in library.articles.all():
            self._note(article)
        self._context = context
        self._similar: SimilarArticles | None = None
        self._sketches: dict[str, Sketch] = {}
        self._fresh = 0
        self._refused = 0

    def read(self, jobs: Sequence[Job]) -> Generator[tuple[Job, Result], None, None]:
        """What each source gives, in order; those that are here already are not read again."""
        forced = (
            self._context.fields
            or self._context.repair
            or any(job.importer is not None for job in jobs)
        )
        known = frozenset() if forced else frozenset(self._by_source)
        try:
            yield from read_jobs(jobs, replace(self._context, known=known))
        finally:
            self._keep_sketches()

    def rows(self, job: Job, result: Result, *, store: bool = True) -> Iterator[Row | Notice]:
        """A row for each article, which is stored by then; without *store*, what it would be.

        Raises NotSavedError once the disk refuses several, one after the other: it would all.
        """
        if isinstance(result, Failed):
            yield Row(job.source, "failed", error=result.message)
            return
        for reading in result:
            if isinstance(reading, Notice):
                yield reading
                continue
            source = _source(job, _name(reading))
            try:
                row = self._row(source, reading, store)
                yield row
                if row.status in ("added", "similar") and isinstance(reading, Imported):
                    yield from _walled(source, reading)
                if store and row.id is not None and row.status in ("added", "similar"):
                    yield from self._versions(source, row.id)
                if isinstance(reading, Imported):
                    yield from self._repaired(source, reading, store)
                self._refused = 0
            except PostilError as error:
                yield Row(source, "failed", error=error.message)
                if isinstance(error, NotSavedError):
                    self._refused += 1
                    if self._refused >= _MOST_REFUSED:
                        raise

    def _versions(self, source: str, article: str) -> Iterator[Notice]:
        """That there is an annotated earlier version, where there is one."""
        library = self._library
        held = library.articles.get(article)
        same = [other for place in _places(held) for other in self._by_place.get(place, ())]
        among = {other.id: other for other in same}.values()
        for other in earlier_versions(library, held, among):
            count = library.annotations.count(other.id)
            yield NewerVersion(
                f"{source}: it is another version of {other.id}, which has "
                f"{counted(count, 'annotation')}: "
                f"`postil reanchor {other.id} {article}` says where they stand in it."
            )

    def _repaired(self, source: str, imported: Imported, store: bool) -> Iterator[Row | Notice]:
        """The repaired version where one is wanted; where not, that there could be one."""
        if not looks_misread(imported):
            return
        if not self._context.repair:
            yield Misread(
                f"{source}: its text was read in a wrong encoding before it came: "
                f"“{_odd(imported)}”."
            )
        elif (better := repaired_version(imported)) is not None:
            yield self._row(source, better, store)

    def _row(self, source: str, reading: Imported | Problem | Same, store: bool) -> Row:
        match reading:
            case Problem():
                return Row(source, "failed", error=reading.message)
            case Same():
                return _told(source, "unchanged", self._by_source[reading.sha256])
            case Imported():
                return self._added(source, reading, store)

    def _added(self, source: str, imported: Imported, store: bool) -> Row:
        articles = self._library.articles
        identity = article_id(imported)
        if identity in articles:
            return _told(source, "unchanged", articles.get(identity))
        shingles = body_shingles(imported.text, imported.blocks)
        similar = self._likenesses().find(shingles)
        if not store:
            return Row(source, "similar" if similar else "added", identity, imported.title, similar)
        with self._guard():
            found = msgspec.structs.replace(imported, similar_to=similar)
            added = self._library.add(found, act=self._act)
        article = added.article
        if added.status == "unchanged":
            return _told(source, "unchanged", article)
        self._note(article)
        self._sketch(article.id, shingles)
        return _told(source, "similar" if similar else "added", article)

    def _note(self, article: Article) -> None:
        """Know an article by its source and by where it came from."""
        self._by_source[article.source.sha256] = article
        for place in _places(article):
            self._by_place.setdefault(place, []).append(article)

    def _likenesses(self) -> SimilarArticles:
        """The index over all articles, made when the first new one is to be compared."""
        if self._similar is None:
            self._similar = SimilarArticles(self._content)
            kept = load_sketches(self._library.folder)
            for article in self._library.articles.all():
                if article.id in kept:
                    self._sketches[article.id] = kept[article.id]
                    self._similar.add(article.id, kept[article.id])
                else:
                    self._sketch(article.id, body_shingles(*self._content(article.id)))
        return self._similar

    def _content(self, article: str) -> Content:
        """Its text and blocks; nothing of a damaged one, which is the doctor's matter."""
        try:
            return self._library.articles.text(article), self._library.articles.blocks(article)
        except PostilError:
            return "", ()

    def _sketch(self, article: str, shingles: frozenset[int]) -> None:
        self._sketches[article] = sketch_of(shingles)
        self._likenesses().add(article, self._sketches[article])
        self._fresh += 1

    def _keep_sketches(self) -> None:
        """Keep them for the next time, where many were made: a few are as soon made anew."""
        if self._fresh >= _FEW and self._library.read_only is None:
            here = self._library.articles  # another window may have purged some meanwhile
            known = {
                n: sketch for n, sketch in self._sketches.items() if sketch.count and n in here
            }
            save_sketches(self._library.folder, known)
            self._fresh = 0


def _walled(source: str, imported: Imported) -> Iterator[Notice]:
    """That a page may not be the article that was wanted."""
    if may_be_wall(imported):
        yield Notice(
            f"{source}: this page may hold a check for robots, or for cookies, in the place of the "
            "article. If so, save it from a browser once the article is shown."
        )


def _odd(imported: Imported) -> str:
    """The first words that show it: where the repaired text begins to differ."""
    text = imported.text
    better = repaired(text) or unescaped(text, markup=False) or text
    pairs = enumerate(zip(text, better, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), 0)
    return fold_space(text[max(0, at - 10) : at + 15])


def _places(article: Article) -> list[str]:
    """Its address and its file name."""
    return [place for place in (article.source.url, article.source.name) if place]


def _told(source: str, status: Status, article: Article) -> Row:
    return Row(source, status, article.id, article.title, article.similar_to)


def _name(reading: Imported | Problem | Same) -> str:
    return (reading.source.name or "") if isinstance(reading, Imported) else reading.name


def _source(job: Job, name: str) -> str:
    """The source as it was given, with the part of it that *name* names."""
    _, hash_sign, part = name.partition("#")
    own = job.origin.name if job.origin else (job.path.name if job.path else "")
    if name == own or not hash_sign:
        return job.source
    return f"{job.source}#{name.removeprefix(own + '#') if name.startswith(own + '#') else part}"
