"""A program in a real pseudo-terminal: keys in, a screen of cells out."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pexpect
import pyte

ROOT = Path(__file__).resolve().parent.parent

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pgdn": "\x1b[6~",
    "pgup": "\x1b[5~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "ctrl+q": "\x11",
    "ctrl+r": "\x12",
    "ctrl+s": "\x13",
}
STILL_SECONDS = 0.05
"""A screen on which nothing was written for this long stands still."""


class _Screen(pyte.Screen):
    """Passes over what vim asks of xterm's keyboard in the shape of a colour."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """A child on a terminal of *columns* by *rows*; `written` keeps every byte it sent."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start *command*."""
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self.started = time.perf_counter()
        base = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            command[0],
            list(command[1:]),
            dimensions=(rows, columns),
            env={**base, **terminal, **(env or {})},
            cwd=str(cwd) if cwd else None,
            timeout=30,
        )
        self._child.delaybeforesend = None
        self._stamp = self.started

    def __enter__(self) -> Terminal:
        """The terminal; the child is ended with the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the child."""
        self._child.close(force=True)

    @property
    def lines(self) -> list[str]:
        """The screen's rows."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The screen as one string."""
        return "\n".join(self.lines)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return int(self._child.pid or 0)

    def _receive(self, seconds: float) -> bytes:
        """What comes within *seconds*, stamped but not taken in yet; empty when nothing does."""
        try:
            chunk: bytes = self._child.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return b""
        self._stamp = time.perf_counter()
        return chunk

    def _take_in(self, chunk: bytes) -> None:
        self.written += chunk
        self._stream.feed(chunk)

    def _read(self, seconds: float) -> bool:
        """Take in what comes within *seconds*; False when nothing did."""
        chunk = self._receive(seconds)
        self._take_in(chunk)
        return bool(chunk)

    def wait_for(self, pattern: str, *, seconds: float = 30.0) -> float:
        """Read until *pattern* is on the screen; the time since the start, in seconds.

        Raises AssertionError with the screen when it does not come.
        """
        wanted = re.compile(pattern, re.DOTALL)
        deadline = time.perf_counter() + seconds
        while wanted.search(self.text) is None:
            if not self._read(0.2) and time.perf_counter() > deadline:
                raise AssertionError(f"{pattern!r} did not come; the screen:\n{self.text}")
        return self._stamp - self.started

    def press(self, *keys: str) -> None:
        """Send keys, each by its name or itself, waiting for stillness after each."""
        for key in keys:
            self._child.send(KEYS.get(key, key))
            self.settle()

    def send(self, key: str) -> None:
        """Send a key, by its name or itself, and wait for nothing."""
        self._child.send(KEYS.get(key, key))

    def settle(self) -> None:
        """Read until nothing more comes."""
        while self._read(STILL_SECONDS):
            pass

    def time_key(self, key: str, *, seconds: float = 2.0) -> float | None:
        """Milliseconds from *key* to the last byte before stillness; None if nothing came."""
        chunks = self._answer(key, seconds)
        for _, chunk in chunks:
            self._take_in(chunk)
        return chunks[-1][0] if chunks else None

    def time_change(
        self, key: str, rows: int, columns: int, *, seconds: float = 2.0
    ) -> tuple[float | None, float] | None:
        """Milliseconds from *key* to the bytes that first change one of the first cells of the
        first rows (None where none of them changes), and to the last byte before stillness; None
        if nothing came.
        """
        before, found = self.cells(rows, columns), None
        chunks = self._answer(key, seconds)
        for stamp, chunk in chunks:
            self._take_in(chunk)
            if found is None and self.cells(rows, columns) != before:
                found = stamp
        return (found, chunks[-1][0]) if chunks else None

    def time_until(self, keys: str, pattern: str, *, seconds: float = 30.0) -> float | None:
        """Milliseconds from *keys*, sent in one go, to the bytes that put *pattern* on the screen;
        None if it did not come.
        """
        wanted = re.compile(pattern, re.DOTALL)
        self.settle()
        start = time.perf_counter()
        self._child.send(KEYS.get(keys, keys))
        while chunks := self._until_still(start, seconds):
            for stamp, chunk in chunks:
                self._take_in(chunk)
                if wanted.search(self.text):
                    return stamp
        return None

    def _answer(self, key: str, seconds: float) -> list[tuple[float, bytes]]:
        """Press *key*; what comes before stillness, each with its milliseconds since.

        It is taken in by the caller: that takes longer than a program needs to write more.
        """
        self.settle()
        start = time.perf_counter()
        self._child.send(KEYS.get(key, key))
        return self._until_still(start, seconds)

    def _until_still(self, start: float, seconds: float) -> list[tuple[float, bytes]]:
        """What comes before stillness, each with its milliseconds since *start*; nothing where
        nothing comes in so many *seconds* from there.
        """
        chunks: list[tuple[float, bytes]] = []
        while (left := start + seconds - time.perf_counter()) > 0:
            if chunk := self._receive(STILL_SECONDS if chunks else left):
                chunks.append((1000 * (self._stamp - start), chunk))
            elif chunks:
                break
        return chunks

    def cells(self, rows: int, columns: int) -> tuple[object, ...]:
        """The first cells of the first rows: each with its letter and its look."""
        buffer = self._screen.buffer
        return tuple(buffer[y][x] for y in range(rows) for x in range(columns))

    def finish(self) -> int:
        """Read to the end; the exit code."""
        self._child.timeout = 30
        while True:
            try:
                self.written += self._child.read_nonblocking(65536, timeout=30)
            except pexpect.EOF:
                break
        self._child.close()
        return int(self._child.exitstatus or 0)


def postil(*arguments: str) -> list[str]:
    """The command line that runs this checkout's program."""
    return [sys.executable, "-m", "tui", *arguments]
