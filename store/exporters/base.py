"""What every format is given, and what it says of itself."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import msgspec

from store.corrections import Decision
from store.model import Annotation, Article, Block, Codebook, Record
from store.wording import counted


class LibraryFacts(Record, frozen=True, kw_only=True):
    """Which library an export comes from; both survive an import into an empty library."""

    id: str
    created: str


class StoredArticle(Record, frozen=True, kw_only=True):
    """An article whole: its record, its text and blocks, its source's bytes (base64 in JSON).

    Where a reader corrected the blocks, `found` are those before the `corrections`.
    """

    record: Article
    text: str
    blocks: tuple[Block, ...]
    raw: bytes
    corrections: tuple[Decision, ...] = ()
    found: tuple[Block, ...] = ()


class StoredRows(Sequence[Annotation]):
    """Annotations held as the JSON they are stored in, decoded when they are looked at."""

    BETWEEN: ClassVar = b",\n"

    @abstractmethod
    def pieces(self, together: int) -> Iterator[bytes]:
        """The JSON of all, so many at a time with `BETWEEN` between them, each as
        `msgspec.json.encode` makes it.
        """

    @staticmethod
    def pieces_of(annotations: Sequence[Annotation], together: int) -> Iterator[bytes]:
        """The same of *annotations*, however they are held."""
        if isinstance(annotations, StoredRows):
            yield from annotations.pieces(together)
            return
        for at in range(0, len(annotations), together):
            some = annotations[at : at + together]
            yield StoredRows.BETWEEN.join(map(msgspec.json.encode, some))


class Bundle(Record, frozen=True, kw_only=True):
    """What is exchanged: articles and annotations sorted by id, and what they need. Those of a
    library are read when they are looked at, and may be gone through several times.

    `changed` is the time of the last change in it, so that nothing changed gives the same bytes.
    In a `foreign` bundle, read from a file that no Postil wrote, `library` and `codebook` are not
    a library's own: the codebook holds what the file's annotations need.
    """

    changed: str
    library: LibraryFacts
    codebook: Codebook
    articles: Sequence[StoredArticle]
    annotations: Sequence[Annotation]
    foreign: bool = False


class Loss(Record, frozen=True, kw_only=True):
    """What an export leaves out: a field in a reader's words, and of how many records."""

    field: str
    records: int


class Remark(Record, frozen=True, kw_only=True):
    """What an import left out, guessed or mended: the place in the file, and a sentence without
    its stop.
    """

    where: str
    words: str


class Unplaced(Record, frozen=True, kw_only=True):
    """An annotation from a file without its article's text, to be found again in the library.

    `annotation.article` is an article's id or empty; its spans are what the file says: `exact`
    may be empty where only offsets are known, `start` = `end` = 0 where only words are. `source`
    is the article's address or file name as the file gives it. Of a `partial` one the file shows
    too little to change the annotation of its id that may be here.
    """

    annotation: Annotation
    source: str | None = None
    title: str | None = None
    text_sha256: str | None = None
    partial: bool = False


class Loaded(Record, frozen=True, kw_only=True):
    """What a file held: a checked-to-be bundle, what must still be placed, and remarks."""

    bundle: Bundle
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Held(Record, frozen=True, kw_only=True):
    """How much a file holds; `codes` where it is nothing but codes."""

    articles: int = 0
    annotations: int = 0
    codes: int | None = None

    @property
    def words(self) -> str:
        """In a reader's words: `2 annotations in 1 article`."""
        if self.codes is not None:
            return counted(self.codes, "code")
        return f"{counted(self.annotations, 'annotation')} in {counted(self.articles, 'article')}"


def holds_all(bundle: Bundle) -> Held:
    """What a file holds that leaves no article and no annotation out."""
    return Held(articles=len(bundle.articles), annotations=len(bundle.annotations))


def holds_annotated(bundle: Bundle) -> Held:
    """What a file holds that has articles only where something is marked in them."""
    marked = {annotation.article for annotation in bundle.annotations}
    return Held(articles=len(marked), annotations=len(bundle.annotations))


def loses_nothing(bundle: Bundle) -> tuple[Loss, ...]:
    """The loss report of a lossless format."""
    return ()


class Format(Record, frozen=True, kw_only=True):
    """A file format: `write` makes its bytes piece by piece; `read`, where it can be imported,
    takes them in.

    `write(bundle)` gives the same bytes for the same bundle. `losses(bundle)` names what the file
    will not hold, and `holds(bundle)` counts what it will. `read(raw, name)` raises
    FormatError naming the file and the place. `extra` is the optional dependency it needs, as in
    `postil[extra]`.
    """

    name: str
    title: str
    suffix: str
    lossless: bool
    write: Callable[[Bundle], Iterator[bytes]]
    read: Callable[[bytes, str], Loaded] | None = None
    losses: Callable[[Bundle], tuple[Loss, ...]] = loses_nothing
    holds: Callable[[Bundle], Held] = holds_all
    extra: str | None = None

    def described(self) -> dict[str, object]:
        """The row `postil formats --json` prints."""
        return {
            "name": self.name,
            "title": self.title,
            "suffix": self.suffix,
            "exports": True,
            "imports": self.read is not None,
            "lossless": self.lossless,
        }
