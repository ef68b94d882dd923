"""Texts that come as JSON Lines, or of a library, answered in their order: many side by side.

One text after the other is answered as it comes. Where more wait than one process can answer soon,
others are started, one for each processor.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.model import Block
    from store.suggest.gazetteer import Gazetteer
    from store.suggest.ranking import Decisions
    from store.suggest.registry import Suggesters

_FEW = 8
"""Waiting lines that are not worth another process."""

_AHEAD = 64
"""Lines read before their turn, so that a long stream is never held whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line gave: spans over its text, or why there are none."""

    number: int
    identity: Any = None
    text: str = ""
    spans: tuple[dict[str, Any], ...] = ()
    problems: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of every text, with what a library knows and what was decided in it."""

    kinds: tuple[str, ...]
    nlp: bool = False
    known: Gazetteer | None = None
    decisions: Decisions | None = None


def prepare(wanted: Wanted) -> tuple[Suggesters, str | None]:
    """The suggesters, and what to tell where the model was wanted and can't be had."""
    from store.suggest.gazetteer import EMPTY
    from store.suggest.registry import prepared

    held = EMPTY if wanted.known is None else wanted.known
    if not wanted.nlp:
        return prepared(held), None
    from store.suggest.model import ModelError, load

    try:
        return prepared(held, load()), None
    except ModelError as error:
        return prepared(held), error.message


def answer(number: int, line: bytes, wanted: Wanted, suggesters: Suggesters) -> Answer:
    """One line's answer. Never raises for what the line holds."""
    from store.errors import PostilError
    from store.suggest.ranking import NO_DECISIONS
    from tui.cli.labels import labelled

    try:
        identity, text, blocks = asked(line)
    except PostilError as error:
        return Answer(number, error=error.message)
    decisions = wanted.decisions or NO_DECISIONS
    spans, problems = labelled(text, blocks, wanted.kinds, suggesters, decisions)
    return Answer(number, identity, text, tuple(spans), problems)


def asked(line: bytes) -> tuple[Any, str, tuple[Block, ...]]:
    """The id, text and blocks of a line; without blocks the text is cut up as a dump of a page."""
    import msgspec

    from store.blocks import check_blocks
    from store.errors import InputError
    from store.importers.segment import segment
    from store.model import Block

    try:
        row = msgspec.json.decode(line)
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            raise InputError('This line is not an object with an "id" and a "text".')
        text: str = row["text"]
        if row.get("blocks") is None:
            return row["id"], text, segment(text)
        blocks = msgspec.convert(row["blocks"], tuple[Block, ...])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"This line is not what suggest takes: {error}.") from error
    check_blocks(text, blocks, str(row["id"]))
    return row["id"], text, blocks


def line_of(identity: str, text: str, blocks: tuple[Block, ...]) -> bytes:
    """An article of a library as a line that asks for it."""
    import msgspec

    return msgspec.json.encode({"id": identity, "text": text, "blocks": blocks})


def answers(
    lines: Iterable[bytes], wanted: Wanted, tell: Callable[[str], None], workers: int
) -> Iterator[Answer]:
    """The answers to *lines* in their order, each as soon as it can be had."""
    suggesters, problem = prepare(wanted)
    if problem is not None:
        tell(problem)
        wanted = replace(wanted, nlp=False)
    source = _Ahead(lines)
    while (item := source.next()) is not None:
        if workers > 1 and source.waiting() >= _FEW:
            yield from _side_by_side(item, source, wanted, workers)
            return
        yield answer(*item, wanted, suggesters)


class _Ahead:
    """Lines read by a thread of their own, numbered from 1, blank ones left out."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Begin to read *lines*."""
        self._queue: queue.Queue[tuple[int, bytes] | BaseException | None] = queue.Queue(_AHEAD)
        self._lines = lines
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        from store.errors import PostilError

        try:
            for number, line in enumerate(self._lines, 1):
                if stripped := line.removeprefix(b"\xef\xbb\xbf").strip():
                    self._queue.put((number, stripped))
            self._queue.put(None)
        except (OSError, ValueError, PostilError) as error:
            self._queue.put(error)

    def waiting(self) -> int:
        """How many lines are there already."""
        return self._queue.qsize()

    def next(self, *, wait: bool = True) -> tuple[int, bytes] | None:
        """The next line, None at the end; without *wait* raises queue.Empty where none is there."""
        item = self._queue.get(block=wait)
        if isinstance(item, BaseException):
            raise item
        return item


def _side_by_side(
    first: tuple[int, bytes], source: _Ahead, wanted: Wanted, workers: int
) -> Iterator[Answer]:
    """The rest of the stream by a pool; a text that kills its process is told and left out."""
    waiting: deque[tuple[tuple[int, bytes], Future[Answer]]] = deque()
    pool = _pool(workers, wanted)
    item: tuple[int, bytes] | None = first
    ended = False
    try:
        while True:
            if item is not None:
                waiting.append((item, pool.submit(_in_worker, *item)))
            item = None
            if not ended and len(waiting) < 4 * workers:
                try:
                    item = source.next(wait=not waiting)
                    ended = item is None
                    continue
                except queue.Empty:
                    item = None
            if not waiting:
                return
            head, future = waiting.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                yield _alone(head, wanted)
                pool = _pool(workers, wanted)
                waiting = deque((each, pool.submit(_in_worker, *each)) for each, _ in waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(item: tuple[int, bytes], wanted: Wanted) -> Answer:
    with _pool(1, wanted) as pool:
        try:
            return pool.submit(_in_worker, *item).result()
        except BrokenProcessPool:
            return Answer(item[0], error="This text makes its process crash; it was left out.")


def _pool(workers: int, wanted: Wanted) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(wanted,))


_common: list[tuple[Wanted, Suggesters]] = []


def _begin(wanted: Wanted) -> None:
    """Keep what is common to all lines; interrupts are the first process's to answer."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _common[:] = [(wanted, prepare(wanted)[0])]


def _in_worker(number: int, line: bytes) -> Answer:
    return answer(number, line, *_common[0])
