"""What the command line prints: data on standard output, messages on standard error.

Nothing that comes from outside can act on the terminal: lines for people go through `visible`,
and JSON has every control and format character escaped.
"""

from __future__ import annotations

import codecs
import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from tui.untrusted import is_unsafe, one_line, visible


class OutputError(Exception):
    """Standard output can't be written: a full disk, a closed descriptor."""


class PipeClosedError(OutputError):
    """Whoever read standard output stopped reading: an end, not a fault."""


def say(text: str = "") -> None:
    """Print *text*, lines and all, for a person."""
    encoding = sys.stdout.encoding or "utf-8"
    write(visible(text).encode(encoding, "replace") + b"\n")


def tell(message: str) -> None:
    """Print one line on standard error; lost silently where that is closed."""
    try:
        flush()
        print(f"postil: {one_line(message)}", file=sys.stderr, flush=True)
    except (OSError, OutputError):
        return


def emit(record: Any) -> None:
    """Print *record* as one line of JSON."""
    write(encoded(record) + b"\n")


def encoded(record: Any) -> bytes:
    """*record* as JSON on one line, safe on a terminal; lone surrogates as U+FFFD."""
    import msgspec

    try:
        text = msgspec.json.encode(record).decode()
    except UnicodeEncodeError:  # an argument that is not UTF-8
        import json
        import re

        text = json.dumps(msgspec.to_builtins(record), ensure_ascii=False)
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return escaped(text).encode()


def escaped(text: str) -> str:
    """JSON *text* with every character that could act on a terminal as a JSON escape."""
    if is_unsafe(text):
        for character in sorted(set(text) - {"\n"}):
            if is_unsafe(character):
                units = character.encode("utf-16-be").hex()
                escape = "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
                text = text.replace(character, escape)
    return text


def write(raw: bytes) -> None:
    """Write *raw* to standard output as it is. Raises OutputError."""
    view = memoryview(raw)
    with _told():
        while view:  # unbuffered output may take less than all
            view = view[sys.stdout.buffer.write(view) :]


def write_file(pieces: Iterable[bytes]) -> None:
    """Write a file of UTF-8 to standard output, piece by piece: as it is, but on a terminal, where
    its bytes could act, made safe. Raises OutputError.
    """
    if not sys.stdout.isatty():
        for piece in pieces:
            write(piece)
        return
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece in pieces:
        write(visible(escaped(decoder.decode(piece))).encode())


def flush() -> None:
    """Hand on what was printed. Raises OutputError."""
    with _told():
        sys.stdout.flush()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosedError from error
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from error
