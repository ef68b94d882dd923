"""The proof against kills: a worker is killed at some moment, and its library looked at."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from types import TracebackType

from store.errors import PostilError
from store.library import Library
from tests.crash.effort import unhurried
from tests.crash.mutants import applied
from tests.crash.work import picture, print_of

ROOT = Path(__file__).resolve().parent.parent.parent
EMPTY = print_of({})


class Server:
    """The forking server of `tests.crash.child`, one worker at a time."""

    def __init__(self) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.child"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout

    def __enter__(self) -> Server:
        """The server; it ends with the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ask no more."""
        self._to.close()
        self._process.wait()
        self._from.close()

    def start(
        self, folder: Path, seed: int, changes: int, *, mutant: str = "", wait: bool = False
    ) -> int:
        """Start a worker; its process id. With *wait* it does nothing before `go`."""
        words = (folder, seed, changes, mutant, "wait" if wait else "")
        self._to.write("\t".join(map(str, words)).encode() + b"\n")
        self._to.flush()
        return int(self.heard().removeprefix("pid "))

    def go(self) -> None:
        """Let a waiting worker begin."""
        self._to.write(b"\n")
        self._to.flush()

    def heard(self) -> str:
        """The next line."""
        return self._from.readline().decode().rstrip("\n")

    def said(self) -> Iterator[str]:
        """The worker's lines until it is gone."""
        while (line := self.heard()) not in ("end", ""):
            yield line


class Watched:
    """What a worker said about its library, and what may therefore be found there."""

    def __init__(self, before: str = EMPTY, mutant: str = "") -> None:
        """Beginning with a library that shows *before*, looked at with the store as *mutant*."""
        self.mutant = mutant
        self.saved = before
        self.about: tuple[str, ...] = ()
        self.finished = False
        self.faults: list[str] = []

    def heard(self, line: str) -> None:
        """Take note of one line of the worker."""
        word, _, rest = line.partition(" ")
        match word:
            case "opened":
                if rest not in (self.saved, *self.about):
                    self.faults.append("an opening shows neither the last saved state nor the next")
                self.saved, self.about = rest, ()
            case "about":
                self.about = tuple(rest.split())
            case "saved":
                self.saved, self.about = rest, ()
            case "failed":
                self.faults.append(rest)
        self.finished = word == "closed"

    def look(self, folder: Path, *, at_copy: bool) -> list[str]:
        """What is wrong in *folder* now; what is found becomes the state of the next beginning.

        Looking *at_copy* leaves the recovery to the next worker.
        """
        looked = folder
        if at_copy and folder.exists():  # it may have been killed before it made anything
            looked = folder.with_name("copy")
            shutil.rmtree(looked, ignore_errors=True)
            shutil.copytree(folder, looked)
        try:
            with unhurried(), applied(self.mutant), Library(looked, who="ann") as library:
                found = print_of(picture(library))
        except PostilError as error:
            return [*self.faults, f"refused: {error.message}"]
        except Exception:
            trace = traceback.format_exc(limit=-2).replace("\n", " | ")
            return [*self.faults, f"traceback: {trace}"]
        if found not in (self.saved, *self.about):
            self.faults.append("neither the last saved state nor the change under way is there")
        faults, self.faults = self.faults, []
        self.saved, self.about = found, ()
        return faults


def kill_faults(
    root: Path, seed: int, kills: int, *, mutant: str = "", enough: int = 10**9
) -> list[str]:
    """Kill a worker *kills* times at random moments; stops at *enough* faults."""
    chance = Random(seed)
    faults: list[str] = []
    watched = Watched()
    with Server() as server:
        for number in range(kills):
            folder = root / f"kills{seed}" / f"{number // 40}" / "library"
            if number % 40 == 0:
                folder.parent.mkdir(parents=True)
                watched = Watched(mutant=mutant)
            pid = server.start(folder, chance.getrandbits(32), 400, mutant=mutant)
            _kill_at_random(server, pid, watched.heard, chance)
            here = watched.look(folder, at_copy=chance.random() < 0.5)
            faults += [f"seed {seed}, kill {number}: {fault}" for fault in here]
            if len(faults) >= enough:
                break
    return faults


def _kill_at_random(server: Server, pid: int, heard: Callable[[str], None], chance: Random) -> None:
    """Kill *pid* while it opens, or a little after one of its lines; hears it out."""
    lines = server.said()
    for _ in range(chance.choice((0, 1, 1, 2, 3, chance.randint(4, 60)))):
        line = next(lines, None)
        if line is None:
            return
        heard(line)
    time.sleep(chance.random() * chance.choice((0.001, 0.004, 0.02)))
    with contextlib.suppress(ProcessLookupError):  # it may have finished first
        os.kill(pid, signal.SIGKILL)
    for line in lines:
        heard(line)
