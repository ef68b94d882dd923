"""A library's folder open: its repositories, and the changes of articles."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from store.anchors.quotes import locate
from store.annotations import Annotations
from store.articles import Articles
from store.codebook import Codebooks
from store.errors import DamagedLibraryError, InvalidChangeError
from store.history import History
from store.integrity import objection
from store.model import (
    Article,
    Codebook,
    Imported,
    Record,
    Span,
    State,
    article_id,
    new_id,
    now,
)
from store.orphans import Orphans
from store.places import shared_place
from store.pseudonyms import Pseudonyms
from store.rejections import Rejections
from store.storage import JournalStorage
from store.surrogates import without_surrogates
from store.table_names import ANNOTATIONS, ARTICLES, LIBRARY
from store.tables import LiveDatabase

if TYPE_CHECKING:  # what only some commands need is loaded when it is needed
    from store.archive import Counts
    from store.corrections import Decision


class Added(Record, frozen=True, kw_only=True):
    """What became of an imported article: `status` is added or unchanged."""

    status: str
    article: Article


class OpenedLibrary:
    """One folder of articles and annotations, open. Reading is free-threaded; changes queue up."""

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
        self._facts = database.live(LIBRARY)
        self._history = History(self._storage)
        self._history.checks.append(
            lambda operations: objection(operations, self.articles, self.annotations)
        )
        keys = {ARTICLES: self.articles.key, ANNOTATIONS: self.annotations.key}
        self._history.key_of = lambda table, name: keys[table](name) if table in keys else None
        if self._facts.document(1) is None:
            with self._storage.step("create", kind="quiet"):
                if self._facts.document(1) is None:
                    self._facts.put({"id": new_id(), "created": now()}, 1)

    def __enter__(self) -> Self:
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

    def together(self) -> AbstractContextManager[None]:
        """Changes made within the block go to disk together when it ends; each stays a step.

        Raises NotSavedError with none of them kept, ReadOnlyError.
        """
        return self._storage.together()

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

    # -- articles

    def add(self, imported: Imported, *, act: str | None = None) -> Added:
        """Store an imported article, unless it is there already; those of one *act* are undone
        together.
        """
        source = msgspec.structs.replace(
            imported.source, name=without_surrogates(imported.source.name)
        )
        imported = msgspec.structs.replace(imported, source=source)
        imported = _storable(imported)
        identity = article_id(imported)
        with self._storage.step("add", subject=identity, act=act):
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

    def forget_reading(self, article: str) -> None:
        """Make an article that is begun a new one again, as it is after the tour; not undoable."""
        if article in self.articles and self.articles.get(article).state == "begun":
            with self._storage.step("read", kind="quiet", subject=article):
                self.articles.set_state(article, "new")

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


def _storable(imported: Imported) -> Imported:
    """*imported*, with U+FFFD for lone surrogates where it has any."""
    told = tuple(block for block in imported.blocks if block.author or block.date)
    try:
        msgspec.json.encode(msgspec.structs.replace(imported, raw=b"", blocks=told))
    except UnicodeEncodeError:
        return without_surrogates(imported)  # type: ignore[no-any-return]
    return imported
