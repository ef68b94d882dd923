"""The files of a library's articles: source, text and blocks, in a folder for each."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from store.disk import (
    in_words,
    make_folder,
    read_file,
    sync_folder,
    write_durably,
    write_new,
)
from store.errors import DamagedLibraryError, NotSavedError
from store.model import Block, sha256
from store.places import article_folder


class ArticleFiles:
    """Reads and writes them; texts and blocks read lately are kept, for they never change."""

    def __init__(self, folder: Path) -> None:
        """In the library's *folder*."""
        self._folder = folder
        self._is_named = False
        self.text = lru_cache(maxsize=8)(self._read_text)
        self.blocks = lru_cache(maxsize=8)(self._read_blocks)

    def write(self, article: str, raw: bytes, text: str, blocks: tuple[Block, ...]) -> None:
        """Write an article's files, all or none. Raises NotSavedError."""
        folder = self._place(article)
        files = {
            "source": raw,
            "text": text.encode("utf-8", "surrogatepass"),
            "blocks.json": msgspec.json.encode(blocks),
        }
        try:
            if folder.is_dir():  # an added article that was undone, or one that lost a file
                self._mend(folder, files)
            else:
                self._make(folder, files)
        except OSError as error:
            raise NotSavedError(
                f"Can't write {folder}: {in_words(error)}. "
                "Free space or mend the folder, then try again.",
                reason=in_words(error),
            ) from error

    def raw(self, article: str) -> bytes:
        """The source's bytes as they came. Raises DamagedLibraryError when they are gone."""
        return self._read(article, "source")

    def lacks_source(self, article: str) -> bool:
        """Whether the file with the source's bytes is gone."""
        return not (self._place(article) / "source").exists()

    def forget(self) -> None:
        """Forget texts and blocks that were read: their files are no more the same."""
        self.text.cache_clear()
        self.blocks.cache_clear()

    def move_to(self, folder: Path, articles: Iterable[tuple[str, str]]) -> None:
        """Read and write below another library *folder* from now on.

        Texts and blocks of *articles*, ids with the SHA-256 of the text, that are missing there
        are written if they were read lately: the reader has them on the screen. Raises OSError.
        """
        self._folder, self._is_named = folder, False
        for article, digest in articles:
            with contextlib.suppress(DamagedLibraryError):
                place = self._place(article)
                if (place / "text").exists():
                    continue
                text, blocks = self.text(article, digest), self.blocks(article)
                make_folder(place)
                write_durably(place / "text", text.encode("utf-8", "surrogatepass"))
                write_durably(place / "blocks.json", msgspec.json.encode(blocks))

    def _make(self, folder: Path, files: Mapping[str, bytes]) -> None:
        fresh = folder.with_name(".new")  # one name, for all is done under the lock
        try:
            make_folder(folder.parent)
            if fresh.exists():  # a killed process left it
                shutil.rmtree(fresh)
            fresh.mkdir(mode=0o700)
            for name, content in files.items():
                write_new(fresh / name, content)
            sync_folder(fresh)
            fresh.rename(folder)
            sync_folder(folder.parent)
            if not self._is_named:  # whoever made the parent may have been killed before this
                sync_folder(self._folder)
                self._is_named = True
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise

    def _mend(self, folder: Path, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            path = folder / name
            if path.is_symlink() or not path.is_file() or read_file(path) != content:
                write_durably(path, content)
        self.forget()

    def _read_text(self, article: str, digest: str) -> str:
        raw = self._read(article, "text")
        try:
            text = raw.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            text = ""
        if sha256(raw) != digest:
            raise DamagedLibraryError(
                f"The text of article {article} in {self._place(article)} was altered after it "
                "was stored. `postil doctor --repair` makes it again; its annotations are kept."
            )
        return text

    def _read_blocks(self, article: str) -> tuple[Block, ...]:
        raw = self._read(article, "blocks.json")
        try:
            return msgspec.json.decode(raw, type=tuple[Block, ...])
        except (msgspec.MsgspecError, ValueError) as error:
            raise DamagedLibraryError(
                f"{self._place(article) / 'blocks.json'} is damaged ({error}). "
                "`postil doctor --repair` makes it again; its annotations are kept."
            ) from error

    def _read(self, article: str, name: str) -> bytes:
        path = self._place(article) / name
        try:
            return read_file(path)
        except OSError as error:
            raise DamagedLibraryError(
                f"Can't read {path}: {in_words(error)}. `postil doctor --repair` makes it again "
                "from the source or a backup where it can; else put the file back from a copy."
            ) from error

    def _place(self, article: str) -> Path:
        try:
            return article_folder(self._folder, article)
        except OSError as error:
            raise DamagedLibraryError(
                f"The article '{article}' can't have files: {in_words(error)}. `postil remove` "
                "takes it off the list."
            ) from error
