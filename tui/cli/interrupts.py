"""Ctrl+C between two articles: never while one is being stored, and not before it is told."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class Interrupts:
    """Holds an interrupt that comes inside `held()` until `answer()` is called."""

    def __init__(self) -> None:
        """None came yet."""
        self._came = False

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Note an interrupt inside the block instead of raising it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._note)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def answer(self) -> None:
        """Raise KeyboardInterrupt if one came."""
        if self._came:
            raise KeyboardInterrupt

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self._came = True
