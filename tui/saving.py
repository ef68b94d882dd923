"""One ordered lane for writes: a thread that carries out changes one after another.

What the disk refuses stays first in the lane and is tried again, so that nothing is lost and
nothing overtakes it.
"""

from __future__ import annotations

import asyncio
import contextvars
import queue
import threading
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from store.errors import NotSavedError, PostilError

RETRY_SECONDS = 2.0


class Saving(Struct, frozen=True):
    """How the lane stands: changes not on disk yet, and why the first one is refused, if so: in
    a sentence (`refused`) and in a few words (`why`).
    """

    waiting: int = 0
    refused: str | None = None
    why: str | None = None

    @property
    def words(self) -> str:
        """What the status bar says."""
        if self.refused is not None:
            return f"NOT SAVED ({self.waiting}): {self.why}"
        return "saving…" if self.waiting else "saved"


class _Job(Struct, frozen=True):
    change: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[PostilError], None]
    counted: bool


class SavingLane:
    """Carries out changes in order on a thread of its own; reports on the screen's loop."""

    def __init__(
        self, report: Callable[[Saving], None], *, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        """Start the thread; *report* is called on the running event loop at every change."""
        self._loop = asyncio.get_running_loop()
        # Reports run as if the screen had called them: Textual finds its app in the context.
        self._context = contextvars.copy_context()
        self._report = report
        self._retry_seconds = retry_seconds
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.state = Saving()
        self._thread = threading.Thread(target=self._run, name="postil-saving", daemon=True)
        self._thread.start()

    def submit(
        self,
        change: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[PostilError], None],
        *,
        counted: bool = True,
    ) -> None:
        """Queue *change*; *done* gets its result, *failed* what the store says against it.

        `counted` False is for looks at the library that save nothing of the person's.
        """
        if counted:
            self._idle.clear()
            self._tell(replace(self.state, waiting=self.state.waiting + 1))
        self._jobs.put(_Job(change, done, failed, counted))

    async def drained(self) -> None:
        """Wait until everything is on disk (for ever, while the disk refuses)."""
        await self._idle.wait()

    def stop(self) -> None:
        """Carry out what can be, then end the thread."""
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join()

    @property
    def is_stopping(self) -> bool:
        """Whether the program ends, so that what is long should end where it can."""
        return self._stopping.is_set()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._carry_out(job)

    def _carry_out(self, job: _Job) -> None:
        while True:
            try:
                result = job.change()
            except NotSavedError as error:
                if self._stopping.is_set() or not job.counted:
                    return
                self.post(self._refused, error)
                self._stopping.wait(self._retry_seconds)
                continue
            except PostilError as error:
                self.post(self._finished, job, job.failed, error)
                return
            except Exception as error:  # one fault must not end the lane and all later saves
                fault = PostilError(
                    f"This is a fault in Postil ({type(error).__name__}: {error}); "
                    "nothing of this change was stored. Please report it."
                )
                self.post(self._finished, job, job.failed, fault)
                return
            self.post(self._finished, job, job.done, result)
            return

    def post(self, call: Callable[..., Any], *args: Any) -> None:
        """Call something on the screen's loop, soon: for a change that tells how far it is."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *args, context=self._context)

    def _refused(self, error: NotSavedError) -> None:
        self._tell(Saving(self.state.waiting, error.message, error.reason))

    def _finished(self, job: _Job, call: Callable[[Any], None], value: Any) -> None:
        if job.counted:
            self._tell(Saving(self.state.waiting - 1))
            if not self.state.waiting:
                self._idle.set()
        call(value)

    def _tell(self, state: Saving) -> None:
        self.state = state
        self._report(state)
