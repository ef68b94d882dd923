"""`postil apply`: a stream of changes in, an answer to each the moment it is durable."""

from __future__ import annotations

import contextlib
import itertools
import time
from collections import deque
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import click

from tui.cli.options import stdin
from tui.cli.output import emit, flush
from tui.cli.running import outcome
from tui.cli.session import Session

if TYPE_CHECKING:
    from store.library import Library

_CHUNK = 1 << 16
"""How many bytes are taken at a time of what is there."""
_TOGETHER_S = 0.02
"""How long changes are carried out before they are put on disk and answered."""
_BOM = b"\xef\xbb\xbf"

Line: TypeAlias = tuple[int, bytes]
"""A line's number, from 1, and its bytes."""


@click.command("apply")
@click.argument("source", metavar="-|FILE")
@click.option("--json", "as_json", is_flag=True, hidden=True, help="The answers are always JSON.")
@click.pass_obj
def apply_command(session: Session, source: str, as_json: bool) -> int:
    """Carry out the changes in FILE, or on standard input, one JSON object a line.

    \b
    {"do":"tag","article":…,"kind":…,"quote":… | "start":…,"end":… | "block":…,
     "attributes":{…},"codes":[…],"note":…,"tags":[…]}
    {"do":"edit","id":…, and the fields to change}
    {"do":"remove","id":…}
    {"do":"link","from":…,"type":…,"to":…}

    Each line is answered by {"id":…,"revision":…} or {"line":…,"error":…}; a line that fails
    doesn't stop the others.
    """
    failed = done = 0
    with _lines(source) as lines, session.open() as library:
        for there in lines:
            for answers in _carried_out(library, deque(there)):
                for answer in answers:
                    emit(answer)
                flush()
                faults = sum("error" in answer for answer in answers)
                failed, done = failed + faults, done + len(answers) - faults
    return outcome(failed, done)


def _carried_out(library: Library, waiting: deque[Line]) -> Iterator[list[dict[str, Any]]]:
    """Carry out the *waiting* lines and take them away: the answers, none of them too early.

    Each line is a step of its own; as many as time allows go to disk together.
    """
    from store.errors import PostilError

    while waiting:
        taken: list[Line] = []
        answers: list[dict[str, Any]] = []
        stopped: BaseException | None = None
        try:
            with library.together():
                until = time.monotonic() + _TOGETHER_S
                try:
                    while waiting and (not taken or time.monotonic() < until):
                        taken.append(waiting.popleft())
                        answers.append(_answer(library, *taken[-1]))
                except BaseException as error:  # an interrupt: those before it are saved
                    stopped = error
        except PostilError as error:  # of the disk, or of the lock; nothing of them was kept
            if stopped is not None:
                raise stopped from error
            if len(taken) > 1:  # what there is no room for together may go alone
                for line in taken:
                    yield from _carried_out(library, deque([line]))
                continue
            number, _ = taken[0] if taken else waiting.popleft()
            answers = [{"line": number, "error": error.message}]
        yield answers
        if stopped is not None:
            raise stopped


def _answer(library: Library, number: int, line: bytes) -> dict[str, Any]:
    """What to answer to a line whose change is in memory."""
    from store.errors import PostilError
    from tui.cli.changes import carry_out, read_change

    try:
        return carry_out(library, read_change(line))
    except PostilError as error:
        return {"line": number, "error": error.message}


@contextlib.contextmanager
def _lines(source: str) -> Iterator[Iterator[list[Line]]]:
    """The lines of *source* that hold something, as many at a time as are there."""
    from store.errors import InputError

    if source == "-":
        yield _numbered(cast("BufferedIOBase", stdin()))
        return
    try:
        file = Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"Can't read '{source}': {error.strerror or error}.") from error
    with file:
        yield _numbered(file)


def _numbered(file: BufferedIOBase) -> Iterator[list[Line]]:
    numbers = itertools.count(1)
    for lines in _read(file):
        numbered = [(next(numbers), line.removeprefix(_BOM).strip()) for line in lines]
        yield [(number, line) for number, line in numbered if line]


def _read(file: BufferedIOBase) -> Iterator[list[bytes]]:
    parts: list[bytes] = []
    while chunk := file.read1(_CHUNK):
        whole, newline, rest = chunk.rpartition(b"\n")
        if not newline:
            parts.append(chunk)
            continue
        yield b"".join((*parts, whole)).split(b"\n")
        parts = [rest]
    yield [b"".join(parts)]
