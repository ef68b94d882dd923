"""A library that is opened beside the screen, on which its article is seen already."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tui.lean import give_back_large_buffers

if TYPE_CHECKING:
    from store.library import Library


class Opening:
    """The library in a folder, opened by whoever asks for it first; others wait for that."""

    def __init__(self, folder: Path, *, who: str) -> None:
        """Nothing is opened yet; changes will be signed as *who*."""
        self._folder = folder
        self._who = who
        self._lock = threading.Lock()
        self._library: Library | None = None

    @property
    def is_open(self) -> bool:
        """Whether the library was opened."""
        return self._library is not None

    def get(self) -> Library:
        """The open library; raises PostilError where it can't be opened."""
        with self._lock:
            if self._library is None:
                give_back_large_buffers()
                from store.library import Library

                self._library = Library(self._folder, who=self._who)
            return self._library

    def close(self) -> None:
        """Close the library, if it was opened."""
        with self._lock:
            if self._library is not None:
                self._library.close()
