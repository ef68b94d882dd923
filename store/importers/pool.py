"""Sources read side by side: a process for each processor, results in the order of the sources.

Few sources are read in this process, for starting others costs more than it saves. A source that
kills its process fails alone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path

from store.errors import PostilError
from store.importers.base import Origin
from store.importers.readings import Context, Reading

FEW = 8
_AHEAD = 4
_MOST_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Job:
    """A source to read: a file, or bytes that came another way. *source* is as it was given.

    One that stands for nothing is *refused* with the reason, and holds its place among the others.
    """

    source: str
    path: Path | None = None
    raw: bytes | None = None
    origin: Origin | None = None
    importer: str | None = None
    refused: str | None = None

    def located(self, message: str) -> str:
        """*message* about a file of a folder, which it names, with the way to the file: others may
        have the same name.
        """
        name = "" if self.path is None else f"'{self.path.name}"
        if name and message.startswith((f"{name}'", f"{name}#")):
            return f"'{self.source}{message.removeprefix(name)}"
        return message


@dataclass(frozen=True, slots=True)
class Failed:
    """A source of which nothing could be read, and why."""

    message: str


Result = list[Reading] | Failed


def read_job(job: Job, context: Context) -> Result:
    """All that a source gives, or why it gives nothing."""
    from store.importers.files import bytes_of
    from store.importers.registry import base_name, read_all

    if job.refused is not None:
        return Failed(job.refused)
    try:
        raw = job.raw
        if raw is None:
            assert job.path is not None
            raw = bytes_of(job.path)
        origin = job.origin or Origin(base_name(job.path.name if job.path else job.source))
        return read_all(raw, origin, context, job.importer)
    except PostilError as error:
        return Failed(error.message)
    except OSError as error:
        return Failed(f"'{job.source}': {error.strerror or error}.")
    except MemoryError:
        return Failed(f"'{job.source}' needs more memory than there is.")


def read_jobs(jobs: Sequence[Job], context: Context) -> Iterator[tuple[Job, Result]]:
    """Each source with what it gives, in order; many are read side by side."""
    workers = min(_processors(), _MOST_WORKERS, len(jobs))
    if len(jobs) <= FEW or workers < 2:
        for job in jobs:
            yield job, read_job(job, context)
        return
    done = 0
    while done < len(jobs):
        try:
            for job, result in _side_by_side(jobs[done:], context, workers):
                done += 1
                yield job, result
        except (BrokenProcessPool, OSError):  # the next source or one soon after it
            if not _starts(context):  # there is no room for others, or the machine forbids them
                for job in jobs[done:]:
                    yield job, read_job(job, context)
                return
            yield jobs[done], _read_alone(jobs[done], context)
            done += 1


def _side_by_side(
    jobs: Sequence[Job], context: Context, workers: int
) -> Iterator[tuple[Job, Result]]:
    waiting: deque[tuple[Job, Future[Result]]] = deque()
    left = iter(jobs)
    pool = _pool(workers, context)
    try:
        for job in left:
            waiting.append((job, pool.submit(_read_in_worker, job)))
            if len(waiting) >= _AHEAD * workers:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _starts(context: Context) -> bool:
    """Whether a process can be started that does something."""
    try:
        with _pool(1, context) as pool:
            pool.submit(int).result()
    except (BrokenProcessPool, OSError):
        return False
    return True


def _read_alone(job: Job, context: Context) -> Result:
    with _pool(1, context) as pool:
        try:
            return pool.submit(_read_in_worker, job).result()
        except BrokenProcessPool:
            return Failed(f"'{job.source}' makes its importer crash; it was left out.")


def _pool(workers: int, context: Context) -> ProcessPoolExecutor:
    """Fresh interpreters, so that none inherits the library's lock.

    Interrupts are kept from them from their first moment: this process answers.
    """
    _start_tracker()
    pool = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(context,),
    )
    with _holding_interrupts():
        for _ in range(workers):
            pool.submit(int)  # each task that finds no idle process starts one
    return pool


def _start_tracker() -> None:
    """Start the process that looks after those of a pool. It is given standard error, for which a
    screen puts something that is no file.
    """
    if os.name == "posix":
        with contextlib.redirect_stderr(sys.__stderr__), _holding_interrupts():
            resource_tracker.ensure_running()


@contextlib.contextmanager
def _holding_interrupts() -> Iterator[None]:
    """Hold an interrupt until the end of the block; processes started in it never get one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_context = Context()


def _begin_worker(context: Context) -> None:
    """Keep what is common to all jobs, so that it is sent once; end when who asks is killed."""
    global _context  # noqa: PLW0603 (the one thing a worker keeps)
    _context = context
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker waits for its next job on a pipe that it holds open itself, so without this it
    would wait for ever.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_in_worker(job: Job) -> Result:
    return read_job(job, _context)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
