"""The articles of a library: records in TinyDB, source, text and blocks in a folder each."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Raw

from store.article_files import ArticleFiles
from store.blocks import block_at, check_blocks
from store.corrections import Decision, corrected, line_of, settled
from store.entries import NOTHING, document_of
from store.errors import InvalidChangeError, NotFoundError
from store.importers.recorded import record_of
from store.listed import meant, with_state
from store.model import STATES, Article, Block, BlockKind, Imported, State, as_document, now
from store.table_names import ARTICLE_STATES, ARTICLES, CORRECTIONS, POSITIONS
from store.tables import KeyedTable, LiveDatabase

_DECISIONS = tuple[Decision, ...]


def _signed(text: str, blocks: tuple[Block, ...], decision: Decision) -> Decision:
    """A *decision* with the author that the comment's line names, where it makes one of either."""
    line = line_of(text, blocks, decision)
    if line is None:
        return decision
    from store.importers.headers import signed_by

    said = signed_by(line)
    return decision if said is None else msgspec.structs.replace(decision, **said._asdict())


class _Decoded(NamedTuple):
    """An article with the stored rows it was decoded from."""

    record: Raw
    state: Raw
    corrections: Raw
    article: Article


class Articles:
    """Reads and stores articles; every change belongs to a step of the library."""

    def __init__(self, database: LiveDatabase, folder: Path) -> None:
        """Over *database*, with the article folders below *folder*."""
        self._records = KeyedTable(database, ARTICLES, "id")
        self._states = KeyedTable(database, ARTICLE_STATES, "article")
        self._positions = KeyedTable(database, POSITIONS, "article")
        self._corrections = KeyedTable(database, CORRECTIONS, "article")
        self._files = ArticleFiles(folder)
        self._decoded: dict[str, _Decoded] = {}
        self._corrected = lru_cache(maxsize=8)(self._correct_blocks)

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._records)

    def __contains__(self, article: object) -> bool:
        """Whether there is an article of this id."""
        return article in self._records

    def key(self, article: str) -> str | None:
        """The doc_id of the article of this id."""
        return self._records.key(article)

    def all(self) -> list[Article]:
        """Every article, in the order of adding."""
        return [self._article(key, row) for key, row in self._records.rows().items()]

    def get(self, article: str) -> Article:
        """The article of this id; raises NotFoundError."""
        key, row = self._records.key(article), self._records.raw(article)
        if key is None or row is None:
            raise NotFoundError(f"There is no article '{article}'. `postil articles` lists them.")
        return self._article(key, row)

    def find(self, reference: str) -> Article:
        """The article of an id, a unique prefix of one, or a unique part of a title.

        Raises NotFoundError or AmbiguousError, which names the candidates.
        """
        if reference in self:
            return self.get(reference)
        return meant(reference, self.all())

    def text(self, article: str) -> str:
        """The frozen text. Raises DamagedLibraryError when its file is gone or altered."""
        return self._files.text(article, self.get(article).text_sha256)

    def blocks(self, article: str) -> tuple[Block, ...]:
        """The blocks over the text, in order, as they were corrected."""
        self._known(article)
        return self._corrected(article, self.decisions(article))

    def found_blocks(self, article: str) -> tuple[Block, ...]:
        """The blocks as the importer found them, before any correction."""
        self._known(article)
        return self._files.blocks(article)

    def decisions(self, article: str) -> tuple[Decision, ...]:
        """What a reader put right in the blocks, in order."""
        document = self._corrections.document(article)
        return () if document is None else msgspec.convert(document["decisions"], _DECISIONS)

    def block_at(self, article: str, offset: int) -> Block | None:
        """The block that covers *offset*, or None between two."""
        return block_at(self.blocks(article), offset)

    def block(self, article: str, block: str) -> Block:
        """The block of this id; raises NotFoundError."""
        for candidate in self.blocks(article):
            if candidate.id == block:
                return candidate
        raise NotFoundError(
            f"Article {article} has no block '{block}'. `postil show {article} --json` lists them."
        )

    def raw(self, article: str) -> bytes:
        """The source's bytes as they came."""
        self._known(article)
        return self._files.raw(article)

    def lacks_source(self, article: str) -> bool:
        """Whether the file with the source's bytes is gone."""
        return self._files.lacks_source(article)

    def position(self, article: str) -> int:
        """Where the reader left off, an offset."""
        document = self._positions.document(article)
        return 0 if document is None else int(document["position"])

    # -- changes, within a step

    def add(self, imported: Imported) -> Article:
        """Store an imported article: its files first, then its record."""
        article = record_of(imported)
        check_blocks(imported.text, imported.blocks, imported.source.name or article.id)
        self.put(article, imported.raw, imported.text, imported.blocks)
        return article

    def put(
        self,
        article: Article,
        raw: bytes,
        text: str,
        blocks: tuple[Block, ...],
        decisions: tuple[Decision, ...] = (),
    ) -> None:
        """Store an article as it is given, its id and times included, its blocks with the
        *decisions* that correct them.
        """
        self._files.write(article.id, raw, text, blocks)
        self._corrected.cache_clear()  # its files may have been there, with other blocks
        document = as_document(article)
        state = {name: document.pop(name) for name in ("state", "rights")}
        self._records.put(article.id, document)
        # A removed article's state is kept for undo; it must not return with a newly added one.
        if state != {"state": "new", "rights": None} or article.id in self._states:
            self._put_state(article.id, state | {"modified": article.modified})
        if decisions:
            self._put_corrections(article.id, decisions, article.comments, article.modified)

    def remove(self, article: str) -> None:
        """Take an article off the list; its files stay, so that undo can bring it back."""
        self._records.drop(article)

    def set_state(self, article: str, state: State) -> None:
        """Mark an article new, begun or done."""
        if state not in STATES:
            raise InvalidChangeError(f"'{state}' is no state: use new, begun or done.")
        self._put_state(article, {"state": state, "rights": self.get(article).rights})

    def correct(self, article: str, decision: Decision) -> None:
        """Correct the blocks; raises InvalidChangeError where that would change nothing."""
        text, blocks = self.text(article), self.blocks(article)
        decision = _signed(text, blocks, settled(text, blocks, decision))
        decisions = (*self.decisions(article), decision)
        changed = self._corrected(article, decisions)
        check_blocks(text, changed, article)
        comments = sum(block.kind is BlockKind.COMMENT for block in changed)
        self._put_corrections(article, decisions, comments, now())

    def _put_corrections(
        self, article: str, decisions: tuple[Decision, ...], comments: int, modified: str
    ) -> None:
        document = {
            "article": article,
            "decisions": decisions,
            "comments": comments,
            "modified": modified,
        }
        self._corrections.put(article, document)

    def set_position(self, article: str, offset: int) -> None:
        """Remember where the reader is."""
        self._positions.put(article, {"article": article, "position": offset})

    def _put_state(self, article: str, state: dict[str, str | None]) -> None:
        self._states.put(article, {"article": article, "modified": now()} | state)

    def forget(self) -> None:
        """Forget texts and blocks that were read: their files are no more the same."""
        self._files.forget()
        self._corrected.cache_clear()

    def move_to(self, folder: Path) -> None:
        """Read and write the articles' files below another library *folder* from now on.

        Those read lately are written if they are missing there. Raises OSError.
        """
        self._files.move_to(folder, ((article.id, article.text_sha256) for article in self.all()))

    def _known(self, article: str) -> None:
        if article not in self:
            self.get(article)

    def _correct_blocks(self, article: str, decisions: tuple[Decision, ...]) -> tuple[Block, ...]:
        return corrected(self.text(article), self._files.blocks(article), decisions)

    # -- records

    def _article(self, key: str, record: Raw) -> Article:
        """The article of a stored *record*, decoded once as long as its rows are the same ones."""
        held = self._decoded.get(key)
        if held is not None and held.record is record:
            rows = self._beside(held.article.id)
            if held.state is rows[0] and held.corrections is rows[1]:
                return held.article
        document = document_of(record)
        assert document is not None
        rows = self._beside(document["id"])
        article = with_state(document, *map(document_of, rows))
        self._decoded[key] = _Decoded(record, *rows, article)
        return article

    def _beside(self, article: str) -> tuple[Raw, Raw]:
        """The rows of an article's state and corrections."""
        state, corrections = self._states.raw(article), self._corrections.raw(article)
        return (
            NOTHING if state is None else state,
            NOTHING if corrections is None else corrections,
        )
