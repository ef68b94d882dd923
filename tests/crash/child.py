"""A process that works on a library until it is killed, and the server that forks it.

`python -m tests.crash.child` reads requests `folder<TAB>seed<TAB>changes<TAB>mutant<TAB>wait`, one
a line, and forks a worker for each, so that a kill costs no fresh imports. The worker says `pid N`,
`opened P`, then `about P…` before and `saved P` after every change, and `closed`; P names the
picture the library must show (before a change of several steps there is one for each). The server
says `end` when the worker is gone.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from random import Random

from tests.crash.mutants import applied
from tests.crash.work import Work, opened, print_of, small_checkpoints

OUT = 1


def say(*words: object) -> None:
    """One line out, in a single write."""
    os.write(OUT, " ".join(map(str, words)).encode() + b"\n")


def hear() -> str:
    """The next line in, read byte by byte: a forked worker must not swallow the server's."""
    line = b""
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        line += byte
    return line.decode()


def work(folder: Path, seed: int, changes: int, mutant: str) -> None:
    """Make random changes, in several openings, saying each."""
    chance = Random(seed)
    small_checkpoints(chance.choice((1, 1500, 4000)))
    left = changes
    first = mutant == "acknowledge first"
    with applied(mutant):
        while left:
            with opened(folder) as library:
                at_work = Work(library, chance)
                say("opened", print_of(at_work.now))
                for _ in range(min(left, chance.randint(1, 20))):
                    plan = at_work.plan()
                    name = print_of(plan.expected)
                    say("about", *map(print_of, plan.pictures))
                    if first:
                        say("saved", name)
                    plan.carry_out()
                    at_work.carried_out(plan)
                    if not first:
                        say("saved", name)
                    left -= 1
            say("closed")


def forked(request: str) -> int:
    """Carry out *request* in a new process; its id."""
    folder, seed, changes, mutant, wait = request.split("\t")
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        say("pid", os.getpid())
        if wait == "wait":
            hear()
        work(Path(folder), int(seed), int(changes), mutant)
        status = 0
    except BaseException:
        say("failed", traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(status)


def serve() -> None:
    """Answer requests until there are no more."""
    while request := hear():
        os.waitpid(forked(request), 0)
        say("end")


if __name__ == "__main__":
    serve()
