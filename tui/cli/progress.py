"""One line on standard error that says how far a long command is; only on a terminal."""

from __future__ import annotations

import contextlib
import sys

from tui.untrusted import one_line

_WIDTH = 60
_BAR = 20
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows `[###...] done/total name`, and gives way to other lines."""

    def __init__(self, total: int | None, few: int) -> None:
        """Of *total* sources (None: no one knows); silent for *few* or less, and elsewhere than
        on a terminal.
        """
        self._total = total
        self._on = (total is None or total > few) and sys.stderr is not None and sys.stderr.isatty()

    def show(self, done: int, name: str) -> None:
        """Say that *done* are done, and what is next."""
        if self._total is None:
            self._write(f"{_CLEAR}{done}  {one_line(name, _WIDTH)}")
            return
        full = _BAR * min(done, self._total) // max(1, self._total)
        bar = "#" * full + "." * (_BAR - full)
        room = _WIDTH - _BAR - 2
        self._write(f"{_CLEAR}[{bar}] {done}/{self._total}  {one_line(name, room)}")

    def clear(self) -> None:
        """Take the line away."""
        self._write(_CLEAR)

    def _write(self, text: str) -> None:
        if self._on:
            with contextlib.suppress(OSError):
                sys.stderr.write(text)
                sys.stderr.flush()
