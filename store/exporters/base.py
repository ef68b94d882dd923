"""What every format is given, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable

from store.model import Annotation, Article, Block, Codebook, Record


class LibraryFacts(Record, frozen=True, kw_only=True):
    """Which library an export comes from; both survive an import into an empty library."""

    id: str
    created: str


class StoredArticle(Record, frozen=True, kw_only=True):
    """An article whole: its record, its text and blocks, its source's bytes (base64 in JSON)."""

    record: Article
    text: str
    blocks: tuple[Block, ...]
    raw: bytes


class Bundle(Record, frozen=True, kw_only=True):
    """What is exchanged: articles and annotations sorted by id, and what they need.

    `changed` is the time of the last change in it, so that nothing changed gives the same bytes.
    """

    changed: str
    library: LibraryFacts
    codebook: Codebook
    articles: tuple[StoredArticle, ...]
    annotations: tuple[Annotation, ...]


class Format(Record, frozen=True, kw_only=True):
    """A file format: `dump` makes its bytes; `load`, where it can be imported, reads them.

    `load(raw, name)` raises FormatError naming the file and the place.
    """

    name: str
    title: str
    suffix: str
    lossless: bool
    dump: Callable[[Bundle], bytes]
    load: Callable[[bytes, str], Bundle] | None = None

    def described(self) -> dict[str, object]:
        """The row `postil formats --json` prints."""
        return {
            "name": self.name,
            "title": self.title,
            "suffix": self.suffix,
            "exports": True,
            "imports": self.load is not None,
            "lossless": self.lossless,
        }
